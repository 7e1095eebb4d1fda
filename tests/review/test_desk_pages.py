"""Every page of the desk that has no entry in its address: to somebody who may not know of an entry, none names it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.urls import URLResolver

from memorial.accounts.roles import Role
from memorial.models import Discarded, Memorial, Testimony, User
from memorial.review.actions import add_note, open_copy
from memorial.review.models import Entry
from memorial.review.panels import PANELS
from memorial.review.restoring import discard
from memorial.review.status import Status
from memorial.review.withdrawal import withdraw
from tests.conftest import signed_in, staff
from tests.factories import MAKERS, keep_version
from tests.review.stock_admin import Visit

#: The field in which the name of each kind of entry is written.
NAMES = {
    "asset": "credit",
    "commemoration": "title",
    "event": "title",
    "figure": "subject",
    "household": "name",
    "person": "given",
    "place": "name",
    "recognition": "body",
    "source": "title",
    "testimony": "narrator_name",
}


def addresses(patterns: Any = None, before: str = "/admin/") -> Iterator[str]:
    """Yield the addresses of the desk in which nothing is to be filled in, and those of its lists of work."""
    for one in patterns or admin.site.get_urls():
        here = f"{before}{one.pattern}".replace("^", "").replace("$", "")
        if isinstance(one, URLResolver):
            yield from addresses(one.url_patterns, here)
        elif "<" not in here and "(" not in here:
            yield here
        elif here == "/admin/work/<str:panel>/":
            yield from (f"/admin/work/{panel}/" for panel in [*PANELS, "nothing"])


def hide_one_of_each(contributor: User, curator: User, keeper: User) -> tuple[list[Entry], list[Entry]]:
    """Make withdrawn and restricted entries of every kind, with all that a desk keeps of them, for the contributor."""
    withdrawn, restricted = [], []
    for model, maker in MAKERS.items():
        make: Any = maker
        name, own = NAMES[str(model._meta.model_name)], {"in_charge": contributor, "created_by": contributor}
        one: Any = keep_version(make(**{name: "Unsaid"}, **own))
        open_copy(entry=one, by=contributor)
        add_note(entry=one, by=contributor, text="Unsaid in a note")
        withdraw(entry=one, by=curator, reason="privacy", note="Unsaid in a reason")
        withdrawn.append(one)
        secret = {name: "Unheard", "restricted": True}
        restricted += [make(status=status, **secret, **own) for status in (Status.DRAFT, Status.IN_REVIEW)]
        gone = make(status=Status.DRAFT, **secret, created_by=keeper)
        restricted.append(gone)
    for testimony in Testimony.objects.filter(copy_of=None).exclude(created_by=keeper):
        testimony.consents.create(purpose="publish", given=True)
    for entry in [*withdrawn, *restricted]:
        entry.refresh_from_db()
        entry.refresh()
    return withdrawn, restricted


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.CURATOR, Role.STEWARD])
def test_no_page_of_the_desk_names_a_hidden_entry(
    memorial: Memorial, contributor: User, curator: User, keeper: User, role: Role
) -> None:
    withdrawn, restricted = hide_one_of_each(contributor, curator, keeper)
    for entry in restricted[2::3]:
        discard(entry=entry, by=keeper)
    assert Discarded.objects.count() == len(MAKERS)
    user = {Role.CONTRIBUTOR: contributor, Role.CURATOR: curator}.get(role) or staff("reader", role)
    hidden = restricted if role != Role.CONTRIBUTOR else [*restricted, *withdrawn]
    visit, seen = Visit(signed_in(User.objects.get(pk=user.pk))), 0
    for address in addresses():
        if "logout" in address:
            continue
        words = visit.ask(address)
        seen += words.startswith("200")
        assert not words.startswith("5"), address
        assert "unheard" not in words.lower(), address
        assert role != Role.CONTRIBUTOR or "unsaid" not in words.lower(), address
        # The ledger holds no name, only the permanent ids of what was done.
        assert "/ledger/" in address or not any(entry.public_id in words for entry in hidden), address
    assert seen > 25
