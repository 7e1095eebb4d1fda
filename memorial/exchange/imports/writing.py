"""Writing: some rows of a list become drafts, or add to people who are here; all of them in one transaction or none.

Every entry that a chunk touches is brought up to date as an act on one entry would do it, but for many at a time: its
label, the register, the rows of the desk, both search indexes.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any, NamedTuple

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from memorial.accounts.models import User
from memorial.base.memorial import Memorial
from memorial.base.rows import insert_rows, insert_values, new_keys
from memorial.events.places import Place
from memorial.exchange.imports.additions import NOTHING, Additions, Cited, From, Standing, additions, plain_place
from memorial.exchange.imports.copying import copies_for
from memorial.exchange.imports.deriving import derive_anew, save_filled
from memorial.exchange.imports.models import ImportRow
from memorial.exchange.lists.values import RowValues
from memorial.people.models import Person, PersonCitation, PersonTranslation
from memorial.people.names import PersonName, choose_name
from memorial.review.desk_index import index_entries
from memorial.review.status import Status

SCRIPTS = frozenset(PersonName.Script.values)


class ToWrite(NamedTuple):
    """One row that is to be written: what it says, and the key of the person whom it is about, if they are here."""

    row: ImportRow
    values: RowValues
    person: int | None = None


class Writer:
    """Writes rows of one list in the name of whoever brings it in."""

    def __init__(self, origin: From, memorial: Memorial, by: User | None) -> None:
        self.origin, self.memorial, self.by = origin, memorial, by

    def write(self, some: Sequence[ToWrite]) -> None:
        """Write rows and note on each what was made for it; rows whose entry is not to be changed now say why."""
        self.write_new([one for one in some if one.person is None])
        by_person: dict[int, list[ToWrite]] = defaultdict(list)
        for one in some:
            if one.person is not None:
                by_person[one.person].append(one)
        # Two rows about one person see each other: what the first has added the second one finds there.
        while by_person:
            self.write_more({key: rows.pop(0) for key, rows in by_person.items()})
            by_person = {key: rows for key, rows in by_person.items() if rows}

    def write_new(self, some: Sequence[ToWrite]) -> None:
        """Write people who are not here yet, as drafts."""
        if not some:
            return
        people = [Person(created_by=self.by) for _one in some]
        added = [additions(one.values, person, NOTHING, self.origin) for one, person in zip(some, people, strict=True)]
        with translation.override(self.memorial.own_language):
            for person, more in zip(people, added, strict=True):
                fill(person, more)
                name = choose_name(more.names)
                person.label = name.register_form[:250] if name else ""
        insert_rows(people)
        save_parts(list(zip(people, added, strict=True)))
        for person, more in zip(people, added, strict=True):
            remember(person, more.names, more.texts)
        index_entries(people, self.memorial.languages)
        for one, person in zip(some, people, strict=True):
            one.row.person_id = person.pk
            one.row.made = {"new": True, "changed": person.changed_at.isoformat()}
            one.row.done = True

    def write_more(self, some: dict[int, ToWrite]) -> None:
        """Add to people who are here: to a draft in place, to somebody published in their working copy."""
        found: Any = Person.objects.select_for_update().of_record().in_bulk(list(some))
        targets, made_copies = copies_for(found.values(), by=self.by)
        standing = standing_of(target for target in targets.values() if target.pk not in made_copies) | made_copies
        touched, parts = [], []
        for key, one in some.items():
            target = targets.get(key)
            if target is None:
                one.row.left = left_because(found.get(key))
                continue
            more = additions(one.values, target, standing[target.pk], self.origin)
            before = {name: getattr(target, name) for name in more.filled}
            one.row.made = {
                "copy": target.pk if target.pk != key else None,
                "copied": target.pk in made_copies,
                "before": before,
                "was": target.changed_at.isoformat(),
            }
            one.row.person_id, one.row.done, one.row.left = key, True, ""
            if not more.is_empty or target.pk in made_copies:
                fill(target, more)
                touched.append(target)
                parts.append((one, target, more))
        save_parts([(target, more) for _one, target, more in parts])
        for _one, target, more in parts:
            stood = standing[target.pk]
            remember(target, [*stood.names, *more.names], [*stood.texts, *more.texts])
        self.save_changed(touched)
        for one, target, more in parts:
            one.row.made = (one.row.made or {}) | {
                "names": [row.pk for row in more.names],
                "citations": more.citation_keys,
                "texts": [row.pk for row in more.texts],
                "changed": target.changed_at.isoformat(),
            }

    def save_changed(self, people: Sequence[Person]) -> None:
        """Save what was filled in, and bring up to date what derives from it."""
        if not people:
            return
        now = timezone.now()
        for person in people:
            person.changed_at = now
        save_filled(people)
        derive_anew(people, self.memorial)


def fill(person: Person, more: Additions) -> None:
    """Give a person the values that were empty; names in a script that the record does not tell apart say so."""
    for name, value in more.filled.items():
        setattr(person, name, value)
    for name_row in more.names:
        name_row.script = name_row.script if name_row.script in SCRIPTS else PersonName.Script.OTHER


def save_parts(some: Sequence[tuple[Person, Additions]]) -> None:
    """Save names, citations and texts of many people, each kind by one statement."""
    for person, more in some:
        for name in more.names:
            name.person_id = person.pk
        for text in more.texts:
            text.entry_id = person.pk
    insert_rows([name for _person, more in some for name in more.names])
    insert_rows([text for _person, more in some for text in more.texts])
    keys = iter(new_keys(PersonCitation, sum(len(more.citations) for _person, more in some)))
    for _person, more in some:
        more.citation_keys = list(islice(keys, len(more.citations)))
    cited = [
        (key, person.pk, *citation)
        for person, more in some
        for key, citation in zip(more.citation_keys, more.citations, strict=True)
    ]
    insert_values(PersonCitation, ("id", "entry_id", *Cited._fields), cited)


def remember(person: Any, names: list[PersonName], texts: list[PersonTranslation]) -> None:
    """Have a person know their own names and texts, so that nothing is asked for them."""
    person._prefetched_objects_cache = {"names": names, "translations": texts}


def standing_of(people: Iterable[Person]) -> dict[int, Standing]:
    """Return what people have already, by their keys."""
    standing = {person.pk: Standing([], [], []) for person in people}
    keys = list(standing)
    for name in PersonName.objects.filter(person__in=keys).order_by("pk"):
        standing[name.person_id].names.append(name)
    citations = PersonCitation.objects.filter(entry__in=keys).order_by("pk")
    for key, *cited in citations.values_list("entry_id", *Cited._fields):
        standing[key].citations.append(Cited(*cited))
    for text in PersonTranslation.objects.filter(entry__in=keys).order_by("pk"):
        standing[text.entry_id].texts.append(text)
    return standing


def left_because(person: Person | None) -> str:
    """Return the sentence that says why nothing was written for a row about somebody who is here."""
    if person is None:
        return _("The person is no longer here.")
    if person.status == Status.WITHDRAWN:
        return _("The entry of the person was withdrawn. Reopen it, or leave the row.")
    return _("The entry is in review. Run the import again when it has been published or returned.")


def places_by_name() -> dict[str, int]:
    """Return the places of the record by the words of their names; a name that two of them have is none's."""
    found: dict[str, set[int]] = defaultdict(set)
    rows = Place.objects.of_record().filter(restricted=False).exclude(status=Status.WITHDRAWN)
    for key, other, name in rows.values_list("pk", "other_names", "translations__name"):
        for text in [name or "", *other.split(";")]:
            if plain := plain_place(text):
                found[plain].add(key)
    return {name: keys.pop() for name, keys in found.items() if len(keys) == 1}
