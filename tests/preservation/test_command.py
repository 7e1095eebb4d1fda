"""`manage.py check_fixity`: what it prints, how it ends, and that it gives way."""

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from memorial.accounts.roles import Role
from memorial.models import FixityFinding, FixityRun, Original
from memorial.preservation.actions import deal_with
from memorial.preservation.fixity import alone
from tests.conftest import staff
from tests.preservation.sealed import flip_bit, path_of


@pytest.fixture(autouse=True)
def niceness(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Note by how much a command lowers its priority, and leave that of the tests as it is."""
    steps: list[int] = []
    monkeypatch.setattr(os, "nice", steps.append)
    return steps


def told(*words: str) -> tuple[str, str]:
    """Run the command and return what it prints and what it says is wrong."""
    out, wrong = StringIO(), StringIO()
    try:
        call_command("check_fixity", *words, stdout=out, stderr=wrong)
    except CommandError as problem:
        wrong.write(f"CommandError: {problem}")
    return out.getvalue(), wrong.getvalue()


def test_command_reads_at_the_lowest_priority_and_tells_how_far_it_is(
    originals: list[Original], niceness: list[int]
) -> None:
    size = sum(each.size for each in originals) / 1_000_000
    assert told("--all") == (
        f"4 of 4 originals read, {size:.1f} MB, 0 findings\n"
        "4 originals read: all as received and no unknown file was found.\n",
        "",
    )
    assert niceness == [19]
    assert told()[0].endswith("1 original read: all as received.\n")
    assert told("--verbosity", "0", "--pause", "0.01") == ("", "")


def test_command_fails_while_a_finding_stands(originals: list[Original]) -> None:
    flip_bit(originals[2])
    path_of(originals[3]).unlink()
    out, wrong = told("--all")
    assert out == "4 of 4 originals read, 0.0 MB, 2 findings\n"
    names = [line.rpartition(" ")[2] for line in wrong.splitlines()[:2]]
    assert sorted(names) == sorted([originals[2].name, originals[3].name])
    assert wrong.endswith("CommandError: 2 findings not dealt with. The desk shows what can be done.")
    # A night later another part is read: what was found still stands.
    assert "2 findings not dealt with" in told()[1]
    curator = staff("synthetic", Role.CURATOR)
    for finding in FixityFinding.objects.all():
        deal_with(finding=finding, by=curator, note="Synthetic note")
    assert told()[1] == ""


def test_command_says_that_another_run_is_under_way(originals: list[Original]) -> None:
    with alone():
        assert "are being re-read already" in told("--all")[1]


def test_command_that_lost_its_worker_stops_and_says_so(originals: list[Original]) -> None:
    assert "Interrupted: 0 of 4 originals were read." in told("--all", "--end-with", "1")[1]
    assert FixityRun.objects.get().interrupted
    assert told("--all", "--end-with", str(os.getppid()))[1] == ""


def test_command_says_that_the_storage_is_away(originals: list[Original], own_store: Path) -> None:
    (own_store / "originals").rename(own_store / "away")
    assert "The storage of originals could not be read" in told("--all")[1]


@pytest.mark.parametrize("pause", ["-1", "nan", "long", "4000"])
def test_pause_that_cannot_be_meant_is_refused(pause: str) -> None:
    with pytest.raises(CommandError, match="number of seconds"):
        call_command("check_fixity", f"--pause={pause}")


def test_process_that_is_killed_leaves_no_lock_behind(originals: list[Original], own_store: Path) -> None:
    hold = f"import fcntl, time; f = open({str(own_store / 'fixity.lock')!r}, 'w'); fcntl.flock(f, fcntl.LOCK_EX)"
    words = [sys.executable, "-c", f"{hold}; print('held', flush=True); time.sleep(60)"]
    with subprocess.Popen(words, stdout=subprocess.PIPE) as holder:  # noqa: S603  # our own words
        assert holder.stdout
        assert holder.stdout.readline() == b"held\n"
        assert "are being re-read already" in told("--all")[1]
        holder.kill()
    assert told("--all")[1] == ""
