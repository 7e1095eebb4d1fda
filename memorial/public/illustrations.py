"""Illustrations: the photographs, scans and recordings that stand with an entry, each as its content note allows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from memorial.base.asking import Among, asked_once, keys_of
from memorial.base.reading import Parts, keep_rows
from memorial.exchange.representations.columns import known_by
from memorial.media.derivatives import SIDES
from memorial.media.models import Asset
from memorial.media.originals import Kind
from memorial.media.showing import Shape, Shown, Where, shown
from memorial.people.depictions import Depiction
from memorial.people.models import Person
from memorial.review.gate import Channel
from memorial.sources.models import Source
from memorial.testimonies.recordings import names_no_voice


@dataclass(frozen=True)
class Depicted:
    """One picture of a person, or a recording of their voice, with where in it the person is."""

    shown: Shown
    where: str


@dataclass(frozen=True)
class Album:
    """The pictures of a person: the portrait under the name, and all others in their order."""

    portrait: Depicted | None
    others: list[Depicted]

    @property
    def are_photographs(self) -> bool:
        """Whether the others are pictures alone, with no document or recording among them."""
        return all(each.shown.asset.kind == Kind.IMAGE for each in self.others)


def read_ties(entries: Sequence[Any], channel: Channel = Channel.PAGE) -> list[Any]:
    """Return the ties of entries of one kind to their public pictures, kept with them; of a draft, too, no others.

    What is shown of the pictures is to be read with what else is shown (`picture_parts`).
    """
    if not entries:
        return []
    table: Any = entries[0]._meta.get_field("pictures").related_model
    ties = known_by(public_ties(table, channel).select_related("asset__original"), "asset")
    prefetch_related_objects(entries, Prefetch("pictures", ties))
    return [tie for entry in entries for tie in entry.pictures.all()]


def picture_parts(ties: Iterable[Any]) -> tuple[Parts, Parts]:
    """Return what is to be read of the pictures of ties so that they can be shown."""
    assets = [tie.asset for tie in ties]
    return Parts(assets, "translations"), Parts([asset.original for asset in assets], "derivatives")


def public_ties(table: Any, channel: Channel = Channel.PAGE) -> Any:
    """Return the ties of one kind that visitors see: none that would put a name to a voice which is to have none."""
    ties = table.objects.public(channel)
    return ties.filter(names_no_voice()) if table is Depiction else ties


def pictures_of(entries: Sequence[Any], order: Sequence[str]) -> dict[int, list[Shown]]:
    """Return the pictures that were read with entries, by their keys; ``order`` is the memorial's languages."""
    return {entry.pk: [shown(tie.asset, Where.PAGE, order) for tie in entry.pictures.all()] for entry in entries}


def scans_of(source: Source, order: Sequence[str], channel: Channel = Channel.PAGE) -> list[Shown]:
    """Return the scans of a source, page by page; a working copy has those of its source."""
    scans = Asset.objects.public(channel).ready_to_show().filter(source=source.copy_of_id or source.pk)
    return [shown(asset, Where.PAGE, order) for asset in scans.order_by("source_position", "pk")]


def album_of(person: Person, order: Sequence[str]) -> Album:
    """Return the pictures that were read with a person; the first open one that shows nobody else is the portrait."""
    depicted = [Depicted(shown(tie.asset, Where.PAGE, order), tie.where_shown) for tie in person.pictures.all()]
    # Where it has to be said who of several it is, the picture is no portrait.
    alone = (each for each in depicted if each.shown.is_open and each.shown.image and not each.where)
    portrait = next(alone, None)
    return Album(portrait, [each for each in depicted if each is not portrait])


def portrait_ties(people: Iterable[Person]) -> list[Any]:
    """Return the ties of people to the pictures that may be their portraits: of nobody else, person by person."""
    # A square has one middle: cut from a picture of several, it would put the face of one beside another's name.
    keys = [person.pk for person in people]
    return portraits_with(keys_of(keys)) if keys else []


@asked_once
def portraits_with(people: Any) -> Any:
    """Return the same for people who are given by keys."""
    ties = Depiction.objects.public().of_one().filter(asset__kind=Kind.IMAGE, where_shown="")
    of_them = ties.filter(Among("entry", people))
    return of_them.select_related("asset__original").order_by("entry", "position", "pk")


def small_squares(assets: Sequence[Asset]) -> list[Parts]:
    """Return what is to be read with assets that are shown small beside a name: of their texts, none."""
    for asset in assets:
        keep_rows(asset, "translations", ())
    return [Parts([asset.original for asset in assets], "derivatives", at_most=("width", SIDES[0]))]


def portraits_among(ties: Iterable[Depiction]) -> dict[int, Shown]:
    """Return the portraits of people by their keys, from ties to pictures of one person each, in their order.

    It is the first picture that may stand in a list. It stands beside a name, so none of its words are read.
    """
    found: dict[int, Shown] = {}
    for tie in ties:
        square = shown(tie.asset, Where.LIST, shape=Shape.SQUARE)
        if tie.entry_id not in found and square.is_open and square.image:
            # A hundred stand-ins would weigh more than the names.
            found[tie.entry_id] = replace(square, image=replace(square.image, placeholder=""))
    return found
