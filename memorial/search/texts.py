"""Texts: whatever is told on the memorial is found by its words, in each language, kind by kind.

What is found is asked of the index and shown through the gate alone: nobody learns that an entry is there, by a result,
a number or an order, who may not see it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log2
from typing import Any

from django.db import transaction

from memorial.base.asking import Among, asked_once, keys_of
from memorial.base.languages import active_language
from memorial.base.texts import Text, untranslated
from memorial.media.models import Asset
from memorial.people.models import Person
from memorial.review.gate import Channel
from memorial.review.models import Entry
from memorial.search.engines import put
from memorial.search.models import TABLES, Edition
from memorial.search.questions import parse
from memorial.search.snippets import Marker, Snippet, passage_of
from memorial.search.stems import tokens_in
from memorial.search.terms import Terms, terms_of
from memorial.search.text_engines import Group, Match, Sought, Tokens, counts_of, rows_with, tokens_of_rows
from memorial.search.text_entries import Gate, read_entries, seen_among
from memorial.search.text_ranks import Weighed, rank_of
from memorial.search.text_rows import KIND, KINDS, TEXTS, TITLE, Rows, language_token, offered_languages, text_rows_of
from memorial.sources.models import Source
from memorial.testimonies.models import Testimony
from memorial.testimonies.recordings import Recording

#: How many entries of a kind are counted and put in order; there may be more, and a narrower question finds them.
MOST = 200
#: How many rows of a kind are read for that, an entry having one in each language; and how many where some are hidden.
ROWS, ROWS_AMONG_HIDDEN = 600, 6000
#: How far it is counted in how many rows a word stands.
COMMON = 1000


@dataclass(frozen=True)
class TextHit:
    """One entry that was found: what it is called, and a place in its texts, or the note that stands before them."""

    entry: Any
    #: The language of the text that was found.
    language: str
    title: Text
    snippet: Snippet | None
    note: Text | None


@dataclass(frozen=True)
class TextsFound:
    """The entries of one kind that were found; ``number`` of them, and ``more`` where that is all that was counted.

    ``partly`` says that nothing has all the words that were asked for, and that these have some of them.
    """

    hits: list[TextHit]
    number: int
    more: bool
    partly: bool


@dataclass(frozen=True)
class Ranked:
    """What was found of one kind and may be seen, of each entry the best of its rows; ``more`` if there is more."""

    matches: list[Match]
    more: bool


@dataclass(frozen=True)
class Answer:
    """What answers a question, by kind; ``partly`` where nothing answers all of it."""

    terms: Terms
    kinds: Mapping[str, Ranked]
    partly: bool


def find_texts(
    text: str,
    *,
    edition: Edition,
    rows: Gate,
    kinds: Sequence[str] = (),
    languages: Sequence[str] = (),
    limit: int = 10,
    first: int = 0,
    order: Sequence[str] = (),
) -> dict[str, TextsFound]:
    """Return what the texts of the memorial say to a question, by kind; kinds of which nothing is found are left out.

    ``rows`` is the gate: of a kind, the entries that may be seen. ``kinds`` and ``languages`` narrow what is looked
    through, ``first`` and ``limit`` say which of the entries of each kind are wanted, and ``order`` are the memorial's
    languages. Some queries for each kind, and no more where there is more.
    """
    search = Search(edition, rows, kinds, languages, order)
    found = search.ranked(text)
    wanted = {kind: ranked.matches[first : first + limit] for kind, ranked in found.kinds.items()}
    entries = read_entries(rows, {kind: [match.key for match in some] for kind, some in wanted.items()})
    return {
        kind: TextsFound(
            search.hits(wanted[kind], entries[kind], found.terms),
            len(ranked.matches),
            ranked.more,
            found.partly,
        )
        for kind, ranked in found.kinds.items()
    }


def find_keys(text: str, *, edition: Edition, rows: Any) -> tuple[list[int], bool]:
    """Return the keys of the entries among ``rows`` whose texts answer a question, the best first, and if more do."""
    kind = str(rows.model._meta.model_name)
    found = Search(edition, lambda _model: rows, [kind], (), ()).ranked(text).kinds.get(kind)
    return ([match.key for match in found.matches], found.more) if found else ([], False)


class Search:
    """One look through an edition of the index, by one gate, in some kinds and languages."""

    def __init__(
        self, edition: Edition, gate: Gate, kinds: Sequence[str], languages: Sequence[str], order: Sequence[str]
    ) -> None:
        self.edition, self.gate = edition, gate
        self.kinds = [each for each in KINDS if each in (kinds or KINDS)]
        self.order = order or offered_languages()
        self.page = active_language()
        self.spoken: list[Group] = [tuple(Tokens((language_token(each),)) for each in languages)] if languages else []

    def ranked(self, text: str) -> "Answer":
        """Return what answers a question, the best first; where nothing answers all of it, what answers some."""
        terms = terms_of(parse(text))
        for partly, way in enumerate(terms.ways() if terms.groups else ()):
            if seen := self.seen(way, terms.without):
                return Answer(terms, self.in_order(seen, terms, partly=bool(partly)), bool(partly))
        return Answer(terms, {}, partly=False)

    def seen(self, way: Sequence[tuple[Group, ...]], without: tuple[Tokens, ...]) -> dict[str, Ranked]:
        """Return by kind what has the groups of any of these and may be seen."""
        seen, found = {}, self.matches(self.kinds, way, without, ROWS)
        for kind, shown in self.shown(found).items():
            matches = found[kind]
            cut = len(matches) >= ROWS
            if cut and len(shown) <= MOST and len(shown) < len({match.key for match in matches}):
                # Some of what was found may not be seen: what may be is counted as if that were not there.
                matches = self.matches([kind], way, without, ROWS_AMONG_HIDDEN)[kind]
                shown, cut = self.shown({kind: matches})[kind], len(matches) >= ROWS_AMONG_HIDDEN
            if shown:
                seen[kind] = Ranked(shown[:MOST], cut or len(shown) > MOST)
        return seen

    def matches(
        self, kinds: Sequence[str], way: Sequence[tuple[Group, ...]], without: tuple[Tokens, ...], limit: int
    ) -> dict[str, list[Match]]:
        """Return by kind the rows in which the groups of any of these are, those that are called so first."""
        sought = []
        for kind in kinds:
            facets = ((Tokens((f"{KIND}{kind}",)),), *self.spoken)
            asked = [tuple(map(in_title, groups)) for groups in way] if len(way) == 1 else []
            sought += [(kind, Sought((*facets, *groups), without)) for groups in (*asked, *way)]
        found: dict[str, dict[Match, None]] = {}
        each = max(limit // len(way), 1)
        for (kind, _one), matches in zip(
            sought, rows_with(self.edition, [one for _kind, one in sought], limit=each), strict=True
        ):
            found.setdefault(kind, {}).update(dict.fromkeys(matches))
        return {kind: list(matches) for kind, matches in found.items() if matches}

    def shown(self, found: Mapping[str, Sequence[Match]]) -> dict[str, list[Match]]:
        """Return by kind of the rows that were found those of entries that may be seen, of each entry the best."""
        best = {kind: self.best(matches) for kind, matches in found.items()}
        first = {kind: list(of_kind)[: MOST + 1] for kind, of_kind in best.items()}
        allowed = seen_among(self.gate, first)
        # Where more may be seen than are counted, the others need not be asked for.
        few = [kind for kind in best if len(allowed[kind]) <= MOST]
        further = seen_among(self.gate, {kind: list(best[kind])[MOST + 1 :] for kind in few})
        for kind in few:
            allowed[kind] |= further[kind]
        return {
            kind: [match for key, match in of_kind.items() if key in allowed[kind]] for kind, of_kind in best.items()
        }

    def best(self, matches: Sequence[Match]) -> dict[int, Match]:
        """Return of the rows of one kind the best of each entry, by its key."""
        best: dict[int, Match] = {}
        for match in matches:
            before = best.setdefault(match.key, match)
            if self.language_rank(match) < self.language_rank(before):
                best[match.key] = match
        return best

    def language_rank(self, match: Match) -> tuple[int, str]:
        """Return the place of a row among those of one entry: the page's language first, then the memorial's."""
        ranks = [self.page, *self.order]
        return ranks.index(match.language) if match.language in ranks else len(ranks), match.language

    def in_order(self, seen: Mapping[str, Ranked], terms: Terms, *, partly: bool) -> dict[str, Ranked]:
        """Return what was seen with the best first."""
        tokens = tokens_of_rows(self.edition, [match.row for some in seen.values() for match in some.matches])
        asked = Weighed(terms.groups, self.weights(terms) if partly else [1.0] * len(terms.groups))
        ranks = {
            match: rank_of(match, tokens.get(match.row, ""), asked, self.page)
            for some in seen.values()
            for match in some.matches
        }
        return {kind: Ranked(sorted(some.matches, key=ranks.__getitem__), some.more) for kind, some in seen.items()}

    def weights(self, terms: Terms) -> list[float]:
        """Return how much each part of a question says: what is in few texts says more."""
        counts = counts_of(self.edition, [Sought((group,)) for group in terms.groups], limit=COMMON)
        return [log2(2 + COMMON / (1 + count)) for count in counts]

    def hits(self, wanted: Sequence[Match], entries: Mapping[int, Any], terms: Terms) -> list[TextHit]:
        """Return what is shown of some entries of one kind, which were read by their keys."""
        marker = Marker(terms.groups)
        hits = []
        for match in wanted:
            # Somebody may have withdrawn it since it was found.
            entry = entries.get(match.key)
            if entry is not None:
                passage = passage_of(entry, match.language, marker, self.order, self.edition)
                hits.append(TextHit(entry, match.language, title_of(entry, self.order), *passage))
        return hits


def in_title(group: Group) -> Group:
    """Return a group as it stands in what an entry is called; what stands side by side is asked for anywhere."""
    return tuple(Tokens((f"{TITLE}{one.tokens[0]}",), one.begun) if len(one.tokens) == 1 else one for one in group)


def title_of(entry: Any, order: Sequence[str]) -> Text:
    """Return what an entry is called in a list; a testimony by the role of who speaks, never by a name."""
    if isinstance(entry, Person):
        return entry.display_name(order)
    if isinstance(entry, Source):
        return untranslated(entry.name, entry.name_language)
    titles = (entry.text(name, order) for name in reversed(TEXTS[type(entry)].titles))
    return next(filter(None, titles), None) or untranslated(str(entry._meta.verbose_name))


@transaction.atomic(savepoint=False)
def index_texts(model: type[Entry], keys: Sequence[int]) -> None:
    """Make the rows of some entries of one kind in both indexes what their texts are now; what is the same is left."""
    if model not in TEXTS:
        return
    reading = cache(tokens_in)
    for edition in Edition:
        write_texts(model, keys, edition, text_rows_of(model, keys, edition, reading))
    if model is Testimony:
        # What was recorded is shown only as far as the testimony may be, and freely once it is taken out of it.
        recorded = Recording.objects.filter(entry__in=keys).values_list("asset", flat=True)
        index_texts(Asset, sorted({*recorded, *shown_again()}))


def shown_again() -> list[int]:
    """Return the assets that a stranger may see and the public index does not know, as a recording kept back until now.

    To which testimony one belonged is written nowhere once the tie is gone, so all that are missing are looked for.
    """
    known, shown = (TABLES[each].texts.objects.filter(kind="asset") for each in (Edition.DESK, Edition.PUBLIC))
    rows: Any = Asset.objects.filter(pk__in=known.values("object_id")).exclude(pk__in=shown.values("object_id"))
    return list(rows.public(Channel.SEARCH).values_list("pk", flat=True))


def forget_texts(kind: str, keys: Sequence[int]) -> None:
    """Take entries that are being removed out of both indexes."""
    for tables in TABLES.values():
        tables.texts.objects.filter(kind=kind, object_id__in=keys).delete()


@cache
def rows_kept(edition: Edition) -> Callable[[str, list[int]], list[tuple[Any, ...]]]:
    """Return what asks for the rows of entries of one kind with some keys in an edition of the index."""

    def of_entries(kind: Any, keys: Any) -> Any:
        rows = TABLES[edition].texts.objects.filter(Among("object_id", keys), kind=kind)
        return rows.values_list("pk", "object_id", "language", "tokens")

    return asked_once(of_entries)


def write_texts(model: type[Entry], keys: Sequence[int], edition: Edition, after: Rows) -> None:
    """Write the rows of some entries of one kind, given by the key of the entry and the language."""
    kind, table = str(model._meta.model_name), TABLES[edition].texts
    kept = rows_kept(edition)(kind, keys_of(keys))
    before = {(key, language): (row, tokens) for row, key, language, tokens in kept}
    gone = [row for place, (row, tokens) in before.items() if after.get(place) != tokens]
    if gone:
        table.objects.filter(pk__in=gone).delete()
    new = [(kind, *place, tokens) for place, tokens in sorted(after.items()) if before.get(place, (0, ""))[1] != tokens]
    put(table, ("kind", "object_id", "language", "tokens"), new)
