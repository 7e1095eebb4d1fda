"""A replica is left out for what it did itself, and not for what the primary did to somebody who reads from it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext

import pytest
from django.db import OperationalError

from memorial.public.replica_reading import Reading
from memorial.review.replicas import PRIMARY, REPLICAS, asking_the_primary, reading_from

ALIAS = "replica_1"


@pytest.fixture
def reading(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Reading]:
    """Somebody who reads from the one replica there is; here it is the same database."""
    monkeypatch.setattr(REPLICAS, "standing", frozenset({ALIAS}))
    made = Reading(None)
    made.stack.enter_context(reading_from(PRIMARY))
    made.alias = ALIAS
    yield made
    made.from_primary()


@pytest.mark.parametrize(("asked", "stands"), [(asking_the_primary, True), (nullcontext, False)])
def test_replica_is_left_out_only_for_what_it_did_itself(
    reading: Reading, asked: Callable[[], AbstractContextManager[None]], stands: bool
) -> None:
    problem = OperationalError("Synthetic: the connection was lost.")
    with pytest.raises(OperationalError), asked():
        raise problem
    reading.give_up(problem)
    assert reading.alias == ""
    assert (ALIAS in REPLICAS.standing) == stands
