"""The storages on a disk: what is sealed stays as it was, and nothing is ever there by half."""

import errno
import os
import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile

from memorial.media.storage import ReplaceableFiles, SealedFiles

NAME = "ab/cd/synthetic"


@pytest.fixture
def sealed(tmp_path: Path) -> SealedFiles:
    return SealedFiles(location=tmp_path / "store" / "originals")


@pytest.fixture
def replaceable(tmp_path: Path) -> ReplaceableFiles:
    return ReplaceableFiles(location=tmp_path / "store" / "derivatives")


class FullDisk(ContentFile[bytes]):
    """A file that can be kept by half only."""

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        yield b"synthetic"
        raise OSError(errno.ENOSPC, "No space left on device")


def files_in(folder: Path) -> list[Path]:
    return [each for each in folder.rglob("*") if each.is_file()]


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_original_is_read_only_in_folders_of_its_owner(sealed: SealedFiles, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        assert sealed.save(NAME, ContentFile(b"synthetic")) == NAME
    finally:
        os.umask(before)
    path = Path(sealed.path(NAME))
    assert path.read_bytes() == b"synthetic"
    assert mode_of(path) == 0o400
    for folder in (path.parent, path.parent.parent, Path(sealed.location), tmp_path / "store"):
        assert mode_of(folder) == 0o700


def test_original_is_never_written_again(sealed: SealedFiles) -> None:
    sealed.save(NAME, ContentFile(b"synthetic"))
    with pytest.raises(FileExistsError):
        sealed.save(NAME, ContentFile(b"other"))
    assert Path(sealed.path(NAME)).read_bytes() == b"synthetic"
    assert len(files_in(Path(sealed.location))) == 1


def test_original_is_not_deleted_and_has_no_address(sealed: SealedFiles) -> None:
    sealed.save(NAME, ContentFile(b"synthetic"))
    with pytest.raises(PermissionDenied):
        sealed.delete(NAME)
    with pytest.raises(PermissionDenied):
        sealed.url(NAME)
    assert sealed.exists(NAME)


def test_one_of_many_writers_at_once_seals_and_the_others_are_refused(sealed: SealedFiles) -> None:
    def seal(number: int) -> str:
        try:
            sealed.save(NAME, ContentFile(f"synthetic {number}".encode() * 1000))
        except FileExistsError:
            return "refused"
        return f"synthetic {number}"

    with ThreadPoolExecutor(8) as threads:
        said = list(threads.map(seal, range(8)))
    assert said.count("refused") == 7
    first = next(each for each in said if each != "refused")
    assert Path(sealed.path(NAME)).read_bytes() == first.encode() * 1000
    assert len(files_in(Path(sealed.location))) == 1


def test_full_disk_leaves_nothing_behind(sealed: SealedFiles, replaceable: ReplaceableFiles) -> None:
    for storage in (sealed, replaceable):
        with pytest.raises(OSError, match="No space left"):
            storage.save(NAME, FullDisk(b""))
        assert files_in(Path(storage.location)) == []
    replaceable.save(NAME, ContentFile(b"before"))
    with pytest.raises(OSError, match="No space left"):
        replaceable.save(NAME, FullDisk(b""))
    assert Path(replaceable.path(NAME)).read_bytes() == b"before"


def test_file_and_folders_reach_the_disk_before_it_is_acknowledged(
    sealed: SealedFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[tuple[str, int]] = []
    fsync = os.fsync

    def noted(descriptor: int) -> None:
        told = os.fstat(descriptor)
        synced.append((Path(f"/proc/self/fd/{descriptor}").readlink().name, stat.S_IMODE(told.st_mode)))
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", noted)
    sealed.save(NAME, ContentFile(b"synthetic"))
    # The draft with the mode that it keeps, then its folder and every folder in which one was made.
    assert synced[0][0].startswith(".")
    assert synced[0][1] == 0o400
    assert {name for name, _mode in synced[1:]} == {"cd", "ab", "originals", "store", tmp_path.name}
    synced.clear()
    # Somebody else may have written it a moment ago and not have come that far.
    with pytest.raises(FileExistsError):
        sealed.save(NAME, ContentFile(b"synthetic"))
    assert {name for name, _mode in synced} == {"cd", "ab", "originals"}


def test_derivative_is_replaced_as_a_whole(replaceable: ReplaceableFiles) -> None:
    replaceable.save(NAME, ContentFile(b"first"))
    with replaceable.open(NAME) as reader:
        assert replaceable.save(NAME, ContentFile(b"second, and longer")) == NAME
        assert reader.read() == b"first"
    path = Path(replaceable.path(NAME))
    assert path.read_bytes() == b"second, and longer"
    assert mode_of(path) == 0o600
    assert mode_of(path.parent) == 0o700
    replaceable.delete(NAME)
    assert not replaceable.exists(NAME)
    with pytest.raises(PermissionDenied):
        replaceable.url(NAME)
