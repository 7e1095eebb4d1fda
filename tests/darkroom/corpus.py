"""The corpus of bad and odd files: every file that the darkroom is tried with, built anew and the same each time."""

from collections.abc import Iterator

from tests.darkroom import carrying, damaged, signatures, sorts
from tests.darkroom.cases import Case


def cases() -> Iterator[Case]:
    """Yield every case of the corpus, in the order of the table."""
    for family in (damaged, sorts, carrying, signatures):
        yield from family.cases()


def quick() -> list[Case]:
    """Return the cases that are tried each time."""
    return [case for case in cases() if not case.slow]


def slow() -> list[Case]:
    """Return the others."""
    return [case for case in cases() if case.slow]
