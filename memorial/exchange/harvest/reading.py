"""Reading: the headers in the order in which harvesters are told of them, so that none of them is ever passed by.

What an act changes waits without a moment until the act is kept. Whoever reads gives it one first, later than all that
were given before. So whatever appears after an answer was given bears a later moment than that answer, however long the
act took, and a harvester that goes on from there, in the same list or another day, is told of it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from memorial.base.licences import address_of
from memorial.base.memorial import Memorial
from memorial.exchange.harvest.dublin_core import Element, elements_of, permanent_path, with_elements
from memorial.exchange.harvest.kinds import SET_OF, SETS
from memorial.exchange.harvest.models import HarvestHeader, HarvestState
from memorial.media.models import Asset
from memorial.review.entry_watchers import watches_time
from memorial.review.gate import Channel

#: How many headers are given their moment in one transaction, so that no act waits long for its turn.
SOME = 2000
#: The smallest step of time that the database keeps.
STEP = timedelta(microseconds=1)


@dataclass(frozen=True)
class Place:
    """A place in the list: the moment and the key of the last header that was told."""

    changed_at: datetime
    key: int


@dataclass(frozen=True)
class Wanted:
    """Which headers are wanted: of one set or all, changed from one second on, until another second is over."""

    kind: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class Harvested:
    """One entry as harvesters are told of it: its header, and what is told; nothing where it is not public any more."""

    set_name: str
    public_id: str
    changed_at: datetime
    elements: Sequence[Element] | None
    path: str


def give_moments() -> datetime:
    """Give a moment to what has changed, and return one before which nothing will ever appear in the list again.

    Of very many at once, some are left to the next minute: then they appear later, with a later moment.
    """
    asked_at = timezone.now()
    if HarvestHeader.objects.filter(changed_at=None).exists():
        stamp_some()
    return asked_at


@watches_time
def stamp() -> None:
    """Give its moment to each header that waits for one."""
    while HarvestHeader.objects.filter(changed_at=None).exists():
        stamp_some()


@transaction.atomic
def stamp_some() -> None:
    """Give some headers that wait for it a moment that is later than that of any other."""
    HarvestState.objects.get_or_create(pk=HarvestState.SINGLE_ID)
    HarvestState.objects.select_for_update().get()
    waiting = HarvestHeader.objects.filter(changed_at=None)
    keys = list(waiting.order_by("pk").values_list("pk", flat=True)[:SOME])
    # Asked only after them: what is kept between the two would else appear in the past.
    waiting.filter(pk__in=keys).update(changed_at=next_moment())


def next_moment() -> datetime:
    """Return the time, or if the clock was set back, the first moment after the last one that was given."""
    given = HarvestHeader.objects.exclude(changed_at=None).order_by("-changed_at")
    last = given.values_list("changed_at", flat=True).first()
    now = timezone.now()
    return now if last is None or now > last else last + STEP


def earliest() -> datetime | None:
    """Return the earliest moment of all headers, or nothing where there are none."""
    given = HarvestHeader.objects.exclude(changed_at=None).order_by("changed_at")
    return given.values_list("changed_at", flat=True).first()


def headers(wanted: Wanted, after: Place | None, limit: int) -> list[HarvestHeader]:
    """Return the next headers of a list, in the order of their moments; each stretch costs the same."""
    rows = HarvestHeader.objects.filter(changed_at__isnull=False)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.since:
        rows = rows.filter(changed_at__gte=wanted.since)
    if wanted.until:
        rows = rows.filter(changed_at__lt=wanted.until)
    if after:
        beyond = Q(changed_at__gt=after.changed_at) | Q(changed_at=after.changed_at, pk__gt=after.key)
        rows = rows.filter(beyond, changed_at__gte=after.changed_at)
    return list(rows.order_by("changed_at", "pk")[:limit])


def place_of(row: HarvestHeader) -> Place:
    """Return the place of a header that was read here, and so has its moment."""
    return Place(cast(datetime, row.changed_at), row.pk)


def find_header(set_name: str, public_id: str) -> HarvestHeader | None:
    """Return the header of an entry, if strangers may take it away or once might."""
    model = SETS.get(set_name)
    if model is None:
        return None
    rows = HarvestHeader.objects.filter(changed_at__isnull=False, kind=model._meta.model_name, entry=public_id)
    return rows.first()


def harvested(rows: Sequence[HarvestHeader], memorial: Memorial, *, whole: bool) -> list[Harvested]:
    """Return what is told of some entries, as the consent gate lets it be told now: some queries for each kind.

    Without ``whole`` that is no more than whether anything is told.
    """
    shown: dict[tuple[str, str], Any] = {}
    for kind in sorted({row.kind for row in rows}):
        model: Any = SETS[SET_OF[kind]]
        public = model.objects.public(Channel.OAI).filter(public_id__in=[row.entry for row in rows if row.kind == kind])
        for entry in with_elements(public) if whole else public.only("pk", "public_id"):
            shown[kind, entry.public_id] = entry
    return [told(row, shown.get((row.kind, row.entry)), memorial, whole=whole) for row in rows]


def told(row: HarvestHeader, entry: Any | None, memorial: Memorial, *, whole: bool) -> Harvested:
    """Return what is told of one entry."""
    elements: Sequence[Element] | None = None
    path = ""
    if entry is not None:
        elements = [*elements_of(entry, memorial.languages), *rights_of(entry, memorial)] if whole else ()
        path = permanent_path(entry) if whole else ""
    return Harvested(SET_OF[row.kind], row.entry, place_of(row).changed_at, elements, path)


def rights_of(entry: Any, memorial: Memorial) -> Iterator[Element]:
    """Yield under which licence the memorial gives its data; a photograph or a recording has rights of its own."""
    if memorial.licence and not isinstance(entry, Asset):
        yield Element("rights", address_of(memorial.licence))
