"""How an import asks whether somebody is on the memorial already: by the name, and by what else its row says."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from memorial.models import Kinship, Person, User
from memorial.review.status import Status
from memorial.search.models import Edition
from memorial.search.people import Found, Wanted, find_people
from tests.factories import make_person, make_place


def asked(user: User, name: str, **known: Any) -> Found:
    """Ask as an import does: of all entries that whoever imports may know of, drafts among them."""
    rows = Person.objects.visible_to(user).of_record()
    return find_people(Wanted(name=name, **known), rows=rows, edition=Edition.DESK, limit=5)


def test_same_person_in_another_spelling_is_certain(curator: User) -> None:
    person = make_person(given="Leyla", family="Hacıyeva", birth="1953", status=Status.DRAFT)
    make_person(given="Leyla", family="Əliyeva", birth="1953")
    hit = asked(curator, "Гаджиева Лейла", born=(1953, 1953)).hits[0]
    assert (hit.person, hit.certain) == (person, True)
    assert hit.reasons


def test_namesakes_with_different_years_stay_apart(curator: User) -> None:
    mother = make_person(given="Leyla", family="Hacıyeva", birth="1931")
    child = make_person(given="Leyla", family="Hacıyeva", birth="1985")
    found = {hit.person: hit for hit in asked(curator, "Leyla Hacıyeva", born=(1985, 1986)).hits}
    assert found[child].certain
    assert mother not in found or not found[mother].certain
    assert child == asked(curator, "Leyla Hacıyeva", born=(1985, 1986)).hits[0].person
    assert not any(hit.certain for hit in asked(curator, "Leyla Hacıyeva", born=(1960, 1962)).hits)


def test_namesake_of_another_time_hides_nobody_whose_name_is_near(curator: User) -> None:
    make_person(given="Leyla", family="Hacıyeva", birth="1931")
    near = make_person(given="Leyda", family="Hamıyeva", birth="1985")
    assert asked(curator, "Leyla Hacıyeva", born=(1985, 1985)).hits[0].person == near


def test_place_and_father_tell_namesakes_apart(curator: User) -> None:
    here, there = make_place("Synthetic Xocalı"), make_place("Synthetic Şuşa")
    one = make_person(given="Leyla", family="Hacıyeva", residence=here)
    other = make_person(given="Leyla", family="Hacıyeva", residence=there)
    father = make_person(given="Samir", family="Hacıyev")
    Kinship.objects.create(person=father, relative=other, kind="father")
    other.refresh()
    assert asked(curator, "Leyla Hacıyeva", place="Synthetic Xocalı").hits[0].person == one
    assert asked(curator, "Leyla Hacıyeva", place="Synthetic Şuşa").hits[0].person == other


def test_somebody_who_is_not_there_is_nobody(curator: User) -> None:
    make_person(given="Leyla", family="Hacıyeva")
    assert not any(hit.certain for hit in asked(curator, "Samir Yoxlayev", born=(1953, 1953)).hits)


def test_what_whoever_imports_may_not_know_of_is_no_duplicate(curator: User, contributor: User) -> None:
    make_person(given="Leyla", family="Hacıyeva", status=Status.DRAFT, restricted=True)
    assert asked(curator, "Leyla Hacıyeva").hits == []
    withdrawn = make_person(given="Samir", family="Hacıyev", status=Status.WITHDRAWN)
    assert asked(contributor, "Samir Hacıyev").hits == []
    assert [hit.person for hit in asked(curator, "Samir Hacıyev").hits] == [withdrawn]


@pytest.mark.parametrize("rows", [1, 3])
def test_question_costs_the_same(curator: User, rows: int) -> None:
    for _row in range(rows):
        make_person(given="Leyla", family="Hacıyeva", birth="1953")
    people = Person.objects.visible_to(curator).of_record()
    with CaptureQueriesContext(connection) as counted:
        found = find_people(Wanted(name="Гаджиева Лейла", born=(1953, 1953)), rows=people, edition=Edition.DESK)
    assert len(found.hits) == rows
    assert len(counted) <= 14
