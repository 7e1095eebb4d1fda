"""When very many come at once, a few are answered, some wait, and all others are told so at once."""

import json
import threading
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from memorial.public.kept.crowd import READERS, InTurn, Line
from memorial.public.refusals import BUSY, WAIT

AT_ONCE, WAITING, _PATIENCE = READERS
ALL = AT_ONCE + WAITING


class Slow:
    """An application that answers nobody until it is told to."""

    def __init__(self) -> None:
        self.within, self.most = 0, 0
        self.lock, self.go_on = threading.Lock(), threading.Event()

    def __call__(self, _environ: Any, start_response: Any) -> Iterable[bytes]:
        with self.lock:
            self.within += 1
            self.most = max(self.most, self.within)
        self.go_on.wait(10)
        with self.lock:
            self.within -= 1
        start_response("200 OK", [])
        return [b"made"]


def asked(layer: InTurn, path: str = "/en/search/", method: str = "GET") -> tuple[int, dict[str, str], bytes]:
    """Ask once; return the status, the headers and the body."""
    told: list[Any] = []
    body = layer({"PATH_INFO": path, "REQUEST_METHOD": method}, lambda *said: told.extend(said))
    return int(told[0][:3]), dict(told[1]), b"".join(body)


@pytest.fixture
def slow() -> Slow:
    return Slow()


def test_few_are_let_in_some_wait_and_others_are_told(slow: Slow) -> None:
    layer = InTurn(slow)
    layer.readers = Line(AT_ONCE, WAITING, patience=10)
    with ThreadPoolExecutor(ALL) as visitors:
        coming = [visitors.submit(asked, layer) for _each in range(ALL)]
        while slow.within < AT_ONCE or layer.readers.waiting < WAITING:
            assert not any(one.done() for one in coming)
        status, headers, body = asked(layer)
        slow.go_on.set()
        assert [one.result()[0] for one in coming] == [200] * ALL
    assert status == 503
    assert headers["Retry-After"] == WAIT
    assert headers["Cache-Control"] == "no-store"
    assert all(f'lang="{language}"' in body.decode() for language in ("az", "en", "ru", "tr"))
    assert slow.most == AT_ONCE
    assert asked(layer)[0] == 200


def test_whoever_waits_too_long_is_told(slow: Slow) -> None:
    layer = InTurn(slow)
    layer.readers = Line(AT_ONCE, WAITING, patience=0.05)
    with ThreadPoolExecutor(ALL) as visitors:
        coming = [visitors.submit(asked, layer) for _each in range(AT_ONCE)]
        while slow.within < AT_ONCE:
            assert not any(one.done() for one in coming)
        assert asked(layer)[0] == 503
        slow.go_on.set()
    assert layer.readers.waiting == 0


@pytest.mark.parametrize(
    "path", ["/admin/", "/admin/memorial/person/", "/healthz", "/readyz", "/static/memorial/site.css"]
)
def test_desk_and_operator_never_wait_behind_visitors(slow: Slow, path: str) -> None:
    layer = InTurn(slow)
    with ThreadPoolExecutor(AT_ONCE + 1) as visitors:
        for _each in range(AT_ONCE):
            visitors.submit(asked, layer)
        while slow.within < AT_ONCE:
            pass
        mine = visitors.submit(asked, layer, path)
        while slow.within <= AT_ONCE:
            assert not mine.done()
        slow.go_on.set()
        assert mine.result()[0] == 200


def test_those_who_send_have_a_line_of_their_own(slow: Slow) -> None:
    layer = InTurn(slow)
    layer.readers = Line(AT_ONCE, 0, patience=0)
    with ThreadPoolExecutor(AT_ONCE + 1) as visitors:
        for _each in range(AT_ONCE):
            visitors.submit(asked, layer)
        while slow.within < AT_ONCE:
            pass
        assert asked(layer)[0] == 503
        sending = visitors.submit(asked, layer, "/en/contribute/testimony/", "POST")
        while slow.within <= AT_ONCE:
            assert not sending.done()
        slow.go_on.set()
        assert sending.result()[0] == 200


def test_program_is_told_in_json(slow: Slow) -> None:
    layer = InTurn(slow)
    layer.readers = Line(1, 0, patience=0)
    layer.readers.places.acquire()
    status, headers, body = asked(layer, "/api/v1/people/")
    assert (status, headers["Content-Type"]) == (503, "application/problem+json")
    said = json.loads(body)
    assert said["type"].endswith(f"#problem-{BUSY.name}")
    assert said["title"] == BUSY.title


def test_place_is_free_again_after_a_failure() -> None:
    def broken(_environ: Any, _start: Any) -> Iterable[bytes]:
        raise RuntimeError

    layer = InTurn(broken)
    for _each in range(ALL + 1):
        with pytest.raises(RuntimeError):
            asked(layer)
