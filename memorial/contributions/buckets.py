"""Buckets: how often something may be done from one network, and how much arrives in all.

A bucket holds a number of drops and is refilled drop by drop; each act takes one out. What is kept is one number, the
moment at which it will be full again, in Django's cache. Within a process a lock makes each act exact. Processes that
share a cache may each let one act through at the same instant, and with a cache of their own (the usual one) each
counts for itself: the limits are then those below, times the number of processes.
"""

import time
from dataclasses import dataclass
from threading import Lock

from django.core.cache import cache

ONE_AT_A_TIME = Lock()


@dataclass(frozen=True)
class Bucket:
    """So many acts at once, and one more after every so many seconds."""

    name: str
    holds: int
    seconds_per_drop: float

    def take(self, whose: str = "all", drops: float = 1) -> float:
        """Take drops out, and return 0; or leave it as it is, and return in how many seconds there will be enough."""
        with ONE_AT_A_TIME:
            now = time.time()
            before = self.full_at(whose, now)
            full_at = before + drops * self.seconds_per_drop
            wait = full_at - now - self.holds * self.seconds_per_drop
            # A millisecond is less than any clock here can tell, and more than the sums above can be wrong by.
            if wait > 0.001:
                cache.set(self.key(whose), before, before - now + 1)
                return wait
            cache.set(self.key(whose), full_at, full_at - now + 1)
            return 0

    def give_back(self, whose: str, drops: float) -> None:
        """Put drops back, never more than the bucket holds."""
        with ONE_AT_A_TIME:
            now = time.time()
            full_at = self.full_at(whose, now) - drops * self.seconds_per_drop
            if full_at > now:
                cache.set(self.key(whose), full_at, full_at - now + 1)
            else:
                cache.delete(self.key(whose))

    def full_at(self, whose: str, now: float) -> float:
        """Return when it will be full; a clock that was set back leaves nobody waiting longer than an empty bucket."""
        kept: float = cache.get(self.key(whose), now)
        return min(max(kept, now), now + self.holds * self.seconds_per_drop)

    def key(self, whose: str) -> str:
        return f"memorial:bucket:{self.name}:{whose}"


#: From one network. Thirty people of a village may write in the same hour, and a hundred with a proof of work.
ACTS = {
    "send": Bucket("send", holds=30, seconds_per_drop=120),
    "lost": Bucket("lost", holds=5, seconds_per_drop=600),
    "yours": Bucket("yours", holds=60, seconds_per_drop=60),
    "wrong": Bucket("wrong", holds=10, seconds_per_drop=60),
    "candle": Bucket("candle", holds=30, seconds_per_drop=60),
}
#: How much of a drop a proof of work puts back into the bucket of its network.
FOR_A_PROOF = 0.7

#: What arrives beyond these is a flood: from one network, over all networks, and over all with a proof of work.
TIDE_OF_NETWORK = Bucket("tide_of_network", holds=5, seconds_per_drop=600)
TIDE = Bucket("tide", holds=20, seconds_per_drop=120)
TIDE_OF_PROVED = Bucket("tide_of_proved", holds=200, seconds_per_drop=20)
