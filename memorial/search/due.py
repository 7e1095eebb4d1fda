"""What is due: entries that open or close by themselves, at a moment when nobody acts.

The public index holds what was public when an entry was last changed. For an entry that opens later, or whose consent
begins or ends, the next such moment is noted; from then on whoever asks the index leaves the entry out, until the rows
are made anew, which happens within a minute. A clock that is not believed opens nothing: `.public()` is what is asked.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from functools import cache, lru_cache
from typing import Any

from django.db import connection
from django.db.models import DateTimeField, F, Min, Q, Value
from django.db.models.functions import Now
from django.utils import timezone

from memorial.base.asking import Among, asked_once, keys_of
from memorial.review.clock import Clock, closing_time, moment_now
from memorial.review.gate import NEVER, Moment
from memorial.review.models import Entry
from memorial.review.status import Status
from memorial.search.models import Edition, SearchDue


def note_due(model: type[Entry], keys: Sequence[int]) -> None:
    """Note when some entries of one kind next open or close by themselves; nothing is noted of those that never do."""
    after = next_moments(model, keys)
    kind = str(model._meta.model_name)
    before = dict(noted(kind, keys_of(keys)))
    changed = [key for key in keys if before.get(key) != after.get(key)]
    if not changed:
        return
    SearchDue.objects.filter(kind=kind, object_id__in=changed).delete()
    rows = [SearchDue(kind=kind, object_id=key, at=after[key]) for key in changed if key in after]
    SearchDue.objects.bulk_create(rows, batch_size=200)


@asked_once
def noted(kind: Any, keys: Any) -> Any:
    """Return the moments that are noted of entries of one kind with some keys."""
    return SearchDue.objects.filter(Among("object_id", keys), kind=kind).values_list("object_id", "at")


def timed(model: type[Entry], after: int, end: int | None) -> list[int]:
    """Return those entries behind one key and up to another to which a time was set, or of which one is noted."""
    upto: dict[str, Any] = {} if end is None else {"pk__lte": end}
    entries: Any = model._base_manager
    set_to = entries.filter(pk__gt=after, copy_of=None, status=Status.PUBLISHED, **upto)
    timed = Q(opens_at__isnull=False)
    if has_consents(model):
        timed |= Q(consents__starts_at__isnull=False) | Q(consents__ends_at__isnull=False)
    upto = {} if end is None else {"object_id__lte": end}
    noted = SearchDue.objects.filter(kind=model._meta.model_name, object_id__gt=after, **upto)
    return sorted({*set_to.filter(timed).values_list("pk", flat=True), *noted.values_list("object_id", flat=True)})


def has_consents(model: type[Entry]) -> bool:
    """Return whether consents are given for entries of a kind."""
    return any(relation.name == "consents" for relation in model._meta.related_objects)


def next_turn() -> tuple[datetime | None, timedelta]:
    """Return when anything next opens or closes by itself, if ever, and how far the database's clock is ahead of ours.

    What turns is decided by the database when it is asked, so its clock is the one that counts.
    """
    now = timezone.now()
    here = Clock.objects.annotate(time=Now()).values_list("time", flat=True).first() or now
    return SearchDue.objects.filter(at__gt=here).aggregate(next=Min("at"))["next"], here - now


def forget_due(kind: str, keys: Sequence[int]) -> None:
    """Forget the moments of entries that are removed."""
    SearchDue.objects.filter(kind=kind, object_id__in=keys).delete()


def next_moments(model: type[Entry], keys: Sequence[int]) -> dict[int, datetime]:
    """Return when each of some entries next opens or closes, for those published ones to which a time was set."""
    begins, ends = times_of(model, keys)
    if not begins and not ends:
        return {}
    moment = moment_now()
    each = {key: ahead(moment, begins[key], ends[key]) for key in {*begins, *ends}}
    return {key: min(times) for key, times in each.items() if times}


def times_of(model: type[Entry], keys: Sequence[int]) -> tuple[dict[int, list[datetime]], dict[int, list[datetime]]]:
    """Return all times at which published entries, or consents to them, begin, and those at which they are over."""
    begins: dict[int, list[datetime]] = defaultdict(list)
    ends: dict[int, list[datetime]] = defaultdict(list)
    for key, opens, start, end in asked_for_times(model)(keys_of(keys)):
        for times, time in ((begins, opens), (begins, start), (ends, end)):
            if time:
                times[key].append(time)
    return begins, ends


@cache
def asked_for_times(model: type[Entry]) -> Callable[[list[int]], list[tuple[Any, ...]]]:
    """Return what asks for the times that were set to published entries with some keys, and to consents to them."""
    never = Value(None, output_field=DateTimeField())
    start, end = (F("consents__starts_at"), F("consents__ends_at")) if has_consents(model) else (never, never)

    def of_entries(keys: Any) -> Any:
        entries: Any = model._base_manager
        rows = entries.filter(Among("pk", keys), copy_of=None, status=Status.PUBLISHED)
        return rows.values_list("pk", "opens_at", start, end)

    return asked_once(of_entries)


def ahead(moment: Moment, begins: Iterable[datetime], ends: Iterable[datetime]) -> list[datetime]:
    """Return those of some times that have yet to come."""
    times = [time for time in begins if not moment.has_come(time)]
    times += [time for time in ends if not moment.has_passed(time)]
    return [time for time in times if time < NEVER]


def come(model: type[Entry]) -> list[int]:
    """Return the entries of one kind whose moment has come, and whose rows have not been made anew since."""
    rows = SearchDue.objects.filter(kind=model._meta.model_name, at__lte=moment_now().over)
    return list(rows.order_by("at", "object_id").values_list("object_id", flat=True))


def left_out(edition: Edition) -> dict[str, set[int]]:
    """Return by kind which entries an index is to be asked without now, because it may show them too long."""
    found: dict[str, set[int]] = defaultdict(set)
    if edition == Edition.PUBLIC:
        with connection.cursor() as cursor:
            cursor.execute(*asked_for_due())
            for kind, key in cursor.fetchall():
                found[kind].add(key)
    return found


@lru_cache(maxsize=1)
def asked_for_due() -> tuple[str, tuple[Any, ...]]:
    """Return the question for what is due: put into the words of the database once, it is asked at every search."""
    due = SearchDue.objects.filter(at__lte=closing_time()).values_list("kind", "object_id")
    asked: tuple[str, tuple[Any, ...]] = due.query.sql_with_params()
    return asked
