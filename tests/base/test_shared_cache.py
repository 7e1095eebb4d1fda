"""The shared cache: one for all processes while it is there; when it is lost, each goes on alone and nobody waits."""

import logging
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import redis
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.urls import reverse

from memorial.base import shared_cache
from memorial.contributions.buckets import Bucket
from memorial.contributions.networks import network_name
from tests.redis_server import RedisServer

ROOT = Path(__file__).resolve().parent.parent.parent
FIVE = Bucket("five", holds=5, seconds_per_drop=60)
#: What one process of several does: it says in one line how much it was let do.
TOGETHER = """
import django; django.setup()
import sys, time
from types import SimpleNamespace
from memorial.contributions.buckets import Bucket
from memorial.contributions.networks import name_today
from memorial.contributions.proofs import counts
bucket = Bucket("together", holds=100, seconds_per_drop=3600)
print("ready", flush=True); sys.stdin.readline()
taken = sum(not bucket.take("synthetic") for _time in range(90))
proved = sum(counts(SimpleNamespace(once=f"form-{number}")) for number in range(50))
print(taken, proved, name_today("192.0.2.1"))
"""


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RedisServer]:
    """A server of the test's own, whose loss nobody has noticed yet."""
    monkeypatch.setattr(shared_cache, "ABSENCES", {})
    started = RedisServer(tmp_path)
    started.start()
    yield started
    started.kill()


@pytest.fixture
def shared(server: RedisServer, settings: Any) -> redis.Redis:
    """The installation with that cache; what the test is given looks into it from outside."""
    settings.CACHES = {
        "default": {"BACKEND": "memorial.base.shared_cache.SharedCache", "LOCATION": server.address},
    }
    # What this process remembered by itself in another test.
    cache.clear()
    return redis.Redis(port=server.port)


def taken(times: int, whose: str = "synthetic") -> int:
    """Return how many of so many acts are let through."""
    return sum(not FIVE.take(whose) for _time in range(times))


@pytest.mark.parametrize("value", [1, -5, 0.25, True, "synthetic", {"one": [1, 2]}, None])
def test_value_comes_back_as_it_was(shared: redis.Redis, value: Any) -> None:
    cache.set("synthetic", value, 60)
    assert cache.get("synthetic", "nothing") == value
    assert type(cache.get("synthetic")) is type(value)


def test_nothing_is_pickled_and_everything_expires(shared: redis.Redis) -> None:
    cache.set("a", {"b": "c"}, 60)
    taken(3)
    assert shared.get(":1:a") == b'{"b": "c"}'
    keys: Any = shared.keys()
    assert len(keys) == 2
    assert all(0 < int(shared.ttl(key)) <= 200 for key in keys)


def test_bucket_lets_through_what_it_holds(shared: redis.Redis) -> None:
    assert taken(9) == 5
    assert FIVE.take("synthetic") == pytest.approx(60, abs=1)
    FIVE.give_back("synthetic", 2)
    assert taken(9) == 2
    FIVE.give_back("synthetic", 500)
    assert shared.keys() == []
    assert taken(9) == 5


def test_number_that_is_gone_is_not_counted_on(shared: redis.Redis) -> None:
    cache.set("room", 10, 60)
    assert cache.decr("room", 3) == 7
    assert 0 < int(shared.ttl(":1:room")) <= 60
    cache.delete("room")
    with pytest.raises(ValueError, match="not found"):
        cache.decr("room", 3)
    assert not cache.has_key("room")


def test_several_values_are_read_and_written_together(shared: redis.Redis) -> None:
    cache.set_many({"a": 1, "b": 2}, 60)
    assert cache.get_many(["a", "b", "c"]) == {"a": 1, "b": 2}
    assert cache.add("a", 5) is False
    assert cache.touch("a", 5)
    cache.delete_many(["a", "b"])
    assert cache.get_many(["a", "b"]) == {}


