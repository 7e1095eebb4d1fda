"""The layer in front of Django, as a test looks through it: it asks how the record stands when the test says so."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections

from memorial.models import Memorial
from memorial.public.kept.pages import Application, KeptPages
from memorial.public.kept.stands import Stands


class AskingStands(Stands):
    """Asks in the thread of the test, each time: the database of a test belongs to it."""

    def now(self) -> Any:
        self.look()
        return super().now()

    def begin(self) -> None:
        """Have no thread ask."""


@pytest.fixture
def layer(memorial: Memorial, settings: Any, tmp_path: Path) -> Iterator[KeptPages]:
    """The application as the server runs it, but that the connection of the test outlives each request."""
    settings.KEEP_RELIED_ON = 5.0
    settings.KEPT = tmp_path / "kept"
    made = KeptPages(cast(Application, get_wsgi_application()))
    made.stands = AskingStands()
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield made
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
