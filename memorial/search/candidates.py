"""Candidates: for each word of a name that is sought, the words of the index that may be meant by it."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from sys import maxsize
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from memorial.search.keys import coarse, fine, heard_keys, keys_of
from memorial.search.likeness import FARTHEST, SAME, distance
from memorial.search.matching import NO_WORD, Asked, word_agreement
from memorial.search.models import TABLES, Edition, Tables
from memorial.search.scoring import rarity
from memorial.search.sounds import readings, script_of
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
#: By how much two words differ at a glance (`glance`): hardly ever more if they are one name in two spellings; and what
#: differs by more is not one with two letters wrong.
SPELLED_APART, GLANCED = 5, 8
#: So near is a word that is the one of the question in another spelling, or that one begins which is being typed.
SPELLED = SAME + 0.25
#: The keys of consonants alone.
WITHOUT_VOWELS = "ac"
#: With a word that is written without its vowels so many times as many are compared: more of them look alike.
VOWELLESS_MORE = 2
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

    What was read for the same question before is in ``book`` and not read again.
    """
    whole = [(one.asked.word, (one,)) for one in sought if not one.asked.initial]
    pairs = [
        (one.asked.word + other.asked.word, (one, other))
        for one, other in zip(sought, sought[1:], strict=False)
        if not (one.asked.initial or other.asked.initial)
    ]
    keys = {word: keys_to_ask(word, NEAR) for word, _owners in pairs}
    keys |= {word: keys_to_ask(word, kinds) for word, _owners in whole}
    open_book(tables, keys, EACH_KEY, book)
    most, farthest = (SPELLED_APART, SPELLED) if kinds == NEAR else (GLANCED, FARTHEST)
    for word, owners in [*whole, *pairs]:
        known = owners[0].meant if len(owners) == 1 else ()
        for entry, apart in compared(word, keys[word], book, most, known, farthest=farthest):
            if len(owners) == 1 or apart <= TOGETHER_APART:
                # A name of two words is not somebody's whose family name alone is both of them.
                all_in_one = SAME if len(owners) == len(sought) > 1 else 0.0
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


def compared(
    word: str,
    keys: set[str],
    book: Book,
    most: int,
    known: Container[int] = (),
    *,
    number: int = COMPARED,
    farthest: float = FARTHEST,
) -> Iterable[tuple[Entered, float]]:
    """Yield the words of the index that may be meant by one, with their distances, but for those that are known.

    Those that share the most telling keys with it are compared, no more than ``number``: a key that few words have
    tells more than one that hundreds have. What differs by more than ``most`` at a glance is none of them, nor what is
    more than ``farthest`` from it.
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
    for entry in nearest_outlines(word, order[:LOOKED_AT], most, number, same_bones):
        apart = distance(word, entry.word, farthest)
        if apart <= farthest and word_agreement(apart, min(len(word), len(entry.word))) >= NO_WORD:
            yield entry, apart


@lru_cache(maxsize=32768)
def outline(word: str) -> tuple[str, str]:
    """Return the consonants of a word by their classes, and its sounds by theirs, as it is most likely read."""
    reading = readings(word)[0]
    return coarse(reading), fine(reading)


def glance(one: str, other: str, most: int) -> int:
    """Return about how much two words differ: a quick look before an exact one, in which a consonant counts twice.

    Where it is more than ``most``, it is any number above that.
    """
    (bones, sounds), (other_bones, other_sounds) = outline(one), outline(other)
    apart = 2 * Levenshtein.distance(bones, other_bones, score_cutoff=most // 2)
    return apart if apart > most else apart + Levenshtein.distance(sounds, other_sounds, score_cutoff=most - apart)


@lru_cache(maxsize=32768)
def is_vowelless(word: str) -> bool:
    """Return whether a word is of a script that leaves short vowels out."""
    return script_of(word) in {"arabic", "hebrew"}


def most_apart(one: str, other: str) -> int:
    """Return how much two words may differ at a glance if the one is to be the other with mistakes in it."""
    return min(len(one) + 3, len(other) + 3, GLANCED)


def nearest_outlines(
    word: str, entries: Sequence[Entered], most: int, number: int, same_bones: Container[int]
) -> list[Entered]:
    """Return those of some words that look nearest to a word, and differ from it by no more than ``most``.

    Of a word that is written without its vowels nobody sees at a glance which of its letters are consonants: that it
    has the consonants of the other in one of its readings, ``same_bones`` says; more of those are compared.
    """
    looked = []
    for place, entry in enumerate(entries):
        farthest = min(most, most_apart(word, entry.word))
        apart = glance(word, entry.word, farthest)
        if apart and entry.id in same_bones and (is_vowelless(word) or is_vowelless(entry.word)):
            apart = min(apart, Levenshtein.distance(outline(word)[1], outline(entry.word)[1]))
        if apart <= farthest:
            looked.append((apart, place))
    number *= VOWELLESS_MORE if is_vowelless(word) else 1
    return [entries[place] for _apart, place in sorted(looked)[:number]]


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
    near = compared(part, keys, book, SPELLED_APART, number=COMPARED_PARTS)
    return [(entry, apart) for entry, apart in near if apart <= PART_APART]
