"""Showing: how an asset meets a reader in each place; the one rule of content notes, for every way out.

Whatever shows a picture or recording asks `shown` and gets its note together with it, or instead of it. Nothing else
leads from an asset to the files that are shown in its place.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.urls import reverse

from memorial.base.languages import language_name
from memorial.base.texts import Text
from memorial.media.derivatives import COPY, PICTURE_FORMATS, Derivative, square_prefix
from memorial.media.models import Asset, Grade
from memorial.media.originals import Kind, Original
from memorial.media.transcripts import Transcript, transcript_of


class Where(StrEnum):
    """The places in which a reader meets an asset."""

    OWN_PAGE = "own"
    PAGE = "page"
    LIST = "list"
    #: What goes out without a page around it: a social card, a feed, a search result.
    CARD = "card"


class Shape(StrEnum):
    """The whole picture, or a square around its focal point."""

    WHOLE = "whole"
    SQUARE = "square"


class Cover(StrEnum):
    """What stands between a reader and a picture."""

    OPEN = "open"
    #: It is there and covered, until the reader asks for it.
    COVERED = "covered"
    #: It is not there; the note is, with the way to the asset's own page.
    AWAY = "away"


#: How each grade is met in each place. What nobody has looked at yet is met like the hardest.
RULES: dict[str, dict[Where, Cover]] = {
    Grade.NONE: dict.fromkeys(Where, Cover.OPEN),
    Grade.DISTRESSING: {
        Where.OWN_PAGE: Cover.COVERED,
        Where.PAGE: Cover.COVERED,
        Where.LIST: Cover.AWAY,
        Where.CARD: Cover.AWAY,
    },
    Grade.GRAPHIC: {
        Where.OWN_PAGE: Cover.COVERED,
        Where.PAGE: Cover.AWAY,
        Where.LIST: Cover.AWAY,
        Where.CARD: Cover.AWAY,
    },
}
HARDEST = RULES[Grade.GRAPHIC]


@dataclass(frozen=True)
class Choice:
    """One format of a picture: its media type, and the addresses of its sizes as a browser chooses among them."""

    media_type: str
    srcset: str


@dataclass(frozen=True)
class Image:
    """A picture in all its formats; ``src`` is for a browser that knows no other than JPEG."""

    choices: Sequence[Choice]
    src: str
    srcset: str
    width: int
    height: int
    #: A stand-in while it is on its way: a data address of some two hundred bytes.
    placeholder: str


@dataclass(frozen=True)
class Handout:
    """A document or recording: its address, media type and size in bytes."""

    url: str
    media_type: str
    size: int


@dataclass(frozen=True)
class Track:
    """The transcript of a recording in one language, at its address."""

    language: str
    url: str

    @property
    def language_name(self) -> str:
        return language_name(self.language)


@dataclass(frozen=True)
class Shown:
    """An asset as a reader meets it in one place: the picture or recording, or the note that stands in its place."""

    asset: Asset
    cover: Cover
    caption: Text | None
    note: Text | None
    #: For those who cannot see or hear it; empty behind a cover that hides the picture too.
    alternative: Text | None
    image: Image | None
    handout: Handout | None
    #: What is spoken in a recording, for the reader; and where a player finds it in each language that has it.
    transcript: Transcript | None = None
    tracks: Sequence[Track] = ()

    @property
    def is_open(self) -> bool:
        return self.cover == Cover.OPEN

    @property
    def is_away(self) -> bool:
        return self.cover == Cover.AWAY

    @property
    def is_graphic(self) -> bool:
        return self.asset.grade != Grade.NONE and self.asset.grade != Grade.DISTRESSING

    @property
    def url(self) -> str:
        return self.asset.get_absolute_url()


Address = Callable[[Asset, Derivative], str]


def public_address(asset: Asset, derivative: Derivative) -> str:
    """Return where anybody finds a derivative while its asset is public; it never changes what it leads to."""
    return reverse("media", args=[asset.public_id, derivative.sha256, derivative.format])


def cover_of(asset: Asset, where: Where) -> Cover:
    """Return what stands between a reader and an asset in one place."""
    return RULES.get(asset.grade, HARDEST)[where]


def shown(
    asset: Asset,
    where: Where,
    order: Sequence[str] = (),
    *,
    shape: Shape = Shape.WHOLE,
    address: Address = public_address,
) -> Shown:
    """Return an asset as it is met in one place; read it by `ready_to_show` first, and it asks nothing more.

    ``order`` are the memorial's languages; ``address`` leads to the files, for the desk to its own.
    """
    cover = cover_of(asset, where)
    files = allowed(asset, cover, shape)
    spoken = asset.kind in {Kind.AUDIO, Kind.VIDEO} and cover != Cover.AWAY and where in {Where.OWN_PAGE, Where.PAGE}
    return Shown(
        asset=asset,
        cover=cover,
        caption=asset.text("caption", order),
        note=asset.text("content_note", order) if cover != Cover.OPEN else None,
        alternative=None if cover == Cover.AWAY or asset.decorative else asset.text("alternative_text", order),
        image=image_of(asset, files, address),
        handout=handout_of(asset, files, address),
        transcript=transcript_of(asset.text("transcript", order)) if spoken else None,
        tracks=tracks_of(asset) if spoken else (),
    )


def allowed(asset: Asset, cover: Cover, shape: Shape = Shape.WHOLE) -> list[Derivative]:
    """Return the derivatives of an asset that may be met behind a cover, in one shape."""
    if cover == Cover.AWAY:
        return []
    square = square_prefix(asset)
    return [
        row
        for row in asset.original.derivatives.all()
        if (row.recipe.startswith(square) if shape == Shape.SQUARE else not row.recipe.startswith("square-"))
    ]


def may_be_sent(asset: Asset, derivative: Derivative) -> bool:
    """Return whether a file may be sent to somebody who knows its address: wherever it is shown, and nowhere else."""
    for where in Where:
        for shape in Shape:
            if shape == Shape.SQUARE and where == Where.OWN_PAGE:
                continue
            if derivative in allowed(asset, cover_of(asset, where), shape):
                return True
    return False


def image_of(asset: Asset, files: Iterable[Derivative], address: Address) -> Image | None:
    """Return a picture in the formats and sizes that have been made; nothing where none has."""
    sizes = sorted((row for row in files if row.width), key=lambda row: row.width or 0)
    by_format = {each: [row for row in sizes if row.format == each] for each in PICTURE_FORMATS}
    plain = by_format["jpg"]
    if not plain:
        return None
    choices = [
        Choice(rows[0].media_type, srcset(asset, rows, address))
        for name, rows in by_format.items()
        if rows and name != "jpg"
    ]
    middle = next((row for row in plain if (row.width or 0) >= 640), plain[-1])
    largest = plain[-1]
    return Image(
        choices=choices,
        src=address(asset, middle),
        srcset=srcset(asset, plain, address),
        width=largest.width or 0,
        height=largest.height or 0,
        placeholder=placeholder_of(asset.original) if cover_of(asset, Where.LIST) == Cover.OPEN else "",
    )


def srcset(asset: Asset, rows: Iterable[Derivative], address: Address) -> str:
    """Return the addresses of the sizes of one format, each with its width."""
    return ", ".join(f"{address(asset, row)} {row.width}w" for row in rows)


def placeholder_of(original: Original) -> str:
    """Return the stand-in of a picture as a data address."""
    return f"data:image/webp;base64,{original.placeholder}" if original.placeholder else ""


def handout_of(asset: Asset, files: Iterable[Derivative], address: Address) -> Handout | None:
    """Return the document or recording that is handed out; nothing for a picture."""
    copy = next((row for row in files if row.recipe == COPY), None)
    return Handout(address(asset, copy), asset.original.media_type, copy.size) if copy is not None else None


def tracks_of(asset: Asset) -> list[Track]:
    """Return where a player finds what is spoken, in each language that has it."""
    languages = [row.language for row in asset.translations.all() if row.transcript]
    return [Track(each, reverse("transcript", args=[asset.public_id, each])) for each in languages]
