"""Take-down requests: paused at once, decided by two, and answered."""

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from memorial.contributions.models import Contribution, Kind, State
from memorial.contributions.takedown import Outcome, Said, decide, is_paused, pause
from memorial.models import Halt, LedgerLine, Letter, Memorial, Message, Source, User, Verdict
from memorial.review.actions import TransitionRefused
from memorial.review.ledger_check import chain_faults
from memorial.review.status import Status
from memorial.review.withdrawal import put_back, withdraw
from tests.conftest import signed_in, staff
from tests.contributions.given import given
from tests.contributions.keys import use_keys
from tests.factories import keep_version, make_person, make_source

WORDS = {"verified": "Synthetic: asked back, the answer fits.", "why": "Synthetic reason."}
ANSWER = "Synthetic answer to the one who asks."


@pytest.fixture(autouse=True)
def own_folders(settings: Any, tmp_path: Path, memorial: Memorial) -> None:
    use_keys(settings, tmp_path)


@pytest.fixture
def third_curator(memorial: Memorial) -> User:
    return staff("third-curator", "curator")  # type: ignore[arg-type]


def asked(entry: Any = None, **fields: Any) -> Contribution:
    if entry is not None:
        kind = "message" if isinstance(entry, Message) else entry._meta.model_name
        fields |= {"about_kind": kind, "about": entry.public_id}
    return given(Kind.TAKEDOWN, words="Synthetic: please take it down.", language="en", **fields)


def said(granted: bool, answer: str = "") -> Said:
    return Said(granted=granted, answer=answer, **WORDS)


def says(row: Contribution, by: User, granted: bool, answer: str = ANSWER) -> Outcome:
    return decide(contribution=row, by=by, said=said(granted, answer))


def verbs() -> list[str]:
    return list(LedgerLine.objects.order_by("number").values_list("verb", flat=True))


def status(entry: Any) -> str:
    return str(type(entry)._base_manager.get(pk=entry.pk).status)


def message() -> Message:
    return Message.objects.create(words="Synthetic", language="en", shown_at="2026-01-01T00:00Z")


def test_pause_takes_the_entry_away_at_once(curator: User, visitor: Client) -> None:
    entry = keep_version(make_source())
    row = asked(entry)
    pause(contribution=row, by=curator, note="Synthetic")
    assert status(entry) == Status.WITHDRAWN
    page = visitor.get(entry.get_absolute_url())
    assert page.status_code == 410
    assert row.reference not in page.content.decode()
    assert verbs() == ["withdrawn"]
    assert LedgerLine.objects.get().detail == {"reason": "request", "request": row.reference}
    assert Contribution.objects.get().state == State.NEW
    assert is_paused(row)


def test_two_who_grant_take_it_down_for_good(curator: User, second_curator: User) -> None:
    entry = keep_version(make_source())
    row = asked(entry)
    pause(contribution=row, by=curator, note="Synthetic")
    assert says(row, curator, True) == Outcome(settled=False)
    assert not Letter.objects.exists()
    assert says(row, second_curator, True) == Outcome(settled=True, granted=True)
    row.refresh_from_db()
    assert (row.state, row.decided_by, status(entry)) == (State.ACCEPTED, second_curator, Status.WITHDRAWN)
    letter = Letter.objects.get()
    assert (letter.words, letter.ours, letter.by) == (ANSWER, True, second_curator)
    assert verbs() == ["withdrawn", "c_decided", "c_decided"]
    assert [line.detail["settled"] for line in LedgerLine.objects.filter(verb="c_decided")] == [False, True]
    assert list(chain_faults()) == []


def test_granting_what_was_not_paused_takes_it_down(curator: User, second_curator: User) -> None:
    entry = keep_version(make_source())
    row = asked(entry)
    says(row, curator, True)
    assert status(entry) == Status.PUBLISHED
    says(row, second_curator, True)
    assert status(entry) == Status.WITHDRAWN
    assert verbs() == ["c_decided", "c_decided", "withdrawn"]


def test_two_who_refuse_have_it_shown_again(curator: User, second_curator: User) -> None:
    entry = keep_version(make_source())
    row = asked(entry)
    pause(contribution=row, by=curator, note="Synthetic")
    says(row, curator, False)
    assert status(entry) == Status.WITHDRAWN
    assert says(row, second_curator, False) == Outcome(settled=True)
    row.refresh_from_db()
    assert (row.state, status(entry)) == (State.DECLINED, Status.PUBLISHED)
    assert verbs() == ["withdrawn", "c_decided", "c_decided", "put_back"]


def test_who_paused_does_not_lift_the_pause(curator: User, second_curator: User) -> None:
    entry = keep_version(make_source())
    row = asked(entry)
    pause(contribution=row, by=curator, note="Synthetic")
    says(row, second_curator, False)
    outcome = says(row, curator, False)
    assert outcome.settled
    assert "Somebody else must put it back" in outcome.obstacle
    row.refresh_from_db()
    assert (row.state, status(entry)) == (State.DECLINED, Status.WITHDRAWN)
    page = signed_in(second_curator).get(reverse("admin:takedown_decide", args=[row.reference])).content.decode()
    assert "it is still down" in page
    put_back(entry=Source.objects.get(), by=second_curator)
    assert status(entry) == Status.PUBLISHED


def test_two_who_differ_need_a_third(curator: User, second_curator: User, third_curator: User) -> None:
    entry = keep_version(make_source())
    row = asked(entry)
    says(row, curator, True)
    assert says(row, second_curator, False) == Outcome(settled=False)
    row.refresh_from_db()
    assert (row.state, status(entry)) == (State.NEW, Status.PUBLISHED)
    page = signed_in(third_curator).get(reverse("admin:takedown_decide", args=[row.reference]))
    assert "A third person decides" in page.content.decode()
    assert says(row, third_curator, True).settled
    assert status(entry) == Status.WITHDRAWN


