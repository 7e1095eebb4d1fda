"""Dublin Core: what is told of an entry in the fifteen elements that every archive understands (oai_dc).

It is said of the entry by the same rules as on its page: the title by `titles`, who speaks by `naming` and the consent
gate, and no word that stands behind a content note. Translations that nobody has reviewed are left out, because Dublin
Core has no place to say so. Nothing is told here of another entry but the narrator's name and the sources of a
testimony or a scan, so that it can be known whenever what is told changes (see `following`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import override

from memorial.base.languages import interface_languages
from memorial.base.texts import Translation
from memorial.commemorations.models import Commemoration
from memorial.commemorations.recognitions import Recognition
from memorial.events.figures import Figure, number_words
from memorial.events.models import Event
from memorial.events.places import Place
from memorial.exchange.representations.titles import TITLE_FIELDS, title_of
from memorial.media.models import Asset, Grade
from memorial.media.originals import Kind
from memorial.people.models import Person
from memorial.review.gate import Channel
from memorial.sources.models import Source
from memorial.testimonies.models import Testimony, TestimonyCitation
from memorial.testimonies.naming import narrator_of

#: The types that Dublin Core knows (DCMI Type Vocabulary); a person is none of them: the record is a text about one.
TEXT, EVENT, STATEMENT = "Text", "Event", "Dataset"
RECORDED: Mapping[str, str] = {Kind.IMAGE: "StillImage", Kind.AUDIO: "Sound", Kind.VIDEO: "MovingImage"}


class Element(NamedTuple):
    """One element with its words, and their language where they have one."""

    name: str
    value: str
    language: str = ""


def with_elements(rows: Any) -> Any:
    """Return entries of one kind with all that is told of them here: constant queries."""
    if rows.model is Person:
        return rows.prefetch_related("names", "translations")
    if rows.model is Testimony:
        cited = TestimonyCitation.objects.filter(source__in=Source.objects.public(Channel.OAI).values("pk"))
        return rows.with_narrators().prefetch_related(Prefetch("citations", cited.select_related("source")))
    if rows.model is Asset:
        sources = Prefetch("source", Source.objects.public(Channel.OAI))
        return rows.prefetch_related("translations", sources)
    return rows.prefetch_related("translations")


def elements_of(entry: Any, order: Sequence[str]) -> list[Element]:
    """Return what is told of an entry read by `with_elements`; ``order`` is the memorial's languages, its own first."""
    with override(order[0]):
        found = [*titles(entry, order), *TOLD[type(entry)](entry, order), *languages(entry)]
    return list(dict.fromkeys(each for each in found if each.value.strip()))


def permanent_path(entry: Any) -> str:
    """Return the address of an entry in the active language that stays, whatever the entry is called."""
    if isinstance(entry, Person):
        return reverse("person_short", args=[entry.public_id])
    return str(entry.get_absolute_url())


def titles(entry: Any, order: Sequence[str]) -> Iterator[Element]:
    """Yield what an entry is called, first in the memorial's own language; of the living, only what lists call them."""
    named = list(texts(entry, "title", *title_fields(entry, order)))
    yield from sorted(named, key=lambda title: title.language != order[0])
    if not any(title.value for title in named):
        called = title_of(entry, order, Channel.OAI)
        yield Element("title", called.value, called.language)
    if isinstance(entry, Person) and not entry.is_of_the_living:
        yield from (Element("title", name.full, name.language) for name in entry.names.all())


def title_fields(entry: Any, order: Sequence[str]) -> list[str]:
    """Return the text by which an entry is called, for the kinds and the narrators that are called by one."""
    if isinstance(entry, Asset):
        return ["caption"]
    if isinstance(entry, Testimony):
        return ["role"] if narrator_of(entry, order, Channel.OAI).nameless else []
    return [TITLE_FIELDS[type(entry)]] if type(entry) in TITLE_FIELDS else []


def texts(entry: Any, element: str, *fields: str) -> Iterator[Element]:
    """Yield some texts of an entry in each language in which somebody has written or reviewed them.

    What stands behind a content note in any language is told in none.
    """
    rows = [row for row in entry.translations.all() if row.state != Translation.State.UNREVIEWED]
    behind = type(entry).translation_model().behind_note
    covered = behind and is_covered(entry)
    for field in fields:
        if not (covered and field in behind):
            yield from (Element(element, getattr(row, field), row.language) for row in rows)


def is_covered(entry: Any) -> bool:
    """Return whether a content note stands before the texts of an entry, in any language."""
    graded = isinstance(entry, Asset) and entry.grade != Grade.NONE
    return graded or any(row.content_note for row in entry.translations.all())


def languages(entry: Any) -> Iterator[Element]:
    """Yield in which languages an entry is told; that of a source or of a testimony as it was given comes first."""
    own = [entry.language] if isinstance(entry, (Source, Testimony)) else []
    written = (row.language for row in entry.translations.all() if row.state != Translation.State.UNREVIEWED)
    yield from (Element("language", tag) for tag in [*own, *sorted(written)])


