"""Files that were received and have no entry are shown to whom they concern, and become drafts by a tick."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from memorial.accounts.roles import Role
from memorial.base.paging import CappedPaginator
from memorial.media import unattached as module
from memorial.media.unattached import unattached
from memorial.models import Asset, Discarded, Original, User
from memorial.review.actions import open_copy
from memorial.review.restoring import discard
from memorial.review.status import Status
from tests.conftest import signed_in, staff
from tests.factories import keep_version, make_asset, make_original
from tests.media.files import pdf, sent
from tests.media.test_upload import PLAIN, by_script, outcomes, upload, url

pytestmark = pytest.mark.usefixtures("media_folders", "memorial")
START = "admin:index"


def shown(browser: Client) -> list[Original]:
    """Return the files without an entry that the page for several files shows."""
    return [arrival.original for arrival in browser.get(url()).context["unattached"]]


def test_file_of_a_form_that_was_refused_and_closed_becomes_a_draft(
    contributor_browser: Client, contributor: User
) -> None:
    page = upload(contributor_browser, sent(pdf(), "kept.pdf"), supplied="no day")
    # While the form is open the file stands in it, and is not offered a second time.
    assert page.context["unattached"] == []
    original = Original.objects.get()
    page = contributor_browser.get(url())
    body = page.content.decode()
    assert "Received and still without an entry" in body
    assert "Document, " in body
    assert f"<code>{original.sha256[:12]}</code>" in body
    assert original.sha256 not in body
    start = contributor_browser.get(reverse(START)).content.decode()
    assert "1 file was received and is still without an entry." in start
    (arrival,) = page.context["unattached"]
    page = contributor_browser.post(url(), PLAIN | {"received": arrival.token, "terms": "Synthetic terms"})
    assert outcomes(page) == [(f"document {original.sha256[:12]}", "taken")]
    asset = Asset.objects.get()
    assert (asset.original, asset.terms, asset.created_by, asset.received_as) == (
        original, "Synthetic terms", contributor, "",
    )  # fmt: skip
    assert "still without an entry" not in page.content.decode()
    assert "still without an entry" not in contributor_browser.get(reverse(START)).content.decode()


def test_tick_stays_when_the_form_must_be_mended(contributor_browser: Client, contributor: User) -> None:
    ticked, other = (make_original(received_by=contributor) for _number in range(2))
    token = next(each.token for each in contributor_browser.get(url()).context["unattached"] if each.original == ticked)
    page = contributor_browser.post(url(), PLAIN | {"received": token, "supplied": "no day"})
    assert page.status_code == 422
    assert page.content.decode().count(f'value="{token}"') == 1
    assert [arrival.original for arrival in page.context["unattached"]] == [other]


def test_script_makes_a_draft_of_a_tick(contributor_browser: Client, contributor: User) -> None:
    make_original(received_by=contributor)
    (arrival,) = contributor_browser.get(url()).context["unattached"]
    (result,) = by_script(contributor_browser, received=arrival.token).json()["results"]
    assert result["outcome"] == "taken"
    assert Asset.objects.count() == 1


def test_file_of_a_discarded_draft_comes_back_into_sight(contributor_browser: Client, contributor: User) -> None:
    original = make_original(received_by=contributor)
    draft = make_asset(original=original, status=Status.DRAFT, created_by=contributor)
    assert shown(contributor_browser) == []
    discard(entry=draft, by=contributor)
    assert shown(contributor_browser) == [original]


@pytest.mark.parametrize("how", [{}, {"status": Status.DRAFT}, {"status": Status.DRAFT, "restricted": True},
                                 {"status": Status.WITHDRAWN}])  # fmt: skip
def test_file_that_any_entry_uses_is_never_shown(
    contributor_browser: Client, contributor: User, curator_browser: Client, how: dict[str, Any]
) -> None:
    make_asset(original=make_original(received_by=contributor), **how)
    for browser in (contributor_browser, curator_browser):
        assert shown(browser) == []
        assert "still without an entry" not in browser.get(reverse(START)).content.decode()


def test_working_copy_uses_its_file(contributor: User, contributor_browser: Client) -> None:
    copy = open_copy(entry=keep_version(make_asset(original=make_original(received_by=contributor))), by=contributor)
    Asset._base_manager.filter(pk=copy.pk).update(copy_of=None)
    Asset._base_manager.exclude(pk=copy.pk).delete()
    assert shown(contributor_browser) == []


def test_each_sees_their_own_and_curators_see_all(
    contributor: User, contributor_browser: Client, curator_browser: Client
) -> None:
    other = staff("other", Role.CONTRIBUTOR)
    mine, theirs, nobodys = (make_original(received_by=each) for each in (contributor, other, None))
    assert shown(contributor_browser) == [mine]
    assert shown(signed_in(other)) == [theirs]
    assert shown(curator_browser) == [nobodys, theirs, mine]


def test_what_keepers_sent_or_restricted_is_for_keepers_alone(
    keeper: User, curator: User, curator_browser: Client, contributor: User, contributor_browser: Client
) -> None:
    sent_by_keeper, restricted = make_original(received_by=keeper), make_original(received_by=contributor)
    draft = make_asset(original=restricted, status=Status.DRAFT, restricted=True, created_by=keeper)
    discard(entry=draft, by=keeper)
    assert Discarded.objects.get().restricted
    make_asset(original=make_original(), status=Status.DRAFT, created_by=keeper)
    assert shown(curator_browser) == shown(contributor_browser) == []
    both = staff("both", Role.KEEPER, Role.CURATOR)
    assert shown(signed_in(both)) == [restricted, sent_by_keeper]
    assert list(unattached(keeper)) == [sent_by_keeper]
    User.objects.filter(pk=keeper.pk).update(is_active=False)
    assert shown(curator_browser) == []


def test_start_page_says_nothing_to_those_who_make_no_entries(steward: User, steward_browser: Client) -> None:
    make_original(received_by=steward)
    assert "still without an entry" not in steward_browser.get(reverse(START)).content.decode()


def test_count_goes_no_further_than_its_cap(
    contributor: User, contributor_browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(CappedPaginator, "MOST", 2)
    monkeypatch.setattr(module, "MOST_SHOWN", 2)
    newest = [make_original(received_by=contributor) for _number in range(3)][:0:-1]
    body = contributor_browser.get(reverse(START)).content.decode()
    assert "More than 2 files were received and are still without an entry." in body
    assert f'{url()}#unattached"' in body
    assert shown(contributor_browser) == newest


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("who", ["contributor", "curator"])
def test_page_costs_the_same_for_any_number(
    contributor: User, who: str, rows: int, request: Any, django_assert_num_queries: Any
) -> None:
    for _number in range(rows):
        make_original(received_by=contributor)
    browser = request.getfixturevalue(f"{who}_browser")
    browser.get(url())
    with django_assert_num_queries(6):
        browser.get(url())
