"""The consent gate twice: what the database answers is what the one function decides, whatever a row is like."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from memorial.models import Asset, Consent, Recording, Testimony, TestimonyCitation
from memorial.review.clock import moment_now, set_clock
from memorial.review.gate import Audience, Channel, Item, Moment, decide
from memorial.review.revisions import Revision
from tests.factories import consent_to, keep_version, make_asset, make_person, make_source, make_testimony
from tests.testimonies.gate_cases import CLOCK, KEPT, TOLD, Kept, Told, moment_of, now

pytestmark = pytest.mark.django_db
OUTSIDE = [channel for channel in Channel if channel != Channel.DESK]
#: One channel for each set of purposes that is needed.
SOME = [Channel.PAGE, Channel.EXPORT]
few = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
many = settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
#: An asset comes with its testimonies, so that one example of it costs as much as several of theirs.
fewer = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def hold(rows: Any, row: Any, expected: Item, moment: Moment, channels: Iterable[Channel]) -> None:
    """Hold the answers about one row against each other: of the function, of the query, and of the row itself."""
    fresh = rows.get(pk=row.pk)
    shown = decide(expected, Channel.PAGE, Audience.PUBLIC, moment) is not None
    assert fresh.is_public == shown
    assert decide(fresh.item(), Channel.PAGE, Audience.PUBLIC, rows.with_moment().get(pk=row.pk).moment) == decide(
        expected, Channel.PAGE, Audience.PUBLIC, moment
    )
    for channel in channels:
        decided = decide(expected, channel, Audience.PUBLIC, moment) is not None
        assert rows.public(channel).filter(pk=row.pk).exists() == decided, channel
        assert rows.public(channel).filter(pk=row.pk).count() == decided, channel


def rolled_back(hold_case: Callable[..., None]) -> Callable[..., None]:
    """Leave no rows of one example to the next."""

    def held(*args: Any) -> None:
        with transaction.atomic():
            hold_case(*args)
            transaction.set_rollback(True)

    return held


@rolled_back
def hold_testimony(told: Told, clock: Any, channels: Iterable[Channel]) -> None:
    moment = moment_of(clock, start := now())
    row = told.make(start)
    rows: Any = Testimony.objects
    hold(rows, row, told.item(start), moment, channels)
    for answer in row.consents.all():
        for audience in Audience:
            standing = Consent.objects.standing(audience).filter(pk=answer.pk).exists()
            assert standing == answer.answer().stands(audience, moment)


@rolled_back
def hold_asset(kept: Kept, clock: Any, channels: Iterable[Channel]) -> None:
    moment = moment_of(clock, start := now())
    row = kept.make(start)
    rows: Any = Asset.objects
    hold(rows, row, kept.item(start), moment, channels)
    for channel in channels:
        ties: Any = Recording.objects
        decided = decide(kept.item(start), channel, Audience.PUBLIC, moment) is not None
        assert ties.public(channel).filter(asset=row).count() == (len(kept.parents) if decided else 0)


@few
@given(told=TOLD, clock=CLOCK)
def test_query_shows_the_testimonies_that_the_function_shows(told: Told, clock: Any) -> None:
    hold_testimony(told, clock, SOME)


@few
@given(kept=KEPT, clock=CLOCK)
def test_query_shows_the_assets_that_the_function_shows(kept: Kept, clock: Any) -> None:
    hold_asset(kept, clock, SOME)


@pytest.mark.slow
@many
@given(told=TOLD, clock=CLOCK)
def test_query_shows_the_testimonies_that_the_function_shows_by_every_channel(told: Told, clock: Any) -> None:
    hold_testimony(told, clock, OUTSIDE)


@pytest.mark.slow
@fewer
@given(kept=KEPT, clock=CLOCK)
def test_query_shows_the_assets_that_the_function_shows_by_every_channel(kept: Kept, clock: Any) -> None:
    hold_asset(kept, clock, OUTSIDE)


def parts_of(testimony: Testimony) -> dict[str, Any]:
    """Return what hangs on a testimony and is read by a rule of its own."""
    return {
        "citations": TestimonyCitation.objects.public(),
        "versions": Revision.objects.public(Testimony).of("testimony", testimony.public_id),
        "all versions": Revision.objects.public().of("testimony", testimony.public_id),
    }


def test_what_hangs_on_a_testimony_asks_its_consent() -> None:
    testimony = keep_version(make_testimony(basis="consent"))
    testimony.citations.create(source=make_source(), fact="")
    consent = consent_to(testimony)
    assert {name: rows.count() for name, rows in parts_of(testimony).items()} == dict.fromkeys(parts_of(testimony), 1)
    for change in ({"paused_at": now()}, {"given": None}, {"audience": "researchers"}, {"ends_at": now()}):
        Consent.objects.filter(pk=consent.pk).update(**change)
        assert not any(rows.count() for rows in parts_of(testimony).values()), change
        Consent.objects.filter(pk=consent.pk).update(paused_at=None, given=True, audience="public", ends_at=None)


def test_ties_to_an_asset_of_living_people_ask_their_consent() -> None:
    person, asset = make_person(), make_asset(living="agreed")
    person.pictures.create(asset=asset)
    ties: Any = person.pictures.model.objects
    assert not ties.public().exists()
    consent_to(asset)
    assert ties.public().count() == 1


def test_desk_shows_strangers_nothing() -> None:
    make_person()
    rows: Any = Testimony.objects
    make_testimony()
    assert rows.public().count() == 1
    assert not rows.public(Channel.DESK).exists()


def test_clock_that_falls_back_opens_no_consent_again() -> None:
    testimony = make_testimony(basis="consent")
    consent = consent_to(testimony)
    Consent.objects.filter(pk=consent.pk).update(ends_at=now() + timedelta(days=3))
    rows: Any = Testimony.objects
    set_clock(now())
    assert rows.public().exists()
    # As after a clock that showed a later day was set back: what was over by then stays so.
    set_clock(now() + timedelta(days=5))
    assert not rows.public().exists()
    assert moment_now().has_passed(now() + timedelta(days=3))
