"""Settings of the benchmark of search: those of the tests, with a database as installations have it."""

import os
from pathlib import Path

from memorial.databases import in_file
from tests.settings import *  # noqa: F403

ALLOWED_HOSTS = ["testserver"]
DATABASES["default"]["NAME"] = os.environ["BENCHMARK_DATABASE"]  # noqa: F405
# One step takes a list in, the next one brings it in.
LISTS = Path(os.environ["BENCHMARK_DATABASE"]).parent / "lists"
if "TEST_POSTGRESQL" not in os.environ:
    DATABASES["default"] = in_file(Path(os.environ["BENCHMARK_DATABASE"]))  # noqa: F405
