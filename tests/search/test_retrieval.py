"""Who is read of the index: whom the gate lets through, at every step of the way."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from memorial.models import Person
from memorial.review.gate import Channel
from memorial.review.status import Status
from memorial.search.comparing import distances, forms_of, people_of
from memorial.search.engines import Gate
from memorial.search.models import TABLES, Edition
from memorial.search.people import find_people
from memorial.search.retrieval import Inquiry, all_but, all_but_one, born_tokens, retrieve
from memorial.search.scoring import Comparison, best_agreement
from memorial.search.written import asked_words
from tests.factories import add_name, make_person

pytestmark = pytest.mark.django_db


def read(typed: str, born: tuple[int, int] | None = None) -> set[int]:
    """Return the keys of the people who were read for a name."""
    rows = Person.objects.public(Channel.SEARCH)
    return set(
        retrieve(asked_words(typed), born, Inquiry(TABLES[Edition.PUBLIC], Edition.PUBLIC, rows, Gate.of(rows))).tokens
    )


@pytest.mark.every_case
@pytest.mark.parametrize("typed", ["Leyla Hacıyeva", "Hacıyeva", "Leyla Hacıyba", "Leyla Samir qızı Hacıyeva", "L. H."])
def test_nobody_hidden_is_read_even_where_the_index_is_behind(typed: str) -> None:
    shown, hidden = (make_person(given="Leyla", family="Hacıyeva") for _each in range(2))
    assert read(typed) == {shown.pk, hidden.pk}
    Person.objects.filter(pk=hidden.pk).update(status=Status.WITHDRAWN)
    assert read(typed) == {shown.pk}


def test_nobody_who_was_hidden_meanwhile_is_shown() -> None:
    shown, hidden = (make_person(given="Leyla", family="Hacıyeva") for _each in range(2))
    Person.objects.filter(pk=hidden.pk).update(status=Status.WITHDRAWN)
    assert set(people_of([shown.pk, hidden.pk], Gate.of(Person.objects.public(Channel.SEARCH)))) == {shown.pk}


def test_people_are_read_with_their_names_as_the_database_has_them() -> None:
    people = [make_person(given="Leyla", family="Hacıyeva", birth="1931-05-02") for _each in range(3)]
    add_name(people[0], given="Лейла", family="Гаджиева", language="ru")
    with CaptureQueriesContext(connection) as asked:
        found = people_of([person.pk for person in people], Gate.of(Person.objects.all()))
        names = {key: list(person.names.all()) for key, person in found.items()}
        assert all(name.person is found[key] for key, some in names.items() for name in some)
    assert len(asked) == 2
    for person in Person.objects.prefetch_related("names"):
        assert found[person.pk].__dict__.keys() == person.__dict__.keys()
        for column in Person._meta.concrete_fields:
            assert getattr(found[person.pk], column.attname) == getattr(person, column.attname)
        assert names[person.pk] == list(person.names.all())
        assert [name.preferred for name in names[person.pk]] == [name.preferred for name in person.names.all()]


def test_namesakes_of_the_right_year_are_read_among_very_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("memorial.search.retrieval.READ", 3)
    for _each in range(5):
        make_person(given="Leyla", family="Hacıyeva", birth="1931")
    young = make_person(given="Leyla", family="Hacıyeva", birth="1985")
    assert young.pk in read("Leyla Hacıyeva", (1984, 1986))


def test_whoever_writes_a_common_name_just_so_is_read_before_all_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("memorial.search.retrieval.READ", 4)
    monkeypatch.setattr("memorial.search.retrieval.ROUNDS", 1)
    for _each in range(6):
        make_person(given="Leyla", family="Гаджиева")
    just_so = {make_person(given="Leyla", family="Hacıyeva").pk for _each in range(4)}
    assert just_so < read("Hacıyeva")
    monkeypatch.setattr("memorial.search.retrieval.COMPARED", 4)
    monkeypatch.setattr("memorial.search.retrieval.BESIDE", -16)
    assert read("Hacıyeva") == just_so


def test_no_more_names_are_read_than_can_stand_among_the_hits() -> None:
    people = [make_person(given="Leyla", family="Hacıyeva") for _each in range(40)]
    rows = Person.objects.public(Channel.SEARCH)
    with CaptureQueriesContext(connection) as asked:
        found = find_people("Leyla Hacıyeva", rows=rows, edition=Edition.PUBLIC, limit=5)
    assert [hit.person.pk for hit in found.hits] == [person.pk for person in people[:5]] and found.more
    taken_apart = [one["sql"] for one in asked if "patronymic, given" in one["sql"]]
    assert len(taken_apart) == 1


@pytest.mark.parametrize("text", ["Leyla Hacıyeva", "L Hacıyeva", "Leyla Hacıyeva Əli qızı", "Leyla Hacizade"])
def test_nobody_agrees_better_than_was_reckoned_before_their_names_were_read(text: str) -> None:
    for given, family in (("Leyla", "Hacıyeva"), ("L.", "Hacıyeva"), ("L.", "Гаджиева"), ("", "Hacıyeva"), ("L.", "")):
        for father in ("", "Əli", "Алиевна"):
            add_name(make_person(family=""), given=given, family=family, patronymic=father)
    rows = Person.objects.public(Channel.SEARCH)
    inquiry = Inquiry(TABLES[Edition.PUBLIC], Edition.PUBLIC, rows, Gate.of(rows))
    retrieval = retrieve(asked_words(text), None, inquiry)
    comparison = Comparison([one.asked for one in retrieval.sought], distances(retrieval))
    most = retrieval.nearest(50)
    found = {key: best_agreement(comparison, forms).score for key, forms in forms_of(list(most)).items()}
    assert len(found) > 3
    assert {key: score for key, score in found.items() if score > most[key] + 0.0005} == {}


def test_all_but_one_is_whoever_lacks_one_at_most() -> None:
    groups = all_but_one([["a"], ["b"], ["c"]])
    has = {"ab": True, "ac": True, "bc": True, "abc": True, "a": False, "b": False, "c": False}
    assert {row: all(set(row) & set(group) for group in groups) for row in has} == has


def test_all_but_some_is_whoever_has_the_others() -> None:
    groups = all_but([["a"], ["b"], ["c"], ["d"]], 2)
    has = {"ab": True, "cd": True, "abc": True, "a": False, "d": False}
    assert {row: all(set(row) & set(group) for group in groups) for row in has} == has


def test_years_are_asked_one_by_one_and_not_without_end() -> None:
    assert born_tokens((1953, 1951)) == ["born1951", "born1952", "born1953"]
    assert len(born_tokens((1, 9999))) < 30


def test_common_name_with_a_letter_wrong_is_found_though_too_many_are_near(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("memorial.search.retrieval.TOO_MANY", 2)
    people = {make_person(given=given, family="Hüseynov").pk for given in ("Leyla", "Samir", "Sona")}
    assert read("Hüseynom") == people


def test_who_has_both_words_is_read_among_very_many_who_have_one_with_another_ending(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("memorial.search.retrieval.READ", 3)
    monkeypatch.setattr("memorial.search.retrieval.ROUNDS", 1)
    for _each in range(6):
        make_person(given="Nəbi", family="Quliyev")
    meant = make_person(given="Nebi", family="Nebiyev")
    assert meant.pk in read("Nabi Nabiyev")
