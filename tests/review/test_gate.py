"""The consent gate as a table: what each channel shows whom, and how strictly, without asking the database."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from memorial.review.gate import (
    NEEDS,
    Answer,
    Audience,
    Channel,
    Item,
    Moment,
    Naming,
    Purpose,
    ShownAs,
    covering,
    decide,
    strictest,
)

NOW = datetime(2026, 2, 26, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
MOMENT = Moment.at(NOW)
OUTSIDE = [channel for channel in Channel if channel != Channel.DESK]
TAKEN_AWAY = {Channel.API, Channel.OAI, Channel.EXPORT}
FULL, ANONYMOUS = ShownAs(Naming.FULL), ShownAs(Naming.ANONYMOUS)


def given(purpose: str = Purpose.PUBLISH, **fields: Any) -> Answer:
    return Answer(**{"purpose": purpose, "given": True, "naming": Naming.FULL, "audience": Audience.PUBLIC, **fields})


def told(*answers: Answer, **fields: Any) -> Item:
    """Return an item that is published and rests on consent."""
    return Item(**{"published": True, "rests_on_consent": True, "answers": answers, **fields})


PLAIN = Item(published=True)
BOTH = (given(), given(Purpose.RESEARCH))


@pytest.mark.parametrize("channel", OUTSIDE)
@pytest.mark.parametrize("audience", Audience)
def test_what_rests_on_no_consent_is_shown_once_it_is_published(channel: Channel, audience: Audience) -> None:
    assert decide(PLAIN, channel, audience, MOMENT) == FULL
    for hidden in (
        replace(PLAIN, published=False),
        replace(PLAIN, opens=NOW + HOUR),
        replace(PLAIN, restricted=True),
    ):
        assert decide(hidden, channel, audience, MOMENT) is None


@pytest.mark.parametrize("channel", OUTSIDE)
def test_every_channel_needs_a_consent_to_publish_and_data_one_to_research(channel: Channel) -> None:
    assert decide(told(), channel, Audience.PUBLIC, MOMENT) is None
    assert decide(told(given(Purpose.RESEARCH)), channel, Audience.PUBLIC, MOMENT) is None
    assert (decide(told(given()), channel, Audience.PUBLIC, MOMENT) is None) == (channel in TAKEN_AWAY)
    assert decide(told(*BOTH), channel, Audience.PUBLIC, MOMENT) == FULL


def test_every_channel_but_the_desk_says_what_it_needs() -> None:
    assert set(NEEDS) == set(OUTSIDE)
    assert all(Purpose.PUBLISH in needed for needed in NEEDS.values())
    assert {channel for channel, needed in NEEDS.items() if Purpose.RESEARCH in needed} == TAKEN_AWAY


CLOSED: dict[str, dict[str, Any]] = {
    "unknown": {"given": None},
    "refused": {"given": False},
    "withdrawn": {"withdrawn": True},
    "paused": {"paused": True},
    "over": {"ends": NOW - HOUR},
    "over now": {"ends": NOW},
    "yet to begin": {"starts": NOW + HOUR},
    "an audience that nobody knows": {"audience": ""},
}


@pytest.mark.parametrize("channel", OUTSIDE)
@pytest.mark.parametrize("why", CLOSED)
@pytest.mark.parametrize("audience", Audience)
def test_consent_that_does_not_stand_shows_nothing(channel: Channel, why: str, audience: Audience) -> None:
    closed = told(*(replace(answer, **CLOSED[why]) for answer in BOTH))
    assert decide(closed, channel, audience, MOMENT) is None


@pytest.mark.parametrize("field", [{"starts": NOW}, {"starts": NOW - HOUR}, {"ends": NOW + HOUR}])
def test_consent_holds_within_its_term(field: dict[str, Any]) -> None:
    assert decide(told(given(**field)), Channel.PAGE, Audience.PUBLIC, MOMENT) == FULL


@pytest.mark.parametrize("channel", OUTSIDE)
@pytest.mark.parametrize(
    ("to", "asked", "shown"),
    [
        (Audience.PUBLIC, Audience.PUBLIC, True),
        (Audience.PUBLIC, Audience.RESEARCHERS, True),
        (Audience.PUBLIC, Audience.CURATORS, True),
        (Audience.RESEARCHERS, Audience.PUBLIC, False),
        (Audience.RESEARCHERS, Audience.RESEARCHERS, True),
        (Audience.RESEARCHERS, Audience.CURATORS, True),
        (Audience.CURATORS, Audience.PUBLIC, False),
        (Audience.CURATORS, Audience.RESEARCHERS, False),
        (Audience.CURATORS, Audience.CURATORS, True),
    ],
)
def test_wider_consent_covers_narrower_audiences(channel: Channel, to: Audience, asked: Audience, shown: bool) -> None:
    item = told(*(replace(answer, audience=to) for answer in BOTH))
    assert (decide(item, channel, asked, MOMENT) is not None) == shown
    assert (to in covering(asked)) == shown


@pytest.mark.parametrize("naming", Naming)
def test_narrator_is_named_as_the_consent_says(naming: Naming) -> None:
    item = told(given(naming=naming, pseudonym="Synthetic Swallow"))
    expected = ShownAs(naming, "Synthetic Swallow" if naming == Naming.PSEUDONYM else "")
    assert decide(item, Channel.PAGE, Audience.PUBLIC, MOMENT) == expected
    assert decide(replace(item, anonymous=True), Channel.PAGE, Audience.PUBLIC, MOMENT) == ANONYMOUS


def test_strictest_of_the_needed_answers_names_and_others_do_not_count() -> None:
    item = told(given(), given(Purpose.RESEARCH, naming=Naming.INITIALS), given(Purpose.COURT, naming=Naming.ANONYMOUS))
    assert decide(item, Channel.PAGE, Audience.PUBLIC, MOMENT) == FULL
    assert decide(item, Channel.EXPORT, Audience.PUBLIC, MOMENT) == ShownAs(Naming.INITIALS)


def test_two_different_pseudonyms_are_none() -> None:
    one, other = ShownAs(Naming.PSEUDONYM, "Synthetic One"), ShownAs(Naming.PSEUDONYM, "Synthetic Other")
    assert strictest([one, FULL, one]) == one
    assert strictest([one, other]) == ANONYMOUS
    assert strictest([ShownAs(Naming.PSEUDONYM)]) == ANONYMOUS
    assert strictest([FULL, ShownAs(Naming.INITIALS)]) == ShownAs(Naming.INITIALS)


@pytest.mark.parametrize("channel", OUTSIDE)
@pytest.mark.parametrize("naming", Naming)
def test_child_is_as_strict_as_the_strictest_of_its_parents(channel: Channel, naming: Naming) -> None:
    named = told(*(replace(answer, naming=naming, pseudonym="Synthetic P") for answer in BOTH))
    child = replace(PLAIN, parents=(PLAIN, named))
    assert decide(child, channel, Audience.PUBLIC, MOMENT) == decide(named, channel, Audience.PUBLIC, MOMENT)
    for hidden in (
        told(),
        replace(PLAIN, published=False),
        replace(PLAIN, opens=NOW + HOUR),
        replace(PLAIN, restricted=True),
    ):
        assert decide(replace(PLAIN, parents=(named, hidden)), channel, Audience.PUBLIC, MOMENT) is None
    grandchild = replace(PLAIN, parents=(replace(PLAIN, parents=(told(),)),))
    assert decide(grandchild, channel, Audience.PUBLIC, MOMENT) is None


@pytest.mark.parametrize("audience", Audience)
def test_desk_is_for_curators_and_names_in_full(audience: Audience) -> None:
    for item in (Item(published=False), told(), told(given(paused=True), anonymous=True)):
        expected = FULL if audience == Audience.CURATORS else None
        assert decide(item, Channel.DESK, audience, MOMENT) == expected
    assert decide(Item(published=True, restricted=True), Channel.DESK, audience, MOMENT) is None


def test_clock_that_is_not_believed_begins_nothing_and_ends_what_is_over_by_either() -> None:
    lost = Moment(None, NOW)
    assert decide(replace(PLAIN, opens=NOW - HOUR), Channel.PAGE, Audience.PUBLIC, lost) is None
    assert decide(told(given(starts=NOW - HOUR)), Channel.PAGE, Audience.PUBLIC, lost) is None
    assert decide(told(given()), Channel.PAGE, Audience.PUBLIC, lost) == FULL
    back = Moment(NOW - 9 * HOUR, NOW)
    assert decide(told(given(ends=NOW - HOUR)), Channel.PAGE, Audience.PUBLIC, back) is None


def test_item_before_it_ended_is_as_strangers_have_seen_it() -> None:
    gone = told(given(withdrawn=True, paused=True, ends=NOW - HOUR))
    assert decide(gone.before_it_ended(), Channel.PAGE, Audience.PUBLIC, MOMENT) == FULL
    child = replace(PLAIN, parents=(gone,))
    assert decide(child.before_it_ended(), Channel.PAGE, Audience.PUBLIC, MOMENT) == FULL
    never = told(given(starts=NOW + HOUR, withdrawn=True))
    assert decide(never.before_it_ended(), Channel.PAGE, Audience.PUBLIC, MOMENT) is None
