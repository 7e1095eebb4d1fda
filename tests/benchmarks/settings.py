"""Settings of the benchmark: those of the tests, with databases on disk."""

from tests.settings import *  # noqa: F403

ROOT_URLCONF = "tests.benchmarks.urls"
ALLOWED_HOSTS = ["testserver"]
EMPTY = {"ENGINE": "django.db.backends.sqlite3", "OPTIONS": {"transaction_mode": "IMMEDIATE"}}
DATABASES = {
    "default": {**EMPTY, "NAME": STORE / "smaller.sqlite3"},  # noqa: F405
    "larger": {**EMPTY, "NAME": STORE / "larger.sqlite3"},  # noqa: F405
}
