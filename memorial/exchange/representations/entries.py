"""Entries: the fields and parts that every kind has, and how entries are read for a reader."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Subquery, Value
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from memorial.base.memorial import Memorial
from memorial.base.texts import Translation, choose_text
from memorial.exchange.representations.columns import (
    choice,
    column,
    facts_of,
    known_by,
    language,
    prose,
    said,
    text,
)
from memorial.exchange.representations.fields import Field, Part, Reader, Sort
from memorial.exchange.representations.titles import language_of_title, title_of
from memorial.media.pictures import Picture
from memorial.review.gate import Channel
from memorial.review.models import Entry
from memorial.review.revisions import Revision, superseded_before_it_opened
from memorial.sources.models import Citation

#: How the rows of a part are taken from an entry.
Rows = Callable[[Any], Iterable[Any]]
#: Between the languages that a row was read with.
SPACE = " "


def read(reader: Reader, rows: Any) -> Any:
    """Return the entries that a reader may see, each with what its fields need to know of the reader and memorial."""
    model: type[Entry] = rows.model
    standing = Revision.objects.filter(kind=model._meta.model_name, entry=OuterRef("public_id")).standing()
    shown = standing.exclude(Exists(superseded_before_it_opened())).order_by("version")
    return reader.may_see(rows).annotate(
        told_by=Value(reader.door.value),
        told_in=Value(SPACE.join(Memorial.current().languages)),
        told_fully=Value(reader.user is not None),
        first_published=Subquery(shown.values("published_at")[:1]),
    )


def as_read(entry: Any, channel: Channel, order: Sequence[str]) -> Any:
    """Return an entry that was read for a stranger by a channel, as `read` would have: so that it can be told.

    What is told of it must have been read with it, through the gate; ``order`` is the memorial's languages. It is not
    known when it was first published.
    """
    entry.told_by, entry.told_in, entry.told_fully = channel.value, SPACE.join(order), False
    return entry


def as_known(row: Any, path: str, entry: Entry) -> None:
    """Have a row know the permanent id of the entry at a path, as `known_by` does."""
    setattr(row, f"{path}_public_id", entry.public_id)


def languages_of(entry: Any) -> list[str]:
    """Return the memorial's languages in their order, as they were when the entry was read."""
    found: list[str] = entry.told_in.split(SPACE)
    return found


def channel_of(entry: Any) -> Channel:
    """Return the channel by which the entry was read."""
    return Channel(entry.told_by)


def called(entry: Any) -> str:
    """Return what the entry is called in the memorial's own language, or in the nearest that has it."""
    order = languages_of(entry)
    with override(order[0]):
        return title_of(entry, order, channel_of(entry)).value


def called_in(entry: Any) -> str:
    """Return the language of that, empty where it is not known."""
    order = languages_of(entry)
    with override(order[0]):
        return language_of_title(entry, order, channel_of(entry))


def address_of(entry: Any) -> str:
    """Return the path of the entry's page in the memorial's own language, or of the list and its place there."""
    with override(languages_of(entry)[0]):
        return str(entry.get_absolute_url())


def first_published(entry: Any) -> datetime | None:
    """Return when the first version was published that still stands."""
    first: datetime | None = entry.first_published or entry.published_at
    return first


ENTRY_FIELDS = (
    Field(
        "id", Sort.ID, _("The permanent id of the entry. It never changes."), lambda entry: entry.public_id, always=True
    ),
    Field(
        "url",
        Sort.ADDRESS,
        _("Where visitors find the entry: the address of its page, or of a list and its place there."),
        address_of,
        always=True,
    ),
    Field(
        "title",
        Sort.TEXT,
        _("What the entry is called in the memorial's own language, or in the nearest that has it."),
        called,
        always=True,
    ),
    Field(
        "title_language",
        Sort.LANGUAGE,
        _("The language of the title, where it is known."),
        lambda entry: said(called_in(entry)),
    ),
    Field("version", Sort.NUMBER, _("The number of the published version."), column("version"), always=True),
    Field(
        "published",
        Sort.MOMENT,
        _("When the entry was first published, as far as that version still stands."),
        lambda entry: said(first_published(entry)),
    ),
    Field("changed", Sort.MOMENT, _("When the version that is told here was published."), column("published_at")),
)


