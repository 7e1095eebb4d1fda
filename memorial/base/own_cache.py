"""The cache of one process: what it remembers for a while, and forgets with its end."""

import time
from threading import Lock
from typing import Any

from django.core.cache.backends.locmem import LocMemCache

ONE_AT_A_TIME = Lock()
#: One entry for each network of a flood from ten thousand; those that were not used for longest are forgotten first.
MOST = 50_000


class OwnCache(LocMemCache):
    """Remembers in the memory of this process, and counts how much of a bucket is left."""

    def __init__(self, name: str, params: dict[str, Any]) -> None:
        super().__init__(name, {**params, "max_entries": MOST})

    def pour(self, key: str, seconds: float, room: float) -> float:
        """Move the moment at which a bucket will be full again by so many seconds, and return 0.

        Beyond ``room``, which is how long an empty one takes, it stays as it is, and what is returned is in how many
        seconds there will be enough. Less than nothing gives back.
        """
        with ONE_AT_A_TIME:
            now = time.time()
            # A clock that was set back leaves nobody waiting longer than an empty bucket.
            before: float = min(max(self.get(key, now), now), now + room)
            full_at = before + seconds
            wait: float = full_at - now - room
            # A millisecond is less than any clock here can tell, and more than the sums above can be wrong by.
            if wait > 0.001:
                self.set(key, before, before - now + 1)
                return wait
            if full_at > now:
                self.set(key, full_at, full_at - now + 1)
            else:
                self.delete(key)
            return 0.0
