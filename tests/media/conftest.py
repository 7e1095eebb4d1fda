"""The memorial of the tests about files: what it says of them by itself, it says in English."""

import pytest

from memorial.models import Memorial


@pytest.fixture
def memorial(memorial: Memorial) -> Memorial:
    """A memorial whose own language is English; synthetic."""
    memorial.languages = ["en", "az", "ru", "tr"]
    memorial.save()
    return memorial
