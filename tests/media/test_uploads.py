"""Large files on their way from a browser to the disk."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest
from django.test import Client, RequestFactory

from memorial.media.receiving import FileRefused, receive
from memorial.media.uploads import UploadInBounds
from memorial.models import User
from tests.media.files import pdf, sent
from tests.media.test_receiving import refuse_everything

pytestmark = pytest.mark.usefixtures("db", "media_folders")


@pytest.fixture(autouse=True)
def limits(settings: Any) -> None:
    """Let a file of some bytes be a large one already."""
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10
    settings.MEDIA_MOST_BYTES = 100_000


def request_with(content: bytes, *, staff: bool = True) -> HttpRequest:
    """Return a request with a file, of somebody at the desk or of a stranger."""
    request = RequestFactory().post("/", {"file": sent(content, "synthetic.pdf"), "credit": "Synthetic credit"})
    request.user = User(is_staff=staff)
    return request


def file_of(request: HttpRequest) -> Any:
    """Return the file of a request, which is read from the browser with this."""
    return request.FILES["file"]


def test_handlers_of_an_installation_are_memory_first_and_then_the_disk(rf: RequestFactory) -> None:
    handlers = [type(each) for each in rf.post("/").upload_handlers]
    assert handlers == [MemoryFileUploadHandler, UploadInBounds]


def test_large_file_comes_in_whole_by_way_of_the_disk(media_folders: Path) -> None:
    request = request_with(pdf() + bytes(50_000))
    file = file_of(request)
    assert os.fspath(file.temporary_file_path()).startswith(os.fspath(media_folders / "incoming"))
    assert receive(file=file, by=None).size == file.size == len(pdf()) + 50_000
    request.close()
    assert list((media_folders / "incoming").iterdir()) == []


def test_no_more_is_kept_than_shows_that_it_is_too_large() -> None:
    request = request_with(bytes(3_000_000))
    file = file_of(request)
    assert file.size == 3_000_000
    assert os.stat(file.temporary_file_path()).st_size < 200_000  # noqa: PTH116  # as Django names it
    with pytest.raises(FileRefused) as refused:
        receive(file=file, by=None)
    assert refused.value.code == "too-large"
    assert request.POST["credit"] == "Synthetic credit"
    request.close()


def test_full_disk_loses_nothing_else_and_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    request = request_with(bytes(50_000))
    monkeypatch.setattr("tempfile._TemporaryFileWrapper.flush", refuse_everything, raising=False)
    assert request.POST["credit"] == "Synthetic credit"
    with pytest.raises(FileRefused) as refused:
        receive(file=file_of(request), by=None)
    assert refused.value.code == "not-kept"
    request.close()


def test_large_file_of_a_stranger_is_not_kept_and_its_words_are_read(media_folders: Path) -> None:
    request = request_with(bytes(50_000), staff=False)
    assert request.POST["credit"] == "Synthetic credit"
    assert dict(request.FILES) == {}
    assert list((media_folders / "incoming").iterdir()) == []
    request.close()


def test_stranger_who_sends_large_files_to_the_desk_leaves_nothing_there(visitor: Client, media_folders: Path) -> None:
    answer = visitor.post("/admin/login/", {"username": "nobody", "a": sent(bytes(80_000)), "b": sent(bytes(80_000))})
    assert answer.status_code == 200
    assert list((media_folders / "incoming").iterdir()) == []


def test_missing_folder_is_told_in_a_sentence(settings: Any) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = settings.FILE_UPLOAD_TEMP_DIR / "missing"
    request = request_with(bytes(50_000))
    with pytest.raises(FileRefused) as refused:
        receive(file=file_of(request), by=None)
    assert refused.value.code == "not-kept"
