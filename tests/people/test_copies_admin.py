"""Working copies of people and of what refers to them, through the desk's own forms."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from memorial.models import Household, Kinship, Person, Place, User
from memorial.review.actions import open_copy
from memorial.review.status import Status
from tests.factories import keep_version, make_household, make_person, make_place
from tests.review.filling import address, problems, send


def copy_of(entry: Any, by: User) -> Any:
    return open_copy(entry=keep_version(entry), by=by)


def tie(browser: Client, at: Any, side: str, other: Any) -> Any:
    """Enter one tie on one side of a person's form."""
    name = {"kin": "relative", "kin_of": "person"}[side]
    row = {f"{side}-TOTAL_FORMS": 1, f"{side}-0-kind": "sibling", f"{side}-0-{name}": other.pk}
    return send(browser, address(Person, "change", at.pk), **row)


def rows_of(browser: Client, entry: Any) -> dict[str, int]:
    """Return how many rows each part of an entry's form shows."""
    page = browser.get(address(type(entry), "change", entry.pk))
    return {one.formset.prefix: one.formset.initial_form_count() for one in page.context["inline_admin_formsets"]}


@pytest.mark.parametrize("side", ["kin", "kin_of"])
def test_copy_cannot_be_tied_to_the_person_it_is_a_copy_of(
    contributor: User, contributor_browser: Client, side: str
) -> None:
    person = make_person()
    copy = copy_of(person, contributor)
    page = tie(contributor_browser, copy, side, person)
    assert "Nobody is their own relative" in problems(page)
    assert not Kinship.objects.exists()


@pytest.mark.parametrize("side", ["kin", "kin_of"])
def test_nobody_can_be_tied_to_a_working_copy(contributor: User, contributor_browser: Client, side: str) -> None:
    copy = copy_of(make_person(), contributor)
    draft = make_person(status=Status.DRAFT)
    page = tie(contributor_browser, draft, side, copy)
    assert "That choice is not one of the available choices." in problems(page)
    assert not Kinship.objects.exists()


def test_tie_of_a_working_copy_stands_on_no_other_form(contributor: User, contributor_browser: Client) -> None:
    draft, person = make_person(given="Draft", status=Status.DRAFT), make_person(given="Public")
    copy = copy_of(person, contributor)
    for one, other in ((copy, draft), (make_person(status=Status.DRAFT), copy)):
        Kinship.objects.create(person=one, kind="sibling", relative=other)
    shown = rows_of(contributor_browser, draft)
    assert (shown["kin"], shown["kin_of"]) == (0, 0)
    shown = rows_of(contributor_browser, copy)
    assert (shown["kin"], shown["kin_of"]) == (1, 1)
    assert send(contributor_browser, address(Person, "change", draft.pk), birth="1954").status_code == 302
    assert Kinship.objects.of(copy).count() == 2


def test_copy_shows_the_ties_of_its_person_from_both_sides(contributor: User, contributor_browser: Client) -> None:
    person = make_person()
    Kinship.objects.create(person=person, kind="parent", relative=make_person())
    Kinship.objects.create(person=make_person(), kind="parent", relative=person)
    copy = copy_of(person, contributor)
    shown = rows_of(contributor_browser, copy)
    assert (shown["kin"], shown["kin_of"]) == (1, 1)
    assert send(contributor_browser, address(Person, "change", copy.pk)).status_code == 302
    assert Kinship.objects.of(copy).count() == 2


def test_copy_is_tied_to_somebody_once_from_both_sides_together(contributor: User, contributor_browser: Client) -> None:
    person, sister = make_person(), make_person(given="Sister")
    Kinship.objects.create(person=person, kind="sibling", relative=sister)
    copy = copy_of(person, contributor)
    row = {"kin_of-TOTAL_FORMS": 1, "kin_of-0-kind": "sibling", "kin_of-0-person": sister.pk}
    page = send(contributor_browser, address(Person, "change", copy.pk), **row)
    assert "already tied to each other" in problems(page)
    row = {"kin-1-kind": "sibling", "kin-1-relative": sister.pk}
    page = send(contributor_browser, address(Person, "change", copy.pk), **row)
    assert "already tied to each other" in problems(page)
    assert Kinship.objects.of(copy).count() == 1


def test_two_people_with_open_copies_are_tied_from_each_copy_once(
    contributor: User, contributor_browser: Client
) -> None:
    one, other = make_person(), make_person()
    copies = [copy_of(person, contributor) for person in (one, other)]
    for copy, relative in zip(copies, (other, one), strict=True):
        answer = tie(contributor_browser, copy, "kin", relative)
        assert answer.status_code == 302, problems(answer)
    assert [rows_of(contributor_browser, copy)["kin"] for copy in copies] == [1, 1]


def test_copy_of_a_household_takes_people_and_no_copies_of_them(contributor: User, contributor_browser: Client) -> None:
    person, newcomer = make_person(), make_person()
    copy = copy_of(make_household(members=(person,)), contributor)
    working = copy_of(person, contributor)
    form = address(Household, "change", copy.pk)
    page = send(contributor_browser, form, memberships__1__person=working.pk)
    assert "That choice is not one of the available choices." in problems(page)
    page = send(contributor_browser, form, memberships__1__person=person.pk)
    assert problems(page)
    answer = send(contributor_browser, form, memberships__1__person=newcomer.pk)
    assert answer.status_code == 302, problems(answer)
    assert set(copy.members.all()) == {person, newcomer}


def test_copy_of_a_place_does_not_lie_in_the_place_itself(contributor: User, contributor_browser: Client) -> None:
    region = make_place()
    town = make_place(part_of=region)
    copy = copy_of(region, contributor)
    form = address(Place, "change", copy.pk)
    for inner in (region, town):
        page = send(contributor_browser, form, part_of=inner.pk)
        assert "A place cannot lie in itself." in problems(page)
    page = send(contributor_browser, form, part_of=copy.pk)
    assert "That choice is not one of the available choices." in problems(page)
    assert send(contributor_browser, form, part_of=make_place().pk).status_code == 302


def test_form_of_a_copy_costs_the_same_whatever_it_holds(contributor: User, contributor_browser: Client) -> None:
    costs = set()
    for rows in (1, 3):
        person = make_person()
        for _row in range(rows):
            Kinship.objects.create(person=person, kind="parent", relative=make_person())
        form = address(Person, "change", copy_of(person, contributor).pk)
        contributor_browser.get(form)
        with CaptureQueriesContext(connection) as asked:
            contributor_browser.get(form)
        costs.add(len(asked))
    assert len(costs) == 1, costs


@pytest.mark.django_db
def test_row_of_a_form_names_neither_person() -> None:
    one, other = make_person(given="Unsaid"), make_person(given="Unheard")
    tie_of_both = Kinship.objects.create(person=one, kind="parent", relative=other)
    member = make_household(members=(one,)).memberships.get()
    assert (str(tie_of_both), str(member)) == ("parent", "member")
