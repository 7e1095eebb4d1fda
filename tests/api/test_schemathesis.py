"""Everything that the description allows, and much that it does not, is asked of a whole record by a machine."""

from collections import Counter
from io import StringIO
from itertools import count
from typing import Any

import pytest
import schemathesis
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.generation import GenerationMode

from memorial.api import throttling
from memorial.contributions.buckets import Bucket
from memorial.exchange.representations.kinds import KINDS
from tests.api.asking import told
from tests.factories import make_asset

#: How many questions are made up for each address, of those that it allows and of those that it does not.
EXAMPLES = 15

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.filterwarnings("default")]


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A whole record with one entry of each kind by its permanent id, for somebody who may ask without end."""
    monkeypatch.setattr(throttling, "READING", Bucket("api", holds=10_000_000, seconds_per_drop=0.001))
    call_command("load_record", "khojaly", stdout=StringIO())
    make_asset()
    return {name: told(f"{name}/?limit=1")["results"][0]["id"] for name in KINDS}


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_no_question_ends_in_a_failure_or_breaks_the_description(known: dict[str, str], mode: GenerationMode) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    statuses: Counter[int] = Counter()
    for found in schema.get_all_operations():
        result: Any = found
        ask_all(result.ok(), known, statuses, mode)
    assert not any(status >= 500 for status in statuses), statuses
    assert sum(statuses.values()) > 37 * EXAMPLES // 2
    assert {200, 404} <= set(statuses) if mode == GenerationMode.POSITIVE else {400} <= set(statuses)


def ask_all(operation: Any, known: dict[str, str], statuses: Counter[int], mode: GenerationMode) -> None:
    """Ask an address all kinds of questions, half of them of an entry that there is."""
    turn = count()

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        if "public_id" in (case.path_parameters or {}) and next(turn) % 2:
            case.path_parameters["public_id"] = known[operation.path.split("/")[3]]
        if mode == GenerationMode.POSITIVE:
            # A cursor is a word of ours: what is made up is refused, which no schema can say.
            (case.query or {}).pop("cursor", None)
        response = case.call(headers={"Accept-Encoding": "identity"})
        statuses[response.status_code] += 1
        case.validate_response(response)

    ask()
