"""Cases of the consent gate: what a testimony and an asset may be like, drawn at random and made of rows."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from hypothesis import strategies as st

from memorial.models import Asset, Consent, Original, Testimony
from memorial.review.clock import Clock, set_clock
from memorial.review.gate import Answer, Audience, Item, Moment, Naming, Purpose
from memorial.review.status import Status

HOUR = timedelta(hours=1)
#: When something begins or ends, from now.
OFFSETS = (None, -HOUR, HOUR, -240 * HOUR, 240 * HOUR)
#: When the memorial last knew the time, from now: never, now, long ago (it jumped on), later (it fell back).
CLOCKS = ("never", timedelta(0), timedelta(days=-5), timedelta(days=5))


def after(now: datetime, offset: timedelta | None) -> datetime | None:
    return None if offset is None else now + offset


@dataclass(frozen=True)
class Given:
    """One consent, as it is drawn."""

    purpose: str
    given: bool | None
    naming: str
    audience: str
    starts: timedelta | None
    ends: timedelta | None
    withdrawn: bool
    paused: bool

    def make(self, now: datetime, **about: Any) -> None:
        """Record it; its term is set to the hour, as no date that is written could."""
        row = Consent.objects.create(
            **about,
            purpose=self.purpose,
            given=self.given,
            naming=self.naming,
            pseudonym="Synthetic P",
            audience=self.audience,
            withdrawn_at=now if self.withdrawn else None,
            paused_at=now if self.paused else None,
        )
        Consent.objects.filter(pk=row.pk).update(starts_at=after(now, self.starts), ends_at=after(now, self.ends))

    def answer(self, now: datetime) -> Answer:
        return Answer(
            purpose=self.purpose,
            given=self.given,
            naming=self.naming,
            pseudonym="Synthetic P",
            audience=self.audience,
            starts=after(now, self.starts),
            ends=after(now, self.ends),
            withdrawn=self.withdrawn,
            paused=self.paused,
        )


@dataclass(frozen=True)
class Told:
    """One testimony, as it is drawn."""

    status: str
    opens: timedelta | None
    was_withdrawn: bool
    restricted: bool
    basis: str
    anonymous: bool
    consents: tuple[Given, ...] = field(default=())

    def make(self, now: datetime) -> Testimony:
        row = Testimony.objects.create(
            kind="written",
            status=self.status,
            opens_at=after(now, self.opens) if self.published else None,
            withdrawn_at=now if self.was_withdrawn else None,
            restricted=self.restricted and not self.published,
            basis=self.basis,
            anonymous=self.anonymous,
        )
        for consent in self.consents:
            consent.make(now, testimony=row)
        return row

    @property
    def published(self) -> bool:
        return self.status == Status.PUBLISHED

    def item(self, now: datetime, *, published: bool | None = None) -> Item:
        by_consent = self.basis == "consent"
        return Item(
            published=self.published if published is None else published,
            opens=after(now, self.opens) if self.published else None,
            restricted=self.restricted and not self.published,
            rests_on_consent=by_consent,
            anonymous=self.anonymous,
            answers=tuple(each.answer(now) for each in self.consents) if by_consent else (),
        )


@dataclass(frozen=True)
class Kept:
    """One asset, as it is drawn, with the testimonies whose recording it is."""

    status: str
    opens: timedelta | None
    living: str
    consents: tuple[Given, ...]
    parents: tuple[Told, ...]

    def make(self, now: datetime) -> Asset:
        original = Original.objects.create(
            sha256=f"{Original.objects.count():064x}", size=1, media_type="audio/mpeg", kind="audio"
        )
        published = self.status == Status.PUBLISHED
        row = Asset.objects.create(
            original=original,
            kind="audio",
            status=self.status,
            opens_at=after(now, self.opens) if published else None,
            living=self.living,
        )
        for consent in self.consents:
            consent.make(now, asset=row)
        for parent in self.parents:
            parent.make(now).pictures.create(asset=row)
        return row

    def item(self, now: datetime) -> Item:
        published = self.status == Status.PUBLISHED
        asked = any(each.purpose == Purpose.PUBLISH for each in self.consents)
        binding = [each for each in self.parents if each.published or each.was_withdrawn]
        return Item(
            published=published,
            opens=after(now, self.opens) if published else None,
            rests_on_consent=self.living not in {"nobody", "published"} or asked,
            answers=tuple(each.answer(now) for each in self.consents) if self.living else (),
            parents=tuple(each.item(now, published=True) for each in binding),
        )


def mostly(usual: Any, *others: Any) -> st.SearchStrategy[Any]:
    """Draw the usual value more often than each of the others, so that not everything is hidden."""
    return st.one_of(st.just(usual), st.just(usual), st.sampled_from([usual, *others]))


def one_consent(purpose: str) -> st.SearchStrategy[Given]:
    return st.builds(
        Given,
        purpose=st.just(purpose),
        given=mostly(True, False, None),
        naming=st.sampled_from(Naming.values),
        audience=mostly("public", *Audience.values),
        starts=mostly(*OFFSETS),
        ends=mostly(*OFFSETS),
        withdrawn=mostly(False, True),
        paused=mostly(False, True),
    )


def consents() -> st.SearchStrategy[tuple[Given, ...]]:
    drawn = (st.none() | one_consent(each) for each in (Purpose.RESEARCH, Purpose.KEEP))
    usual = mostly(None).flatmap(lambda _none: one_consent(Purpose.PUBLISH)) | st.none()
    return st.tuples(usual, *drawn).map(lambda found: tuple(each for each in found if each is not None))


TOLD: st.SearchStrategy[Told] = st.builds(
    Told,
    status=mostly(Status.PUBLISHED.value, *Status.values),
    opens=mostly(*OFFSETS),
    was_withdrawn=st.booleans(),
    restricted=mostly(False, True),
    basis=mostly("consent", "published"),
    anonymous=st.booleans(),
    consents=consents(),
)
KEPT: st.SearchStrategy[Kept] = st.builds(
    Kept,
    status=mostly(Status.PUBLISHED.value, *Status.values),
    opens=mostly(*OFFSETS),
    living=mostly("nobody", "", "agreed", "published"),
    consents=consents(),
    parents=st.lists(TOLD, max_size=2).map(tuple),
)
CLOCK = st.sampled_from(CLOCKS)


def moment_of(clock: Any, now: datetime) -> Moment:
    """Set the memorial's clock as drawn, and return the moment that it then is: the rule, written a second time."""
    if clock == "never":
        Clock.objects.all().delete()
        return Moment(None, now)
    seen = now + clock
    set_clock(seen)
    return Moment(now if clock == timedelta(0) else seen, max(now, seen))


def now() -> datetime:
    return timezone.now()
