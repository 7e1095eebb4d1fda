"""The table of roles: the groups are made from it, and the documentation shows it as it is."""

from pathlib import Path

import pytest
from django.contrib.auth.models import Group, Permission
from django.utils import translation

from memorial.accounts.roles import ENTRY_KINDS, RIGHTS, Role, make_roles, table
from memorial.models import User
from memorial.review.models import Entry
from memorial.testimonies.actions import may_record
from tests.conftest import staff

PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "roles.md"


def as_markdown() -> str:
    """Return the table as the documentation writes it."""
    with translation.override("en"):
        lines = [
            "| what may be done | " + " | ".join(str(role.label) for role in Role) + " |",
            "| --- |" + " :-: |" * len(Role),
        ]
        for right, given in table().items():
            cells = " | ".join("yes" if given[role] else "" for role in Role)
            lines.append(f"| {right.label} | {cells} |".replace("|  |", "| |").replace("|  |", "| |"))
    return "\n".join(lines)


def test_documentation_shows_the_table_as_it_is() -> None:
    assert as_markdown() in PAGE.read_text(encoding="utf-8"), f"write into docs/roles.md:\n{as_markdown()}"


def test_kinds_of_entries_are_all_named() -> None:
    assert set(ENTRY_KINDS) == {str(model._meta.model_name) for model in Entry.__subclasses__()}


def test_every_permission_of_the_table_exists(db: None) -> None:
    named = {name for right in RIGHTS for name in right.permissions}
    named |= {f"{verb}_{kind}" for right in RIGHTS for verb in right.verbs for kind in ENTRY_KINDS}
    there = set(Permission.objects.filter(content_type__app_label="memorial").values_list("codename", flat=True))
    assert named - there == set()


def test_groups_have_the_permissions_of_the_table_and_no_other(db: None) -> None:
    group = Group.objects.get(name=Role.STEWARD)
    group.permissions.add(Permission.objects.get(codename="publish_person"))
    make_roles()
    given = set(group.permissions.values_list("codename", flat=True))
    assert "publish_person" not in given
    assert {"withdraw_person", "change_user", "change_memorial", "read_ledger"} <= given
    assert given & {"delete_user", "delete_memorial", "add_person", "change_person", "open_confidential"} == set()


@pytest.mark.parametrize("role", Role)
def test_nobody_may_delete_an_account_or_the_memorial(db: None, role: Role) -> None:
    user: User = staff("somebody", role)
    assert not user.has_perm("memorial.delete_user")
    assert not user.has_perm("memorial.delete_memorial")
    assert not user.has_perm("auth.change_group")
    assert may_record(about=None, by=user) == (role == Role.CURATOR)
