"""Compares what the same pages cost among 1,000 and among 100,000 synthetic people, and fails when size is felt.

Both databases are asked in turn, page by page, in one process, so that what else the machine does weighs on both.
"""

import os
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.benchmarks.settings"
django.setup()

from django.core.management import call_command  # noqa: E402  # models exist only after the setup
from django.db import connections  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import translation  # noqa: E402

from memorial.models import RegisterRow, User  # noqa: E402
from tests.benchmarks import people, review  # noqa: E402

SIZES = {"smaller": 1_000, "larger": 100_000}
LIMIT = 1.3
ROUNDS = 60
WARM_UP = 5
LANGUAGE = "az"
PEOPLE = 25

Addresses = dict[str, Callable[[int], str]]


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


class Memorial:
    """One of the two memorials: its database, its pages and a signed-in browser."""

    def __init__(self, name: str, count: int) -> None:
        self.connection = connections["default" if name == "smaller" else name]
        self.enter()
        call_command("migrate", verbosity=0, interactive=False)
        start = time.perf_counter()
        people.load(count)
        say(f"{count:>9,} synthetic people loaded in {time.perf_counter() - start:.0f} s")
        self.browser = Client()
        self.browser.force_login(User.objects.create_superuser("synthetic"))
        with translation.override(LANGUAGE):
            self.addresses = addresses()

    def enter(self) -> None:
        """Make this memorial's database the one that the pages ask."""
        connections["default"] = self.connection

    def ask(self, page: str, number: int) -> float:
        """Return how many seconds one request for a page takes."""
        address = self.addresses[page](number)
        start = time.perf_counter()
        response = self.browser.get(address)
        spent = time.perf_counter() - start
        if response.status_code != 200 or not response.content:
            sys.exit(f"{address} answered {response.status_code}")
        return spent


def addresses() -> Addresses:
    """Return the pages to be measured: each an address for the n-th request."""
    register, changelist = reverse("people"), reverse("admin:memorial_person_changelist")
    rows = RegisterRow.objects.filter(language=LANGUAGE).order_by("sort_key").prefetch_related("person__names")
    total = rows.count()
    deep = rows[total * 9 // 10].person.public_id
    letters = sorted(set(rows.values_list("letter", flat=True)))
    urls = [rows[number * total // PEOPLE].person.get_absolute_url() for number in range(PEOPLE)]
    return {
        "trivial page": lambda number: reverse("trivial"),
        "people, first page": lambda number: register,
        "people, deep page": lambda number: f"{register}?after={deep}",
        "people, one letter": lambda number: f"{register}?letter={letters[number % len(letters)]}",
        "one person": lambda number: urls[number % len(urls)],
        "admin, list of people": lambda number: changelist,
    }


def measure(memorials: dict[str, Memorial]) -> dict[str, dict[str, float]]:
    """Return the median milliseconds of each page in each memorial."""
    spent: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for number in range(WARM_UP + ROUNDS):
        for page in memorials["smaller"].addresses:
            # In turn, so that neither is always the one asked after another page.
            for name in sorted(memorials, reverse=number % 2 == 0):
                memorials[name].enter()
                seconds = memorials[name].ask(page, number)
                if number >= WARM_UP:
                    spent[page][name].append(seconds * 1000)
    return {page: {name: statistics.median(values) for name, values in by.items()} for page, by in spent.items()}


def main() -> None:
    """Load, measure, and say what was found; the exit code says whether the limit was kept."""
    memorials = {name: Memorial(name, count) for name, count in SIZES.items()}
    headings = "".join(f"{count:>12,}" for count in SIZES.values())
    say(f"\n{'median milliseconds':24}{headings}{'ratio':>8}")
    over = []
    for page, medians in measure(memorials).items():
        ratio = medians["larger"] / medians["smaller"]
        say(f"{page:24}{medians['smaller']:>12.2f}{medians['larger']:>12.2f}{ratio:>8.2f}")
        if ratio > LIMIT:
            over.append(page)
    memorials["smaller"].enter()
    review.report(say)
    if over:
        sys.exit(f"\nMore than {LIMIT} times as much among more people: {', '.join(over)}")
    say(f"\nNo page costs more than {LIMIT} times as much among more people.")


if __name__ == "__main__":
    main()
