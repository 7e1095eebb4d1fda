"""What becomes of the files that strangers attach."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.test import RequestFactory

from memorial.contributions import arrivals
from memorial.contributions.arrivals import attached, drop, prepare, strangers_limits, take, was_cut
from memorial.contributions.intake import Sent, contribute
from memorial.contributions.models import Kind, State
from memorial.contributions.uploads import MOST_FILES, LeftOut
from memorial.models import Attachment, Memorial, Original
from tests.contributions.keys import use_keys
from tests.media.files import pdf, picture, sent
from tests.media.test_receiving import refuse_everything

ONCE = "a" * 32


@pytest.fixture(autouse=True)
def folders(memorial: Memorial, media_folders: Path, settings: Any, tmp_path: Path) -> Path:
    """Keep attached files in a folder of the test's own, with a reserve that any machine has."""
    use_keys(settings, tmp_path)
    settings.CONTRIBUTED.mkdir()
    settings.DISK_RESERVE = 1
    return tmp_path


def kept_files(settings: Any) -> list[str]:
    return sorted(each.name for each in settings.CONTRIBUTED.iterdir())


def test_file_is_kept_under_a_name_that_tells_nothing(settings: Any) -> None:
    content = picture(200, 100)
    (arrived,) = take([sent(content, "Synthetic family.jpg")], ONCE)
    assert arrived.sentence == ""
    kept = Attachment.objects.get()
    assert arrived.attachment == kept
    assert (kept.name, kept.size, kept.media_type, kept.kind) == (
        "Synthetic family.jpg",
        len(content),
        "image/jpeg",
        "image",
    )
    assert kept_files(settings) == [kept.key]
    assert kept.path.read_bytes() == content
    assert kept.path.stat().st_mode & 0o777 == 0o600
    assert not Original.objects.exists()


def test_same_file_in_one_form_is_one_and_in_another_form_is_another(settings: Any) -> None:
    first, second = take([sent(pdf(), "one.pdf"), sent(pdf(), "two.pdf")], ONCE)
    assert first.attachment == second.attachment
    take([sent(pdf(), "one.pdf")], ONCE)
    take([sent(pdf(), "one.pdf")], "b" * 32)
    assert Attachment.objects.count() == len(kept_files(settings)) == 2


def test_same_file_at_the_same_moment_is_kept_once(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    take([sent(pdf(), "one.pdf")], ONCE)
    asked = arrivals.of_form
    nobody = iter([Attachment.objects.none()] * 2)
    monkeypatch.setattr(arrivals, "of_form", lambda once: next(nobody, None) or asked(once))
    monkeypatch.setattr(Attachment, "save", lambda row, **_how: refuse_second(row))
    (arrived,) = take([sent(pdf(), "one.pdf")], ONCE)
    assert arrived.attachment == Attachment.objects.get()
    assert len(kept_files(settings)) == 1


def refuse_second(_row: Attachment) -> None:
    raise IntegrityError


def test_database_itself_keeps_a_file_of_a_form_once() -> None:
    (arrived,) = take([sent(pdf(), "one.pdf")], ONCE)
    kept = arrived.attachment
    assert kept is not None
    with pytest.raises(IntegrityError), transaction.atomic():
        Attachment.objects.create(once=ONCE, size=1, sha256=kept.sha256, media_type="", kind="")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "This file is empty."),
        (b"MZ synthetic", "Files of this kind are not taken."),
        (picture()[:2000], "This picture could not be read."),
        (pdf() + b"PK\x05\x06" + bytes(18), "a second file of another kind"),
    ],
)
def test_file_that_is_not_taken_is_refused_with_a_sentence_and_leaves_nothing(
    content: bytes, says: str, settings: Any
) -> None:
    good, bad = take([sent(pdf(), "good.pdf"), sent(content, "bad.jpg")], ONCE)
    assert good.attachment is not None
    assert bad.attachment is None
    assert says in bad.sentence
    assert Attachment.objects.count() == len(kept_files(settings)) == 1
    assert list(settings.MEDIA_INCOMING.iterdir()) == []


