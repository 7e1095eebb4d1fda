"""Retrieval: the people whose names have the words that may be meant, read through the gate, the likeliest first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import prod
from operator import mul

from django.db.models import QuerySet

from memorial.people.models import Person
from memorial.search.candidates import FAR, SPELLED, Book, Sought, candidates, look_closer, look_up, look_up_parts
from memorial.search.engines import Gate, Groups, people_with
from memorial.search.likeness import SAME
from memorial.search.matching import Asked, word_agreement
from memorial.search.models import TABLES, Edition, Tables
from memorial.search.scoring import OF_AN_INITIAL
from memorial.search.tokens import born_token, initials_of, word_token
from memorial.search.wordbook import how_many

#: So many people are read of one question to the index; where the gate hides them, it is asked so often behind them.
READ, ROUNDS = 240, 4
#: So many people are compared by their whole names, and at least so many more than are wanted.
COMPARED, BESIDE = 50, 20
#: What a word of the question costs somebody who does not have it, and a patronymic.
MISSING, MISSING_PATRONYMIC = 2.5, 0.35
#: How well a word agrees with its initial.
AS_AN_INITIAL = 0.9
#: How far words may be from those of the question: the same letters; what a word that is being typed begins; any.
AS_WRITTEN, BEGINNING, WIDE = 0.05, SPELLED, 2.6
#: The same for names with other letters: any, one letter and a little, less than one, less than another ending: who is
#: called Nəbi has both words of Nəbi Nəbiyev, if endings do not matter.
NEARER = (WIDE, 1.15, 0.75, 0.4)
#: Where more people than this are expected to have names that are so near, those are looked for who have nearer ones.
TOO_MANY = 3 * READ
#: With so many words for each of the question are people looked for who lack one of them.
FEW = 30
#: Where so many people have the name that is sought, nobody asks for names written otherwise: few share three words.
ENOUGH, ENOUGH_OF_THREE = 4, 1
#: Of a longer stretch of years of birth only so many are looked for first.
MOST_YEARS = 20


@dataclass(frozen=True)
class Inquiry:
    """Where is looked: in which index, through which gate, narrowed to what, for how many, and while typing or not."""

    tables: Tables
    edition: Edition
    rows: QuerySet[Person]
    gate: Gate
    narrowed: Groups = ()
    #: Those whose row in the index may not say what is true at this moment.
    left_out: frozenset[int] = frozenset()
    limit: int = 20
    prefix: bool = False

    @property
    def most_compared(self) -> int:
        """How many people are compared by their whole names, at the most."""
        return max(COMPARED, self.limit + BESIDE)


@dataclass
class Retrieval:
    """The people who were found so far, by the tokens of their words."""

    inquiry: Inquiry
    sought: Sequence[Sought]
    #: About how many people are public.
    all_people: int
    #: The words of the index that were read for it.
    book: Book
    tokens: dict[int, str] = field(default_factory=dict)
    #: How far their words are from each word of the question, of those for whom it was reckoned.
    reckoned: dict[int, list[float]] = field(default_factory=dict)
    more: bool = False
    #: Whether names with other letters, and parts of the name, were looked for as well.
    widened: bool = False

    @property
    def good(self) -> int:
        """How many were found who have all the words, in whatever spelling."""
        return sum(max(each) <= SAME for each in self.apart().values())

    def groups(self, most: float, *, beside: bool = True) -> list[list[str]]:
        """Return for each word the tokens of what may be meant by it; of a name of one word, none of initials.

        Without ``beside`` for the words of the name alone, where those are two or more: not for a father's or a title.
        """
        words = [one for one in self.sought if not one.asked.beside]
        words = list(self.sought) if beside or len(words) < 2 else words
        return [one.tokens(most, initials=len(words) > 1) for one in words]

    def expected(self, most: float) -> float:
        """Return about how many people have a word for each of the question, from how many have each of those words.

        At the desk nothing is expected: how many have a word there would tell of people whom not everybody may know of.
        """
        if self.inquiry.edition != Edition.PUBLIC:
            return 0.0
        words = [one for one in self.sought if not one.asked.beside and not one.asked.initial]
        shares = (sum(word.people for word in one.meant.values() if word.distance <= most) for one in words)
        return self.all_people * prod(min(1.0, share / self.all_people) for share in shares)

    def gather(self, groups: Groups) -> bool:
        """Add the people who have a word of each group; return whether there may be more than were read."""
        if not groups or not all(groups):
            return False
        after, before = 0, len(self.tokens)
        for _round in range(ROUNDS):
            inquiry = self.inquiry
            every = [*groups, *inquiry.narrowed]
            rows = people_with(inquiry.tables.people, every, inquiry.gate, limit=READ, after=after)
            self.tokens |= {key: row for key, row in rows.items() if row and key not in inquiry.left_out}
            if len(rows) < READ:
                return False
            after = max(rows)
            if len(self.tokens) - before >= inquiry.limit:
                break
        self.more = True
        return True

    def nearest(self, number: int) -> dict[int, float]:
        """Return the people whose words are nearest to the question, in this order, each with the most of its score."""
        apart = self.apart()
        costs = self.costs(apart)
        # Of those who are equally near, first whose names have fewer words that nobody asked for.
        order = sorted(costs, key=lambda key: (round(costs[key], 1), self.tokens[key].count(" w"), key))[:number]
        if all(one.asked.beside or not one.asked.weight for one in self.sought):
            return dict.fromkeys(order, 1.0)
        return {key: self.most_of(key, apart[key]) for key in order}

    def most_of(self, key: int, apart: Sequence[float]) -> float:
        """Return how well the name of one of the people can agree at the most: no more than `scoring` may find."""
        has, options = set(self.tokens[key].split()), []
        for one, distance in zip(self.sought, apart, strict=True):
            asked, agrees = one.asked, word_agreement(distance, len(one.asked.word))
            each = [(asked.weight * OF_AN_INITIAL if asked.initial else asked.weight, agrees)]
            if any(f"s{sound}" in has for sound in initials_of(asked.word)):
                each.append((min(asked.weight, OF_AN_INITIAL), AS_AN_INITIAL))
            options.append([*each, (0.0, 0.0)] if asked.beside else each)
        most, before = 0.0, -1.0
        # Of what a word may be worth, that is taken which raises the whole; as that rises, other things do.
        while most > before:
            before = most
            chosen = [max(each, key=lambda one: one[0] * (one[1] - before)) for each in options]  # noqa: B023  # at once
            most = sum(worth * agrees for worth, agrees in chosen) / (sum(worth for worth, _agrees in chosen) or 1)
        return most

    def costs(self, apart: Mapping[int, Sequence[float]]) -> dict[int, float]:
        """Return how far everybody's words are from the question, all words together; what tells more weighs more."""
        weights = [one.asked.weight for one in self.sought]
        return {key: sum(map(mul, each, weights)) for key, each in apart.items()}

    def apart(self) -> dict[int, list[float]]:
        """Return how far everybody's words are from each word of the question."""
        new = [key for key in self.tokens if key not in self.reckoned]
        near: dict[str, list[tuple[int, float]]] = {}
        for place, one in enumerate(self.sought if new else ()):
            for token, distance in token_distances(one).items():
                near.setdefault(token, []).append((place, distance))
        missing = [MISSING_PATRONYMIC if one.asked.patronymic else MISSING for one in self.sought]
        for key in new:
            self.reckoned[key] = each = list(missing)
            for token in near.keys() & self.tokens[key].split():
                for place, distance in near[token]:
                    each[place] = min(each[place], distance)
        return self.reckoned


