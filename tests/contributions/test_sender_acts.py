"""What a sender does by the private link: at once, whole, and never public before a curator has read it."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from memorial.contributions.contacts import contact_of
from memorial.contributions.made_entries import COMMAND
from memorial.contributions.models import Kind, State
from memorial.contributions.sender_acts import (
    MOST_LETTER,
    MOST_LETTERS,
    allow,
    answer,
    correct,
    pause,
    rename,
    resume,
)
from memorial.models import Consent, Memorial, Message
from memorial.review.actions import TransitionRefused
from tests.contributions.keys import use_keys
from tests.contributions.sending import sent_in
from tests.contributions.taken_in import ANSWERS, lines, page, shown_message, taken_in, told
from tests.factories import add_picture, make_asset


@pytest.fixture(autouse=True)
def keys(settings: Any, tmp_path: Path) -> None:
    use_keys(settings, tmp_path)


def test_answer_leads_back_to_the_curators(memorial: Memorial) -> None:
    row = sent_in(state=State.ASKED)
    answer(contribution=row, words="  A synthetic answer ")
    row.refresh_from_db()
    assert (row.state, row.letters.get().words, row.letters.get().ours) == (State.ANSWERED, "A synthetic answer", False)
    assert lines() == []


@pytest.mark.parametrize("words", ["", "  \n ", "x" * (MOST_LETTER + 1)])
def test_letter_that_is_none_or_too_long_is_refused(memorial: Memorial, words: str) -> None:
    row = sent_in(state=State.ASKED)
    with pytest.raises(TransitionRefused):
        answer(contribution=row, words=words)
    row.refresh_from_db()
    assert (row.state, row.letters.count()) == (State.ASKED, 0)


def test_letters_do_not_pile_up_without_end(memorial: Memorial) -> None:
    row = sent_in()
    for _number in range(MOST_LETTERS):
        row.letters.create(words="Synthetic", at=timezone.now())
    with pytest.raises(TransitionRefused):
        answer(contribution=row, words="One more")


@pytest.mark.parametrize("state", [State.DECLINED, State.ASIDE, State.WITHDRAWN])
def test_what_is_decided_takes_no_letters(memorial: Memorial, state: str) -> None:
    with pytest.raises(TransitionRefused):
        answer(contribution=sent_in(state=state), words="Synthetic")


def test_correction_before_a_decision_takes_the_place_of_the_words(memorial: Memorial) -> None:
    row = sent_in(Kind.PICTURE, details={"shows": "before", "living": "unknown"}, answers=ANSWERS)
    correct(contribution=row, words="Synthetic new words", details={"shows": "after"})
    row.refresh_from_db()
    assert (row.words, row.details) == ("Synthetic new words", {"shows": "after", "living": "unknown"})
    assert row.size == len("Synthetic new words") + len("after") + len("unknown")
    assert (row.changed_at, lines()) == (None, [])


def test_correction_after_a_decision_is_a_letter(memorial: Memorial) -> None:
    row, testimony = told()
    with pytest.raises(TransitionRefused):
        correct(contribution=row, words="Other words", details={})
    answer(contribution=row, words="It was in March.")
    row.refresh_from_db()
    assert row.changed_at is not None
    assert row.state == State.ACCEPTED
    assert lines() == [("c_changed", COMMAND)]
    assert "It was in March" not in page(testimony)


@pytest.mark.parametrize("naming", ["initials", "anonymous"])
def test_less_of_a_name_holds_at_once_everywhere(memorial: Memorial, naming: str) -> None:
    row, testimony = told()
    version = f"{testimony.get_absolute_url()}versions/1/"
    assert "Zqfamily" in page(testimony)
    rename(contribution=row, naming=naming, shown_name="Z. Z." if naming == "initials" else "")
    row.refresh_from_db()
    assert "Zqfamily" not in page(testimony)
    assert "Zqfamily" not in Client().get(version).content.decode()
    assert set(testimony.consents.values_list("naming", flat=True)) == {naming}
    assert row.changed_at is not None
    assert {who for _verb, who in lines()} == {COMMAND}


def test_other_name_is_not_shown_before_a_curator_has_read_it(memorial: Memorial) -> None:
    row, testimony = told()
    rename(contribution=row, naming="pseudonym", shown_name="Zqabuse")
    assert "Zqabuse" not in page(testimony)
    assert "Zqfamily" not in page(testimony)
    row.refresh_from_db()
    assert (row.shown_name, row.naming) == ("Zqabuse", "pseudonym")
    assert set(testimony.consents.values_list("naming", "pseudonym")) == {("anonymous", "")}


def test_other_name_that_was_read_stays(memorial: Memorial) -> None:
    row, testimony = told(naming="pseudonym", name="Zqread")
    rename(contribution=row, naming="pseudonym", shown_name="Zqread")
    assert "Zqread" in page(testimony)
    assert lines() == [("c_changed", COMMAND)]


def test_fuller_name_is_written_by_a_curator(memorial: Memorial) -> None:
    row, testimony = told(naming="initials", name="Z. Q.")
    rename(contribution=row, naming="full", shown_name="Zqwhole Zqname", name="Zqwhole Zqname")
    assert set(testimony.consents.values_list("naming", flat=True)) == {"full"}
    assert "Zqwhole" not in page(testimony)
    assert contact_of(row) == {"name": "Zqwhole Zqname"}


def test_pause_and_its_end_hold_at_once(memorial: Memorial) -> None:
    row, testimony = told()
    voice = make_asset(kind="audio", living="agreed")
    add_picture(testimony, voice)
    pause(contribution=row)
    assert Client().get(testimony.get_absolute_url()).status_code == 404
    assert Client().get(voice.get_absolute_url()).status_code == 404
    assert [verb for verb, _who in lines()] == ["consent_paused"]
    row.refresh_from_db()
    assert (row.paused_at is None, row.changed_at is None) == (False, False)
    with pytest.raises(TransitionRefused):
        pause(contribution=row)
    resume(contribution=row)
    assert "Zqfamily" in page(testimony)
    assert [verb for verb, _who in lines()] == ["consent_paused", "consent_resumed"]


def test_picture_that_rests_on_no_consent_is_paused_all_the_same(memorial: Memorial) -> None:
    asset = make_asset(living="nobody")
    row = taken_in(Kind.PICTURE, made_kind="asset", made=asset.public_id)
    pause(contribution=row)
    assert Client().get(asset.get_absolute_url()).status_code == 410
    assert [verb for verb, _who in lines()] == ["withdrawn"]
    resume(contribution=row)
    # People put it back.
    assert Client().get(asset.get_absolute_url()).status_code == 410
    assert [verb for verb, _who in lines()] == ["withdrawn", "c_resumed"]


def test_message_is_paused_and_shown_again(memorial: Memorial) -> None:
    row, message = shown_message()
    pause(contribution=row)
    assert not Message.objects.public().exists()
    resume(contribution=row)
    assert Message.objects.public().get() == message
    assert [verb for verb, _who in lines()] == ["c_paused", "c_resumed"]


def test_name_beside_a_message_is_only_taken_away(memorial: Memorial) -> None:
    row, message = shown_message()
    with pytest.raises(TransitionRefused):
        rename(contribution=row, naming="", shown_name="Zqabuse")
    rename(contribution=row, naming="", shown_name="")
    message.refresh_from_db()
    assert message.name == ""
    assert [verb for verb, _who in lines()] == ["c_changed"]


def test_single_use_is_taken_back_and_given_again(memorial: Memorial) -> None:
    row, testimony = told()
    allow(contribution=row, answers={"research": False})
    consent = testimony.consents.get(purpose="research")
    assert consent.withdrawn_at is not None
    assert [verb for verb, _who in lines()] == ["consent_withdrawn"]
    allow(contribution=row, answers={"research": True, "court": True})
    court = testimony.consents.get(purpose="court")
    assert Consent.objects.filter(pk=consent.pk, withdrawn_at=None).exists()
    assert (court.given, court.audience, court.naming) == (True, "public", "full")
    assert row.reference in court.how_recorded
    assert [verb for verb, _who in lines()][1:] == ["consent_given", "consent_given"]


def test_fewer_readers_take_it_off_the_pages(memorial: Memorial) -> None:
    row, testimony = told()
    allow(contribution=row, answers={}, audience="researchers")
    assert Client().get(testimony.get_absolute_url()).status_code == 410
    assert set(testimony.consents.values_list("audience", flat=True)) == {"researchers"}


@pytest.mark.parametrize("answers", [{"keep": False}, {"invented": True}])
def test_answers_that_cannot_be_followed_change_nothing(memorial: Memorial, answers: dict[str, bool]) -> None:
    row, testimony = told()
    with pytest.raises(TransitionRefused):
        allow(contribution=row, answers=answers)
    assert testimony.consents.filter(withdrawn_at=None).count() == len(ANSWERS)
    row.refresh_from_db()
    assert row.answers == ANSWERS
