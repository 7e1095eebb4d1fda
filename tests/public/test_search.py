"""The search: people first, each with why; then all else by kind, as far as it is public."""

import re
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from memorial.models import Person, UnansweredSearch
from memorial.public import search as page_of_search
from memorial.review.status import Status
from tests.contributions.keys import use_keys
from tests.factories import add_name, add_picture, make_event, make_person, make_place, make_source, make_testimony

ROW = re.compile(r'<a class="row-name" href="[^"]+" lang="[^"]+"><bdi>([^<]+)</bdi>')


def page(visitor: Client, query: str = "", language: str = "en", status: int = 200) -> str:
    response = visitor.get(f"/{language}/search/{query}")
    assert response.status_code == status
    return response.content.decode()


def names(html: str) -> list[str]:
    return ROW.findall(html)


def part(html: str, heading: str) -> str:
    """Return what stands on a page under a heading."""
    found = re.search(rf'<h2 id="[^"]+">{heading}.*?(?=<section|</main>)', html, re.DOTALL)
    return found[0] if found else ""


@pytest.fixture
def gulnara(memorial: Any) -> Person:
    """A woman in three spellings, one of them from a source; synthetic."""
    person = make_person(given="Gulnara", family="Sintetikova", birth="1953", residence=make_place("Synthetic town"))
    source = make_source(title="Synthetic list of 1992")
    add_name(person, given="Гульнара", family="Синтетикова", language="ru", script="Cyrl", source=source)
    return person


def test_page_says_what_can_be_written_before_anything_is_asked(visitor: Client) -> None:
    html = page(visitor)
    assert "What you can write" in html
    assert 'href="/en/people/"' in html
    assert "noindex" not in visitor.get("/en/search/").headers.get("X-Robots-Tag", "")


def test_person_is_found_by_the_name_that_is_shown(visitor: Client, gulnara: Person) -> None:
    html = page(visitor, "?q=Gulnara+Sintetikova")
    found = part(html, "Found")
    assert names(found) == ["Gulnara Sintetikova"]
    assert gulnara.get_absolute_url() in found
    assert "1953" in found
    assert "Synthetic town" in found
    assert 'class="why"' not in found


def test_residence_that_is_not_public_is_not_shown(visitor: Client) -> None:
    hidden = make_place("Zqhidden town", status=Status.DRAFT)
    make_person(given="Gulnara", family="Sintetikova", residence=hidden)
    html = page(visitor, "?q=Gulnara+Sintetikova")
    assert names(html) == ["Gulnara Sintetikova"]
    assert "Zqhidden" not in html


def test_person_found_by_another_spelling_is_shown_with_it_and_its_source(visitor: Client, gulnara: Person) -> None:
    html = page(visitor, f"?q={quote('Гульнара Синтетикова')}")
    assert names(part(html, "Found")) == ["Gulnara Sintetikova"]
    why = re.search(r'<p class="why">(.*?)</p>', html)
    assert why is not None
    assert "Синтетикова" in why[1]
    assert "Synthetic list of 1992" in why[1]


def test_similar_name_is_called_similar_and_not_found(visitor: Client, gulnara: Person) -> None:
    html = page(visitor, "?q=Gulnara+Sintetipova")
    assert part(html, "Found") == ""
    assert names(part(html, "Names that may be meant")) == ["Gulnara Sintetikova"]
    assert "Tell us about this person" in html
    assert "similar: one letter" in html
    make_person(given="Gulnara", family="Sintetipova")
    make_person(given="G.", family="Sintetipova")
    html = page(visitor, "?q=Gulnara+Sintetipova")
    assert names(part(html, "Found")) == ["Gulnara Sintetipova"]
    assert "G. Sintetipova" in names(part(html, "Similar names"))
    assert "Tell us about this person" not in html


@pytest.mark.parametrize("status", [Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN])
def test_who_is_not_public_is_not_found_and_not_near(visitor: Client, status: Status) -> None:
    make_person(given="Zqname", family="Zqfamily", status=status)
    for query in ("?q=Zqname+Zqfamily", "?q=zqnam", "?q=Zqfamile"):
        html = page(visitor, query)
        assert names(html) == []
        assert "Zqfamily" not in html.replace("?q=Zqname+Zqfamily", "").replace("“Zqname Zqfamily”", "").replace(
            'value="Zqname Zqfamily"', ""
        ).replace("<title>Zqname Zqfamily", "")


def test_nothing_found_says_what_was_tried_and_invites(visitor: Client, gulnara: Person) -> None:
    html = page(visitor, "?q=Qqqqq+Xxxxx")
    assert "Nothing was found for “Qqqqq Xxxxx”" in html
    assert "We looked for the words as you wrote them" in html
    told = part(html, "If the person you look for is not here")
    assert 'href="/en/contribute/testimony/"' in told
    assert 'href="/en/people/"' in told
    assert "Qqqqq" not in told