def retrieve(
    asked: Sequence[Asked], born: tuple[int, int] | None, inquiry: Inquiry, *, widen: bool = True
) -> Retrieval:
    """Return the people who may be meant: who has all words in whatever spelling, and then who has most of them."""
    all_people = how_many(TABLES[Edition.PUBLIC])
    book: Book = {}
    sought = candidates(asked, inquiry.tables, all_people, book, prefix=inquiry.prefix)
    retrieval = Retrieval(inquiry, sought, all_people, book)
    same = retrieval.groups(BEGINNING if inquiry.prefix else SAME)
    if born:
        retrieval.gather([*same, born_tokens(born)])
    gather_same(retrieval, same, BEGINNING if inquiry.prefix else SAME)
    if len(retrieval.tokens) < inquiry.limit and any(one.asked.beside for one in retrieval.sought):
        retrieval.gather(retrieval.groups(SAME, beside=False))
    # Of a word that is still being typed, letters are missing anyway: others are looked for when nobody has it.
    few = 1 if inquiry.prefix else inquiry.limit
    if retrieval.good < enough_of(asked) and len(retrieval.tokens) < few:
        otherwise_written(retrieval, widen=widen)
    return retrieval


def gather_same(retrieval: Retrieval, same: Groups, most: float) -> None:
    """Add the people who have the name in whatever spelling; where those are very many, first who write it just so.

    Who writes it otherwise stands behind all of them.
    """
    as_written, before = retrieval.groups(AS_WRITTEN), len(retrieval.tokens)
    # Very many have an initial, and those of them who write the rest just so are no nearer.
    crowded = retrieval.expected(most) > READ and not any(one.asked.initial for one in retrieval.sought)
    if crowded:
        retrieval.gather(as_written)
    if len(retrieval.tokens) - before < retrieval.inquiry.most_compared and retrieval.gather(same) and not crowded:
        retrieval.gather(as_written)


