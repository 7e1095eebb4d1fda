"""The translation board, and the forms to which it leads."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from memorial.models import DeskRow, Place, TextRow, User
from memorial.review import board as board_module
from memorial.review.board import as_places
from memorial.review.status import Status
from tests.conftest import signed_in
from tests.factories import MAKERS, keep_version, make_event, make_person, make_place, make_testimony
from tests.review.filling import address, filled

BOARD = "/admin/board/"


def bilingual(**fields: Any) -> Place:
    """Make a place with an original in English and a translation that nobody has compared yet."""
    texts = {"en": {"name": "Synthetic harbour"}, "ru": {"name": "Синтетическая гавань", "state": "reviewed"}}
    return make_place(texts=texts, **fields)


def form_of(place: Place) -> str:
    return address(Place, "change", place.pk)


def block(page: Any, language: str) -> str:
    """Return the prefix of the block of one language in a form."""
    for inline in page.context["inline_admin_formsets"]:
        for form in inline.formset.forms:
            if getattr(form, "tag", "") == language:
                return str(form.prefix)
    raise AssertionError(language)


def shown(page: Any) -> list[tuple[str, list[str]]]:
    """Return what a page of the board says."""
    return [(row.name, [cell.state for cell in row.cells]) for row in page.context["rows"]]


def test_board_shows_how_each_text_stands(curator_browser: Client) -> None:
    place = bilingual(status=Status.DRAFT)
    place.translations.create(language="az", name="Sintetik liman", state="unreviewed")
    place.refresh()
    page = curator_browser.get(BOARD)
    assert [tag for tag, _name in page.context["columns"]] == ["az", "en", "ru", "tr"]
    assert shown(page) == [("Sintetik liman", ["draft", "current", "current", "missing"])]


def test_form_puts_the_asked_language_beside_the_original_and_folds_the_others(curator_browser: Client) -> None:
    place = bilingual(status=Status.DRAFT)
    plain = curator_browser.get(form_of(place)).content.decode()
    assert "<summary>Russian</summary>" not in plain
    page = curator_browser.get(form_of(place), {"language": "tr"})
    rendered = page.content.decode()
    assert "<summary>Russian</summary>" in rendered
    assert "<summary>Azerbaijani</summary>" in rendered
    assert "<summary>Turkish</summary>" not in rendered
    assert "<summary>English</summary>" not in rendered
    order = [rendered.index(f'name="{block(page, tag)}-name"') for tag in ("en", "tr", "ru", "az")]
    assert order[0] < order[2] and order[1] < order[2]
    data = filled(page) | {f"{block(page, 'tr')}-name": "Sentetik liman"}
    curator_browser.post(f"{form_of(place)}?language=tr", data)
    assert place.translations.get(language="ru").name == "Синтетическая гавань"
    assert place.translations.get(language="tr").name == "Sentetik liman"


def test_folded_block_that_was_refused_is_open(curator_browser: Client) -> None:
    place = bilingual(status=Status.DRAFT)
    page = curator_browser.get(form_of(place), {"language": "tr"})
    data = filled(page) | {f"{block(page, 'ru')}-name": ""}
    rendered = curator_browser.post(f"{form_of(place)}?language=tr", data).content.decode()
    assert "<details open>\n<summary>Russian</summary>" in rendered


@pytest.mark.parametrize("language", ["xx", "<script>", "tr&x=1", ""])
def test_form_takes_any_language_in_its_address(curator_browser: Client, language: str) -> None:
    place = bilingual(status=Status.DRAFT)
    assert curator_browser.get(form_of(place), {"language": language}).status_code == 200


def test_cell_leads_to_the_form_of_a_draft_and_to_the_working_copy_of_a_public_entry(curator_browser: Client) -> None:
    draft, public = bilingual(status=Status.DRAFT), keep_version(make_place("Synthetic quay"))
    first, second = curator_browser.get(BOARD).context["rows"]
    assert first.cells[3].url == f"{form_of(draft)}?language=tr"
    answer = curator_browser.post(second.cells[3].edit_url, {"language": "tr"})
    copy = Place.objects.get(copy_of=public)
    assert answer["Location"] == f"{form_of(copy)}?language=tr"


def test_board_offers_nothing_to_write_to_those_who_may_not(steward_browser: Client) -> None:
    bilingual(status=Status.DRAFT)
    make_place()
    for row in steward_browser.get(BOARD).context["rows"]:
        assert not any(cell.url or cell.edit_url for cell in row.cells)


def test_contributor_is_not_led_to_the_form_of_what_is_in_review(contributor_browser: Client) -> None:
    bilingual(status=Status.IN_REVIEW)
    (row,) = contributor_browser.get(BOARD).context["rows"]
    assert not any(cell.url or cell.edit_url for cell in row.cells)


def test_board_is_narrowed_by_kind_language_state_and_person(curator: User, curator_browser: Client) -> None:
    bilingual(status=Status.DRAFT, in_charge=curator)
    make_event("Synthetic event", status=Status.DRAFT)

    def named(**asked: Any) -> list[str]:
        return [name for name, _states in shown(curator_browser.get(BOARD, asked))]

    event, place = "1992-02-26 Synthetic event", "Synthetic harbour"
    assert named() == [event, place]
    assert named(kind="place") == [place]
    assert named(language="ru", state="missing") == [event]
    assert named(language="ru", state="current") == [place]
    assert named(state="missing") == [event, place]
    assert named(state="outdated") == []
    assert named(person=curator.pk) == [place]
    assert named(person="nobody", state="missing") == [event]
    assert named(kind="no such", language="xx", state="?", person="x") == [event, place]
    assert shown(curator_browser.get(BOARD, {"language": "ru"})) == [(event, ["missing"]), (place, ["current"])]


def test_board_shows_no_withdrawn_no_hidden_and_no_confidential_name(
    curator_browser: Client, contributor_browser: Client
) -> None:
    make_place("Synthetic withdrawn", status=Status.WITHDRAWN)
    make_person(family="Hidden", restricted=True, status=Status.DRAFT, texts={"en": {"story": "Synthetic"}})
    make_testimony(narrator_name="Synthetic Narrator Unsaid", status=Status.DRAFT)
    for browser in (curator_browser, contributor_browser):
        rendered = browser.get(BOARD).content.decode()
        assert len(browser.get(BOARD).context["rows"]) == 1
        for word in ("Synthetic withdrawn", "Hidden", "Unsaid"):
            assert word not in rendered


@pytest.mark.parametrize("asked", [{}, {"state": "missing"}, {"state": "missing", "language": "ru"}, {"kind": "place"}])
def test_pages_of_the_board_hold_every_entry_once(
    curator_browser: Client, monkeypatch: pytest.MonkeyPatch, asked: dict[str, str]
) -> None:
    monkeypatch.setattr(board_module, "PER_PAGE", 2)
    made = [make_place(name) for name in ("Synthetic b", "Synthetic a", "Synthetic a", "Synthetic a", "Synthetic c")]
    made = made if asked.get("kind") else [*made, make_event("Synthetic"), make_testimony()]  # type: ignore[list-item]
    found: list[tuple[str, int]] = []
    page = curator_browser.get(BOARD, asked)
    while True:
        found += [(row.text.kind, row.text.object_id) for row in page.context["rows"]]
        if not page.context["next_query"]:
            break
        page = curator_browser.get(BOARD + page.context["next_query"])
    assert len(found) == len(set(found)) == len(made)
    labels = DeskRow.objects.in_bulk(field_name="id").values()
    keys = {(row.kind, row.object_id): (row.kind, row.label) for row in labels}
    assert [keys[one] for one in found] == sorted(keys[one] for one in found)


@pytest.mark.parametrize("after", ["place-999999", "place-x", "nothing", "place-" + "9" * 40, "-", "person-1"])
def test_page_that_begins_after_what_is_not_there_begins_anew(curator_browser: Client, after: str) -> None:
    make_place()
    assert len(curator_browser.get(BOARD, {"after": after}).context["rows"]) == 1


def test_address_of_a_page_tells_no_name(curator_browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(board_module, "PER_PAGE", 1)
    for _row in range(2):
        make_place("Synthetic name")
    assert "Synthetic" not in curator_browser.get(BOARD).context["next_query"]


#: Session, person, the memorial for the clock, two kinds of permission, the memorial with its texts, the colleagues to
#: choose from, the entries of the page, their texts; asked for a state in any language, once for each of the four more.
@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("asked", "queries"), [({}, 9), ({"state": "missing"}, 13)])
def test_board_costs_the_same(
    curator_browser: Client, rows: int, asked: dict[str, str], queries: int, django_assert_num_queries: Any
) -> None:
    for _row in range(rows):
        for maker in MAKERS.values():
            maker()  # type: ignore[operator]
    with django_assert_num_queries(queries):
        page = curator_browser.get(BOARD, asked)
    assert len(page.context["rows"]) >= rows


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the plan is read as SQLite writes it")
@pytest.mark.parametrize(
    ("asked", "index"),
    [
        ({}, "SCAN memorial_textrow USING INDEX textrow_entries"),
        ({"kind": "place"}, "SEARCH memorial_textrow USING INDEX textrow_entries (kind=?)"),
        ({"kind": "place", "label__gte": "a"}, "textrow_entries (kind=? AND label>?)"),
        ({"state": "missing", "language": "az"}, "textrow_board (state=? AND language=?)"),
        ({"state": "missing", "language": "az", "kind": "place"}, "textrow_board (state=? AND language=? AND kind=?)"),
    ],
)
def test_board_follows_an_index(curator: User, asked: dict[str, str], index: str) -> None:
    rows = TextRow.objects.visible_to(curator).exclude(status=Status.WITHDRAWN).filter(**asked)
    plan = as_places(rows)[:50].explain()
    assert index in plan
    assert "USE TEMP B-TREE FOR ORDER BY" not in plan


def test_board_is_for_staff(visitor: Client, memorial: Any) -> None:
    assert visitor.get(BOARD).status_code == 302


def test_board_of_somebody_without_a_role_is_empty(memorial: Any) -> None:
    make_place()
    newcomer = User.objects.create_user(username="newcomer", password="synthetic pass phrase", is_staff=True)
    assert signed_in(newcomer).get(BOARD).context["rows"] == []
