"""Sources as programs read them."""

from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from memorial.exchange.representations.columns import choice, dated, ids_of, language, prose, text
from memorial.exchange.representations.entries import ENTRY_FIELDS, citations, read, texts, with_citations
from memorial.exchange.representations.fields import Field, Kind, Reader, Sort
from memorial.media.models import Asset
from memorial.sources.models import Source, SourceCitation, SourceTranslation


def rows(reader: Reader) -> Any:
    """Return the sources that a reader may see, with all that is said of them."""
    scans = reader.may_see(Asset.objects.only("public_id", "source_id", "source_position"))
    return read(reader, Source.objects.all()).prefetch_related(
        "translations",
        with_citations(reader, SourceCitation),
        Prefetch("assets", scans.order_by("source_position", "pk")),
    )


SOURCES = Kind(
    name="sources",
    model=Source,
    meaning=_("What states facts and can be named: reports, articles, books, archive files, interviews."),
    fields=(
        *ENTRY_FIELDS,
        choice("kind", _("What sort of thing the source is."), Source.Kind, always=True),
        text("name", _("The title as the source has it; titles are not translated."), of="title"),
        language("name_language", _("The language of the title as the source has it."), of="title_language"),
        text("author", _("The author.")),
        text("publisher", _("The newspaper, body or house that published it.")),
        text("place", _("The place of publication, in words.")),
        *dated("issued", _("When the source itself was published."), of="published"),
        language("language", _("The language in which the source is written.")),
        text("archive_reference", _("The archive, fonds, file and folio.")),
        Field("web_address", Sort.ADDRESS, _("Where the source is found on the web."), lambda row: row.url or None),
        Field(
            "scans",
            Sort.IDS,
            _("Photographs of its pages and recordings of it, in their order."),
            lambda source: ids_of(source.assets.all()),
            refers="assets",
            always=True,
        ),
    ),
    parts=(
        texts(
            SourceTranslation,
            prose("summary", _("What the source reported.")),
            prose("note", _("How the source was read, and what to know before relying on it.")),
        ),
        citations(Source),
    ),
    rows=rows,
)
