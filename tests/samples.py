"""Samples: which of the many cases of a test every run tries; the others are tried with what takes long."""

from collections import Counter, defaultdict
from collections.abc import Iterable

import pytest

#: Tests with no more cases than this are tried whole.
FEW = 4
#: Of more cases one in so many is tried.
EACH = 3


def leave_to_the_slow_suite(items: Iterable[pytest.Item]) -> None:
    """Mark as slow what no sample holds of tests that ask the database; one marked `every_case` is tried whole."""
    cases = defaultdict(list)
    for item in items:
        if isinstance(item, pytest.Function) and hasattr(item, "callspec") and asks_much(item):
            cases[item.nodeid.partition("[")[0]].append(item)
    for group in cases.values():
        kept = sample([values_of(item) for item in group])
        for number in range(len(group)):
            if number not in kept:
                group[number].add_marker(pytest.mark.slow)


def asks_much(item: pytest.Function) -> bool:
    """Whether a case is one that may be left to the slow suite, and is not there already."""
    if item.get_closest_marker("every_case") or item.get_closest_marker("slow"):
        return False
    return "db" in item.fixturenames or item.get_closest_marker("django_db") is not None


def values_of(item: pytest.Function) -> set[tuple[str, int]]:
    """Return the values of the parameters of a case: the same ones stand in other cases where parameters cross."""
    return {(name, id(value)) for name, value in item.callspec.params.items()}


def sample(cases: list[set[tuple[str, int]]]) -> set[int]:
    """Return the numbers of the cases that every run tries, of cases with these values.

    It is one in so many, and where parameters cross, as many more as it takes to try each value of each of them.
    """
    if len(cases) <= FEW:
        return set(range(len(cases)))
    kept = set(range(0, len(cases), EACH))
    crossing = {value for value, times in Counter(value for case in cases for value in case).items() if times > 1}
    tried = set().union(*(cases[number] for number in kept))
    for number, case in enumerate(cases):
        if case & crossing - tried:
            kept.add(number)
            tried |= case
    return kept
