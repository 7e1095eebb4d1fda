"""References: what a form says of an entry that the person who fills it in may not know of, and what it takes."""

import re
from typing import Any

import pytest
from django.test import Client

from memorial.models import Kinship, Person, Testimony, User
from memorial.review.actions import open_copy
from memorial.review.status import Status
from tests.conftest import signed_in
from tests.factories import (
    keep_version,
    make_event,
    make_household,
    make_person,
    make_place,
    make_source,
    make_testimony,
)
from tests.review.filling import address, filled, problems, send

NOT_OPEN = "(not open to you)"
HIDDEN: list[dict[str, Any]] = [{"status": Status.WITHDRAWN}, {"status": Status.DRAFT, "restricted": True}]
#: Keys that stand nowhere else on a page: of a row that is there, and of one that is not.
THERE, MISSING = 555555, 777777

hidden_each_way = pytest.mark.parametrize("how", HIDDEN, ids=["withdrawn", "restricted"])


def draft(make: Any, **fields: Any) -> Any:
    return make(status=Status.DRAFT, **fields)


def page_for(page: Any, *keys: object) -> str:
    """Return a page without what is made anew for each answer, and with each of some keys as any other."""
    words = re.sub(r"[A-Za-z0-9_-]{22,}", "", page.content.decode())
    return re.sub(rf"\b({'|'.join(map(str, keys))})\b", "KEY", words)


@hidden_each_way
def test_hidden_reference_of_a_form_stays_under_a_word_that_says_nothing(
    contributor_browser: Client, how: dict[str, Any]
) -> None:
    hidden = make_place("Unsaid", **how)
    person = draft(make_person, residence=hidden)
    page = contributor_browser.get(address(Person, "change", person.pk))
    assert NOT_OPEN in page.content.decode()
    assert send(contributor_browser, address(Person, "change", person.pk), birth="1954").status_code == 302
    person.refresh_from_db()
    assert (person.residence, person.birth) == (hidden, "1954")
    page = send(contributor_browser, address(Person, "change", person.pk), birth="one fine day")
    assert NOT_OPEN in page.content.decode()
    assert "Unsaid" not in page.content.decode()
    assert send(contributor_browser, address(Person, "change", person.pk), residence="").status_code == 302
    person.refresh_from_db()
    assert person.residence is None


def test_keeper_reads_what_the_reference_is(keeper_browser: Client) -> None:
    person = draft(make_person, residence=make_place("Unsaid", status=Status.DRAFT, restricted=True))
    assert "Unsaid (town)" in keeper_browser.get(address(Person, "change", person.pk)).content.decode()


@hidden_each_way
def test_hidden_key_is_refused_like_one_that_does_not_exist(contributor_browser: Client, how: dict[str, Any]) -> None:
    hidden = make_place("Unsaid", pk=THERE, **how)
    form = address(Person, "change", draft(make_person).pk)
    refused, nothing = (send(contributor_browser, form, residence=key) for key in (hidden.pk, MISSING))
    assert "That choice is not one of the available choices." in problems(refused)
    assert page_for(refused, hidden.pk) == page_for(nothing, MISSING)
    assert not Person.objects.exclude(residence=None).exists()


@hidden_each_way
def test_hidden_key_is_not_taken_by_replacing_another_hidden_one(
    contributor_browser: Client, how: dict[str, Any]
) -> None:
    standing, hidden = make_place("Unsaid", **how), make_place("Unheard", **how)
    person = draft(make_person, residence=standing)
    page = send(contributor_browser, address(Person, "change", person.pk), residence=hidden.pk)
    assert "That choice is not one of the available choices." in problems(page)
    person.refresh_from_db()
    assert person.residence == standing


@pytest.mark.every_case
@hidden_each_way
@pytest.mark.parametrize("field", ["people", "places", "events"])
def test_hidden_key_of_a_list_is_refused_like_one_that_does_not_exist(
    contributor_browser: Client, how: dict[str, Any], field: str
) -> None:
    make: Any = {"people": make_person, "places": make_place, "events": make_event}[field]
    hidden, known = make(pk=THERE, **how), make(pk=12)
    testimony = draft(make_testimony)
    form = address(Testimony, "change", testimony.pk)
    refused, nothing = (send(contributor_browser, form, **{field: [known.pk, key]}) for key in (hidden.pk, MISSING))
    assert f"{hidden.pk} is not one of the available choices." in problems(refused)
    assert page_for(refused, hidden.pk) == page_for(nothing, MISSING)
    assert not getattr(testimony, field).exists()


@hidden_each_way
def test_hidden_entry_of_a_list_survives_saving(contributor_browser: Client, how: dict[str, Any]) -> None:
    hidden, known = make_person(given="Unsaid", **how), make_person(given="Known")
    testimony = draft(make_testimony)
    testimony.people.set([hidden])
    form = address(Testimony, "change", testimony.pk)
    assert NOT_OPEN in contributor_browser.get(form).content.decode()
    assert send(contributor_browser, form, people=[hidden.pk, known.pk]).status_code == 302
    assert set(testimony.people.all()) == {hidden, known}
    assert send(contributor_browser, form, people=[known.pk]).status_code == 302
    assert set(testimony.people.all()) == {known}


#: A form, a row of it that can name another entry, and the kind of that entry.
ROWS: list[tuple[Any, dict[str, Any], str, Any]] = [
    (make_person, {"kin-0-kind": "parent"}, "kin-0-relative", make_person),
    (make_person, {"kin_of-TOTAL_FORMS": 1, "kin_of-0-kind": "parent"}, "kin_of-0-person", make_person),
    (make_person, {"names-0-locator": "page 1"}, "names-0-source", make_source),
    (make_person, {"citations-0-fact": "birth"}, "citations-0-source", make_source),
    (make_household, {}, "memberships-0-person", make_person),
    (make_source, {}, "citations-0-source", make_source),
]


