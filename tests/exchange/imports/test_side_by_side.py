"""Lists that were checked side by side, and what one of them brings that the other may tell of as well."""

from typing import Any

import pytest

from memorial.base.rows import save_columns
from memorial.exchange.imports import working
from memorial.exchange.imports.actions import ImportRefused, check_again, decide, start_run, stop
from memorial.exchange.imports.models import ListImport
from memorial.models import Memorial, Person, User
from tests.exchange.imports import carried_on, checked, outcomes, row_of, undone
from tests.factories import make_person

pytestmark = pytest.mark.django_db


def test_lists_checked_side_by_side_bring_nobody_twice(memorial: Memorial, curator: User) -> None:
    header, rows = "family,given,born", ["Sintetikova,Gulnara,12.03.1950"]
    first, second = (checked(header, rows, curator, title=title) for title in ("Synthetic one", "Synthetic two"))
    start_run(brought=first, by=curator)
    with pytest.raises(ImportRefused, match="being brought in just now"):
        start_run(brought=second, by=curator)
    carried_on(first)
    with pytest.raises(ImportRefused, match=r"was brought in since .* Check this list again"):
        start_run(brought=second, by=curator)
    again = carried_on(check_again(brought=second, by=curator))
    assert outcomes(again) == ["same"]
    carried_on(start_run(brought=again, by=curator))
    assert Person.objects.count() == 1


def test_run_that_was_stopped_before_it_wrote_anybody_holds_no_other_list_up(memorial: Memorial, curator: User) -> None:
    header, rows = "family,given,born", ["Sintetikova,Gulnara,12.03.1950"]
    first, second = (checked(header, rows, curator, title=title) for title in ("Synthetic one", "Synthetic two"))
    stop(brought=start_run(brought=first, by=curator), by=curator)
    carried_on(start_run(brought=second, by=curator))
    assert Person.objects.count() == 1
    with pytest.raises(ImportRefused, match="was brought in since"):
        start_run(brought=first, by=curator)


def test_list_that_another_one_crossed_in_the_middle_is_undone_and_checked_again(
    memorial: Memorial, curator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    header, rows = "family,given,born", ["Sintetikova,Gulnara,1950", "Newova,Sara,1960"]
    monkeypatch.setattr(working, "CHUNK", 1)
    first, second = checked(header, rows, curator), checked(header, rows[1:], curator, title="Synthetic two")

    def stopped_after(*arguments: Any) -> None:
        save_columns(*arguments)
        ListImport.objects.filter(pk=first.pk).update(stop=True)

    with monkeypatch.context() as patch:
        patch.setattr(working, "save_columns", stopped_after)
        first = carried_on(start_run(brought=first, by=curator))
    assert (first.state, Person.objects.count()) == ("checked", 1)
    with pytest.raises(ImportRefused, match="was brought in since"):
        start_run(brought=second, by=curator)
    carried_on(start_run(brought=carried_on(check_again(brought=second, by=curator)), by=curator))
    with pytest.raises(ImportRefused, match="Undo what this list has brought, and bring its file in again"):
        start_run(brought=first, by=curator)


def test_list_is_checked_again_where_people_of_one_that_was_undone_had_to_stay(
    memorial: Memorial, curator: User
) -> None:
    header, rows = "family,given,born", ["Sintetikova,Gulnara,1950"]
    first, second = (checked(header, rows, curator, title=title) for title in ("Synthetic one", "Synthetic two"))
    carried_on(start_run(brought=first, by=curator))
    tie = make_person(given="Sara").kin.create(kind="child", relative=Person.objects.get(label="Sintetikova, Gulnara"))
    assert undone(first, curator).of_rows.filter(done=True).exists()
    with pytest.raises(ImportRefused, match="was brought in since"):
        start_run(brought=second, by=curator)
    tie.delete()
    undone(first, curator)
    carried_on(start_run(brought=second, by=curator))
    assert Person.objects.filter(label="Sintetikova, Gulnara").count() == 1


def told_apart(curator: User, rows: list[str], titles: tuple[str, ...]) -> list[ListImport]:
    """Check lists side by side, and decide of their first row that it tells of nobody who is here."""
    lists = [checked("family,given,born", rows, curator, title=title) for title in titles]
    for each in lists:
        decide(row=row_of(each, 0), decision="different", person=row_of(each, 0).person, by=curator)
    return lists


def test_rows_that_were_decided_side_by_side_bring_nobody_twice(memorial: Memorial, curator: User) -> None:
    here = make_person(given="Samir", family="Sintetikov", status="draft")
    first, second = told_apart(curator, ["Sintetikov,Samir,1950"], ("Synthetic one", "Synthetic two"))
    start_run(brought=first, by=curator)
    with pytest.raises(ImportRefused, match="being brought in just now.* bring this one in"):
        start_run(brought=second, by=curator)
    carried_on(first)
    came = Person.objects.exclude(pk=here.pk).get()
    carried_on(start_run(brought=second, by=curator))
    row = row_of(second, 0)
    assert (Person.objects.count(), row.done, row.decision, row.person) == (2, False, "", came)
    assert "entered since" in row.left
    decide(row=row, decision="same", person=came, by=curator)
    carried_on(start_run(brought=second, by=curator))
    assert (Person.objects.count(), row_of(second, 0).done, row_of(second, 0).left) == (2, True, "")


def test_row_that_was_told_apart_from_those_who_came_is_brought_in(memorial: Memorial, curator: User) -> None:
    make_person(given="Samir", family="Sintetikov", status="draft")
    (brought,) = told_apart(curator, ["Sintetikov,Samir,1950", "Newova,Sara,1960"], ("Synthetic one",))
    by_hand = make_person(given="Samir", family="Sintetikov", birth="1950", status="draft")
    carried_on(start_run(brought=brought, by=curator))
    assert [row_of(brought, number).done for number in (0, 1)] == [False, True]
    decide(row=row_of(brought, 0), decision="different", person=by_hand, by=curator)
    carried_on(start_run(brought=brought, by=curator))
    assert (Person.objects.count(), row_of(brought, 0).left) == (4, "")


def test_person_of_whom_nobody_may_know_holds_no_decided_row_up(memorial: Memorial, curator: User) -> None:
    make_person(given="Samir", family="Sintetikov", status="draft")
    (brought,) = told_apart(curator, ["Sintetikov,Samir,1950"], ("Synthetic one",))
    make_person(given="Samir", family="Sintetikov", birth="1950", status="draft", restricted=True)
    carried_on(start_run(brought=brought, by=curator))
    assert row_of(brought, 0).done
