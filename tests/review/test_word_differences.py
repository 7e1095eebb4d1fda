"""Which words of a text changed, and what finding them costs."""

import random
import time

import pytest

from memorial.review.word_differences import Change, Piece, differences, folded

Said = list[tuple[str, str]]


def said(before: str, after: str) -> Said:
    """Return the pieces in short: K kept, R removed, A added."""
    return [(piece.change[0].upper(), piece.text) for piece in differences(before, after)]


def sides(pieces: list[Piece]) -> tuple[str, str]:
    """Return the two texts of which the pieces were made."""
    before = "".join(piece.text for piece in pieces if piece.change is not Change.ADDED)
    after = "".join(piece.text for piece in pieces if piece.change is not Change.REMOVED)
    return before, after


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", []),
        ("same", "same", [("K", "same")]),
        ("", "new", [("A", "new")]),
        ("gone", "", [("R", "gone")]),
        ("A synthetic name", "A written name", [("K", "A "), ("R", "synthetic"), ("A", "written"), ("K", " name")]),
        # Words that changed side by side are one change, with the blank between them.
        ("the old house", "a new house", [("R", "the old"), ("A", "a new"), ("K", " house")]),
        # A sign is not part of the word before it.
        ("She wrote", "She wrote.", [("K", "She wrote"), ("A", ".")]),
        ("one\ntwo\nthree", "one\n2\nthree", [("K", "one\n"), ("R", "two"), ("A", "2"), ("K", "\nthree")]),
        ("Əlif oğlu", "Əlif Lətif oğlu", [("K", "Əlif "), ("A", "Lətif "), ("K", "oğlu")]),
        # A vowel sign, and a joiner that shows nothing, belong to their word.
        ("كَتَبَ هنا", "كَتَبَت هنا", [("R", "كَتَبَ"), ("A", "كَتَبَت"), ("K", " هنا")]),
        ("می\u200cرود او", "می\u200cآید او", [("R", "می\u200cرود"), ("A", "می\u200cآید"), ("K", " او")]),
    ],
)
def test_changed_words_are_told_from_those_that_stayed(before: str, after: str, expected: Said) -> None:
    assert said(before, after) == expected


def test_each_paragraph_is_compared_with_the_one_in_its_place() -> None:
    before = "First synthetic line here.\nSecond synthetic line here.\nThird synthetic line here."
    after = before.replace("line", "row")
    kept = [piece.text for piece in differences(before, after) if piece.change is Change.KEPT]
    assert [piece.text for piece in differences(before, after) if piece.change is Change.ADDED] == ["row"] * 3
    assert kept[0] == "First synthetic "


def test_paragraph_that_was_moved_costs_no_other_one() -> None:
    lines = [f"Synthetic paragraph number {number}.\n" for number in range(5)]
    pieces = differences("".join(lines), "".join([*lines[1:], lines[0]]))
    assert "".join(piece.text for piece in pieces if piece.change is Change.KEPT) == "".join(lines[1:])


def long_text(chance: random.Random, words: int, vocabulary: int, end: str = " ") -> str:
    """Return a synthetic text of so many words, of which so many are different."""
    return "".join(f"w{chance.randrange(vocabulary)}{'.' if chance.random() < 0.06 else ''}{end}" for _ in range(words))


@pytest.mark.parametrize("vocabulary", [1, 2, 20, 3000])
@pytest.mark.parametrize("end", [" ", "\n"])
def test_long_texts_take_no_more_than_a_moment(vocabulary: int, end: str) -> None:
    chance = random.Random(vocabulary)  # noqa: S311  # the same texts each time
    before, after = (long_text(chance, 20_000, vocabulary, end) for _both in range(2))
    start = time.process_time()
    pieces = differences(before, after)
    assert time.process_time() - start < 2
    assert sides(pieces) == (before, after)


def test_nothing_is_lost_whatever_changed() -> None:
    chance = random.Random(1992)  # noqa: S311  # the same texts each time
    for _again in range(200):
        texts = ["".join(chance.choice("ab .\n,\u0301əя") for _ in range(chance.randrange(40))) for _both in range(2)]
        assert sides(differences(*texts)) == tuple(texts)


def test_long_stretch_that_stayed_is_folded_and_whole() -> None:
    before = "Synthetic words that stay. " * 60
    pieces = list(folded(differences(f"{before}old", f"{before}new")))
    assert [piece.change for piece in pieces][:3] == [Change.KEPT, Change.FOLDED, Change.KEPT]
    assert sides(pieces) == (f"{before}old", f"{before}new")
    assert pieces[1].word_count > 150
    assert not any(piece.change is Change.FOLDED for piece in folded([Piece(Change.KEPT, "x" * 5000)]))
