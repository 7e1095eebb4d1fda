"""The focal point: two numbers on the form of a picture, a mark on it, and the square that is made around it."""

import pytest
from django.test import Client

from memorial.media.making import make_missing
from memorial.models import Asset
from memorial.review.status import Status
from tests.factories import make_asset
from tests.media.files import asset_with_files, picture
from tests.review.filling import address, problems, send

pytestmark = pytest.mark.usefixtures("media_folders", "memorial")


def test_picture_stands_above_its_two_numbers(contributor_browser: Client) -> None:
    asset = make_asset(focal_x=30, focal_y=70, status=Status.DRAFT)
    body = contributor_browser.get(address(Asset, "change", asset.pk)).content.decode()
    assert body.index("data-focal") < body.index('id="id_focal_x"') < body.index('id="id_grade"')
    assert body.count('cx="30%" cy="70%"') == 2
    for name, value in (("focal_x", 30), ("focal_y", 70)):
        assert f'<input type="number" name="{name}" value="{value}" class="vIntegerField" min="0" max="100"' in body
    assert '<script src="/static/memorial/focal.js" defer></script>' in body


@pytest.mark.parametrize("value", ["101", "-1", "middle", ""])
def test_point_beside_the_picture_is_refused(contributor_browser: Client, value: str) -> None:
    asset = make_asset(status=Status.DRAFT)
    assert problems(send(contributor_browser, address(Asset, "change", asset.pk), focal_x=value, credit="Kept"))
    asset.refresh_from_db()
    assert (asset.focal_x, asset.credit) == (50, "Synthetic credit")


def test_only_pictures_have_a_point(contributor_browser: Client) -> None:
    recording = make_asset(kind="audio", status=Status.DRAFT)
    for url in (address(Asset, "change", recording.pk), address(Asset, "add")):
        assert not {"focal_x", "focal_y"} & set(contributor_browser.get(url).context["adminform"].form.fields)


def test_square_around_a_moved_point_is_made_by_the_job(contributor_browser: Client) -> None:
    asset = asset_with_files(picture(60, 40), status=Status.DRAFT)
    answer = send(contributor_browser, address(Asset, "change", asset.pk), focal_x="0", focal_y="100")
    assert answer.status_code == 302, problems(answer)
    asset = Asset.objects.get()
    assert asset.original.work == "waiting"
    assert make_missing(asset.original) == 3
    page = contributor_browser.get(address(Asset, "change", asset.pk))
    square = asset.original.derivatives.get(recipe="square-0-100-40", format="jpg")
    assert page.context["panel"]["own"].square.src.endswith(f"/file/{square.sha256}.jpg")
    assert square.sha256 in page.content.decode()
