"""The log as programs read it: one line of JSON a record, with the id of the request and nothing of the visitor."""

import io
import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils.log import configure_logging

from memorial.contributions.links import token_for
from memorial.environment import log_settings
from memorial.models import Memorial
from memorial.operations.request_ids import CURRENT
from tests.factories import make_person

Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def lines(settings: Any) -> Iterator[Lines]:
    """The lines of a log in which each request is noted."""
    settings.LOG_REQUESTS = True
    handlers, level, stream = list(logging.root.handlers), logging.root.level, io.StringIO()
    configured = log_settings("json", requests=True)
    configured["handlers"]["console"]["stream"] = stream
    configure_logging("logging.config.dictConfig", configured)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    configure_logging("logging.config.dictConfig", settings.LOGGING)
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)


def test_every_way_out_of_the_log_takes_secrets_out() -> None:
    for form in ("plain", "json"):
        handlers = log_settings(form, requests=True)["handlers"]
        assert handlers
        assert all("secrets" in handler["filters"] for handler in handlers.values())


def test_request_is_one_line_with_its_name_and_its_id(memorial: Memorial, lines: Lines) -> None:
    person = make_person()
    Client().get(person.get_absolute_url(), {"q": "zqsought"}, REMOTE_ADDR="192.0.2.77")
    (line,) = lines()
    assert len(line["request"]) == 32
    told = {name: line[name] for name in ("logger", "level", "method", "route", "status")}
    assert told == {"logger": "memorial.requests", "level": "INFO", "method": "GET", "route": "person", "status": 200}
    assert line["milliseconds"] > 0
    for hidden in ("192.0.2.77", "zqsought", person.public_id):
        assert hidden not in str(line)


def test_private_link_is_told_by_its_name_alone(memorial: Memorial, lines: Lines) -> None:
    secret = token_for("synthetic")
    for way in (f"/az/contribute/yours/{secret}/", f"/az/contribute/your/{secret}/", f"/az/{secret}"):
        Client().get(way)
    assert [line["route"] for line in lines()] == ["yours", "none", "none"]
    assert secret not in str(lines())


def test_refusals_and_made_up_methods_are_not_repeated(memorial: Memorial, lines: Lines, settings: Any) -> None:
    settings.STOPPING_FILE = __file__
    assert Client().get("/readyz").status_code == 503
    Client().generic("ZQNAME", "/en/")
    assert [line["method"] for line in lines()] == ["other"]


def test_nobody_is_noted_unless_the_operator_wants_it(memorial: Memorial, lines: Lines, settings: Any) -> None:
    settings.LOG_REQUESTS = False
    Client().get("/en/")
    assert lines() == []


def test_failure_is_one_line_with_its_traceback_and_no_secret(lines: Lines) -> None:
    way = f"/az/contribute/yours/{token_for('synthetic')}/"
    token = CURRENT.set("synthetic-id")
    try:
        raise ValueError(way)
    except ValueError:
        logging.getLogger("memorial.synthetic").exception("Failed at\n%s", way, stack_info=True)
    finally:
        CURRENT.reset(token)
    (line,) = lines()
    assert line["request"] == "synthetic-id"
    assert line["message"] == "Failed at\n/az/contribute/yours/[…]"
    assert line["traceback"].endswith("ValueError: /az/contribute/yours/[…]")
    assert token_for("synthetic") not in str(line)


def test_what_hangs_on_a_record_is_not_written(lines: Lines) -> None:
    logging.getLogger("memorial").warning("Plain", extra={"user": "zqname", "request": "zqrequest"})
    (line,) = lines()
    assert set(line) == {"time", "level", "logger", "message"}
    assert line["time"].endswith("+00:00")
