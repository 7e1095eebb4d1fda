"""A public world, and a hidden one tied to it everywhere that a tie is possible, with a mark in each of its texts."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils import timezone

from memorial.base.fields import EdtfField
from memorial.models import (
    Asset,
    Commemoration,
    Event,
    Household,
    Kinship,
    Memorial,
    Person,
    Place,
    Source,
    Testimony,
)
from memorial.review.models import Entry
from memorial.review.revisions import Revision
from memorial.review.snapshots import Snapshot, content_fields, list_fields, part_fields, refers, snapshot, whole
from memorial.sources.models import IntroductionSource
from tests import factories
from tests.addresses import LANGUAGES, VERSIONS

#: Texts are marked from this length on; what is shorter is a code (a language, a script, a time), as are facts.
SHORTEST = 40
CODES = {"fact"}
#: What the value of a field must begin with.
PREFIXES = {"transcript": "WEBVTT\n\n00:00:05.000 --> 00:00:09.000\n"}
World = dict[Any, Any]
MAKERS: dict[Any, Any] = factories.MAKERS


@dataclass
class Marks:
    """The marks that were set, each with the place where it stands."""

    places: dict[str, str] = field(default_factory=dict)

    def new(self, place: str) -> str:
        """Return a fresh mark that stands for a place."""
        mark = f"zq{len(self.places)}qz"
        self.places[mark] = place
        return mark

    def found_in(self, text: str) -> set[str]:
        """Return the places whose marks stand in a text."""
        return {place for mark, place in self.places.items() if mark in text.lower()}

    def fields(self, model: type[models.Model], place: str = "") -> dict[str, str]:
        """Return a marked value for every text field of a model."""
        return {name: prefix + self.new(f"{place or model.__name__}.{name}") for name, prefix in text_fields(model)}


def text_fields(model: type[models.Model]) -> Iterator[tuple[str, str]]:
    """Yield the name of each free text field of a model, with what its value must begin with."""
    for each in model._meta.get_fields():
        if not isinstance(each, models.CharField | models.TextField) or isinstance(each, EdtfField):
            continue
        if each.choices or not each.editable or each.name in CODES or (each.max_length or SHORTEST) < SHORTEST:
            continue
        yield each.name, "https://example.org/" if isinstance(each, models.URLField) else PREFIXES.get(each.name, "")


def public_world(marks: Marks) -> World:
    """Make one published entry of each kind, with ties among them that the hidden world takes over.

    Each has been published twice, the second time as a correction; the first version names what is to be hidden.
    """
    world: World = {model: maker(version=len(VERSIONS)) for model, maker in MAKERS.items()}
    person = world[Person]
    factories.add_name(person, given="Synthetic", family="Spelling")
    Kinship.objects.create(person=person, kind="sibling", relative=factories.make_person())
    world[Household].memberships.create(person=person)
    world[Testimony].people.add(person)
    # That it is a redacted copy is said of it in any case, and of what never.
    change(world[Asset], redacts=factories.make_asset(status="draft"))
    for entry in world.values():
        if hasattr(entry, "pictures"):
            factories.add_picture(entry, world[Asset], position=1)
    consented = factories.make_testimony(narrator_name="", basis=Testimony.Basis.CONSENT)
    consented.consents.create(purpose="publish", given=True, audience="public", naming="anonymous")
    sentence = dict.fromkeys(LANGUAGES, "Synthetic correction")
    for model, entry in world.items():
        kept = snapshot(whole(model, pk=entry.pk))
        keep_versions(entry, [naming_what_is_hidden(model, kept, marks), kept], sentence)
    return world


def keep_versions(entry: Entry, kept: list[Snapshot], sentence: dict[str, str]) -> None:
    """Keep snapshots as the versions of an entry; the last of them is a correction."""
    for number, each in zip(VERSIONS, kept, strict=True):
        last = number == VERSIONS[-1]
        Revision.objects.create(
            kind=each["kind"],
            entry=entry.public_id,
            version=int(number),
            snapshot=each,
            made_at=timezone.now(),
            published_at=timezone.now(),
            note="zqnote",
            is_correction=last,
            correction=sentence if last else {},
        )


def naming_what_is_hidden(model: Any, kept: Snapshot, marks: Marks) -> Snapshot:
    """Return a snapshot that names an entry of the hidden world wherever it can name any."""
    own = {each.name: hidden_id(each.related_model) for each in content_fields(model) if refers(each)}
    if model is Testimony:
        own["narrator_name"] = marks.new("Testimony.narrator_name in a version")
    lists = {each.name: [*kept["lists"][each.name], hidden_id(each.related_model)] for each in list_fields(model)}
    parts = dict(kept["parts"])
    for name in set(parts) - {"translations"}:
        columns = part_fields(model, name)
        named = {each.name: hidden_id(each.related_model) for each in columns if refers(each)}
        words = {each: marks.new(f"{model.__name__}.{name}.{each} in a version") for each in WORDS.get(name, ())}
        codes = {"citations": {"fact": "", "stance": "differs"}, "kin_of": {"kind": "parent"}, "kin": {"kind": "child"}}
        first = parts[name][0] if parts[name] else {}
        parts[name] = [*parts[name], {**first, "row": None, **named, **codes.get(name, {}), **words}]
    return {**kept, "fields": {**kept["fields"], **own}, "lists": lists, "parts": parts}


#: The words of a row that stand on the page of a version when what the row names is public.
WORDS = {"names": ("locator",), "citations": ("says", "value", "locator"), "kin_of": ("detail",)}


def hidden_id(model: Any) -> str:
    """Return the permanent id of the hidden entry of a kind, known before it is made."""
    return f"hidden{list(MAKERS).index(model):06d}"


def add_hidden_world(world: World, marks: Marks, *, copies: bool = False, **how: Any) -> list[Entry]:
    """Make one entry of each kind (or a working copy of each), and tie it to the public world.

    ``how`` are the fields that hide it: its status, when it opens, whether it is restricted.
    """
    hidden: World = {}
    for model, maker in MAKERS.items():
        own: dict[str, Any] = {"public_id": hidden_id(model), **how, **marks.fields(model)}
        own |= {"copy_of": world[model]} if copies else {"version": len(VERSIONS)}
        if model is Testimony:
            own["basis"] = Testimony.Basis.PUBLISHED
        if model is Person:
            own["family"] = ""  # the names follow, one for each language
        hidden[model] = maker(**own, texts=marked_texts(model, marks))
    add_children(hidden, world, marks)
    tie(world, hidden, marks)
    for entry in (*world.values(), *hidden.values()):
        entry.refresh()
    further = further_entries(marks, **how)
    if not copies:
        sentence = {language: marks.new(f"Revision.correction[{language}]") for language in LANGUAGES}
        for entry in (*hidden.values(), *further):
            kept = snapshot(whole(type(entry), pk=entry.pk))
            keep_versions(entry, [kept, kept], sentence)
    return [*hidden.values(), *further]


def further_entries(marks: Marks, **how: Any) -> list[Entry]:
    """Make hidden entries whose pages show what others do not: an unnamed person, a bare testimony, a recording."""
    unnamed = {language: {"description": marks.new(f"description[{language}]")} for language in LANGUAGES}
    bare = {language: {"summary": marks.new(f"summary[{language}]")} for language in LANGUAGES}
    person = factories.make_person(family="", texts=unnamed, version=len(VERSIONS), **how)
    testimony = factories.make_testimony(texts=bare, version=len(VERSIONS), **how)
    spoken = marked_texts(Asset, marks)
    recording = factories.make_asset(kind="audio", grade="distressing", texts=spoken, version=len(VERSIONS), **how)
    return [person, testimony, recording]


def marked_texts(model: Any, marks: Marks) -> dict[str, dict[str, str]]:
    """Return marked texts of an entry in every language."""
    table: Any = model._meta.get_field("translations").related_model
    return {language: marks.fields(table, f"{table.__name__}[{language}]") for language in LANGUAGES}


def add_children(hidden: World, world: World, marks: Marks) -> None:
    """Give the hidden entries names, a consent, and citations of a public source."""
    person: Person = hidden[Person]
    for language in LANGUAGES:
        words = marks.fields(person.names.model, f"PersonName[{language}]")
        person.names.create(**words, language=language, preferred=True, source=world[Source])
    hidden[Testimony].consents.create(purpose="publish", given=True, **marks.fields(hidden[Testimony].consents.model))
    for model, entry in hidden.items():
        if model is not Asset:
            cite(entry, world[Source], marks, "of a hidden entry")


def tie(world: World, hidden: World, marks: Marks) -> None:
    """Tie the public entries to the hidden ones wherever a row of theirs can refer to one."""
    place, source, person = hidden[Place], hidden[Source], hidden[Person]
    change(world[Person], residence=place, birthplace=place, death_place=place, burial_place=place)
    world[Person].names.update(source=source, locator=marks.new("PersonName.locator with a hidden source"))
    world[Person].kin.update(source=source)
    detail = marks.new("Kinship.detail")
    Kinship.objects.create(person=person, kind="parent", relative=world[Person], detail=detail)
    world[Household].memberships.create(person=person)
    hidden[Household].memberships.create(person=world[Person])
    hidden[Household].memberships.create(person=person)
    for kind in (Household, Event, Commemoration):
        change(world[kind], place=place)
        change(hidden[kind], place=world[Place])
    change(world[Place], part_of=place)
    change(hidden[Place], part_of=world[Place])
    change(hidden[Person], residence=world[Place])
    change(world[Testimony], given_place=place, narrator=person)
    change(world[Asset], source=source, redacts=hidden[Asset])
    tie_pictures(world, hidden, marks)
    IntroductionSource.objects.create(memorial=Memorial.objects.get(), source=source)
    for testimony, other in ((world[Testimony], hidden), (hidden[Testimony], world)):
        testimony.people.add(other[Person])
        testimony.places.add(other[Place])
        testimony.events.add(other[Event])
    for model, entry in world.items():
        if model is not Asset:
            cite(entry, source, marks, "of a hidden source")


def tie_pictures(world: World, hidden: World, marks: Marks) -> None:
    """Show the hidden asset with each public entry that can have pictures, and the public one with hidden entries."""
    for model, entry in world.items():
        if not hasattr(entry, "pictures"):
            continue
        table = entry.pictures.model
        factories.add_picture(entry, hidden[Asset], **marks.fields(table), position=0)
        # A recording of a testimony that has yet to open is not shown before it, wherever else it stands.
        if model is not Testimony:
            factories.add_picture(hidden[model], world[Asset])


def cite(entry: Any, source: Source, marks: Marks, what: str) -> None:
    """Cite a source that differs, so that all of the citation is shown where it may be."""
    table = entry.citations.model
    words = marks.fields(table, f"{table.__name__} {what}")
    entry.citations.create(source=source, fact=entry.facts[0], stance="differs", **words)


def change(entry: Entry, **fields: Any) -> None:
    """Change an entry's own row."""
    type(entry)._base_manager.filter(pk=entry.pk).update(**fields)
    entry.refresh_from_db()
