"""The book of many names gives for each row of a list the people who may be meant, and what tells them apart."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from memorial.models import Memorial, Person
from memorial.search import many_names
from memorial.search.many_names import Bearer, ManyNames, SoughtName, sign_of, signs_together
from memorial.search.models import TABLES, Edition
from tests.factories import add_name, make_person

SAMIR = ((("samir",), ("sintetikov",)),)
pytestmark = pytest.mark.django_db


@contextmanager
def book_of(folder: Path, people: Any = None) -> Iterator[ManyNames]:
    """Make a book, of all people unless others are given, and throw it away again."""
    path = folder / "names.sqlite3"
    book = ManyNames(TABLES[Edition.DESK], Person.objects.all() if people is None else people, path)
    try:
        yield book
    finally:
        book.close(path)
    assert not path.exists()


def found(book: ManyNames, born: tuple[int, int] | None = None) -> list[int]:
    """Return the keys of the people who may be meant by one name."""
    return [one.key for one in book.people([SoughtName(SAMIR, born)])[0]]


def made(birth: str = "", **fields: Any) -> Person:
    return make_person(given="Samir", family="Sintetikov", birth=birth, **fields)


@pytest.mark.parametrize(
    ("birth", "born", "is_found"),
    [
        ("1950-03-12", (1950, 1950), True),
        ("1950", (1952, 1952), True),
        ("1950-03-12", (1953, 1953), False),
        ("1950-12-31", (1947, 1947), False),
        ("1940/1948", (1950, 1950), True),
        ("1940/1948", (1951, 1951), False),
        ("1948", (1950, 1960), True),
        ("", (1950, 1950), True),
        ("../1950", (1990, 1990), True),
        ("1950-03-12", None, True),
        ("", None, True),
    ],
)
def test_namesakes_are_met_of_the_years_of_a_row_alone(
    memorial: Memorial, tmp_path: Path, birth: str, born: tuple[int, int] | None, is_found: bool
) -> None:
    person = made(birth)
    with book_of(tmp_path) as book:
        assert found(book, born) == ([person.pk] if is_found else [])


def test_name_is_found_in_any_spelling_and_by_both_words(memorial: Memorial, tmp_path: Path) -> None:
    person = make_person(family="")
    add_name(person, given="Самир", family="Синтетиков", language="ru", script="Cyrl")
    make_person(given="Samir", family="Otherov")
    with book_of(tmp_path) as book:
        assert found(book) == [person.pk]


def test_no_more_are_given_than_anybody_looks_at(
    memorial: Memorial, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(many_names, "EACH", 2)
    people = [made(birth) for birth in ("1950", "", "1951", "1950-03-12")]
    with book_of(tmp_path) as book:
        assert found(book) == [people[0].pk, people[1].pk]
        assert found(book, (1950, 1950)) == [people[0].pk, people[1].pk]


def test_book_has_only_the_people_whom_it_is_made_of(memorial: Memorial, tmp_path: Path) -> None:
    shown, _hidden = made("1950"), made("1950", status="draft", restricted=True)
    with book_of(tmp_path, Person.objects.filter(restricted=False)) as book:
        assert found(book, (1950, 1950)) == [shown.pk]


def test_book_knows_days_and_words_of_a_person(memorial: Memorial, tmp_path: Path) -> None:
    person = made("1950-03")
    with book_of(tmp_path) as book:
        (one,) = book.people([SoughtName(SAMIR)])[0]
    assert one == Bearer(person.pk, 19500301, 19500331, signs_together(map(sign_of, ("samir", "sintetikov"))))
    assert one.may_have(sign_of("samir"))
    assert not one.may_have(signs_together(map(sign_of, ("samir", "sintetikova"))))
