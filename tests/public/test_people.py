"""The register can be read by letter, narrowed, and turned page by page; it shows nobody who is not public."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from memorial.models import Memorial, Person
from memorial.public import people
from memorial.review.status import Status
from tests.factories import add_name, add_picture, make_person, make_place

ROW = re.compile(r'<a class="row-name" href="([^"]+)" lang="([^"]+)"><bdi>([^<]+)</bdi>')
Fate, Sex = Person.Fate, Person.Sex


def page(visitor: Client, query: str = "", language: str = "en") -> str:
    response = visitor.get(f"/{language}/people/{query}")
    assert response.status_code == 200
    return response.content.decode()


def names(html: str) -> list[str]:
    return [name for _url, _language, name in ROW.findall(html)]


def link(html: str, rel: str) -> str:
    found = re.search(rf'rel="{rel}" href="([^"]+)"', html)
    return found[1].replace("&amp;", "&") if found else ""


def test_row_shows_name_years_and_residence(visitor: Client) -> None:
    place = make_place("Synthetic town")
    person = make_person(given="Alif", family="Synthetic", birth="1953-06-24", death="1992-02-26", residence=place)
    html = page(visitor)
    assert ROW.findall(html) == [(person.get_absolute_url(), "en", "Synthetic, Alif")]
    assert "1953 – 1992" in html
    assert '<bdi lang="en">Synthetic town</bdi>' in html


def test_row_of_another_language_is_marked(visitor: Client) -> None:
    make_person(given="Alif", family="Synthetic")
    assert ROW.findall(page(visitor, language="ru"))[0][1:] == ("en", "Synthetic, Alif")


def test_residence_that_is_not_public_is_not_shown(visitor: Client) -> None:
    make_person(residence=make_place("Synthetic hidden town", status=Status.DRAFT))
    assert "hidden town" not in page(visitor)


@pytest.mark.parametrize("status", [Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN])
def test_who_is_not_public_is_not_in_the_register(visitor: Client, status: Status) -> None:
    make_person(given="Synthetic", family="Hidden", status=status)
    make_person(given="Synthetic", family="Shown")
    html = page(visitor)
    assert names(html) == ["Shown, Synthetic"]
    assert '<a href="?letter=H"' not in html


def test_letters_without_names_are_not_links(visitor: Client) -> None:
    make_person(given="Alif", family="Synthetic")
    html = page(visitor)
    assert '<a href="?letter=S">S</a>' in html
    assert "<span>A</span>" in html


def test_letter_shows_its_own_names(visitor: Client) -> None:
    for family in ("Əsgər", "Eldar", "İsmayıl", "Işıq"):
        add_name(make_person(family=""), given="", family=family, language="az")
    assert names(page(visitor, "?letter=Ə", "az")) == ["Əsgər"]
    assert names(page(visitor, "?letter=I", "az")) == ["Işıq"]
    assert names(page(visitor, "?letter=İ", "az")) == ["İsmayıl"]
    assert 'aria-current="true">Ə</a>' in page(visitor, "?letter=Ə", "az")


@pytest.fixture
def three(memorial: Memorial) -> tuple[Person, Person, Person]:
    """A child who was killed, a missing man, a woman of whom little is known; all synthetic."""
    town, cemetery = make_place("Synthetic town"), make_place("Synthetic cemetery")
    make_place("Synthetic hidden place", status=Status.DRAFT)
    return (
        make_person(given="A", sex=Sex.FEMALE, fate=Fate.KILLED, age_low=7, residence=town, burial_place=cemetery),
        make_person(given="B", sex=Sex.MALE, fate=Fate.MISSING, age_low=60, birthplace=town),
        make_person(given="C", sex=Sex.FEMALE),
    )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("fate=killed", "A"),
        ("fate=unknown", "C"),
        ("age=child", "A"),
        ("age=elder", "B"),
        ("sex=female", "AC"),
        ("residence={town}", "A"),
        ("place={town}", "AB"),
        ("place={cemetery}", "A"),
        ("sex=female&fate=killed&place={town}", "A"),
        ("sex=male&fate=killed", ""),
        ("letter=S&sex=male", "B"),
    ],
)
def test_register_is_narrowed(visitor: Client, three: tuple[Person, ...], query: str, found: str) -> None:
    town, cemetery = three[0].residence, three[0].burial_place
    assert town is not None
    assert cemetery is not None
    html = page(visitor, f"?{query.format(town=town.public_id, cemetery=cemetery.public_id)}")
    assert names(html) == [f"Synthetic, {given}" for given in found]


@pytest.mark.parametrize(
    "query",
    ["fate=nonsense", "age=", "sex=%00", "residence=zzz", "place=1", "letter=%F0%9F%95%AF", "letter=Q", "after=%00"],
)
def test_what_the_register_does_not_know_is_left_aside(visitor: Client, three: tuple[Person, ...], query: str) -> None:
    assert len(names(page(visitor, f"?{query}"))) == 3


def test_places_that_are_not_public_are_no_choice(visitor: Client, three: tuple[Person, ...]) -> None:
    html = page(visitor)
    assert "Synthetic town" in html
    assert "hidden place" not in html


def test_choice_is_kept_on_the_letters_and_in_the_form(visitor: Client, three: tuple[Person, ...]) -> None:
    html = page(visitor, "?fate=killed&letter=S")
    assert "?letter=S&amp;fate=killed" in html
    assert '<option value="killed" selected>' in html
    assert '<input type="hidden" name="letter" value="S">' in html
    assert '<details class="filters" open>' in html


def test_nothing_found_is_said(visitor: Client, three: tuple[Person, ...]) -> None:
    assert "No name on this memorial matches" in page(visitor, "?fate=wounded")


def test_empty_register_is_said(visitor: Client) -> None:
    assert "No names have been published yet." in page(visitor)


@pytest.fixture
def pages_of_two(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages of two rows, so that few people fill several."""
    monkeypatch.setattr(people, "PAGE_SIZE", 2)


