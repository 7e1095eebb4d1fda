"""The sources: press of the time by day, all others by kind, each with what cites it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from memorial.models import Source
from memorial.public import sources as view
from memorial.review.status import Status
from tests.factories import (
    add_name,
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

PRESS = Source.Kind.PRESS_OF_THE_TIME


def press(outlet: str, published: str, **fields: Any) -> Source:
    return make_source(kind=PRESS, title="", publisher=outlet, published=published, **fields)


def test_press_of_the_time_stands_by_day_with_what_it_reported(visitor: Client) -> None:
    press("Synthetic Evening Post", "1992-03-04", texts={"en": {"summary": "Synthetic report of the evening"}})
    press("Synthetic Morning Post", "1992-03-02", place="Synthetic City", language="fr")
    press("Synthetic Undated Post", "")
    page = visitor.get("/en/sources/").content.decode()
    found = [page.index(f"Synthetic {time} Post") for time in ("Morning", "Evening", "Undated")]
    assert found == sorted(found)
    assert "2 March 1992" in page
    assert "Synthetic City" in page
    assert "French" in page
    assert "Synthetic report of the evening" in page


def test_other_sources_stand_by_kind_then_by_title(visitor: Client) -> None:
    make_source(kind=Source.Kind.BOOK, title="Synthetic book")
    make_source(kind=Source.Kind.REPORT, title="Synthetic report B")
    make_source(kind=Source.Kind.REPORT, title="Synthetic report A")
    page = visitor.get("/en/sources/").content.decode()
    found = [page.index(f"Synthetic {title}") for title in ("report A", "report B", "book")]
    assert found == sorted(found)
    assert "<h2>Reports</h2>" in page


def test_every_kind_has_a_heading() -> None:
    assert set(view.HEADINGS) | {PRESS} == set(Source.Kind)


def test_long_lists_go_on_from_the_last_source(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view, "PAGE_SIZE", 2)
    for letter in "ABCDE":
        make_source(kind=Source.Kind.BOOK, title=f"Synthetic book {letter}")
        press(f"Synthetic paper {letter}", f"1992-03-0{ord(letter) - 64}")
    first = visitor.get("/en/sources/")
    assert shown(first.content.decode()) == {"book A", "book B", "paper A", "paper B"}
    books = visitor.get(f"/en/sources/{first.context['others'].next_url}")
    assert shown(books.content.decode()) == {"book C", "book D"}
    assert f'<link rel="canonical" href="http://testserver/en/sources/{books.wsgi_request.get_full_path()[12:]}">' in (
        books.content.decode()
    )
    papers = visitor.get(f"/en/sources/{first.context['press'].next_url}")
    assert shown(papers.content.decode()) == {"paper C", "paper D"}


def shown(page: str) -> set[str]:
    return {
        f"{kind} {letter}" for kind in ("book", "paper") for letter in "ABCDE" if f"Synthetic {kind} {letter}" in page
    }


def test_source_page_shows_its_facts_and_where_it_is_known_from(visitor: Client) -> None:
    source = make_source(
        title="Синтетический отчёт",
        title_language="ru",
        author="Synthetic Author",
        publisher="Synthetic House",
        published="1994-12",
        url="https://example.org/report",
        archive_reference="Fonds 1, file 2",
        texts={"en": {"note": "Read in a synthetic reproduction"}},
    )
    through = make_source(title="Synthetic compilation")
    source.citations.create(source=through)
    page = visitor.get(source.get_absolute_url()).content.decode()
    assert '<bdi lang="ru">Синтетический отчёт</bdi>' in page
    assert "December 1994" in page
    assert 'href="https://example.org/report" rel="noopener noreferrer nofollow"' in page
    for words in ("Synthetic Author", "Synthetic House", "Fonds 1, file 2", "Read in a synthetic reproduction"):
        assert words in page
    assert through.get_absolute_url() in page


def cited_by_everything(source: Source, **status: Any) -> list[str]:
    """Cite a source from one entry of each kind; return what the page must then show of them."""
    person = make_person(given="Citing", **status)
    person.citations.create(source=source, fact="birth")
    named = make_person(given="Named", **status)
    add_name(named, given="Spelled", family="Otherwise", source=source)
    entries = [
        make_household("Synthetic citing household", **status),
        make_testimony(narrator_name="Synthetic citing narrator", **status),
        make_event("Synthetic citing event", **status),
        make_place("Synthetic citing place", **status),
        make_figure("Synthetic citing figure", **status),
        make_recognition("Synthetic citing chamber", **status),
        make_commemoration("Synthetic citing monument", **status),
        make_source(title="Synthetic citing source", **status),
    ]
    for entry in entries:
        entry.citations.create(source=source)  # type: ignore[attr-defined]
    kinds = ("household", "narrator", "event", "place", "figure", "chamber", "monument", "source")
    return ["Citing Synthetic", "Named Synthetic", *(f"Synthetic citing {kind}" for kind in kinds)]


def test_source_page_names_everything_that_cites_it(visitor: Client) -> None:
    source = make_source()
    expected = cited_by_everything(source)
    page = visitor.get(source.get_absolute_url()).content.decode()
    assert [words for words in expected if words not in page] == []
    assert '<p class="meta">born</p>' in page


@pytest.mark.parametrize("status", [Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN])
def test_source_page_names_nothing_that_is_not_public(visitor: Client, status: Status) -> None:
    source = make_source()
    hidden = cited_by_everything(source, status=status)
    page = visitor.get(source.get_absolute_url()).content.decode()
    assert [words for words in hidden if words in page] == []
    assert "No public page cites it yet." in page


def test_source_page_names_no_more_than_it_can_show(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("memorial.public.citing.SHOWN", 2)
    source = make_source()
    for _ in range(3):
        make_event().citations.create(source=source)
    page = visitor.get(source.get_absolute_url()).content.decode()
    assert page.count("/en/events/#") == 2
    assert "There are more than can be named here." in page


@pytest.mark.parametrize("rows", [1, 3])
def test_sources_cost_the_same_number_of_queries(
    visitor: Client, django_assert_num_queries: Callable[[int], Any], rows: int
) -> None:
    for _ in range(rows):
        press("Synthetic Post", "1992-03-02").citations.create(source=make_source())
    with django_assert_num_queries(5):
        visitor.get("/en/sources/")


@pytest.mark.parametrize("rows", [1, 3])
def test_source_page_costs_the_same_number_of_queries(
    visitor: Client, django_assert_num_queries: Callable[[int], Any], rows: int
) -> None:
    source = make_source()
    for _ in range(rows):
        cited_by_everything(source)
        make_asset(source=source)
    with django_assert_num_queries(16):
        visitor.get(source.get_absolute_url())
