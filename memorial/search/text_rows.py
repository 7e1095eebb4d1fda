"""Text rows: which texts of each kind of entry are found by their words, and the rows in which the index keeps them.

What a visitor can find is what a visitor can read: a text stands in the public index in those languages in which a page
shows it, and nothing else of an entry does. Names of people are found by their sounds elsewhere; of whoever gave a
testimony, the index keeps the role alone.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from memorial.base.asking import Among, asked_once, keys_of
from memorial.base.languages import interface_languages
from memorial.base.memorial import Memorial
from memorial.commemorations.models import Commemoration
from memorial.commemorations.recognitions import Recognition
from memorial.events.figures import Figure
from memorial.events.models import Event
from memorial.events.places import Place
from memorial.media.models import Asset
from memorial.media.originals import Kind
from memorial.people.kinship import Household
from memorial.people.models import Person
from memorial.people.names import PersonName
from memorial.review.gate import Channel
from memorial.review.models import Entry
from memorial.search.models import Edition
from memorial.search.plain_texts import plain_text
from memorial.search.stems import tokens_in
from memorial.sources.models import Source
from memorial.testimonies.models import Testimony

#: Parts one text from the next, so that no phrase reaches over both. This and the signs below stand in no word.
GAP = "ǃ"
#: What the row is of, in which language, and that a word stands in what the entry is called.
KIND, LANGUAGE, TITLE = "ǁ", "ǂ", "ǀ"
#: As many signs of one row as both databases take; a text of that length is a book.
LONGEST = 200_000
#: In these there is something to be heard.
HEARD = frozenset({Kind.AUDIO, Kind.VIDEO})


@dataclass(frozen=True)
class Texts:
    """Which texts of one kind of entry are found by their words, in the order in which a page shows them."""

    #: Columns of the entry's own row, in its own language, which they are called by, and further ones.
    own_titles: Sequence[str] = ()
    own: Sequence[str] = ()
    #: The column that says in which language they are; they are found in every language, and stemmed by this one.
    own_language: str = ""
    titles: Sequence[str] = ()
    texts: Sequence[str] = ()
    #: Which of all these a page reads as Markdown.
    prose: frozenset[str] = field(default_factory=frozenset)


#: Every kind that has texts which visitors read.
TEXTS: Mapping[type[Entry], Texts] = {
    Person: Texts(
        titles=("description",),
        texts=("occupation", "fate_detail", "summary", "story"),
        prose=frozenset({"summary", "story"}),
    ),
    Testimony: Texts(titles=("role",), texts=("summary", "text"), prose=frozenset({"summary", "text"})),
    Event: Texts(titles=("title",), texts=("summary",)),
    Source: Texts(
        own_titles=("title",),
        own=("author", "publisher", "place", "archive_reference"),
        own_language="title_language",
        texts=("summary", "note"),
        prose=frozenset({"summary", "note"}),
    ),
    Place: Texts(own_titles=("other_names",), titles=("name",)),
    Figure: Texts(own=("low", "high"), titles=("subject",), texts=("scope", "stated_by")),
    Commemoration: Texts(titles=("title",), texts=("organiser", "detail")),
    Recognition: Texts(titles=("jurisdiction", "body"), texts=("wording", "detail", "reversal_detail")),
    Household: Texts(titles=("name",)),
    Asset: Texts(
        own=("credit",),
        titles=("caption",),
        texts=("alternative_text", "shown", "place", "transcript"),
        prose=frozenset({"shown"}),
    ),
}
KINDS: Mapping[str, type[Entry]] = {str(model._meta.model_name): model for model in TEXTS}
#: Columns of the entry's own row that say which of its texts a page shows.
SHOWN_BY: Mapping[type[Entry], Sequence[str]] = {Asset: ("decorative", "kind")}
#: A text as it was read: what is kept of its words, and what else it is found by.
Read = tuple[list[str], set[str]]
Reading = Callable[[str, str], Read]
#: Asks for the rows of entries with some keys.
Question = Callable[[list[int]], list[tuple[Any, ...]]]
#: By the key of an entry and a language: what the index keeps.
Rows = dict[tuple[int, str], str]
#: The texts of one entry in one language, or the columns of its own row, by the names of the fields.
Written = dict[str, Any]


def text_rows_of(model: type[Entry], keys: Sequence[int], edition: Edition, reading: Reading = tokens_in) -> Rows:
    """Return what an edition of the index keeps of the texts of some entries of one kind; a fixed number of queries.

    ``reading`` reads a text: one that remembers spares reading the same text for the other edition.
    """
    columns = own_columns(model)
    entries = {row[0]: dict(zip(columns, row, strict=True)) for row in own_rows(model, edition)(keys_of(keys))}
    by_entry = written_in(model, list(entries))
    if edition == Edition.PUBLIC:
        people = list(by_entry) if model is Person else []
        named = set(PersonName.objects.filter(person_id__in=people).values_list("person_id", flat=True))
        offered = offered_languages() if by_entry else []
        for key, texts in by_entry.items():
            leave_out_unshown(model, entries[key], texts, offered, named=key in named)
    return {
        (key, language): tokens
        for key, entry in entries.items()
        for language, tokens in rows_of(model, entry, by_entry.get(key, []), reading)
    }


def own_columns(model: type[Entry]) -> list[str]:
    """Return the columns of an entry's own row that are read of it, its key first."""
    kind = TEXTS[model]
    return ["pk", *kind.own_titles, *kind.own, *filter(None, [kind.own_language]), *SHOWN_BY.get(model, ())]


