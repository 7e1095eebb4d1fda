"""Grave words: found with every ending and in capitals, and not where harmless words begin in the same way."""

import pytest

from memorial.base.grave_words import default_grave_words, grave_words_in


@pytest.mark.parametrize(
    "harmless",
    [
        "Он пытался, она пыталась, они пытались",
        "труппа театра, скальпель",
        "yürümekte zorlandı, zorlanıyordu",
        "a scalpel, rapeseed, drapes, grape",
    ],
)
def test_harmless_words_are_not_grave(harmless: str) -> None:
    assert grave_words_in(harmless, default_grave_words()) == []


@pytest.mark.parametrize(
    "grave", ["пытали", "пытки", "İŞGƏNCƏLƏR", "IŞKENCE", "Raped", "скальпы", "zorlanıb", "cəsədlər"]
)
def test_grave_words_are_found_in_capitals_and_with_endings(grave: str) -> None:
    assert grave_words_in(f"Synthetic: {grave}.", default_grave_words()) == [grave]
