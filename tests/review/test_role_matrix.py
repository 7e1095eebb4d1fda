"""The role matrix: who may do what with an entry in which status, cell by cell, through the real addresses.

The table is written by hand and knows nothing of the code: + is done (or shown), . is refused and leaves every row and
the ledger as they were. Whatever can be tried and stands in no cell of it fails.
"""

from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import URLPattern, reverse

from memorial.accounts.roles import Role
from memorial.models import Asset, Event, Memorial, Source, User
from memorial.review.acts import ACTS
from memorial.review.list_acts import LIST_ACTS
from memorial.review.models import Entry
from tests.conftest import signed_in, staff
from tests.review.filling import address, filled
from tests.review.matrix import STATES, Actor, kept
from tests.review.matrix_rows import COLUMNS, PEOPLE, TABLE

#: The addresses of an entry and what is tried there; the others are tried in test_matrix_doors.
WAYS = {
    "acts": set(ACTS),
    "add": {"refer"},
    "change": {"form", "save", "popup"},
    "changelist": {"list"},
    "delete": {"delete"},
    "edit": {"edit"},
    "history": {"history"},
    "review": {"review"},
}
ELSEWHERE = {"discarded", "bring_back"}
#: The addresses that an asset alone has; which of them opens to whom is asked in `test_matrix_doors`.
OF_FILES = {"upload", "asset_file", "asset_original", "make_again"}


@pytest.fixture
def colleague(memorial: Memorial) -> User:
    """Somebody who wrote what the person at the desk did not."""
    return staff("colleague", Role.CURATOR, Role.KEEPER)


def outcome(actor: Actor, state: str, column: str, form: dict[str, Any]) -> str:
    """Try one cell."""
    entry = actor.entries[state]
    if column in ACTS:
        return actor.try_act(entry, column)
    if column in ("review", "history"):
        return actor.try_page(address(Source, column, entry.pk), entry)
    return {
        "edit": lambda: actor.try_edit(entry),
        "delete": lambda: actor.try_post(address(Source, "delete", entry.pk), {"post": "yes"}),
        "preview": lambda: actor.try_page(reverse("preview", args=["source", entry.public_id]), entry),
        "choose": lambda: actor.try_choice(entry),
        "refer": lambda: actor.try_reference(entry, form),
    }[column]()


def listed(actor: Actor) -> dict[str, str]:
    """Open the list: + for each entry that stands in it."""
    page = actor.browser.get(address(Source, "changelist"))
    keys = {row.pk for row in page.context["cl"].result_list} if page.status_code == 200 else set()
    return {state: "+" if entry.pk in keys else "." for state, entry in actor.entries.items()}


def grid(actor: Actor, form: dict[str, Any]) -> str:
    """Try everything with everything and return it as the table is written."""
    at_once = {"list": listed(actor)} | {f"list-{act}": actor.try_list_act(act) for act in LIST_ACTS}
    lines = [" " * 18 + " ".join(COLUMNS.values())]
    for state, entry in actor.entries.items():
        found = actor.try_forms(entry) | {column: cells[state] for column, cells in at_once.items()}
        cells = [found.get(column) or outcome(actor, state, column, form) for column in COLUMNS]
        lines.append(f"{state:18}" + " ".join(f"{cell:2}" for cell in cells).rstrip())
    return "\n".join(lines)


#: Whoever may do most of the daily work; the others, and those with several roles, are asked in the slow suite.
DAILY = ["curator"]
OTHERS = [pytest.param(name, marks=pytest.mark.slow) for name in PEOPLE if name not in DAILY]


@pytest.mark.parametrize("name", [*DAILY, *OTHERS])
def test_who_may_do_what_in_which_status(name: str, colleague: User) -> None:
    person = staff(name, *PEOPLE[name])
    made = {state: make(person, colleague).pk for state, make in STATES.items()}
    entries: dict[str, Source] = {state: Source._base_manager.get(pk=pk) for state, pk in made.items()}
    drawn = signed_in(colleague)
    actor = Actor(signed_in(person), entries, colleague)
    actor.guessed = filled(drawn.get(address(Source, "change", entries["draft-own"].pk)))
    form = filled(drawn.get(address(Event, "add"))) | {"date": "1992-02-26"}
    actor.before = kept()
    found = grid(actor, form)
    assert found.splitlines() == TABLE[name].strip("\n").splitlines(), f"\n{found}"


def test_matrix_has_a_row_for_every_role_and_a_column_for_every_act_and_address() -> None:
    assert set(TABLE) == set(PEOPLE)
    assert {role for roles in PEOPLE.values() for role in roles} == set(Role)
    tried = set().union(*WAYS.values()) | {"preview", "choose"} | {f"list-{act}" for act in LIST_ACTS}
    assert tried == set(COLUMNS)
    assert set(ACTS) <= set(COLUMNS)


@pytest.mark.parametrize("model", Entry.__subclasses__())
def test_every_address_of_an_entry_is_tried(model: type[Entry]) -> None:
    desk = admin.site.get_model_admin(model)
    names = {pattern.name for pattern in desk.get_urls() if isinstance(pattern, URLPattern) and pattern.name}
    kind = f"{model._meta.app_label}_{model._meta.model_name}_"
    more = OF_FILES if model is Asset else set()
    assert {name.removeprefix(kind) for name in names} == set(WAYS) | ELSEWHERE | more


def test_another_column_than_the_key_is_not_asked_through_a_popup(curator_browser: Client) -> None:
    for field in ("title", "label", "public_id", "created_by"):
        for url in (address(Source, "add"), address(Source, "changelist")):
            assert curator_browser.get(url, {"_popup": "1", "_to_field": field}).status_code == 400
