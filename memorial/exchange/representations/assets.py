"""Photographs, documents and recordings as programs read them: behind their content notes, as everywhere."""

from collections.abc import Callable
from copy import copy
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from memorial.commemorations.pictures import CommemorationPicture
from memorial.events.pictures import EventPicture, PlacePicture
from memorial.exchange.representations.columns import choice, column, dated, known_by, one, prose, text
from memorial.exchange.representations.entries import ENTRY_FIELDS, noted_texts, read, texts, with_entry
from memorial.exchange.representations.fields import Field, Kind, Reader, Sort, Value
from memorial.media.models import Asset, AssetTranslation, Grade, Rights
from memorial.media.originals import Kind as Sorts
from memorial.media.pictures import Picture
from memorial.media.showing import Shown, Where, shown
from memorial.people.depictions import Depiction
from memorial.sources.models import Source
from memorial.testimonies.recordings import Recording, names_no_voice

#: The media type of the picture at the address that `shown` gives for readers that know no other.
JPEG = "image/jpeg"
#: The ties of an asset to the entries with which it is shown: how an asset names them, and their table.
TIES: dict[str, type[Picture]] = {
    "depictions": Depiction,
    "eventpictures": EventPicture,
    "placepictures": PlacePicture,
    "commemorationpictures": CommemorationPicture,
    "recordings": Recording,
}


def rows(reader: Reader) -> Any:
    """Return the assets that a reader may see, with all that is said of them."""
    return (
        read(reader, Asset.objects.all())
        .ready_to_show()
        .prefetch_related(
            with_entry(reader, "source", Source),
            with_entry(reader, "redacts", Asset),
            *(Prefetch(path, ties(reader, table)) for path, table in TIES.items()),
        )
    )


def ties(reader: Reader, table: Any) -> Any:
    """Return the ties by which assets are shown with entries that the reader may see; no voice gets a name by one."""
    found = known_by(reader.tied(table.objects.order_by("entry"), "entry"), "entry")
    return found.filter(names_no_voice(reader.door)) if table is Depiction else found


def met(asset: Asset) -> Shown:
    """Return the asset as it is met where no page stands around it: what has a content note is not there."""
    return shown(asset, Where.CARD)


def file_of(asset: Any) -> Value:
    """Return where the file is found that is shown or handed out; nothing where a content note stands before it."""
    found = met(asset)
    if found.image:
        return found.image.src
    return found.handout.url if found.handout else None


def file_type(asset: Any) -> Value:
    """Return the media type of that file."""
    found = met(asset)
    if found.image:
        return JPEG
    return found.handout.media_type if found.handout else None


def shown_with(path: str) -> Callable[[Any], Value]:
    """Return how the permanent ids of the entries of one kind are read with which an asset is shown."""
    return lambda asset: [tie.entry_public_id for tie in getattr(asset, path).all()]


def asset_texts(asset: Any) -> list[Any]:
    """Return the texts of an asset with their content note; where none is written, nothing that stands behind one."""
    # The rows are the asset's own, from which its page may be made as well.
    rows = [copy(row) for row in noted_texts(asset)]
    for row in rows:
        unguarded = asset.grade != Grade.NONE and row.note is None
        for name in AssetTranslation.behind_note:
            if unguarded or (name == "alternative_text" and asset.decorative):
                setattr(row, name, "")
    return rows


ASSETS = Kind(
    name="assets",
    model=Asset,
    meaning=_("Photographs, documents and recordings. What has a content note is found on its own page alone."),
    fields=(
        *ENTRY_FIELDS,
        choice("kind", _("What sort of file it is."), Sorts, always=True),
        choice("grade", _("How hard it is to look at or to listen to."), Grade),
        text("credit", _("The line that names who made it.")),
        choice("rights", _("What others may do with it."), Rights, always=True),
        *dated("taken", _("When it was made.")),
        one("source", _("The source of which it is a scan or recording."), "sources"),
        Field(
            "redacted",
            Sort.FLAG,
            _("Whether parts of it were covered before it was published."),
            lambda asset: asset.redacts_id is not None,
            always=True,
        ),
        one("redacts", _("The same without what was covered."), "assets"),
        Field(
            "file",
            Sort.ADDRESS,
            _("Where the file is found: its path here. Nothing where a content note stands before it."),
            file_of,
        ),
        Field("media_type", Sort.TEXT, _("The media type of that file."), file_type),
        Field(
            "sha256",
            Sort.TEXT,
            _("The SHA-256 of the original file, by which whoever has a copy can tell that it is unchanged."),
            column("original_id"),
            always=True,
        ),
        Field(
            "people",
            Sort.IDS,
            _("The people who are shown or heard."),
            shown_with("depictions"),
            refers="people",
            always=True,
        ),
        Field(
            "events",
            Sort.IDS,
            _("The events with which it is shown."),
            shown_with("eventpictures"),
            refers="events",
            always=True,
        ),
        Field(
            "places",
            Sort.IDS,
            _("The places with which it is shown."),
            shown_with("placepictures"),
            refers="places",
            always=True,
        ),
        Field(
            "commemorations",
            Sort.IDS,
            _("The commemorations with which it is shown."),
            shown_with("commemorationpictures"),
            refers="commemorations",
            always=True,
        ),
        Field(
            "testimonies",
            Sort.IDS,
            _("The testimonies that were given in it."),
            shown_with("recordings"),
            refers="testimonies",
            always=True,
        ),
    ),
    parts=(
        texts(
            AssetTranslation,
            text("caption", _("The caption.")),
            text("alternative_text", _("What is to be seen or heard, for those who cannot.")),
            prose("shown", _("Who and what is shown.")),
            text("place", _("Where it was made, in words.")),
            text("transcript", _("What is spoken in a recording, with the times (WebVTT).")),
            rows=asset_texts,
        ),
    ),
    rows=rows,
)
