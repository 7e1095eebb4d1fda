"""Language maps: the same thing said in every language that has words for it, for readers that are not one page.

A map leads from a language tag to its words, as IIIF and JSON-LD have it; what is written in no known language stands
under ``none``.
"""

import html
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.html import strip_tags
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from memorial.base.languages import language_name
from memorial.base.prose import prose
from memorial.base.texts import Translation
from memorial.exchange.representations.titles import TITLE_FIELDS
from memorial.media.models import Asset, Grade
from memorial.media.showing import Shown
from memorial.people.models import Person
from memorial.people.names import choose_name
from memorial.review.gate import Channel
from memorial.review.models import Entry
from memorial.sources.models import Source
from memorial.testimonies.models import Testimony
from memorial.testimonies.naming import narrator_of

LanguageMap = dict[str, list[str]]
NO_LANGUAGE = "none"


def in_each(languages: Iterable[str], say: Promise | Callable[[], str]) -> LanguageMap:
    """Return what is said in each of these languages; a language in which nothing is said is left out."""
    found = {}
    for language in languages:
        with override(language):
            words = say() if callable(say) else str(say)
        if words:
            found[language] = [words]
    return found


def written(rows: Iterable[Translation], field: str) -> LanguageMap:
    """Return one text of an entry in all languages in which it is written."""
    return {row.language: [words] for row in rows if (words := getattr(row, field))}


def plain(texts: LanguageMap) -> LanguageMap:
    """Return texts in Markdown as words alone."""
    return {tag: [html.unescape(strip_tags(prose(text))).strip() for text in found] for tag, found in texts.items()}


def unreviewed(rows: Iterable[Translation], languages: Sequence[str]) -> LanguageMap:
    """Return the names of the languages whose translation nobody has reviewed, in each language of the memorial."""
    tags = [row.language for row in rows if row.state == Translation.State.UNREVIEWED]
    return in_each(languages, lambda: ", ".join(language_name(tag) for tag in tags))


def together(languages: Sequence[str], parts: Iterable[LanguageMap]) -> LanguageMap:
    """Return several maps as one with all their words in each language, or in the nearest that has them."""
    kept = [part for part in parts if part]
    tags = [*languages, *(tag for part in kept for tag in part if tag not in languages and tag != NO_LANGUAGE)]
    return {tag: [words for part in kept for words in nearest(part, tag, languages)] for tag in tags} if kept else {}


def nearest(texts: LanguageMap, language: str, order: Sequence[str]) -> list[str]:
    """Return the words of a map in one language, or in the first that has them."""
    tags = [tag for tag in (language, NO_LANGUAGE, *order) if tag in texts]
    return texts[tags[0] if tags else next(iter(texts))]


def title_of(entry: Any, languages: Sequence[str]) -> LanguageMap:
    """Return what an entry is called in every language that has a name for it."""
    if isinstance(entry, Person):
        return names_of(entry) or written(entry.translations.all(), "description") or in_each(languages, UNNAMED)
    if isinstance(entry, Source):
        return {entry.name_language or NO_LANGUAGE: [entry.name]}
    if isinstance(entry, Testimony):
        return narrator_in_each(entry, languages)
    if isinstance(entry, Asset):
        return written(entry.translations.all(), "caption") or in_each(languages, entry.get_kind_display)
    return written(entry.translations.all(), TITLE_FIELDS[type(entry)]) or {NO_LANGUAGE: [entry.public_id]}


UNNAMED = _("Unnamed person")


def names_of(person: Person) -> LanguageMap:
    """Return the names of a person, in each language the one that its readers are shown."""
    names = list(person.names.all())
    chosen = {name.language: choose_name(names, name.language) for name in names}
    return {tag: [name.full] for tag, name in chosen.items() if name}


def narrator_in_each(testimony: Testimony, languages: Sequence[str]) -> LanguageMap:
    """Return who speaks, as far as the consent allows; a name that is no language's own belongs to none."""
    found: LanguageMap = {}
    for language in languages:
        with override(language):
            name = narrator_of(testimony, languages, Channel.IIIF).name
        found.setdefault(name.language, [name.value])
    same = len(found) > 1 and len({words for [words] in found.values()}) == 1
    return {NO_LANGUAGE: next(iter(found.values()))} if same else found


def summary_of(entry: Entry) -> LanguageMap:
    """Return what an entry says in a few sentences; behind a content note, the note alone."""
    rows: list[Any] = list(entry.translations.all())  # type: ignore[attr-defined]  # each concept names its own table
    fields = {field.name for field in entry.translation_model()._meta.concrete_fields}
    note = written(rows, "content_note") if "content_note" in fields else {}
    return note or (plain(written(rows, "summary")) if "summary" in fields else {})


def note_of(met: Shown, languages: Sequence[str]) -> LanguageMap:
    """Return the content note of an asset as its pages say it, and the bare words in every other language."""
    if met.asset.grade == Grade.NONE:
        return {}
    sentences = in_each(languages, lambda: note_sentence(met, languages))
    return {**written(met.asset.translations.all(), "content_note"), **sentences}


def note_sentence(met: Shown, languages: Sequence[str]) -> str:
    """Return the content note of a picture as a sentence in the active language."""
    note = met.asset.text("content_note", languages)
    if not met.asset.grade:
        return gettext("Nobody has said yet whether this is hard to look at or listen to.")
    if met.is_graphic:
        bare = gettext("Graphic: it shows or tells what is very hard to bear.")
        return gettext("Graphic picture: %(note)s.") % {"note": note} if note else bare
    bare = gettext("Distressing: it shows or tells what is hard to bear.")
    return gettext("Distressing picture: %(note)s.") % {"note": note} if note else bare
