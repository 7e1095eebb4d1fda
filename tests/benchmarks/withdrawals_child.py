"""The acts of the benchmark of withdrawals, beside readers of both servers; it prints one line of JSON."""

import json
import random
import statistics
import sys
import threading
import time
from collections import defaultdict
from http.client import HTTPConnection
from itertools import cycle

import django

django.setup()

from memorial.accounts.models import User  # noqa: E402  # models exist only after the setup
from memorial.models import Person  # noqa: E402
from memorial.review.withdrawal import put_back, withdraw_now  # noqa: E402

#: The longest pause between two acts, in seconds.
PAUSE = 0.05
SHOWN, GONE = 200, 410


class Reader(threading.Thread):
    """Somebody who reads the pages of one server one after another, without pause."""

    def __init__(self, port: int, addresses: list[str]) -> None:
        super().__init__(daemon=True)
        self.port, self.addresses, self.over = port, addresses, False
        #: How many answers nginx gave from the shelf.
        self.given = 0
        #: For each answer: the address, when it was asked for, when it was there, and its status.
        self.seen: list[tuple[str, float, float, int]] = []

    def run(self) -> None:
        """Read until it is over."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        for address in cycle(self.addresses):
            if self.over:
                return
            begun = time.monotonic()
            done, found, is_given = status(connection, address)
            self.seen.append((address, begun, done, found))
            self.given += is_given


def status(connection: HTTPConnection, address: str) -> tuple[float, int, bool]:
    """Return when an address was answered, how, and whether by nginx itself: it makes its tags of two figures."""
    connection.request("GET", address, headers={"Accept-Encoding": "br", "Host": "127.0.0.1"})
    answer = connection.getresponse()
    answer.read()
    return time.monotonic(), answer.status, "-" in answer.headers.get("ETag", "")


def main(number: int, ports: list[int], most: int) -> None:
    """Withdraw and put back at random moments, and print how many answers were not what they had to be."""
    by, _made = User.objects.get_or_create(username="bench", defaults={"is_staff": True, "is_superuser": True})
    people = {person.get_absolute_url(): person for person in Person.objects.public()}
    addresses = list(people)[:most]
    readers = [Reader(port, addresses) for port in ports for _each in range(2)]
    for reader in readers:
        reader.start()
    asking = [HTTPConnection("127.0.0.1", port, timeout=30) for port in ports]
    drawn, spent, stale = random.Random(1992), [], 0  # noqa: S311  # no secret
    #: For each address: from when on, by which moment at the latest, it had to be answered so.
    held: dict[str, list[tuple[float, float, int]]] = defaultdict(list)
    begun_all = time.monotonic()
    for _each in range(number):
        address = drawn.choice(addresses)
        for wanted in (GONE, SHOWN):
            time.sleep(drawn.random() * PAUSE)
            begun = time.monotonic()
            if wanted == GONE:
                withdraw_now(entry=people[address], by=None, reason="mistake", note="Synthetic", command="benchmark")
            else:
                put_back(entry=people[address], by=by)
            done = time.monotonic()
            spent.append(done - begun)
            if held[address]:
                held[address][-1] = (held[address][-1][0], begun, held[address][-1][2])
            held[address].append((done, float("inf"), wanted))
            stale += sum(status(connection, address)[1] != wanted for connection in asking)
    took = time.monotonic() - begun_all
    for reader in readers:
        reader.over = True
        reader.join()
    seen = [each for reader in readers for each in reader.seen]
    stale += sum(is_stale(held[address], begun, done, found) for address, begun, done, found in seen)
    told: dict[str, float] = {"acts": len(spent), "asked": len(seen), "stale": stale}
    told |= {"given": sum(each.given for each in readers), "median": statistics.median(spent)}
    sys.stdout.write(json.dumps({**told, "kept": round(len(seen) / took)}) + "\n")


def is_stale(held: list[tuple[float, float, int]], begun: float, done: float, found: int) -> bool:
    """Return whether an answer that was asked for and there between two acts is not what the first had made of it."""
    return any(since <= begun and done <= until and found != wanted for since, until, wanted in held)


if __name__ == "__main__":
    main(int(sys.argv[1]), [int(port) for port in sys.argv[2].split(",")], int(sys.argv[3]))
