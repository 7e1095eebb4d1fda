"""What was public before there was a gate stays so, and each consent recorded before has its term."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps

from memorial.models import Asset, Consent, Memorial
from memorial.review.status import Status
from tests.factories import consent_to, make_asset, make_testimony

migration: Any = import_module("memorial.migrations.0012_consent_gate")


@pytest.fixture
def settled(memorial: Memorial) -> dict[str, Asset]:
    """Assets as they were kept before, brought up to date."""
    made = {
        "agreed": make_asset(living="agreed"),
        "draft": make_asset(living="agreed", status=Status.DRAFT),
        "nobody": make_asset(),
        "unsaid": make_asset(living=""),
    }
    migration.keep_files_public(apps, None)
    return made


def test_file_published_with_a_written_consent_stays_public(settled: dict[str, Asset]) -> None:
    consent = Consent.objects.get()
    assert (consent.asset, consent.how_recorded) == (settled["agreed"], "As written with the file.")
    assert {name for name, asset in settled.items() if asset.is_public} == {"agreed", "nobody"}


def test_consents_recorded_before_have_their_term(memorial: Memorial) -> None:
    Memorial.objects.update(time_zone="Asia/Baku")
    testimony = make_testimony(basis="consent")
    consent_to(testimony, purpose="keep")
    consent = consent_to(testimony, valid_from="2026", valid_until="2030")
    made = (consent.starts_at, consent.ends_at)
    Consent.objects.update(starts_at=None, ends_at=None)
    migration.reckon_terms(apps, None)
    assert set(Consent.objects.values_list("starts_at", "ends_at")) == {(None, None), made}
    assert all(made)
