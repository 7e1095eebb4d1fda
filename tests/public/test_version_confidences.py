"""What a version never tells: what it names and is not public now, a narrator unasked, a birthday of the living."""

from typing import Any

import pytest
from django.test import Client

from memorial.models import Kinship, Person, Testimony
from tests.factories import make_household, make_person, make_place, make_source, make_testimony
from tests.public.person_page import cite, plain
from tests.public.version_page import hide, publish_again, version_page, version_url


def test_places_and_relatives_are_named_only_while_they_are_public(visitor: Client) -> None:
    place, relative = make_place("Zqplace"), make_person(given="Zqrelative", family="Z")
    person = make_person(residence=place)
    Kinship.objects.create(person=relative, kind="parent", relative=person, detail="zqdetail")
    publish_again(person)
    shown = version_page(visitor, person).lower()
    assert all(word in shown for word in ("zqplace", "zqrelative", "zqdetail", "parent"))
    hide(place)
    hide(relative)
    hidden = version_page(visitor, person).lower()
    assert not any(word in hidden for word in ("zqplace", "zqrelative", "zqdetail"))


def test_tie_is_told_from_the_side_of_the_person(visitor: Client) -> None:
    mother, child = make_person(given="Mother"), make_person(given="Daughter")
    Kinship.objects.create(person=mother, kind="parent", relative=child)
    publish_again(mother)
    publish_again(child)
    assert "Daughter Synthetic child" in plain(version_page(visitor, mother))
    assert "Mother Synthetic parent" in plain(version_page(visitor, child))


def test_present_title_of_what_a_version_names(visitor: Client) -> None:
    place = make_place("Old name")
    person = publish_again(make_person(residence=place))
    place.translations.update(name="New name")
    assert "New name" in version_page(visitor, person)
    assert "Old name" not in version_page(visitor, person)


def test_household_shows_the_members_of_then_who_are_public_now(visitor: Client) -> None:
    stays, leaves, hidden = make_person(given="Stays"), make_person(given="Leaves"), make_person(given="Zqhidden")
    household = publish_again(make_household(members=(stays, leaves, hidden)))
    household.memberships.filter(person=leaves).delete()
    publish_again(household)
    hide(hidden)
    first, second = version_page(visitor, household, 1), version_page(visitor, household, 2)
    assert "Leaves" in first
    assert "Leaves" not in second
    assert "Zqhidden" not in first + second


def test_sources_of_a_version_are_shown_while_they_are_public(visitor: Client) -> None:
    person = make_person(birth="1960")
    source = cite(person, "birth", locator="page 7", says="zqsays", stance="differs", value="1961")
    publish_again(person)
    shown = version_page(visitor, person)
    assert source.title in shown
    assert "page 7" in shown
    assert "states: 1961" in plain(shown)
    hide(source)
    shown = version_page(visitor, person)
    assert not any(word in shown for word in (source.title, "page 7", "zqsays", "1961"))


def test_marks_lead_to_notes_and_back(visitor: Client) -> None:
    person = make_person(birth="1960", death="1992-02-26", fate="killed", texts={"en": {"story": "Synthetic"}})
    for fact in ("", "birth", "story", "names", "burial_place"):
        cite(person, fact)
    publish_again(person)
    html = version_page(visitor, person)
    targets = {part.split('"')[0] for part in html.split('href="#')[1:]}
    ids = {part.split('"')[0] for part in html.split(' id="')[1:]}
    assert targets - {"main"} <= ids


def test_living_person_keeps_the_day_of_birth(visitor: Client) -> None:
    person = make_person(birth="1960-05-17", fate="survived", living="yes")
    cite(person, "birth", says="zqborn on 17 May 1960")
    publish_again(person)
    for living in ("yes", "unknown"):
        Person.objects.filter(pk=person.pk).update(living=living)
        html = version_page(visitor, person)
        assert "1960" in plain(html)
        assert "17 May" not in html
        assert "zqborn" not in html
    Person.objects.filter(pk=person.pk).update(living="no")
    assert "17 May 1960" in version_page(visitor, person)


