"""The files behind pictures and recordings: sent while their asset is public, in stretches if asked, and never more."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from memorial.media.derivatives import Derivative, replaceable
from memorial.models import Asset
from memorial.review.clock import set_clock
from memorial.review.status import Status
from tests.factories import make_asset, make_original

CONTENT = bytes(range(256)) * 4
WHOLE = len(CONTENT)


def with_files(asset: Asset) -> Asset:
    """Lay a file of known bytes behind every derivative of an asset."""
    for row in asset.original.derivatives.all():
        replaceable().save(row.name, ContentFile(CONTENT))
    asset.original.derivatives.update(size=WHOLE)
    return asset


@pytest.fixture
def recording(media_folders: Path, memorial: Any) -> Asset:
    """A public sound recording of 1,024 bytes."""
    return with_files(make_asset(kind="audio"))


@pytest.fixture
def photograph(media_folders: Path, memorial: Any) -> Asset:
    """A public photograph whose derivatives have files."""
    return with_files(make_asset())


def file_of(asset: Asset, recipe: str = "copy", ending: str = "") -> Derivative:
    rows = asset.original.derivatives.filter(recipe=recipe)
    return rows.get(format=ending) if ending else rows.get()


def address(asset: Asset, row: Derivative, **other: str) -> str:
    parts = {"public_id": asset.public_id, "digest": row.sha256, "extension": row.format, **other}
    return reverse("media", kwargs=parts)


def ask(visitor: Client, url: str, *, method: str = "get", **headers: str) -> Any:
    """Ask for a file and read the answer to its end, as a browser does; ``body`` is what came."""
    response: Any = getattr(visitor, method)(
        url, headers={name.replace("_", "-"): each for name, each in headers.items()}
    )
    response.body = b"".join(response) if response.streaming else response.content
    return response


def test_recording_is_sent_whole_with_all_that_keeps_it_harmless(visitor: Client, recording: Asset) -> None:
    row = file_of(recording)
    response = ask(visitor, address(recording, row), Accept_Encoding="gzip, br")
    assert (response.status_code, response.body) == (200, CONTENT)
    assert response["Content-Type"] == "audio/mpeg"
    assert response["Content-Length"] == str(WHOLE)
    assert response["Accept-Ranges"] == "bytes"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Content-Disposition"] == f'attachment; filename="{recording.public_id}.mp3"'
    assert response["ETag"] == f'"{row.sha256}"'
    assert "immutable" in response["Cache-Control"]
    assert not {"Vary", "Content-Encoding", "Set-Cookie", "X-Robots-Tag"} & set(response.headers)
    assert not response.cookies


def test_photograph_is_sent_as_a_picture_and_not_as_a_download(visitor: Client, photograph: Asset) -> None:
    for ending, media_type in (("avif", "image/avif"), ("webp", "image/webp"), ("jpg", "image/jpeg")):
        response = ask(visitor, address(photograph, file_of(photograph, "640", ending)))
        assert (response.status_code, response["Content-Type"]) == (200, media_type)
        assert "Content-Disposition" not in response
        assert response["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-9", 0, 9),
        ("bytes=1000-", 1000, 1023),
        ("bytes=-24", 1000, 1023),
        ("bytes=-5000", 0, 1023),
        ("bytes=1020-999999999999999999", 1020, 1023),
        ("bytes=1023-1023", 1023, 1023),
        ("bytes = 0 - 0", 0, 0),
    ],
)
def test_stretch_is_sent_exactly(visitor: Client, recording: Asset, asked: str, first: int, last: int) -> None:
    response = ask(visitor, address(recording, file_of(recording)), Range=asked)
    assert (response.status_code, response.body) == (206, CONTENT[first : last + 1])
    assert response["Content-Range"] == f"bytes {first}-{last}/{WHOLE}"
    assert response["Content-Length"] == str(last - first + 1)
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize("asked", ["bytes=1024-", "bytes=2000-3000", "bytes=-0"])
def test_stretch_behind_the_end_is_refused_and_the_refusal_kept_by_nobody(
    visitor: Client, recording: Asset, asked: str
) -> None:
    response = ask(visitor, address(recording, file_of(recording)), Range=asked)
    assert (response.status_code, response.body) == (416, b"")
    assert response["Content-Range"] == f"bytes */{WHOLE}"
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "bytes=",
        "bytes=-",
        "bytes=5-2",
        "bytes=a-b",
        "bytes=0-1,5-6",
        "lines=0-1",
        "bytes=" + "9" * 40 + "-",
        "\u0661",
    ],
)
def test_range_that_cannot_be_read_gives_the_whole(visitor: Client, recording: Asset, asked: str) -> None:
    response = ask(visitor, address(recording, file_of(recording)), Range=asked)
    assert (response.status_code, response.body) == (200, CONTENT)


def test_head_tells_of_the_file_without_sending_it(visitor: Client, recording: Asset) -> None:
    url = address(recording, file_of(recording))
    for headers in ({}, {"Range": "bytes=0-9"}):
        response = ask(visitor, url, method="head", **headers)
        assert (response.status_code, response.body) == (200, b"")
        assert response["Content-Length"] == str(WHOLE)


def test_browser_that_has_the_file_is_told_so(visitor: Client, recording: Asset) -> None:
    row = file_of(recording)
    url = address(recording, row)
    for known in (f'"{row.sha256}"', f'"other", W/"{row.sha256}"', "*"):
        response = ask(visitor, url, If_None_Match=known)
        assert (response.status_code, response.body) == (304, b"")
        assert response["ETag"] == f'"{row.sha256}"'
    assert ask(visitor, url, If_None_Match='"other"').status_code == 200


def test_stretch_of_what_may_be_another_file_is_not_sent(visitor: Client, recording: Asset) -> None:
    row = file_of(recording)
    same = ask(visitor, address(recording, row), Range="bytes=0-9", If_Range=f'"{row.sha256}"')
    other = ask(visitor, address(recording, row), Range="bytes=0-9", If_Range='"other"')
    assert (same.status_code, other.status_code) == (206, 200)


HIDDEN: dict[str, dict[str, Any]] = {
    "draft": {"status": Status.DRAFT},
    "in_review": {"status": Status.IN_REVIEW},
    "withdrawn": {"status": Status.WITHDRAWN, "withdrawn_at": timezone.now(), "withdrawal_reason": "privacy"},
    "restricted": {"status": Status.DRAFT, "restricted": True},
    "embargoed": {"opens_at": timezone.now() + timedelta(days=400)},
}


@pytest.mark.every_case
@pytest.mark.parametrize("how", HIDDEN)
def test_file_of_a_hidden_asset_does_not_exist(visitor: Client, photograph: Asset, how: str) -> None:
    set_clock(timezone.now())
    url = address(photograph, file_of(photograph, "640", "jpg"))
    nothing = ask(visitor, address(photograph, file_of(photograph, "640", "jpg"), public_id="000000000000"))
    assert ask(visitor, url).status_code == 200
    Asset.objects.filter(pk=photograph.pk).update(**HIDDEN[how])
    for headers in ({}, {"If_None_Match": "*"}, {"Range": "bytes=0-1"}):
        response = ask(visitor, url, **headers)
        assert (response.status_code, response.body) == (404, nothing.body)


def test_file_of_a_working_copy_does_not_exist(visitor: Client, photograph: Asset) -> None:
    copy = make_asset(original=photograph.original, copy_of=photograph, status=Status.DRAFT)
    row = file_of(photograph, "640", "jpg")
    assert ask(visitor, address(copy, row)).status_code == 404
    assert ask(visitor, address(photograph, row)).status_code == 200


def test_address_leads_to_one_file_of_one_asset_alone(visitor: Client, photograph: Asset) -> None:
    row = file_of(photograph, "640", "jpg")
    other = with_files(make_asset())
    wrong = [
        address(photograph, row, digest="0" * 64),
        address(photograph, row, digest=row.sha256.upper()),
        address(photograph, row, digest=row.sha256[:16]),
        address(photograph, row, digest="..\\..\\settings"),
        address(photograph, row, extension="webp"),
        address(photograph, row, extension="html"),
        address(photograph, file_of(other, "640", "jpg")),
        # The original stands in no address.
        address(photograph, row, digest=photograph.original.sha256),
        f"/en{address(photograph, row)}",
    ]
    assert [ask(visitor, url).status_code for url in wrong] == [404] * len(wrong)


def test_graphic_picture_has_no_square_and_is_shown_by_no_other_site(visitor: Client, media_folders: Path) -> None:
    graphic = with_files(make_asset(grade="graphic"))
    for row in graphic.original.derivatives.all():
        expected = 404 if row.recipe.startswith("square-") else 200
        response = ask(visitor, address(graphic, row))
        assert response.status_code == expected, row.recipe
        if expected == 200:
            assert response["Cross-Origin-Resource-Policy"] == "same-origin"
            assert "noimageindex" in response["X-Robots-Tag"]
            assert "Access-Control-Allow-Origin" not in response


def test_square_around_another_point_is_not_sent(visitor: Client, photograph: Asset) -> None:
    square = file_of(photograph, "square-50-50-320", "jpg")
    assert ask(visitor, address(photograph, square)).status_code == 200
    Asset.objects.filter(pk=photograph.pk).update(focal_x=10)
    assert ask(visitor, address(photograph, square)).status_code == 404


def test_nothing_can_be_sent_to_a_file(recording: Asset) -> None:
    strict = Client(enforce_csrf_checks=True)
    url = address(recording, file_of(recording))
    for method in (strict.post, strict.put, strict.delete, strict.patch):
        response = method(url)
        assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")


def test_file_that_is_not_in_its_place_is_not_found(visitor: Client, media_folders: Path) -> None:
    asset = make_asset(original=make_original("document"))
    assert ask(visitor, address(asset, file_of(asset))).status_code == 404


def test_storage_that_does_not_answer_is_told_and_the_answer_kept_by_nobody(visitor: Client, recording: Asset) -> None:
    row = file_of(recording)
    place = Path(replaceable().path(row.name))
    place.unlink()
    # A folder in the place of the file is refused by the system, for root too.
    place.mkdir()
    response = visitor.get(address(recording, row))
    assert (response.status_code, response.headers["Cache-Control"]) == (503, "no-store")


def test_long_file_is_sent_piece_by_piece(visitor: Client, recording: Asset) -> None:
    row = file_of(recording)
    Derivative.objects.filter(pk=row.pk).update(sha256="a" * 64, size=WHOLE * 200)
    row.refresh_from_db()
    replaceable().save(row.name, ContentFile(CONTENT * 200))
    response: Any = visitor.get(address(recording, row), headers={"Range": "bytes=1024-"})
    pieces = [len(piece) for piece in response]
    assert max(pieces) <= 64 * 1024
    assert sum(pieces) == WHOLE * 199