def test_file_that_is_too_large_is_refused(settings: Any) -> None:
    settings.MEDIA_MOST_BYTES = 1024 * 1024
    (arrived,) = take([sent(pdf() + bytes(1024 * 1024))], ONCE)
    assert "larger than 1 megabytes" in arrived.sentence


def test_form_takes_few_files(settings: Any) -> None:
    arrived = take([sent(pdf(str(number))) for number in range(MOST_FILES + 1)], ONCE)
    assert [each.attachment is not None for each in arrived] == [True] * MOST_FILES + [False]
    assert "At most 8 files" in arrived[-1].sentence
    assert drop(ONCE, attached(ONCE)[0].key)
    assert take([sent(pdf("another"))], ONCE)[0].attachment is not None


def test_files_of_a_form_together_have_a_limit(settings: Any) -> None:
    settings.MEDIA_MOST_BYTES = 1000
    arrived = take([sent(pdf(str(number)).ljust(900)) for number in range(4)], ONCE)
    assert [each.attachment is not None for each in arrived] == [True, True, True, False]
    assert "together" in arrived[-1].sentence


def test_without_room_nothing_is_kept_and_no_file_is_looked_at(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.CONTRIBUTED_MOST_BYTES = 10
    monkeypatch.setattr(arrivals, "seen", refuse_everything)
    (arrived,) = take([sent(pdf())], ONCE)
    assert "no room for files at present" in arrived.sentence
    assert kept_files(settings) == []


def test_full_disk_is_told_in_a_sentence(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrivals, "draft_of", refuse_everything)
    (arrived,) = take([sent(pdf())], ONCE)
    assert "could not keep this file" in arrived.sentence
    assert not Attachment.objects.exists()


def test_stranger_has_less_of_the_machine_than_staff(settings: Any) -> None:
    settings.MEDIA_SECONDS = 60
    assert strangers_limits().seconds == 10
    settings.MEDIA_SECONDS = 5
    assert strangers_limits().seconds == 5


def test_only_two_files_are_looked_at_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrivals, "PATIENCE", 0.01)
    with arrivals.one_of_few(), arrivals.one_of_few():
        (arrived,) = take([sent(pdf())], ONCE)
    assert "in a few minutes" in arrived.sentence
    assert take([sent(pdf())], ONCE)[0].attachment is not None


def test_look_that_fails_gives_its_place_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrivals, "PATIENCE", 0.01)
    take([sent(b"MZ synthetic")] * 3, ONCE)
    assert arrivals.LOOKS._value == 2
    assert isinstance(arrivals.LOOKS, type(threading.BoundedSemaphore()))


def test_name_of_a_file_shows_what_it_is() -> None:
    (arrived,) = take([sent(pdf(), "syn\u202efdp.\x00exe\n.pdf")], ONCE)
    assert arrived.name == "synfdp.exe.pdf"
    (long,) = take([sent(pdf("long"), "ə" * 240 + ".pdf")], ONCE)
    assert len(long.name) <= 200


def test_file_can_be_dropped_until_its_form_is_sent(settings: Any, django_capture_on_commit_callbacks: Any) -> None:
    one, two = take([sent(pdf("1")), sent(pdf("2"))], ONCE)
    contribute(sent=Sent(Kind.PICTURE, ONCE, "az"), finished=False)
    assert [each.pk for each in attached(ONCE)] == [one.attachment.pk, two.attachment.pk]  # type: ignore[union-attr]
    assert not drop("b" * 32, one.attachment.key)  # type: ignore[union-attr]
    with django_capture_on_commit_callbacks(execute=True):
        assert drop(ONCE, one.attachment.key)  # type: ignore[union-attr]
    assert kept_files(settings) == [two.attachment.key]  # type: ignore[union-attr]
    receipt = contribute(sent=Sent(Kind.PICTURE, ONCE, "az"))
    assert receipt.contribution.state == State.NEW
    assert attached(ONCE) == []
    assert not drop(ONCE, two.attachment.key)  # type: ignore[union-attr]
    assert receipt.contribution.attachments.count() == 1


# Files on their way from a stranger's browser


@pytest.fixture
def small(settings: Any) -> None:
    """Let some bytes be a large file already."""
    settings.MEDIA_MOST_BYTES = 100_000


