"""The secret of a private link stands in no log."""

import copy
import io
import logging
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings as house
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils.log import configure_logging, log_response

from memorial.contributions.links import token_for
from memorial.contributions.private_addresses import WithoutSecrets, without_secrets
from memorial.models import Memorial

SECRET = "Zq5vM0kGq1w9x_8-synthetic-secret-of-a-link-1"
WAY = f"/az/contribute/yours/{SECRET}/"


@pytest.fixture
def written() -> Iterator[Callable[[], str]]:
    """The log as an installation writes it."""
    handlers, level, stream = list(logging.root.handlers), logging.root.level, io.StringIO()
    configured: dict[str, Any] = copy.deepcopy(house.LOGGING)
    configured["handlers"]["console"]["stream"] = stream
    configure_logging("logging.config.dictConfig", configured)
    yield stream.getvalue
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)


@pytest.mark.parametrize(
    "text",
    [
        WAY,
        f"https://memorial.example.org{WAY}withdraw/?sent",
        f"GET {WAY} HTTP/1.1",
        f'"{WAY}"',
        f"/en/?next=%2Faz%2Fcontribute%2Fyours%2F{SECRET}%2F",
        f"/en/CONTRIBUTE/YOURS/{SECRET}",
    ],
)
def test_what_stands_behind_the_way_is_hidden(text: str) -> None:
    assert SECRET not in without_secrets(text)
    assert "[…]" in without_secrets(text)


def test_rest_of_a_line_stays() -> None:
    assert without_secrets(f"Not Found: {WAY} (404)") == "Not Found: /az/contribute/yours/[…] (404)"
    assert without_secrets("This is yours, and stays.") == "This is yours, and stays."


def test_message_arguments_and_traceback_hold_no_secret(written: Callable[[], str]) -> None:
    log = logging.getLogger("memorial.synthetic")
    try:
        raise ValueError(WAY)
    except ValueError:
        log.exception("Failed at %s with %s", WAY, {"path": WAY}, stack_info=True)
    log.error("No arguments fit %s %s", WAY)
    said = written()
    assert SECRET not in said
    assert "ValueError: /az/contribute/yours/[…]" in said
    assert "No arguments fit" in said
    assert "Traceback" in said


def test_request_does_not_hang_on_the_line(rf: RequestFactory) -> None:
    record = logging.LogRecord("django.request", logging.ERROR, __file__, 1, "Failed: %s", (WAY,), sys.exc_info())
    record.request = rf.get(WAY)
    assert WithoutSecrets().filter(record)
    assert SECRET not in str(record.__dict__)
    assert record.getMessage() == "Failed: /az/contribute/yours/[…]"


def test_line_with_arguments_that_do_not_fit_is_written_all_the_same() -> None:
    record = logging.LogRecord("memorial", logging.ERROR, __file__, 1, "%d", (WAY,), None)
    assert WithoutSecrets().filter(record)
    assert SECRET not in record.getMessage()


def test_django_logs_no_secret_when_a_page_is_missing_or_fails(
    written: Callable[[], str], memorial: Memorial, monkeypatch: pytest.MonkeyPatch, rf: RequestFactory
) -> None:
    answer = Client(raise_request_exception=False).get(WAY)
    assert answer.status_code in (404, 410)
    request = rf.get(WAY)
    failed = HttpResponse(status=500)
    log_response("Internal Server Error: %s", WAY, response=failed, request=request, level="error")
    logging.getLogger("django.server").error('"GET %s HTTP/1.1" 404', WAY, extra={"request": request})
    said = written()
    assert SECRET not in said
    # What was asked for in vain is no line at all.
    assert said.count("yours/[…]") == 2


def test_every_logger_of_django_writes_by_way_of_the_filter(written: Callable[[], str]) -> None:
    for name in ("django", "django.request", "django.server", "django.security"):
        assert logging.getLogger(name).handlers == []
        assert logging.getLogger(name).propagate
    filters = [each for handler in logging.root.handlers for each in handler.filters]
    assert any(isinstance(each, WithoutSecrets) for each in filters)


def test_page_of_an_error_does_not_repeat_the_address(memorial: Memorial, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: Any, **_more: Any) -> None:
        raise RuntimeError(WAY)

    monkeypatch.setattr("memorial.base.memorial.Memorial.current", fail)
    monkeypatch.setattr("memorial.contributions.links.find_by_link", fail)
    answer = Client(raise_request_exception=False).get(WAY)
    assert answer.status_code == 500
    assert SECRET not in answer.content.decode()


@pytest.mark.parametrize("way", ["/en/contribute/your/{}/", "/contribute/{}", "/en/{}."])
def test_secret_is_hidden_where_its_way_was_mistyped(way: str) -> None:
    secret = token_for("synthetic")
    assert secret not in without_secrets(f"Not Found: {way.format(secret)}")


def test_hash_of_a_file_stays() -> None:
    line = f"Not Found: /media/abcdefghijkl/{'0' * 64}.jpg"
    assert without_secrets(line) == line
