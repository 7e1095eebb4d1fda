"""The forms of the desk, for every kind of entry alike."""

from typing import Any

import pytest
from django.test import Client

from memorial.models import Memorial, Person, Place, PlaceTranslation, User
from memorial.review.models import Entry
from memorial.review.status import Status
from tests.factories import MAKERS, make_person, make_place
from tests.review.filling import address, problems, send


@pytest.mark.parametrize("model", MAKERS, ids=lambda model: model.__name__)
def test_form_saves_what_it_shows_without_changing_it(curator_browser: Client, model: type[Any]) -> None:
    make: Any = MAKERS[model]
    entry = make(status=Status.DRAFT)
    label, texts = entry.label, entry.translations.count()
    answer = send(curator_browser, address(model, "change", entry.pk))
    assert answer.status_code == 302, problems(answer)
    entry.refresh_from_db()
    assert (entry.label, entry.translations.count(), entry.status) == (label, texts, Status.DRAFT)


@pytest.mark.parametrize("model", MAKERS, ids=lambda model: model.__name__)
def test_form_for_a_new_entry_opens(curator_browser: Client, model: type[Entry]) -> None:
    assert curator_browser.get(address(model, "add")).status_code == 200


def test_new_entry_is_a_draft_of_who_made_it_with_its_label(contributor: User, contributor_browser: Client) -> None:
    answer = send(
        contributor_browser,
        address(Place, "add"),
        kind="town",
        translations__1__name="Synthetic town",
        status="published",
    )
    assert answer.status_code == 302, problems(answer)
    place = Place.objects.get()
    assert (place.created_by, place.status, place.label) == (contributor, Status.DRAFT, "Synthetic town")
    assert [row.language for row in place.translations.all()] == ["en"]


def test_form_offers_a_block_for_each_language_that_has_none(curator_browser: Client, memorial: Memorial) -> None:
    memorial.languages = ["tr", "en", "az"]
    memorial.save()
    place = make_place("Synthetic town")
    page = curator_browser.get(address(Place, "change", place.pk))
    blocks = page.context["inline_admin_formsets"][0].formset.forms
    assert [form["language"].value() for form in blocks] == ["en", "tr", "az"]
    assert [form["state"].value() for form in blocks] == ["original", "unreviewed", "unreviewed"]
    assert "Turkish" in page.content.decode()


def test_block_that_is_filled_in_is_kept_with_its_language(curator_browser: Client) -> None:
    place = make_place("Synthetic town")
    answer = send(curator_browser, address(Place, "change", place.pk), translations__2__name="Синтетический город")
    assert answer.status_code == 302, problems(answer)
    added = PlaceTranslation.objects.exclude(language="en").get()
    assert (added.language, added.state) == ("ru", "unreviewed")


def test_block_of_another_language_can_be_added(curator_browser: Client) -> None:
    place = make_place("Synthetic town")
    answer = send(
        curator_browser,
        address(Place, "change", place.pk),
        translations__TOTAL_FORMS=5,
        translations__4__language="fa",
        translations__4__state="unreviewed",
        translations__4__name="Synthetic",
    )
    assert answer.status_code == 302, problems(answer)
    assert set(place.translations.values_list("language", flat=True)) == {"en", "fa"}


def test_form_that_fails_keeps_the_words_of_every_language(curator_browser: Client) -> None:
    place = make_place("Synthetic town")
    page = send(
        curator_browser,
        address(Place, "change", place.pk),
        latitude="39.9",
        translations__1__name="Sintetik şəhər",
        translations__3__name="Sentetik kasaba",
    )
    assert "Give both latitude and longitude, or neither." in problems(page)
    rendered = page.content.decode()
    assert "Sintetik şəhər" in rendered
    assert "Sentetik kasaba" in rendered


