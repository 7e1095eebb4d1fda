"""Why somebody was found: in words that people wrote, of sources that anybody may see."""

from typing import Any

import pytest
from django.utils import translation

from memorial.models import Person
from memorial.review.gate import Channel
from memorial.review.status import Status
from memorial.search.models import Edition
from memorial.search.people import PersonHit, Wanted, find_people
from memorial.search.reasons import SENTENCES, Code, Reason
from tests.factories import add_name, make_person, make_place, make_source

pytestmark = pytest.mark.django_db


def hit(wanted: Wanted | str) -> PersonHit:
    return find_people(wanted, rows=Person.objects.public(Channel.SEARCH), edition=Edition.PUBLIC).hits[0]


def why(wanted: Wanted | str) -> list[str]:
    return [reason.sentence for reason in hit(wanted).reasons]


def in_russian(person: Person, **fields: Any) -> None:
    add_name(person, given="Лейла", family="Гаджиева", language="ru", script="Cyrl", **fields)


def test_name_as_it_is_shown_needs_no_reason() -> None:
    make_person(given="Leyla", family="Hacıyeva")
    assert why("Leyla Hacıyeva") == []
    assert why("Hacıyeva") == []


def test_other_spelling_names_its_source() -> None:
    person = make_person(given="Leyla", family="Hacıyeva")
    in_russian(person, source=make_source(title="Synthetic list of 1992"))
    assert why("Гаджиева") == ["spelled Гаджиева in “Synthetic list of 1992”"]
    assert why("гаджиева лейла") == ["spelled Лейла Гаджиева in “Synthetic list of 1992”"]
    assert hit("Гаджиева").name.full == "Лейла Гаджиева"


@pytest.mark.parametrize("status", [Status.DRAFT, Status.WITHDRAWN])
def test_source_that_is_not_public_is_not_named(status: Status) -> None:
    person = make_person(given="Leyla", family="Hacıyeva")
    in_russian(person, source=make_source(title="Synthetic secret", status=status))
    assert why("Гаджиева") == ["also written Гаджиева"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("Leyla Hamıyeva", "similar: one letter"),
        ("Leyla Hamıleva", "similar: two letters"),
        ("Leyla Hacıyev", "the same name with another ending"),
        ("L. Hacıyeva", "by initials"),
        ("Leyla Sınaqova", "given name only"),
        ("Sevda Hacıyeva", "family name only"),
        ("Ktqkf Ufl;bsdf", "typed on another keyboard layout"),
    ],
)
def test_difference_is_told(typed: str, sentence: str) -> None:
    in_russian(make_person(given="Leyla", family="Hacıyeva"))
    assert sentence in why(typed)


def test_letters_of_all_words_are_counted_together() -> None:
    make_person(given="Leyla", family="Hacıyeva")
    assert "similar: two letters" in why("Leyba Hamıyeva")
    assert "similar: one letter" not in why("Leyba Hamıyeva")


def test_father_who_was_not_asked_for_is_told() -> None:
    person = make_person(given="Tahir", family="Quliyev")
    add_name(person, given="Tahir", family="Quliyev", patronymic="Samir oğlu", full="Tahir Samir oğlu Quliyev")
    assert why("Samir Quliyev") == ["also written Tahir Samir oğlu Quliyev", "in the father’s name"]


def test_one_word_of_several_that_is_only_similar_is_nobody() -> None:
    make_person(given="Nigar", family="Hacıyeva")
    found = find_people("Məhəmməd Rzayev", rows=Person.objects.public(Channel.SEARCH), edition=Edition.PUBLIC)
    assert not found.hits


def test_facts_that_agree_are_told_as_they_are_written() -> None:
    make_person(given="Leyla", family="Hacıyeva", birth="1953", residence=make_place("Synthetic Xocalı"))
    reasons = why(Wanted("Leyla Hacıyeva", born=(1950, 1955), place="Ходжалы Synthetic"))
    assert reasons == ["born 1953", "same place: Synthetic Xocalı"]


def test_father_is_told_from_the_patronymic() -> None:
    person = make_person(given="Leyla", family="Hacıyeva")
    add_name(person, given="Leyla", family="Hacıyeva", patronymic="Samir qızı", full="Leyla Samir qızı Hacıyeva")
    assert "father: Samir qızı" in why(Wanted("Leyla Hacıyeva", kin=("Самир",)))


def test_no_reason_shows_a_folded_form() -> None:
    in_russian(make_person(given="Leyla", family="Hacıyeva"))
    for typed in ("ГАДЖИЕВА", "гаджиева", "Гаджиева Leyla", "гаджыева"):
        for reason in hit(typed).reasons:
            assert all(word in {"Лейла", "Гаджиева", "Leyla", "Hacıyeva"} for word in reason.words.split())


def test_every_code_has_a_sentence_in_the_language_of_the_page() -> None:
    assert set(SENTENCES) == set(Code)
    for code in Code:
        for language in ("az", "en", "ru", "tr"):
            with translation.override(language):
                sentence = Reason(code, "Synthetic").sentence
            assert sentence
            assert "%" not in sentence
            assert "!" not in sentence


def test_initials_make_no_vague_name_a_hit() -> None:
    make_person(given="Ağaəli", family="Əliyev")
    found = find_people("А. Гаджиев", rows=Person.objects.public(Channel.SEARCH), edition=Edition.PUBLIC)
    assert not found.hits
    assert "by initials" in why("А. Алиыв")
