"""Moderation: each act is done once, by somebody who may, with one line, and tells nothing of what was sent."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from memorial.contributions import moderation
from memorial.contributions.models import Contribution, Kind, Reason, State
from memorial.models import LedgerLine, User
from memorial.review.actions import TransitionRefused
from tests.contributions.sending import sent_in

Act = Callable[[Contribution, User], Any]
ACTS: dict[str, tuple[Act, str, str]] = {
    "ask": (
        lambda row, by: moderation.ask(contribution=row, by=by, words="Synthetic question"),
        "c_asked",
        State.ASKED,
    ),
    "decline": (
        lambda row, by: moderation.decline(contribution=row, by=by, reason=Reason.OFF_TOPIC),
        "c_declined",
        State.DECLINED,
    ),
    "merge": (
        lambda row, by: moderation.merge(
            contribution=row, by=by, reference=Contribution.objects.get(words="Other").reference
        ),
        "c_merged",
        State.MERGED,
    ),
    "aside": (lambda row, by: moderation.put_aside(contribution=row, by=by), "c_aside", State.ASIDE),
    "take": (lambda row, by: moderation.take_in_charge(contribution=row, by=by), "taken", State.NEW),
}


@pytest.mark.parametrize("name", ACTS)
def test_act_moves_a_contribution_and_has_one_line_without_its_words(name: str, curator: User) -> None:
    run, verb, state = ACTS[name]
    sent_in(words="Other")
    row = sent_in(words="Synthetic secret words", shown_name="Zqname")
    run(row, curator)
    row.refresh_from_db()
    assert row.state == state
    line = LedgerLine.objects.get()
    assert (line.verb, line.kind, line.entry, line.actor) == (verb, "contribution", row.reference, curator)
    assert not any(word in json.dumps(line.detail) for word in ("secret", "Zqname", "question"))


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("state", [State.ACCEPTED, State.DECLINED, State.MERGED, State.ASIDE, State.WITHDRAWN])
def test_act_on_what_is_decided_is_refused_with_a_sentence(name: str, state: str, curator: User) -> None:
    sent_in(words="Other")
    row = sent_in()
    Contribution.objects.filter(pk=row.pk).update(state=state)
    with pytest.raises(TransitionRefused, match="faster"):
        ACTS[name][0](row, curator)
    assert not LedgerLine.objects.exists()
    assert Contribution.objects.get(pk=row.pk).state == state


@pytest.mark.every_case
@pytest.mark.parametrize("name", ACTS)
def test_act_is_for_those_who_moderate(name: str, contributor: User, keeper: User, steward: User) -> None:
    sent_in(words="Other")
    row = sent_in()
    for person in (contributor, keeper, steward):
        with pytest.raises(PermissionDenied):
            ACTS[name][0](row, person)
    assert not LedgerLine.objects.exists()


def test_second_of_two_curators_is_told_that_a_colleague_was_faster(curator: User, second_curator: User) -> None:
    row = sent_in()
    as_the_second_read_it = Contribution.objects.get(pk=row.pk)
    moderation.decline(contribution=row, by=curator, reason=Reason.OFF_TOPIC)
    with pytest.raises(TransitionRefused, match="declined"):
        moderation.put_aside(contribution=as_the_second_read_it, by=second_curator)
    assert Contribution.objects.get(pk=row.pk).decided_by == curator


def test_question_is_a_letter_and_whoever_asks_has_it_in_charge(curator: User, second_curator: User) -> None:
    row = sent_in()
    moderation.ask(contribution=row, by=curator, words=" Synthetic question ")
    moderation.ask(contribution=row, by=second_curator, words="Synthetic second question")
    row.refresh_from_db()
    assert [letter.words for letter in row.letters.all()] == ["Synthetic question", "Synthetic second question"]
    assert all(letter.ours for letter in row.letters.all())
    assert row.in_charge == curator
    with pytest.raises(TransitionRefused):
        moderation.ask(contribution=row, by=curator, words="  ")


def test_request_to_take_something_down_is_not_declined_by_one(curator: User) -> None:
    row = sent_in(Kind.TAKEDOWN)
    with pytest.raises(TransitionRefused, match="Two people"):
        moderation.decline(contribution=row, by=curator, reason=Reason.ABUSE)
    assert Contribution.objects.get(pk=row.pk).state == State.NEW


@pytest.mark.parametrize("reason", ["", "because", "abuse\0"])
def test_decline_needs_one_of_the_reasons(reason: str, curator: User) -> None:
    with pytest.raises(TransitionRefused, match="reasons"):
        moderation.decline(contribution=sent_in(), by=curator, reason=reason)


def test_merge_needs_another_that_goes_on(curator: User) -> None:
    row, gone, request = sent_in(), sent_in(), sent_in(Kind.TAKEDOWN)
    Contribution.objects.filter(pk=gone.pk).update(state=State.ASIDE)
    for reference in (row.reference, gone.reference, request.reference, "", "0000-0000", "no reference at all"):
        with pytest.raises(TransitionRefused):
            moderation.merge(contribution=row, by=curator, reference=reference)
    other = sent_in()
    moderation.merge(contribution=row, by=curator, reference=f" {other.reference.lower()} ")
    row.refresh_from_db()
    assert (row.merged_into, row.state) == (other, State.MERGED)


@pytest.mark.parametrize("state", [State.ASIDE, State.DECLINED, State.MERGED])
def test_what_left_the_queue_comes_back_to_its_usual_place(state: str, curator: User, second_curator: User) -> None:
    row = sent_in(Kind.CORRECTION, state=state, decided_by=second_curator, reason="abuse", rank=9)
    moderation.take_back(contribution=row, by=curator)
    row.refresh_from_db()
    assert (row.state, row.decided_by, row.reason, row.merged_into, row.rank) == (State.NEW, None, "", None, 1)
    assert LedgerLine.objects.get().verb == "c_back"
    with pytest.raises(TransitionRefused):
        moderation.take_back(contribution=row, by=curator)


def test_charge_is_handed_to_those_who_moderate_alone(curator: User, second_curator: User, steward: User) -> None:
    row = sent_in()
    with pytest.raises(TransitionRefused, match="curator"):
        moderation.hand_over(contribution=row, by=curator, person=steward)
    moderation.hand_over(contribution=row, by=curator, person=second_curator)
    row.refresh_from_db()
    assert row.in_charge == second_curator
    with pytest.raises(TransitionRefused, match="already"):
        moderation.hand_over(contribution=row, by=curator, person=second_curator)
    assert list(LedgerLine.objects.values_list("verb", flat=True)) == ["handed_over"]


def test_many_are_put_aside_in_one_act_and_what_needs_a_look_stays(curator: User, second_curator: User) -> None:
    many = [sent_in(signs=["flood"]) for _each in range(3)]
    request = sent_in(Kind.TAKEDOWN, signs=["flood"])
    taken, answered = sent_in(in_charge=second_curator), sent_in(state=State.ANSWERED)
    everything = [*many, request, taken, answered]
    done = moderation.put_all_aside(references=[row.reference for row in everything], by=curator, sign="flood")
    assert done == 3
    assert {row.pk for row in Contribution.objects.filter(state=State.ASIDE)} == {row.pk for row in many}
    line = LedgerLine.objects.get()
    assert (line.verb, line.detail["number"], len(line.detail["references"])) == ("c_aside", 3, 3)
    with pytest.raises(TransitionRefused):
        moderation.put_all_aside(references=[request.reference], by=curator, sign="flood")


def test_what_changed_since_somebody_looked_is_refused(curator: User) -> None:
    row = sent_in()
    seen = moderation.seen_of(row)
    moderation.refuse_moved(row, seen)
    for change in (
        {"words": "Other"},
        {"state": State.ANSWERED},
        {"answers": {"publish": False}},
        {"naming": "initials"},
    ):
        Contribution.objects.filter(pk=row.pk).update(**change)
        with pytest.raises(TransitionRefused, match="changed"):
            moderation.refuse_moved(Contribution.objects.get(pk=row.pk), seen)
        seen = moderation.seen_of(Contribution.objects.get(pk=row.pk))