def enough_of(asked: Sequence[Asked]) -> int:
    """Return how many who have the name that is sought are enough for nobody to ask for names written otherwise."""
    return ENOUGH if len(asked) < 3 else ENOUGH_OF_THREE


def otherwise_written(retrieval: Retrieval, *, widen: bool) -> None:
    """Look for names of which the words are parted in other places, and for those with a word less or a word more.

    With ``widen`` also for names in which letters are wrong or missing; and where nobody has the name that is sought,
    for those who have a part of it.
    """
    tables, nobody = retrieval.inquiry.tables, not retrieval.good
    look_closer(retrieval.sought)
    look_up_parts(retrieval.sought, tables)
    if widen:
        retrieval.widened = True
        look_up(retrieval.sought, tables, FAR, retrieval.book)
    # More words may be meant than before.
    retrieval.reckoned.clear()
    crowded = [most for most in NEARER[:-2] if retrieval.expected(most) > TOO_MANY]
    for most in NEARER:
        # Where too many are near, those are read who are nearer.
        if most not in crowded and not retrieval.gather(retrieval.groups(most, beside=False)):
            break
    if len(retrieval.sought) > 2:
        retrieval.gather(all_but_one([one.tokens(SAME, initials=False) for one in retrieval.sought]))
    if widen and nobody and len(retrieval.sought) > 1:
        in_part(retrieval)
    if crowded and not retrieval.tokens:
        # Nobody is nearer: some of too many are better than none.
        retrieval.gather(retrieval.groups(crowded[-1], beside=False))


def in_part(retrieval: Retrieval) -> None:
    """Look for those who have all words but one, with letters wrong; of two words for the one that tells more."""
    words = [one for one in retrieval.sought if not one.asked.beside] or list(retrieval.sought)
    if len(words) > 2:
        retrieval.gather(all_but_one([one.tokens(WIDE, initials=False, most_words=FEW) for one in words]))
        if len(words) > 3 and len(retrieval.tokens) < retrieval.inquiry.limit:
            # One writer gives a title, a second family name and where somebody is from, another two words alone.
            retrieval.gather(all_but([one.tokens(NEARER[-2], initials=False) for one in words], len(words) - 2))
        return
    for one in sorted(words, key=lambda one: one.bearers):
        for most in (SAME, WIDE):
            if not one.asked.initial and len(retrieval.tokens) < retrieval.inquiry.limit:
                retrieval.gather([one.tokens(most, initials=False, most_words=FEW)])


def born_tokens(born: tuple[int, int]) -> list[str]:
    """Return the tokens of the years in which somebody may have been born, as far as the index has them one by one."""
    first, last = min(born), max(born)
    return [born_token(year) for year in range(first, min(last, first + MOST_YEARS) + 1)]


def token_distances(sought: Sought) -> dict[str, float]:
    """Return how far somebody with a token is from a word of the question."""
    sounds = initials_of(sought.asked.word)
    if sought.asked.initial:
        return {f"i{sound}": 0.0 for sound in sounds} | {f"s{sound}": 0.0 for sound in sounds}
    initials = {f"s{sound}": 1.0 for sound in sounds}
    return initials | {word_token(word.id): word.distance for word in sought.meant.values()}


def all_but_one(groups: Groups) -> list[list[str]]:
    """Return groups that whoever has a word of all but one of some groups has, whichever that one is."""
    return all_but(groups, 1)


def all_but(groups: Groups, number: int) -> list[list[str]]:
    """Return groups that whoever has a word of all but so many of some groups has, whichever those are."""
    return [sorted(set().union(*some)) for some in combinations(groups, number + 1)]
