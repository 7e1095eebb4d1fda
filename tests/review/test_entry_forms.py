"""The forms of the desk, for every kind of entry alike."""

import re
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.utils import timezone

from memorial.models import Event, Household, Memorial, Person, Place, PlaceTranslation, Source, User
from memorial.review.actions import open_copy
from memorial.review.models import Entry
from memorial.review.revisions import Discarded
from memorial.review.snapshots import content_hash
from memorial.review.status import Status
from tests.factories import MAKERS, keep_version, make_person, make_place
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


@pytest.mark.parametrize("model", [Person, Event, Source, Household], ids=lambda model: model.__name__)
def test_form_loads_every_script_that_a_row_of_it_needs(curator_browser: Client, model: type[Any]) -> None:
    make: Any = MAKERS[model]
    page = curator_browser.get(address(model, "change", make(status=Status.DRAFT).pk))
    html = page.content.decode()
    needed = {
        tag
        for rows in page.context["inline_admin_formsets"]
        for row in rows
        for tag in (*row.media.render_js(), *row.media.render_css())
    }
    assert needed
    assert [tag for tag in needed if tag not in html] == []


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
    place = make_place("Synthetic town", status=Status.DRAFT)
    page = curator_browser.get(address(Place, "change", place.pk))
    blocks = page.context["inline_admin_formsets"][0].formset.forms
    assert [form["language"].value() for form in blocks] == ["en", "tr", "az"]
    assert [form["state"].value() for form in blocks] == ["original", "unreviewed", "unreviewed"]
    assert "Turkish" in page.content.decode()


def test_fields_in_the_cells_of_a_table_are_named(curator_browser: Client) -> None:
    page = curator_browser.get(address(Person, "change", make_person(status=Status.DRAFT).pk)).content.decode()
    fields = re.findall(r'<(?:input type="text"|select|textarea) name="(?:citations|kin)-0-[^>]*>', page)
    assert len(fields) >= 9
    assert [field for field in fields if "aria-label=" not in field] == []


def test_block_that_is_filled_in_is_kept_with_its_language(curator_browser: Client) -> None:
    place = make_place("Synthetic town", status=Status.DRAFT)
    answer = send(curator_browser, address(Place, "change", place.pk), translations__2__name="Синтетический город")
    assert answer.status_code == 302, problems(answer)
    added = PlaceTranslation.objects.exclude(language="en").get()
    assert (added.language, added.state) == ("ru", "unreviewed")


def test_block_of_another_language_can_be_added(curator_browser: Client) -> None:
    place = make_place("Synthetic town", status=Status.DRAFT)
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
    place = make_place("Synthetic town", status=Status.DRAFT)
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
    place = make_place(texts=texts, status=Status.DRAFT)
    curator_browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "ru"
    send(curator_browser, address(Place, "change", place.pk))
    place.refresh_from_db()
    assert place.label == "Sintetik şəhər"


@pytest.mark.parametrize("status", [Status.PUBLISHED, Status.WITHDRAWN])
def test_what_was_public_has_no_form_and_is_read_on_its_review_page(curator_browser: Client, status: Status) -> None:
    person = make_person(status=status)
    url = address(Person, "change", person.pk)
    assert curator_browser.get(url)["Location"] == address(Person, "review", person.pk)
    assert curator_browser.post(url, {"birth": "1954"}).status_code == 403
    person.refresh_from_db()
    assert person.birth == ""


@pytest.mark.parametrize("model", MAKERS, ids=lambda model: model.__name__)
def test_public_entry_is_changed_through_its_working_copy(contributor_browser: Client, model: type[Any]) -> None:
    make: Any = MAKERS[model]
    entry = keep_version(make())
    form = contributor_browser.post(address(model, "edit", entry.pk))["Location"]
    copy = model.objects.get(copy_of=entry)
    assert form == address(model, "change", copy.pk)
    answer = send(contributor_browser, form)
    assert answer.status_code == 302, problems(answer)
    assert content_hash(copy) == content_hash(entry)


def test_working_copy_is_edited_while_the_public_entry_stays(
    contributor_browser: Client, curator_browser: Client
) -> None:
    person = keep_version(make_person())
    form = contributor_browser.post(address(Person, "edit", person.pk))["Location"]
    answer = send(contributor_browser, form, birth="about 1954", names__0__full="Synthetic Other")
    assert answer.status_code == 302, problems(answer)
    copy = Person.objects.get(copy_of=person)
    person.refresh_from_db()
    assert (copy.birth, copy.names.get().full) == ("1954~", "Synthetic Other")
    assert (person.birth, person.names.get().full != "Synthetic Other") == ("", True)
    assert curator_browser.post(address(Person, "edit", person.pk))["Location"] == form


