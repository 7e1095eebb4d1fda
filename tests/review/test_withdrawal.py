"""Withdrawal: at once, by one person, with a reason; stopped when it becomes too much; put back by somebody else."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from memorial.models import Halt, Person, ReviewNote, RevisionWithdrawal, User
from memorial.review.actions import TransitionRefused
from memorial.review.hands import MOST_WITHDRAWALS
from memorial.review.ledger import LedgerLine, Verb
from memorial.review.status import Status, WithdrawalReason
from memorial.review.withdrawal import Halted, confirm_halt, put_back, reopen, withdraw, withdraw_version
from tests.factories import keep_version, make_person
from tests.review.acting import version_of


def taken_away(person: Person, by: User) -> Person:
    """Withdraw a person's entry."""
    gone = withdraw(entry=person, by=by, reason="privacy", note="Synthetic reason")
    assert isinstance(gone, Person)
    return gone


def test_withdrawal_takes_effect_at_once_and_says_only_the_class_of_reason(visitor: Client, curator: User) -> None:
    person = make_person(given="Synthetic", family="Withdrawn")
    gone = taken_away(person, curator)
    assert (gone.status, gone.withdrawal_reason, gone.is_public) == (Status.WITHDRAWN, "privacy", False)
    answer = visitor.get(person.get_absolute_url())
    assert answer.status_code == 410
    assert "Withdrawn, Synthetic" not in answer.content.decode()
    assert LedgerLine.objects.get(verb=Verb.WITHDRAWN).detail == {"reason": "privacy"}
    assert ReviewNote.objects.get().text == "Synthetic reason"


def test_steward_withdraws_and_a_contributor_does_not(steward: User, contributor: User) -> None:
    with pytest.raises(PermissionDenied):
        taken_away(make_person(), contributor)
    assert taken_away(make_person(), steward).status == Status.WITHDRAWN


@pytest.mark.parametrize(("reason", "note"), [("", "words"), ("no such", "words"), ("privacy", " ")])
def test_withdrawal_asks_for_both_reasons(curator: User, reason: str, note: str) -> None:
    person = make_person()
    with pytest.raises(TransitionRefused):
        withdraw(entry=person, by=curator, reason=reason, note=note)
    person.refresh_from_db()
    assert person.status == Status.PUBLISHED


def test_classes_of_reason_are_as_long_as_their_column() -> None:
    assert max(len(reason) for reason in WithdrawalReason.values) <= 12


def test_entry_that_never_opened_leaves_no_tombstone(visitor: Client, curator: User) -> None:
    later = timezone.now() + timedelta(days=3)
    person = make_person(opens_at=later)
    assert taken_away(person, curator).withdrawn_at is None
    assert visitor.get(person.get_absolute_url()).status_code == 404


def test_somebody_else_puts_it_back_as_it_was(visitor: Client, curator: User, second_curator: User) -> None:
    person = keep_version(make_person())
    gone = taken_away(person, curator)
    with pytest.raises(TransitionRefused, match="Somebody else must put it back"):
        put_back(entry=gone, by=curator)
    back = put_back(entry=gone, by=second_curator)
    assert (back.status, back.version, back.withdrawn_at, back.withdrawal_reason) == (Status.PUBLISHED, 1, None, "")
    assert visitor.get(person.get_absolute_url()).status_code == 200


def test_changed_entry_is_not_put_back(curator: User, second_curator: User) -> None:
    person = keep_version(make_person())
    gone = taken_away(person, curator)
    person.names.update(full="Synthetic Other")
    with pytest.raises(TransitionRefused, match="not as it was published"):
        put_back(entry=gone, by=second_curator)


def test_reopened_entry_is_a_draft_and_still_withdrawn_for_visitors(visitor: Client, curator: User) -> None:
    person = make_person()
    draft = reopen(entry=taken_away(person, curator), by=curator)
    assert (draft.status, draft.in_charge) == (Status.DRAFT, curator)
    assert visitor.get(person.get_absolute_url()).status_code == 410


def test_twenty_withdrawals_stop_the_account_until_a_second_person_confirms(
    curator: User, second_curator: User
) -> None:
    people = [make_person() for _one in range(MOST_WITHDRAWALS + 2)]
    for person in people[:MOST_WITHDRAWALS]:
        taken_away(person, curator)
    for _again in range(2):
        with pytest.raises(Halted):
            taken_away(people[MOST_WITHDRAWALS], curator)
    assert Person.objects.filter(status=Status.WITHDRAWN).count() == MOST_WITHDRAWALS
    halt = Halt.objects.get()
    assert LedgerLine.objects.filter(verb=Verb.STOPPED).count() == 1
    taken_away(people[-1], second_curator)
    with pytest.raises(TransitionRefused, match="Somebody else must confirm"):
        confirm_halt(halt=halt, by=curator)
    confirm_halt(halt=halt, by=second_curator)
    taken_away(people[MOST_WITHDRAWALS], curator)
    with pytest.raises(TransitionRefused, match="already"):
        confirm_halt(halt=halt, by=second_curator)


def test_withdrawals_of_longer_ago_do_not_count(curator: User, monkeypatch: pytest.MonkeyPatch) -> None:
    people = [make_person() for _one in range(MOST_WITHDRAWALS + 1)]
    long_ago = timezone.now() - timedelta(minutes=11)
    with monkeypatch.context() as then:
        then.setattr(timezone, "now", lambda: long_ago)
        for person in people[:MOST_WITHDRAWALS]:
            taken_away(person, curator)
    assert taken_away(people[-1], curator).status == Status.WITHDRAWN


def test_earlier_version_is_withdrawn_alone(contributor: User, curator: User, second_curator: User) -> None:
    person = keep_version(make_person())
    live = version_of(person, contributor, curator, birth="1954")
    withdraw_version(entry=live, version=1, by=curator, reason="privacy")
    assert RevisionWithdrawal.objects.get().revision.version == 1
    for version in (1, 2, 7):
        with pytest.raises(TransitionRefused):
            withdraw_version(entry=live, version=version, by=second_curator, reason="privacy")
    live.refresh_from_db()
    assert live.is_public
