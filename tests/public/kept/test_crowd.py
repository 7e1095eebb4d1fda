"""When very many come at once, a few are answered, some wait, and all others are told so at once."""

import json
import threading
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from memorial.api.problems import BUSY
from memorial.public.kept.crowd import AT_ONCE, COME_BACK, WAITING, InTurn

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


def asked(layer: InTurn, path: str = "/en/search/") -> tuple[int, dict[str, str], bytes]:
    """Ask once; return the status, the headers and the body."""
    told: list[Any] = []
    body = layer({"PATH_INFO": path, "REQUEST_METHOD": "GET"}, lambda *said: told.extend(said))
    return int(told[0][:3]), dict(told[1]), b"".join(body)


@pytest.fixture
def slow() -> Slow:
    return Slow()


def test_few_are_let_in_some_wait_and_others_are_told(slow: Slow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("memorial.public.kept.crowd.PATIENCE", 10)
    layer = InTurn(slow)
    with ThreadPoolExecutor(ALL) as visitors:
        coming = [visitors.submit(asked, layer) for _each in range(ALL)]
        while slow.within < AT_ONCE or layer.waiting < WAITING:
            assert not any(one.done() for one in coming)
        status, headers, body = asked(layer)
        slow.go_on.set()
        assert [one.result()[0] for one in coming] == [200] * ALL
    assert status == 503
    assert headers["Retry-After"] == COME_BACK
    assert headers["Cache-Control"] == "no-store"
    assert all(f'lang="{language}"' in body.decode() for language in ("az", "en", "ru", "tr"))
    assert slow.most == AT_ONCE
    assert asked(layer)[0] == 200


def test_whoever_waits_too_long_is_told(slow: Slow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("memorial.public.kept.crowd.PATIENCE", 0.05)
    layer = InTurn(slow)
    with ThreadPoolExecutor(ALL) as visitors:
        coming = [visitors.submit(asked, layer) for _each in range(AT_ONCE)]
        while slow.within < AT_ONCE:
            assert not any(one.done() for one in coming)
        assert asked(layer)[0] == 503
        slow.go_on.set()
    assert layer.waiting == 0


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


def test_program_is_told_in_json(slow: Slow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("memorial.public.kept.crowd.AT_ONCE", 0)
    monkeypatch.setattr("memorial.public.kept.crowd.WAITING", 0)
    status, headers, body = asked(InTurn(slow), "/api/v1/people/")
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