def of_person(entry: Person, order: Sequence[str]) -> Iterator[Element]:
    """Tell of a person: a text about them, and for the dead the years of the life as its coverage in time."""
    yield from types(TEXT, "Person")
    yield from texts(entry, "description", "description", "summary")
    # A stretch of time has two plain ends: none of them can be a stretch itself.
    plain = "/" not in entry.birth + entry.death
    if entry.death and plain and not entry.is_of_the_living:
        yield Element("coverage", f"{entry.birth}/{entry.death}")


def of_testimony(entry: Testimony, order: Sequence[str]) -> Iterator[Element]:
    """Tell of a testimony: who speaks, as far as the consents allow, when it was given, and where it was published."""
    narrator = narrator_of(entry, order, Channel.OAI)
    if not narrator.nameless:
        yield Element("creator", narrator.name.value, narrator.name.language)
    yield from types(RECORDED.get(entry.kind, TEXT), "Testimony")
    yield Element("date", entry.given)
    yield from texts(entry, "description", "summary")
    if entry.basis == entry.Basis.PUBLISHED:
        # What supports a name that is not told would tell it.
        cited = [row.source for row in entry.citations.all() if row.fact != "narrator" or not narrator.nameless]
        yield from (Element("source", source.name, source.name_language) for source in cited)


def of_event(entry: Event, order: Sequence[str]) -> Iterator[Element]:
    """Tell of an event: when it was, and what happened."""
    yield from types(EVENT)
    yield Element("date", entry.date)
    yield from texts(entry, "description", "summary")


def of_place(entry: Place, order: Sequence[str]) -> Iterator[Element]:
    """Tell of a place: where it lies (DCMI Point)."""
    yield from types(TEXT, "Place")
    yield from (Element("title", name.strip()) for name in entry.other_names.split(";"))
    if entry.latitude is not None:
        yield Element("coverage", f"east={entry.longitude}; north={entry.latitude}")


def of_figure(entry: Figure, order: Sequence[str]) -> Iterator[Element]:
    """Tell of a figure: the number with its limit, of whom it is, who stated it and when."""
    yield from types(STATEMENT, "Figure")
    yield from texts(entry, "creator", "stated_by")
    yield Element("date", entry.stated)
    for row in texts(entry, "description", "subject"):
        # Where the interface does not speak a language, the number stands in the memorial's own.
        with override(row.language if row.language in interface_languages() else order[0]):
            yield Element("description", f"{row.value}: {number_words(entry)}", row.language)
    yield from texts(entry, "description", "scope")


def of_recognition(entry: Recognition, order: Sequence[str]) -> Iterator[Element]:
    """Tell of a recognition: the body, for where it speaks, when, and its words."""
    yield from types(TEXT, "Recognition")
    yield Element("date", entry.date)
    yield from texts(entry, "coverage", "jurisdiction")
    yield from texts(entry, "description", "wording", "detail")


def of_commemoration(entry: Commemoration, order: Sequence[str]) -> Iterator[Element]:
    """Tell of a commemoration: the day, who keeps it, and how."""
    yield from types(TEXT, "Commemoration")
    yield Element("date", entry.date)
    yield from texts(entry, "contributor", "organiser")
    yield from texts(entry, "description", "detail")


def of_source(entry: Source, order: Sequence[str]) -> Iterator[Element]:
    """Tell of a source: who wrote and published it, when, and where it is found."""
    yield from types(TEXT, "Source")
    yield Element("creator", entry.author)
    yield Element("publisher", entry.publisher)
    yield Element("date", entry.published)
    yield from (Element("relation", where) for where in (entry.url, entry.archive_reference))
    yield from texts(entry, "description", "summary")


def of_asset(entry: Asset, order: Sequence[str]) -> Iterator[Element]:
    """Tell of a photograph, document or recording: who made it, when, what it shows, and what may be done with it."""
    yield from types(RECORDED.get(entry.kind, TEXT))
    yield Element("creator", entry.credit)
    yield Element("date", entry.taken)
    yield from texts(entry, "description", "shown")
    yield from texts(entry, "coverage", "place")
    if entry.source is not None:
        yield Element("source", entry.source.name, entry.source.name_language)
    yield Element("rights", entry.rights)


def types(*words: str) -> Iterable[Element]:
    """Return the types of a record: one that Dublin Core knows, and what the memorial calls it."""
    return [Element("type", word) for word in words]


#: What is told of each kind beside its titles and languages.
TOLD: Mapping[type[Any], Callable[[Any, Sequence[str]], Iterator[Element]]] = {
    Person: of_person,
    Testimony: of_testimony,
    Event: of_event,
    Place: of_place,
    Figure: of_figure,
    Recognition: of_recognition,
    Commemoration: of_commemoration,
    Source: of_source,
    Asset: of_asset,
}
