"""What cites a source: the public entries of every kind, each with the facts that rest on it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from memorial.base.texts import Text
from memorial.commemorations.models import Commemoration
from memorial.commemorations.recognitions import Recognition
from memorial.events.figures import Figure
from memorial.events.models import Event
from memorial.events.places import Place
from memorial.people.kinship import Household
from memorial.people.models import Person
from memorial.people.names import PersonName
from memorial.public.titles import full_title, with_title
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


def citing_groups(source: Source, order: Sequence[str]) -> list[CitingGroup]:
    """Return what cites a source, by kind; ``order`` are the memorial's languages. Kinds that do not are left out."""
    groups = (citing_group(kind, source, order) for kind in KINDS)
    return [group for group in groups if group.entries]


def citing_group(kind: type[Entry], source: Source, order: Sequence[str]) -> CitingGroup:
    """Return the public entries of one kind that cite a source."""
    model: Any = kind
    pairs = cited_facts(model, source)
    facts: dict[int, list[str]] = {}
    for entry, fact in pairs:
        known = facts.setdefault(entry, [])
        if fact not in known:
            known.append(fact)
    wanted = list(facts)[:SHOWN]
    shown = with_title(model.objects.public().filter(pk__in=wanted)) if wanted else []
    entries = in_order(citing(entry, facts[entry.pk], order) for entry in shown)
    more = len(facts) > SHOWN or len(pairs) >= READ
    return CitingGroup(KINDS[kind], entries, more)


def cited_facts(kind: Any, source: Source) -> list[tuple[int, str]]:
    """Return entry and fact of each citation of a source, in the order of entry; a spelling is the fact of its name."""
    citations: Any = kind._meta.get_field("citations").related_model
    pairs: list[tuple[int, str]] = list(
        citations.objects.public().filter(source=source).order_by("pk").values_list("entry", "fact")[:READ]
    )
    if kind is Person:
        names = PersonName.objects.public().filter(source=source).order_by("pk").values_list("person", flat=True)[:READ]
        pairs += [(person, "names") for person in names]
    return pairs


def citing(entry: Any, facts: Iterable[str], order: Sequence[str]) -> Citing:
    """Return one entry with the names of the facts for which it cites the source."""
    title, detail = full_title(entry, order)
    return Citing(title, detail, entry.get_absolute_url(), [entry.fact_label(fact) for fact in facts if fact])


def in_order(entries: Iterable[Citing]) -> list[Citing]:
    """Return the entries by title, in the order of the page's alphabet."""
    return sorted(entries, key=lambda one: one.title.sort_key)
