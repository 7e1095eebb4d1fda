"""The files of what its sender takes back as a whole are nowhere any more."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from memorial.contributions.erasure import erase
from memorial.contributions.models import Kind, State
from memorial.media.originals import ERASED, sealed
from memorial.media.receiving import receive
from memorial.models import Asset, Attachment, LedgerLine, Memorial, Original, Recording, Revision, User
from memorial.preservation.fixity import Extent, check
from memorial.preservation.models import FixityFinding
from memorial.review.ledger import Verb
from memorial.review.ledger_check import revision_faults
from memorial.review.status import Status
from tests.contributions.keys import use_keys
from tests.contributions.words import ONCE, WORD, everything, given, given_picture, published_testimony
from tests.factories import keep_version, make_asset
from tests.media.files import asset_with_files, pdf, picture, sent


@pytest.fixture(autouse=True)
def folders(memorial: Memorial, media_folders: Path, settings: Any, tmp_path: Path) -> Path:
    use_keys(settings, tmp_path)
    settings.CONTRIBUTED.mkdir()
    settings.DISK_RESERVE = 1
    settings.STORE = tmp_path
    return tmp_path


def files_below(folder: Path) -> list[Path]:
    return [each for each in folder.rglob("*") if each.is_file()]


@pytest.mark.parametrize("content", [picture(64, 48), pdf()])
def test_picture_goes_with_its_original_and_all_that_was_made_of_it(
    content: bytes, folders: Path, curator_browser: Client, django_capture_on_commit_callbacks: Any
) -> None:
    asset = asset_with_files(content, credit=WORD, received_as=f"{WORD}.jpg", texts={"en": {"caption": WORD}})
    keep_version(asset)
    FixityFinding.objects.create(
        what="changed", original=asset.original, name=asset.original.name, first_seen=timezone.now(),
        last_seen=timezone.now(),
    )  # fmt: skip
    sha256 = asset.original.sha256
    assert files_below(folders / "originals")
    assert files_below(folders / "derivatives")
    with django_capture_on_commit_callbacks(execute=True):
        erase(given_picture(asset))
    assert files_below(folders / "originals") == files_below(folders / "derivatives") == []
    assert not Original.objects.exists()
    assert WORD not in everything()
    assert sha256 not in everything().replace(Revision.objects.get(entry=asset.public_id).sha256, "")
    left = Asset.objects.get(pk=asset.pk)
    assert (left.status, left.original.sha256) == (Status.WITHDRAWN, ERASED)
    line = LedgerLine.objects.get(verb=Verb.ERASED)
    assert (line.entry, line.detail["file"]) == (asset.public_id, True)
    for page in ("review", "history"):
        assert curator_browser.get(f"/admin/memorial/asset/{asset.pk}/{page}/").status_code == 200
    assert curator_browser.get(f"/admin/memorial/asset/{asset.pk}/original/").status_code in (302, 404)
    assert curator_browser.get("/admin/memorial/asset/").status_code == 200
    assert list(revision_faults()) == []


def test_fixity_reports_nothing_that_was_erased(folders: Path, django_capture_on_commit_callbacks: Any) -> None:
    asset, other = asset_with_files(picture(64, 48)), asset_with_files(pdf())
    with django_capture_on_commit_callbacks(execute=True):
        erase(given_picture(asset))
    run = check(Extent.ALL)
    assert (run.checked, run.findings, run.interrupted) == (1, 0, False)
    assert sealed().exists(other.original.name)
    assert not FixityFinding.objects.exists()


def test_file_that_another_entry_uses_stays(folders: Path, django_capture_on_commit_callbacks: Any) -> None:
    asset = asset_with_files(picture(64, 48))
    other = make_asset(original=asset.original)
    with django_capture_on_commit_callbacks(execute=True):
        erase(given_picture(asset))
    assert sealed().exists(other.original.name)
    assert Asset.objects.get(pk=asset.pk).original.sha256 == ERASED
    assert "file" not in LedgerLine.objects.get(verb=Verb.ERASED).detail


def test_redacted_copy_goes_with_the_picture(folders: Path, django_capture_on_commit_callbacks: Any) -> None:
    asset = asset_with_files(picture(64, 48))
    redacted = asset_with_files(picture(64, 48, seed=1), redacts=asset, credit=WORD)
    with django_capture_on_commit_callbacks(execute=True):
        erase(given_picture(asset))
    left = Asset.objects.get(pk=redacted.pk)
    assert (left.status, left.credit, left.original.sha256) == (Status.WITHDRAWN, "", ERASED)
    assert files_below(folders / "originals") == []


def test_recording_goes_with_its_testimony(curator: User, django_capture_on_commit_callbacks: Any) -> None:
    made = published_testimony(curator)
    asset = asset_with_files(pdf())
    Recording.objects.create(entry=made, asset=asset)
    contribution = given(Kind.TESTIMONY, state=State.ACCEPTED, made_kind="testimony", made=made.public_id)
    Attachment.objects.create(
        once=ONCE, contribution=contribution, size=3, sha256="0" * 64, media_type="", kind="", asset=asset.public_id
    )
    with django_capture_on_commit_callbacks(execute=True):
        erase(contribution)
    assert not Recording.objects.exists()
    assert not Original.objects.exists()
    assert LedgerLine.objects.filter(verb=Verb.ERASED).count() == 2


def test_file_that_was_erased_can_be_given_again(django_capture_on_commit_callbacks: Any) -> None:
    asset = asset_with_files(picture(64, 48))
    with django_capture_on_commit_callbacks(execute=True):
        erase(given_picture(asset))
    original = receive(file=sent(picture(64, 48)), by=None)
    assert sealed().exists(original.name)
