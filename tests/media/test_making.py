"""Making: what is made once stays, what failed says why, and no original is ever written."""

import errno
import hashlib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from django.utils.translation import get_language
from django_tasks_db.models import DBTaskResult

from memorial.darkroom.formats import Refused
from memorial.darkroom.visits import develop
from memorial.media import making
from memorial.media.derivatives import replaceable
from memorial.media.making import PAUSES, make_anew, make_derivatives, make_missing, remove_obsolete
from memorial.models import Asset, Memorial, Original
from memorial.review.status import Status
from tests.factories import make_asset
from tests.media.files import asset_with_files, made, mp3, pdf, picture, received, wav
from tests.media.test_receiving import refuse_everything

pytestmark = pytest.mark.usefixtures("memorial", "media_folders")


def contents(folder: Path) -> dict[str, bytes]:
    return {str(each.relative_to(folder)): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def recipes(original: Original) -> set[str]:
    return set(original.derivatives.values_list("recipe", flat=True))


def again(original: Original) -> Original:
    """Do the job of an original, and return it as it is then."""
    make_derivatives.call(original.pk)
    return Original.objects.get(pk=original.pk)


def test_picture_is_made_in_all_sizes_and_formats_and_none_larger_than_it_is() -> None:
    asset = asset_with_files(picture(700, 500))
    original = asset.original
    assert original.work == Original.Work.DONE
    assert recipes(original) == {"320", "640", "700"} | {f"square-50-50-{side}" for side in (128, 320, 500)}
    for row in original.derivatives.all():
        with row.open() as file:
            content = file.read()
        assert (row.size, row.sha256) == (len(content), hashlib.sha256(content).hexdigest())
        assert (row.width or 0) <= 700
    assert original.placeholder


@pytest.mark.parametrize("content", [pdf(), mp3(), wav()])
def test_document_or_recording_is_copied_byte_for_byte(content: bytes) -> None:
    row = made(content).derivatives.get()
    with row.open() as file:
        assert file.read() == content
    assert (row.recipe, row.sha256) == ("copy", hashlib.sha256(content).hexdigest())


def test_job_done_twice_changes_nothing(media_folders: Path) -> None:
    original = again(received())
    before, rows = contents(media_folders), list(original.derivatives.values())
    assert again(original).work == Original.Work.DONE
    assert make_missing(original) == 0
    assert contents(media_folders) == before
    assert list(original.derivatives.values()) == rows


def test_only_what_is_missing_or_cut_short_is_made(media_folders: Path) -> None:
    original = made(picture())
    before = contents(media_folders)
    first, second = original.derivatives.select_related("original")[:2]
    replaceable().delete(first.name)
    (media_folders / "derivatives" / second.name).write_bytes(b"cut short")
    assert make_missing(original) == 6 / 2 * len({first.recipe, second.recipe})
    assert contents(media_folders) == before


def test_focal_point_that_moves_brings_its_squares() -> None:
    asset = asset_with_files()
    DBTaskResult.objects.all().delete()
    asset.focal_x = 20
    asset.save()
    asset.refresh()
    assert Original.objects.get().work == Original.Work.WAITING
    assert DBTaskResult.objects.count() == 1
    original = again(asset.original)
    assert original.work == Original.Work.DONE
    assert "square-20-50-128" in recipes(original)


def test_focal_point_that_moves_while_a_job_runs_is_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    asset = make_asset(original=received())
    DBTaskResult.objects.all().delete()

    def slow(*args: Any) -> Any:
        answer = develop(*args)
        Asset.objects.filter(pk=asset.pk).update(focal_x=20)
        Asset.objects.get(pk=asset.pk).refresh()
        return answer

    monkeypatch.setattr(making, "develop", slow)
    original = again(asset.original)
    monkeypatch.undo()
    assert original.work == Original.Work.WAITING
    job = DBTaskResult.objects.get()
    original = again(Original.objects.get(pk=job.args_kwargs["args"][0]))
    assert original.work == Original.Work.DONE
    assert "square-20-50-128" in recipes(original)


def test_full_disk_is_tried_again_after_pauses_and_then_left_to_a_person(monkeypatch: pytest.MonkeyPatch) -> None:
    original = received()
    monkeypatch.setattr("os.fsync", refuse_everything)
    for number, pause in enumerate(PAUSES, start=1):
        DBTaskResult.objects.all().delete()
        original = again(original)
        assert (original.work, original.attempts) == (Original.Work.WAITING, number)
        assert original.failure == "The disk is full."
        due = DBTaskResult.objects.get().run_after - timezone.now()
        assert pause - timedelta(seconds=5) < due <= pause
    DBTaskResult.objects.all().delete()
    assert again(original).work == Original.Work.FAILED
    assert not DBTaskResult.objects.exists()
    monkeypatch.undo()
    assert make_missing(original) > 0
    original.refresh_from_db()
    assert (original.work, original.attempts, original.failure) == (Original.Work.DONE, 0, "")


def test_missing_original_is_told_and_tried_no_more_often_than_that(media_folders: Path) -> None:
    original = received()
    (media_folders / "originals" / original.name).unlink()
    for _number in range(len(PAUSES) + 1):
        original = again(original)
    assert original.work == Original.Work.FAILED
    assert original.failure == "The original is missing in its storage. Please tell a steward."
    assert DBTaskResult.objects.count() == 1 + len(PAUSES)


def test_changed_original_is_not_shown(media_folders: Path) -> None:
    original = received()
    path = media_folders / "originals" / original.name
    path.chmod(0o600)
    path.write_bytes(picture(seed=9))
    original = again(original)
    assert original.work == Original.Work.FAILED
    assert "not as it was received" in original.failure
    assert not original.derivatives.exists()


def test_what_cannot_be_made_within_the_limits_waits_for_a_person(settings: Any) -> None:
    original = received()
    settings.MEDIA_MOST_PIXELS = 100
    original = again(original)
    assert original.work == Original.Work.FAILED
    assert original.failure == "The file could not be read within the limits on memory and time."
    DBTaskResult.objects.all().delete()
    make_asset(original=original)
    assert not DBTaskResult.objects.exists()


def test_unforeseen_failure_is_told_and_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    original = received()
    monkeypatch.setattr(making, "develop", lambda *_args: {})
    assert "nobody had thought of" in again(original).failure
    assert "KeyError" in caplog.text


def test_reason_is_in_the_language_of_the_memorial(memorial: Memorial, monkeypatch: pytest.MonkeyPatch) -> None:
    memorial.languages = ["az", "en"]
    memorial.save()
    spoken = []

    def said(words: str) -> str:
        spoken.append(get_language())
        return words

    monkeypatch.setattr(making, "_", said)
    making.failed(received(), OSError(errno.ENOSPC, "No space left on device"))
    assert spoken == ["az"]


def test_file_that_is_not_what_its_row_says_is_handed_out_to_nobody() -> None:
    original = received(pdf())
    Original.objects.filter(pk=original.pk).update(media_type="audio/mpeg", kind="audio")
    original = again(original)
    assert original.work == Original.Work.FAILED
    assert not original.derivatives.exists()


def test_job_of_an_original_that_is_gone_ends() -> None:
    make_derivatives.call(12345)


def test_everything_anew_replaces_what_is_there(media_folders: Path) -> None:
    asset = asset_with_files()
    row = asset.original.derivatives.select_related("original").first()
    assert row is not None
    before = set(contents(media_folders))
    old = row.name
    row.sha256 = "0" * 64
    row.save()
    (media_folders / "derivatives" / old).rename(media_folders / "derivatives" / row.name)
    assert make_anew(asset.original) == len(asset.original.derivatives.all())
    assert set(contents(media_folders)) == before
    assert not replaceable().exists(row.name)


def test_nothing_is_lost_where_nothing_can_be_made(settings: Any, media_folders: Path) -> None:
    original = asset_with_files().original
    before = contents(media_folders)
    settings.MEDIA_MOST_PIXELS = 100
    with pytest.raises(Refused):
        make_anew(original)
    assert contents(media_folders) == before


def test_squares_go_with_the_last_asset_that_shows_them(media_folders: Path) -> None:
    asset = asset_with_files()
    draft = make_asset(original=asset.original, status=Status.DRAFT, focal_x=10)
    make_missing(asset.original)
    assert remove_obsolete(asset.original) == 0
    draft.delete()
    names = {row.name for row in asset.original.derivatives.filter(recipe__startswith="square-10-")}
    assert remove_obsolete(asset.original) == len(names) > 0
    assert not any(replaceable().exists(name) for name in names)
    assert "square-50-50-128" in recipes(asset.original)
