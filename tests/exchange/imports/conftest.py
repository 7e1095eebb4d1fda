"""Where lists are kept while tests bring them in."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def folder_of_lists(tmp_path: Path, settings: Any) -> None:
    """Keep the files of lists in a folder of the test's own."""
    settings.LISTS = tmp_path / "lists"
