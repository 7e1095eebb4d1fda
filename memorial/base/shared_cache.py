"""The shared cache: what all servers of an installation remember for a while, in a Valkey or Redis server.

It may be lost at any moment. While it does not answer, each process remembers and counts for itself, as it does where
there is none: things get slower and limits wider, nothing is refused for it, and nobody waits for it but one request
every few seconds, and that one briefly.
"""

import json
import logging
import time
from collections.abc import Callable
from threading import Lock
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as ConnectionLost
from redis.exceptions import RedisError
from redis.retry import Retry

from memorial.base.own_cache import OwnCache

#: In seconds: how long a connection and an answer are waited for.
PATIENCE = 0.25
#: In seconds: for how long a server that did not answer is not asked again.
PAUSE = 5.0
#: The sum of `OwnCache.pour`, done by the server in one step and by its clock, which is one for all.
POUR = """
local told = redis.call('TIME')
local now = tonumber(told[1]) + tonumber(told[2]) / 1000000
local seconds, room = tonumber(ARGV[1]), tonumber(ARGV[2])
local before = tonumber(redis.call('GET', KEYS[1]) or now)
before = math.min(math.max(before, now), now + room)
local full_at = before + seconds
local wait = full_at - now - room
if wait > 0.001 then return string.format('%.6f', wait) end
if full_at > now then
  redis.call('SET', KEYS[1], string.format('%.6f', full_at), 'EX', math.ceil(full_at - now) + 1)
else
  redis.call('DEL', KEYS[1])
end
return '0'
"""
#: Adds to a number that is there; in two steps one that expires between them would be made anew and stay for ever.
ADD = """
if redis.call('EXISTS', KEYS[1]) == 0 then return false end
return redis.call('INCRBY', KEYS[1], ARGV[1])
"""
said_by = logging.getLogger(__name__)


class PlainValues:
    """Writes values as JSON: whoever could write to the server could have anything done by what is pickled."""

    def dumps(self, value: Any) -> str:
        return json.dumps(value)

    def loads(self, told: bytes) -> Any:
        return json.loads(told)


class Absence:
    """Whether a server is away, as all threads of this process know it."""

    def __init__(self) -> None:
        self.lock, self.is_away, self.until = Lock(), False, 0.0

    def may_ask(self) -> bool:
        """Return whether the server is to be asked; of one that was away, by one thread after each pause."""
        with self.lock:
            now = time.monotonic()
            if now < self.until:
                return False
            if self.is_away:
                self.until = now + PAUSE
            return True

    def begin(self, problem: Exception) -> None:
        """Note that the server did not answer; what it or its address says is nobody's business in a log."""
        with self.lock:
            self.until = time.monotonic() + PAUSE
            if not self.is_away:
                said_by.warning("The shared cache does not answer (%s): counting alone.", type(problem).__name__)
            self.is_away = True

    def end(self) -> None:
        """Note that the server has answered."""
        if self.is_away:
            with self.lock:
                self.is_away, self.until = False, 0.0
            said_by.warning("The shared cache answers again.")


#: By the address of each server.
ABSENCES: dict[str, Absence] = {}


class SharedCache(RedisCache):
    """Remembers in a server that several processes share, and in this process alone while that is away."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        options = {
            "serializer": PlainValues,
            "socket_connect_timeout": PATIENCE,
            "socket_timeout": PATIENCE,
            # Once more at once where a connection had been closed; never where an answer did not come in time.
            "retry": Retry(NoBackoff(), 1, supported_errors=(ConnectionLost,)),
        }
        super().__init__([server], {**params, "OPTIONS": options})
        self.absence = ABSENCES.setdefault(server, Absence())
        self.own = OwnCache("beside the shared cache", {})

    def ask(self, shared: Callable[..., Any], own: Callable[..., Any], *args: Any, **more: Any) -> Any:
        """Do something with the shared cache, or with the process's own where that is away."""
        if self.absence.may_ask():
            try:
                answer = shared(*args, **more)
            except (RedisError, OSError) as problem:
                self.absence.begin(problem)
            else:
                self.absence.end()
                return answer
        return own(*args, **more)

    def add(self, *args: Any, **more: Any) -> Any:
        return self.ask(super().add, self.own.add, *args, **more)

    def get(self, *args: Any, **more: Any) -> Any:
        return self.ask(super().get, self.own.get, *args, **more)

    def set(self, *args: Any, **more: Any) -> Any:
        return self.ask(super().set, self.own.set, *args, **more)

    def touch(self, *args: Any, **more: Any) -> Any:
        return self.ask(super().touch, self.own.touch, *args, **more)

    def delete(self, *args: Any, **more: Any) -> Any:
        return self.ask(super().delete, self.own.delete, *args, **more)

    def get_many(self, *args: Any, **more: Any) -> Any:
        return self.ask(super().get_many, self.own.get_many, *args, **more)

    def has_key(self, *args: Any, **more: Any) -> Any:
        return self.ask(super().has_key, self.own.has_key, *args, **more)

    def incr(self, *args: Any, **more: Any) -> Any:
        return self.ask(self.add_to, self.own.incr, *args, **more)

    def set_many(self, *args: Any, **more: Any) -> Any:
        return self.ask(super().set_many, self.own.set_many, *args, **more)

    def delete_many(self, *args: Any, **more: Any) -> Any:
        return self.ask(super().delete_many, self.own.delete_many, *args, **more)

    def clear(self) -> Any:
        self.own.clear()
        return self.ask(super().clear, self.own.clear)

    def pour(self, key: str, seconds: float, room: float) -> float:
        """Take out of a bucket, or give back, as `OwnCache.pour` does."""
        return float(self.ask(self.pour_shared, self.own.pour, key, seconds, room))

    def pour_shared(self, key: str, seconds: float, room: float) -> float:
        """Take out of a bucket that all servers have together."""
        return float(self.run(POUR, key, repr(float(seconds)), repr(float(room))))

    def add_to(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """Add to a number; raises ValueError where there is none."""
        sum_of = self.run(ADD, key, str(delta), version=version)
        if sum_of is None:
            raise ValueError(f"Key '{key}' not found.")
        return int(sum_of)

    def run(self, script: str, key: str, *args: str, version: int | None = None) -> Any:
        """Have the server do several steps as one."""
        name = self.make_and_validate_key(key, version=version)
        return self._cache.get_client(name, write=True).eval(script, 1, name, *args)
