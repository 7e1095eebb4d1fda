"""An installation that had files before there were sealed originals: each is sealed when it is brought up to date."""

import hashlib
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.media.files import picture
from tests.media.test_worker import ROOT, asked, environment

pytestmark = pytest.mark.slow

BEFORE = "0006_board_order"
#: Goes the long way, which an older installation has gone, and not by the migration that makes all tables at once.
GO_BACK = f"""
import django; django.setup()
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader
load = MigrationLoader.load_disk
def the_long_way(self):
    load(self)
    for key in [key for key, one in self.disk_migrations.items() if key[0] == "memorial" and one.replaces]:
        del self.disk_migrations[key]
MigrationLoader.load_disk = the_long_way
call_command("migrate", "memorial", "{BEFORE}", verbosity=0)
"""
MAKE_ASSETS = f"""
import sys, django; django.setup()
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
Asset = MigrationExecutor(connection).loader.project_state(("memorial", "{BEFORE}")).apps.get_model("memorial", "Asset")
for number, name in enumerate(sys.argv[1:]):
    Asset.objects.create(file=name, credit="Synthetic credit", public_id=f"synthetic-{{number}}")
"""
SEALED = (
    "SELECT received_as, a.kind, media_type, work FROM memorial_asset a, memorial_original o "
    "WHERE o.sha256 = a.original_id ORDER BY a.id"
)
SHOWN = "SELECT kind, count(*) FROM memorial_derivative d, memorial_original o WHERE o.id = d.original_id GROUP BY kind"


def manage(data: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603  # our own interpreter and our own words
        [sys.executable, *command], cwd=ROOT, env=environment(data), capture_output=True, text=True, check=False
    )


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """An installation of the version before, with four assets; the file of the last one is missing."""
    assets = tmp_path / "media" / "assets"
    assets.mkdir(parents=True)
    for name in ("face.jpg", "again.jpg"):
        (assets / name).write_bytes(picture())
    (assets / "words.pdf").write_bytes(b"synthetic words and no document")
    names = [f"assets/{name}" for name in ("face.jpg", "again.jpg", "words.pdf", "lost.png")]
    gone_back = manage(tmp_path, "-c", GO_BACK)
    assert gone_back.returncode == 0, gone_back.stderr
    made = manage(tmp_path, "-c", MAKE_ASSETS, *names)
    assert made.returncode == 0, made.stderr
    return tmp_path


def refuse_to_lose_a_file(older: Path) -> None:
    stopped = manage(older, "manage.py", "migrate", "--verbosity", "0")
    assert stopped.returncode == 1
    assert "CommandError: These files of assets are missing in the media folder: assets/lost.png." in stopped.stderr
    assert "Traceback" not in stopped.stderr
    assert asked(older, "SELECT count(*) FROM memorial_original") == [(0,)]


def all_is_sealed(older: Path) -> None:
    assert asked(older, SEALED) == [
        ("face.jpg", "image", "image/jpeg", "waiting"),
        ("again.jpg", "image", "image/jpeg", "waiting"),
        ("words.pdf", "document", "application/pdf", "failed"),
        ("lost.png", "image", "image/png", "waiting"),
    ]
    originals = [each for each in (older / "originals").rglob("*") if each.is_file()]
    assert len(originals) == 3
    for each in originals:
        assert each.name == hashlib.sha256(each.read_bytes()).hexdigest()
        assert stat.S_IMODE(each.stat().st_mode) == 0o400
    # What was there before is left where it was.
    assert len(list((older / "media" / "assets").iterdir())) == 4


def test_older_files_are_sealed_and_shown_only_if_they_can_be_read(older: Path) -> None:
    refuse_to_lose_a_file(older)
    (older / "media" / "assets" / "lost.png").write_bytes(picture(seed=2, kind="PNG"))
    done = manage(older, "manage.py", "migrate", "--verbosity", "0")
    assert done.returncode == 0, done.stderr
    all_is_sealed(older)

    worked = manage(older, "manage.py", "work", "--once")
    assert worked.returncode == 0, worked.stderr
    again = manage(older, "manage.py", "make_derivatives")
    assert again.returncode == 1
    assert "Of 1 originals nothing could be made." in again.stderr
    assert asked(older, SHOWN) == [("image", 30)]