def test_unanswered_search_is_noted_once_and_only_without_filters(visitor: Client, gulnara: Person) -> None:
    visitor.head("/en/search/?q=Qqqqq+Xxxxx")
    page(visitor, "?q=Qqqqq+Xxxxx&fate=killed")
    page(visitor, "?q=Gulnara+Sintetikova")
    assert UnansweredSearch.objects.count() == 0
    page(visitor, "?q=Qqqqq+Xxxxx")
    assert UnansweredSearch.objects.count() == 1


def test_search_that_found_a_part_of_the_name_alone_is_noted(visitor: Client, gulnara: Person) -> None:
    html = page(visitor, "?q=Yoxlayeva+Gulnara")
    assert names(html) == ["Gulnara Sintetikova"]
    assert list(UnansweredSearch.objects.values_list("words", flat=True)) == ["gulnara yoxlayeva"]


def test_other_keyboard_is_tried_and_said(visitor: Client, gulnara: Person) -> None:
    # "Gulnara Sintetikova" typed with a Russian layout on.
    html = page(visitor, f"?q={quote('Пгдтфкф Ыштеуешлщмф')}")
    assert names(html) == ["Gulnara Sintetikova"]
    assert "typed on another keyboard layout" in html


def test_address_keeps_the_question_in_every_language_and_nothing_else(visitor: Client, gulnara: Person) -> None:
    response = visitor.get("/en/search/?q=Sintetikova&q=Gulnara&fate=unknown&other=1&page=1")
    html = response.content.decode()
    own = "?q=Gulnara&amp;fate=unknown"
    assert f'rel="canonical" href="http://testserver/en/search/{own}">' in html
    for language in ("az", "ru", "tr"):
        assert f'hreflang="{language}" href="http://testserver/{language}/search/{own}">' in html
        assert f'<a href="/{language}/search/{own}"' in html
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_words_are_found_by_kind_with_numbers_and_the_way_to_all(visitor: Client) -> None:
    for number in range(5):
        texts = {"en": {"title": f"Synthetic event {number}", "summary": "A synthetic <b>zugzwang</b> here"}}
        make_event(texts=texts)
    make_source(title="Synthetic zugzwang report")
    html = page(visitor, "?q=zugzwang")
    assert "<mark>zugzwang</mark>" in html
    assert "<b>zugzwang" not in html
    events = part(html, "Events")
    assert events.count("<li>") == 3
    assert '<span class="number-found">5</span>' in events
    assert 'href="?q=zugzwang&amp;kind=events"' in events
    assert "Synthetic zugzwang report" in part(html, "Sources")
    assert 'href="#events">Events</a>' in html
    whole = page(visitor, "?q=zugzwang&kind=events")
    assert part(whole, "Events").count("<li>") == 5
    assert part(whole, "Sources") == ""


def test_pages_of_one_kind_lead_on_and_back(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_of_search, "PAGE_SIZE", 2)
    for letter in "ABC":
        make_event(f"Synthetic zugzwang {letter}")
        make_person(given=letter * 4 + "a", family="Sintetikova")
    for query, shown in (
        ("q=zugzwang&kind=events", "Synthetic zugzwang"),
        ("q=Sintetikova&kind=people", "Sintetikova</"),
    ):
        first = page(visitor, f"?{query}")
        assert f'rel="next" href="?{query.replace("&", "&amp;")}&amp;page=2"' in first
        second = page(visitor, f"?{query}&page=2")
        assert f'rel="prev" href="?{query.replace("&", "&amp;")}"' in second
        assert 'rel="next"' not in second
        assert [html.count(f"{shown}") > 0 for html in (first, second)] == [True, True]
    assert len({*names(page(visitor, f"?{query}")), *names(page(visitor, f"?{query}&page=2"))}) == 3


def test_grave_words_stay_behind_their_note(visitor: Client) -> None:
    texts = {"en": {"summary": "Zqgrave summary", "text": "Zqgrave words", "content_note": "Synthetic note"}}
    make_testimony(texts=texts)
    html = page(visitor, "?q=zqgrave")
    testimonies = part(html, "Testimonies")
    assert "Content note:" in testimonies
    assert "Synthetic note" in testimonies
    assert "summary" not in testimonies
    assert "Zqgrave words" not in testimonies


def test_narrator_who_is_not_named_is_not_found_by_name(visitor: Client) -> None:
    testimony = make_testimony("A synthetic zugzwang", narrator_name="Zqnarrator Zqfamily", basis="consent")
    testimony.consents.create(purpose="publish", given=True, audience="public", naming="anonymous")
    testimony.refresh()
    assert "Testimonies" not in part(page(visitor, "?q=Zqnarrator+Zqfamily"), "Testimonies")
    told = part(page(visitor, "?q=zugzwang"), "Testimonies")
    assert "zugzwang" in told
    assert "Zqnarrator" not in told


