"""What the run of a list writes, and that it can be repeated, killed, gone on with and undone."""

from dataclasses import replace
from typing import Any

import pytest
from django.utils import translation
from django.utils.translation import gettext as _

from memorial.base.held_work import take_hold
from memorial.base.rows import save_columns
from memorial.exchange.imports import working
from memorial.exchange.imports.actions import (
    decide,
    start_check,
    start_run,
    take_in,
)
from memorial.exchange.imports.kept_files import folder
from memorial.exchange.imports.models import ListImport
from memorial.exchange.lists.mappings import Locator
from memorial.exchange.lists.targets import Target
from memorial.models import LedgerLine, Memorial, Person, PersonCitation, PersonName, Source, User
from memorial.review.actions import submit
from memorial.review.acts import open_acts
from memorial.review.ledger import Verb
from memorial.review.snapshots import content_hash, content_of, snapshot, with_parts
from memorial.search.models import TABLES
from tests.exchange.imports import (
    brought_in,
    carried_on,
    checked,
    mapping_of,
    outcomes,
    row_of,
    source_of_lists,
    undone,
)
from tests.factories import make_person, make_place

HEADER = "no,family,given,father,mother,born,died,fate,home,work"
ROW = "7,Sintetikova,Gulnara,Ali,Sona,12.03.1950,26.02.1992,killed,Synthetic village,teacher"
pytestmark = pytest.mark.django_db


def test_new_person_is_a_draft_with_the_source_on_each_fact(memorial: Memorial, curator: User) -> None:
    place = make_place(texts={"en": {"name": "Synthetic village"}})
    brought_in(HEADER, [ROW], curator)
    person = Person.objects.get()
    name = person.names.get()
    assert (person.status, person.birth, person.death, person.fate) == ("draft", "1950-03-12", "1992-02-26", "killed")
    assert (name.family, name.given, name.patronymic, name.locator) == ("Sintetikova", "Gulnara", "Ali", "row 2")
    assert (person.residence, person.text("occupation").value) == (place, "teacher")  # type: ignore[union-attr]
    assert person.label == "Sintetikova, Gulnara Ali"
    assert set(person.citations.values_list("fact", flat=True)) == {
        *("birth", "death", "fate", "residence", "occupation"),
        "",
    }
    assert "Sona" in person.citations.get(fact="").says
    assert name.source == Source.objects.get()


def test_place_that_the_record_does_not_have_stays_words_of_the_source(memorial: Memorial, curator: User) -> None:
    brought_in("family,given,home", ["Sintetikova,Gulnara,Nowhere at all"], curator)
    person = Person.objects.get()
    assert person.residence is None
    assert person.citations.get(fact="residence").says == "Nowhere at all"


def test_row_about_a_draft_adds_to_it_and_overwrites_nothing(memorial: Memorial, curator: User) -> None:
    person = make_person(given="Gulnara", family="Sintetikova", birth="1950-03-12", fate="missing", status="draft")
    rows = ["Sintetikova,Gülnarə,12.03.1950,26.02.1992,killed"]
    brought = brought_in("family,given,born,died,fate", rows, curator)
    assert outcomes(brought) == ["same"]
    person.refresh_from_db()
    assert (person.birth, person.death, person.fate) == ("1950-03-12", "1992-02-26", "missing")
    assert [name.full for name in person.names.all()] == ["Gulnara Sintetikova", "Sintetikova Gülnarə"]
    cited = {one.fact: (one.stance, one.value) for one in person.citations.all()}
    assert cited == {"birth": ("agrees", ""), "death": ("agrees", ""), "fate": ("differs", "killed")}


def test_month_beside_a_first_day_stands_as_what_the_source_states(memorial: Memorial, curator: User) -> None:
    person = make_person(given="Gulnara", family="Sintetikova", birth="1950", death="1976-04", status="draft")
    brought_in("family,given,born,died", ["Sintetikova,Gulnara,1950,01.04.1976"], curator)
    person.refresh_from_db()
    cited = person.citations.get(fact="death")
    assert (person.death, cited.stance, cited.value, cited.says) == ("1976-04", "differs", "1976-04-01", "01.04.1976")


