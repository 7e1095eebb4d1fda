"""Previews: staff see a draft as visitors will see it, and nobody else sees that there is one."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from memorial.accounts.roles import Role
from memorial.models import (
    Asset,
    Commemoration,
    Event,
    Figure,
    Household,
    Kinship,
    LedgerLine,
    Person,
    Place,
    Recognition,
    Source,
    Testimony,
    User,
)
from memorial.public.previews import PAGES
from memorial.review.actions import open_copy
from memorial.review.models import Entry
from memorial.review.status import Status
from tests.conftest import signed_in, staff
from tests.factories import (
    MAKERS,
    add_name,
    keep_version,
    make_event,
    make_household,
    make_person,
    make_place,
    make_source,
    make_testimony,
)

DRAFTS: dict[type[Entry], dict[str, Any]] = {
    Asset: {"texts": {"en": {"caption": "Synthetic draft words"}}},
    Commemoration: {"title": "Synthetic draft words"},
    Event: {"title": "Synthetic draft words"},
    Figure: {"subject": "Synthetic draft words"},
    Household: {"name": "Synthetic draft words"},
    Person: {"given": "Synthetic draft", "family": "words"},
    Place: {"name": "Synthetic draft words"},
    Recognition: {"body": "Synthetic draft words"},
    Source: {"title": "Synthetic draft words"},
    Testimony: {"narrator_name": "Synthetic draft words"},
}


def draft_of(model: type[Entry], **fields: Any) -> Entry:
    if model is Household:
        fields.setdefault("members", (make_person(),))
    makers: dict[Any, Any] = MAKERS
    entry: Entry = makers[model](**DRAFTS[model], **{"status": Status.DRAFT, **fields})
    return entry


def preview_url(entry: Entry) -> str:
    return reverse("preview", args=[entry._meta.model_name, entry.public_id])


KINDS = [model for model, _render in PAGES.values()]


@pytest.mark.parametrize("model", KINDS)
@pytest.mark.parametrize("status", [Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN])
def test_staff_see_what_is_not_public_on_its_page(curator_browser: Client, model: type[Entry], status: Status) -> None:
    response = curator_browser.get(preview_url(draft_of(model, status=status)))
    page = response.content.decode()
    assert response.status_code == 200
    assert "ynthetic draft" in page
    assert "Draft. Only signed-in staff see this page." in page


@pytest.mark.parametrize("model", KINDS)
def test_preview_of_a_published_entry_is_its_page(contributor_browser: Client, model: type[Entry]) -> None:
    entry = draft_of(model, status=Status.PUBLISHED)
    response = contributor_browser.get(preview_url(entry))
    assert response.status_code == 200
    assert "ynthetic draft" in response.content.decode()


@pytest.mark.every_case
@pytest.mark.parametrize("model", KINDS)
def test_preview_is_kept_by_nobody_and_listed_nowhere(contributor_browser: Client, model: type[Entry]) -> None:
    response = contributor_browser.get(preview_url(draft_of(model)))
    page = response.content.decode()
    assert response["Cache-Control"] == "no-store, private"
    assert "noindex" in response["X-Robots-Tag"]
    assert '<meta name="robots" content="noindex, nofollow, noarchive">' in page
    assert 'rel="canonical"' not in page
    assert 'rel="alternate" hreflang' not in page


@pytest.mark.parametrize("model", KINDS)
def test_preview_leads_to_the_previews_in_the_other_languages(contributor_browser: Client, model: type[Entry]) -> None:
    entry = draft_of(model)
    page = contributor_browser.get(preview_url(entry)).content.decode()
    for language in ("az", "ru", "tr"):
        assert f'href="/{language}/preview/{entry._meta.model_name}/{entry.public_id}/"' in page


@pytest.mark.every_case
@pytest.mark.parametrize("model", KINDS)
def test_to_everybody_else_there_is_no_preview(visitor: Client, model: type[Entry]) -> None:
    relative = signed_in(User.objects.create_user(username="relative", password="synthetic pass phrase"))
    without_permission = signed_in(staff("newcomer"))
    former = staff("former", Role.CONTRIBUTOR)
    gone = signed_in(former)
    User.objects.filter(pk=former.pk).update(is_active=False)
    url = preview_url(draft_of(model))
    nothing = visitor.get(f"/en/preview/{model._meta.model_name}/000000000000/")
    for browser in (visitor, relative, without_permission, gone):
        response = browser.get(url)
        assert response.status_code == 404
        assert response.content == nothing.content
        assert "ynthetic draft" not in response.content.decode()


def test_preview_of_an_unknown_kind_does_not_exist(steward_browser: Client) -> None:
    person = make_person()
    for kind in ("asset", "user", "memorial", "personname", "nothing"):
        assert steward_browser.get(f"/en/preview/{kind}/{person.public_id}/").status_code == 404


def test_permission_for_one_kind_opens_no_other(memorial: Any) -> None:
    user = staff("events only")
    user.user_permissions.add(Permission.objects.get(codename="view_event"))
    browser = signed_in(user)
    assert browser.get(preview_url(make_event(status=Status.DRAFT))).status_code == 200
    assert browser.get(preview_url(make_source(status=Status.DRAFT))).status_code == 404


def test_draft_stands_among_the_public_entries_of_its_list_and_other_drafts_do_not(
    contributor_browser: Client,
) -> None:
    draft = make_event("Synthetic draft in question", status=Status.DRAFT)
    make_event("Synthetic public neighbour")
    make_event("Synthetic other draft", status=Status.DRAFT)
    page = contributor_browser.get(preview_url(draft)).content.decode()
    assert "Synthetic draft in question" in page
    assert "Synthetic public neighbour" in page
    assert "Synthetic other draft" not in page


def test_working_copy_stands_in_the_place_of_its_original(contributor_browser: Client) -> None:
    event = make_event("Synthetic original")
    copy = make_event("Synthetic changed", status=Status.DRAFT, copy_of=event)
    page = contributor_browser.get(preview_url(copy)).content.decode()
    assert "Synthetic changed" in page
    assert "Synthetic original" not in page


def test_working_copy_of_a_person_shows_kin_household_and_testimonies_once(
    contributor: User, contributor_browser: Client
) -> None:
    person, sister = make_person(given="Synthetic"), make_person(given="Sister")
    Kinship.objects.create(person=person, kind="sibling", relative=sister)
    Kinship.objects.create(person=make_person(given="Father"), kind="parent", relative=person)
    make_household("Synthetic household", members=(person, make_person(given="Neighbour")))
    make_testimony("Synthetic words told").people.add(person)
    live = contributor_browser.get(person.get_absolute_url()).content.decode()
    copy = open_copy(entry=keep_version(person), by=contributor)
    page = contributor_browser.get(preview_url(copy)).content.decode()
    for words in ("Sister", "Father", "Synthetic household", "Neighbour", "Synthetic words told"):
        assert page.count(words) == live.count(words), words
    assert person.public_id in page
    assert "Sister" in page


def test_working_copy_of_a_household_stands_once_with_its_members(
    contributor: User, contributor_browser: Client
) -> None:
    household = make_household("Synthetic household", members=(make_person(given="Member"),))
    copy: Any = open_copy(entry=keep_version(household), by=contributor)
    copy.memberships.create(person=make_person(given="Newcomer"))
    page = contributor_browser.get(preview_url(copy)).content.decode()
    assert page.count(">Synthetic household<") == 1
    assert (page.count("Member Synthetic"), page.count("Newcomer Synthetic")) == (1, 1)


def test_working_copies_show_what_refers_to_their_entries(contributor: User, contributor_browser: Client) -> None:
    place, source = make_place("Synthetic place"), make_source(title="Synthetic source")
    event = make_event("Synthetic event there", place=place)
    event.citations.create(source=source, fact="title")
    for entry in (place, source):
        copy = open_copy(entry=keep_version(entry), by=contributor)
        assert "Synthetic event there" in contributor_browser.get(preview_url(copy)).content.decode()


def test_working_copy_of_a_testimony_names_the_narrator_by_the_consent_given(
    contributor: User, contributor_browser: Client
) -> None:
    consented: dict[str, Any] = {"basis": "consent", "narrator_name": "Synthetic Told"}
    testimony = make_testimony(**consented)
    testimony.consents.create(purpose="publish", given=True, audience="public", naming="full")
    copy = open_copy(entry=keep_version(testimony), by=contributor)
    assert "Synthetic Told" in contributor_browser.get(preview_url(copy)).content.decode()
    testimony.consents.update(naming="anonymous")
    assert "Synthetic Told" not in contributor_browser.get(preview_url(copy)).content.decode()


@pytest.mark.every_case
@pytest.mark.parametrize("model", KINDS)
@pytest.mark.parametrize(
    "hidden", [{"status": Status.WITHDRAWN}, {"restricted": True}, {"status": Status.IN_REVIEW, "restricted": True}]
)
def test_preview_is_for_those_who_may_know_of_the_entry(
    contributor_browser: Client, steward_browser: Client, model: type[Entry], hidden: dict[str, Any]
) -> None:
    entry = draft_of(model, **hidden)
    nothing = contributor_browser.get(f"/en/preview/{model._meta.model_name}/000000000000/")
    answer = contributor_browser.get(preview_url(entry))
    assert (answer.status_code, answer.content) == (404, nothing.content)
    assert steward_browser.get(preview_url(entry)).status_code == (404 if entry.restricted else 200)
    assert not LedgerLine.objects.exists()


def test_each_opening_of_a_restricted_entry_is_written_down(keeper: User, keeper_browser: Client) -> None:
    restricted, draft = draft_of(Testimony, restricted=True), draft_of(Testimony)
    for entry in (restricted, draft, restricted):
        assert keeper_browser.get(preview_url(entry)).status_code == 200
    lines = LedgerLine.objects.values_list("verb", "actor", "entry")
    assert list(lines) == [("opened", keeper.pk, restricted.public_id)] * 2
    keeper_browser.get(preview_url(draft_of(Person)))
    assert LedgerLine.objects.count() == 2


def test_draft_shows_its_sources_spellings_and_kin_that_are_public(contributor_browser: Client) -> None:
    person = make_person(given="Draft", status=Status.DRAFT, birth="1953")
    source, hidden = make_source(title="Synthetic public source"), make_source(title="Zqhidden", status=Status.DRAFT)
    add_name(person, given="Other", family="Spelling", source=source)
    person.citations.create(source=source, fact="birth", locator="page 12")
    person.citations.create(source=hidden, fact="birth")
    Kinship.objects.create(person=person, kind="sibling", relative=make_person(given="Public sister"))
    Kinship.objects.create(person=make_person(given="Zqhidden", status=Status.DRAFT), kind="parent", relative=person)
    make_household("Synthetic household", members=(person,))
    page = contributor_browser.get(preview_url(person)).content.decode()
    for words in ("Synthetic public source", "Other Spelling", "page 12", "Public sister", "Synthetic household"):
        assert words in page
    assert "Zqhidden" not in page


def test_what_staff_see_stays_hidden_from_the_next_visitor(contributor_browser: Client, visitor: Client) -> None:
    draft = make_event("Synthetic draft in question", status=Status.DRAFT)
    contributor_browser.get(preview_url(draft))
    assert "Synthetic draft in question" not in visitor.get("/en/events/").content.decode()
    assert "Synthetic draft in question" not in contributor_browser.get("/en/events/").content.decode()


def test_preview_is_only_read(contributor_browser: Client) -> None:
    assert contributor_browser.post(preview_url(make_event(status=Status.DRAFT))).status_code == 405


def test_one_time_password_opens_no_preview(contributor: User, contributor_browser: Client) -> None:
    draft = draft_of(Person)
    assert contributor_browser.get(preview_url(draft)).status_code == 200
    contributor.must_change_password = True
    contributor.save()
    assert contributor_browser.get(preview_url(draft)).status_code == 404
