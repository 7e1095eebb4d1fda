"""Testimonies as programs read them: whoever speaks is named as far as the consent allows, and no further."""

from collections.abc import Callable
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from memorial.events.models import Event
from memorial.events.places import Place
from memorial.exchange.representations.columns import choice, dated, id_of, ids_of, language, one, prose, text
from memorial.exchange.representations.entries import (
    ENTRY_FIELDS,
    channel_of,
    citations,
    languages_of,
    pictures,
    read,
    texts,
    with_citations,
    with_entry,
    with_pictures,
)
from memorial.exchange.representations.fields import Field, Kind, Reader, Sort, Value
from memorial.people.models import Person
from memorial.review.gate import Naming
from memorial.testimonies.models import Testimony, TestimonyCitation, TestimonyTranslation
from memorial.testimonies.naming import Narrator, naming_of, narrator_of
from memorial.testimonies.recordings import Recording


def rows(reader: Reader) -> Any:
    """Return the testimonies that a reader may see, with all that is said of them and of whoever speaks."""
    narrators = reader.may_see(Person.objects.with_names())
    return (
        read(reader, Testimony.objects.all())
        .with_moment()
        .prefetch_related(
            "translations",
            "consents",
            Prefetch("narrator", narrators),
            with_entry(reader, "given_place", Place),
            with_entry(reader, "people", Person),
            with_entry(reader, "places", Place),
            with_entry(reader, "events", Event),
            with_pictures(reader, Recording),
            with_citations(reader, TestimonyCitation),
        )
    )


def narrator(testimony: Any) -> Narrator:
    """Return who speaks, as far as the channel by which the testimony was read may say it."""
    order = languages_of(testimony)
    with override(order[0]):
        return narrator_of(testimony, order, channel_of(testimony))


def naming(testimony: Any) -> Naming:
    """Return how far the narrator is named by the channel by which the testimony was read."""
    return naming_of(testimony, channel_of(testimony)).naming


def narrator_name(testimony: Any) -> Value:
    """Return the name, initials or pseudonym of whoever speaks; nothing where none may be told."""
    told = narrator(testimony)
    return None if told.nameless else told.name.value


def evidence(testimony: Any) -> list[TestimonyCitation]:
    """Return the citations of a testimony; what supports a name that is not told in full would tell it."""
    in_full = naming(testimony) == Naming.FULL
    return [each for each in testimony.citations.all() if in_full or each.fact != "narrator"]


def named(path: str) -> Callable[[Any], Value]:
    """Return how the permanent ids of the entries of which a testimony speaks are read."""
    return lambda testimony: ids_of(sorted(getattr(testimony, path).all(), key=lambda entry: entry.pk))


TESTIMONIES = Kind(
    name="testimonies",
    model=Testimony,
    meaning=_("What people told, in their own words or as a source retells them."),
    fields=(
        *ENTRY_FIELDS,
        choice("kind", _("In which form it was given."), Testimony.Kind, always=True),
        Field(
            "naming", Sort.CHOICE, _("How far whoever speaks is named, as they decided."), naming, Naming, always=True
        ),
        Field(
            "narrator",
            Sort.ID,
            _("Who speaks, where it is a person of this record who is named in full."),
            lambda testimony: id_of(narrator(testimony).person),
            refers="people",
        ),
        Field(
            "narrator_name",
            Sort.TEXT,
            _("The name, the initials or the pseudonym by which whoever speaks wishes to be named."),
            narrator_name,
        ),
        *dated("given", _("When it was given.")),
        one("given_place", _("Where it was given."), "places"),
        language("language", _("The language in which it was given.")),
        choice("basis", _("What allows the memorial to show it."), Testimony.Basis, always=True),
        Field("people", Sort.IDS, _("The people of whom it speaks."), named("people"), refers="people", always=True),
        Field("places", Sort.IDS, _("The places of which it speaks."), named("places"), refers="places", always=True),
        Field("events", Sort.IDS, _("The events of which it speaks."), named("events"), refers="events", always=True),
    ),
    parts=(
        texts(
            TestimonyTranslation,
            text("role", _("What whoever speaks was: a journalist, a resident, a nurse.")),
            prose("summary", _("What it tells, in short.")),
            prose("text", _("The words themselves.")),
        ),
        pictures(),
        citations(Testimony, rows=evidence),
    ),
    rows=rows,
)