def test_nobody_decides_twice(curator: User) -> None:
    entry = keep_version(make_source())
    row = asked(entry)
    says(row, curator, True)
    with pytest.raises(TransitionRefused, match="decided about this already"):
        says(row, curator, True)
    assert (Verdict.objects.count(), status(entry)) == (1, Status.PUBLISHED)


def test_what_was_withdrawn_for_another_reason_stays_so(curator: User, second_curator: User) -> None:
    entry = keep_version(make_source())
    row = asked(entry)
    withdraw(entry=entry, by=curator, reason="consent", note="Synthetic")
    says(row, curator, False)
    says(row, second_curator, False)
    assert status(entry) == Status.WITHDRAWN


def test_what_another_request_has_paused_stays_so(curator: User, second_curator: User) -> None:
    entry = keep_version(make_source())
    other, row = asked(entry), asked(entry)
    pause(contribution=other, by=curator, note="Synthetic")
    says(row, curator, False)
    says(row, second_curator, False)
    assert status(entry) == Status.WITHDRAWN
    assert is_paused(other)
    assert not is_paused(row)


def test_decision_that_settles_needs_an_answer_and_keeps_nothing_without(curator: User, second_curator: User) -> None:
    entry = keep_version(make_source())
    row = asked(entry)
    says(row, curator, True)
    with pytest.raises(TransitionRefused, match="Write the answer"):
        says(row, second_curator, True, answer=" ")
    assert (Verdict.objects.count(), status(entry), verbs()) == (1, Status.PUBLISHED, ["c_decided"])


@pytest.mark.parametrize("missing", ["verified", "why"])
def test_decision_says_how_it_is_known_who_asks_and_why(curator: User, missing: str) -> None:
    row = asked(keep_version(make_source()))
    with pytest.raises(TransitionRefused):
        decide(contribution=row, by=curator, said=Said(granted=True, **{**WORDS, missing: " "}))
    assert not Verdict.objects.exists()


def test_request_in_words_is_paused_once_somebody_has_found_the_entry(curator: User, second_curator: User) -> None:
    person = keep_version(make_person())
    row = asked(details={"what": "Synthetic: the page of somebody"})
    with pytest.raises(TransitionRefused, match="permanent id"):
        pause(contribution=row, by=curator, note="Synthetic")
    with pytest.raises(TransitionRefused, match="Nothing has this permanent id"):
        pause(contribution=row, by=curator, note="Synthetic", public_id="0" * 12)
    says(row, curator, True)
    with pytest.raises(TransitionRefused, match="not written down what this is about"):
        says(row, second_curator, True)
    pause(contribution=row, by=curator, note="Synthetic", public_id=person.public_id.upper())
    row.refresh_from_db()
    assert (row.about_kind, row.about, status(person)) == ("person", person.public_id, Status.WITHDRAWN)


def test_request_in_words_that_is_refused_needs_no_entry(curator: User, second_curator: User) -> None:
    row = asked(details={"what": "Synthetic"})
    says(row, curator, False)
    assert says(row, second_curator, False).settled


def test_request_does_not_change_what_it_is_about(curator: User) -> None:
    entry, other = keep_version(make_source()), keep_version(make_source())
    with pytest.raises(TransitionRefused, match="says itself"):
        pause(contribution=asked(entry), by=curator, note="Synthetic", public_id=other.public_id)
    assert (status(entry), status(other)) == (Status.PUBLISHED, Status.PUBLISHED)


def test_message_of_the_book_goes_the_same_way(curator: User, second_curator: User) -> None:
    kept = message()
    row = asked(kept)
    pause(contribution=row, by=curator, note="Synthetic")
    assert not Message.objects.public().exists()
    says(row, curator, False)
    says(row, second_curator, False)
    assert list(Message.objects.public()) == [kept]
    assert verbs() == ["message_down", "c_decided", "c_decided", "message_back"]


def test_account_that_was_stopped_pauses_nothing(curator: User) -> None:
    entry = keep_version(make_source())
    Halt.objects.create(user=curator, at="2026-01-01T00:00Z")
    with pytest.raises(TransitionRefused, match="very many entries"):
        pause(contribution=asked(entry), by=curator, note="Synthetic")
    with pytest.raises(TransitionRefused, match="very many entries"):
        says(asked(entry), curator, True)
    assert status(entry) == Status.PUBLISHED


def test_pause_needs_a_reason_and_a_request(curator: User) -> None:
    entry = keep_version(make_source())
    with pytest.raises(TransitionRefused, match="Write the reason"):
        pause(contribution=asked(entry), by=curator, note=" ")
    message_sent = given(Kind.MESSAGE, about_kind="source", about=entry.public_id)
    with pytest.raises(TransitionRefused, match="no request"):
        pause(contribution=message_sent, by=curator, note="Synthetic")
    assert status(entry) == Status.PUBLISHED


def test_only_those_who_moderate_pause_and_decide(contributor: User, steward: User, keeper: User) -> None:
    row = asked(keep_version(make_source()))
    for person in (contributor, steward, keeper):
        with pytest.raises(PermissionDenied):
            pause(contribution=row, by=person, note="Synthetic")
        with pytest.raises(PermissionDenied):
            says(row, person, True)


def test_id_of_what_is_hidden_from_a_curator_is_answered_like_one_that_is_none(curator: User) -> None:
    hidden, row = make_person(status=Status.DRAFT, restricted=True), asked()
    for public_id in (hidden.public_id, "abcdefghijkl"):
        with pytest.raises(TransitionRefused, match="Nothing has this permanent id"):
            pause(contribution=row, by=curator, note="Synthetic note", public_id=public_id)
