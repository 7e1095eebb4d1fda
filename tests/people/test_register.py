"""The register holds every person once in each language, at the place that the alphabet gives."""

import pytest
from django.utils import translation

from memorial.base.alphabets import OTHER
from memorial.models import Memorial, Person
from memorial.people.register import RegisterRow, fill_register
from memorial.review.actions import keep
from memorial.review.status import Status
from tests.factories import add_name, make_person, make_place


def names(language: str) -> list[str]:
    return list(RegisterRow.objects.public().filter(language=language).values_list("name", flat=True))


@pytest.mark.django_db
def test_person_stands_once_in_the_register_of_each_language(memorial: Memorial) -> None:
    person = make_person(given="Synthetic", family="Person")
    person.refresh()
    assert sorted(person.register.values_list("language", flat=True)) == sorted(memorial.languages)


@pytest.mark.django_db
def test_register_follows_the_alphabet_of_its_language(memorial: Memorial) -> None:
    for family in ("Ünal", "Zaman", "Əliyev", "Eldar", "Işıq", "İsmayıl", "Cəfər", "Çələbi"):
        add_name(make_person(family=""), given="", family=family, language="az")
    assert names("az") == ["Cəfər", "Çələbi", "Eldar", "Əliyev", "Işıq", "İsmayıl", "Ünal", "Zaman"]


@pytest.mark.django_db
def test_each_language_lists_the_form_of_its_readers(memorial: Memorial) -> None:
    person = make_person(given="Alif", family="Synthetic")
    add_name(person, given="Əlif", family="Sintetik", language="az")
    assert (names("az"), names("en"), names("ru")) == (["Sintetik, Əlif"], ["Synthetic, Alif"], ["Sintetik, Əlif"])


@pytest.mark.django_db
def test_people_without_a_name_stand_at_the_end(memorial: Memorial) -> None:
    make_person(family="", texts={"en": {"description": "A synthetic woman"}})
    make_person(given="Synthetic", family="Zeta")
    assert names("en") == ["Zeta, Synthetic", "A synthetic woman"]
    assert RegisterRow.objects.get(language="en", name="A synthetic woman").letter == OTHER


@pytest.mark.django_db
def test_two_people_of_one_name_have_different_keys(memorial: Memorial) -> None:
    make_person(given="Synthetic", family="Same")
    make_person(given="Synthetic", family="Same")
    keys = RegisterRow.objects.filter(language="en").values_list("sort_key", flat=True)
    assert len(set(keys)) == 2


@pytest.mark.django_db
def test_new_name_moves_the_person(memorial: Memorial) -> None:
    person = make_person(given="Synthetic", family="Alpha")
    person.names.all().delete()
    add_name(person, given="Synthetic", family="Omega")
    assert list(person.register.filter(language="en").values_list("letter", "name")) == [("O", "Omega, Synthetic")]


@pytest.mark.django_db
def test_register_keeps_what_the_list_filters_by(memorial: Memorial) -> None:
    place = make_place("Synthetic town")
    person = make_person(
        sex=Person.Sex.FEMALE, fate=Person.Fate.KILLED, death="1992-02-26", birth="1985", residence=place
    )
    row = person.register.get(language="en")
    assert (row.sex, row.fate, row.age_group, row.residence_id) == ("female", "killed", "child", place.pk)


@pytest.mark.django_db
@pytest.mark.parametrize("status", [Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN])
def test_register_shows_only_the_public(memorial: Memorial, status: Status) -> None:
    make_person(given="Synthetic", family="Hidden", status=status)
    make_person(given="Synthetic", family="Shown")
    assert names("en") == ["Shown, Synthetic"]


@pytest.mark.django_db
@pytest.mark.parametrize("status", [Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN])
def test_register_has_rows_of_the_published_alone(memorial: Memorial, status: Status) -> None:
    person = make_person(given="Synthetic", family="Person", status=status)
    assert not person.register.exists()
    person.status = Status.PUBLISHED
    keep(person)
    assert names("en") == ["Person, Synthetic"]
    person.status = status
    keep(person)
    assert not person.register.exists()


@pytest.mark.django_db
def test_what_is_the_same_in_the_register_is_not_written_again(memorial: Memorial) -> None:
    person = make_person(given="Synthetic", family="Person")
    before = set(person.register.values_list("pk", flat=True))
    person.refresh()
    assert set(person.register.values_list("pk", flat=True)) == before


@pytest.mark.django_db
def test_register_does_not_depend_on_the_language_of_the_curator(memorial: Memorial) -> None:
    person = make_person(given="Synthetic", family="Person")
    before = sorted(person.register.values_list("language", "sort_key"))
    with translation.override("az"):
        person.refresh()
    assert sorted(person.register.values_list("language", "sort_key")) == before


@pytest.mark.django_db
def test_register_goes_by_who_is_published_now_and_not_when_they_were_read(memorial: Memorial) -> None:
    person = make_person(given="Synthetic", family="Published")
    rows = person.register.count()
    before = Person.objects.get(pk=person.pk)
    before.status = Status.DRAFT
    fill_register([before], memorial.languages, memorial.occurred)
    assert person.register.count() == rows == len(memorial.languages)
    Person.objects.filter(pk=person.pk).update(status=Status.WITHDRAWN)
    fill_register([person], memorial.languages, memorial.occurred)
    assert person.register.count() == 0
