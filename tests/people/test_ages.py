"""An age is what a source states, or what the dates allow, and never more exact than they are."""

import pytest

from memorial.base.ages import AgeRange
from memorial.models import Person

Group = Person.AgeGroup
OCCURRED = "1992-02-25/1992-02-26"


@pytest.mark.parametrize(
    ("fields", "age"),
    [
        ({"birth": "1953-06-24", "death": "1992-02-26", "fate": "killed"}, (38, 38)),
        ({"birth": "1953", "death": "1992-02-26", "fate": "killed"}, (38, 39)),
        ({"birth": "1953", "death": "2003", "fate": "survived"}, (38, 39)),
        ({"birth": "1990", "fate": "missing"}, (1, 2)),
        ({"age_low": 60}, (60, 60)),
        ({"age_low": 60, "age_high": 65}, (60, 65)),
        ({"birth": "1953-06-24", "age_low": 40}, (40, 40)),
    ],
)
def test_age_is_stated_or_allowed_by_the_dates(fields: dict[str, str], age: tuple[int, int]) -> None:
    found = Person(**fields).age(OCCURRED)
    assert found is not None
    assert (found.low, found.high) == age


def test_age_of_a_doubtful_birth_is_about() -> None:
    assert Person(birth="1933-06-01?", death="1992-02-26", fate="killed").age() == AgeRange(58, 58, True)


@pytest.mark.parametrize("fields", [{}, {"birth": "1953"}, {"death": "1992"}])
def test_age_is_not_guessed(fields: dict[str, str]) -> None:
    assert Person(**fields).age() is None


@pytest.mark.parametrize(
    ("fields", "group"),
    [
        ({"age_low": 17}, Group.CHILD),
        ({"age_low": 18}, Group.ADULT),
        ({"age_low": 59}, Group.ADULT),
        ({"age_low": 60}, Group.ELDER),
        ({"age_low": 17, "age_high": 18}, Group.UNKNOWN),
        ({"age_low": 55, "age_high": 65}, Group.UNKNOWN),
        ({}, Group.UNKNOWN),
    ],
)
def test_stage_of_life_is_given_only_when_every_possible_age_lies_in_it(fields: dict[str, int], group: Group) -> None:
    assert Person(**fields).age_group(OCCURRED) == group
