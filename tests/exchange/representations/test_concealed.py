"""Nothing of what is hidden is in the data: it is the same to the byte with it and without it."""

import pytest
from django.utils import timezone

from memorial.exchange.representations.fields import Reader
from memorial.models import Memorial, Person
from memorial.review.clock import set_clock
from memorial.review.gate import Channel
from tests.concealed import Marks, add_hidden_world, public_world
from tests.exchange.representations.told import CHANNELS, words
from tests.factories import consent_to, make_person
from tests.test_gate_leaks import NAMINGS, STATES, hidden_testimony, withheld
from tests.test_gate_leaks import public_world as small_world
from tests.test_leaks import HIDDEN, SLOW


@pytest.mark.parametrize(
    "case", [pytest.param(case, marks=pytest.mark.slow) if case in SLOW else case for case in HIDDEN]
)
def test_hidden_entries_change_nothing_in_the_data(memorial: Memorial, case: str) -> None:
    hiding, marks = HIDDEN[case], Marks()
    if hiding.clock is not None:
        set_clock(timezone.now() + hiding.clock)
    world = public_world(marks)
    before = {channel: words(Reader(channel)) for channel in CHANNELS}
    add_hidden_world(world, marks, copies=hiding.copies, **hiding.how)
    for channel in CHANNELS:
        after = words(Reader(channel))
        assert marks.found_in(after) == set(), channel
        assert after == before[channel]


def test_published_world_is_found_in_the_data(memorial: Memorial) -> None:
    marks = Marks()
    add_hidden_world(public_world(marks), marks)
    found = marks.found_in(words(Reader(Channel.PAGE)))
    for place in ("PersonName[en].full", "PersonTranslation[ru].story", "Source.title", "Depiction.where_shown"):
        assert place in found
    assert not {"Asset.supplied_by", "Asset.supplied_from", "Asset.terms", "Depiction.verified_how"} & found


@pytest.mark.parametrize("step", [4, pytest.param(1, marks=pytest.mark.slow)])
def test_what_a_consent_does_not_allow_changes_nothing_in_the_data(memorial: Memorial, step: int) -> None:
    set_clock(timezone.now())
    world = small_world()
    before = {channel: words(Reader(channel)) for channel in CHANNELS}
    for state in STATES[::step]:
        testimony, _recording, face = hidden_testimony(world, state, "nobody")
        # With a consent to research beside it that stands, so that the one to publish alone is in question.
        if state != "for research alone":
            consent_to(testimony, purpose="research")
            consent_to(face, purpose="research")
    assert {channel: words(Reader(channel)) for channel in CHANNELS} == before
    hidden_testimony(world, "allowed", "nobody")
    assert "Zqtext" not in words(Reader(Channel.API))
    assert "Zqtext" in words(Reader(Channel.PAGE))


@pytest.mark.parametrize("naming", NAMINGS)
def test_name_that_is_withheld_is_not_in_the_data(memorial: Memorial, naming: str) -> None:
    withheld({Person: make_person()}, naming, "audio")
    for channel in (*CHANNELS, Channel.PAGE):
        said = words(Reader(channel)).lower()
        assert "zqgiven" not in said
        assert "vqfamily" not in said
        assert NAMINGS[naming].lower() in said