def test_pages_lead_through_the_whole_register_and_back(visitor: Client, pages_of_two: None) -> None:
    for given in "ABCDE":
        make_person(given=given)
    first = page(visitor)
    second = page(visitor, link(first, "next"))
    third = page(visitor, link(second, "next"))
    assert [names(html) for html in (first, second, third)] == [
        ["Synthetic, A", "Synthetic, B"],
        ["Synthetic, C", "Synthetic, D"],
        ["Synthetic, E"],
    ]
    assert link(first, "prev") == link(third, "next") == ""
    assert names(page(visitor, link(third, "prev"))) == names(second)
    assert names(page(visitor, link(second, "prev"))) == names(first)


def test_address_of_a_page_tells_no_key(visitor: Client, pages_of_two: None) -> None:
    made = [make_person(given=given) for given in "ABC"]
    assert link(page(visitor), "next") == f"?after={made[1].public_id}"


def test_page_after_somebody_who_is_not_public_is_the_first(visitor: Client, pages_of_two: None) -> None:
    hidden = make_person(given="A", status=Status.WITHDRAWN)
    for given in "BCD":
        make_person(given=given)
    assert names(page(visitor, f"?after={hidden.public_id}")) == ["Synthetic, B", "Synthetic, C"]
    assert names(page(visitor, "?after=unknown0")) == ["Synthetic, B", "Synthetic, C"]


def test_choice_is_kept_from_page_to_page(visitor: Client, pages_of_two: None) -> None:
    for given in "ABCDEF":
        make_person(given=given, sex=Sex.FEMALE if given in "ACE" else Sex.MALE)
    following = link(page(visitor, "?sex=female"), "next")
    assert names(page(visitor, following)) == ["Synthetic, E"]


def test_page_names_its_own_address(visitor: Client, three: tuple[Person, ...]) -> None:
    assert 'rel="canonical" href="http://testserver/en/people/">' in page(visitor, "?fate=nonsense&other=1")
    assert 'rel="canonical" href="http://testserver/en/people/?fate=killed">' in page(visitor, "?fate=killed")


@pytest.mark.parametrize("rows", [1, 3])
def test_register_costs_the_same_however_many_rows(
    visitor: Client, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(rows):
        add_picture(make_person(residence=make_place(), texts={"en": {"summary": "Synthetic"}}))
    with django_assert_num_queries(8) as queries:
        page(visitor)
    assert not any("COUNT(" in query["sql"] for query in queries.captured_queries)


@pytest.mark.parametrize("language", ["az", "en", "ru", "tr"])
def test_register_renders_in_every_language(visitor: Client, language: str) -> None:
    make_person()
    assert f'<html lang="{language}"' in page(visitor, language=language)


@pytest.mark.django_db
def test_letters_lead_to_names_before_a_record_is_loaded(client: Client) -> None:
    make_person(given="Alif", family="Synthetic")
    assert 'href="?letter=S"' in page(client)


def test_full_page_of_portraits_stays_small(visitor: Client) -> None:
    def weight() -> int:
        answer = visitor.get("/en/people/", headers={"Accept-Encoding": "gzip"})
        assert answer.headers["Content-Encoding"] == "gzip"
        return len(answer.content)

    empty, rows = weight(), 10
    for _ in range(rows):
        add_picture(make_person())
    assert empty + (weight() - empty) / rows * people.PAGE_SIZE < 30_000