def test_what_is_in_review_is_changed_by_reviewers_alone(curator_browser: Client, contributor_browser: Client) -> None:
    person = make_person(status=Status.IN_REVIEW)
    url = address(Person, "change", person.pk)
    assert contributor_browser.get(url)["Location"] == address(Person, "review", person.pk)
    assert contributor_browser.post(url, {"birth": "1954"}).status_code == 403
    assert send(curator_browser, url, birth="1954").status_code == 302


@pytest.mark.every_case
@pytest.mark.parametrize(
    ("fields", "answer"),
    [
        ({"status": Status.DRAFT}, 200),
        ({"status": Status.DRAFT, "version": 1}, 403),
        ({"status": Status.DRAFT, "published_at": timezone.now()}, 403),
        ({"status": Status.IN_REVIEW}, 403),
        ({"status": Status.PUBLISHED}, 403),
        ({"status": Status.WITHDRAWN}, 403),
    ],
)
def test_only_a_draft_that_was_never_public_is_deleted(
    curator: User, curator_browser: Client, fields: dict[str, Any], answer: int
) -> None:
    person = make_person(created_by=curator, **fields)
    url = address(Person, "delete", person.pk)
    assert curator_browser.get(url).status_code == answer
    curator_browser.post(url, {"post": "yes"})
    assert Person.objects.exists() == (answer == 403)


def test_draft_is_deleted_by_its_author_alone_and_its_words_are_kept(
    contributor: User, contributor_browser: Client, curator_browser: Client
) -> None:
    person = make_person(given="Kept", birth="1954", status=Status.DRAFT, created_by=contributor)
    url = address(Person, "delete", person.pk)
    assert curator_browser.get(url).status_code == 403
    assert curator_browser.post(url, {"post": "yes"}).status_code == 403
    form = curator_browser.get(address(Person, "change", person.pk))
    assert url not in form.content.decode()
    contributor_browser.post(url, {"post": "yes"})
    assert not Person.objects.exists()
    kept = Discarded.objects.get()
    assert (kept.entry, kept.by, kept.was_copy) == (person.public_id, contributor, False)
    assert (kept.snapshot["fields"]["birth"], kept.snapshot["parts"]["names"][0]["given"]) == ("1954", "Kept")


def test_working_copy_is_discarded_and_not_deleted(contributor: User, contributor_browser: Client) -> None:
    copy = open_copy(entry=keep_version(make_person()), by=contributor)
    assert contributor_browser.post(address(Person, "delete", copy.pk), {"post": "yes"}).status_code == 403
    assert Person.objects.filter(pk=copy.pk).exists()


def test_draft_to_which_others_refer_stays_with_a_sentence(contributor: User, contributor_browser: Client) -> None:
    place = make_place(status=Status.DRAFT, created_by=contributor)
    make_person(residence=place, given="Unsaid")
    page = contributor_browser.post(address(Place, "delete", place.pk), {"post": "yes"})
    assert page.status_code == 200
    assert "other entries that refer to it" in page.content.decode()
    assert "Unsaid" not in page.content.decode()
    page = contributor_browser.post(address(Place, "acts", place.pk, "discard"))
    assert page.status_code == 422
    assert "Other entries refer to this one, so it stays." in page.content.decode()
    assert (Place.objects.count(), Discarded.objects.count()) == (1, 0)


def test_view_on_site_leads_to_the_page_or_to_the_preview(curator: User, curator_browser: Client) -> None:
    public, draft = keep_version(make_person()), make_person(status=Status.DRAFT)
    copy = open_copy(entry=public, by=curator)
    desk: Any = admin.site.get_model_admin(Person)
    assert desk.view_on_site(public) == public.get_absolute_url()
    for entry in (draft, copy):
        page = curator_browser.get(address(Person, "change", entry.pk))
        assert page.context["absolute_url"] == f"/en/preview/person/{entry.public_id}/"


def test_view_on_site_takes_a_language_that_is_offered(curator_browser: Client, memorial: Memorial) -> None:
    memorial.languages = ["az"]
    memorial.save()
    person = make_person(status=Status.DRAFT)
    curator_browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "tr"
    page = curator_browser.get(address(Person, "change", person.pk))
    assert page.context["absolute_url"].startswith("/az/preview/person/")


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
