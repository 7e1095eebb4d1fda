"""Parts of a person: the spellings of the name, and the photographs and recordings."""

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from memorial.exchange.representations.columns import choice, flag, language, said, text, with_source
from memorial.exchange.representations.entries import asset_field, ties_to_assets
from memorial.exchange.representations.fields import Field, Part, Reader, Sort
from memorial.people.depictions import Depiction
from memorial.people.names import PersonName
from memorial.testimonies.recordings import names_no_voice


def with_names(reader: Reader) -> "Prefetch[str]":
    """Return the prefetch of a person's names; each knows its source only if the reader may see that."""
    return Prefetch("names", with_source(reader, PersonName.objects.order_by("pk")))


NAMES = Part(
    "names",
    _("The spellings of the name as sources have them, one row for each."),
    lambda person: person.names.all(),
    (
        text("full", _("The name in full, as written."), always=True),
        text("prefix", _("What stands before the name.")),
        text("given", _("The given name.")),
        text("patronymic", _("The patronymic.")),
        text("family", _("The family name.")),
        text("suffix", _("What stands after the name.")),
        language("language", _("The language of this form."), always=True),
        choice("script", _("The script in which it is written (ISO 15924)."), PersonName.Script, always=True),
        choice("kind", _("What sort of name it is."), PersonName.Kind, always=True),
        flag("preferred", _("Whether this form is shown first to readers of its language.")),
        Field("source", Sort.ID, _("The source of this form."), lambda row: row.known_source, refers="sources"),
        Field(
            "locator",
            Sort.TEXT,
            _("Where in the source: a page, a row, a minute."),
            lambda row: said(row.locator) if row.known_source else None,
        ),
    ),
)


def with_depictions(reader: Reader) -> "Prefetch[str]":
    """Return the prefetch of a person's pictures, without a recording of a voice that is not to have a name."""
    ties = ties_to_assets(reader, Depiction).filter(names_no_voice(reader.door))
    return Prefetch("pictures", ties)


DEPICTIONS = Part(
    "pictures",
    _("The photographs, documents and recordings of the person, in their order."),
    lambda person: person.pictures.all(),
    (asset_field(), text("where", _("Where in the picture the person is."), of="where_shown")),
)