def test_published_person_is_added_to_through_a_working_copy(memorial: Memorial, curator: User) -> None:
    person = make_person(given="Gulnara", family="Sintetikova", birth="1950-03-12")
    before = content_hash(person)
    brought_in("family,given,born,fate", ["Sintetikova,Gülnarə,12.03.1950,killed"], curator)
    copy = person.working_copies.get()
    assert content_hash(person) == before
    assert (copy.fate, copy.names.count(), copy.citations.count()) == ("killed", 2, 2)


def test_who_brings_a_list_in_does_not_publish_it_alone(
    memorial: Memorial, curator: User, second_curator: User
) -> None:
    brought_in("family,given", ["Sintetikova,Gulnara"], curator)
    person = Person.objects.get()
    submit(entry=person, by=second_curator, note="Synthetic.")
    person.refresh_from_db()
    assert "publish" not in {act.name for act in open_acts(person, curator)}


def test_same_list_again_adds_nothing(memorial: Memorial, curator: User) -> None:
    rows = [ROW, "8,Newova,Sara,,,1960,,,,", "9,Newova,Sara,,,1960,,,,"]
    first = brought_in(HEADER, rows, curator)
    before = everything()
    again = checked(HEADER, rows, curator)
    assert outcomes(again) == ["here", "here", "here"]
    with pytest.raises(Exception, match="nothing"):
        start_run(brought=again, by=curator)
    assert everything() == before
    assert first.state == ListImport.State.DONE


def test_undone_import_leaves_the_record_as_it_was(memorial: Memorial, curator: User) -> None:
    make_person(given="Draft", family="Sintetikova", birth="1950-03-12", status="draft")
    make_person(given="Public", family="Sintetikova", birth="1951-03-12")
    before = everything()
    rows = ["1,Sintetikova,Draft,,,12.03.1950,,killed,,", "2,Sintetikova,Public,,,12.03.1951,,missing,,", ROW]
    brought = brought_in(HEADER, rows, curator)
    assert outcomes(brought) == ["same", "same", "new"]
    assert everything() != before
    assert undone(brought, curator).state == ListImport.State.UNDONE
    assert everything() == before


def test_undoing_leaves_and_lists_what_somebody_has_built_on(
    memorial: Memorial, curator: User, second_curator: User
) -> None:
    brought = brought_in(HEADER, [ROW, "8,Newova,Sara,,,1960,,,,"], curator)
    built_on = Person.objects.get(label__startswith="Sintetikova")
    submit(entry=built_on, by=second_curator, note="Synthetic.")
    undone(brought, curator)
    assert list(Person.objects.values_list("pk", flat=True)) == [built_on.pk]
    assert [bool(row.left) for row in brought.of_rows.order_by("number")] == [True, False]


def test_run_that_was_killed_goes_on_where_it_was(
    memorial: Memorial, curator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working, "CHUNK", 2)
    rows = [f"{number},Newova{'abcdefg'[number]},Sara,,,19{number + 50},,,," for number in range(7)]
    brought = start_run(brought=checked(HEADER, rows, curator), by=curator)
    written = 0

    def killed(*arguments: Any) -> None:
        nonlocal written
        written += 1
        if written == 3:
            raise KeyboardInterrupt
        save_columns(*arguments)

    monkeypatch.setattr(working, "save_columns", killed)
    with pytest.raises(KeyboardInterrupt):
        carried_on(brought)
    assert Person.objects.count() == 4
    monkeypatch.setattr(working, "save_columns", save_columns)
    assert not take_hold(ListImport, brought.pk)
    ListImport.objects.update(held_until="2026-01-01T00:00Z")
    assert carried_on(brought).state == ListImport.State.DONE
    assert Person.objects.count() == 7


def test_decided_rows_are_brought_in_by_the_next_run(memorial: Memorial, curator: User) -> None:
    person = make_person(given="Samir", family="Sintetikov", status="draft")
    header, rows = "no,family,given", ["1,Sintetikov,Samir", "2,Newova,Sara"]
    brought = brought_in(header, rows, curator)
    assert (outcomes(brought), Person.objects.count()) == (["maybe", "new"], 2)
    decide(row=row_of(brought, 0), decision="same", person=person, by=curator)
    carried_on(start_run(brought=brought, by=curator))
    assert Person.objects.count() == 2
    assert row_of(brought, 0).done


