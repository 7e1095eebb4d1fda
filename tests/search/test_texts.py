"""Texts: whatever visitors can read is found by its words, and nothing else is."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from memorial.models import Event, User
from memorial.review.gate import Channel
from memorial.review.status import Status
from memorial.search.models import Edition
from memorial.search.texts import TextsFound, find_keys, find_texts
from tests.factories import (
    make_asset,
    make_commemoration,
    make_event,
    make_figure,
    make_household,
    make_person,
    make_place,
    make_recognition,
    make_source,
    make_testimony,
)

pytestmark = pytest.mark.usefixtures("memorial")
TRANSCRIPT = "WEBVTT\n\nNOTE Hidden remark\n\n00:00:01.000 --> 00:00:04.000\nSynthetic <i>lantern</i> words"


def strangers(model: Any) -> Any:
    """Return what a stranger may see of a kind."""
    return model.objects.public(Channel.SEARCH)


def find(text: str, **how: Any) -> dict[str, TextsFound]:
    """Return what a stranger finds."""
    return find_texts(text, edition=Edition.PUBLIC, rows=strangers, **how)


def found(text: str, **how: Any) -> list[Any]:
    """Return the entries that a stranger finds, kind by kind."""
    return [hit.entry for some in find(text, **how).values() for hit in some.hits]


def test_every_kind_is_found_by_its_texts() -> None:
    made: list[Any] = [
        make_person(given="", family="", texts={"en": {"description": "synthetic lantern bearer"}}),
        make_person(given="A", texts={"en": {"occupation": "synthetic lantern maker"}}),
        make_testimony(texts={"en": {"text": "We saw a lantern."}}),
        make_event("Lantern walk"),
        make_source(title="The lantern", texts={"en": {"note": "read twice"}}),
        make_source(title="Other", publisher="Lantern press"),
        make_place(texts={"en": {"name": "Lantern hill"}}),
        make_place("Hill", other_names="Lantern; Mound"),
        make_figure(texts={"en": {"subject": "people", "scope": "by lantern", "stated_by": "body"}}),
        make_commemoration("Lantern monument"),
        make_recognition(texts={"en": {"body": "Chamber", "wording": "the lantern"}}),
        make_household("Lantern house"),
        make_asset(texts={"en": {"caption": "A lantern"}}),
        make_asset(kind="audio", texts={"en": {"caption": "Voice", "transcript": TRANSCRIPT}}),
    ]
    assert set(found("lantern")) == set(made)
    assert set(found("lantern", kinds=["event", "nonsense"])) == {made[3]}
    assert {each.pk for each in found(str(made[8].low)) if each == made[8]}


def test_words_are_found_in_other_forms_and_without_their_letters() -> None:
    az = make_event(texts={"az": {"title": "Xocalı şəhidləri"}})
    ru = make_event(texts={"ru": {"title": "Беженцы ещё в пути"}})
    tr = make_event(texts={"tr": {"title": "Hocalı’da kızlarımız"}})
    en = make_event(texts={"en": {"title": "Refugees of Khojaly"}})
    for text in ("xocali sehid", "Xocalıda şəhidlərin", "XOCALININ", "sehidler"):
        assert found(text) == [az]
    for text in ("беженцев", "беженец* беженцы", "ЕЩЕ БЕЖЕНЦАМИ"):
        assert found(text) == [ru]
    for text in ("hocalı kızlar", "kizlarimiz", "Hocali kiz"):
        assert found(text) == [tr]
    assert found("refugee") == [en]


def test_quotes_minus_and_beginnings() -> None:
    side = make_event("The human corridor in fog")
    apart = make_event("A corridor for every human")
    assert found("human corridor") == [side, apart]
    assert found('"human corridor"') == [side]
    assert found('"humans corridors"') == [side]
    assert found("corridor -fog") == [apart]
    assert found('corridor -"human corridor"') == [apart]
    assert set(found("corri*")) == {side, apart}
    assert found("corri") == []
    assert found("-fog") == [] and found("") == [] and found('"corridor human"') == []
    make_event(texts={"en": {"title": "human", "summary": "corridor"}})
    assert found('"human corridor"') == [side]


def test_some_words_are_answered_where_nothing_has_all_of_them() -> None:
    make_event("Synthetic meadow at dawn")
    for _each in range(3):
        make_event("Synthetic dusk")
    rare = make_event("Synthetic heron")
    some = find("dusk heron nightfall")["event"]
    assert some.partly and some.hits[0].entry == rare and some.number == 4
    assert not find("meadow dawn")["event"].partly
    assert find("the meadow of dawn")["event"].number == 1
    assert find("nightfall") == {}
    assert [hit.entry.label for hit in find('"at dawn" nightfall')["event"].hits] == [
        "1992-02-26 Synthetic meadow at dawn"
    ]


def test_titles_come_first_then_words_near_each_other_then_the_language_of_the_page() -> None:
    far = make_event(texts={"en": {"title": "One", "summary": f"river {'and so on ' * 40} bridge"}})
    near = make_event(texts={"en": {"title": "Two", "summary": "the bridge by the river"}})
    title = make_event(texts={"en": {"title": "River bridge"}})
    assert found("river bridge") == [title, near, far]
    russian = make_event(texts={"ru": {"title": "Synthetic heron"}})
    english = make_event(texts={"en": {"title": "Synthetic heron"}})
    assert found("heron") == [english, russian]
    with translation.override("ru"):
        assert found("heron") == [russian, english]
    same = [make_event("Synthetic egret") for _each in range(3)]
    assert found("egret") == same


def test_entry_is_found_once_in_its_best_language() -> None:
    both = make_event(texts={"en": {"title": "Synthetic heron"}, "tr": {"title": "Synthetic heron kuş"}})
    hit = find("heron")["event"].hits[0]
    assert (hit.entry, hit.language, find("heron")["event"].number) == (both, "en", 1)
    with translation.override("tr"):
        assert find("heron")["event"].hits[0].language == "tr"
    assert find("heron", languages=["tr"])["event"].hits[0].language == "tr"
    assert find("heron", languages=["ru"]) == {}


def test_pages_of_one_kind_follow_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    made = [make_event("Synthetic egret") for _each in range(5)]
    pages = [found("egret", kinds=["event"], first=first, limit=2) for first in (0, 2, 4, 6)]
    assert pages == [made[:2], made[2:4], made[4:], []]
    monkeypatch.setattr("memorial.search.texts.MOST", 3)
    some = find("egret")["event"]
    assert (some.number, some.more, len(some.hits)) == (3, True, 3)


def test_hidden_rows_change_neither_numbers_nor_order(monkeypatch: pytest.MonkeyPatch, contributor: User) -> None:
    monkeypatch.setattr("memorial.search.texts.ROWS", 3)
    for _each in range(4):
        make_event("Synthetic egret", restricted=True, status=Status.DRAFT)
    seen = make_event("Synthetic egret", status=Status.DRAFT)

    def known_to(model: Any) -> Any:
        return model.objects.visible_to(contributor)

    some = find_texts("egret", edition=Edition.DESK, rows=known_to)["event"]
    assert ([hit.entry for hit in some.hits], some.number, some.more) == ([seen], 1, False)
    assert find("egret") == {}
    assert find_keys("egret", edition=Edition.DESK, rows=Event.objects.visible_to(contributor)) == ([seen.pk], False)


@pytest.mark.parametrize("edition", Edition)
def test_number_of_queries_does_not_depend_on_rows(edition: Edition) -> None:
    def ask() -> int:
        with CaptureQueriesContext(connection) as asked:
            find_texts("heron", edition=edition, rows=strangers)
        return len(asked)

    def make() -> None:
        make_event("heron")
        make_testimony("heron")
        make_person(texts={"en": {"story": "heron", "content_note": "note"}})
        make_asset(texts={"en": {"caption": "heron"}})
        make_source(title="heron")

    make()
    alone = ask()
    make()
    make()
    assert ask() == alone <= 32
