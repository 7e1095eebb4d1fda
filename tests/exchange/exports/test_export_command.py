"""Exports at the machine: what strangers see, and fuller ones by their number alone."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from memorial.accounts.roles import Role
from memorial.models import LedgerLine, User
from memorial.review.clock import set_clock
from memorial.review.status import Status
from tests.conftest import signed_in, staff
from tests.exchange.exports.opened import json_lines
from tests.exchange.exports.test_exports_desk import asked
from tests.factories import make_source

pytestmark = pytest.mark.usefixtures("files")


@pytest.fixture(autouse=True)
def time_is_known(memorial: Any) -> None:
    set_clock(timezone.now())


@pytest.fixture
def second_steward(memorial: Any) -> User:
    return staff("second-steward", Role.STEWARD)


def test_command_writes_what_strangers_see(tmp_path: Path, django_capture_on_commit_callbacks: Any) -> None:
    shown = make_source(title="Synthetic shown")
    make_source(status=Status.DRAFT)
    out, said = tmp_path / "all.jsonl", io.StringIO()
    with django_capture_on_commit_callbacks(execute=True):
        call_command("export", "sources", "people", format="jsonl", out=out, stdout=said)
    assert [line["id"] for line in json_lines(out)] == [shown.public_id]
    assert said.getvalue().startswith("1 entries")
    assert [kind["name"] for kind in json.loads((tmp_path / "all.jsonl.codebook.json").read_text())] == [
        *("people", "sources")
    ]
    line = LedgerLine.objects.latest("number")
    assert (line.verb, line.who, line.detail["fuller"]) == ("exported", "export", False)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["all.jsonl", "all.jsonl.codebook.json", "exports"]
    assert list((tmp_path / "exports").iterdir()) == []


def test_command_makes_a_fuller_export_by_its_number_alone(
    steward_browser: Client, second_steward: User, tmp_path: Path
) -> None:
    draft = make_source(status=Status.DRAFT)
    out = tmp_path / "full.jsonl"
    with pytest.raises(CommandError, match="no fuller export"):
        call_command("export", out=out, full=77)
    with pytest.raises(CommandError, match="no kind"):
        call_command("export", "nothing", out=out)
    export = asked(steward_browser, kinds=["sources"], fuller="on", reason="Synthetic audit")
    with pytest.raises(CommandError, match="not approved"):
        call_command("export", out=out, full=export.pk)
    signed_in(second_steward).post(reverse("admin:export_approve", args=[export.pk]))
    with pytest.raises(CommandError, match="leave the kinds out"):
        call_command("export", "people", out=out, full=export.pk)
    call_command("export", out=out, full=export.pk, stdout=io.StringIO())
    assert [line["id"] for line in json_lines(out)] == [draft.public_id]
    assert out.stat().st_mode & 0o777 == 0o600
    assert LedgerLine.objects.latest("number").detail["fuller"] is True
