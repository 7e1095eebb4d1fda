"""The mails of an embedded installation on the desk, and what the start page tells of senders."""

from pathlib import Path
from typing import Any

import pytest
from django.core.mail.backends.dummy import EmailBackend as DummyBackend
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from memorial.contributions.mails import SentMail
from memorial.contributions.models import Contribution
from tests.contributions.keys import use_keys
from tests.contributions.sending import sent_in


@pytest.fixture(autouse=True)
def keys(settings: Any, tmp_path: Path) -> None:
    use_keys(settings, tmp_path)


def kept_mails(many: int) -> None:
    SentMail.objects.bulk_create(
        SentMail(reference="ABCD-2345", subject=f"Synthetic {each}", body="Synthetic") for each in range(many)
    )


def test_steward_reads_the_mails_and_changes_none(steward_browser: Client) -> None:
    kept_mails(1)
    row = SentMail.objects.get()
    listed = steward_browser.get("/admin/memorial/sentmail/")
    one = steward_browser.get(f"/admin/memorial/sentmail/{row.pk}/change/")
    assert "Synthetic 0" in listed.content.decode()
    assert "Synthetic" in one.content.decode()
    assert "ABCD-2345" in steward_browser.get("/admin/memorial/sentmail/?q=ABCD-2345").content.decode()
    for address in ("add/", f"{row.pk}/delete/"):
        assert steward_browser.get(f"/admin/memorial/sentmail/{address}").status_code == 403
    assert steward_browser.post(f"/admin/memorial/sentmail/{row.pk}/change/", {"body": "x"}).status_code == 403
    assert SentMail.objects.get().body == "Synthetic"


@pytest.mark.parametrize("who", ["curator_browser", "keeper_browser", "contributor_browser"])
def test_nobody_else_reads_the_mails(request: pytest.FixtureRequest, who: str) -> None:
    browser = request.getfixturevalue(who)
    kept_mails(1)
    assert browser.get("/admin/memorial/sentmail/").status_code == 403
    assert browser.get(f"/admin/memorial/sentmail/{SentMail.objects.get().pk}/change/").status_code == 403


def test_list_of_mails_costs_the_same_however_long(steward_browser: Client) -> None:
    counts = []
    for many in (1, 2):
        kept_mails(many)
        with CaptureQueriesContext(connection) as queries:
            steward_browser.get("/admin/memorial/sentmail/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_start_page_says_where_no_mail_can_be_sent(steward_browser: Client, settings: Any) -> None:
    sentence = "names no mail server"
    assert sentence not in steward_browser.get("/admin/").content.decode()
    settings.EMAIL_BACKEND = f"{DummyBackend.__module__}.EmailBackend"
    assert sentence in steward_browser.get("/admin/").content.decode()


def test_start_page_names_what_senders_have_changed(curator_browser: Client, contributor_browser: Client) -> None:
    title = "Changed or withdrawn by its sender"
    row = sent_in(state="withdrawn")
    assert title not in curator_browser.get("/admin/").content.decode()
    Contribution.objects.filter(pk=row.pk).update(changed_at=row.moved_at)
    shown = curator_browser.get("/admin/").content.decode()
    assert title in shown
    assert row.reference in shown
    assert title not in contributor_browser.get("/admin/").content.decode()
