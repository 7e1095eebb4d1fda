"""Curators keep the list of watched words; each change has its line in the ledger, without the word."""

from collections import defaultdict
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from memorial.contributions.watching import WatchList, watched_in
from memorial.models import LedgerLine, User, WatchedWord
from memorial.review.ledger import Verb
from tests.conftest import signed_in

#: What the list costs.
QUERIES = 6


def page() -> str:
    return reverse("admin:watched_words")


def lines() -> list[LedgerLine]:
    return list(LedgerLine.objects.filter(verb=Verb.WORD_WATCHED))


def test_list_is_empty_until_curators_fill_it(curator_browser: Client) -> None:
    assert not WatchedWord.objects.exists()
    assert watched_in("zorbul") == []
    assert "No word is watched." in curator_browser.get(page()).content.decode()


def test_word_is_added_watched_and_removed_with_a_line_for_each(curator: User, curator_browser: Client) -> None:
    added = curator_browser.post(page(), {"words": "  zorbul ", "note": "synthetic"}, follow=True)
    word = WatchedWord.objects.get()
    assert (word.words, word.note, word.added_by) == ("zorbul", "synthetic", curator)
    assert "zorbul" in added.content.decode()
    assert watched_in("Z.O.R.B.U.L") == [word.pk]
    curator_browser.post(reverse("admin:unwatch_word", args=[word.pk]))
    assert watched_in("zorbul") == []
    assert [(line.actor, line.kind, line.entry, line.detail) for line in lines()] == [
        (curator, "watchedword", str(word.pk), {"act": "added"}),
        (curator, "watchedword", str(word.pk), {"act": "removed"}),
    ]


@pytest.mark.parametrize("again", ["zorbul", "ZORBUL", "zоrbul", "Zörbül", "ｚｏｒｂｕｌ", "zor\u200bbul", "«zorbul»"])
def test_word_that_reads_like_another_is_refused_with_that_one(curator_browser: Client, again: str) -> None:
    curator_browser.post(page(), {"words": "zorbul"})
    answer = curator_browser.post(page(), {"words": again, "note": "kept words"})
    assert answer.status_code == 422
    assert "kept words" in answer.content.decode()
    assert WatchedWord.objects.count() == 1
    assert len(lines()) == 1


@pytest.mark.parametrize("words", ["", "   ", "…", "\u200b", "a", "zor*", "x" * 121, "zor\x00bul"])
def test_word_that_says_too_little_or_too_much_is_refused(curator_browser: Client, words: str) -> None:
    assert curator_browser.post(page(), {"words": words}).status_code == 422
    assert not WatchedWord.objects.exists()
    assert lines() == []


def test_stem_may_stand_beside_its_word(curator_browser: Client) -> None:
    for words in ("zorbul", "zorbul*"):
        curator_browser.post(page(), {"words": words})
    assert watched_in("zorbulların") == [WatchedWord.objects.get(words="zorbul*").pk]
    assert len(watched_in("zorbul")) == 2


def test_words_are_shown_as_text_and_a_number_that_is_none_is_not_found(curator_browser: Client) -> None:
    curator_browser.post(page(), {"words": "<b>zorbul</b>", "note": "\u202eetak"})
    shown = curator_browser.get(page()).content.decode()
    assert "<b>zorbul" not in shown
    assert "&lt;b&gt;zorbul" in shown
    assert curator_browser.post(reverse("admin:unwatch_word", args=[10**9])).status_code == 404
    assert curator_browser.get(reverse("admin:unwatch_word", args=[1])).status_code == 405


def test_only_curators_see_and_change_the_list(contributor: User, keeper: User, steward: User, visitor: Client) -> None:
    assert visitor.get(page()).status_code == 302
    for browser in (visitor, *map(signed_in, (contributor, keeper, steward))):
        assert browser is visitor or browser.get(page()).status_code == 403
        assert browser.post(page(), {"words": "zorbul"}).status_code == 403
    assert not WatchedWord.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_list_costs_the_same_however_long_it_is(
    curator: User, curator_browser: Client, number: int, django_assert_num_queries: Any
) -> None:
    for place in range(number):
        WatchedWord.objects.create(words=f"zorbul{place}", added_by=curator)
    curator_browser.get(page())
    with django_assert_num_queries(QUERIES):
        curator_browser.get(page())


def test_long_word_is_held_against_no_more_beginnings_than_the_list_has() -> None:
    asked: list[str] = []

    class Noted(defaultdict[str, Any]):
        def get(self, key: str, default: Any = None) -> Any:
            asked.append(key)
            return super().get(key, default)

    listed = WatchList([(1, "zorbul*"), (2, "vask")])
    listed.by_first = Noted(list, listed.by_first)
    assert listed.found_in("ab" * 5000) == []
    assert 0 < len(asked) < 50
    assert listed.found_in("Zorbullar, zorbul") == [1]
