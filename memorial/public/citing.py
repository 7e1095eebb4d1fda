"""What cites a source: the public entries of every kind, each with the facts that rest on it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import Value
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from memorial.base.asking import asked_once
from memorial.base.reading import Parts
from memorial.base.texts import Text
from memorial.commemorations.models import Commemoration
from memorial.commemorations.recognitions import Recognition
from memorial.events.figures import Figure
from memorial.events.models import Event
from memorial.events.places import Place
from memorial.people.kinship import Household
from memorial.people.models import Person
from memorial.people.names import PersonName
from memorial.public.naming import read_named
from memorial.public.titles import full_title
from memorial.review.models import Entry
from memorial.sources.models import Source
from memorial.testimonies.models import Testimony

#: How many entries of each kind the page of a source names, and how many citations are read to find them.
SHOWN = 200
READ = SHOWN * 15
KINDS: Mapping[type[Entry], str | Promise] = {
    Person: _("People"),
    Household: _("Families"),
    Testimony: _("Testimonies"),
    Event: _("Events"),
    Place: _("Places"),
    Figure: _("Figures"),
    Recognition: _("Recognition"),
    Commemoration: _("Commemorations"),
    Source: _("Sources that are known through it"),
}


@dataclass(frozen=True)
class Citing:
    """One entry that cites the source."""

    title: Text
    detail: str
    url: str
    facts: list[str]


@dataclass(frozen=True)
class CitingGroup:
    """The entries of one kind that cite the source; ``more`` when not all of them are named."""

    heading: str | Promise
    entries: list[Citing]
    more: bool


@dataclass(frozen=True)
class Cited:
    """What rests on a source: the entries of one kind by their keys, each with its facts; ``more`` than are named."""

    entries: Sequence[Any]
    facts: Mapping[int, list[str]]
    more: bool


def read_citing(source: Source) -> tuple[dict[type[Entry], Cited], list[Parts]]:
    """Return the public entries that cite a source, by kind, and the parts by which they are named, yet to be read."""
    facts: dict[type[Entry], dict[int, list[str]]] = {kind: {} for kind in KINDS}
    read: Counter[type[Entry]] = Counter()
    for kind, entry, fact in cited_facts(source):
        known = facts[kind].setdefault(entry, [])
        read[kind] += 1
        if fact not in known:
            known.append(fact)
    found, parts = read_named({kind: list(facts[kind])[:SHOWN] for kind in KINDS})
    citing = {
        kind: Cited(list(found[kind].values()), facts[kind], len(facts[kind]) > SHOWN or read[kind] >= READ)
        for kind in KINDS
    }
    return citing, parts


def cited_facts(source: Source) -> list[tuple[type[Entry], int, str]]:
    """Return kind, entry and fact of each citation of a source, in the order of entry: one question for all kinds.

    A spelling is the fact of its name.
    """
    kinds = list(KINDS)
    rows = sorted(citations_of(source.pk), key=lambda row: (row[0], row[1] == "names", row[2]))
    return [(kinds[place], entry, fact) for place, _arm, _key, entry, fact in rows]


@asked_once
def citations_of(source: Any) -> Any:
    """Return the public citations of a source, given by key, as the place of the kind, which part, key, entry, fact."""
    kinds = list(KINDS)
    tables: list[Any] = [cast(Any, each)._meta.get_field("citations").related_model for each in kinds]
    asked = [rows_citing(table, source, place) for place, table in enumerate(tables)]
    asked.append(rows_citing(PersonName, source, kinds.index(Person), entry="person", fact=Value("names")))
    return asked[0].union(*asked[1:], all=True)


def rows_citing(table: Any, source: Any, place: int, *, entry: str = "entry", fact: Any = "fact") -> Any:
    """Return the public rows of a table that name a source, as many as are read of it, as values of one shape."""
    rows = table.objects.public().filter(source=source).first_by_key(READ)
    return rows.values_list(Value(place), Value("names" if entry == "person" else ""), "pk", entry, fact)


def citing_groups(cited: Mapping[type[Entry], Cited], order: Sequence[str]) -> list[CitingGroup]:
    """Return what cites a source, by kind; ``order`` are the memorial's languages. Kinds that do not are left out."""
    return [
        CitingGroup(
            KINDS[kind], in_order(citing(entry, found.facts[entry.pk], order) for entry in found.entries), found.more
        )
        for kind, found in cited.items()
        if found.entries
    ]


def citing(entry: Any, facts: Iterable[str], order: Sequence[str]) -> Citing:
    """Return one entry with the names of the facts for which it cites the source."""
    title, detail = full_title(entry, order)
    return Citing(title, detail, entry.get_absolute_url(), [entry.fact_label(fact) for fact in facts if fact])


def in_order(entries: Iterable[Citing]) -> list[Citing]:
    """Return the entries by title, in the order of the page's alphabet."""
    return sorted(entries, key=lambda one: one.title.sort_key)
