"""What the public pages call an entry of any kind when another page names it."""

from collections.abc import Mapping, Sequence
from typing import Any

from memorial.base.date_words import words
from memorial.base.texts import Text
from memorial.commemorations.recognitions import Recognition
from memorial.events.figures import Figure, number_words
from memorial.exchange.representations.titles import title_of
from memorial.media.models import Asset
from memorial.people.models import Person
from memorial.public.notes import imprint
from memorial.public.person_lines import life_years
from memorial.review.models import Entry
from memorial.sources.models import Source
from memorial.testimonies.models import Testimony

#: The date that tells an entry from others of its title, for the kinds that have no other that is called so.
DATES: Mapping[type[Entry], str] = {Asset: "taken", Testimony: "given"}


def with_title(rows: Any) -> Any:
    """Return a queryset of any kind of entries with what it takes to name them."""
    if rows.model is Person:
        return rows.with_names()
    if rows.model is Testimony:
        return rows.with_narrators()
    return rows.prefetch_related("translations")


def full_title(entry: Entry, order: Sequence[str]) -> tuple[Text, str]:
    """Return what an entry is called, and what stands behind it to tell it from others; ``order`` of the languages."""
    return title_of(entry, order), detail_of(entry, order)


def detail_of(entry: Any, order: Sequence[str]) -> str:
    """Return what tells an entry from others of the same title."""
    if isinstance(entry, Person):
        return life_years(entry)
    if isinstance(entry, Source):
        return imprint(entry)
    if type(entry) in DATES:
        return words(getattr(entry, DATES[type(entry)]))
    if isinstance(entry, Figure):
        stated_by = entry.text("stated_by", order)
        return ", ".join(part for part in (number_words(entry), str(stated_by or "")) if part)
    jurisdiction = entry.text("jurisdiction", order) if isinstance(entry, Recognition) else None
    date = words(getattr(entry, "date", ""))
    return ", ".join(part for part in (str(jurisdiction or ""), date) if part)
