"""What the public pages call an entry of any kind when another page names it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.functional import Promise

from memorial.base.alphabets import upper
from memorial.base.date_words import words
from memorial.base.languages import active_language
from memorial.base.texts import Text, untranslated
from memorial.commemorations.models import Commemoration
from memorial.commemorations.recognitions import Recognition
from memorial.events.figures import Figure
from memorial.events.models import Event
from memorial.events.places import Place
from memorial.media.models import Asset
from memorial.people.kinship import Household
from memorial.people.models import Person
from memorial.public.figures import number_words
from memorial.public.notes import imprint
from memorial.public.person_lines import life_years
from memorial.public.testimony_lines import narrator_of
from memorial.review.models import Entry
from memorial.sources.models import Source
from memorial.testimonies.models import Testimony

#: The field of the text that names an entry, for the kinds that are named by a text.
TITLE_FIELDS: Mapping[type[Entry], str] = {
    Commemoration: "title",
    Event: "title",
    Figure: "subject",
    Household: "name",
    Place: "name",
    Recognition: "body",
}


def with_title(rows: Any) -> Any:
    """Return a queryset of any kind of entries with what it takes to name them."""
    if rows.model is Person:
        return rows.with_names()
    if rows.model is Testimony:
        return rows.with_narrators()
    return rows.prefetch_related("translations")


def full_title(entry: Entry, order: Sequence[str]) -> tuple[Text, str]:
    """Return what an entry is called, and what stands behind it to tell it from others; ``order`` of the languages."""
    if isinstance(entry, Person):
        return entry.display_name(order), life_years(entry)
    if isinstance(entry, Testimony):
        return narrator_of(entry, order).name, words(entry.given)
    if isinstance(entry, Source):
        return untranslated(entry.name, entry.name_language), imprint(entry)
    if isinstance(entry, Asset):
        # Never its label, which may be the name that a file came with.
        return entry.text("caption", order) or untranslated(capital(entry.get_kind_display())), words(entry.taken)
    title = entry.text(TITLE_FIELDS[type(entry)], order) or untranslated(entry.public_id)
    return title, detail_of(entry, order)


def detail_of(entry: Any, order: Sequence[str]) -> str:
    """Return what tells an entry from others of the same title."""
    if isinstance(entry, Figure):
        stated_by = entry.text("stated_by", order)
        return ", ".join(part for part in (number_words(entry), str(stated_by or "")) if part)
    jurisdiction = entry.text("jurisdiction", order) if isinstance(entry, Recognition) else None
    date = words(getattr(entry, "date", ""))
    return ", ".join(part for part in (str(jurisdiction or ""), date) if part)


def capital(label: str | Promise) -> str:
    """Return a label with a capital letter, as the page's language writes it."""
    said = str(label)
    return upper(said[:1], active_language()) + said[1:]
