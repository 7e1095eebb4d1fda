"""The content network lets go before an act is acknowledged; if it cannot be reached, that is said and made good."""

import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from memorial.accounts.roles import make_roles
from memorial.models import Place, Purge, User
from memorial.review import content_network
from memorial.review.content_network import LONGEST, RECORD, drop_all, surrogate_control
from memorial.review.public_changes import (
    change_public,
    public_state,
    purge_again,
    purge_what_is_left,
    waited_for_once,
)
from memorial.review.withdrawal import put_back, withdraw
from tests.content_network import WORD, ContentNetwork
from tests.factories import keep_version, make_place
from tests.review.filling import messages_of
from tests.review.test_list_acts import NOTE, carry_out


@pytest.fixture
def committing(transactional_db: None) -> None:
    """A database to which the test really commits; what an earlier one has cleared away is made again."""
    make_roles()


@pytest.fixture
def network(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[ContentNetwork]:
    """A content network that is told by PURGE; synthetic."""
    monkeypatch.setattr("memorial.review.public_changes.ON_ITS_WAY", 0.0)
    settings.KEEP_RELIED_ON = 0.0
    settings.KEEP_PAGES = True
    settings.PURGE_TOKEN = WORD
    running = ContentNetwork()
    settings.PURGE_AT = [("PURGE", f"http://127.0.0.1:{running.port}/all")]
    yield running
    running.end()


def waiting() -> "list[DBTaskResult[Any, Any]]":
    """Return the purges that wait for a worker."""
    return list(DBTaskResult.objects.filter(status="READY", task_path=purge_again.module_path).order_by("run_after"))


def published(network: ContentNetwork, number: int) -> list[Place]:
    """Return so many public places; what making them has purged and queued is over."""
    places = [keep_version(make_place(f"Synthetic {each:02}")) for each in range(number)]
    network.purges.clear()
    DBTaskResult.objects.all().delete()
    return places


def withdrawn(place: Place, by: User) -> None:
    withdraw(entry=place, by=by, reason="mistake", note="Synthetic note")


def test_act_is_purged_once_before_it_is_acknowledged_and_in_no_transaction(
    committing: None, network: ContentNetwork, curator: User
) -> None:
    places, here, in_transaction = published(network, 3), connection, list[bool]()
    network.looks = lambda: in_transaction.append(here.in_atomic_block)
    with transaction.atomic():
        for place in places:
            withdrawn(place, curator)
        assert network.purges == []
    assert network.purges == [f"PURGE /all {RECORD}"]
    assert in_transaction == [False]
    row = Purge.current()
    assert (row.last, row.tokens) == public_state()
    assert not row.is_late
    # What a server had just sent when it was asked is let go of once more.
    (afterwards,) = waiting()
    assert timedelta(0) < afterwards.run_after - timezone.now() <= timedelta(seconds=10)


def test_act_that_is_undone_by_its_transaction_purges_nothing(
    network: ContentNetwork, curator: User, django_capture_on_commit_callbacks: Any
) -> None:
    (place,) = published(network, 1)
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(ZeroDivisionError), transaction.atomic():
        withdrawn(place, curator)
        raise ZeroDivisionError
    assert network.purges == []


def test_work_on_drafts_purges_nothing(
    network: ContentNetwork, contributor: User, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        make_place("Synthetic draft", status="draft")
    assert network.purges == []


def test_several_entries_of_a_list_are_purged_together(
    committing: None, network: ContentNetwork, curator_browser: Client
) -> None:
    carry_out(curator_browser, "withdraw", *published(network, 4), note=NOTE, reason="mistake")
    assert Place._base_manager.filter(status="withdrawn").count() == 4
    assert len(network.purges) == 1


def test_acts_that_are_done_together_do_not_fail_by_what_follows_them(
    committing: None, network: ContentNetwork, curator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = published(network, 2)

    def fails(_pause: timedelta) -> None:
        raise OperationalError("The database is away. (synthetic)")

    monkeypatch.setattr("memorial.review.public_changes.have_purged_again", fails)
    with waited_for_once():
        for place in places:
            withdrawn(place, curator)
    assert {Place.objects.get(pk=place.pk).status for place in places} == {"withdrawn"}


def test_network_that_is_away_is_told_of_queued_and_purged_later(
    committing: None, network: ContentNetwork, curator_browser: Client
) -> None:
    (place,) = published(network, 1)
    network.status = 503
    page = carry_out(curator_browser, "withdraw", place, note=NOTE, reason="mistake")
    assert Place._base_manager.get().status == "withdrawn"
    assert any("may still see" in said for said in messages_of(page))
    page = curator_browser.get("/admin/")
    assert messages_of(page) == []
    assert "What visitors may still see" in page.content.decode()
    assert waiting()
    network.status = 200
    DBTaskResult.objects.update(run_after=timezone.now() - timedelta(seconds=1))
    purge_again.func()
    assert network.purges == [f"PURGE /all {RECORD}"]
    assert "What visitors may still see" not in curator_browser.get("/admin/").content.decode()


def test_failure_is_tried_again_and_again(network: ContentNetwork, memorial: Any) -> None:
    network.status = 500
    pauses = []
    for _try in range(5):
        DBTaskResult.objects.all().delete()
        purge_again.func()
        (job,) = waiting()
        pauses.append(round((job.run_after - timezone.now()).total_seconds()))
    assert pauses == [5, 15, 60, 60, 60]
    since = Purge.current().late_since
    network.status = 200
    purge_again.func()
    row = Purge.current()
    assert since is not None
    assert (row.is_late, row.failures) == (False, 0)


def test_those_who_act_do_not_all_wait_for_a_network_that_is_away(
    committing: None, network: ContentNetwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(content_network, "PATIENCE", 0.5)
    network.hang = 3.0
    spent = []
    for _each in range(3):
        begun = time.monotonic()
        change_public()
        spent.append(time.monotonic() - begun)
    assert 0.4 < spent[0] < 2
    assert max(spent[1:]) < 0.4
    assert Purge.current().is_late


def test_process_that_was_ended_before_its_purge_leaves_it_to_others(network: ContentNetwork, memorial: Any) -> None:
    change_public()
    assert waiting() == []
    purge_what_is_left()
    purge_what_is_left()
    assert DBTaskResult.objects.ready().count() == 1
    DBTaskResult.objects.all().delete()
    purge_again.func()
    assert len(network.purges) == 1
    purge_what_is_left()
    assert waiting() == []


def test_all_addresses_must_have_done_it(network: ContentNetwork, settings: Any) -> None:
    other = ContentNetwork()
    hook = ("POST", f"http://127.0.0.1:{other.port}/hook?site=1")
    settings.PURGE_AT = [*settings.PURGE_AT, hook]
    assert drop_all()
    assert (network.purges, other.purges) == ([f"PURGE /all {RECORD}"], [f"POST /hook?site=1 {RECORD}"])
    other.status = 404
    assert not drop_all()
    other.end()
    assert not drop_all()


def test_wrong_word_is_no_success_and_no_word_stands_in_the_log(
    network: ContentNetwork, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.PURGE_TOKEN = "another-word"
    assert not drop_all()
    assert "it answered 403" in caplog.text
    assert "word" not in caplog.text


@pytest.mark.parametrize(("seconds", "expected"), [(-3, None), (0, None), (5.5, None), (6.5, 1), (1e6, LONGEST)])
def test_others_rely_on_a_page_for_less_than_it_stands(seconds: float, expected: int | None) -> None:
    told = [("Surrogate-Control", f"max-age={expected}")] if expected else []
    assert surrogate_control(seconds) == told


def test_withdrawal_and_return_are_purged_each(
    committing: None, network: ContentNetwork, curator: User, second_curator: User
) -> None:
    (place,) = published(network, 1)
    withdrawn(place, curator)
    put_back(entry=Place._base_manager.get(), by=second_curator)
    assert len(network.purges) == 2


def test_installation_without_a_network_queues_nothing(
    network: ContentNetwork, curator: User, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.PURGE_AT = []
    (place,) = published(network, 1)
    with django_capture_on_commit_callbacks(execute=True):
        withdrawn(place, curator)
    purge_what_is_left()
    purge_again.func()
    assert waiting() == []
    assert not Purge.objects.exists()
