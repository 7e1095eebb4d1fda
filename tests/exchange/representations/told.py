"""What programs are told of all that is there, by each channel."""

import json
from collections.abc import Callable
from typing import Any

from memorial.exchange.representations.fields import Reader, Said
from memorial.exchange.representations.kinds import KINDS
from memorial.models import Asset, Person, Source, Testimony
from memorial.review.gate import Channel
from memorial.review.models import Entry
from tests.factories import (
    MAKERS,
    add_name,
    add_picture,
    make_asset,
    make_household,
    make_person,
    make_place,
    make_source,
)

#: As functions that take any fields.
MAKING: dict[Any, Any] = MAKERS
CHANNELS = (Channel.API, Channel.EXPORT, Channel.OAI)


def told(entry: Entry, channel: Channel = Channel.API) -> Said:
    """Return what is said of one entry."""
    kind = next(kind for kind in KINDS.values() if kind.model is type(entry))
    return kind.represent(kind.rows(Reader(channel)).get(pk=entry.pk))


def everything(reader: Reader) -> dict[str, list[Said]]:
    """Return what a reader is told of all entries of all kinds."""
    return {
        name: [kind.represent(entry) for entry in kind.rows(reader).order_by("pk").iterator(chunk_size=2)]
        for name, kind in KINDS.items()
    }


def words(reader: Reader) -> str:
    """Return the same as one text."""
    return json.dumps(everything(reader), ensure_ascii=False, sort_keys=True)


def full_entry(model: Any) -> Any:
    """Make a published entry of a kind with rows in all its parts, and ties to other entries wherever it has any."""
    entry = MAKING[model]()
    if model in NAMED:
        entry.translations.create(language="en", **{NAMED[model]: "Synthetic words"})
    if model is not Asset:
        entry.citations.create(source=make_source(), fact=entry.facts[0])
    if hasattr(entry, "pictures"):
        add_picture(entry, make_asset(source=make_source()))
    if model in TIES:
        TIES[model](entry)
    return entry


def full_person(person: Person) -> None:
    """Give a person spellings with sources, relatives on both sides, a household and a testimony."""
    add_name(person, given="Sintetika", family="Sintetikova", language="ru", source=make_source(), locator="p. 1")
    person.kin.create(kind="parent", relative=make_person(), source=make_source())
    make_person().kin.create(kind="sibling", relative=person, source=make_source())
    home = make_household(members=(person, make_person()), place=make_place())
    home.citations.create(source=make_source(), fact="members")
    MAKING[Testimony]().people.add(person)
    Person.objects.filter(pk=person.pk).update(birthplace=make_place(), residence=make_place())


def full_testimony(testimony: Testimony) -> None:
    """Let a testimony speak of a person and a place."""
    testimony.people.add(make_person())
    testimony.places.add(make_place())


def full_asset(asset: Asset) -> None:
    """Show an asset with a person and a testimony."""
    for other in (make_person(), MAKING[Testimony]()):
        add_picture(other, asset)


#: The text that is written for an entry which is made without any.
NAMED: dict[Any, str] = {Asset: "caption", Person: "story", Source: "summary"}
#: How an entry is tied to others, where that is more than to a source and a picture.
TIES: dict[Any, Callable[[Any], Any]] = {
    Asset: full_asset,
    Person: full_person,
    Source: lambda source: make_asset(source=source),
    Testimony: full_testimony,
}
