"""What the check says of each row before anything is written."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from memorial.exchange.imports.actions import check_again, decide, start_check, stop
from memorial.exchange.imports.kept_files import file_of
from memorial.exchange.imports.models import ImportRow, ListImport
from memorial.exchange.imports.working import totals
from memorial.exchange.lists.mappings import Mapping
from memorial.models import Memorial, Person, User
from tests.exchange.imports import brought_in, carried_on, checked, outcomes, row_of, source_of_lists
from tests.factories import make_person

HEADER = "family,given,father,born"
pytestmark = pytest.mark.django_db


def test_row_of_nobody_here_is_new_and_nothing_is_written(memorial: Memorial, curator: User) -> None:
    brought = checked(HEADER, ["Sintetikova,Gulnara,Ali,12.03.1950"], curator)
    assert (brought.state, outcomes(brought)) == (ListImport.State.CHECKED, ["new"])
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("row", "outcome"),
    [
        ("Sintetikov,Samir,,12.03.1950", "same"),
        ("Sintetikov,Samir,,1950", "same"),
        ("SINTETİKOV,SAMİR,,1950", "same"),
        ("Синтетиков,Самир,,12.03.1950", "same"),
        ("Sintetikov,Samir,,", "maybe"),
        ("Sintetikov,Samir,,13.03.1950", "maybe"),
        ("Sintetikov,Samir,,12.03.1951", "maybe"),
        ("Sintetikov,Samir,,07.11.1951", "new"),
        ("Sintetikov,Samir,,12.03.1970", "new"),
        ("Sintetikov,Rauf,,12.03.1950", "new"),
        ("Otherov,Samir,,12.03.1950", "new"),
    ],
)
def test_people_are_one_by_name_and_birth_and_never_by_name_alone(
    memorial: Memorial, curator: User, row: str, outcome: str
) -> None:
    make_person(given="Samir", family="Sintetikov", birth="1950-03-12")
    assert outcomes(checked(HEADER, [row], curator)) == [outcome]


@pytest.mark.parametrize(
    ("father", "mother", "outcome"),
    [("Ali", "", "same"), ("Vahid", "", "new"), ("", "", "maybe"), ("", "Sona Sintetikova", "maybe")],
)
def test_parents_tell_namesakes_apart(
    memorial: Memorial, curator: User, father: str, mother: str, outcome: str
) -> None:
    brought_in("family,given,father", ["Sintetikov,Samir,Ali"], curator)
    found = checked("family,given,father,mother", [f"Sintetikov,Samir,{father},{mother}"], curator, title="Another")
    assert outcomes(found) == [outcome]


def test_mother_named_by_an_earlier_list_tells_namesakes_apart(memorial: Memorial, curator: User) -> None:
    brought_in("family,given,mother", ["Sintetikov,Samir,Sona"], curator)
    rows = ["Sintetikov,Samir,Sona", "Sintetikov,Samir,Gulnara"]
    assert outcomes(checked("family,given,mother", rows, curator, title="Another")) == ["same", "new"]


def test_parents_are_named_as_they_are_written(memorial: Memorial, curator: User) -> None:
    brought_in("family,given,mother", ["Sintetikov,Samir,Gülnarə SİNTETİKOVA"], curator)
    rows = ["Sintetikov,Samir,Гюльнара", "Sintetikov,Samir,Sona SİNTETİKOVA"]
    found = checked("family,given,mother", rows, curator, title="Another")
    assert ["parent", "Gülnarə SİNTETİKOVA", "Гюльнара"] in row_of(found, 0).reasons
    told = [reason for _key, _score, reasons in row_of(found, 1).others for reason in reasons]
    assert ["parent_differs", "Gülnarə SİNTETİKOVA", "Sona SİNTETİKOVA"] in told


def test_person_whom_nobody_may_know_of_is_matched_with_no_row(memorial: Memorial, curator: User) -> None:
    make_person(given="Samir", family="Sintetikov", birth="1950-03-12", status="draft", restricted=True)
    assert outcomes(checked(HEADER, ["Sintetikov,Samir,,12.03.1950"], curator)) == ["new"]


def test_namesake_of_another_birth_is_named_where_somebody_else_is_not(memorial: Memorial, curator: User) -> None:
    namesake = make_person(given="Samir", family="Sintetikov", birth="1951-11-07")
    make_person(given="Samira", family="Sintetikova", birth="1951-11-07")
    row = row_of(checked(HEADER, ["Sintetikov,Samir,,12.03.1950"], curator), 0)
    assert (row.outcome, [key for key, _points, _reasons in row.others]) == ("new", [namesake.pk])


def test_rows_before_a_row_are_found_by_what_they_say_and_not_looked_through(memorial: Memorial, curator: User) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL counts the rows of a table before it chooses")
    make_person(given="Samir", family="Sintetikov", birth="1950-03-12")
    rows = ["1,Sintetikov,Samir,1950", "2,Sintetikova,Sara,1950"]
    with CaptureQueriesContext(connection) as asked:
        checked("no,family,given,born", rows, curator)
    about_rows = [each["sql"] for each in asked if "json_each" in each["sql"] and "importrow" in each["sql"]]
    assert len(about_rows) >= 5
    for sql in about_rows:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            plan = " ".join(row[-1] for row in cursor.fetchall())
        assert "list_import_id=?" not in plan and "SCAN memorial_importrow" not in plan, (sql, plan)


def test_two_rows_of_one_name_with_nothing_to_tell_them_apart_wait_for_a_person(
    memorial: Memorial, curator: User
) -> None:
    rows = ["Sintetikov,Samir,,", "Sintetikov,Samir,,"]
    brought = checked(HEADER, rows, curator)
    assert outcomes(brought) == ["new", "maybe"]
    assert row_of(brought, 1).like_row == row_of(brought, 0).number


def test_rows_that_the_list_itself_numbers_stay_two_people(memorial: Memorial, curator: User) -> None:
    rows = ["1,Sintetikov,Samir", "2,Sintetikov,Samir"]
    assert outcomes(checked("no,family,given", rows, curator)) == ["new", "new"]


def test_row_that_stands_twice_under_one_number_is_one_row(memorial: Memorial, curator: User) -> None:
    rows = ["1,Sintetikov,Samir", "1,Sintetikov,Samir"]
    assert outcomes(checked("no,family,given", rows, curator)) == ["new", "repeated"]


def test_second_row_about_one_person_waits_for_a_person(memorial: Memorial, curator: User) -> None:
    make_person(given="Samir", family="Sintetikov", birth="1950-03-12")
    rows = ["1,Sintetikov,Samir,1950", "2,Sintetikov,Samir,12.03.1950"]
    assert outcomes(checked("no,family,given,born", rows, curator)) == ["same", "maybe"]


def test_refused_row_says_where_why_and_what_to_do(memorial: Memorial, curator: User) -> None:
    brought = checked(HEADER, ["Sintetikov,Samir,,31.02.1950", "Sintetikova,Sara,,1960"], curator)
    assert outcomes(brought) == ["refused", "new"]
    column, written, reason, remedy = row_of(brought, 0).remarks[0]
    assert (column, written) == ("born", "31.02.1950")
    assert reason and remedy


@pytest.mark.parametrize(("language", "said"), [("en", "no month 13"), ("ru", "Месяца 13 нет")])
def test_remarks_speak_the_language_of_whoever_asked(
    memorial: Memorial, curator: User, language: str, said: str
) -> None:
    with translation.override(language):
        brought = checked(HEADER, ["Sintetikov,Samir,,13.13.1950"], curator)
    assert said in row_of(brought, 0).remarks[0][2]


def test_totals_add_up_to_the_number_of_rows(memorial: Memorial, curator: User) -> None:
    make_person(given="Samir", family="Sintetikov", birth="1950-03-12")
    rows = ["Sintetikov,Samir,,1950", "Sintetikov,Samir,,", "Newova,Sara,,1960", "X,Y,,not a date"]
    brought = checked(HEADER, rows, curator)
    counted = totals(brought)
    assert sum(counted[outcome] for outcome in ImportRow.Outcome.values) == brought.rows == len(rows)


@pytest.mark.parametrize(("decision", "outcome"), [("same", "same"), ("different", "new"), ("unsure", "maybe")])
def test_decision_holds_for_the_next_list(memorial: Memorial, curator: User, decision: str, outcome: str) -> None:
    person = make_person(given="Samir", family="Sintetikov", birth="1950-03-12")
    first = checked(HEADER, ["Sintetikov,Samir,,"], curator)
    decide(row=row_of(first, 0), decision=decision, person=person, by=curator)
    assert outcomes(checked(HEADER, ["Sintetikov,Samir,,"], curator, title="Another")) == [outcome]


def test_file_that_is_broken_at_its_end_is_refused_whole(memorial: Memorial, curator: User) -> None:
    rows = ["Sintetikov,Samir,,1950"] * 300 + ["one,cell,too,many,here"]
    brought = checked(HEADER, rows, curator)
    assert brought.state == ListImport.State.REFUSED
    assert "302" in brought.problem
    assert not brought.of_rows.exists()


@pytest.mark.parametrize("decision", ["same", "different", "unsure"])
def test_what_was_decided_of_an_earlier_row_holds_when_the_list_is_checked_again(
    memorial: Memorial, curator: User, decision: str
) -> None:
    brought = checked(HEADER, ["Sintetikov,Samir,,", "Newova,Sara,,", "Sintetikov,Samir,,"], curator)
    decide(row=row_of(brought, 2), decision=decision, person=None, by=curator)
    again = carried_on(check_again(brought=brought, by=curator))
    row = row_of(again, 2)
    assert (outcomes(again), row.decision, row.decided_by) == (["new", "new", "maybe"], decision, curator)
    assert (row_of(again, 0).like_row, row.like_row) == (None, row_of(again, 0).number)


@pytest.mark.parametrize("decision", ["same", "unsure"])
def test_row_about_somebody_of_whom_another_row_tells_stays_decided(
    memorial: Memorial, curator: User, decision: str
) -> None:
    person = make_person(given="Samir", family="Sintetikov", birth="1950-03-12")
    brought = checked(HEADER, ["Sintetikov,Samir,,1950", "Sintetikov,Samir,,12.03.1950"], curator)
    decide(row=row_of(brought, 1), decision=decision, person=person, by=curator)
    row = row_of(carried_on(check_again(brought=brought, by=curator)), 1)
    assert (row.outcome, row.decision, row.person) == ("maybe", decision, person)


def test_not_sure_is_forgotten_where_somebody_else_may_be_meant_by_now(memorial: Memorial, curator: User) -> None:
    person = make_person(given="Samir", family="Sintetikov", birth="1950-03-12")
    brought = checked(HEADER, ["Sintetikov,Samir,,"], curator)
    decide(row=row_of(brought, 0), decision="unsure", person=person, by=curator)
    again = carried_on(check_again(brought=brought, by=curator))
    assert row_of(again, 0).decision == "unsure"
    make_person(given="Samir", family="Sintetikov", birth="1960-03-12")
    again = carried_on(check_again(brought=again, by=curator))
    assert (row_of(again, 0).outcome, row_of(again, 0).decision) == ("maybe", "")


def test_rows_that_a_list_does_not_have_any_more_are_gone_with_their_decisions(
    memorial: Memorial, curator: User
) -> None:
    person = make_person(given="Samir", family="Sintetikov", birth="1950-03-12")
    brought = checked("family,given", ["Sintetikov,Samir", "Newova,Sara", "Sintetikov,Samir"], curator)
    for place in (0, 2):
        decide(row=row_of(brought, place), decision="unsure", person=person, by=curator)
    with file_of(brought).open("w") as file:  # type: ignore[union-attr]  # it is kept
        file.write("family,given\nSintetikova,Samira\n")
    again = carried_on(check_again(brought=brought, by=curator))
    assert [(row.called, row.decision) for row in again.of_rows.all()] == [("Sintetikova Samira", "")]


def test_check_that_is_stopped_forgets_no_decision(memorial: Memorial, curator: User) -> None:
    person = make_person(given="Samir", family="Sintetikov", birth="1950-03-12")
    brought = checked(HEADER, ["Sintetikov,Samir,,", "Newova,Sara,,"], curator)
    decide(row=row_of(brought, 0), decision="unsure", person=person, by=curator)
    stop(brought=check_again(brought=brought, by=curator), by=curator)
    assert brought.of_rows.get().decision == "unsure"
    mapping, source = Mapping.from_json(brought.mapping), source_of_lists()
    again = carried_on(start_check(brought=brought, mapping=mapping, source=source, by=curator))
    assert [row.decision for row in again.of_rows.all()] == ["unsure", ""]
