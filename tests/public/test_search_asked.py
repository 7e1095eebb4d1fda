"""What may be asked of the search: it is narrowed by what is known of people, and whatever is typed is answered."""

from typing import Any

import pytest
from django.test import Client

from memorial.models import Memorial, Person
from memorial.public.search_forms import one_line
from memorial.review.status import Status
from tests.conftest import make_memorial
from tests.factories import make_person, make_place
from tests.public.test_search import names, page

Fate = Person.Fate


@pytest.fixture(scope="module")
def memorial(standing: None) -> Memorial:
    """One memorial for all questions."""
    return make_memorial()


@pytest.fixture(scope="module")
def three(memorial: Memorial) -> tuple[Person, Person, Person]:
    """Three people of one family name, of whom different things are known; all synthetic."""
    town = make_place("Synthetic town")
    make_place("Synthetic hidden place", status=Status.DRAFT)
    return (
        make_person(given="Anar", family="Sintetikov", fate=Fate.KILLED, age_low=7, birth="1985", residence=town),
        make_person(given="Bahar", family="Sintetikov", fate=Fate.MISSING, age_low=60, birth="1931", birthplace=town),
        make_person(given="Cavid", family="Sintetikov"),
    )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", "ABC"),
        ("&fate=killed", "A"),
        ("&fate=unknown", "C"),
        ("&age=child", "A"),
        ("&age=elder", "B"),
        ("&born_from=1980", "A"),
        ("&born_to=1980", "B"),
        ("&born_from=1931&born_to=1985", "AB"),
        ("&place={town}", "AB"),
        ("&place={town}&fate=missing", "B"),
        ("&fate=wounded", ""),
        ("&fate=nonsense&age=&place=zzz&kind=%00&language=xx&page=99", "ABC"),
        ("&kind=people", "ABC"),
        ("&kind=events&fate=killed", ""),
    ],
)
def test_search_is_narrowed(visitor: Client, three: tuple[Person, ...], query: str, found: str) -> None:
    town = three[0].residence
    assert town is not None
    html = page(visitor, f"?q=Sintetikov{query.format(town=town.public_id)}")
    assert sorted(name[0] for name in names(html)) == list(found)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("born_from=abc", "Write it with four digits: 1953."),
        ("born_to=12", "Write it with four digits: 1953."),
        ("born_from=" + "9" * 5000, "Write it with four digits: 1953."),
        ("born_from=1990&born_to=1980", "the second is earlier than the first"),
    ],
)
def test_year_that_is_none_is_told_and_left_aside(
    visitor: Client, three: tuple[Person, ...], query: str, said: str
) -> None:
    html = page(visitor, f"?q=Sintetikov&{query}")
    assert said in html
    assert len(names(html)) == 3


def test_places_that_are_not_public_are_no_choice(visitor: Client, three: tuple[Person, ...]) -> None:
    html = page(visitor, "?q=Sintetikov")
    assert "Synthetic town" in html
    assert "hidden place" not in html


def test_filter_without_words_says_what_to_do(visitor: Client, three: tuple[Person, ...]) -> None:
    html = page(visitor, "?fate=killed")
    assert "Please write a name or a word above as well." in html
    assert names(html) == []


HOSTILE = [
    "%00",
    "%ED%A0%80",
    "%FF%FE%zz%",
    "a" * 10_000,
    "%22",
    "%22%22+%22",
    "%28%29+AND+OR+NEAR%2F2+%2A",
    "-",
    "%2A",
    "a%3Ab%3Ac",
    "%F0%9F%95%AF",
    "%27%3B+DROP+TABLE+x%3B--",
    "%E2%80%AE%D8%AD%D8%A7%D8%AC%DB%8C",
    "+".join(["ab"] * 300),
    "%3Cscript%3Ealert(1)%3C%2Fscript%3E",
]


@pytest.mark.parametrize("typed", HOSTILE)
def test_whatever_is_typed_is_answered(visitor: Client, three: tuple[Person, ...], typed: str) -> None:
    html = page(visitor, f"?q={typed}")
    assert "<script>alert" not in html
    assert "<h1>" in html


def test_signs_that_nothing_can_carry_are_left_out() -> None:
    assert one_line(" a\x00b\ud800  c\n\t") == "a b c"
    assert one_line("حاجی\u200cیوا") == "حاجی\u200cیوا"


def test_long_question_is_cut_and_that_is_said(visitor: Client) -> None:
    html = page(visitor, f"?q={'a' * 10_000}")
    assert "Only its first 200 signs were looked for." in html
    assert "a" * 201 not in html


def test_many_parameters_are_answered(visitor: Client) -> None:
    page(visitor, "?" + "&".join(f"q={number}&kind=people" for number in range(1000)))
    assert "<h1>" in page(visitor, "?" + "&".join(f"x{number}=1" for number in range(11_000)), status=400)


@pytest.mark.every_case
@pytest.mark.parametrize(
    ("narrowing", "facts"),
    [
        ("fate=missing", {"fate": "missing"}),
        ("age=child", {"age_low": 7}),
        ("born_from=1981&born_to=1983", {"birth": "1982"}),
        ("place={place}", {"residence": True}),
        ("kind=people&fate=missing&born_to=1983", {"fate": "missing", "birth": "1982"}),
    ],
)
def test_one_of_very_many_who_bear_a_name_is_found_by_what_narrows_them(
    visitor: Client, memorial: Any, monkeypatch: pytest.MonkeyPatch, narrowing: str, facts: dict[str, Any]
) -> None:
    monkeypatch.setattr("memorial.search.retrieval.READ", 3)
    monkeypatch.setattr("memorial.search.retrieval.ROUNDS", 1)
    for number in range(8):
        make_person(given="Ali", family=f"Sintetikov{'abcdefgh'[number]}", birth="1930", age_low=62, fate="killed")
    place = make_place("Synthetic town")
    sought = facts | ({"residence": place} if "residence" in facts else {})
    make_person(given="Ali", family="Soughtov", **sought)
    page = visitor.get("/en/search/?q=Ali").content.decode()
    assert "Soughtov" not in page
    page = visitor.get(f"/en/search/?q=Ali&{narrowing.format(place=place.public_id)}").content.decode()
    assert "Soughtov" in page and "Sintetikov" not in page
