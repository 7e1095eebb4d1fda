"""Buckets: how often something may be done from one network, and how much arrives in all.

A bucket holds a number of drops and is refilled drop by drop; each act takes one out. What is kept is one number, the
moment at which it will be full again. Each act is one step of the cache, so it is exact: over all servers where they
share one (`memorial.base.shared_cache`), else within each process (`memorial.base.own_cache`), and then the limits are
those below, times the number of processes.
"""

from dataclasses import dataclass
from typing import Protocol, cast

from django.core.cache import cache


class Counting(Protocol):
    """What both caches do for buckets."""

    def pour(self, key: str, seconds: float, room: float) -> float:
        """Take so many seconds' worth out of a bucket; see `OwnCache.pour`."""


@dataclass(frozen=True)
class Bucket:
    """So many acts at once, and one more after every so many seconds."""

    name: str
    holds: int
    seconds_per_drop: float

    def take(self, whose: str = "all", drops: float = 1) -> float:
        """Take drops out, and return 0; or leave it as it is, and return in how many seconds there will be enough."""
        return self.pour(whose, drops)

    def give_back(self, whose: str, drops: float) -> None:
        """Put drops back, never more than the bucket holds."""
        self.pour(whose, -drops)

    def pour(self, whose: str, drops: float) -> float:
        """Take drops out, or put them back where they are less than nothing."""
        key = f"memorial:bucket:{self.name}:{whose}"
        room = self.holds * self.seconds_per_drop
        return cast(Counting, cache).pour(key, drops * self.seconds_per_drop, room)


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
