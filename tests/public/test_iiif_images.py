"""IIIF images: the fixed sizes of a picture, the same files as on the pages, and only where it may be seen."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from memorial.models import Asset
from tests.addresses import FILLS
from tests.factories import make_asset
from tests.media.files import asset_with_files, picture
from tests.public.manifest_checks import INFO_TYPE, is_language_map


def service_of(asset: Asset) -> str:
    """Return the address of a picture, to which viewers add what they want of it."""
    [arguments] = FILLS["iiif_info"]([asset])
    return f"/iiif/image/{asset.public_id}/{arguments['digest']}"


def body_of(response: Any) -> bytes:
    """Return what was sent, at once or piece by piece."""
    content: bytes = response.getvalue()
    return content


def test_information_names_every_size_and_nothing_else(visitor: Client) -> None:
    asset = make_asset(rights="https://creativecommons.org/publicdomain/zero/1.0/")
    url = f"{service_of(asset)}/info.json"
    response = visitor.get(url, headers={"accept-language": "ru"})
    assert (response.status_code, response["Content-Type"]) == (200, INFO_TYPE)
    assert response["Access-Control-Allow-Origin"] == "*"
    info = json.loads(response.content)
    assert info == {
        "@context": "http://iiif.io/api/image/3/context.json",
        "id": f"http://testserver{service_of(asset)}",
        "type": "ImageService3",
        "protocol": "http://iiif.io/api/image",
        "profile": "level0",
        "width": 640,
        "height": 480,
        "sizes": [{"width": 320, "height": 240}, {"width": 640, "height": 480}],
        "rights": "http://creativecommons.org/publicdomain/zero/1.0/",
        "partOf": [{"id": f"http://testserver/iiif/asset/{asset.public_id}/manifest.json", "type": "Manifest"}],
    }
    assert visitor.get(url).headers == response.headers
    assert visitor.head(url).content == b""
    assert visitor.post(url).status_code == 405


def test_information_of_a_distressing_picture_has_its_note(visitor: Client) -> None:
    asset = make_asset(grade="distressing", texts={"en": {"content_note": "synthetic note"}})
    info = json.loads(visitor.get(f"{service_of(asset)}/info.json").content)
    assert info["partOf"][0]["label"]["en"] == ["Distressing picture: synthetic note."]
    assert is_language_map(info["partOf"][0]["label"])


def test_sizes_are_the_files_of_the_pages(visitor: Client, media_folders: Path) -> None:
    asset = asset_with_files(picture(400, 300))
    service = service_of(asset)
    for row in asset.original.derivatives.filter(format="jpg", recipe__in=["320", "400"]):
        url = f"{service}/full/{row.width},{row.height}/0/default.jpg"
        got = visitor.get(url)
        page = visitor.get(f"/media/{asset.public_id}/{row.sha256}.jpg")
        assert (got.status_code, got["Content-Type"]) == (200, "image/jpeg")
        assert body_of(got) == body_of(page)
        assert got["Access-Control-Allow-Origin"] == "*"
        assert {name: got[name] for name in page.headers if name not in ("Vary", "Content-Language")} == {
            name: page[name] for name in page.headers if name not in ("Vary", "Content-Language")
        }
        assert visitor.get(url, headers={"if-none-match": got["ETag"]}).status_code == 304
        head = visitor.head(url)
        assert (head["Content-Length"], body_of(head)) == (str(row.size), b"")
    whole = visitor.get(f"{service}/full/max/0/default.jpg")
    largest = asset.original.derivatives.get(format="jpg", recipe="400")
    assert body_of(whole)[:2] == b"\xff\xd8" and whole["ETag"] == f'"{largest.sha256}"'


def test_distressing_picture_is_sent_as_the_pages_send_it(visitor: Client, media_folders: Path) -> None:
    asset = asset_with_files(picture(400, 300), grade="distressing")
    response = visitor.get(f"{service_of(asset)}/full/max/0/default.jpg")
    assert response.status_code == 200
    # A page of somebody else's would show it without its note.
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in response.headers
    assert body_of(response)[:2] == b"\xff\xd8"


@pytest.mark.parametrize(
    "size",
    ["320,", "!320,240", "^max", "full", "pct:50", "640,481", "0,0", "320,240,1", "%00", "9" * 3000, "%E2%88"],
)
def test_other_sizes_do_not_exist(visitor: Client, media_folders: Path, size: str) -> None:
    service = service_of(make_asset())
    assert visitor.get(f"{service}/full/{size}/0/default.jpg").status_code == 404


@pytest.mark.parametrize(
    "rest", ["full/max/90/default.jpg", "full/max/0/gray.jpg", "full/max/0/default.png", "square/max/0/default.jpg", ""]
)
def test_other_qualities_and_regions_do_not_exist(visitor: Client, rest: str) -> None:
    assert visitor.get(f"{service_of(make_asset())}/{rest}").status_code == 404


@pytest.mark.parametrize("digest", ["0" * 32, "x", "%00"])
def test_address_without_the_right_hash_does_not_exist(visitor: Client, digest: str) -> None:
    asset = make_asset()
    never = visitor.get("/iiif/image/zzzzzzzzzzzz/x/info.json")
    response = visitor.get(f"/iiif/image/{asset.public_id}/{digest}/info.json")
    assert (response.status_code, response.content, response.headers) == (404, never.content, never.headers)


@pytest.mark.parametrize("grade", ["graphic", ""])
def test_graphic_picture_has_no_information_and_no_sizes(visitor: Client, media_folders: Path, grade: str) -> None:
    asset = asset_with_files(picture(400, 300), grade="none")
    service = service_of(asset)
    assert visitor.get(f"{service}/info.json").status_code == 200
    Asset.objects.update(grade=grade)
    assert visitor.get(f"{service}/info.json").status_code == 404
    assert visitor.get(f"{service}/full/max/0/default.jpg").status_code == 404


@pytest.mark.parametrize(("status", "answer"), [("draft", 404), ("in_review", 404), ("withdrawn", 410)])
def test_picture_that_is_not_public_is_not_sent(visitor: Client, media_folders: Path, status: str, answer: int) -> None:
    asset = asset_with_files(picture(400, 300), status=status)
    service = service_of(asset)
    for url in (f"{service}/info.json", f"{service}/full/max/0/default.jpg", f"{service}/full/400,300/0/default.jpg"):
        assert visitor.get(url).status_code == answer


@pytest.mark.parametrize("kind", ["document", "audio"])
def test_what_is_no_picture_has_no_sizes(visitor: Client, kind: str) -> None:
    assert FILLS["iiif_info"]([make_asset(kind=kind)]) == []


def test_information_costs_a_fixed_number_of_queries(
    visitor: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    url = f"{service_of(make_asset())}/info.json"
    with django_assert_num_queries(4):
        visitor.get(url)
