"""The files of a contribution on the desk."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from PIL import ExifTags, Image

from memorial.contributions.arrivals import take
from memorial.contributions.intake import Sent, contribute
from memorial.contributions.models import Kind
from memorial.models import Attachment, Memorial
from tests.contributions.keys import use_keys
from tests.media.files import mp3, pdf, picture, sent


@pytest.fixture(autouse=True)
def folders(memorial: Memorial, media_folders: Path, settings: Any, tmp_path: Path) -> Path:
    use_keys(settings, tmp_path)
    settings.CONTRIBUTED.mkdir()
    settings.DISK_RESERVE = 1
    return tmp_path


def given(content: bytes, name: str = "Synthetic name.jpg", *, finished: bool = True) -> str:
    """Return the address of a file that came with a contribution."""
    (arrived,) = take([sent(content, name)], "a" * 32)
    contribute(sent=Sent(Kind.PICTURE, "a" * 32, "az"), finished=finished)
    assert arrived.attachment is not None
    return reverse("admin:contributed_file", args=[arrived.attachment.key])


def with_notes() -> bytes:
    exif = Image.Exif()
    exif[ExifTags.Base.ImageDescription] = "Zqsynthetic place"
    return picture(400, 300, exif=exif.tobytes())


def shown(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def test_picture_is_shown_grey_and_made_anew_without_what_it_carried(curator_browser: Client, settings: Any) -> None:
    content = with_notes()
    assert b"Zqsynthetic" in content
    answer = curator_browser.get(given(content))
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert b"Zqsynthetic" not in answer.content
    assert shown(answer.content).mode == "L"
    assert shown(answer.content).size == (400, 300)
    assert list(settings.MEDIA_INCOMING.iterdir()) == []


def test_picture_is_shown_in_its_colours_when_that_is_asked_for(curator_browser: Client) -> None:
    answer = curator_browser.get(given(picture(400, 300)), {"colour": ""})
    assert shown(answer.content).mode == "RGB"


@pytest.mark.parametrize("content", [picture(64, 48), pdf(), mp3()])
def test_answer_can_do_nothing_in_a_browser_and_is_kept_nowhere(content: bytes, curator_browser: Client) -> None:
    answer = curator_browser.get(given(content))
    assert answer.status_code == 200
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"].startswith("no-store, private")
    assert answer.getvalue()


def test_document_is_handed_out_to_be_kept_under_a_name_of_ours(curator_browser: Client) -> None:
    answer = curator_browser.get(given(pdf(), "Zqsynthetic.html"))
    key = Attachment.objects.get().key
    assert answer["Content-Disposition"] == f'attachment; filename="{key[:8]}.pdf"'
    assert answer["Content-Type"] == "application/pdf"
    assert b"".join(answer.streaming_content) == pdf()  # type: ignore[attr-defined]


def test_recording_is_sent_by_the_stretch(curator_browser: Client) -> None:
    content = mp3()
    answer = curator_browser.get(given(content), headers={"Range": "bytes=0-9"})
    assert (answer.status_code, answer["Content-Type"]) == (206, "audio/mpeg")
    assert b"".join(answer.streaming_content) == content[:10]  # type: ignore[attr-defined]
    assert "Content-Disposition" not in answer


def test_nobody_else_is_given_a_file(
    visitor: Client, contributor_browser: Client, steward_browser: Client, keeper_browser: Client
) -> None:
    way = given(pdf())
    assert visitor.get(way).status_code == 302
    assert [each.get(way).status_code for each in (contributor_browser, steward_browser, keeper_browser)] == [403] * 3


def test_file_of_what_was_not_sent_is_not_there(curator_browser: Client) -> None:
    assert curator_browser.get(given(pdf(), finished=False)).status_code == 404
    Attachment.objects.update(contribution=None)
    way = reverse("admin:contributed_file", args=[Attachment.objects.get().key])
    assert curator_browser.get(way).status_code == 404
    assert curator_browser.get(reverse("admin:contributed_file", args=["unknown"])).status_code == 404


def test_file_that_is_missing_on_the_disk_is_not_there(curator_browser: Client) -> None:
    for content in (pdf(), picture(64, 48)):
        Attachment.objects.all().delete()
        way = given(content)
        Attachment.objects.get().path.unlink()
        assert curator_browser.get(way).status_code == 404
        contribute(sent=Sent(Kind.PICTURE, "a" * 32, "az")).contribution.delete()


def test_picture_that_cannot_be_read_any_more_says_so(curator_browser: Client) -> None:
    way = given(picture(64, 48))
    Attachment.objects.get().path.write_bytes(picture(64, 48)[:500])
    answer = curator_browser.get(way)
    assert (answer.status_code, answer["Content-Type"]) == (422, "text/plain; charset=utf-8")
    assert "could not be read" in answer.content.decode()


def test_file_is_only_read(curator_browser: Client) -> None:
    assert curator_browser.post(given(pdf())).status_code == 405
