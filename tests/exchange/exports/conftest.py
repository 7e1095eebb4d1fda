"""Where the files of these tests stand."""

from pathlib import Path
from typing import Any

import pytest

from memorial.models import Memorial


@pytest.fixture
def files(memorial: Memorial, tmp_path: Path, settings: Any) -> Path:
    """A folder of the test's own for all files that are made of the record."""
    settings.STORE = tmp_path
    return tmp_path / "exports"
