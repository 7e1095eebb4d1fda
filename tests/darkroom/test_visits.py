"""What happens in a child stays there: it can fail, hang or lie, and the house gets an answer."""

import os
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from memorial.darkroom import visits
from memorial.darkroom.formats import Refused
from memorial.darkroom.limits import Limits
from memorial.darkroom.visits import answer_in, look_at, surroundings
from tests.darkroom import damaged
from tests.darkroom.cases import sample
from tests.darkroom.trials import LIMITS, small_order, visited


@pytest.fixture
def room(tmp_path: Path) -> Path:
    folder = tmp_path / "visit"
    folder.mkdir()
    return folder


def sent(content: bytes, room: Path, limits: Limits = LIMITS) -> str:
    """Send a file into the darkroom, and return why it was refused."""
    file = room.parent / "file"
    file.write_bytes(content)
    with pytest.raises(Refused) as refused:
        look_at(file, room, limits)
    return refused.value.code


def test_picture_that_needs_more_memory_than_there_is_asks_for_a_smaller_one(room: Path) -> None:
    assert sent(damaged.flat_png(4000, 4000), room, replace(LIMITS, memory=60 * 1024 * 1024)) == "too-heavy"


DEATHS = ["os.abort()", "os.kill(os.getpid(), 9)", "os._exit(3)", "os._exit(0)", "bytearray(1 << 60)"]


@pytest.mark.parametrize("deed", DEATHS)
def test_child_that_dies_has_refused_the_file(deed: str, room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visits, "COMMAND", [sys.executable, "-c", f"import os; {deed}"])
    assert sent(sample("JPEG"), room) == "too-hard"


def test_child_that_computes_too_long_is_ended(room: Path) -> None:
    begun = time.monotonic()
    assert sent(damaged.scans(2000, 4000), room, replace(LIMITS, seconds=1)) == "too-hard"
    assert time.monotonic() - begun < 6


def test_child_that_writes_too_much_is_ended(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(sample("JPEG"))
    assert visited(file, small_order(240, 180), replace(LIMITS, output=1000)).happened == "too-hard"


def test_child_that_hangs_is_ended(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visits, "PATIENCE", 0.5)
    pipe = room.parent / "pipe"
    os.mkfifo(pipe)  # nobody ever writes into it
    begun = time.monotonic()
    with pytest.raises(Refused, match="too-hard"):
        look_at(pipe, room, replace(LIMITS, seconds=1))
    assert time.monotonic() - begun < 3


@pytest.mark.parametrize(
    "answer",
    [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"refused": "synthetic"}', b'{"refused": ["empty"]}'],
)
def test_answer_that_makes_no_sense_is_a_refusal(answer: bytes, room: Path) -> None:
    (room / "answer.json").write_bytes(answer)
    with pytest.raises(Refused, match="too-hard"):
        answer_in(room, 0)


def test_endless_answer_is_a_refusal(room: Path) -> None:
    (room / "answer.json").write_bytes(b'{"media_type": "' + b"x" * 2_000_000 + b'"}')
    with pytest.raises(Refused, match="too-hard"):
        answer_in(room, 0)


def test_answer_of_a_child_that_failed_is_not_heard(room: Path) -> None:
    (room / "answer.json").write_bytes(b'{"media_type": "image/jpeg"}')
    with pytest.raises(Refused, match="too-hard"):
        answer_in(room, 1)


def test_child_is_told_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "synthetic secret")
    monkeypatch.setenv("DATABASE_URL", "synthetic secret")
    assert "synthetic secret" not in surroundings().values()
