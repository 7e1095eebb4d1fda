"""Settings of the benchmark: those of the tests, with databases on disk, one for each number of people."""

from memorial.databases import in_file
from tests.settings import *  # noqa: F403

ROOT_URLCONF = "tests.benchmarks.urls"
ALLOWED_HOSTS = ["testserver"]
#: By how they are called, from the fewest people to the most.
PLACES = ("default", "more", "most")
DATABASES = {alias: in_file(STORE / f"{alias}.sqlite3") for alias in PLACES}  # noqa: F405
# Pages are made anew each time, and an act does not wait for those who keep them.
KEEP_PAGES = False
