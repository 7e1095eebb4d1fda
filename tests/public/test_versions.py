"""The permanent address of each version: the words as they were, and of everything else no more than is public now."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from memorial.models import Household, Kinship, Memorial, Person
from memorial.public.sections import KINDS, SECTIONS
from memorial.public.version_facts import BESIDE
from memorial.review.revisions import Revision
from memorial.review.snapshots import snapshot, whole
from tests.factories import (
    MAKERS,
    add_name,
    add_picture,
    make_event,
    make_figure,
    make_household,
    make_person,
    make_place,
    make_recognition,
    make_source,
    make_testimony,
)
from tests.permanent_ids import words_beside_ids
from tests.public.person_page import cite, page, plain
from tests.public.version_page import hide, publish_again, version_page, version_url, withdraw_version


def test_version_shows_the_words_as_they_were(visitor: Client) -> None:
    person = make_person(
        given="Synthetic", family="Before", birth="1960", texts={"en": {"story": "The *first* story."}}
    )
    publish_again(person)
    person.names.update(full="Synthetic After", family="After")
    person.translations.update(story="The second story.")
    publish_again(person, birth="1961")
    first, second = version_page(visitor, person, 1), version_page(visitor, person, 2)
    assert "The <em>first</em> story." in first
    assert "Synthetic Before" in first
    assert "1960" in plain(first)
    assert not any(word in first for word in ("After", "second story", "1961"))
    assert "Synthetic After" in second
    assert "1960" not in plain(second)


def test_version_says_which_it_is_and_leads_to_the_present(visitor: Client) -> None:
    person = make_person()
    for _again in range(3):
        publish_again(person)
    first, last = version_page(visitor, person, 1), version_page(visitor, person, 3)
    assert "It was replaced; version 3 stands now." in plain(first)
    assert "It is the present version." in plain(last)
    assert f'href="{person.get_absolute_url()}">To the present page' in first
    assert version_url(person, 2) in first
    assert "Synthetic note for colleagues" not in first


def test_version_says_when_it_was_published_by_the_clock_of_the_memorial(visitor: Client, memorial: Memorial) -> None:
    Memorial.objects.update(time_zone="Asia/Baku")
    person = make_person()
    late = datetime(2024, 5, 3, 22, 30, tzinfo=UTC)
    Revision.objects.create(
        kind="person",
        entry=person.public_id,
        version=1,
        snapshot=snapshot(whole(Person, pk=person.pk)),
        made_at=late,
        published_at=late,
    )
    assert "Version 1, published 4 May 2024." in plain(version_page(visitor, person))


def test_search_engines_are_led_to_the_present_page(visitor: Client) -> None:
    event = publish_again(make_event())
    for url in (version_url(event, 1), version_url(event, 1, form="bib")):
        assert visitor.get(url)["X-Robots-Tag"] == "noindex"
    html = version_page(visitor, event)
    assert '<meta name="robots" content="noindex">' in html
    assert '<link rel="canonical" href="http://testserver/en/events/">' in html
    assert f'href="{event.get_absolute_url()}">To the present page' in html


def test_languages_of_a_version_stay_with_the_version(visitor: Client) -> None:
    person = publish_again(make_person(texts={"az": {"story": "Sintetik mətn"}}))
    assert version_url(person, 1, "az") in version_page(visitor, person)
    assert "there is no English text yet" in version_page(visitor, person)
    assert "there is no English text yet" not in version_page(visitor, person, language="az")


@pytest.mark.parametrize("kind", [model for model in MAKERS if str(model._meta.model_name) in KINDS])
def test_every_kind_with_a_public_place_has_versions(visitor: Client, kind: Any) -> None:
    makers: dict[Any, Any] = MAKERS
    entry = publish_again(makers[kind]())
    response = visitor.get(version_url(entry, 1))
    assert response.status_code == 200
    assert "Version 1, published" in response.content.decode()
    assert "Cookie" not in response.get("Vary", "")
    assert not response.cookies


def test_kind_without_a_public_place_has_no_address() -> None:
    with pytest.raises(NoReverseMatch):
        reverse("version", args=["user", "abcdef", 1])


def test_version_shows_no_field_that_the_present_page_does_not_show() -> None:
    hidden = {"living", "restricted", "basis", "topic", "position", "anonymous", "narrator_name", "embargo_until"}
    for model in SECTIONS.values():
        assert not hidden & {*model.facts, *BESIDE.get(model, ())}


def test_composite_facts_are_said_whole(visitor: Client) -> None:
    figure = publish_again(make_figure(low=500, high=1000, qualifier="range", unit="families", topic="zqtopic"))
    place = publish_again(make_place("Synthetic town", latitude="40.1", longitude="46.2", other_names="Zqone; Zqtwo"))
    person = make_person(age_low=30, age_about=True)
    add_name(person, given="Ad", family="Soyad", language="az", kind="birth")
    publish_again(person)
    assert "500–1,000 families" in plain(version_page(visitor, figure))
    assert "zqtopic" not in version_page(visitor, figure)
    assert "40.1° N, 46.2° E" in plain(version_page(visitor, place))
    assert "Zqone; Zqtwo" in plain(version_page(visitor, place))
    words = plain(version_page(visitor, person))
    assert "about 30" in words
    assert "Ad Soyad Azerbaijani · Latin · name at birth" in words


def test_recognition_tells_of_its_reversal(visitor: Client) -> None:
    texts = {"en": {"body": "Synthetic chamber", "wording": "Synthetic *wording*", "reversal_detail": "Zq taken back"}}
    act = publish_again(make_recognition(texts=texts, reversed="2001-02"))
    words = plain(version_page(visitor, act))
    assert "February 2001" in words
    assert "Zq taken back" in words


def test_unknown_number_is_not_found(visitor: Client) -> None:
    person = publish_again(make_person())
    for number in ("0", "2", "99999999999999999999999999", "1" * 5000, "-1", "x", "1.5"):
        assert visitor.get(f"/en/people/{person.public_id}/versions/{number}/").status_code == 404
    assert visitor.get(f"/en/events/{person.public_id}/versions/1/").status_code == 404
    assert visitor.get(f"/en/preview/{person.public_id}/versions/1/").status_code == 404
    assert visitor.get(version_url(person, 1, form="txt")).status_code == 404


@pytest.mark.parametrize("fields", [{"status": "draft"}, {"status": "in_review"}, {"restricted": True}])
def test_version_of_what_is_not_public_is_not_found(visitor: Client, fields: dict[str, Any]) -> None:
    person = publish_again(make_person())
    hide(person, **fields)
    assert visitor.get(version_url(person, 1)).status_code == 404
    assert visitor.get(version_url(person, 1, form="bib")).status_code == 404


def test_version_of_what_has_not_opened_is_not_found(visitor: Client) -> None:
    person = publish_again(make_person(), opens_at=timezone.now() + timedelta(hours=1))
    assert visitor.get(version_url(person, 1)).status_code == 404


def test_page_of_an_entry_names_its_version_and_the_others(visitor: Client) -> None:
    person = make_person()
    assert "Cite this page" not in page(visitor, person)
    for _again in range(3):
        publish_again(person)
    withdraw_version(person, 2)
    html = page(visitor, person)
    assert f'<a href="{version_url(person, 3)}">Version 3, published' in html
    assert version_url(person, 1) in html
    assert version_url(person, 2) not in html
    assert "Cite this page" in html


def test_entry_in_a_list_leads_to_its_version(visitor: Client) -> None:
    event = publish_again(make_event())
    household = publish_again(make_household(members=(make_person(),)))
    for entry, address in ((event, "events"), (household, "families")):
        assert f'<a href="{version_url(entry, 1)}">Version 1</a>' in visitor.get(f"/en/{address}/").content.decode()


def test_preview_of_a_draft_offers_nothing_to_cite(contributor_browser: Client) -> None:
    person = publish_again(make_person())
    hide(person)
    html = contributor_browser.get(f"/en/preview/person/{person.public_id}/").content.decode()
    assert "Cite this page" not in html
    assert "/versions/" not in html


def test_version_published_by_one_hand_says_so(visitor: Client) -> None:
    person = make_person()
    Revision.objects.create(
        kind="person", entry=person.public_id, version=1, snapshot=snapshot(whole(Person, pk=person.pk)), one_hand=True,
        made_at=timezone.now(), published_at=timezone.now(),
    )  # fmt: skip
    assert "published by the curator who had written it" in version_page(visitor, person)
    assert "published by the curator who had written it" not in version_page(visitor, publish_again(make_person()))


def test_snapshot_of_another_time_is_shown_as_far_as_it_is_understood(visitor: Client) -> None:
    person = make_person(given="Synthetic", family="Known", birth="1960")
    kept = snapshot(whole(Person, pk=person.pk))
    del kept["fields"]["living"], kept["parts"]["kin"]
    kept["fields"]["of_later_days"] = "zq"
    kept["parts"]["citations"] = [
        {"row": 1, "fact": "of_later_days", "source": make_source().public_id, "says": "zq", "stance": "agrees"}
    ]
    Revision.objects.create(
        kind="person",
        entry=person.public_id,
        version=1,
        snapshot=kept,
        made_at=timezone.now(),
        published_at=timezone.now(),
    )
    html = version_page(visitor, person)
    assert "Synthetic Known" in html
    assert "zq" not in words_beside_ids(html)


@pytest.mark.parametrize("rows", [1, 3])
def test_version_costs_the_same_however_much_it_names(
    visitor: Client, django_assert_num_queries: Callable[[int], Any], rows: int
) -> None:
    testimony, person = make_testimony(), make_person(residence=make_place())
    for _each in range(rows):
        testimony.people.add(make_person())
        testimony.places.add(make_place())
        testimony.events.add(make_event())
        cite(person, "birth")
        Kinship.objects.create(person=person, kind="sibling", relative=make_person())
        add_name(person, given="Synthetic", family="Name", language="az", source=make_source())
        for one in (testimony, person):
            add_picture(one)
    for _each in range(rows):
        publish_again(testimony)
        publish_again(person)
    with django_assert_num_queries(15):
        visitor.get(version_url(testimony, 1))
    with django_assert_num_queries(16):
        visitor.get(version_url(person, 1))


def test_households_of_a_version_are_no_fact_of_the_person(visitor: Client) -> None:
    person = make_person()
    make_household("Zqhousehold", members=(person,))
    assert Household.objects.public().exists()
    assert "Zqhousehold" not in version_page(visitor, publish_again(person))
