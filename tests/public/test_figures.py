"""How many? Each number with who states it; rivals side by side, nothing added up."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from memorial.models import Figure, Person
from memorial.review.status import Status
from tests.factories import make_figure, make_person, make_source


@pytest.mark.parametrize(
    ("language", "fields", "words"),
    [
        ("en", {"low": 161, "qualifier": "at_least"}, "at least 161"),
        ("en", {"low": 1275}, "1,275"),
        ("ru", {"low": 1275}, "1\xa0275"),
        ("az", {"low": 1275}, "1.275"),
        ("en", {"low": 500, "high": 1000, "qualifier": "range"}, "500–1,000"),
    ],
)
def test_number_is_written_as_the_page_writes_numbers(
    visitor: Client, language: str, fields: dict[str, Any], words: str
) -> None:
    make_figure(**fields)
    assert f'<span class="number">{words}</span>' in visitor.get(f"/{language}/figures/").content.decode()


@pytest.mark.parametrize("qualifier", ["", *Figure.Qualifier.values])
def test_every_qualifier_has_its_words(visitor: Client, qualifier: str) -> None:
    make_figure(low=12, qualifier=qualifier)
    assert visitor.get("/en/figures/").status_code == 200


def test_figure_says_who_states_it_when_of_whom_and_in_what_unit(visitor: Client) -> None:
    texts = {"en": {"subject": "synthetic losses", "scope": "of one street", "stated_by": "Synthetic office"}}
    make_figure(texts=texts, low=8, unit="families", stated="1994-12")
    page = visitor.get("/en/figures/").content.decode()
    assert "Synthetic losses</h2>" in page
    assert "Synthetic office, December 1994" in page
    assert "of one street" in page
    assert '<span class="meta">families</span>' in page


def test_rival_figures_stand_together_in_the_curators_order_and_are_not_added(visitor: Client) -> None:
    make_figure(topic="lost", low=300, position=1)
    make_figure(topic="other", low=7, position=2)
    make_figure(topic="lost", low=200, position=3)
    page = visitor.get("/en/figures/").content.decode()
    assert page.count('id="topic-lost"') == 1
    assert page.index(">300<") < page.index(">200<") < page.index(">7<")
    assert ">500<" not in page
    assert ">250<" not in page


def test_source_leads_back_to_each_of_rival_figures_by_its_number(visitor: Client) -> None:
    source = make_source()
    for low in (613, 1275):
        make_figure("synthetic losses", low=low).citations.create(fact="", source=source)
    page = visitor.get("/en/figures/").content.decode()
    assert "synthetic losses: 613</a>" in page
    assert "synthetic losses: 1,275</a>" in page


def test_names_on_this_memorial_are_counted_apart_from_those_not_yet_identified(visitor: Client) -> None:
    make_person()
    make_person()
    make_person(family="", texts={"en": {"description": "unidentified synthetic person"}})
    make_person(status=Status.DRAFT)
    page = visitor.get("/en/figures/").content.decode()
    assert "Named on this memorial: 2 people" in page
    assert "not an estimate" in page
    assert "Not yet identified: 1 more person" in page


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the plan is written in SQLite's words")
@pytest.mark.django_db
def test_names_are_counted_over_an_index_alone() -> None:
    plan = Person.objects.public().order_by().values("pk").explain()
    assert "COVERING INDEX person_public" in plan


@pytest.mark.parametrize("rows", [1, 3])
def test_figures_cost_the_same_number_of_queries(
    visitor: Client, django_assert_num_queries: Callable[[int], Any], rows: int
) -> None:
    for _ in range(rows):
        make_person()
        make_figure().citations.create(source=make_source())
    with django_assert_num_queries(6):
        visitor.get("/en/figures/")