#: What stands before grave texts, in the same row, so that nobody passes on the one without the other.
NOTE_FIELDS = (
    Field(
        "content_note",
        Sort.TEXT,
        _("What grave things these texts speak of. Whoever shows them shows this first."),
        lambda row: row.note.value if row.note else None,
    ),
    Field(
        "content_note_language",
        Sort.LANGUAGE,
        _("The language of the content note, which is another where none is written in this one."),
        lambda row: row.note.language if row.note else None,
    ),
)


def texts(table: type[Translation], *fields: Field, rows: Rows | None = None) -> Part:
    """Return the part for the texts of an entry; ``rows`` are all that were read with it, unless given."""
    return Part(
        "texts",
        _("The texts of the entry, one row for each language."),
        rows or (noted_texts if table.behind_note else plain_texts),
        (
            language("language", _("The language of the texts."), always=True),
            choice(
                "state",
                _("Whether they were written in this language or translated, and whether somebody has reviewed that."),
                Translation.State,
                always=True,
            ),
            *(NOTE_FIELDS if table.behind_note else ()),
            *fields,
        ),
    )


def plain_texts(entry: Any) -> list[Any]:
    """Return the texts of an entry in the order in which they were written."""
    return sorted(entry.translations.all(), key=lambda row: row.pk)


def noted_texts(entry: Any) -> list[Any]:
    """Return the texts of an entry, each with the content note in its language, or else in the nearest that has it."""
    rows = plain_texts(entry)
    for row in rows:
        row.note = choose_text(rows, "content_note", row.language, languages_of(entry))
    return rows


def citations(kind: type[Entry], *, rows: Rows | None = None) -> Part:
    """Return the part for the sources of an entry, fact by fact; ``rows`` are all that were read, unless given."""
    return Part(
        "citations",
        _("The sources that are cited, one row for each source of a fact."),
        rows or cited,
        (
            choice("fact", _("Which fact the source is cited for; empty for the entry as a whole."), facts_of(kind)),
            Field("source", Sort.ID, _("The source."), lambda row: row.source_public_id, refers="sources", always=True),
            text("locator", _("Where in the source: a page, a row, a minute.")),
            prose("says", _("What the source says, in its own words.")),
            choice(
                "stance", _("Whether the source states what the entry has, or differs."), Citation.Stance, always=True
            ),
            text("value", _("What the source states instead, where it differs.")),
        ),
    )


def cited(entry: Any) -> Iterable[Any]:
    """Return the citations that were read with an entry."""
    found: Iterable[Any] = entry.citations.all()
    return found


def with_citations(reader: Reader, table: type[Citation]) -> "Prefetch[str]":
    """Return the prefetch of an entry's citations, only those of which the reader may see the source."""
    rows: Any = table.objects.order_by("pk")
    return Prefetch("citations", known_by(reader.tied(rows, "source"), "source"))


def with_entry(reader: Reader, path: str, model: Any) -> "Prefetch[str]":
    """Return the prefetch of the entries that an entry names at a path, only those that the reader may see."""
    return Prefetch(path, reader.may_see(model.objects.only("public_id")).order_by("pk"))


def ties_to_assets(reader: Reader, table: type[Picture]) -> Any:
    """Return the ties of entries of a kind to the photographs, documents and recordings that a reader may see."""
    return known_by(reader.tied(table.objects.order_by("position", "pk"), "asset"), "asset")


def with_pictures(reader: Reader, table: type[Picture]) -> "Prefetch[str]":
    """Return the prefetch of the ties of an entry to its photographs, documents and recordings."""
    return Prefetch("pictures", ties_to_assets(reader, table))


def pictures() -> Part:
    """Return the part for the photographs, documents and recordings of an entry."""
    return Part(
        "pictures",
        _("The photographs, documents and recordings that are shown with the entry, in their order."),
        lambda entry: entry.pictures.all(),
        (asset_field(),),
    )


def asset_field() -> Field:
    """Return the field that names what is shown."""
    meaning = _("The photograph, document or recording.")
    return Field("asset", Sort.ID, meaning, lambda row: row.asset_public_id, refers="assets", always=True)
