"""A person is called by a name that somebody wrote, in the language of the reader where there is one."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from memorial.models import Memorial, PersonName
from memorial.people.names import script_of
from tests.factories import add_name, make_person


def spelling(full: str, language: str, *, preferred: bool = False) -> PersonName:
    return PersonName(full=full, language=language, preferred=preferred)


@pytest.mark.django_db
def test_preferred_name_of_the_language_comes_first(memorial: Memorial) -> None:
    person = make_person(given="Synthetic", family="Person")
    add_name(person, given="Sintetik", family="Şəxs", language="az")
    with translation.override("az"):
        assert person.display_name().value == "Sintetik Şəxs"
        assert not person.display_name().foreign
    with translation.override("en"):
        assert person.display_name().value == "Synthetic Person"


@pytest.mark.django_db
def test_name_of_another_language_is_shown_as_it_was_written(memorial: Memorial) -> None:
    person = make_person(given="Synthetic", family="Person")
    with translation.override("ru"):
        name = person.display_name()
    assert (name.value, name.language, name.foreign) == ("Synthetic Person", "en", True)


@pytest.mark.django_db
def test_memorial_order_decides_between_other_languages(memorial: Memorial) -> None:
    person = make_person(given="Synthetic", family="Person")
    add_name(person, given="Sentetik", family="Kişi", language="tr")
    with translation.override("ru"):
        assert person.display_name(["tr", "en"]).value == "Sentetik Kişi"
        assert person.display_name(["en", "tr"]).value == "Synthetic Person"


@pytest.mark.django_db
def test_person_without_a_name_is_called_by_the_description(memorial: Memorial) -> None:
    person = make_person(family="", texts={"en": {"description": "Synthetic unidentified woman"}})
    assert person.display_name().value == "Synthetic unidentified woman"
    assert person.label == "Synthetic unidentified woman"


@pytest.mark.django_db
def test_unidentified_person_keeps_the_permanent_id_when_named(memorial: Memorial) -> None:
    person = make_person(family="", texts={"en": {"description": "Synthetic unidentified woman"}})
    before = person.public_id
    add_name(person, given="Synthetic", family="Found")
    person.refresh_from_db()
    assert (person.public_id, person.label) == (before, "Found, Synthetic")


@pytest.mark.django_db
def test_person_of_whom_nothing_is_known_still_has_a_page_name(memorial: Memorial) -> None:
    assert make_person(family="").display_name().value == "Unnamed person"


@pytest.mark.parametrize(
    ("name", "form"),
    [
        (PersonName(given="Synthetic", patronymic="Of Tests", family="Person", full="x"), "Person, Synthetic Of Tests"),
        (PersonName(family="Person", full="x"), "Person"),
        (PersonName(given="Synthetic", full="Synthetic the Elder"), "Synthetic the Elder"),
    ],
)
def test_register_form_puts_the_family_name_first(name: PersonName, form: str) -> None:
    assert name.register_form == form


@pytest.mark.django_db
def test_only_one_name_is_preferred_in_a_language(memorial: Memorial) -> None:
    person = make_person(given="Synthetic", family="Person")
    with pytest.raises(ValidationError, match="Only one name can be preferred"):
        PersonName(person=person, full="Synthetic Other", language="en", preferred=True).full_clean()


def test_name_knows_the_direction_of_its_script() -> None:
    assert spelling("علی", "fa").direction == "rtl"
    assert spelling("Əli", "az").direction == "ltr"
    assert spelling("علی", "az-Arab").direction == "rtl"
    assert spelling("Ali", "fa-Latn").direction == "ltr"
    assert PersonName(full="علی", language="az", script="Arab").direction == "rtl"


@pytest.mark.parametrize(
    ("text", "script"),
    [("Nümunə qızı", "Latn"), ("Нүмунә гызы", "Cyrl"), ("نمونه", "Arab"), ("Nümunə Нүмунә", ""), ("…", ""), ("", "")],
)
def test_script_is_read_from_the_letters(text: str, script: str) -> None:
    assert script_of(text) == script
