"""One of several processes that write into one ledger at once: ``python -m tests.review.ledger_writer 20``."""

import sys
from concurrent.futures import ThreadPoolExecutor

import django

django.setup()

from django.db import connection, transaction  # noqa: E402  # models exist only after the setup

from memorial.review.ledger import Verb, record  # noqa: E402

THREADS = 3


def write(number: int) -> None:
    """Write one line; every third act fails after it has written, and takes its line back with it."""
    try:
        with transaction.atomic():
            record(Verb.NOTED, by=None, command="synthetic", about=("person", str(number)))
            if number % 3 == 0:
                raise InterruptedError
    except InterruptedError:
        pass
    finally:
        connection.close()


def main() -> None:
    """Write as many lines as were asked for, some at the same time."""
    with ThreadPoolExecutor(THREADS) as threads:
        list(threads.map(write, range(int(sys.argv[1]))))


if __name__ == "__main__":
    main()
