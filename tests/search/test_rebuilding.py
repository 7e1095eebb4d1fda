"""An index that is made anew is the one that was kept, though it be stopped, or changed meanwhile."""

from collections.abc import Iterator
from io import StringIO
from itertools import islice
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from memorial.management.commands import prepare, rebuild_index
from memorial.models import IndexBuild, Person, PublicNameDoc, PublicNameKey, PublicNameWord, PublicTextDoc
from memorial.search import engines, rebuilding
from memorial.search.keys import VERSION
from memorial.search.models import TABLES, Edition
from memorial.search.rebuilding import Progress, begin, go_on, rebuild, unfinished
from memorial.search.texts import rows_kept
from tests.factories import MAKERS, add_name, make_person, make_source
from tests.search.indexes import check_engines, contents, from_scratch

pytestmark = pytest.mark.django_db


@pytest.fixture
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Steps of two entries each, so that a few entries take several; what is few is written as what is many."""
    monkeypatch.setattr(engines, "MANY", 1)
    for name in ("PEOPLE", "WORDS", "ENTRIES"):
        monkeypatch.setattr(rebuilding, name, 2)


@pytest.fixture
def people(small_steps: None) -> list[Person]:
    return [
        make_person(given=f"Synthetic{number}", family="Commonova", birth=str(1950 + number)) for number in range(7)
    ]


def finish(**options: Any) -> None:
    """Make the indexes anew to the end."""
    for _progress in rebuild(**options):
        pass
    check_engines()


def test_every_kind_of_entry_is_as_it_was_after_a_build(small_steps: None) -> None:
    makers: list[Any] = list(MAKERS.values())
    for make in makers:
        make()
        make(status="draft")
    before = contents()
    assert before["public texts"] and before["public people"]
    finish()
    assert contents() == before == from_scratch()


def test_build_that_was_stopped_goes_on_from_there(people: list[Person]) -> None:
    before = contents()
    begin(list(Edition), from_scratch=True)
    build = rebuild()
    steps = list(islice(build, 4))
    del build
    assert steps[-1].kind == "person" and 0 < len(contents()["public people"]) < len(people)
    resumed = next(rebuild())
    assert resumed.kind == "person" and len(contents()["public people"]) > steps[-1].done
    finish()
    assert contents() == before


@pytest.mark.parametrize(("seconds", "steps"), [(1e9, [2, 6, 7]), (0.0, [2, 4, 6, 7])])
def test_steps_are_as_long_as_they_may_take(
    people: list[Person], monkeypatch: pytest.MonkeyPatch, seconds: float, steps: list[int]
) -> None:
    for name, value in (("FIRST", 2), ("PEOPLE", 4), ("STEP", seconds)):
        monkeypatch.setattr(rebuilding, name, value)
    assert [progress.done for progress in rebuild() if progress.kind == "person"] == steps
    assert contents() == from_scratch()


def test_step_that_fails_leaves_nothing_half_done(people: list[Person], monkeypatch: pytest.MonkeyPatch) -> None:
    before = contents()
    begin(list(Edition), from_scratch=True)
    with monkeypatch.context() as broken:
        broken.setattr(rebuilding, "note_due", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            finish()
    assert contents()["public people"] == {} and contents()["public words"] == {}
    finish()
    assert contents() == before


def go_to_the_middle(build: Iterator[Progress]) -> None:
    """Go on with a build until the rows of four people are made."""
    while (progress := next(build)).kind != "person" or progress.done < 4:
        pass


def test_people_changed_behind_and_ahead_of_a_build_are_right_at_its_end(people: list[Person]) -> None:
    build = rebuild(from_scratch=True)
    go_to_the_middle(build)
    for place in (0, 3, 6):
        add_name(people[place], given="Meanwhile", family=f"Changedova{place}", language="az")
    people[1].names.all().delete()
    people[1].refresh()
    Person.objects.filter(pk=people[5].pk).update(status="withdrawn")
    people[5].refresh()
    make_person(given="Newcomer", family="Commonova")
    for _progress in build:
        pass
    check_engines()
    assert contents() == from_scratch()


def test_word_that_leaves_while_a_build_remembers_it_is_looked_up_anew(people: list[Person]) -> None:
    Person.objects.filter(pk=people[6].pk).update(status="draft")
    people[6].refresh()
    build = rebuild()
    go_to_the_middle(build)
    for person in people[:6]:
        Person.objects.filter(pk=person.pk).update(status="draft")
        person.refresh()
    assert not PublicNameWord.objects.exists()
    Person.objects.filter(pk=people[5].pk).update(status="published")
    for _progress in build:
        pass
    assert contents() == from_scratch()
    assert dict(PublicNameWord.objects.values_list("word", "people"))["commonova"] == 1


def test_rows_of_people_and_texts_that_are_gone_are_taken_out(people: list[Person]) -> None:
    source = make_source(title="Synthetic goneword")
    keys = [people[2].pk, people[6].pk]
    delete_by_hand(keys, source.pk)
    assert PublicNameDoc.objects.filter(pk__in=keys).count() == 2
    finish()
    assert not PublicNameDoc.objects.filter(pk__in=keys).exists()
    assert not PublicTextDoc.objects.filter(tokens__contains="goneword").exists()
    assert contents() == from_scratch()


def delete_by_hand(keys: list[int], source: int) -> None:
    """Delete people and a source past all acts, as somebody does who works in the database."""
    for person in Person.objects.filter(pk__in=keys):
        person.delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM memorial_source WHERE id = %s", [source])


def test_counts_that_are_wrong_are_put_right(people: list[Person]) -> None:
    before = contents()
    PublicNameWord.objects.filter(word="commonova").update(people=99)
    PublicNameWord.objects.create(word="nobodyhasit", people=3)
    finish()
    assert contents() == before


def test_keys_by_other_rules_are_made_anew(people: list[Person], monkeypatch: pytest.MonkeyPatch) -> None:
    finish()
    before = contents()
    PublicNameKey.objects.all().delete()
    word = PublicNameWord.objects.get(word="commonova")
    PublicNameKey.objects.create(key="fofotherrules", word_id=word.pk)
    assert unfinished() == []
    IndexBuild.objects.filter(kind="keys", edition=Edition.PUBLIC).update(rules=VERSION - 1)
    assert unfinished() == [Edition.PUBLIC]
    finish()
    assert contents() == before and unfinished() == []


def test_one_edition_alone_is_made_anew(people: list[Person]) -> None:
    before = contents()
    for edition in Edition:
        TABLES[edition].people.objects.all().delete()
        TABLES[edition].words.objects.all().delete()
        TABLES[edition].keys.objects.all().delete()
    call_command("rebuild_index", "--edition", "desk", stdout=StringIO())
    assert contents()["public people"] == {}
    assert contents()["desk people"] == before["desk people"] and contents()["desk words"] == before["desk words"]


def test_installation_without_an_index_gets_it_bit_by_bit(people: list[Person]) -> None:
    before = contents()
    for edition in Edition:
        for table in TABLES[edition].each:
            table.objects.all().delete()
    assert unfinished() == list(Edition)
    assert not go_on(0.0)
    assert go_on(60.0) and go_on(0.0)
    assert contents() == before


class Terminal(StringIO):
    """What is written to a terminal."""

    def isatty(self) -> bool:
        return True


def test_command_says_to_a_terminal_how_far_it_has_come(people: list[Person], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuild_index, "PAUSE", 0.0)
    told, said, quiet = Terminal(), StringIO(), StringIO()
    call_command("rebuild_index", "--from-scratch", stdout=said, stderr=told)
    assert said.getvalue() == "The indexes of search are as the entries are.\n"
    assert "\rperson: 4 of 7, " in told.getvalue() and " s left" in told.getvalue()
    call_command("rebuild_index", stdout=StringIO(), stderr=quiet)
    assert quiet.getvalue() == ""


def test_preparation_makes_the_indexes_once(people: list[Person], monkeypatch: pytest.MonkeyPatch) -> None:
    said = []
    for seconds in (0.0, 60.0, 60.0):
        monkeypatch.setattr(prepare, "AT_START", seconds)
        told = StringIO()
        call_command("prepare", stdout=told)
        said.append(told.getvalue())
    assert "not whole yet" in said[0] and "were made" in said[1] and "indexes" not in said[2]
    assert unfinished() == []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL looks again by itself")
def test_rows_are_found_by_their_index_when_a_small_table_has_grown(db: None) -> None:
    make_person(texts={"en": {"summary": "Synthetic."}})
    list(rebuild(from_scratch=True))
    table = PublicTextDoc._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (kind, object_id, language, tokens) "  # noqa: S608  # a table of our own
            "WITH RECURSIVE many(n) AS (SELECT 1000 UNION ALL SELECT n + 1 FROM many WHERE n < 3000) "
            "SELECT 'person', n, 'en', 'wa' FROM many"
        )
        with CaptureQueriesContext(connection) as asked:
            rows_kept(Edition.PUBLIC)("person", [2000])
        (question,) = asked.captured_queries
        cursor.execute(f"EXPLAIN QUERY PLAN {question['sql']}")
        steps = [step[3] for step in cursor.fetchall()]
    assert any("kind=? AND object_id=?" in step for step in steps), steps
    assert not any(step.startswith(f"SCAN {table}") for step in steps), steps