@pytest.mark.parametrize("birth", ["1960-05-17/1960-06-01", "[1960-05-17,1961-05-17]", "--05-17"])
def test_date_of_birth_that_cannot_be_shortened_is_left_out_for_the_living(visitor: Client, birth: str) -> None:
    person = publish_again(make_person(given="Synthetic", fate="survived", living="yes"), birth=birth)
    assert "Born" not in plain(version_page(visitor, person))


def consented(naming: str, **fields: Any) -> Testimony:
    """Return a testimony by consent whose narrator may be named so."""
    testimony = make_testimony(basis="consent", **fields)
    testimony.consents.create(purpose="publish", given=True, audience="public", naming=naming, pseudonym="Synthetic P")
    return testimony


def test_narrator_of_a_version_is_named_as_the_consent_of_today_allows(visitor: Client) -> None:
    texts = {"en": {"summary": "Synthetic summary", "role": "Zqsister of the teacher"}}
    testimony = publish_again(consented("full", narrator_name="Zqname Zqfamily", texts=texts))
    source = make_source()
    testimony.citations.create(source=source, fact="narrator", stance="differs", value="Zqvalue", says="Zqsays")
    publish_again(testimony)
    assert "Zqname Zqfamily" in version_page(visitor, testimony, 2)
    testimony.translations.update(role="a resident")
    publish_again(testimony)
    testimony.citations.all().delete()
    for naming, shown in (("anonymous", "a resident"), ("pseudonym", "Synthetic P"), ("initials", "Z. Z.")):
        testimony.consents.update(naming=naming)
        for number in (1, 2, 3):
            for url in (
                version_url(testimony, number),
                *(version_url(testimony, number, form=form) for form in ("bib", "ris")),
            ):
                answer = visitor.get(url).content.decode()
                assert shown in answer, url
                told = ("zqsister", "zqname", "zqfamily", "zqvalue", "zqsays")
                assert not any(word in answer.lower() for word in told), url


def test_narrator_with_a_page_is_not_named_once_the_page_is_hidden(visitor: Client) -> None:
    person = make_person(given="Zqnarrator", family="Z")
    testimony = publish_again(consented("full", narrator=person))
    assert "Zqnarrator" in version_page(visitor, testimony)
    hide(person)
    assert "Zqnarrator" not in version_page(visitor, testimony)


def is_folded(html: str, words: str) -> bool:
    """Return whether words stand in a part of the page that is closed until it is opened."""
    before, after = html.split(words, 1)
    return before.rindex("<details>") > before.rindex("</details>") and "</details>" in after


@pytest.mark.parametrize("then", ["Synthetic note", ""])
def test_grave_text_stands_behind_its_note(visitor: Client, then: str) -> None:
    testimony = make_testimony(texts={"en": {"text": "Synthetic grave text", "content_note": then}})
    publish_again(testimony)
    testimony.translations.update(content_note="Written since")
    html = version_page(visitor, testimony)
    assert f"In this text: {then or 'Written since'}." in plain(html)
    assert is_folded(html, "Synthetic grave text")


def test_story_of_a_person_stands_behind_its_note(visitor: Client) -> None:
    person = make_person(texts={"en": {"story": "Synthetic grave text", "content_note": "Synthetic note"}})
    html = version_page(visitor, publish_again(person))
    assert is_folded(html, "Synthetic grave text")


def test_words_are_cleaned_as_on_every_page(visitor: Client) -> None:
    texts = {"en": {"story": "<script>alert(1)</script> [x](javascript:alert(1))", "occupation": "<b>baker</b>"}}
    html = version_page(visitor, publish_again(make_person(texts=texts)))
    assert "<script>" not in html
    assert 'href="javascript' not in html
    assert "&lt;b&gt;baker" in html