@hidden_each_way
@pytest.mark.parametrize(("make", "row", "name", "make_other"), ROWS, ids=[row[2] for row in ROWS])
def test_hidden_key_of_a_row_is_refused_like_one_that_does_not_exist(
    contributor_browser: Client, how: dict[str, Any], make: Any, row: dict[str, Any], name: str, make_other: Any
) -> None:
    hidden, entry = make_other(pk=THERE, **how), draft(make, pk=12)
    form = address(type(entry), "change", entry.pk)
    refused, nothing = (send(contributor_browser, form, **row, **{name: key}) for key in (hidden.pk, MISSING))
    assert "That choice is not one of the available choices." in problems(refused)
    assert page_for(refused, hidden.pk) == page_for(nothing, MISSING)


@pytest.mark.parametrize(("make", "row", "name", "make_other"), ROWS, ids=[row[2] for row in ROWS])
def test_working_copy_is_refused_like_a_key_that_does_not_exist(
    contributor: User, make: Any, row: dict[str, Any], name: str, make_other: Any
) -> None:
    browser = signed_in(contributor)
    copy: Any = open_copy(entry=keep_version(make_other(pk=THERE)), by=contributor)
    entry = draft(make)
    form = address(type(entry), "change", entry.pk)
    refused, nothing = (send(browser, form, **row, **{name: key}) for key in (copy.pk, MISSING))
    assert "That choice is not one of the available choices." in problems(refused)
    # The key of a copy may be as small as other numbers of the page.
    assert page_for(refused, copy.pk, MISSING) == page_for(nothing, copy.pk, MISSING)


@pytest.mark.parametrize("key", ["abc", "1;2", "9" * 30, "-1", "\x00", "1.5", "unsaid"])
def test_key_that_is_no_number_is_refused_with_a_sentence(contributor_browser: Client, key: str) -> None:
    forms: list[tuple[Any, dict[str, Any]]] = [
        (draft(make_person), {"residence": key}),
        (draft(make_testimony), {"people": [key]}),
        (draft(make_household), {"memberships-0-person": key}),
        (draft(make_person), {"kin-0-kind": "parent", "kin-0-relative": key}),
    ]
    for entry, sent in forms:
        page = send(contributor_browser, address(type(entry), "change", entry.pk), **sent)
        assert page.status_code == 200
        assert problems(page)


def test_row_of_another_entry_is_not_taken_over(contributor_browser: Client) -> None:
    hidden = make_person(given="Unsaid", status=Status.WITHDRAWN)
    theirs = Kinship.objects.create(person=hidden, kind="parent", relative=make_person())
    person = draft(make_person)
    form = address(Person, "change", person.pk)
    data = filled(contributor_browser.get(form)) | {
        "kin-INITIAL_FORMS": 1,
        "kin-0-id": theirs.pk,
        "kin-0-kind": "child",
    }
    page = contributor_browser.post(form, data)
    assert page.status_code == 200
    assert "Unsaid" not in page.content.decode()
    theirs.refresh_from_db()
    assert (theirs.person, theirs.kind) == (hidden, "parent")


def lookup(browser: Client, kind: str, field: str, term: str = "") -> Any:
    asked = {"app_label": "memorial", "model_name": kind, "field_name": field, "term": term}
    return browser.get("/admin/autocomplete/", asked)


def answers(browser: Client, kind: str, field: str, term: str) -> list[str]:
    return [one["text"] for one in lookup(browser, kind, field, term).json()["results"]]


def test_namesakes_are_told_apart_where_they_are_looked_up(contributor_browser: Client) -> None:
    make_person(given="Namesake", birth="1931", death="1992-02-26")
    make_person(given="Namesake", birth="1954")
    make_person(given="Namesake")
    assert answers(contributor_browser, "kinship", "relative", "namesake") == [
        "Synthetic, Namesake (1931 – 1992)",
        "Synthetic, Namesake (born 1954)",
        "Synthetic, Namesake",
    ]
    make_place("Namesake", kind="village")
    make_place("Namesake", kind="region")
    assert answers(contributor_browser, "person", "residence", "namesake") == [
        "Namesake (village)",
        "Namesake (region)",
    ]
    make_source(title="Namesake", kind="book")
    assert answers(contributor_browser, "personname", "source", "namesake") == ["Namesake (book)"]


@pytest.mark.parametrize("rows", [1, 3])
def test_lookup_costs_the_same(contributor_browser: Client, rows: int, django_assert_num_queries: Any) -> None:
    for _row in range(rows):
        make_person(given="Namesake", birth="1931", residence=make_place())
    lookup(contributor_browser, "kinship", "relative", "namesake")
    with django_assert_num_queries(16):
        assert len(answers(contributor_browser, "kinship", "relative", "namesake")) == rows


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ("person", "working_copies"),
        ("person", "testimonies_given"),
        ("person", "kin"),
        ("place", "residents"),
        ("person", "birth"),
        ("person", "nothing"),
        ("person", "created_by"),
        ("nothing", "person"),
        ("session", "key"),
    ],
)
def test_lookup_answers_for_the_columns_of_a_kind_alone(contributor_browser: Client, kind: str, field: str) -> None:
    assert lookup(contributor_browser, kind, field).status_code == 403


def test_lookup_offers_no_working_copy(contributor: User, contributor_browser: Client) -> None:
    for make, kind, field in ((make_person, "kinship", "relative"), (make_place, "event", "place")):
        entry: Any = keep_version(make())
        open_copy(entry=entry, by=contributor)
        assert len(answers(contributor_browser, kind, field, entry.label.split(", ")[-1])) == 1
