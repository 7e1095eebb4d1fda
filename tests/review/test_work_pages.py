"""The lists of work in full: narrowed, paged, along an index."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from memorial.models import User
from memorial.review.actions import open_copy
from memorial.review.panels import PANELS
from memorial.review.start_page import texts_to_write
from memorial.review.status import Status
from tests.conftest import signed_in
from tests.factories import keep_version, make_event, make_person, make_place, make_testimony
from tests.review.test_desk import drafted, full_desk

#: As the start page; the colleagues to choose from, how many, the rows; for what waits whether one hand may publish,
#: for what was withdrawn who and why.
PANEL_QUERIES = {"waiting": 11, "drafts": 10, "changed": 10, "withdrawn": 12}


def test_panel_page_is_narrowed_by_kind_language_and_person(curator: User, second_curator: User) -> None:
    for person in (curator, second_curator, None):
        make_place(f"place of {person}", status=Status.IN_REVIEW, in_charge=person)
        made = make_event(f"event of {person}", status=Status.IN_REVIEW, in_charge=person)
    made.translations.create(language="az", title="Sintetik", state="reviewed")
    made.refresh()
    browser = signed_in(curator)

    def listed(**asked: Any) -> set[str]:
        page = browser.get("/admin/work/waiting/", asked)
        return {line.name.removeprefix("1992-02-26 ") for line in page.context["lines"]}

    assert len(listed()) == 6
    assert listed(kind="place", person=second_curator.pk) == {"place of second-curator"}
    assert listed(person="nobody") == {"place of None", "Sintetik"}
    assert len(listed(language="az")) == 5
    assert listed(language="ru", kind="event", person="nobody") == {"Sintetik"}
    assert len(listed(kind="no such kind")) == 6
    assert "Select a valid choice" in browser.get("/admin/work/waiting/?kind=no").content.decode()


def test_working_copy_lacks_what_its_entry_lacks(curator: User, curator_browser: Client) -> None:
    place = keep_version(make_place())
    make_person()
    copy = open_copy(entry=place, by=curator)
    page = curator_browser.get("/admin/work/drafts/?language=ru")
    assert [line.row.object_id for line in page.context["lines"]] == [copy.pk]
    assert not curator_browser.get("/admin/work/drafts/?language=en").context["lines"]


def test_drafts_of_a_colleague_are_found_and_taken(curator: User, contributor: User, curator_browser: Client) -> None:
    draft = drafted(contributor)
    assert not curator_browser.get("/admin/work/drafts/").context["lines"]
    (line,) = curator_browser.get(f"/admin/work/drafts/?person={contributor.pk}").context["lines"]
    curator_browser.post(line.take_url)
    draft.refresh_from_db()
    assert draft.in_charge == curator
    assert len(curator_browser.get("/admin/work/drafts/").context["lines"]) == 1


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("panel", ["waiting", "drafts", "changed", "withdrawn"])
def test_panel_page_costs_the_same(
    curator: User, second_curator: User, contributor: User, panel: str, rows: int, django_assert_num_queries: Any
) -> None:
    for _row in range(rows):
        full_desk(curator, contributor, second_curator)
    browser = signed_in(curator)
    url = f"/admin/work/{panel}/?language=ru&kind={'place' if panel == 'withdrawn' else 'person'}"
    with django_assert_num_queries(PANEL_QUERIES[panel]):
        page = browser.get(url)
    assert len(page.context["lines"]) >= rows


def test_panel_that_is_not_there_or_not_for_this_person(contributor_browser: Client) -> None:
    assert contributor_browser.get("/admin/work/nothing/").status_code == 404
    assert contributor_browser.get("/admin/work/waiting/").status_code == 403
    assert contributor_browser.get("/admin/work/withdrawn/").status_code == 403


@pytest.mark.parametrize("page", ["0", "-1", "x", "999999999999999999999"])
def test_page_that_is_not_there_is_the_nearest_one(curator: User, curator_browser: Client, page: str) -> None:
    drafted(curator)
    assert curator_browser.get(f"/admin/work/drafts/?page={page}").status_code == 200


def plan(rows: Any) -> str:
    """Return how SQLite goes about a question."""
    return str(rows.explain())


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the plan is read as SQLite writes it")
@pytest.mark.parametrize("panel", PANELS)
def test_panel_follows_an_index_and_sorts_nothing(curator: User, panel: str) -> None:
    for _row in range(3):
        make_place()
    rows = PANELS[panel].on_start_page(curator, timezone.now())
    assert "deskrow_" in plan(rows[:10])
    assert "TEMP B-TREE" not in plan(rows[:10])
    assert "deskrow_mine (in_charge_id=? AND status=? AND returned=?)" in plan(rows[:10]) or not PANELS[panel].own
    for line in plan(rows[:10]).splitlines():
        assert "SCAN" not in line or "USING INDEX deskrow_" in line, line


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the plan is read as SQLite writes it")
def test_texts_are_counted_along_an_index(curator: User) -> None:
    make_place()
    for rows in texts_to_write(curator, ["az"]).values():
        assert "SEARCH memorial_textrow USING INDEX textrow_board (state=? AND language=?)" in plan(rows)


def test_name_that_is_a_confidence_is_on_no_page_that_asks(curator_browser: Client) -> None:
    testimony = make_testimony(narrator_name="Synthetic Narrator Unsaid", status=Status.DRAFT)
    page = curator_browser.post(reverse("admin:list_act", args=["submit"]), {"entry": f"testimony-{testimony.pk}"})
    assert [choice.name for choice in page.context["found"].choices] == [f"testimony {testimony.public_id}"]
    assert "Unsaid" not in page.content.decode()


@pytest.mark.parametrize(
    ("name", "args"), [("list_act", ["take"]), ("confirm_halt", [1]), ("confirm_clock", [])], ids=lambda one: str(one)
)
def test_button_asks_for_the_token_of_the_form(curator: User, name: str, args: list[Any]) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(curator)
    assert browser.post(reverse(f"admin:{name}", args=args)).status_code == 403
