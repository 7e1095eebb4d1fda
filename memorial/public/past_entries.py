"""Past entries: an entry as one of its versions has it, read from that version's snapshot alone and never saved.

What a version says is shown as it was. Whom and what it names is shown as it is called now, and only when a stranger
may see it now; what may be told of a narrator or of somebody living is always decided by today's record.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from memorial.base.dates import year_alone
from memorial.people.models import Person
from memorial.public.titles import with_title
from memorial.review.gate import Channel
from memorial.review.models import Entry
from memorial.review.snapshots import Column, Snapshot, content_fields, list_fields, part_fields, part_relation, refers
from memorial.sources.models import Citation
from memorial.testimonies.models import Testimony

#: What is never read from a version: who speaks is told as far as the consent of today allows, by the entry itself.
HELD_BACK: Mapping[type[Entry], frozenset[str]] = {Testimony: frozenset({"narrator", "narrator_name", "role"})}

#: Entries by their model and permanent id.
Known = Mapping[tuple[Any, str], Any]


class PastEntry:
    """One version of an entry: its own words in ``entry``, and rows of its parts; ``live`` is the entry of today."""

    def __init__(self, live: Any, kept: Snapshot, channel: Channel = Channel.PAGE) -> None:
        self.live, self.kept = live, kept
        self.model: Any = type(live)
        self.held_back = HELD_BACK.get(self.model, frozenset()) | self.model.not_public
        self.known = public_now(named_in(self.model, kept, self.held_back), channel)
        # With the key of the live entry, so that its parts can be asked as those of a row that was read.
        self.entry: Any = self.model(pk=live.pk, public_id=live.public_id)
        self.fill(self.entry, content_fields(self.model), kept["fields"])
        if living(self.entry, live):
            self.entry.birth = year_alone(self.entry.birth)
        self.parts = {name: self.rows(name) for name in self.model.made_of if name in kept["parts"]}
        # What Django keeps after a prefetch: the entry's own methods read its parts there, and nothing is asked.
        self.entry._prefetched_objects_cache = self.parts

    def fill(self, row: Any, columns: Iterable[Column], values: Mapping[str, Any]) -> None:
        """Give a row its values from the snapshot; what is not public now is left empty."""
        for column in columns:
            if column.name not in values or column.name in self.held_back:
                continue
            value = values[column.name]
            if refers(column):
                setattr(row, column.name, self.known.get((column.related_model, value)))
            elif value is not None:
                setattr(row, column.attname, column.to_python(value))

    def rows(self, name: str) -> list[Any]:
        """Return the rows of one kind of parts, without those that name what a stranger may not see."""
        relation = part_relation(self.model, name)
        columns = part_fields(self.model, name)
        made = []
        for position, values in enumerate(self.kept["parts"][name]):
            if any(self.is_hidden(column, values.get(column.name)) for column in columns):
                continue
            row = relation.related_model(pk=position)
            setattr(row, relation.field.name, self.entry)
            self.fill(row, columns, values)
            if not isinstance(row, Citation) or self.may_cite(row):
                made.append(row)
        return made

    def is_hidden(self, column: Column, value: Any) -> bool:
        """Return whether a row cannot be without what this column names, and that is not public now."""
        return refers(column) and not column.null and (column.related_model, value) not in self.known

    def may_cite(self, citation: Citation) -> bool:
        """Return whether a citation may be told of: it supports a fact that is shown and gives away no birthday."""
        if citation.fact and (citation.fact not in self.model.facts or citation.fact in self.held_back):
            return False
        return citation.fact != "birth" or not living(self.entry, self.live)

    def listed(self, field: Any) -> list[Any]:
        """Return the entries of a list of the version that are public now."""
        found = (self.known.get((field.related_model, each)) for each in self.kept["lists"].get(field.name, ()))
        return [entry for entry in found if entry is not None]


def named_in(model: Any, kept: Snapshot, held_back: Iterable[str]) -> dict[Any, set[str]]:
    """Return the permanent ids that a snapshot names, by the kind of entry that they stand for."""
    named: dict[Any, set[str]] = defaultdict(set)
    for name in model.made_of:
        for column in filter(refers, part_fields(model, name)):
            named[column.related_model] |= {row.get(column.name) for row in kept["parts"].get(name, ())}
    for column in filter(lambda each: refers(each) and each.name not in held_back, content_fields(model)):
        named[column.related_model].add(kept["fields"].get(column.name))
    for field in list_fields(model):
        named[field.related_model] |= set(kept["lists"].get(field.name, ()))
    return {kind: ids - {None} for kind, ids in named.items()}


def public_now(named: Mapping[Any, set[str]], channel: Channel = Channel.PAGE) -> Known:
    """Return those of the entries named that a stranger may see now by a channel, with what it takes to name them."""
    return {
        (kind, entry.public_id): entry
        for kind, ids in named.items()
        if ids
        for entry in with_title(kind.objects.public(channel).filter(public_id__in=ids))
    }


def living(entry: Any, live: Any) -> bool:
    """Return whether it is a person who is living as far as is known: the day of their birth is their own."""
    if not isinstance(live, Person):
        return False
    return live.living == Person.Living.YES or (
        entry.living == Person.Living.YES and live.living == Person.Living.UNKNOWN
    )
