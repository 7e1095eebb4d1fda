"""A memorial behind a real nginx, for the tests that walk through it."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.operations.deployed import Installation, Unit, nginx_program


@pytest.fixture(scope="module")
def installation() -> Iterator[Installation]:
    """A production installation with its web server, and no server of the memorial yet."""
    if not (nginx_program() and shutil.which("openssl")):
        pytest.skip("nginx and openssl are not installed")
    # Short: the name of a socket has room for about a hundred letters.
    with tempfile.TemporaryDirectory(prefix="memorial-") as folder:
        made = Installation(Path(folder))
        try:
            made.prepare()
            made.start_nginx()
            yield made
        finally:
            made.stop()


@pytest.fixture(scope="module")
def pools(installation: Installation) -> Iterator[dict[str, Unit]]:
    """Its two servers: for visitors and for curators."""
    units = {pool: Unit(installation, f"{pool}-a") for pool in ("public", "desk")}
    try:
        for unit in units.values():
            unit.start()
        yield units
    finally:
        for unit in units.values():
            unit.kill()
