"""What a flood does: thousands of posts from one address, from a hundred and from ten thousand, with people among them.

Run by `python -m tests.benchmarks.flood [number of posts]`; nothing leaves the process. All that is sent is synthetic.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import django

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.benchmarks.settings"
    django.setup()

from django.conf import settings  # noqa: E402  # models exist only after the setup
from django.core import signing  # noqa: E402
from django.core.cache import cache  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext, setup_test_environment  # noqa: E402
from django.urls import reverse  # noqa: E402

from memorial.accounts.roles import Role, make_roles  # noqa: E402
from memorial.contributions.models import LAST, Contribution  # noqa: E402
from memorial.contributions.room import taken_bytes  # noqa: E402
from memorial.contributions.tokens import SALT  # noqa: E402
from memorial.models import Memorial, Source  # noqa: E402
from tests.conftest import signed_in, staff  # noqa: E402
from tests.contributions.sent_forms import solved  # noqa: E402
from tests.review.filling import address, send  # noqa: E402

MOST_POSTS = 10_000
#: For how long the pages of a flood, and of people, had been open, in seconds.
HURRIED, UNHURRIED = 5, 300


@dataclass
class Flood:
    """One flood, and what was seen of it."""

    posts: int
    addresses: int
    #: How long each of its pages was open: a cunning flood waits as long as people do.
    age: int = HURRIED
    answers: dict[int, int] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    milliseconds: list[float] = field(default_factory=list)

    def run(self, browser: Client) -> None:
        """Send it, with a person before it and two in its middle: one with a proof of work, one without."""
        self.people["before"] = person(browser, "before", "203.0.113.1")
        for number in range(self.posts):
            if number == self.posts // 2:
                self.people["in the middle"] = person(browser, "in the middle", "203.0.113.2")
                self.people["in the middle, proved"] = person(browser, "proved", "203.0.113.3", proved=True)
            place = number % self.addresses
            began = time.perf_counter()
            status = post(browser, f"Synthetic flood {number} buy now", f"10.0.{place // 250}.{place % 250}", self.age)
            self.milliseconds.append((time.perf_counter() - began) * 1000)
            self.answers[status] = self.answers.get(status, 0) + 1

    def kept(self) -> int:
        """Return how many of its posts were stored."""
        return Contribution.objects.filter(words__startswith="Synthetic flood").count()

    def in_the_pile(self) -> int:
        """Return how many of those were sorted last."""
        return Contribution.objects.filter(words__startswith="Synthetic flood", rank=LAST).count()


def aged_token(number: str, seconds: int) -> str:
    """Return the token of a form whose page was opened so many seconds ago."""
    return signing.dumps([number.zfill(32), int(time.time()) - seconds], salt=SALT)


def tokens() -> Iterator[str]:
    """Yield numbers for forms, each once in the life of the process."""
    number = time.time_ns()
    while True:
        number += 1
        yield str(number)


NUMBERS = tokens()


def post(browser: Client, words: str, network: str, age: int, *, proved: bool = False) -> int:
    """Send one message, and return with what status it was answered."""
    token = aged_token(next(NUMBERS), age)
    data = {"words": words, "language": "az", "token": token, "proof": solved(token) if proved else "", "remarks": ""}
    return browser.post(reverse("contribute_message"), data, REMOTE_ADDR=network).status_code


def person(browser: Client, when: str, network: str, *, proved: bool = False) -> int:
    """Send what a person writes, and return with what status it was answered."""
    return post(browser, f"Synthetic words of somebody, {when}", network, UNHURRIED, proved=proved)


def on_first_page(curator: Client) -> tuple[list[str], int, float]:
    """Return what of people's words the first page of the queue shows, its questions, and its milliseconds."""
    times = []
    for _time in range(5):
        began = time.perf_counter()
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page = curator.get(reverse("admin:contributions"))
        times.append((time.perf_counter() - began) * 1000)
    text = page.content.decode()
    shown = [when for when in ("before", "in the middle", "proved") if f"of somebody, {when}" in text]
    return shown, len(asked), statistics.median(times)


def saves(curator: Client) -> bool:
    """Return whether a curator can save a new entry."""
    before = Source._base_manager.count()
    send(curator, address(Source, "add"), title="Synthetic report", kind="report")
    return Source._base_manager.count() == before + 1


def begin_anew() -> None:
    """Forget the flood before."""
    cache.clear()
    Contribution.objects.all().delete()


def report(flood: Flood, curator: Client, say: Callable[[str], Any]) -> None:
    """Say what was seen of a flood."""
    shown, questions, milliseconds = on_first_page(curator)
    pace = statistics.median(flood.milliseconds)
    how = "in haste" if flood.age == HURRIED else "without haste"
    say(f"\n{flood.posts:,} posts from {flood.addresses:,} addresses, {how}: {sum(flood.milliseconds) / 1000:.0f} s")
    say(f"  answered: {dict(sorted(flood.answers.items()))}; median {pace:.1f} ms")
    say(f"  stored {flood.kept():,}, of them sorted last {flood.in_the_pile():,}")
    say(f"  people answered: {flood.people}")
    say(f"  first page of the queue: {milliseconds:.0f} ms, {questions} questions; shows of people: {shown}")
    room = f"{taken_bytes():,} of {settings.CONTRIBUTED_MOST_BYTES:,} bytes"
    say(f"  room taken: {room}; curator saves: {saves(curator)}")


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    """Send four floods, one after the other, and say what was seen."""
    posts = min(int(sys.argv[1]) if len(sys.argv) > 1 else MOST_POSTS, MOST_POSTS)
    setup_test_environment()
    call_command("migrate", verbosity=0, interactive=False)
    make_roles()
    Memorial.objects.create()
    curator = signed_in(staff("curator", Role.CURATOR))
    for addresses, age in ((1, HURRIED), (100, HURRIED), (posts, HURRIED), (posts, UNHURRIED)):
        begin_anew()
        flood = Flood(posts, addresses, age)
        flood.run(Client())
        report(flood, curator, say)


if __name__ == "__main__":
    main()
