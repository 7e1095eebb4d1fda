"""Receiving: one original for one content, on the disk before it is known, and a sentence for what goes wrong."""

import errno
import hashlib
import io
import os
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile, File
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from memorial.darkroom import formats
from memorial.media.incoming import clear_incoming
from memorial.media.originals import NearDuplicate, Original, name_of, sealed
from memorial.media.receiving import SENTENCES, FileRefused, receive
from memorial.models import User
from tests.media.files import drawn, mp3, mp4, pdf, picture, received, wav

pytestmark = pytest.mark.usefixtures("db", "media_folders")


def refusal(content: bytes | File[Any]) -> FileRefused:
    with pytest.raises(FileRefused) as refused:
        receive(file=content if isinstance(content, File) else ContentFile(content), by=None)
    return refused.value


def files_in(folder: Path) -> list[Path]:
    return [each for each in folder.rglob("*") if each.is_file()]


@pytest.mark.parametrize(
    ("content", "kind", "media_type"),
    [
        (picture(), "image", "image/jpeg"),
        (picture(kind="PNG"), "image", "image/png"),
        (pdf(), "document", "application/pdf"),
        (mp3(), "audio", "audio/mpeg"),
        (wav(), "audio", "audio/wav"),
        (mp4(), "video", "video/mp4"),
    ],
)
def test_what_comes_in_is_known_by_its_content_and_sealed(
    curator: User, media_folders: Path, content: bytes, kind: str, media_type: str
) -> None:
    original = received(content, by=curator)
    assert (original.kind, original.media_type, original.size) == (kind, media_type, len(content))
    assert original.sha256 == hashlib.sha256(content).hexdigest()
    assert original.received_by == curator
    assert original.work == Original.Work.WAITING
    with original.open() as file:
        assert file.read() == content
    assert (original.width, original.height) == ((640, 480) if kind == "image" else (None, None))
    assert DBTaskResult.objects.get().args_kwargs["args"] == [original.pk]
    assert list((media_folders / "incoming").iterdir()) == []


def test_same_file_twice_is_one_original() -> None:
    assert received() == received()
    assert Original.objects.count() == DBTaskResult.objects.count() == 1


def test_file_without_a_row_is_adopted(media_folders: Path) -> None:
    content = picture()
    sealed().save(name_of(hashlib.sha256(content).hexdigest()), ContentFile(content))
    original = received(content)
    assert Original.objects.get() == original
    assert len(files_in(media_folders / "originals")) == 1


def test_row_is_undone_with_its_surroundings_and_the_file_is_adopted_later(media_folders: Path) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        received()
        raise RuntimeError
    assert not Original.objects.exists()
    assert not DBTaskResult.objects.exists()
    assert len(files_in(media_folders / "originals")) == 1
    assert received() == Original.objects.get()


@pytest.mark.parametrize("known", [True, False])
def test_original_that_has_changed_on_the_disk_is_told_of_and_left_alone(media_folders: Path, known: bool) -> None:
    content = picture()
    original = received(content)
    path = media_folders / "originals" / original.name
    path.chmod(0o600)
    path.write_bytes(b"changed")
    if not known:
        DBTaskResult.objects.all().delete()
        original.delete()
    assert refusal(content).code == "damaged"
    assert path.read_bytes() == b"changed"


def test_original_that_is_missing_is_told_of(media_folders: Path) -> None:
    content = picture()
    (media_folders / "originals" / received(content).name).unlink()
    assert refusal(content).code == "damaged"


def test_limit_is_taken_and_one_byte_more_is_not(settings: Any) -> None:
    content = pdf()
    settings.MEDIA_MOST_BYTES = len(content)
    assert received(content).size == len(content)
    settings.MEDIA_MOST_BYTES = len(content) - 1
    refused = refusal(content + b"\n")
    assert refused.code == "too-large"
    assert "Please send a smaller copy" in str(refused)


class Endless(ContentFile[bytes]):
    """A file that has no end."""

    given = 0

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        while True:
            self.given += 1
            yield bytes(1000)


def test_too_large_file_is_refused_while_it_is_read(settings: Any, media_folders: Path) -> None:
    settings.MEDIA_MOST_BYTES = 10_000
    endless = Endless(b"synthetic")
    assert refusal(endless).code == "too-large"
    assert endless.given == 11
    assert list((media_folders / "incoming").iterdir()) == []


@pytest.mark.parametrize(("content", "code"), [(b"", "empty"), (b"GIF89a synthetic", "not-taken")])
def test_refused_file_leaves_nothing_behind(media_folders: Path, content: bytes, code: str) -> None:
    assert refusal(content).code == code
    assert not Original.objects.exists()
    assert files_in(media_folders) == []


def refuse_everything(*args: Any, **kwargs: Any) -> Any:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("where", ["os.fsync", "tempfile.mkdtemp", "subprocess.Popen"])
def test_full_disk_is_told_in_a_sentence(media_folders: Path, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    monkeypatch.setattr(where, refuse_everything)
    refused = refusal(picture())
    monkeypatch.undo()
    assert refused.code == "not-kept"
    assert "Nothing is wrong with the file" in str(refused)
    assert not Original.objects.exists()
    assert files_in(media_folders) == []


def test_folder_that_cannot_be_made_is_told_in_a_sentence(media_folders: Path) -> None:
    (media_folders / "originals").write_text("a file where the folder should be")
    assert refusal(picture()).code == "not-kept"
    assert not Original.objects.exists()


def test_pictures_that_look_alike_are_noted_and_others_are_not(media_folders: Path) -> None:
    first = received(picture())
    again = received(picture(320, 240, quality=60))
    received(picture(seed=2))
    pairs = NearDuplicate.objects.values_list("later", "earlier")
    assert list(pairs) == [(again.pk, first.pk)]


def test_plain_pictures_are_alike_to_none() -> None:
    for shade in (200, 201):
        received(picture_of_one_shade(shade))
    assert not NearDuplicate.objects.exists()


def picture_of_one_shade(shade: int) -> bytes:
    plain = drawn(64, 64).point(lambda _value: shade)
    file = io.BytesIO()
    plain.save(file, "PNG")
    return file.getvalue()


def test_what_ended_processes_have_left_is_cleared(media_folders: Path) -> None:
    incoming = media_folders / "incoming"
    long_ago = time.time() - 2 * 24 * 60 * 60
    for name in ("old", "new"):
        (incoming / name).mkdir()
        (incoming / name / "file").write_bytes(b"synthetic")
        (incoming / f"{name}.upload").write_bytes(b"synthetic")
    os.utime(incoming / "old", (long_ago, long_ago))
    os.utime(incoming / "old.upload", (long_ago, long_ago))
    assert clear_incoming() == 2
    assert {each.name for each in incoming.iterdir()} == {"new", "new.upload"}


def test_every_refusal_of_the_darkroom_has_its_sentence() -> None:
    darkroom = Path(formats.__file__).parent
    code = re.compile(r'"((?:empty|moving|unreadable|not-taken|too-\w+|too-many-\w+|two-in-one))"')
    codes = {found for each in darkroom.glob("*.py") for found in code.findall(each.read_text())}
    codes |= {found for each in darkroom.glob("*.py") for found in re.findall(r'Refused\("([^"]+)"', each.read_text())}
    assert {"too-hard", "not-taken"} <= codes <= set(SENTENCES)