@cache
def own_rows(model: type[Entry], edition: Edition) -> Question:
    """Return what asks for these columns of those entries with some keys that stand in an edition of the index."""

    def with_keys(keys: Any) -> Any:
        rows: Any = model._default_manager.filter(Among("pk", keys))
        rows = rows.public(Channel.SEARCH) if edition == Edition.PUBLIC else rows.of_record()
        return rows.values_list(*own_columns(model))

    return asked_once(with_keys)


def text_columns(model: type[Entry]) -> list[str]:
    """Return the columns that are read of the texts of a kind, the key of the entry first."""
    kind = TEXTS[model]
    there = {each.name for each in model.translation_model()._meta.concrete_fields}
    return ["entry_id", "language", *(name for name in (*kind.titles, *kind.texts, "content_note") if name in there)]


@cache
def rows_of_texts(model: type[Entry]) -> Question:
    """Return what asks for these columns of the texts of entries with some keys."""

    def of_entries(keys: Any) -> Any:
        rows: Any = model.translation_model()._default_manager
        return rows.filter(Among("entry", keys)).order_by("language").values_list(*text_columns(model))

    return asked_once(of_entries)


def written_in(model: type[Entry], keys: Sequence[int]) -> dict[int, list[Written]]:
    """Return the texts of some entries in each language, by the key of the entry."""
    columns, found = text_columns(model), defaultdict[int, list[Written]](list)
    for row in rows_of_texts(model)(keys_of(keys)) if keys else ():
        found[row[0]].append(dict(zip(columns, row, strict=True)))
    return found


def leave_out_unshown(
    model: type[Entry], entry: Written, texts: list[Written], offered: Sequence[str], *, named: bool = False
) -> None:
    """Take out of the texts of a public entry whatever no page of the memorial shows.

    ``offered`` are the languages of its pages; ``named`` says that the entry is a person with a name.
    """
    for name in (*TEXTS[model].titles, *TEXTS[model].texts, "content_note"):
        shown = shown_languages([row["language"] for row in texts if row.get(name)], offered)
        blank(name, [row for row in texts if row["language"] not in shown])
    if named:
        # The description stands in the place of a name.
        blank("description", texts)
    if model is Testimony and said(texts, "text") and said(texts, "content_note"):
        # Where there is the text itself, the summary stands in lists alone, and there a note takes its place.
        blank("summary", texts)
    if model is Asset:
        blank("transcript", texts if entry["kind"] not in HEARD else ())
        blank("alternative_text", texts if entry["decorative"] else ())


def offered_languages() -> list[str]:
    """Return the languages in which the memorial has pages, in their order."""
    return Memorial.objects.values_list("languages", flat=True).first() or interface_languages()


def shown_languages(written: Sequence[str], offered: Sequence[str]) -> set[str]:
    """Return in which of the languages that a text is written in a page shows it: the rule of `choose_text`."""
    found = set(written) & set(offered)
    if found or not written:
        return found
    known = [each for each in interface_languages() if each in written]
    return {known[0] if known else max(written)}


def blank(name: str, rows: Iterable[Written]) -> None:
    """Leave a text out of some rows."""
    for row in rows:
        row[name] = ""


def said(rows: Iterable[Written], name: str) -> bool:
    """Return whether a text is written in any language."""
    return any(row.get(name) for row in rows)


def rows_of(
    model: type[Entry], entry: Written, texts: Sequence[Written], reading: Reading
) -> Iterator[tuple[str, str]]:
    """Yield the languages in which an entry is found, each with what the index keeps."""
    kind = TEXTS[model]
    fields = (*kind.titles, *kind.texts)
    written = {row["language"]: row for row in texts if any(row[name] for name in fields)}
    own = entry.get(kind.own_language) or ""
    if not written and any(entry[name] for name in (*kind.own_titles, *kind.own)):
        written = {own: {}}
    for language, row in written.items():
        titles = [(str(entry[name]), own) for name in kind.own_titles]
        titles += [(row.get(name, ""), language) for name in kind.titles]
        further = [(str(entry[name]), own) for name in kind.own if entry[name] is not None]
        further += [(plain(kind, name, row.get(name, "")), language) for name in kind.texts]
        read = [[reading(*text) for text in group] for group in (titles, further)]
        if tokens := tokens_of(str(model._meta.model_name), language, *read):
            yield language, tokens


def plain(kind: Texts, name: str, value: str) -> str:
    """Return the words of one text as they are read."""
    return plain_text(value, prose=name in kind.prose, transcript=name == "transcript")


def tokens_of(kind: str, language: str, titles: Sequence[Read], further: Sequence[Read]) -> str:
    """Return a row of the index, or nothing where there is no word."""
    named = {f"{TITLE}{each}" for kept, others in titles for each in {*kept, *others}}
    body = [token for kept, _others in (*titles, *further) if kept for token in (*kept, GAP)]
    more = {token for _kept, others in (*titles, *further) for token in others}.difference(body)
    if not body:
        return ""
    head = [f"{KIND}{kind}", language_token(language), *sorted(named), *sorted(more), GAP]
    row = " ".join(filter(None, [*head, *body]))
    return row if len(row) <= LONGEST else row[:LONGEST].rpartition(" ")[0] + f" {GAP}"


def language_token(language: str) -> str:
    """Return the token of the language of a row; nothing where that is not known."""
    return f"{LANGUAGE}{language.replace('-', '').lower()}" if language else ""
