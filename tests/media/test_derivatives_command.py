"""The command that makes what is shown in the place of originals."""

import hashlib
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from memorial.models import Derivative, Original
from tests.factories import make_asset
from tests.media.files import asset_with_files, pdf, picture, received
from tests.media.test_making import contents

pytestmark = pytest.mark.usefixtures("memorial", "media_folders")


def run(*arguments: str) -> list[str]:
    said = StringIO()
    call_command("make_derivatives", *arguments, stdout=said)
    return said.getvalue().splitlines()


def hashes(folder: Path) -> dict[str, str]:
    return {name: hashlib.sha256(content).hexdigest() for name, content in contents(folder).items()}


def test_missing_ones_are_made_and_progress_is_said() -> None:
    first, second = received(), received(pdf())
    assert run() == [
        f"1 of 2: {first.sha256[:12]} 6 files",
        f"2 of 2: {second.sha256[:12]} 1 files",
        "Every original has its derivatives.",
    ]
    assert run()[0] == f"1 of 2: {first.sha256[:12]} 0 files"
    assert set(Original.objects.values_list("work", flat=True)) == {Original.Work.DONE}


def test_all_are_made_anew_and_originals_are_untouched(media_folders: Path) -> None:
    asset = asset_with_files()
    before = hashes(media_folders / "originals"), hashes(media_folders / "derivatives")
    touched = {each: each.stat().st_mtime_ns for each in (media_folders / "derivatives").rglob("*.*")}
    assert run("--all")[0] == f"1 of 1: {asset.original.sha256[:12]} {len(touched)} files"
    assert (hashes(media_folders / "originals"), hashes(media_folders / "derivatives")) == before
    assert all(each.stat().st_mtime_ns > moment for each, moment in touched.items())


def test_squares_that_nobody_shows_are_removed() -> None:
    asset = asset_with_files()
    asset.focal_x = 90
    asset.save()
    assert run()[0].endswith(" 9 files, 9 removed")
    recipes = set(Derivative.objects.filter(recipe__startswith="square").values_list("recipe", flat=True))
    assert {recipe.rsplit("-", 1)[0] for recipe in recipes} == {"square-90-50"}


def test_what_cannot_be_made_is_named_and_ends_the_command_with_an_error(media_folders: Path) -> None:
    lost, kept = received(picture(seed=1)), received(picture(seed=2))
    make_asset(original=lost)
    (media_folders / "originals" / lost.name).unlink()
    said = StringIO()
    with pytest.raises(CommandError, match="Of 1 originals nothing could be made"):
        call_command("make_derivatives", stdout=said)
    assert f"1 of 2: {lost.sha256[:12]} failed: The original is missing in its storage." in said.getvalue()
    lost.refresh_from_db()
    kept.refresh_from_db()
    assert (lost.work, kept.work) == (Original.Work.FAILED, Original.Work.DONE)
    assert "missing" in lost.failure
