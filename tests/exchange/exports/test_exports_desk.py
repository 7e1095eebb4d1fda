"""Exports on the desk: of a list as it is narrowed, of the whole, and fuller ones that a second person approves."""

import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from memorial.accounts.roles import Role
from memorial.exchange.exports import exporting
from memorial.exchange.exports.exporting import make_export
from memorial.exchange.exports.following import keep_files
from memorial.exchange.representations.kinds import KINDS
from memorial.models import Export, LedgerLine, User
from memorial.review.clock import set_clock
from memorial.review.entry_watchers import words_erased
from memorial.review.status import Status
from memorial.review.withdrawal import withdraw
from memorial.testimonies.actions import withdraw_consent
from tests.conftest import signed_in, staff
from tests.exchange.exports.opened import csv_tables, json_lines, sheets
from tests.factories import consent_to, keep_version, make_person, make_source, make_testimony
from tests.review.filling import address, messages_of

pytestmark = pytest.mark.usefixtures("files")


@pytest.fixture(autouse=True)
def time_is_known(memorial: Any) -> None:
    set_clock(timezone.now())


@pytest.fixture
def second_steward(memorial: Any) -> User:
    return staff("second-steward", Role.STEWARD)


def asked(browser: Client, url: str = "", **said: Any) -> Export:
    """Ask for an export on the desk, and return it."""
    said = {"format": "jsonl", **({} if url else {"kinds": list(KINDS)}), **said}
    answer = browser.post(url or reverse("admin:export_new"), said)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    export = Export.objects.latest("number")
    assert answer["Location"] == reverse("admin:export", args=[export.pk])
    return export


def got(browser: Client, export: Export, tmp_path: Path) -> Path:
    """Download the file of an export."""
    answer = browser.post(reverse("admin:export_download", args=[export.pk]))
    assert answer.status_code == 200, messages_of(browser)
    assert "no-store" in answer["Cache-Control"]
    path = tmp_path / f"got-{export.pk}{Path(export.file_name).suffix}"
    path.write_bytes(b"".join(answer))
    return path


def tried(browser: Client, url: str) -> int:
    """Send something, read the answer to its end, and return the status."""
    answer = browser.post(url)
    answer.getvalue()
    return answer.status_code


def acts(*verbs: str) -> list[str]:
    return list(LedgerLine.objects.filter(verb__startswith="export").order_by("number").values_list("verb", flat=True))


def test_list_is_exported_as_it_is_narrowed(curator_browser: Client, tmp_path: Path) -> None:
    wanted = make_person(given="Wanted", family="Sintetikova", fate="killed")
    make_person(given="Other", family="Sintetikova", fate="missing")
    make_person(given="Draft", family="Sintetikova", fate="killed", status=Status.DRAFT)
    changelist = address(type(wanted), "changelist")
    page = curator_browser.get(changelist, {"fate__exact": "killed"}).content.decode()
    url = reverse("admin:export_list", args=["person"]) + "?fate__exact=killed"
    assert url in page
    assert curator_browser.get(url).status_code == 200
    export = asked(curator_browser, url, format="csv")
    tables = csv_tables(got(curator_browser, export, tmp_path))
    assert [row["id"] for row in tables["people"]] == [wanted.public_id]
    assert {"people_names", "codebook.en", "codebook.az"} <= tables.keys()
    assert "status" not in tables["people"][0]
    assert acts() == ["export_asked", "exported"]


def test_list_that_is_searched_is_exported_as_found(curator_browser: Client, tmp_path: Path) -> None:
    wanted = make_person(given="Əlif", family="Sintetikova")
    make_person(given="Other", family="Synthetic")
    url = reverse("admin:export_list", args=["person"]) + "?q=Elif+Sintetikova"
    lines = json_lines(got(curator_browser, asked(curator_browser, url), tmp_path))
    assert [line["id"] for line in lines] == [wanted.public_id]


@pytest.mark.parametrize(
    "query",
    ["fate__exact=%00", "q=%00", "nothing=1", "status__exact=x&o=9999", "q=" + "x" * 5000, "fate__in=a", "p=x"],
)
def test_filter_that_is_no_filter_is_refused_with_a_sentence_or_holds_nothing(
    curator_browser: Client, query: str
) -> None:
    make_person()
    url = reverse("admin:export_list", args=["person"]) + f"?{query}"
    for answer in (curator_browser.get(url), curator_browser.post(url, {"format": "csv"})):
        assert answer.status_code in (200, 302, 422), query


