"""Mentions: which other entries name a person, and how they are made to name the one who is kept instead.

Each change is returned as plain data, by which exactly that change can be taken back.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from memorial.people.kinship import Kinship
from memorial.people.models import Person
from memorial.review.models import Entry
from memorial.review.snapshots import content_fields, list_fields, part_fields, part_relation, refers
from memorial.review.status import Status


@dataclass(frozen=True)
class Mention:
    """One way in which one entry names a person: in a column, in a list, or in one of its parts."""

    entry: Any
    #: The name of the column or list; of a part, that of its kind.
    name: str
    #: The column of the part that names the person; empty for what stands in the entry's own row.
    column: str = ""

    @property
    def is_public(self) -> bool:
        """Whether visitors read it: then it changes together with a publication, and as a version of its own."""
        return bool(self.entry.status == Status.PUBLISHED)


def ways_of(model: type[Entry]) -> Iterable[tuple[str, str]]:
    """Yield how entries of one kind name people: name and column, as a mention has them."""
    for field in (*content_fields(model), *list_fields(model)):
        if field.related_model is Person:
            yield field.name, ""
    for name in model.made_of:
        for column in part_fields(model, name):
            if refers(column) and column.related_model is Person:
                yield name, column.name


def mentions_of(person: Person) -> list[Mention]:
    """Return how entries of other kinds name a person; what was withdrawn stays as it was withdrawn."""
    found = []
    for model in (kind for kind in Entry.__subclasses__() if kind is not Person):
        for name, column in ways_of(model):
            path = f"{name}__{column}" if column else name
            rows = model._base_manager.filter(**{path: person}).exclude(status=Status.WITHDRAWN).order_by("pk")
            found += [Mention(entry, name, column) for entry in rows]
    return found


def rename(mention: Mention, old: Person, new: Person) -> dict[str, Any]:
    """Make an entry name another person, and return what it takes to put that back."""
    entry, name = mention.entry, mention.name
    done = {"kind": entry._meta.model_name, "entry": entry.pk, "name": name, "column": mention.column}
    if mention.column:
        return done | rename_part(mention, old, new)
    if entry._meta.get_field(name).many_to_many:
        listed = getattr(entry, name)
        stood = listed.filter(pk=new.pk).exists()
        listed.remove(old)
        listed.add(new)
        return done | {"stood": stood}
    setattr(entry, name, new)
    type(entry)._base_manager.filter(pk=entry.pk).update(**{name: new})
    return done


def rename_part(mention: Mention, old: Person, new: Person) -> dict[str, Any]:
    """Make a part of an entry name another person; where they stand there already, the row is kept for the way back."""
    relation = part_relation(type(mention.entry), mention.name)
    rows: Any = relation.related_model._base_manager.filter(**{relation.field.name: mention.entry})
    row = rows.filter(**{mention.column: old}).values().get()
    if not rows.filter(**{mention.column: new}).exists():
        rows.filter(pk=row["id"]).update(**{mention.column: new})
        return {"row": row["id"]}
    rows.filter(pk=row["id"]).delete()
    return {"row": row["id"], "gone": row}


def put_back(done: dict[str, Any], model: type[Entry], old: Person, new: Person) -> Any | None:
    """Make an entry name again whom it named before; return it, or nothing where it no longer names the new person."""
    name, column = done["name"], done["column"]
    entry = model._base_manager.filter(pk=done["entry"]).first()
    if entry is None:
        return None
    if column:
        return entry if put_part_back(done, entry, old, new) else None
    if "stood" in done:
        listed = getattr(entry, name)
        if not listed.filter(pk=new.pk).exists():
            return None
        listed.add(old)
        if not done["stood"]:
            listed.remove(new)
        return entry
    changed = model._base_manager.filter(pk=entry.pk, **{name: new}).update(**{name: old})
    return model._base_manager.get(pk=entry.pk) if changed else None


def put_part_back(done: dict[str, Any], entry: Any, old: Person, new: Person) -> bool:
    """Put back one part of an entry; return whether it still was as it was left."""
    relation = part_relation(type(entry), done["name"])
    rows: Any = relation.related_model._base_manager.filter(**{relation.field.name: entry})
    if "gone" in done:
        if rows.filter(**{done["column"]: old}).exists():
            return False
        relation.related_model(**done["gone"]).save(force_insert=True)
        return True
    return bool(rows.filter(pk=done["row"], **{done["column"]: new}).update(**{done["column"]: old}))


def take_ties(old: Person, new: Person) -> list[dict[str, Any]]:
    """Take the ties of a merged person away, and return them; those in relatives' working copies name the kept one.

    The kept person has ties of their own to the same people.
    """
    done: list[dict[str, Any]] = []
    for tie in Kinship.objects.of(old).select_related("person", "relative").order_by("pk"):
        side, other = ("person", tie.relative) if tie.person_id == old.pk else ("relative", tie.person)
        tied = Kinship.objects.of(new).of(other)
        if not other.is_copy or tied.exists():
            done.append({"kind": "kinship", "gone": row_of(tie)})
            Kinship._base_manager.filter(pk=tie.pk).delete()
            continue
        root: Any = other.copy_of
        live = Kinship.objects.of(new).of(root).first()
        done.append({"kind": "kinship", "row": tie.pk, "side": side, "copied_from": tie.copied_from})
        Kinship._base_manager.filter(pk=tie.pk).update(**{side: new, "copied_from": live.pk if live else None})
    return done


def row_of(tie: Kinship) -> dict[str, Any]:
    """Return all columns of a tie."""
    return {column.attname: getattr(tie, column.attname) for column in Kinship._meta.concrete_fields}


def give_tie_back(done: dict[str, Any], old: Person, new: Person) -> None:
    """Give a merged person one of their ties back, unless the two are tied again or the relative is no longer there."""
    if "gone" in done:
        tie = Kinship(**done["gone"])
        both = Person.objects.filter(pk__in=(tie.person_id, tie.relative_id)).count() == 2
        others = Kinship.objects.filter(person__in=(tie.person_id, tie.relative_id))
        if both and not others.filter(relative__in=(tie.person_id, tie.relative_id)).exists():
            tie.save(force_insert=True)
        return
    rows = Kinship._base_manager.filter(pk=done["row"], **{done["side"]: new})
    rows.update(**{done["side"]: old, "copied_from": done["copied_from"]})
