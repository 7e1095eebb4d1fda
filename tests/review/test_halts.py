"""Accounts that were stopped: what they withdrew is seen, confirmed, or put back by somebody else."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from memorial.models import Halt, LedgerLine, Place, User
from memorial.review import hands
from memorial.review.actions import TransitionRefused
from memorial.review.status import Status
from memorial.review.withdrawal import withdraw
from tests.conftest import signed_in
from tests.factories import keep_version, make_place
from tests.review.filling import messages_of
from tests.review.test_list_acts import as_shown, url

HALTS = "/admin/halts/"
#: How much one may withdraw here, so that the tests take less time than with the number of the memorial.
MOST = 4


@pytest.fixture
def stopped(curator: User, monkeypatch: pytest.MonkeyPatch) -> Halt:
    """A curator who has withdrawn as much as one may, and was stopped at the next one; synthetic."""
    monkeypatch.setattr(hands, "MOST_WITHDRAWALS", MOST)
    places = [keep_version(make_place(f"Synthetic {number:02}")) for number in range(MOST + 1)]
    for place in places[:-1]:
        withdraw(entry=place, by=curator, reason="mistake", note="Synthetic reason")
    with pytest.raises(TransitionRefused):
        withdraw(entry=places[-1], by=curator, reason="mistake", note="Synthetic reason")
    return Halt.objects.get()


def test_stop_is_shown_with_all_that_was_withdrawn(stopped: Halt, second_curator_browser: Client) -> None:
    assert second_curator_browser.get("/admin/").context["halts"] == [stopped]
    (one,) = second_curator_browser.get(HALTS).context["stopped"]
    assert len(one.withdrawals) == MOST
    assert one.withdrawals[-1].choice.name == "Synthetic 00"
    assert one.withdrawals[0].note == "Synthetic reason"
    assert one.withdrawals[0].reason == "it was found to be wrong"


def test_all_is_put_back_by_another_and_each_result_is_listed(stopped: Halt, second_curator_browser: Client) -> None:
    (one,) = second_curator_browser.get(HALTS).context["stopped"]
    refs = [withdrawal.choice.ref for withdrawal in one.standing]
    shown = second_curator_browser.post(url("put_back"), {"entry": refs})
    page = second_curator_browser.post(url("put_back"), as_shown(shown))
    assert len(page.context["found"].done) == MOST
    assert not Place.objects.filter(status=Status.WITHDRAWN).exists()
    (one,) = second_curator_browser.get(HALTS).context["stopped"]
    assert one.standing == []
    assert "Put all back" not in second_curator_browser.get(HALTS).content.decode()


def test_stop_is_confirmed_by_another_with_one_line(stopped: Halt, second_curator_browser: Client) -> None:
    before = LedgerLine.objects.count()
    page = second_curator_browser.post(reverse("admin:confirm_halt", args=[stopped.pk]), follow=True)
    assert "can go on" in messages_of(page)[0]
    assert page.context["stopped"] == []
    assert LedgerLine.objects.count() == before + 1
    again = second_curator_browser.post(reverse("admin:confirm_halt", args=[stopped.pk]), follow=True)
    assert "confirmed already" in messages_of(again)[0]


def test_stopped_account_cannot_confirm_itself(stopped: Halt, curator_browser: Client) -> None:
    rendered = curator_browser.get(HALTS).content.decode()
    assert "Confirm, so that" not in rendered
    assert "Put all back" not in rendered
    page = curator_browser.post(reverse("admin:confirm_halt", args=[stopped.pk]), follow=True)
    assert "Somebody else must confirm" in messages_of(page)[0]
    assert Halt.objects.get().confirmed_at is None


def test_steward_confirms_and_cannot_put_back(stopped: Halt, steward_browser: Client) -> None:
    rendered = steward_browser.get(HALTS).content.decode()
    assert "A curator can put these entries back." in rendered
    assert "Put all back" not in rendered
    steward_browser.post(reverse("admin:confirm_halt", args=[stopped.pk]))
    assert Halt.objects.get().confirmed_at is not None


def test_stops_are_for_those_alone_who_may_confirm(stopped: Halt, contributor_browser: Client) -> None:
    assert contributor_browser.get(HALTS).status_code == 403
    assert contributor_browser.post(reverse("admin:confirm_halt", args=[stopped.pk])).status_code == 403
    assert contributor_browser.get("/admin/").context["halts"] == []


def test_confirmation_takes_a_post_and_a_stop_that_is_there(stopped: Halt, second_curator_browser: Client) -> None:
    assert second_curator_browser.get(reverse("admin:confirm_halt", args=[stopped.pk])).status_code == 405
    assert second_curator_browser.post(reverse("admin:confirm_halt", args=[0])).status_code == 404
    assert second_curator_browser.post("/admin/halts/99999999999999999999999/confirm/").status_code == 404


def test_entry_that_is_not_open_to_the_reader_is_counted_and_not_named(stopped: Halt, steward: User) -> None:
    Place.objects.filter(label="Synthetic 00").update(restricted=True, status=Status.WITHDRAWN)
    page = signed_in(steward).get(HALTS)
    assert page.context["stopped"][0].unseen == 1
    assert "Synthetic 00" not in page.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_page_of_stops_costs_the_same(
    curator: User, second_curator: User, rows: int, django_assert_num_queries: Any
) -> None:
    for _row in range(rows):
        withdraw(entry=keep_version(make_place()), by=curator, reason="mistake", note="Synthetic")
    Halt.objects.create(user=curator, at=timezone.now() + timedelta(seconds=1))
    browser = signed_in(second_curator)
    with django_assert_num_queries(QUERIES):
        page = browser.get(HALTS)
    assert len(page.context["stopped"][0].withdrawals) == rows


#: Session, person, the memorial for the clock, two kinds of permission, the stops, what one withdrew, those entries,
#: the notes.
QUERIES = 9
