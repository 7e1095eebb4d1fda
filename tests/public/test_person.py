"""The page of a person shows what is known with its sources, what is disputed with all that is said, and no more."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from memorial.models import Kinship, Memorial, Person
from memorial.review.status import Status
from tests.factories import (
    add_name,
    add_picture,
    make_household,
    make_person,
    make_place,
    make_source,
    make_testimony,
)
from tests.public.person_page import cite, page, plain

HIDDEN = [Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN]


def test_person_has_one_address_in_each_language(visitor: Client) -> None:
    person = make_person(given="Alif", family="Synthetic")
    add_name(person, given="Əlif", family="Sintetik", language="az")
    assert person.get_absolute_url() == f"/en/people/{person.public_id}/alif-synthetic/"
    for wrong in (f"/en/people/{person.public_id}/", f"/en/people/{person.public_id}/another-name/"):
        response = visitor.get(wrong)
        assert (response.status_code, response["Location"]) == (301, person.get_absolute_url())
    with translation.override("az"):
        own = person.get_absolute_url()
    assert visitor.get(f"/az/people/{person.public_id}/alif-synthetic/")["Location"] == own
    assert visitor.get(own).status_code == 200


@pytest.mark.parametrize("status", [Status.DRAFT, Status.IN_REVIEW])
def test_person_who_was_never_published_is_not_found(visitor: Client, status: Status) -> None:
    person = make_person(status=status)
    assert visitor.get(person.get_absolute_url()).status_code == 404
    assert visitor.get(f"/en/people/{person.public_id}/").status_code == 404


def test_unknown_person_is_not_found(visitor: Client) -> None:
    assert visitor.get("/en/people/zzzzzzzzzzzz/").status_code == 404


def test_working_copy_is_not_found(visitor: Client) -> None:
    person = make_person()
    copy = make_person(status=Status.DRAFT, copy_of=person)
    assert visitor.get(f"/en/people/{copy.public_id}/").status_code == 404


def test_withdrawn_person_is_gone_and_nothing_more_is_said(visitor: Client) -> None:
    person = make_person(given="Synthetic", family="Takenaway", status=Status.WITHDRAWN)
    response = visitor.get(f"/en/people/{person.public_id}/")
    assert response.status_code == 410
    assert "Takenaway" not in response.content.decode()


def test_three_facts_make_a_whole_page(visitor: Client) -> None:
    person = make_person(given="Alif", family="Synthetic", birth="1953-06-24", fate=Person.Fate.KILLED)
    words = plain(page(visitor, person))
    assert "Alif Synthetic" in words
    assert "24 June 1953" in words
    assert "killed" in words
    for empty in ("Residence", "Occupation", "Burial", "Died", "Family", "Testimonies", "None", "unknown", "Sex"):
        assert empty not in words


def test_person_of_whom_nothing_is_known_has_a_page(visitor: Client) -> None:
    html = page(visitor, make_person(family="", texts={"en": {"description": "Synthetic unidentified woman"}}))
    assert '<h1 class="name" lang="en" dir="ltr">Synthetic unidentified woman</h1>' in html
    assert "<dl" not in html
    assert "Every spelling" not in html


def test_facts_are_said_in_words(visitor: Client) -> None:
    town = make_place("Synthetic town")
    person = make_person(
        birth="1953-06-24", death="1992-02-26~", fate=Person.Fate.KILLED, birthplace=town, death_place=town,
        residence=town, burial_unknown=True, texts={"en": {"occupation": "teacher", "fate_detail": "On the road"}},
    )  # fmt: skip
    words = plain(page(visitor, person))
    assert "24 June 1953, Synthetic town" in words
    assert "aged about 38" in words
    assert "Reckoned from the dates." in words
    assert "killed, about 26 February 1992, Synthetic town" in words
    assert "On the road" in words
    assert "teacher" in words
    assert "Burial place not known" in words


def test_stated_age_is_not_called_reckoned(visitor: Client) -> None:
    words = plain(page(visitor, make_person(age_low=60, age_about=True)))
    assert "aged about 60" in words
    assert "Reckoned" not in words


def test_death_that_was_not_part_of_it_stands_alone(visitor: Client) -> None:
    words = plain(page(visitor, make_person(fate=Person.Fate.SURVIVED, death="2003")))
    assert "Fate survived Died 2003" in words


def test_place_that_is_not_public_is_not_named(visitor: Client) -> None:
    hidden = make_place("Synthetic hidden place", status=Status.DRAFT)
    person = make_person(birthplace=hidden, residence=hidden, death_place=hidden, burial_place=hidden)
    cite(person, "residence")
    assert "hidden place" not in page(visitor, person)


def test_name_of_another_direction_is_marked(visitor: Client) -> None:
    person = make_person(family="")
    add_name(person, given="علی", family="", language="fa", script="Arab")
    assert '<h1 class="name" lang="fa" dir="rtl">علی</h1>' in page(visitor, person)


def test_story_in_another_language_says_so(visitor: Client) -> None:
    person = make_person(texts={"en": {"story": "A *synthetic* story.\n\nIts end."}})
    html = page(visitor, person, "ru")
    assert '<div class="text" lang="en" dir="ltr"><p>A <em>synthetic</em> story.</p>' in html
    assert html.count('class="text-note"') == 1


def test_story_carries_no_markup_of_its_own(visitor: Client) -> None:
    html = page(visitor, make_person(texts={"en": {"story": "<script>x</script> [a](javascript:x)"}}))
    assert "<script>" not in html
    assert 'href="javascript' not in html


def test_name_is_escaped_in_title_and_description(visitor: Client) -> None:
    html = page(visitor, make_person(given='"><b>', family="Synthetic"))
    assert "<b>" not in html.replace('<b class="hidden">', "")


def test_family_is_read_from_both_sides(visitor: Client) -> None:
    mother, child = make_person(given="Mother"), make_person(given="Child")
    source = make_source()
    Kinship.objects.create(person=mother, kind="parent", relative=child, detail="mother", source=source)
    assert "Mother Synthetic1 parent · mother" in plain(page(visitor, child))
    words = plain(page(visitor, mother))
    assert "Child Synthetic1 child" in words
    assert "child · mother" not in words


@pytest.mark.parametrize("status", HIDDEN)
def test_relatives_who_are_not_public_are_not_shown(visitor: Client, status: Status) -> None:
    person, hidden = make_person(given="Shown"), make_person(given="Hiddenperson", status=status)
    Kinship.objects.create(person=hidden, kind="parent", relative=person)
    make_household("Synthetic household", members=(person, hidden))
    make_household("Synthetic secret house", members=(person,), status=status)
    html = page(visitor, person)
    assert "Hiddenperson" not in html
    assert "Synthetic household" in html
    assert "secret house" not in html


def test_testimony_behind_a_content_note_shows_the_note_alone(visitor: Client) -> None:
    person = make_person()
    open_one = make_testimony("A calm summary", narrator_name="Synthetic Calm")
    grave = make_testimony(
        narrator_name="Synthetic Grave",
        texts={"en": {"summary": "A grave summary", "content_note": "a synthetic death"}},
    )
    hidden = make_testimony("A hidden summary", narrator_name="Synthetic Hidden", status=Status.IN_REVIEW)
    for testimony in (open_one, grave, hidden):
        testimony.people.add(person)
    html = page(visitor, person)
    assert "A calm summary" in html
    assert "Synthetic Grave" in html
    assert "a synthetic death" in html
    assert "A grave summary" not in html
    assert "Synthetic Hidden" not in html


def test_page_says_how_to_cite_it(visitor: Client) -> None:
    person = make_person(version=3)
    html = page(visitor, person)
    assert f'href="http://testserver/en/people/{person.public_id}/"' in html
    assert "Version 3, published" in html


def test_other_languages_have_their_own_address(visitor: Client) -> None:
    person = make_person(given="Alif", family="Synthetic")
    add_name(person, given="Elif", family="Sentetik", language="tr")
    html = page(visitor, person)
    assert f'hreflang="tr" href="http://testserver/tr/people/{person.public_id}/elif-sentetik/"' in html


def rich_person(rows: int) -> Person:
    """Return a person with so many of everything that a page shows."""
    person = make_person(birth="1953", residence=make_place(), birthplace=make_place())
    for number in range(rows):
        add_name(person, given=f"Synthetic {number}", family="Spelling", source=make_source())
        cite(person, "birth")
        relative = make_person()
        Kinship.objects.create(person=person, kind="sibling", relative=relative, source=make_source())
        make_household(members=(person, relative, make_person()))
        for one in (person, relative):
            add_picture(one)
        make_testimony(narrator=make_person()).people.add(person)
    return person


@pytest.mark.parametrize("rows", [1, 3])
def test_person_costs_the_same_however_much_is_known(
    visitor: Client, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    person = rich_person(rows)
    address = person.get_absolute_url()
    with django_assert_num_queries(12):
        assert visitor.get(address).status_code == 200


@pytest.mark.parametrize("language", ["az", "en", "ru", "tr"])
def test_person_renders_in_every_language(visitor: Client, memorial: Memorial, language: str) -> None:
    assert f'<html lang="{language}"' in page(visitor, rich_person(1), language)


def test_words_of_another_language_are_marked_and_said_so(visitor: Client) -> None:
    texts = {"ar": {"occupation": "معلم", "summary": "ملخص"}, "en": {"story": "A synthetic story"}}
    html = page(visitor, make_person(texts=texts))
    assert '<span lang="ar">معلم</span>' in html
    assert "Some of these words are in another language: Arabic." in plain(html)
    assert html.index("ملخص") < html.index("In Arabic; there is no English text yet.") < html.index("A synthetic story")


def test_day_of_publication_is_told_where_the_memorial_is(visitor: Client) -> None:
    Memorial.objects.update(time_zone="Asia/Baku")
    late = datetime(2026, 2, 25, 22, 30, tzinfo=UTC)
    assert "published 26 February 2026" in plain(page(visitor, make_person(published_at=late)))
