"""A file of a restricted entry that stands in another entry too: keepers are told, and nobody else."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from memorial.accounts.roles import Role
from memorial.models import Asset, Original
from memorial.review.status import Status
from tests.conftest import signed_in, staff
from tests.factories import make_asset, make_original
from tests.review.filling import address

pytestmark = pytest.mark.usefixtures("memorial")
START = "/admin/"
HEADING = "Files of restricted entries that stand elsewhere too"


def pair(name: str, **other: Any) -> tuple[Asset, Asset]:
    """Make a restricted entry, and another one of the same file."""
    original = make_original()
    fields = {"status": Status.DRAFT, "original": original}
    hidden = make_asset(credit=f"{name} hidden", restricted=True, **fields)
    return hidden, make_asset(credit=f"{name} open", **(fields | other))


def page_of(browser: Client) -> str:
    return browser.get(START).content.decode()


def test_keepers_are_told_in_which_entries_the_file_stands(keeper_browser: Client) -> None:
    hidden, other = pair("Synthetic")
    page = page_of(keeper_browser)
    assert HEADING in page
    for asset in (hidden, other):
        assert f'href="{address(Asset, "change", asset.pk)}"' in page
    # A restricted entry is named by its number, as everywhere on the desk.
    assert (hidden.public_id in page, hidden.credit in page, other.credit in page) == (True, False, True)


@pytest.mark.parametrize("status", [Status.DRAFT, Status.IN_REVIEW, Status.PUBLISHED])
def test_keepers_are_told_however_the_other_entry_stands(status: Status, keeper_browser: Client) -> None:
    pair("Synthetic", status=status)
    assert HEADING in page_of(keeper_browser)


def test_others_are_told_nothing(curator_browser: Client, contributor_browser: Client, steward_browser: Client) -> None:
    pair("Synthetic")
    for browser in (curator_browser, contributor_browser, steward_browser):
        page = page_of(browser)
        assert HEADING not in page
        assert "Synthetic hidden" not in page


def test_nothing_is_said_of_files_that_stand_in_one_entry_or_in_hidden_ones_alone(keeper_browser: Client) -> None:
    pair("Synthetic", restricted=True)
    hidden, other = make_asset(restricted=True, status=Status.DRAFT), make_asset()
    assert hidden.original != other.original
    # Of what was withdrawn this keeper may not know.
    pair("Withdrawn", status=Status.WITHDRAWN)
    assert HEADING not in page_of(keeper_browser)
    assert HEADING in page_of(signed_in(staff("both", Role.KEEPER, Role.STEWARD)))


def test_working_copy_of_a_restricted_entry_is_no_other_entry(keeper_browser: Client) -> None:
    hidden = make_asset(restricted=True, status=Status.DRAFT)
    make_asset(original=hidden.original, copy_of=hidden, status=Status.DRAFT)
    assert HEADING not in page_of(keeper_browser)


def test_many_are_told_in_the_same_number_of_queries_and_not_all_by_name(keeper_browser: Client) -> None:
    pair("Synthetic first")
    page_of(keeper_browser)
    with CaptureQueriesContext(connection) as one:
        page_of(keeper_browser)
    for number in range(3):
        pair(f"Synthetic {number}")
    with CaptureQueriesContext(connection) as many:
        page_of(keeper_browser)
    assert len(one) == len(many)
    for number in range(20):
        pair(f"Synthetic more {number}")
    page = page_of(keeper_browser)
    assert "There are more." in page
    assert Original.objects.count() == 24
