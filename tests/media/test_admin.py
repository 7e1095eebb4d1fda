"""Files on the desk."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from memorial.models import Asset
from memorial.review.status import Status
from tests.factories import make_asset
from tests.review.filling import address, problems, send


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, settings: Any) -> None:
    """Keep what a test uploads in a folder of its own."""
    settings.MEDIA_ROOT = tmp_path


def upload(browser: Client, name: str, content: bytes = b"synthetic") -> Any:
    return send(browser, address(Asset, "add"), file=SimpleUploadedFile(name, content), credit="Synthetic credit")


def test_file_comes_in_with_its_credit(curator_browser: Client, tmp_path: Path) -> None:
    answer = upload(curator_browser, "synthetic.JPG")
    assert answer.status_code == 302, problems(answer)
    asset = Asset.objects.get()
    assert asset.label == "Synthetic credit"
    assert (tmp_path / str(asset.file)).read_bytes() == b"synthetic"


@pytest.mark.parametrize("name", ["synthetic.svg", "synthetic.html", "synthetic.jpg.exe", "synthetic"])
def test_file_of_another_kind_is_refused_with_the_kinds_that_are_taken(curator_browser: Client, name: str) -> None:
    page = upload(curator_browser, name)
    assert "Files of this kind are not taken. Choose one of: jpg, jpeg, png" in problems(page)


def test_file_that_is_too_large_is_refused(curator_browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("memorial.media.forms.MOST_MEGABYTES", 0)
    assert "larger than 0 megabytes" in problems(upload(curator_browser, "synthetic.png"))


def test_form_keeps_the_file_and_links_to_none(curator_browser: Client, contributor_browser: Client) -> None:
    asset = make_asset(file="assets/synthetic-kept.jpg", status=Status.DRAFT)
    url = address(Asset, "change", asset.pk)
    for browser in (curator_browser, contributor_browser):
        rendered = browser.get(url).content.decode()
        assert "synthetic-kept.jpg" in rendered
        assert "assets/synthetic-kept.jpg" not in rendered
    answer = send(curator_browser, url, credit="Another synthetic credit")
    assert answer.status_code == 302, problems(answer)
    asset.refresh_from_db()
    assert asset.file.name == "assets/synthetic-kept.jpg"