def test_search_costs_the_same_however_many_are_found(visitor: Client) -> None:
    cost = {}
    for rows in (1, 2, 3):
        add_picture(make_person(given="Zugzwang", residence=make_place(), texts={"en": {"story": "Zugzwang"}}))
        make_testimony("Synthetic zugzwang")
        make_event("Synthetic zugzwang")
        make_source(title="Synthetic zugzwang")
        with CaptureQueriesContext(connection) as queries:
            assert len(names(page(visitor, "?q=zugzwang"))) == rows
        cost[rows] = len(queries)
    assert cost[1] == cost[3] <= 40, cost


def test_box_stands_on_public_pages_and_on_no_private_one(
    visitor: Client, gulnara: Person, settings: Any, tmp_path: Any
) -> None:
    use_keys(settings, tmp_path)
    for url in ("/az/", "/az/people/", gulnara.get_absolute_url().replace("/en/", "/az/"), "/az/no-such-page/"):
        html = visitor.get(url).content.decode()
        assert '<form class="seek" role="search" method="get" action="/az/search/">' in html, url
        assert html.count('id="seek"') == html.count('for="seek"') == 1, url
    assert 'id="seek"' not in page(visitor)
    private = visitor.get("/az/contribute/lost/").content.decode()
    assert 'id="seek"' in private or "search" not in private


@pytest.mark.parametrize("language", ["az", "en", "ru", "tr"])
def test_page_renders_in_every_language_and_stays_small(visitor: Client, gulnara: Person, language: str) -> None:
    for query in ("", "?q=Sintetikova"):
        html = page(visitor, query, language)
        assert f'<html lang="{language}"' in html
        assert len(html.encode()) < 20_000


@pytest.mark.parametrize("typed", ["Gülnar", "Gulnar", "Гюльнар", "Гүлнар"])
def test_name_that_begins_as_was_typed_is_no_similar_name(visitor: Client, memorial: Any, typed: str) -> None:
    make_person(given="Gülnarə", family="Sintetikova")
    html = page(visitor, f"?q={quote(typed)}")
    assert names(html) == ["Gülnarə Sintetikova"]
    assert "a name that begins so" in html
    assert "similar: " not in html


def test_spelling_that_is_shown_is_not_explained_by_another_in_the_same_letters(visitor: Client, memorial: Any) -> None:
    person = make_person(given="Gülnarə", family="Hacıyeva")
    add_name(person, given="Gulnara", family="Hajiyeva", language="tr")
    html = page(visitor, "?q=haciyeva")
    assert names(html) == ["Gülnarə Hacıyeva"]
    assert 'class="why"' not in html
    html = page(visitor, "?q=Haciyev")
    assert "the same name with another ending" in html


def test_words_that_were_found_offer_no_name_that_is_near(visitor: Client, memorial: Any) -> None:
    make_person(given="Gulnara", family="Sintetikova")
    assert "Did you mean:" in page(visitor, "?q=Gulnarq+Sintetikovq")
    make_event(texts={"en": {"title": "Gulnarq Sintetikovq, a synthetic word"}})
    html = page(visitor, "?q=Gulnarq+Sintetikovq")
    assert "a synthetic word" in html
    assert "Did you mean:" not in html


def test_words_in_quotes_and_words_that_are_not_to_be_there_are_no_other_names(visitor: Client, memorial: Any) -> None:
    make_person(given="Gulnara", family="Sintetikova")
    assert names(page(visitor, "?q=%22Gulnara+Sintetikova%22")) == ["Gulnara Sintetikova"]
    assert names(page(visitor, "?q=%22Gulnarq+Sintetikova%22")) == []
    assert names(page(visitor, "?q=report+-Sintetikova")) == []


def test_who_bears_a_name_that_is_not_wanted_is_left_out(visitor: Client, memorial: Any) -> None:
    for given in ("Gulnara", "Solmaz"):
        make_person(given=given, family="Sintetikova")
    assert sorted(names(page(visitor, "?q=Sintetikova"))) == ["Gulnara Sintetikova", "Solmaz Sintetikova"]
    assert names(page(visitor, "?q=Sintetikova+-Гульнара")) == ["Solmaz Sintetikova"]


def test_word_that_texts_have_is_no_vaguely_similar_name(visitor: Client, memorial: Any) -> None:
    make_person(given="Aghaali", family="Sintetikov")
    assert names(page(visitor, "?q=Khojaly")) == ["Aghaali Sintetikov"]
    make_place("Khojaly")
    html = page(visitor, "?q=Khojaly")
    assert names(html) == []
    assert "Khojaly" in part(html, "Places")