@pytest.mark.parametrize("form", ["csv", "xlsx", "jsonl"])
def test_whole_record_is_exported_as_strangers_see_it(steward_browser: Client, form: str, tmp_path: Path) -> None:
    shown = [make_person(given="=cmd", family="Sintetikova"), make_source(title="@Synthetic report")]
    make_source(status=Status.DRAFT, title="Synthetic Hiddenova")
    path = got(steward_browser, asked(steward_browser, format=form), tmp_path)
    if form == "csv":
        found = {row["title"] for row in csv_tables(path)["sources"]}
        assert zipfile.ZipFile(path).read("sources.csv").decode().count(",'@Synthetic report,") > 0
    elif form == "xlsx":
        rows = sheets(path)["sources"]
        found = {row[rows[0].index("title")] for row in rows[1:]}
        assert "=cmd Sintetikova" in str(sheets(path)["people"])
    else:
        found = {line["title"] for line in json_lines(path) if line["type"] == "sources"}
        assert {line["id"] for line in json_lines(path)} == {entry.public_id for entry in shown}
    assert found == {"@Synthetic report"}


def test_large_export_is_made_in_the_background(
    steward_browser: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(exporting, "AT_ONCE", 1)
    make_person(), make_person()
    export = asked(steward_browser)
    assert export.state == "waiting"
    page = reverse("admin:export", args=[export.pk])
    assert "Look again" in steward_browser.get(page).content.decode()
    assert DBTaskResult.objects.filter(task_path=make_export.module_path).count() == 1
    make_export.call(export.pk)
    export.refresh_from_db()
    assert (export.state, export.written, export.total) == ("ready", 2, 2)
    assert len(json_lines(got(steward_browser, export, tmp_path))) == 2


def test_fuller_export_needs_a_reason_and_a_second_person(
    steward: User, steward_browser: Client, second_steward: User, curator_browser: Client, tmp_path: Path
) -> None:
    hidden = make_source(status=Status.DRAFT, title="Synthetic draft")
    gone = make_source(status=Status.WITHDRAWN, title="Synthetic withdrawn")
    secret = make_source(status=Status.DRAFT, restricted=True, title="Synthetic Secretova")
    url = reverse("admin:export_new")
    said: dict[str, Any] = {"format": "jsonl", "kinds": ["sources"], "fuller": "on"}
    assert steward_browser.post(url, said).status_code == 422
    export = asked(steward_browser, **said, reason="Synthetic audit")
    ways = {
        way: reverse(f"admin:export_{way}", args=[export.pk]) for way in ("approve", "decline", "again", "download")
    }
    for way in ("approve", "again", "download"):
        steward_browser.post(ways[way])
    export.refresh_from_db()
    assert (export.state, export.decided_by) == ("asked", None)
    assert [curator_browser.post(way).status_code for way in ways.values()] == [404] * 4
    second = signed_in(second_steward)
    assert "waits for approval" in second.get(reverse("admin:index")).content.decode()
    assert "Synthetic audit" in second.get(reverse("admin:export", args=[export.pk])).content.decode()
    second.post(ways["approve"])
    second.post(ways["approve"])
    assert second.post(ways["download"]).status_code == 302
    export.refresh_from_db()
    assert (export.state, export.decided_by) == ("ready", second_steward)
    lines = json_lines(got(steward_browser, export, tmp_path))
    assert {line["id"]: line["status"] for line in lines} == {hidden.public_id: "draft", gone.public_id: "withdrawn"}
    assert secret.public_id not in str(lines)
    assert acts() == ["export_asked", "export_approved", "exported"]
    assert "Synthetic audit" not in str(list(LedgerLine.objects.values()))
    assert export.holding is not None
    assert export.holding.path.stat().st_mode & 0o777 == 0o700
    assert (export.holding.path / export.file_name).stat().st_mode & 0o777 == 0o600


def test_fuller_export_can_be_declined_by_either(steward_browser: Client, second_steward: User) -> None:
    for browser in (steward_browser, signed_in(second_steward)):
        export = asked(steward_browser, fuller="on", reason="Synthetic audit")
        browser.post(reverse("admin:export_decline", args=[export.pk]))
        export.refresh_from_db()
        assert (export.state, export.is_approved, export.holding) == ("declined", False, None)
    assert acts() == ["export_asked", "export_declined"] * 2


def test_approval_and_file_expire(
    steward_browser: Client, second_steward: User, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    make_person()
    export = asked(steward_browser, fuller="on", reason="Synthetic audit")
    signed_in(second_steward).post(reverse("admin:export_approve", args=[export.pk]))
    download, again = (reverse(f"admin:export_{way}", args=[export.pk]) for way in ("download", "again"))
    Export.objects.update(made_at=timezone.now() - timedelta(hours=25))
    assert tried(steward_browser, download) == 302
    with django_capture_on_commit_callbacks(execute=True):
        keep_files()
    export.refresh_from_db()
    assert export.holding is not None
    assert not export.holding.path.exists()
    steward_browser.post(again)
    assert tried(steward_browser, download) == 200
    Export.objects.update(decided_at=timezone.now() - timedelta(days=7, minutes=1))
    assert tried(steward_browser, download) == 302
    steward_browser.post(again)
    export.refresh_from_db()
    assert not export.can_be_downloaded
    with pytest.raises(CommandError, match="expired"):
        call_command("export", out=tmp_path / "x", full=export.pk)


def test_what_is_closed_since_is_given_out_no_more(
    steward_browser: Client, second_steward: User, curator: User, tmp_path: Path
) -> None:
    source, other = keep_version(make_source()), keep_version(make_source())
    told = make_testimony(basis="consent", narrator_name="Synthetic Narratorova", version=1)
    consents = [consent_to(told, purpose=purpose, naming="full") for purpose in ("publish", "research")]
    plain = asked(steward_browser)
    fuller = asked(steward_browser, fuller="on", reason="Synthetic audit")
    signed_in(second_steward).post(reverse("admin:export_approve", args=[fuller.pk]))
    downloads = [reverse("admin:export_download", args=[export.pk]) for export in (plain, fuller)]
    withdraw(entry=source, by=curator, reason="checking", note="Synthetic.")
    # A steward may know of what is withdrawn, so the fuller file still stands.
    assert [tried(steward_browser, url) for url in downloads] == [302, 200]
    withdraw_consent(consent=consents[1], by=curator)
    assert [tried(steward_browser, url) for url in downloads] == [302, 302]
    for export in (plain, fuller):
        steward_browser.post(reverse("admin:export_again", args=[export.pk]))
    assert other.public_id in got(steward_browser, plain, tmp_path).read_text()
    assert [tried(steward_browser, url) for url in downloads] == [200, 200]
    words_erased()
    assert [tried(steward_browser, url) for url in downloads] == [302, 302]


def test_file_is_for_the_person_who_asked(steward_browser: Client, curator_browser: Client, curator: User) -> None:
    export = asked(curator_browser)
    assert steward_browser.get(reverse("admin:export", args=[export.pk])).status_code == 404
    assert steward_browser.post(reverse("admin:export_download", args=[export.pk])).status_code == 404
    curator.groups.clear()
    assert curator_browser.post(reverse("admin:export_download", args=[export.pk])).status_code == 403


def test_curator_and_others_have_no_fuller_export(curator_browser: Client, contributor_browser: Client) -> None:
    assert "fuller" not in curator_browser.get(reverse("admin:export_new")).context["form"].fields
    said = {"format": "csv", "kinds": ["people"], "fuller": "on", "reason": "Synthetic"}
    assert curator_browser.post(reverse("admin:export_new"), said).status_code == 403
    assert not Export.objects.exists()
    for url in (reverse("admin:exports"), reverse("admin:export_new"), reverse("admin:export_list", args=["person"])):
        assert contributor_browser.get(url).status_code == 403
    assert curator_browser.get("/admin/exports/of/household/").status_code == 404


def test_list_of_exports_asks_the_same_of_one_and_of_three(steward_browser: Client) -> None:
    counts = []
    for number in (1, 2):
        for _each in range(number):
            asked(steward_browser, kinds=["sources"])
        steward_browser.get(reverse("admin:exports"))
        with CaptureQueriesContext(connection) as queries:
            steward_browser.get(reverse("admin:exports"))
        counts.append(len(queries))
    assert counts[0] == counts[1]
