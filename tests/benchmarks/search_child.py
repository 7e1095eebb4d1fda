"""One step of the benchmark of search, in a process of its own: fill a database, build the index, or ask it.

Each prints what it found as one line of JSON. A process of its own has no memory that another step has taken.
"""

import json
import os
import resource
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.benchmarks.search_settings"
django.setup()

from django.core.management import call_command  # noqa: E402  # models exist only after the setup
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import translation  # noqa: E402

from memorial.garbage import collect_seldom  # noqa: E402
from memorial.models import Person, PersonName  # noqa: E402
from memorial.review.gate import Channel  # noqa: E402
from memorial.search.indexing import index_entries  # noqa: E402
from memorial.search.models import Edition  # noqa: E402
from memorial.search.people import find_people  # noqa: E402
from memorial.search.rebuilding import rebuild  # noqa: E402
from tests.benchmarks.people import published  # noqa: E402
from tests.benchmarks.search_people import fill, questions  # noqa: E402

LIMIT = 20
#: How many people are published, one after another, to see what that costs.
PUBLISHED = 40


def fill_step(number: int) -> dict[str, Any]:
    """Make the tables and fill them."""
    call_command("migrate", verbosity=0, interactive=False)
    begun = time.perf_counter()
    fill(number)
    return {"seconds": time.perf_counter() - begun, "bytes": size()}


def build_step(number: int) -> dict[str, Any]:
    """Build both indexes from nothing, and say how fast and how large they are."""
    before = size()
    stages: dict[str, float] = {}
    begun = last = time.perf_counter()
    for progress in rebuild():
        now = time.perf_counter()
        stages[progress.kind] = stages.get(progress.kind, 0) + now - last
        last = now
    spent = time.perf_counter() - begun
    return {
        "seconds": spent,
        "work": time.process_time(),
        "stages": stages,
        "rate": number / spent,
        "bytes": size() - before,
        "memory": peak(),
    }


def ask_step(number: int) -> dict[str, Any]:
    """Ask each question three ways: for its rows by their keys alone, through `find_people`, and through the page."""
    with translation.override("az"):
        browser, page = Client(), reverse("search")
    find("Synthetic", "exact")
    collect_seldom()  # as the server does
    before = resident()
    for kind, texts in questions(number, seed=1).items():
        # As many other questions warm everything up.
        for text in texts:
            find(text, kind)
            browser.get(page, {"q": text})
    spent: dict[str, dict[str, list[float]]] = {}
    for kind, texts in questions(number, seed=2).items():
        for text in texts:
            ways = spent.setdefault(kind, {"bare": [], "find": [], "work": [], "page": []})
            begun = time.process_time()
            ways["find"].append(timed(partial(find, text, kind)))
            ways["work"].append((time.process_time() - begun) * 1000)
            # A second time, for who it was: what is measured is measured once.
            keys = [hit.person.pk for hit in find(text, kind).hits]
            ways["bare"].append(timed(partial(list, Person.objects.filter(pk__in=keys or [1]))))
            ways["page"].append(timed(partial(browser.get, page, {"q": text})))
    return {"milliseconds": spent, "memory": resident() - before, "publish": publish_each()}


def find(text: str, kind: str) -> Any:
    """Return who is found, as the search page asks for them."""
    rows = Person.objects.public(Channel.SEARCH)
    return find_people(text, rows=rows, edition=Edition.PUBLIC, limit=LIMIT, prefix=kind == "prefix")


def publish_each() -> float:
    """Return the median of the milliseconds that both indexes take to learn of a person who was published."""
    spent = []
    for place in range(PUBLISHED):
        with transaction.atomic():
            person = Person.objects.create(label=f"Synthetic newcomer {place}", birth="1950", **published())
            for language, family in (
                ("az", f"Sintetikzadə{place}"),
                ("ru", f"Синтетикзаде{place}"),
                ("en", f"Sintetikzade{place}"),
            ):
                PersonName.objects.create(person=person, full=f"Əli Məmməd {family}", language=language)
            spent.append(timed(partial(index_entries, Person, [person.pk])))
    return statistics.median(spent)


def timed(act: Callable[[], Any]) -> float:
    """Return how many milliseconds an act takes."""
    begun = time.perf_counter()
    act()
    return (time.perf_counter() - begun) * 1000


def size() -> int:
    """Return how many bytes the database takes on the disk."""
    if connection.vendor == "sqlite":
        return Path(connection.settings_dict["NAME"]).stat().st_size
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def peak() -> int:
    """Return the most bytes of memory that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def resident() -> int:
    """Return how many bytes of memory this process has now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


STEPS = {"fill": fill_step, "build": build_step, "ask": ask_step}

if __name__ == "__main__":
    sys.stdout.write(json.dumps(STEPS[sys.argv[1]](int(sys.argv[2]))) + "\n")