def test_row_that_repeats_one_which_waits_makes_nobody_new(memorial: Memorial, curator: User) -> None:
    make_person(given="Samir", family="Sintetikov", status="draft")
    rows = ["1,Sintetikov,Samir,", "1,Sintetikov,Samir,Ali"]
    brought = checked("no,family,given,father", rows, curator)
    assert outcomes(brought) == ["maybe", "maybe"]
    decide(row=row_of(brought, 1), decision="same", person=None, by=curator)
    carried_on(start_run(brought=brought, by=curator))
    assert Person.objects.count() == 1
    assert row_of(brought, 1).left and not row_of(brought, 1).done


def test_row_and_its_repetition_are_brought_in_together(memorial: Memorial, curator: User) -> None:
    make_person(given="Samir", family="Sintetikov", status="draft")
    rows = ["1,Sintetikov,Samir,", "1,Sintetikov,Samir,Ali"]
    brought = checked("no,family,given,father", rows, curator)
    decide(row=row_of(brought, 0), decision="different", person=None, by=curator)
    decide(row=row_of(brought, 1), decision="same", person=None, by=curator)
    carried_on(start_run(brought=brought, by=curator))
    assert Person.objects.count() == 2
    assert row_of(brought, 1).person == row_of(brought, 0).person
    assert [row_of(brought, number).left for number in (0, 1)] == ["", ""]


def test_file_of_a_list_is_erased_when_it_is_not_needed(
    memorial: Memorial, curator: User, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        brought = checked(HEADER, [ROW], curator)
    assert len(list(folder().iterdir())) == 1
    with django_capture_on_commit_callbacks(execute=True):
        start_run(brought=brought, by=curator)
        carried_on(brought)
    assert not list(folder().iterdir())


def test_import_is_in_the_ledger_from_its_beginning_to_its_end(memorial: Memorial, curator: User) -> None:
    brought = undone(brought_in(HEADER, [ROW], curator), curator)
    lines = LedgerLine.objects.filter(kind="import", entry=str(brought.pk)).order_by("number")
    assert [line.verb for line in lines] == [
        *(Verb.LIST_TAKEN_IN, Verb.IMPORT_STARTED, Verb.IMPORTED, Verb.IMPORT_UNDONE),
    ]


def everything() -> Any:
    """Return all that the record says of people, and all that is derived from it."""
    people = with_parts(Person._base_manager.order_by("pk"))
    return [
        [(content_of(snapshot(one)), one.label, one.status, one.changed_at) for one in people],
        [sorted(tables.people.objects.values_list("pk", "tokens")) for tables in TABLES.values()],
        [sorted(tables.words.objects.values_list("word", "people")) for tables in TABLES.values()],
        sorted(PersonName.objects.values_list("pk", "full")),
        sorted(PersonCitation.objects.values_list("pk", "fact", "value")),
    ]


def test_words_for_the_record_are_in_the_language_of_the_memorial_whoever_asks(
    memorial: Memorial, curator: User
) -> None:
    rows = [",Sintetikova,Gulnara,Sona,1950", ",Sintetikova,Gulnara,Sona,1950"]
    mapping = replace(mapping_of("no", "family", "given", "mother", "born"), locator=Locator("no"))
    with translation.override("ru"):
        text = "\n".join(["no,family,given,mother,born", *rows]) + "\n"
        brought, _look = take_in(chunks=[text.encode()], name="list.csv", by=curator)
        start_check(brought=brought, mapping=mapping, source=source_of_lists(), by=curator)
        carried_on(start_run(brought=carried_on(brought), by=curator))
    person = Person.objects.get()
    with translation.override(memorial.own_language):
        row, mother = _("row %(number)s") % {"number": 2}, str(Target.MOTHER.label)
    assert person.names.get().locator == row
    assert person.citations.get(fact="").says == f"{mother}: Sona"
    assert (row_of(brought, 1).said or {})["locator"] == row.replace("2", "3")
