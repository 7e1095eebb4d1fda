"""Dates of a life that cannot all be true, and names that readers of the memorial's language would miss."""

from typing import Any

import pytest

from memorial.models import Memorial, Person
from memorial.review.status import Status
from tests.factories import add_name, make_person
from tests.review.checking import found

pytestmark = pytest.mark.django_db


def person_with(**fields: Any) -> Person:
    """Make a person, and give them dates that the forms would refuse."""
    person = make_person()
    Person._base_manager.filter(pk=person.pk).update(**fields)
    return person


def test_certain_death_before_birth_blocks(memorial: Memorial) -> None:
    assert found(person_with(birth="1950", death="1949-12-31"))["death-before-birth"].blocking


@pytest.mark.parametrize(("birth", "death"), [("1950", "1900~"), ("1950?", "1930"), ("1950%", "1920?")])
def test_doubtful_death_long_before_birth_is_warned_of(memorial: Memorial, birth: str, death: str) -> None:
    assert not found(person_with(birth=birth, death=death))["death-before-birth"].blocking


@pytest.mark.parametrize(
    ("birth", "death"),
    [
        ("1950", "1949~"),
        ("1950?", "1945"),
        ("1950", "1950"),
        ("../1960", "1955"),
        ("1950", ""),
        ("", "1950"),
        ("195X", "1951"),
    ],
)
def test_dates_that_can_both_be_true_are_left_alone(memorial: Memorial, birth: str, death: str) -> None:
    assert "death-before-birth" not in found(person_with(birth=birth, death=death))


def test_living_person_with_a_date_of_death_is_warned_of(memorial: Memorial) -> None:
    assert not found(make_person(living="yes", death="2001"))["living-and-died"].blocking
    assert "living-and-died" not in found(make_person(living="no", death="2001"))


def test_living_person_with_an_exact_birth_date_is_fine(memorial: Memorial) -> None:
    names = set(found(make_person(living="yes", birth="1980-05-06")))
    assert names == {"uncited-names", "uncited-birth", "no-preferred-name"}


@pytest.mark.parametrize(
    ("fields", "contradicts"),
    [
        ({"birth": "1950-06-01", "age_low": 45}, True),
        ({"birth": "1950-06-01", "age_low": 41}, False),
        ({"birth": "1950", "age_low": 42}, False),
        ({"birth": "1950", "age_low": 40, "age_high": 44}, False),
        ({"birth": "1950", "age_low": 43, "age_high": 50}, True),
        ({"birth": "1950~", "age_low": 45}, False),
        ({"birth": "1950", "age_low": 45, "age_about": True}, False),
        ({"birth": "1950~", "age_low": 60}, True),
        ({"age_low": 60}, False),
        ({"birth": "1950", "death": "1960", "fate": "killed", "age_low": 9}, False),
        ({"birth": "1950", "death": "1960", "fate": "killed", "age_low": 12}, True),
    ],
)
def test_stated_age_is_compared_with_the_dates(memorial: Memorial, fields: dict[str, Any], contradicts: bool) -> None:
    assert ("age-and-dates" in found(make_person(**fields))) is contradicts


@pytest.mark.parametrize(
    "fields", [{"birth": "1850"}, {"age_low": 121}, {"birth": "1880", "death": "2010", "fate": "survived"}]
)
def test_age_above_a_hundred_and_twenty_is_warned_of(memorial: Memorial, fields: dict[str, Any]) -> None:
    assert not found(make_person(**fields))["age-over-120"].blocking


def test_age_that_can_be_a_hundred_and_twenty_is_left_alone(memorial: Memorial) -> None:
    assert "age-over-120" not in found(make_person(birth="1871/1900"))
    assert "age-over-120" not in found(make_person(age_low=104))


@pytest.mark.parametrize("kind", ["parent", "child"])
@pytest.mark.parametrize("seen_from", ["parent", "child"])
def test_child_born_after_the_death_of_a_parent_is_warned_of(memorial: Memorial, kind: str, seen_from: str) -> None:
    parent, child = make_person(birth="1900", death="1930-01-01", living="no"), make_person(birth="1931")
    one, other = (parent, child) if kind == "parent" else (child, parent)
    one.kin.create(kind=kind, relative=other)
    assert "born-after-parent-died" in found(parent if seen_from == "parent" else child)


def test_child_of_a_father_who_died_before_the_birth_is_left_alone(memorial: Memorial) -> None:
    parent, child = make_person(death="1930-06-01", living="no"), make_person(birth="1931-02")
    parent.kin.create(kind="parent", relative=child)
    assert not {"born-after-parent-died", "born-before-parent"} & set(found(child))


def test_child_older_than_a_parent_is_warned_of(memorial: Memorial) -> None:
    parent, child = make_person(birth="1950"), make_person(birth="1949")
    parent.kin.create(kind="parent", relative=child)
    assert "born-before-parent" in found(child)
    assert parent.display_name().value not in str(found(child)["born-before-parent"].sentence)


def test_ties_of_others_say_nothing_of_a_restricted_relative(memorial: Memorial) -> None:
    hidden, child = make_person(birth="1950", restricted=True, status=Status.DRAFT), make_person(birth="1949")
    hidden.kin.create(kind="parent", relative=child)
    assert "born-before-parent" not in found(child)


def test_siblings_and_spouses_are_not_compared(memorial: Memorial) -> None:
    one, other = make_person(birth="1950"), make_person(birth="1900", death="1910", living="no")
    one.kin.create(kind="spouse", relative=other)
    assert not {"born-after-parent-died", "born-before-parent"} & set(found(one))


def test_name_preferred_in_the_first_language_is_missed(memorial: Memorial) -> None:
    person = make_person()
    assert "Azerbaijani" in str(found(person)["no-preferred-name"].sentence)
    name = add_name(person, given="Sintetik", family="Ad", language="az", preferred=False)
    assert "no-preferred-name" in found(person)
    name.preferred = True
    name.save()
    assert "no-preferred-name" not in found(person)
    unnamed = make_person(family="", texts={"en": {"description": "Synthetic unidentified person"}})
    assert "no-preferred-name" not in found(unnamed)
