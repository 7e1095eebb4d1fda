"""The check list: what is looked at before an entry is published, each finding with a name of its own."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from memorial.base.fields import EdtfField
from memorial.base.grave_words import grave_words_in
from memorial.base.languages import language_name
from memorial.base.memorial import Memorial
from memorial.review.contact_details import contact_details

#: Columns of text that hold an address, a code or a date, and no words.
NO_PROSE = (models.URLField, models.SlugField, EdtfField)


@dataclass(frozen=True)
class Finding:
    """One thing that was found: it blocks publication, or is a warning that must be acknowledged by its name."""

    name: str
    sentence: str | Promise
    blocking: bool = False


@dataclass(frozen=True)
class Passage:
    """Words that stand in an entry: a name for where they stand, what that is called, and in which language."""

    name: str
    label: str
    words: str
    language: str = ""


def findings(entry: Any) -> list[Finding]:
    """Return what was found in an entry that is to be published, what blocks first.

    For an entry that was read by `whole`, this costs the same number of queries however much it holds.
    """
    listed = Memorial.current().grave_words
    found = [
        *obstacles(entry),
        *missing_notes(entry, listed),
        *grave_in_the_open(entry, listed),
        *contacts(entry),
        *entry.own_findings(),
    ]
    return sorted(found, key=lambda finding: not finding.blocking)


def obstacles(entry: Any) -> Iterable[Finding]:
    """Yield what the entry itself says is missing."""
    for number, sentence in enumerate(entry.publication_obstacles(), start=1):
        yield Finding(f"obstacle-{number}", sentence, blocking=True)


def missing_notes(entry: Any, listed: str) -> Iterable[Finding]:
    """Yield each language in which a text speaks of grave things and has no content note before it.

    A note in any language stands before the texts of all; then the languages that lack it are only warned of.
    """
    texts = [text for text in entry.translations.all() if text.behind_note]
    noted = any(text.content_note for text in texts)
    for text in texts:
        words = grave_words_in("\n".join(getattr(text, name) for name in text.behind_note), listed)
        if not words or text.content_note:
            continue
        stated = {"language": capfirst(language_name(text.language)), "words": ", ".join(words)}
        if noted:
            sentence = _(
                "%(language)s: the text speaks of grave things, and its content note has no translation: %(words)s."
            )
        else:
            sentence = _("%(language)s: the text speaks of grave things and needs a content note: %(words)s.")
        yield Finding(f"content-note-{text.language}", sentence % stated, blocking=not noted)


def grave_in_the_open(entry: Any, listed: str) -> Iterable[Finding]:
    """Yield each place where a grave word is met without warning, because no content note can stand before it."""
    shown: dict[str, Passage] = {}
    for passage in passages(entry):
        if passage.language or passage.name == "citations-says":
            add(shown, passage)
    guarded = {f"{name}-{text.language}" for text in entry.translations.all() for name in guarded_fields(text)}
    for name, passage in shown.items():
        words = [] if name in guarded else grave_words_in(passage.words, listed)
        if words:
            sentence = _("%(where)s: these words stand where no content note can come before them: %(words)s.")
            yield Finding(f"grave-{name}", sentence % {"where": passage.label, "words": ", ".join(words)})


def guarded_fields(text: Any) -> tuple[str, ...]:
    """Return the fields of a text that stand behind its content note, and the note, which says plainly what comes."""
    return (*text.behind_note, "content_note") if text.behind_note else ()


def contacts(entry: Any) -> Iterable[Finding]:
    """Yield each place with contact details in it: nobody who is or may be living is to be found by what is public."""
    places: dict[str, Passage] = {}
    for passage in passages(entry):
        add(places, passage)
    for name, passage in places.items():
        details = contact_details(passage.words)
        if not details:
            continue
        if entry.is_of_the_living:
            sentence = _(
                "%(where)s: no contact details of somebody who is or may be living are published: %(details)s."
            )
        else:
            sentence = _("%(where)s: these look like contact details. Nobody living may be found by them: %(details)s.")
        stated = {"where": passage.label, "details": "; ".join(details)}
        yield Finding(f"contact-{name}", sentence % stated, blocking=entry.is_of_the_living)


def add(places: dict[str, Passage], passage: Passage) -> None:
    """Put a passage to what already stands in the same place: several citations have one and the same column."""
    before = places.get(passage.name)
    words = f"{before.words}\n{passage.words}" if before else passage.words
    places[passage.name] = Passage(passage.name, passage.label, words, passage.language)


def passages(entry: Any) -> Iterable[Passage]:
    """Yield all words that stand in an entry and in its parts."""
    yield from row_passages(entry, "")
    for part in entry.made_of:
        for row in getattr(entry, part).all():
            yield from row_passages(row, part)


def row_passages(row: models.Model, part: str) -> Iterable[Passage]:
    """Yield the words of one row; those of a text are told apart by its language."""
    language = row.language if part == "translations" else ""  # type: ignore[attr-defined]  # every text has one
    hidden = getattr(row, "not_public", ())
    for field in row._meta.concrete_fields:
        words = getattr(row, field.name) if is_prose(field) and field.name not in hidden else ""
        if words and language:
            label = _("%(field)s (%(language)s)") % {"field": field.verbose_name, "language": language_name(language)}
            yield Passage(f"{field.name}-{language}", capfirst(label), words, language)
        elif words:
            yield Passage(f"{part}-{field.name}".strip("-"), capfirst(str(field.verbose_name)), words)


def is_prose(field: Any) -> bool:
    """Return whether a column holds words that people write."""
    is_text = isinstance(field, models.CharField | models.TextField) and not isinstance(field, NO_PROSE)
    return is_text and field.editable and not field.choices