def request_with(*contents: bytes, prepared: bool = True) -> HttpRequest:
    """Return a request of a stranger with files, and with words before and behind them."""
    files = [sent(content, f"{number}.pdf") for number, content in enumerate(contents)]
    request = RequestFactory().post("/", {"words": "Synthetic words", "files": files, "after": "Synthetic end"})
    if prepared:
        prepare(request)
    return request


@pytest.fixture
def incoming(settings: Any) -> Iterator[Path]:
    """The folder of incoming files, which is empty again at the end."""
    folder: Path = settings.MEDIA_INCOMING
    yield folder
    assert list(folder.iterdir()) == []


def files_of(request: HttpRequest) -> list[UploadedFile[Any]]:
    return request.FILES.getlist("files")


@pytest.mark.usefixtures("small")
def test_files_come_in_by_way_of_the_disk(incoming: Path) -> None:
    request = request_with(pdf("1"), pdf("2"))
    files = files_of(request)
    assert len(list(incoming.iterdir())) == len(files) == 2
    assert [each.sentence for each in take(files, ONCE)] == ["", ""]
    request.close()


@pytest.mark.usefixtures("small", "incoming")
def test_no_more_is_written_than_shows_that_a_file_is_too_large() -> None:
    request = request_with(bytes(5_000_000 // 8), pdf())
    large, good = files_of(request)
    assert os.stat(large.temporary_file_path()).st_size < 200_000  # type: ignore[attr-defined]  # noqa: PTH116
    refused, taken = take([large, good], ONCE)
    assert "larger than" in refused.sentence
    assert taken.attachment is not None
    assert request.POST["after"] == "Synthetic end"
    request.close()


@pytest.mark.usefixtures("small")
def test_ninth_file_is_not_written_and_every_word_is_read(incoming: Path) -> None:
    request = request_with(*(pdf(str(number)) for number in range(10)))
    files = files_of(request)
    assert [type(each) is LeftOut for each in files] == [False] * 8 + [True] * 2
    assert len(list(incoming.iterdir())) == 8
    assert request.POST["after"] == "Synthetic end"
    assert "At most 8" in take(files[8:], ONCE)[0].sentence
    # What was written before can still be read.
    assert take(files[7:8], ONCE)[0].sentence == ""
    request.close()


@pytest.mark.usefixtures("small", "incoming")
def test_what_is_too_much_together_is_not_written(settings: Any) -> None:
    request = request_with(*(pdf(str(number)).ljust(90_000) for number in range(5)))
    said = [each.sentence for each in take(files_of(request), ONCE)]
    assert said[:3] == ["", "", ""]
    assert all("together" in sentence for sentence in said[3:])
    assert request.POST["after"] == "Synthetic end"
    assert not was_cut(request)
    request.close()


@pytest.mark.usefixtures("small", "incoming")
def test_flood_of_bytes_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("memorial.contributions.uploads.BESIDE_FILES", 1000)
    request = request_with(*(pdf(str(number)) for number in range(MOST_FILES)), bytes(3_000_000))
    assert request.POST["words"] == "Synthetic words"
    assert was_cut(request)
    assert "after" not in request.POST
    assert [each.sentence for each in take(files_of(request), ONCE)] == [""] * MOST_FILES
    request.close()


@pytest.mark.usefixtures("small", "incoming")
def test_disk_that_is_full_while_a_file_comes_in_loses_no_word(monkeypatch: pytest.MonkeyPatch) -> None:
    request = request_with(pdf(), pdf("2"))
    monkeypatch.setattr("tempfile._TemporaryFileWrapper.flush", refuse_everything, raising=False)
    assert request.POST["after"] == "Synthetic end"
    assert all("could not keep" in each.sentence for each in take(files_of(request), ONCE))
    request.close()


@pytest.mark.usefixtures("incoming")
def test_missing_folder_is_told_in_a_sentence(settings: Any) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = settings.MEDIA_INCOMING / "missing"
    request = request_with(pdf())
    assert "could not keep" in take(files_of(request), ONCE)[0].sentence


def test_elsewhere_nothing_of_a_stranger_is_written(settings: Any, incoming: Path) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10
    request = request_with(pdf(), prepared=False)
    assert files_of(request) == []
    assert request.POST["after"] == "Synthetic end"