def test_label_is_in_the_memorials_own_language_whoever_saves(curator_browser: Client, memorial: Memorial) -> None:
    memorial.languages = ["az", "en", "ru"]
    memorial.save()
    texts = {"az": {"name": "Sintetik şəhər"}, "en": {"name": "Synthetic town"}, "ru": {"name": "Синтетический"}}
    place = make_place(texts=texts)
    curator_browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "ru"
    send(curator_browser, address(Place, "change", place.pk))
    place.refresh_from_db()
    assert place.label == "Sintetik şəhər"


def test_public_entry_is_changed_only_by_those_who_may_publish(
    curator_browser: Client, contributor_browser: Client
) -> None:
    person = make_person()
    url = address(Person, "change", person.pk)
    page = contributor_browser.get(url)
    rendered = page.content.decode()
    assert "Only those who may publish can change it" in rendered
    assert 'name="birth"' not in rendered
    assert 'name="translations-0-story"' not in rendered
    assert 'name="names-0-full"' not in rendered
    assert contributor_browser.post(url, {"birth": "1954"}).status_code == 403
    assert "public at once" in curator_browser.get(url).content.decode()
    assert send(curator_browser, url, birth="1954").status_code == 302


@pytest.mark.parametrize(
    ("fields", "answer"),
    [
        ({"status": Status.DRAFT}, 200),
        ({"status": Status.IN_REVIEW}, 403),
        ({"status": Status.PUBLISHED}, 403),
        ({"status": Status.WITHDRAWN}, 403),
    ],
)
def test_only_a_draft_that_was_never_public_can_be_deleted(
    curator_browser: Client, fields: dict[str, Any], answer: int
) -> None:
    person = make_person(**fields)
    assert curator_browser.get(address(Person, "delete", person.pk)).status_code == answer


def test_draft_that_was_public_once_cannot_be_deleted(curator_browser: Client) -> None:
    person = make_person()
    Person.objects.update(status=Status.DRAFT)
    assert curator_browser.post(address(Person, "delete", person.pk), {"post": "yes"}).status_code == 403
    assert Person.objects.exists()


def test_view_on_site_leads_to_the_page_or_to_the_preview(curator_browser: Client) -> None:
    public, draft = make_person(), make_person(status=Status.DRAFT)
    page = curator_browser.get(address(Person, "change", public.pk))
    assert page.context["absolute_url"] == public.get_absolute_url()
    page = curator_browser.get(address(Person, "change", draft.pk))
    assert page.context["absolute_url"] == f"/en/preview/person/{draft.public_id}/"


def test_view_on_site_takes_a_language_that_is_offered(curator_browser: Client, memorial: Memorial) -> None:
    memorial.languages = ["az"]
    memorial.save()
    person = make_person()
    curator_browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "tr"
    page = curator_browser.get(address(Person, "change", person.pk))
    assert page.context["absolute_url"].startswith("/az/people/")


def test_date_is_shown_with_the_words_in_which_it_was_understood(curator_browser: Client) -> None:
    person = make_person(birth="1992-02-25/1992-02-26", status=Status.DRAFT)
    rendered = curator_browser.get(address(Person, "change", person.pk)).content.decode()
    assert "understood as: between 25 and 26 February 1992 (1992-02-25/1992-02-26)" in rendered


def test_text_that_stands_alone_is_no_translation(curator_browser: Client) -> None:
    answer = send(curator_browser, address(Place, "add"), kind="town", translations__2__name="Синтетический город")
    assert answer.status_code == 302, problems(answer)
    assert PlaceTranslation.objects.get().state == "original"


def test_first_of_several_texts_is_the_original(curator_browser: Client) -> None:
    words = {"translations__0__name": "Sintetik şəhər", "translations__1__name": "Synthetic town"}
    answer = send(curator_browser, address(Place, "add"), kind="town", **words)
    assert answer.status_code == 302, problems(answer)
    assert [row.state for row in PlaceTranslation.objects.order_by("language")] == ["original", "unreviewed"]
