"""Recognitions as programs read them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from memorial.commemorations.recognitions import Recognition, RecognitionCitation, RecognitionTranslation
from memorial.exchange.representations.columns import choice, column, dated, prose, text
from memorial.exchange.representations.entries import ENTRY_FIELDS, citations, read, texts, with_citations
from memorial.exchange.representations.fields import Field, Kind, Reader, Sort


def rows(reader: Reader) -> Any:
    """Return the recognitions that a reader may see, with all that is said of them."""
    return read(reader, Recognition.objects.all()).prefetch_related(
        "translations", with_citations(reader, RecognitionCitation)
    )


RECOGNITIONS = Kind(
    name="recognitions",
    model=Recognition,
    meaning=_("What bodies of states, and others, declared; the level says for whom such a body can speak."),
    fields=(
        *ENTRY_FIELDS,
        choice("level", _("For whom the body speaks."), Recognition.Level, always=True),
        choice("instrument", _("The form of the declaration."), Recognition.Instrument, always=True),
        *dated("date", _("When it was declared.")),
        Field("reversed", Sort.EDTF, _("When the body took it back."), column("reversed")),
    ),
    parts=(
        texts(
            RecognitionTranslation,
            text("body", _("The body that declared it.")),
            text("jurisdiction", _("The state, or the part of one, to which the body belongs.")),
            prose("wording", _("The wording that the body uses.")),
            prose("detail", _("What else is to be known of it.")),
            prose("reversal_detail", _("What is to be known of the reversal.")),
        ),
        citations(Recognition),
    ),
    rows=rows,
)
