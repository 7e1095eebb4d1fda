"""Evaluating: asks for each name that is sought, and tells how often it was found and who was wrongly said to be it."""

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from memorial.people.models import Person
from memorial.review.gate import Channel
from memorial.search.evaluation.false_matches import crossed, unseen
from memorial.search.evaluation.pairs import Pair
from memorial.search.evaluation.scratch import fill
from memorial.search.evaluation.variants import variants_of
from memorial.search.models import Edition
from memorial.search.people import PersonHit, find_people

#: How many hits a page shows; whoever is not among them is not found.
SHOWN = 10
#: How many names of nobody are put together of the background.
UNSEEN = 1000
Entries = Mapping[tuple[str, str], int]
#: What finds people: by a name, among all but some.
Finder = Callable[[str, Collection[int]], Sequence[PersonHit]]


@dataclass
class Tally:
    """How often the right person was first and was among the hits shown, of so many names that were sought."""

    asked: int = 0
    first: int = 0
    shown: int = 0
    certain: int = 0
    misses: list[str] = field(default_factory=list)

    def share(self, number: int) -> str:
        """Return a number as a share of what was asked."""
        return f"{number / self.asked:.3f}" if self.asked else "-"

    def add(self, other: "Tally") -> None:
        """Add the numbers of another tally."""
        self.asked, self.first, self.shown = (
            self.asked + other.asked,
            self.first + other.first,
            self.shown + other.shown,
        )
        self.certain += other.certain
        self.misses += other.misses


@dataclass(frozen=True)
class Outcome:
    """All that one evaluation found out."""

    pairs: dict[str, Tally]
    variants: dict[str, Tally]
    wrong: dict[str, Tally]
    seconds: list[float]


class Timed:
    """Finds people among what is public without those who are left out, and keeps how long each search took."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    def __call__(self, name: str, left_out: Collection[int] = ()) -> Sequence[PersonHit]:
        rows = Person.objects.public(Channel.SEARCH).exclude(pk__in=left_out)
        began = time.perf_counter()
        found = find_people(name, edition=Edition.PUBLIC, rows=rows, limit=SHOWN)
        self.seconds.append(time.perf_counter() - began)
        return found.hits


def evaluate(pairs: Sequence[Pair], different: Sequence[Pair], background: int) -> Outcome:
    """Fill this scratch installation and ask for everything; ``different`` are names that must not be confused."""
    entries = fill(background, [*pairs, *different])
    find = Timed()
    by_languages: dict[str, Tally] = {}
    for pair in pairs:
        by_languages.setdefault(pair.languages, Tally()).add(ask(pair, entries, find))
    variants = {called: asked_all(some, entries, find) for called, some in variants_of(list(pairs)).items()}
    wrong = {
        "names near each other": confused(different, entries, find),
        "unseen given and family name": nobody(unseen(background, UNSEEN, [*pairs, *different]), find),
        "given name of one figure, family name of another": nobody(crossed(background, [*pairs, *different]), find),
    }
    return Outcome(dict(sorted(by_languages.items())), variants, wrong, find.seconds)


def asked_all(pairs: Iterable[Pair], entries: Entries, find: Finder) -> Tally:
    """Return how often the right person was found of some pairs."""
    tally = Tally()
    for pair in pairs:
        tally.add(ask(pair, entries, find))
    return tally


def ask(pair: Pair, entries: Entries, find: Finder) -> Tally:
    """Return whether a stored name was found by the one that was sought.

    Other spellings of the same person stand in entries of their own. They are left out, as if they were not there.
    """
    right = entries[pair.person, pair.stored]
    same = {key for (person, _spelling), key in entries.items() if person == pair.person} - {right}
    hits = find(pair.sought, same)
    keys = [hit.person.pk for hit in hits]
    shown = right in keys
    certain = any(hit.certain for hit in hits if hit.person.pk == right)
    misses = [] if shown else [f"{pair.stored}\t{pair.sought}\t{pair.languages}"]
    return Tally(1, int(keys[:1] == [right]), int(shown), int(certain), misses)


def confused(different: Sequence[Pair], entries: Entries, find: Finder) -> Tally:
    """Return how often one person was said to be another whose name is near."""
    tally = Tally()
    for pair in different:
        right = entries[pair.person, pair.stored]
        wrong = any(hit.certain and hit.person.pk == right for hit in find(pair.sought, ()))
        tally.add(Tally(1, certain=int(wrong), misses=[f"{pair.stored}\t{pair.sought}"] if wrong else []))
    return tally


def nobody(names: Sequence[str], find: Finder) -> Tally:
    """Return how often somebody was said to be a person of whom nothing is in the memorial."""
    tally = Tally()
    for name in names:
        wrong = [hit.name.full for hit in find(name, ()) if hit.certain]
        tally.add(Tally(1, certain=int(bool(wrong)), misses=[f"{wrong[0]}\t{name}"] if wrong else []))
    return tally


def report(outcome: Outcome, *, show_misses: bool) -> Iterator[str]:
    """Yield the lines of the tables that tell what came of it."""
    for title, tallies in (("Pairs by language", outcome.pairs), ("Variants of the stored names", outcome.variants)):
        yield f"{title:<50} {'asked':>7} {'first':>7} {'in 10':>7} {'certain':>8}"
        whole = Tally()
        for called, tally in tallies.items():
            whole.add(tally)
            yield recall_line(called, tally)
        if tallies is outcome.pairs:
            yield recall_line("all pairs", whole)
        yield ""
    yield f"{'Names of nobody in the memorial':<50} {'asked':>7} {'said to be this person':>24}"
    for called, tally in outcome.wrong.items():
        yield f"{called:<50} {tally.asked:>7} {tally.certain:>15} {tally.share(tally.certain):>8}"
    yield ""
    yield times(outcome.seconds)
    if show_misses:
        yield from misses(outcome)


def recall_line(called: str, tally: Tally) -> str:
    """Return one line of a table: how many were asked, and the shares first, among ten, and certain."""
    shares = " ".join(f"{tally.share(number):>7}" for number in (tally.first, tally.shown))
    return f"{called:<50} {tally.asked:>7} {shares} {tally.share(tally.certain):>8}"


def times(seconds: Sequence[float]) -> str:
    """Return how long a search took."""
    if not seconds:
        return "Nothing was asked."
    in_order = sorted(seconds)
    last = in_order[min(len(in_order) - 1, int(len(in_order) * 0.99))]
    return (
        f"Time of {len(seconds)} searches: median {median(seconds) * 1000:.1f} ms, 99th percentile {last * 1000:.1f} ms"
    )


def misses(outcome: Outcome) -> Iterator[str]:
    """Yield what was not found, as stored and as sought, and who was wrongly said to be somebody."""
    for title, tallies in (("Not found", outcome.pairs | outcome.variants), ("Wrongly certain", outcome.wrong)):
        for called, tally in tallies.items():
            for miss in tally.misses:
                yield f"{title}\t{called}\t{miss}"
