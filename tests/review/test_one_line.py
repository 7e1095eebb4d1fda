"""Every act that changes the record has exactly one line in the ledger, and what changes nothing has none.

The entrances are found from the addresses, the acts and the commands: a new one without a case fails here.
"""

from functools import partial
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError
from django.db import transaction
from django.urls import reverse

from memorial.models import Consent, LedgerLine, Memorial, Person, User
from memorial.review.ledger_check import chain_faults
from tests.factories import keep_version, make_person
from tests.review import (
    entrance_bulk,
    entrance_cases,
    entrance_contributions,
    entrance_exports,
    entrance_files,
    entrance_intake,
    entrance_lists,
    entrance_merges,
    entrance_requests,
    entrance_searches,
)
from tests.review.entrance_forms import consent_of
from tests.review.entrances import CASES, CLOSED, KIND_CASES, Send, Stage, case_of, entrances
from tests.review.filling import address

assert all(
    (
        entrance_bulk,
        entrance_cases,
        entrance_contributions,
        entrance_exports,
        entrance_files,
        entrance_intake,
        entrance_lists,
        entrance_merges,
        entrance_requests,
        entrance_searches,
    )
)  # with the forms, it declares the cases
ENTRANCES = sorted(entrances() | CASES.keys())
#: The entrances that every run tries; the others are tried with what takes long.
QUICK = ("memorial_person_", "memorial_testimony_", "memorial_source_")


@pytest.fixture
def stage(
    contributor: User,
    curator: User,
    second_curator: User,
    keeper: User,
    steward: User,
    memorial: Memorial,
    media_folders: Path,
) -> Stage:
    return Stage(contributor, curator, second_curator, keeper, steward, media_folders)


def new_lines(send: Send) -> list[str]:
    """Send something, and return the verbs of the lines that the ledger has got by it."""
    last = LedgerLine.objects.count()
    try:
        with transaction.atomic():
            send()
    except (CommandError, PermissionDenied):
        pass
    return list(LedgerLine.objects.filter(number__gt=last).order_by("number").values_list("verb", flat=True))


def test_every_entrance_has_its_case() -> None:
    assert [name for name in ENTRANCES if case_of(name) is None] == []
    assert len(ENTRANCES) > len(KIND_CASES) * 10


@pytest.mark.every_case
@pytest.mark.parametrize(
    "name", [name if name.startswith(QUICK) else pytest.param(name, marks=pytest.mark.slow) for name in ENTRANCES]
)
def test_act_has_one_line_and_what_changes_nothing_has_none(stage: Stage, name: str) -> None:
    case = case_of(name)
    assert case is not None
    trial = case(stage)
    for number, send in enumerate(trial.in_vain):
        assert new_lines(send) == [], number
    assert new_lines(trial.does) == [trial.verb]
    assert list(chain_faults()) == []
    assert stage.browser("curator").get(reverse("admin:ledger")).status_code == 200


@pytest.mark.parametrize("way", ["changelist", "history", "review", "discarded", "preview", "delete"])
def test_address_that_is_only_read_writes_no_line(stage: Stage, way: str) -> None:
    person = keep_version(make_person())
    keys = [person.pk] if way in ("history", "review", "delete") else []
    preview = way == "preview"
    url = reverse("preview", args=["person", person.public_id]) if preview else address(Person, way, *keys)
    for browser in (stage.browser("curator"), stage.browser("steward"), stage.browser("contributor")):
        assert new_lines(partial(browser.get, url)) == []
        assert new_lines(partial(browser.post, url, {"post": "yes", "action": "delete_selected"})) == []


@pytest.mark.parametrize("name", sorted(CLOSED))
def test_what_is_never_deleted_stays(stage: Stage, name: str) -> None:
    keys = {"memorial_user_delete": stage.contributor.pk, "memorial_memorial_delete": 1}
    url = reverse(f"admin:{name}", args=[keys.get(name) or consent_of().pk])
    for who in ("curator", "steward", "contributor"):
        assert new_lines(partial(stage.browser(who).post, url, {"post": "yes"})) == []
    assert (User.objects.count(), Memorial.objects.count()) == (5, 1)
    assert Consent.objects.count() == (name == "memorial_consent_delete")
