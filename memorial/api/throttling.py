"""Throttling: how often one network may ask, so that nobody who reads in bulk leaves the others waiting."""

from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from memorial.contributions.buckets import Bucket
from memorial.contributions.networks import network_name

#: A whole page of a reading room may ask at once; who harvests goes on at four requests a second, 400 entries.
READING = Bucket("api", holds=600, seconds_per_drop=0.25)


class NetworkThrottle(BaseThrottle):
    """Counts what a network asks for; a view that takes more work than others says how much (``cost``)."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def allow_request(self, request: Request, view: APIView) -> bool:
        """Return whether the network may ask now."""
        self.seconds = READING.take(network_name(request._request), getattr(view, "cost", 1))
        return not self.seconds

    def wait(self) -> float:
        """Return in how many seconds it may ask again."""
        return self.seconds
