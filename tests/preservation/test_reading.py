"""One reading: what passes by itself is no finding, and what was wrong once is read again before anything is said."""

import errno
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError, ReadTimeoutError

from memorial.media.bucket import like_a_disk
from memorial.media.storage import SealedFiles
from memorial.models import FixityCheck, FixityFinding, Original, User
from memorial.preservation.actions import FindingRefused, look_again
from memorial.preservation.reading import StorageAway, read
from memorial.review.ledger import Verb
from tests.preservation.sealed import check_all, flip_bit, ledger, path_of, standing

What = FixityFinding.What
#: What goes wrong with this process or with a connection, and not with a file.
PASSING: list[Exception] = [
    *(
        OSError(number, "Synthetic trouble")
        for number in (
            errno.EMFILE,
            errno.ENFILE,
            errno.ENOMEM,
            errno.EINTR,
            errno.ETIMEDOUT,
            errno.ECONNRESET,
            errno.EPIPE,
            errno.EHOSTUNREACH,
        )
    ),
    TimeoutError("Synthetic trouble"),
    ConnectionError("Synthetic trouble"),
    MemoryError("Synthetic trouble"),
]
Fail = Callable[..., None]


@pytest.fixture
def fail(monkeypatch: pytest.MonkeyPatch) -> Fail:
    """Let the opening of originals fail, so many times or always."""
    open_it = Original.open

    def begin(problem: Exception, times: int | None = None) -> None:
        left = [problem] * (times if times is not None else 1000)

        def opened(original: Original) -> Any:
            if left:
                raise left.pop()
            return open_it(original)

        monkeypatch.setattr(Original, "open", opened)

    return begin


@pytest.mark.parametrize("problem", PASSING, ids=repr)
def test_passing_trouble_says_nothing_of_the_file(originals: list[Original], fail: Fail, problem: Exception) -> None:
    fail(problem, 1)
    run = check_all()
    assert run.interrupted
    assert "Synthetic trouble" in run.problem
    assert standing() == []
    assert ledger(Verb.FIXITY_FOUND) == []
    assert not FixityCheck.objects.exists()
    # The next run reads what this one could not.
    again = check_all()
    assert (again.checked, again.interrupted) == (4, False)


def test_connection_that_is_lost_in_the_midst_of_a_file_says_nothing_of_it(
    originals: list[Original], monkeypatch: pytest.MonkeyPatch
) -> None:
    def chunks(_file: Any, _size: int | None = None) -> Any:
        yield b"syn"
        raise ConnectionResetError(errno.ECONNRESET, "Connection reset by peer")

    monkeypatch.setattr("django.core.files.base.File.chunks", chunks)
    with pytest.raises(StorageAway):
        read(originals[0])


@pytest.mark.parametrize(
    "problem",
    [
        EndpointConnectionError(endpoint_url="synthetic"),
        ReadTimeoutError(endpoint_url="synthetic"),
        ClientError({"Error": {"Code": "SlowDown"}, "ResponseMetadata": {"HTTPStatusCode": 503}}, "GetObject"),
    ],
    ids=repr,
)
def test_bucket_that_does_not_answer_says_nothing_of_a_file(
    originals: list[Original], fail: Fail, problem: Exception
) -> None:
    with pytest.raises(OSError) as told, like_a_disk(originals[0].name):
        raise problem
    fail(told.value, 1)
    assert check_all().interrupted
    assert standing() == []


def test_look_again_during_passing_trouble_is_refused(originals: list[Original], fail: Fail, curator: User) -> None:
    flip_bit(originals[0])
    check_all()
    fail(OSError(errno.EMFILE, "Too many open files"))
    with pytest.raises(FindingRefused, match="Too many open files"):
        look_again(finding=FixityFinding.objects.get(), by=curator)
    assert standing() == [(What.CHANGED, originals[0].name)]


def test_file_that_fails_once_is_read_again(originals: list[Original], fail: Fail) -> None:
    fail(OSError(errno.EIO, "Input/output error"), 1)
    assert check_all().findings == 0
    assert standing() == []
    fail(OSError(errno.EIO, "Input/output error"), 2)
    check_all()
    assert FixityFinding.objects.get().reason == "Input/output error"


def test_file_that_differs_once_is_read_again(originals: list[Original], monkeypatch: pytest.MonkeyPatch) -> None:
    # What a disk of the network says may be wrong once: the second reading opens the right file.
    flip_bit(originals[0])
    open_it, openings = Original.open, []

    def opened(original: Original) -> Any:
        openings.append(original.pk)
        if openings.count(originals[0].pk) == 2:
            flip_bit(originals[0])
        return open_it(original)

    monkeypatch.setattr(Original, "open", opened)
    assert check_all().findings == 0
    assert openings.count(originals[0].pk) == 2
    # What is right is read once.
    assert openings.count(originals[1].pk) == 1


def test_file_that_comes_back_meanwhile_is_not_missing(originals: list[Original], fail: Fail) -> None:
    fail(FileNotFoundError(errno.ENOENT, "No such file or directory"), 1)
    assert check_all().findings == 0


def test_passing_trouble_with_a_folder_is_no_unknown_folder(
    originals: list[Original], monkeypatch: pytest.MonkeyPatch
) -> None:
    listdir = SealedFiles.listdir

    def listed(storage: Any, path: str) -> Any:
        if path:
            raise OSError(errno.EMFILE, "Too many open files")
        return listdir(storage, path)

    monkeypatch.setattr(SealedFiles, "listdir", listed)
    run = check_all()
    assert (run.interrupted, run.looked_for_unknown) == (True, False)
    assert standing() == []


def test_lost_and_found_of_a_file_system_is_no_unknown_folder(
    originals: list[Original], own_store: Path, curator: User
) -> None:
    top = own_store / "originals" / "lost+found"
    top.mkdir()
    check_all()
    assert standing() == []
    # What a repair of the file system has put there is something to look at, and so is one elsewhere.
    (top / "#12345").write_bytes(b"synthetic")
    folder = path_of(originals[0]).parent.parent
    (folder / "lost+found").mkdir()
    check_all()
    assert sorted(standing()) == [(What.UNKNOWN, f"{folder.name}/lost+found/"), (What.UNKNOWN, "lost+found/")]
    finding = FixityFinding.objects.get(name="lost+found/")
    assert not look_again(finding=finding, by=curator)
    (top / "#12345").unlink()
    assert look_again(finding=finding, by=curator)


def test_lost_and_found_that_may_not_be_looked_into_is_none_of_ours(
    originals: list[Original], own_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (own_store / "originals" / "lost+found").mkdir()
    listdir = SealedFiles.listdir

    def listed(storage: Any, path: str) -> Any:
        if path == "lost+found/":
            raise PermissionError(errno.EACCES, "Permission denied")
        return listdir(storage, path)

    monkeypatch.setattr(SealedFiles, "listdir", listed)
    assert not check_all().interrupted
    assert standing() == []


def test_disk_with_nothing_but_lost_and_found_is_an_absent_storage(originals: list[Original], own_store: Path) -> None:
    place = own_store / "originals"
    place.rename(own_store / "unmounted")
    (place / "lost+found").mkdir(parents=True)
    run = check_all()
    assert run.interrupted
    assert standing() == []
