"""Finding people: whoever is meant, through the gate alone, at one cost, whatever is typed."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memorial.models import Kinship, Person, User
from memorial.review.gate import Channel
from memorial.review.status import Status
from memorial.search.models import Edition
from memorial.search.people import Found, Wanted, find_people
from memorial.search.tokens import fate_token
from tests.factories import add_name, make_person, make_place, make_source

pytestmark = pytest.mark.django_db


def find(wanted: Wanted | str, **options: object) -> Found:
    rows = Person.objects.public(Channel.SEARCH)
    return find_people(wanted, rows=rows, edition=Edition.PUBLIC, **options)  # type: ignore[arg-type]


def people(wanted: Wanted | str, **options: object) -> list[Person]:
    return [hit.person for hit in find(wanted, **options).hits]


@pytest.fixture
def leyla() -> Person:
    return make_person(given="Leyla", family="Hacıyeva", birth="1953")


@pytest.mark.parametrize(
    "typed",
    [
        "Leyla Hacıyeva",
        "hacıyeva leyla",
        "LEYLA HACIYEVA",
        "Гаджиева Лейла",
        "Һаҹыјева",
        "Hajiyeva",
        "Haciyeva Leyla Samir qızı",
        "Hacıyva",
        "L. Hacıyeva",
        "Hacıyeva L.S.",
        "Leyla",
        "Ufl;bsdf Ktqkf",
        "‏Leyla­ Hacı’yeva",
    ],
)
def test_person_is_found_however_the_name_is_typed(leyla: Person, typed: str) -> None:
    make_person(given="Samir", family="Yoxlayev")
    assert people(typed)[0] == leyla


def test_who_bears_two_of_many_words_is_found() -> None:
    shahriar = make_person(given="Məhəmmədhüseyn", family="Şəhriyar")
    assert people("سید محمدحسین بهجت تبریزی شهریار") == [shahriar]


def test_the_father_stands_before_nobody_where_his_name_has_an_ending() -> None:
    for _each in range(12):
        make_person(given="Əlif", family="Hacıyev")
    son = make_person(family="")
    add_name(son, given="Əlif", family="Hacıyev", patronymic="Lətif oğlu", full="Əlif Lətif oğlu Hacıyev")
    assert people("Алиф Латифович Гаджиев")[0] == son


@pytest.mark.parametrize("typed", ["", " ", "😀🕯", "oğlu", "qızı oğlu", "?" * 5000, "\x00", "\ud800", "1", "Ə", "…"])
def test_what_is_no_name_is_answered_emptily_and_quickly(leyla: Person, typed: str) -> None:
    with CaptureQueriesContext(connection) as counted:
        assert find(typed).hits == []
    assert len(counted) <= 1


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=120))
def test_any_text_is_a_valid_question(leyla: Person, typed: str) -> None:
    find(typed)
    find(typed, prefix=True)


def test_long_question_is_answered(leyla: Person) -> None:
    assert find("Leyla Hacıyeva " * 500).hits[0].person == leyla


def test_nearest_name_stands_first(leyla: Person) -> None:
    other = make_person(given="Leyla", family="Hacıyev")
    third = make_person(given="Nigar", family="Hacıyeva")
    assert people("Leyla Hacıyeva")[0] == leyla
    assert people("Leyla Hacıyev")[0] == other
    assert people("Nigar Hacıyeva")[0] == third


def test_name_of_many_fathers_hides_nobody_who_bears_it() -> None:
    for name in ("Adil", "Arif", "Asif", "Azad", "Anar"):
        other, full = make_person(given="", family=""), f"{name} Celal oğlu Aliyev"
        add_name(other, given=name, patronymic="Celal oğlu", family="Aliyev", full=full)
    right = make_person(given="Jalal", family="Aliyev")
    assert people("Celal Aliyev")[0] == right


def test_family_name_that_is_all_of_the_question_hides_nobody() -> None:
    for name in ("Adil", "Arif", "Asif", "Azad", "Anar"):
        make_person(given=name, family="Alikarimli")
    right = make_person(given="Ali", family="Kerimli")
    assert people("Ali Karimli")[0] == right


def test_only_the_full_name_is_certain(leyla: Person) -> None:
    assert find("Гаджиева Лейла").hits[0].certain
    for typed in ("Leyla", "Hacıyeva", "L. Hacıyeva", "Leyla Hacıyeba", "Leyla Hacızadə", "Nigar Hacıyeva"):
        assert not any(hit.certain for hit in find(typed).hits)


def test_homonyms_are_told_apart_by_year() -> None:
    old, young = (make_person(given="Leyla", family="Hacıyeva", birth=year) for year in ("1931", "1985"))
    for person, born in ((old, (1930, 1932)), (young, (1985, 1985))):
        found = find(Wanted("Leyla Hacıyeva", born=born)).hits
        assert found[0].person == person
        assert [hit.certain for hit in found] == [True] + [False] * (len(found) - 1)


def test_year_that_is_nearly_right_does_not_contradict(leyla: Person) -> None:
    near, far = (find(Wanted("Leyla Hacıyeva", born=(year, year))).hits[0] for year in (1954, 1990))
    exact = find(Wanted("Leyla Hacıyeva", born=(1953, 1953))).hits[0]
    assert exact.score > near.score > far.score
    assert near.certain
    assert not far.certain


def test_place_and_kin_put_the_right_one_first() -> None:
    here, there = make_place("Synthetic Xocalı"), make_place("Synthetic Şuşa")
    one = make_person(given="Leyla", family="Hacıyeva", residence=here)
    other = make_person(given="Leyla", family="Hacıyeva", residence=there)
    father = make_person(given="Samir", family="Hacıyev", sex="male")
    Kinship.objects.create(person=father, relative=other, kind="parent")
    assert people(Wanted("Leyla Hacıyeva", place="Xocalı"))[0] == one
    assert people(Wanted("Leyla Hacıyeva", place="Шуша"))[0] == other
    found = find(Wanted("Leyla Hacıyeva", kin=("Самир Гаджиев",))).hits
    assert found[0].person == other
    assert "father: Samir Hacıyev" in [reason.sentence for reason in found[0].reasons]


def test_place_and_kin_that_are_not_public_tell_nothing() -> None:
    hidden = make_place("Synthetic Xocalı", status=Status.DRAFT)
    person = make_person(given="Leyla", family="Hacıyeva", residence=hidden)
    father = make_person(given="Samir", family="Hacıyev", sex="male", status=Status.DRAFT)
    Kinship.objects.create(person=father, relative=person, kind="parent")
    nothing = find(Wanted("Leyla Hacıyeva", place="Synthetic Yox", kin=("Nobody Here",))).hits[0]
    asked = find(Wanted("Leyla Hacıyeva", place="Synthetic Xocalı", kin=("Samir Hacıyev",))).hits[0]
    assert asked.score == nothing.score
    assert asked.reasons == ()


@pytest.mark.parametrize("status", [Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN])
def test_nobody_hidden_is_found_offered_or_counted(leyla: Person, status: Status) -> None:
    before = find("Leyla Hacıyeba", limit=1)
    make_person(given="Leyla", family="Hacıyeba", status=status)
    after = find("Leyla Hacıyeba", limit=1)
    assert [hit.person for hit in after.hits] == [leyla]
    assert (after.more, after.near, after.tried) == (before.more, before.near, before.tried)
    assert [hit.score for hit in after.hits] == [hit.score for hit in before.hits]


def test_index_that_is_behind_shows_nobody_whom_the_gate_hides(leyla: Person) -> None:
    Person.objects.filter(pk=leyla.pk).update(status=Status.WITHDRAWN)
    found = find("Leyla Hacıyeva")
    assert (found.hits, found.near, found.more) == ([], (), False)


def test_gate_that_hides_many_is_gone_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("memorial.search.retrieval.READ", 5)
    everybody = [make_person(given="Leyla", family="Hacıyeva") for _each in range(12)]
    rows = Person.objects.public(Channel.SEARCH).filter(pk=everybody[-1].pk)
    found = find_people("Leyla Hacıyeva", rows=rows, edition=Edition.PUBLIC)
    assert [hit.person for hit in found.hits] == [everybody[-1]]


def test_desk_finds_what_a_person_there_may_know_of(curator: User, keeper: User, leyla: Person) -> None:
    draft = make_person(given="Leyla", family="Hacıyeva", status=Status.DRAFT)
    closed = make_person(given="Leyla", family="Hacıyeva", status=Status.DRAFT, restricted=True)

    def seen(user: User) -> set[Person]:
        rows = Person.objects.visible_to(user)
        return {hit.person for hit in find_people("Гаджиева", rows=rows, edition=Edition.DESK).hits}

    assert seen(curator) == {leyla, draft}
    assert seen(keeper) == {leyla, draft, closed}


def test_people_who_are_hidden_from_somebody_change_no_order_or_score(contributor: User) -> None:
    for place in range(6):
        make_person(given=["Əli", "Nigar", "Alı"][place % 3], family=["Hacıyev", "Hacıyeva", "Xacıyev"][place % 3])

    def seen() -> list[tuple[int, float]]:
        rows = Person.objects.visible_to(contributor)
        return [(hit.person.pk, hit.score) for hit in find_people("Əli Hacıyev", rows=rows, edition=Edition.DESK).hits]

    before = seen()
    for place in range(30):
        how: dict[str, Any] = {"restricted": True, "status": "draft"} if place % 2 else {"status": "withdrawn"}
        make_person(given="Əli", family=f"Sintetik{place}", **how)
    assert seen() == before


def test_facets_narrow(leyla: Person) -> None:
    killed = make_person(given="Leyla", family="Hacıyeva", fate="killed")
    assert people("Leyla Hacıyeva", narrowed=[[fate_token("killed")]]) == [killed]
    assert people("Leyla Hacıyeva", narrowed=[[fate_token("missing")]]) == []


def test_limit_is_kept_and_says_whether_there_are_more() -> None:
    for _each in range(4):
        make_person(given="Leyla", family="Hacıyeva")
    assert [(len(found.hits), found.more) for found in (find("Hacıyeva", limit=n) for n in (1, 3, 4, 5))] == [
        (1, True),
        (3, True),
        (4, False),
        (4, False),
    ]


def test_word_that_is_being_typed_finds_who_begins_so(leyla: Person) -> None:
    assert people("Hac", prefix=True) == [leyla]
    assert people("Leyla H", prefix=True) == [leyla]
    assert people("Гадж", prefix=True)[:1] in ([], [leyla])
    assert people("Hacıyba", prefix=True) == [leyla]
    assert not find("Leyla Hacı", prefix=True).hits[0].certain


def test_similar_names_are_offered_as_they_are_written(leyla: Person) -> None:
    assert find("Leyla Hacıyeba").near == ("Leyla Hacıyeva",)
    assert find("Leyla Hacıyeva").near == ()


def test_what_else_was_tried_is_told(leyla: Person) -> None:
    assert len(find("Leyla Hacıyeva").tried) >= 1
    typed = find("Ktqkf Ufl;btdf")
    assert typed.hits[0].person == leyla
    assert "the same keys on another keyboard: лейла гаджиева" in typed.tried
    assert all(sentence[0].islower() for sentence in find("Qqq Wwww").tried)


def test_name_at_birth_and_married_name_both_find(leyla: Person) -> None:
    add_name(leyla, given="Leyla", family="Sınaqova", language="az", kind="married")
    assert people("Leyla Sınaqova") == people("Hacıyeva Sınaqova") == [leyla]


@pytest.mark.parametrize(
    "wanted",
    [
        "Leyla Hacıyeva",
        "Гаджиева",
        "Leyla Hacıyeba",
        "Leyla Samir qızı Hacıyeva",
        Wanted("Leyla Hacıyeva", born=(1953, 1953), place="Synthetic Xocalı", kin=("Samir",)),
    ],
)
def test_question_takes_as_many_statements_for_one_as_for_three(wanted: Wanted | str) -> None:
    place, source = make_place("Synthetic Xocalı"), make_source(title="Synthetic list")
    numbers = []
    for people_there in (1, 3):
        while Person.objects.count() < people_there:
            person = make_person(given="Leyla", family="Hacıyeva", birth="1953", residence=place)
            add_name(person, given="Лейла", family="Гаджиева", language="ru", script="Cyrl", source=source)
        with CaptureQueriesContext(connection) as counted:
            assert len(find(wanted).hits) == people_there
        numbers.append(len(counted))
    assert numbers[0] == numbers[1] <= 18
