"""The sample of a test with many cases tries each value of each parameter, and one in three of a long list."""

from itertools import product

import pytest

from tests.samples import EACH, FEW, sample


def crossed(*lengths: int) -> list[set[tuple[str, int]]]:
    """Return the cases of parameters that cross, each with so many values."""
    return [set(zip("abcd", case, strict=False)) for case in product(*(range(length) for length in lengths))]


@pytest.mark.parametrize("lengths", [(2, 3), (3, 6), (10, 3), (2, 5, 3), (2, 2, 2), (9, 9)])
def test_sample_tries_each_value_of_parameters_that_cross(lengths: tuple[int, ...]) -> None:
    cases = crossed(*lengths)
    kept = sample(cases)
    assert set().union(*(cases[number] for number in kept)) == set().union(*cases)
    assert len(kept) <= len(cases) // EACH + sum(lengths)


def test_sample_of_a_long_list_is_one_in_three() -> None:
    assert sample(crossed(10)) == {0, 3, 6, 9}


def test_few_cases_are_tried_whole() -> None:
    assert sample(crossed(FEW)) == set(range(FEW))


@pytest.mark.parametrize("case", range(FEW + 1))
def test_case_without_a_database_is_tried_in_every_run(request: pytest.FixtureRequest, case: int) -> None:
    assert request.node.get_closest_marker("slow") is None, case


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("case", range(FEW + 1))
def test_case_outside_the_sample_is_left_to_the_slow_suite(request: pytest.FixtureRequest, case: int) -> None:
    assert (request.node.get_closest_marker("slow") is None) == (case in {0, 3})


@pytest.mark.every_case
@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("case", range(FEW + 1))
def test_test_that_asks_for_every_case_has_them_all(request: pytest.FixtureRequest, case: int) -> None:
    assert request.node.get_closest_marker("slow") is None, case
