"""The cast of the tests of review."""

import pytest
from django.test import Client


@pytest.fixture
def two(curator_browser: Client, second_curator_browser: Client) -> tuple[Client, Client]:
    """Two curators; the first is the one who saves second."""
    return curator_browser, second_curator_browser
