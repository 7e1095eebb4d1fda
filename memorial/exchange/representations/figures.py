"""Figures as programs read them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from memorial.events.figures import Figure, FigureCitation, FigureTranslation
from memorial.exchange.representations.columns import choice, dated, number, text
from memorial.exchange.representations.entries import ENTRY_FIELDS, citations, read, texts, with_citations
from memorial.exchange.representations.fields import Kind, Reader


def rows(reader: Reader) -> Any:
    """Return the figures that a reader may see, with all that is said of them."""
    return read(reader, Figure.objects.all()).prefetch_related("translations", with_citations(reader, FigureCitation))


FIGURES = Kind(
    name="figures",
    model=Figure,
    meaning=_("Numbers, each with who states it. Figures of one topic stand beside each other and are never added up."),
    fields=(
        *ENTRY_FIELDS,
        text("topic", _("The topic; figures of one topic stand together."), always=True),
        number("position", _("The place among the figures."), always=True),
        number("low", _("The number, or the lower end of a range."), always=True),
        number("high", _("The upper end of a range.")),
        choice("qualifier", _("How the body that states the number limits it."), Figure.Qualifier),
        choice("unit", _("What is counted."), Figure.Unit, always=True),
        *dated("stated", _("When the number was stated.")),
    ),
    parts=(
        texts(
            FigureTranslation,
            text("subject", _("What the number counts.")),
            text("scope", _("Of whom, and within what limits.")),
            text("stated_by", _("Who states the number.")),
        ),
        citations(Figure),
    ),
    rows=rows,
)
