"""The units of docs/deploy are such as systemd takes, and lock their servers in."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.operations.deployed import FILES, ROOT, Installation

UNITS = ("memorial@.service", "memorial-worker.service")
LOCKED_IN = {
    "NoNewPrivileges=yes",
    "ProtectSystem=strict",
    "ProtectHome=yes",
    "PrivateTmp=yes",
    "CapabilityBoundingSet=",
    "MemoryDenyWriteExecute=yes",
    "SystemCallFilter=~@privileged",
}


@pytest.mark.parametrize("name", UNITS)
def test_unit_is_one_that_systemd_takes(name: str, tmp_path: Path) -> None:
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd is not installed")
    own = tmp_path / name.replace("@", "@public-a")
    own.write_text(Installation(tmp_path).replaced((FILES / name).read_text()))
    done = subprocess.run(  # noqa: S603  # our own words
        [program, "verify", "--man=no", str(own)], capture_output=True, text=True, check=False
    )
    said = [line for line in done.stderr.splitlines() if str(own.name) in line]
    assert said == []


@pytest.mark.parametrize("name", UNITS)
def test_unit_locks_its_server_in(name: str) -> None:
    lines = set((FILES / name).read_text().splitlines())
    assert lines >= LOCKED_IN
    assert {line for line in lines if line.startswith("ReadWritePaths=")} == {"ReadWritePaths=/srv/memorial"}


def test_files_use_the_places_that_the_documentation_names() -> None:
    told = (ROOT / "docs" / "operations.md").read_text()
    for file in sorted(FILES.iterdir()):
        assert file.is_dir() or f"deploy/{file.name}" in told
        if file.is_file():
            for place in re.findall(r"(?<![\w./])/(?:opt|srv|etc/memorial)[\w/.-]*", file.read_text()):
                assert place.startswith(("/opt/memorial", "/srv/memorial", "/etc/memorial/environment"))
