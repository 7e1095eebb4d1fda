"""Undoing: what an import wrote is taken away again, unless somebody has built on it since."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from memorial.base.memorial import Memorial
from memorial.base.rows import save_columns
from memorial.exchange.imports.deriving import derive_anew, save_filled, with_names
from memorial.exchange.imports.models import ImportRow
from memorial.people.models import Person, PersonCitation, PersonTranslation
from memorial.people.names import PersonName
from memorial.review.desk_index import forget
from memorial.review.snapshots import content_hashes
from memorial.review.status import Status

#: The parts that a row may have added, by their names in what was kept of it.
PARTS: dict[str, type[models.Model]] = {
    "names": PersonName,
    "citations": PersonCitation,
    "texts": PersonTranslation,
}
#: What belongs to a draft itself: all other rows that refer to it are somebody's work.
OWN = frozenset({"names", "translations", "citations", "register", "working_copies"})


def undo_rows(rows: Sequence[ImportRow]) -> None:
    """Take away what was written for some rows, the last one first; a row that was built on says so, and stays."""
    people: dict[int, Person] = Person._base_manager.select_for_update().in_bulk([row.person_id for row in rows])
    copies = {row.made["copy"] for row in rows if row.made and row.made.get("copy")}
    targets: dict[int, Person] = Person._base_manager.select_related("copy_of").in_bulk(list(copies)) | people
    built_on = built_upon([row.person_id for row in rows if row.made and row.made.get("new")])
    gone: list[Person] = []
    changed: dict[int, Person] = {}
    taken: list[dict[str, Any]] = []
    for row in rows:
        made = row.made or {}
        target = targets.get(made.get("copy") or row.person_id or 0)
        row.left = left_because(made, target, row.person_id in built_on)
        if row.left or target is None:
            continue
        if made.get("new"):
            gone.append(target)
        else:
            empty_again(made, target)
            changed[target.pk] = target
            taken.append(made)
        row.done, row.made = False, None
    remove(gone)
    remove_parts(taken)
    bring_back(changed.values())
    removed = {person.pk for person in gone}
    for row in rows:
        if row.person_id in removed:
            row.person = None
    save_columns(rows, ["person", "done", "made", "left"])


def left_because(made: dict[str, Any], target: Person | None, built_on: bool) -> str:
    """Return why what was written for a row stays; empty where it can go."""
    if target is None:
        return _("What this row added is no longer there by itself: it was published or discarded.")
    if "changed" not in made:
        return ""
    if target.status != Status.DRAFT:
        return _("The entry was submitted or published since.")
    if target.changed_at != datetime.fromisoformat(made["changed"]):
        return _("Somebody has changed the entry since.")
    if built_on:
        return _("Another entry refers to this person.")
    return ""


def built_upon(keys: Iterable[int | None]) -> set[int]:
    """Return those of some people to whom something refers that is no part of themselves."""
    wanted = [key for key in keys if key is not None]
    found: set[int] = set()
    relations: Any = Person._meta.related_objects
    for relation in relations:
        if relation.get_accessor_name() in OWN or relation.related_model is ImportRow:
            continue
        if relation.field.many_to_many:
            name = relation.field.name
        elif relation.field.db_constraint:
            name = relation.field.attname
        else:
            continue
        rows: Any = relation.related_model._base_manager
        found |= set(rows.filter(**{f"{name}__in": wanted}).values_list(name, flat=True))
    others = ImportRow.objects.filter(person__in=wanted, done=True).exclude(made__new=True)
    return found | set(others.values_list("person", flat=True))


def remove_parts(taken: Sequence[dict[str, Any]]) -> None:
    """Remove the parts that rows added to people."""
    for name, model in PARTS.items():
        model._base_manager.filter(pk__in=[key for made in taken for key in made.get(name, ())]).delete()


def empty_again(made: dict[str, Any], target: Person) -> None:
    """Empty the values of somebody that a row filled in; they are saved after."""
    for name, value in made["before"].items():
        setattr(target, name, value)
    target.changed_at = datetime.fromisoformat(made["was"])


def remove(people: Sequence[Person]) -> None:
    """Remove drafts that an import has made, with all that is derived from them."""
    keys = [person.pk for person in people]
    if keys:
        forget("person", keys)
        Person._base_manager.filter(pk__in=keys).delete()


def bring_back(people: Iterable[Person]) -> None:
    """Save people from whom additions were taken, as they were before; a working copy that says nothing new goes."""
    changed = list(people)
    if not changed:
        return
    save_filled(changed)
    copied = {person.pk: person.copy_of.pk for person in changed if person.copy_of}
    hashes = content_hashes(Person, [*copied.keys(), *copied.values()])
    needless = [one for one in changed if one.pk in copied and hashes[one.pk] == hashes[copied[one.pk]]]
    remove(needless)
    gone = {person.pk for person in needless}
    derive_anew(with_names([person.pk for person in changed if person.pk not in gone]), Memorial.current())
