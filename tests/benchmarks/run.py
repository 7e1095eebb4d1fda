"""Compares what pages and acts cost among few and among very many synthetic people, and fails when that is felt.

All databases are asked in turn, page by page, in one process, so that what else the machine does weighs on all alike.
"""

import argparse
import os
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from urllib.parse import quote

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.benchmarks.settings"
django.setup()

from django.core.management import call_command  # noqa: E402  # models exist only after the setup
from django.db import connections  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import translation  # noqa: E402

from memorial.models import RegisterRow, User  # noqa: E402
from memorial.search.rebuilding import rebuild  # noqa: E402
from tests.benchmarks import people, review  # noqa: E402
from tests.benchmarks.settings import PLACES  # noqa: E402

SIZES = "1000,100000"
#: How many times as much anything may cost among most people as among fewest, and how many times a search.
LIMIT, SEARCH_LIMIT = 1.5, 3.0
ROUNDS = 60
WARM_UP = 5
LANGUAGE = "az"
PEOPLE = 25

Addresses = dict[str, Callable[[int], str]]


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


class Memorial:
    """One of the memorials: its database, its pages, a signed-in browser and two curators."""

    def __init__(self, alias: str, count: int) -> None:
        self.connection, self.count = connections[alias], count
        self.enter()
        call_command("migrate", verbosity=0, interactive=False)
        start = time.perf_counter()
        people.load(count)
        for _progress in rebuild():
            pass
        say(f"{count:>9,} synthetic people loaded in {time.perf_counter() - start:.0f} s")
        self.browser = Client()
        self.browser.force_login(User.objects.create_superuser("synthetic"))
        self.desk, self.person = review.Desk(), review.person_of(review.SMALL)
        with translation.override(LANGUAGE):
            self.addresses = addresses()

    def enter(self) -> None:
        """Make this memorial's database the one that the pages ask."""
        connections["default"] = self.connection

    def publish(self, number: int) -> Iterator[tuple[str, float]]:
        """Yield each step from a working copy to a new version, and how many seconds it takes."""
        for name, step in self.desk.steps(self.person, number):
            start = time.perf_counter()
            step()
            yield f"desk, {name}", time.perf_counter() - start

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
    register, search, changelist = reverse("people"), reverse("search"), reverse("admin:memorial_person_changelist")
    rows = RegisterRow.objects.filter(language=LANGUAGE).order_by("sort_key").prefetch_related("person__names")
    total = rows.count()
    deep = rows[total * 9 // 10].person.public_id
    letters = sorted(set(rows.values_list("letter", flat=True)))
    some = [rows[number * total // PEOPLE].person for number in range(PEOPLE)]
    urls = [person.get_absolute_url() for person in some]
    names = [person.names.all()[0].full for person in some]
    return {
        "trivial page": lambda number: reverse("trivial"),
        "people, first page": lambda number: register,
        "people, deep page": lambda number: f"{register}?after={deep}",
        "people, one letter": lambda number: f"{register}?letter={letters[number % len(letters)]}",
        "one person": lambda number: urls[number % len(urls)],
        "search, as it is written": lambda number: f"{search}?q={quote(names[number % len(names)])}",
        "search, a letter wrong": lambda number: f"{search}?q={quote(names[number % len(names)][:-1] + 'x')}",
        "search, nobody": lambda number: f"{search}?q=Qwvz{number}",
        "admin, list of people": lambda number: changelist,
        "admin, list of people, searched": lambda number: f"{changelist}?q={quote(names[number % len(names)])}",
    }


def measure(memorials: Sequence[Memorial]) -> dict[str, list[float]]:
    """Return the median milliseconds of each page and act in each memorial."""
    spent: dict[str, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    for number in range(WARM_UP + ROUNDS):
        # In turn, so that none is always the one asked after another page.
        turn = sorted(memorials, key=lambda one: one.count, reverse=number % 2 == 0)
        for page in memorials[0].addresses:
            for one in turn:
                one.enter()
                note(spent[page][one.count], number, one.ask(page, number))
        for one in turn:
            one.enter()
            for name, seconds in one.publish(number):
                note(spent[name][one.count], number, seconds)
    return {page: [statistics.median(by[one.count]) for one in memorials] for page, by in spent.items()}


def note(spent: list[float], number: int, seconds: float) -> None:
    """Note how long something took, once everything is warm."""
    if number >= WARM_UP:
        spent.append(seconds * 1000)


def main() -> None:
    """Load, measure, and say what was found; the exit code says whether the limits were kept."""
    said = argparse.ArgumentParser(description=__doc__)
    said.add_argument("--sizes", default=SIZES, help="numbers of people, parted by commas, at most three")
    sizes = sorted(map(int, said.parse_args().sizes.split(",")))
    memorials = [Memorial(alias, count) for alias, count in zip(PLACES, sizes, strict=False)]
    say(f"\n{'median milliseconds':34}{''.join(f'{count:>12,}' for count in sizes)}{'ratio':>8}")
    over = []
    for page, medians in measure(memorials).items():
        ratio = medians[-1] / medians[0]
        say(f"{page:34}{''.join(f'{median:>12.2f}' for median in medians)}{ratio:>8.2f}")
        if ratio > (SEARCH_LIMIT if "search" in page else LIMIT):
            over.append(page)
    memorials[0].enter()
    review.report(memorials[0].desk, say)
    if over:
        sys.exit(f"\nMore than {LIMIT} times as much among more people, or {SEARCH_LIMIT} times: {', '.join(over)}")
    say(f"\nNothing costs more than {LIMIT} times as much among more people, and no search {SEARCH_LIMIT} times.")


if __name__ == "__main__":
    main()
