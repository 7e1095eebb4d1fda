"""Candidates: for each word of a name that is sought, the words of the index that may be meant by it."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from sys import maxsize
from typing import NamedTuple

from memorial.search.glances import GLANCED, nearest_outlines
from memorial.search.keys import fine, heard_keys, keys_of
from memorial.search.likeness import FARTHEST, SAME, distance
from memorial.search.matching import NO_WORD, Asked, word_agreement
from memorial.search.models import TABLES, Edition, Tables
from memorial.search.scoring import rarity
from memorial.search.sounds import readings
from memorial.search.tokens import initials_of, word_token
from memorial.search.wordbook import Entered, words_beginning, words_under

#: The kinds of keys that are looked up first, and those for when that does not give enough.
NEAR, FAR = "fc", "fcde"
#: Of no key are more words read; with no word of the question are more compared, at a glance and exactly.
EACH_KEY, LOOKED_AT, COMPARED = 250, 250, 28
#: Of no key of a part of a word are more words read, and with no part are more compared.
EACH_PART, COMPARED_PARTS = 40, 10
#: So far may a part be from a word of the index, and two neighbours from the word that they are together.
PART_APART, TOGETHER_APART = 0.8, 1.3
#: No part of a word is shorter, and no word longer that two names make.
SHORTEST_PART, LONGEST_OF_TWO = 3, 24
#: By how much two words differ at a glance: hardly ever more if they are one name in two spellings.
SPELLED_APART = 5
#: So near is a word that is the one of the question in another spelling, or that one begins which is being typed.
SPELLED = SAME + 0.25
#: The keys of consonants alone.
WITHOUT_VOWELS = "ac"
#: By so many words that may be meant, at most, are people looked for.
GROUP = 150
#: How far a word that only begins like the one that is being typed stands behind a word that is it.
BEGINS, BEGINS_BY_SOUND, LONGER = SAME + 0.02, SAME + 0.1, 0.005
#: How far at least a word stands behind them that is only similar to the one that is being typed.
ONLY_SIMILAR = SAME + 0.2

#: Words of the index by the keys that they stand under; a word itself stands under "=" and the word.
Book = dict[str, list[Entered]]


class Meant(NamedTuple):
    """A word of the index that may be meant, how many people have it, and how far it is from what was asked for."""

    id: int
    word: str
    people: int
    distance: float
    #: Whether it is not the word itself, but a part of it, or what it is together with its neighbour.
    other_parts: bool = False


@dataclass
class Sought:
    """One word of the question with the words of the index that may be meant by it, by their numbers there."""

    asked: Asked
    meant: dict[int, Meant] = field(default_factory=dict)
    #: Words that were near at a glance, to be compared when other names than the one that is sought are looked for.
    glanced: dict[str, list[Entered]] = field(default_factory=dict)
    #: How many public people have it, in whatever spelling; of a word that nobody has, as many as there can be.
    bearers: int = maxsize

    def tokens(self, most: float, *, initials: bool, most_words: int = GROUP) -> list[str]:
        """Return the tokens of the words that are no farther than ``most``, the nearest ones.

        Whose given name stands as an initial alone has a token for that, and may be meant by a whole one: ``initials``.
        """
        sounds = sorted(initials_of(self.asked.word))
        if self.asked.initial:
            return [f"{sort}{sound}" for sound in sounds for sort in "is"]
        near = sorted((word for word in self.meant.values() if word.distance <= most), key=lambda word: word.distance)
        return [word_token(word.id) for word in near[:most_words]] + [f"s{sound}" for sound in sounds if initials]

    def take(self, word: Entered, apart: float, *, other_parts: bool = False) -> None:
        """Count a word of the index among those that may be meant, by the nearest way to it."""
        if word.id not in self.meant or self.meant[word.id].distance > apart:
            self.meant[word.id] = Meant(word.id, word.word, word.people, apart, other_parts)


def candidates(
    asked: Sequence[Asked], tables: Tables, all_people: int, book: Book, *, prefix: bool = False
) -> list[Sought]:
    """Return the words of a question with the words of the index that sound the same, and how much each of them tells.

    ``all_people`` is about how many people are public. With ``prefix`` the last word is still being typed: the words
    that begin with it may be meant as well.
    """
    sought = [Sought(one) for one in asked]
    look_up(sought, tables, NEAR, book)
    if prefix:
        look_up_beginning(sought[-1], tables)
    everybody = bearers(sought, tables)
    for one in sought:
        numbers = [everybody.get(word.word, 0) for word in one.meant.values() if word.distance <= SAME]
        one.asked = replace(one.asked, weight=one.asked.weight * rarity(max(numbers, default=0), all_people))
        one.bearers = sum(numbers) or maxsize
    return sought


def bearers(sought: Sequence[Sought], tables: Tables) -> dict[str, int]:
    """Return how many public people have each word that sounds as one of the question.

    At the desk, too, no others are counted: the order of the hits would tell of people whom somebody may not know of.
    """
    same = {word.word: word.people for one in sought for word in one.meant.values() if word.distance <= SAME}
    public = TABLES[Edition.PUBLIC]
    if tables is public or not same:
        return same
    return dict(public.words.objects.filter(word__in=same).values_list("word", "people"))


def look_up(sought: Sequence[Sought], tables: Tables, kinds: str, book: Book) -> None:
    """Add to each word what stands in the index under its keys of some kinds, and what two neighbours are together.

    What was read for the same question before is in ``book`` and not read again. Under the keys that are looked up
    first, those alone are added that one spelling may be of another; the others `look_closer` adds.
    """
    every = words_and_pairs(sought)
    keys = {word: keys_to_ask(word, NEAR) for word, owners in every if len(owners) > 1}
    keys |= {word: keys_to_ask(word, kinds) for word, owners in every if len(owners) == 1}
    open_book(tables, keys, EACH_KEY, book)
    for word, owners in every:
        known = owners[0].meant if len(owners) == 1 else ()
        near = nearest_words(word, keys[word], book, SPELLED_APART if kinds == NEAR else GLANCED, known)
        if kinds == NEAR:
            owners[0].glanced[word] = near
        take_all(word, owners, compared(word, near, SPELLED if kinds == NEAR else FARTHEST), of_all=sought)


def look_closer(sought: Sequence[Sought]) -> None:
    """Add the words that were near at a glance when they were looked up first, however they are spelled."""
    for word, owners in words_and_pairs(sought):
        take_all(word, owners, compared(word, owners[0].glanced.pop(word, ())), of_all=sought)


def words_and_pairs(sought: Sequence[Sought]) -> list[tuple[str, tuple[Sought, ...]]]:
    """Return the words of a question, and every two neighbours as one word, each with those whose it is."""
    whole = [(one.asked.word, (one,)) for one in sought if not one.asked.initial]
    pairs = [
        (one.asked.word + other.asked.word, (one, other))
        for one, other in zip(sought, sought[1:], strict=False)
        if not (one.asked.initial or other.asked.initial)
    ]
    return [*whole, *pairs]


def take_all(
    word: str, owners: Sequence[Sought], near: Iterable[tuple[Entered, float]], *, of_all: Sequence[Sought]
) -> None:
    """Count words of the index, given with their distances, among those that a word or two neighbours may mean."""
    for entry, apart in near:
        if len(owners) == 1 or apart <= TOGETHER_APART:
            # A name of two words is not somebody's whose family name alone is both of them.
            all_in_one = SAME if len(owners) == len(of_all) > 1 else 0.0
            for owner in owners:
                owner.take(entry, apart + all_in_one, other_parts=len(owners) > 1)


def open_book(tables: Tables, keys: Mapping[str, set[str]], each: int, book: Book) -> None:
    """Add to the words that were read those under the keys of some words, and these very words, all in one question."""
    words = [word for word in keys if f"={word}" not in book]
    under = sorted(set().union(*keys.values()) - book.keys())
    book |= {key: [] for key in [*under, *(f"={word}" for word in words)]}
    for entry in words_under(tables, words, under, each):
        book[entry.key if entry.key != "=" else f"={entry.word}"].append(entry)


def keys_to_ask(word: str, kinds: str) -> set[str]:
    """Return under which keys a word is looked up.

    A letter too many on one side is a letter left out on the other: what is left of this word may be a whole one in the
    index, and this whole word may be what is left of one there.
    """
    keys = with_a_keys({key for key in keys_of(word) if key[0] in kinds})
    if "e" in kinds:
        keys |= {f"e{key[1:]}" for key in keys if key[0] == "a" and key in keys_of(word)}
        keys |= {f"a{key[1:]}" for key in keys if key[0] == "e"}
    if "d" in kinds:
        keys |= {f"d{key[1:]}" for key in keys if key[0] in "fc"}
        keys |= {f"{kind}{key[1:]}" for key in keys if key[0] == "d" for kind in "fc"}
    return keys


def with_a_keys(keys: set[str]) -> set[str]:
    """Return keys with those under which words of a script that leaves vowels out stand apart from the others."""
    return keys | {f"a{key[1:]}" for key in keys if key[0] == "c"}


def nearest_words(
    word: str, keys: set[str], book: Book, most: int, known: Container[int] = (), number: int = COMPARED
) -> list[Entered]:
    """Return the words of the index that look nearest to one, no more than ``number``, but for those that are known.

    Those that share the most telling keys with it are looked at: a key that few words have tells more than one that
    hundreds have. What differs by more than ``most`` at a glance is none of them.
    """
    shared: dict[int, float] = defaultdict(float)
    by_id, same_bones = {}, set()
    for key in sorted(keys | {f"={word}"}):
        some = book.get(key, ())
        for entry in some:
            if entry.id not in known:
                shared[entry.id] += 1 / len(some)
                by_id[entry.id] = entry
                if key[0] in WITHOUT_VOWELS:
                    same_bones.add(entry.id)
    order = sorted(by_id.values(), key=lambda each: (-shared[each.id], -each.people, each.id))
    return nearest_outlines(word, order[:LOOKED_AT], most, number, same_bones)


def compared(word: str, entries: Iterable[Entered], farthest: float = FARTHEST) -> Iterable[tuple[Entered, float]]:
    """Yield those of some words that may be meant by one, with their distances, none of them more than ``farthest``."""
    for entry in entries:
        apart = distance(word, entry.word, farthest)
        if apart <= farthest and word_agreement(apart, min(len(word), len(entry.word))) >= NO_WORD:
            yield entry, apart


def look_up_beginning(sought: Sought, tables: Tables) -> None:
    """Add the words of the index that begin like a word of which more may come, before those that are only similar."""
    word = sought.asked.word
    if sought.asked.initial:
        return
    for known in [each for each in sought.meant.values() if SAME < each.distance < ONLY_SIMILAR]:
        sought.meant[known.id] = known._replace(distance=ONLY_SIMILAR)
    keys = {f"f{fine(reading)}" for reading in readings(word)}
    entries = words_beginning(tables, [word], sorted(keys), EACH_KEY * 2)
    for entry in sorted(entries, key=lambda each: -each.people)[:GROUP]:
        start = BEGINS if entry.word.startswith(word) else BEGINS_BY_SOUND
        sought.take(entry, start + LONGER * abs(len(entry.word) - len(word)))


def look_up_parts(sought: Sequence[Sought], tables: Tables) -> None:
    """Add to words those of the index of which they may be put together: Ağaməmməd, Ağa Məmməd."""
    splits = [
        (one, one.asked.word[:place], one.asked.word[place:])
        for one in sought
        if len(one.asked.word) <= LONGEST_OF_TWO
        for place in range(SHORTEST_PART, len(one.asked.word) - SHORTEST_PART + 1)
    ]
    keys = {part: with_a_keys(heard_keys(part)) for _one, *parts in splits for part in parts}
    if not keys:
        return
    book: Book = {}
    open_book(tables, keys, EACH_PART, book)
    for one, first, last in splits:
        longer, shorter = (last, first) if len(first) <= len(last) else (first, last)
        if (near := near_parts(longer, keys[longer], book)) and near_parts(shorter, keys[shorter], book):
            for entry, apart in near:
                one.take(entry, apart + SAME, other_parts=True)


def near_parts(part: str, keys: set[str], book: Book) -> list[tuple[Entered, float]]:
    """Return the words of the index that may be a part of a word, with their distances."""
    near = nearest_words(part, keys, book, SPELLED_APART, number=COMPARED_PARTS)
    return [(entry, apart) for entry, apart in compared(part, near) if apart <= PART_APART]