def test_server_that_was_never_there_limits_all_the_same(
    shared: redis.Redis, server: RedisServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.kill()
    begun = time.monotonic()
    assert taken(20) == 5
    assert taken(20, "another") == 5
    assert cache.add("once", 1)
    assert not cache.add("once", 1)
    assert cache.get("once") == 1
    assert time.monotonic() - begun < 1
    assert caplog.text.count("does not answer") == 1
    assert "127.0.0.1" not in caplog.text


def test_server_that_hangs_keeps_one_waiting_and_briefly(shared: redis.Redis, server: RedisServer) -> None:
    taken(1)
    server.hang()
    begun = time.monotonic()
    assert taken(50) == 5
    assert network_name(RequestFactory().get("/")) == network_name(RequestFactory().get("/"))
    assert time.monotonic() - begun < 4 * shared_cache.PATIENCE


def test_server_that_comes_back_is_asked_again(
    shared: redis.Redis, server: RedisServer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(shared_cache, "PAUSE", 0.2)
    server.kill()
    cache.set("synthetic", "alone", 60)
    server.start()
    time.sleep(0.3)
    assert cache.get("synthetic") is None
    cache.set("synthetic", "together", 60)
    assert shared.get(":1:synthetic") == b'"together"'
    assert "answers again" in caplog.text


def test_server_that_was_started_anew_is_not_taken_for_lost(
    shared: redis.Redis, server: RedisServer, caplog: pytest.LogCaptureFixture
) -> None:
    taken(1)
    server.kill()
    server.start()
    assert taken(1) == 1
    assert shared.keys()
    assert caplog.text == ""


def test_server_that_refuses_is_as_good_as_lost(shared: redis.Redis, server: RedisServer) -> None:
    shared.config_set("maxmemory", "1")
    assert taken(20) == 5


def test_visitor_is_answered_while_the_server_hangs(
    shared: redis.Redis, server: RedisServer, visitor: Client, caplog: pytest.LogCaptureFixture
) -> None:
    server.hang()
    begun = time.monotonic()
    answers = [visitor.post(reverse("candle_light"), {"token": "synthetic"}).status_code for _time in range(40)]
    assert answers.count(400) == 30
    assert answers.count(429) == 10
    assert time.monotonic() - begun < 10


def test_neither_addresses_nor_what_would_tell_them_stand_in_the_cache(
    shared: redis.Redis, caplog: pytest.LogCaptureFixture, settings: Any
) -> None:
    caplog.set_level(logging.DEBUG)
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.77")
    name = network_name(request)
    taken(3, name)
    keys: Any = shared.keys()
    values: Any = shared.mget(keys)
    everything = b"".join([*keys, *values])
    assert b"192.0.2.77" not in everything
    assert name.encode() in everything
    # Whoever has a copy of the cache still lacks the secret of the installation.
    settings.SECRET_KEY = "another-secret-" * 4
    assert network_name(request) != name


@pytest.mark.slow
def test_several_processes_have_one_limit_one_salt_and_count_a_proof_once(server: RedisServer, tmp_path: Path) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": "memorial.settings",
        "DATA_DIR": str(tmp_path / "data"),
        "CACHE_URL": server.address.replace("redis://", "valkey://"),
    }
    (tmp_path / "data").mkdir()
    # An embedded installation makes its secret with the first process.
    subprocess.run([sys.executable, "manage.py", "check"], cwd=ROOT, env=environment, check=True, capture_output=True)
    command = [sys.executable, "-c", TOGETHER]
    pipes: Any = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    running: list[Any] = [subprocess.Popen(command, cwd=ROOT, env=environment, **pipes) for _each in range(4)]  # noqa: S603  # ours
    for process in running:
        assert process.stdout.readline() == "ready\n"
    for process in running:
        process.stdin.write("now\n")
        process.stdin.flush()
    told = [process.communicate(timeout=60)[0].split() for process in running]
    assert sum(int(each[0]) for each in told) == 100
    assert sum(int(each[1]) for each in told) == 50
    assert len({each[2] for each in told}) == 1
