"""The tests of contributions read English: what the desk writes into the record is in the memorial's own language."""

import pytest

from memorial.models import Memorial


@pytest.fixture
def memorial(memorial: Memorial) -> Memorial:
    """The memorial with English as its own language."""
    memorial.languages = ["en", "az", "ru", "tr"]
    memorial.save()
    return memorial
