"""Settings of the benchmark of search: those of the tests, with a database as installations have it."""

import os

from tests.settings import *  # noqa: F403

ALLOWED_HOSTS = ["testserver"]
DATABASES["default"]["NAME"] = os.environ["BENCHMARK_DATABASE"]  # noqa: F405
if "TEST_POSTGRESQL" not in os.environ:
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS  # noqa: F405
