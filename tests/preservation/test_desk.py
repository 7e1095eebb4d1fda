"""Findings about originals on the desk: the start page, the list, the page of one, and what is done there."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from memorial.models import FixityFinding, Original, User
from memorial.review.status import Status
from tests.conftest import signed_in
from tests.factories import make_asset
from tests.preservation.sealed import check_all, flip_bit, path_of, sealed_originals, standing
from tests.review.filling import messages_of

START, LIST = "/admin/", "/admin/originals/findings/"
#: Session, person, the memorial for the clock, two kinds of permission; the findings (counted, then read), the entries
#: that use the files, the runs, how many are overdue, how many there are.
QUERIES = 11


@pytest.fixture
def finding(originals: list[Original]) -> FixityFinding:
    """An original of which a bit has changed."""
    flip_bit(originals[0])
    check_all()
    return FixityFinding.objects.get()


def page_of(finding: FixityFinding) -> str:
    return f"{LIST}{finding.pk}/"


def told(browser: Client) -> list[Any]:
    """Return what the start page tells of originals that are not as they were received."""
    return [said for template, said in browser.get(START).context["notices"] if "preservation" in template]


def test_start_page_tells_what_is_wrong_to_those_concerned(
    originals: list[Original],
    own_store: Path,
    curator_browser: Client,
    steward_browser: Client,
    contributor_browser: Client,
    keeper_browser: Client,
) -> None:
    assert told(curator_browser) == []
    check_all()
    assert "nothing is known to be wrong" in curator_browser.get(START).content.decode()
    flip_bit(originals[0])
    path_of(originals[1]).unlink()
    (own_store / "originals" / "synthetic").write_bytes(b"synthetic")
    check_all()
    for browser in (curator_browser, steward_browser):
        rendered = browser.get(START).content.decode()
        assert "1 file has changed." in rendered
        assert "1 file is missing or cannot be read." in rendered
        assert "1 file stands among the originals and is not known." in rendered
    for browser in (contributor_browser, keeper_browser):
        page = browser.get(START)
        assert "admin/preservation/notice.html" not in dict(page.context["notices"])
        assert "1 file has changed." not in page.content.decode()


def test_start_page_tells_that_the_storage_is_away(
    originals: list[Original], own_store: Path, curator_browser: Client
) -> None:
    (own_store / "originals").rename(own_store / "away")
    check_all()
    assert "The storage of originals could not be read" in curator_browser.get(START).content.decode()
    (own_store / "away").rename(own_store / "originals")
    check_all()
    assert "nothing is known to be wrong" in curator_browser.get(START).content.decode()


def test_pages_are_for_those_with_the_right(
    finding: FixityFinding, contributor_browser: Client, keeper_browser: Client, visitor: Client
) -> None:
    for browser in (contributor_browser, keeper_browser):
        for url in (LIST, page_of(finding)):
            assert browser.get(url).status_code == 403
        assert browser.post(page_of(finding), {"note": "Synthetic"}).status_code == 403
        assert browser.post(f"{page_of(finding)}look/").status_code == 403
    assert visitor.get(LIST).status_code == 302
    assert finding in FixityFinding.objects.standing()


def test_page_names_the_entries_of_the_file_that_the_person_may_know_of(
    finding: FixityFinding, originals: list[Original], curator_browser: Client, steward_browser: Client
) -> None:
    make_asset(original=originals[0], credit="Synthetic draft", status=Status.DRAFT)
    hidden = make_asset(original=originals[0], credit="Unsaid", status=Status.DRAFT, restricted=True)
    for browser in (curator_browser, steward_browser):
        for url in (LIST, page_of(finding)):
            rendered = browser.get(url).content.decode()
            assert "Synthetic draft" in rendered
            assert "Unsaid" not in rendered
            assert hidden.public_id not in rendered
    page = curator_browser.get(page_of(finding)).content.decode()
    assert originals[0].sha256 in page
    assert finding.found_sha256 in page
    assert "made before and is still shown" in page


def test_looking_again_on_the_page_tells_how_it_stands(
    finding: FixityFinding, originals: list[Original], curator_browser: Client
) -> None:
    look = f"{page_of(finding)}look/"
    assert curator_browser.get(look).status_code == 405
    answer = curator_browser.post(look, follow=True)
    assert messages_of(answer) == ["It is not right yet. The finding stands."]
    flip_bit(originals[0])
    check_all()
    assert "right when it was read" in curator_browser.get(LIST).content.decode()
    answer = curator_browser.post(look, follow=True)
    assert messages_of(answer) == ["It is right again. The finding is closed."]
    assert "Nothing is known to be wrong." in answer.content.decode()
    assert "found right again, curator" in curator_browser.get(f"{LIST}?dealt_with=yes").content.decode()
    assert messages_of(curator_browser.post(look, follow=True)) == ["This has been dealt with already."]


def test_what_was_done_is_asked_for_and_shown(finding: FixityFinding, steward_browser: Client) -> None:
    answer = steward_browser.post(page_of(finding), {"note": " "})
    assert answer.status_code == 422
    assert "Say what was done" in answer.content.decode()
    assert standing()
    answer = steward_browser.post(page_of(finding), {"note": "Synthetic: lost with the disk."}, follow=True)
    assert messages_of(answer) == ["It is noted what was done, by whom and when."]
    assert standing() == []
    rendered = steward_browser.get(page_of(finding)).content.decode()
    assert "Synthetic: lost with the disk." in rendered
    assert "Look again" not in rendered
    second = steward_browser.post(page_of(finding), {"note": "Synthetic: once more."})
    assert "This has been dealt with already." in second.content.decode()


@pytest.mark.parametrize("number", ["0", "9" * 30])
def test_finding_that_is_not_there_is_not_found(curator_browser: Client, number: str) -> None:
    assert curator_browser.get(f"{LIST}{number}/").status_code == 404
    assert curator_browser.post(f"{LIST}{number}/look/").status_code == 404


def test_ledger_says_in_words_what_was_found_and_done(
    finding: FixityFinding, originals: list[Original], curator: User
) -> None:
    browser = signed_in(curator)
    flip_bit(originals[0])
    browser.post(f"{page_of(finding)}look/")
    rendered = browser.get("/admin/ledger/").content.decode()
    closed = f"finding {finding.pk}; changed; found right again"
    for words in ("originals read: 4; findings: 1", "finding dealt with", closed):
        assert words in rendered
    assert originals[0].sha256[:20] in rendered


@pytest.mark.parametrize("rows", [1, 3])
def test_list_of_findings_costs_the_same(
    curator: User, tmp_path: Path, rows: int, django_assert_num_queries: Any
) -> None:
    for original in sealed_originals(rows, tmp_path):
        make_asset(original=original)
        flip_bit(original)
    check_all()
    browser = signed_in(curator)
    with django_assert_num_queries(QUERIES):
        page = browser.get(LIST)
    assert len(page.context["findings"]) == rows
