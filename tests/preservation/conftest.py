"""Folders of their own for the tests of preservation."""

from pathlib import Path
from typing import Any

import pytest

from memorial.models import Memorial, Original
from memorial.preservation import reading
from tests.preservation.sealed import sealed_originals


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read a second time at once what was not right the first time."""
    monkeypatch.setattr(reading, "PAUSE", 0.0)


@pytest.fixture(autouse=True)
def own_store(media_folders: Path, settings: Any) -> Path:
    """Keep what a run writes beside the record in the folder of the test."""
    settings.STORE = media_folders
    return media_folders


@pytest.fixture
def originals(memorial: Memorial, tmp_path: Path) -> list[Original]:
    """Four synthetic originals on the disk."""
    return sealed_originals(4, tmp_path)
