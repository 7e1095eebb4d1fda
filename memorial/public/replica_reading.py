"""Reading from replicas: visitors' pages are read from a server that follows the primary, if it shows the same record.

Whether it does is asked of it at the very moment of the record from which the page is read: its number must be the one
that the primary has. So what was withdrawn, or whose consent has changed, is read from no replica that has not heard of
it. What a replica cannot answer, the primary answers; what that cannot answer now, a replica, where all is reading.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from typing import Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponseBase

from memorial.operations.counts import DATABASE_ERRORS
from memorial.public.kept.stands import STAND, Stand, stands_of_process
from memorial.public.pages import READING
from memorial.public.unreached import unreached
from memorial.review.public_changes import public_state
from memorial.review.replicas import (
    CLOCKS_APART,
    FAILED,
    REPLICAS,
    UNANSWERED,
    is_of_primary,
    is_unreached,
    reading_from,
    state_of,
)

#: For so many seconds after a turn by time the primary is asked.
UNTIL_ALL_CLOCKS = CLOCKS_APART + 1.0
#: As PostgreSQL says that a replica had to give up what it was reading: the primary has it.
OVERTAKEN = "40001"
Answering = Callable[..., HttpResponseBase]


class Reading:
    """From where one request reads: from a replica, by its alias, or from the primary."""

    def __init__(self, stand: Stand | None) -> None:
        #: As what the page is kept, if it is; otherwise as what the record stands when a replica is asked.
        self.stand = stand
        self.alias = ""
        self.stack = ExitStack()

    def from_replica(self) -> None:
        """Read from a replica from now on, if one shows the record as it stands."""
        stands = stands_of_process()
        stand = self.stand or stands.now() or stands.soon()
        alias = REPLICAS.choose()
        # What has just opened or closed by time is known a moment later where a clock is behind.
        if stand is None or alias is None or time.monotonic() - stands.turned < UNTIL_ALL_CLOCKS:
            return
        try:
            self.stack.enter_context(reading_from(alias))
            self.alias = alias
            if public_state() != (stand.last, stand.tokens):
                self.from_primary()
        except FAILED as problem:
            self.give_up(problem)

    def from_primary(self) -> None:
        """Read from the primary from now on."""
        self.alias = ""
        try:
            self.stack.close()
        except FAILED:
            # What is left of a connection that was lost is closed when the request ends.
            return

    def give_up(self, problem: Exception) -> None:
        """Read from a replica no more that has failed; one that is not reached is left out for everybody."""
        alias, is_lost = self.alias, is_unreached(problem) and not is_of_primary(problem)
        self.from_primary()
        if alias and is_lost:
            REPLICAS.leave_out(alias)


class FromReplicas:
    """Has each request that only reads the public record answered from a replica, or else from the primary."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if not settings.REPLICAS:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        reading = Reading(request.META.get(STAND))
        request.reading = reading  # type: ignore[attr-defined]
        if request.method in READING and not request.COOKIES:
            reading.from_replica()
        try:
            return self.get_response(request)
        finally:
            reading.from_primary()

    def process_view(
        self, request: HttpRequest, view: Answering, _args: Sequence[Any], _kwargs: Mapping[str, Any]
    ) -> None:
        """Go back to the primary for everything that may write, or that shows what somebody has just written."""
        if not getattr(view, "reads_apart", False):
            request.reading.from_primary()  # type: ignore[attr-defined]

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponseBase | None:
        """Answer from the primary what a replica could not answer, or the other way round where nothing is written."""
        reading: Reading = request.reading  # type: ignore[attr-defined]
        if not isinstance(problem, FAILED):
            return None
        if reading.alias:
            DATABASE_ERRORS.inc()
            reading.give_up(problem)
            # What took too long there would take as long here.
            is_slow = isinstance(problem, UNANSWERED) and not is_unreached(problem) and state_of(problem) != OVERTAKEN
            return unreached(request) if is_slow else self.again(request, [reading.from_primary, reading.from_replica])
        if request.method in READING and not request.COOKIES and is_unreached(problem):
            return self.again(request, [reading.from_replica])
        return None

    def again(self, request: HttpRequest, ways: Sequence[Callable[[], None]]) -> HttpResponseBase | None:
        """Answer once more, one way after another; nothing helps where none leads to a database."""
        match = request.resolver_match
        for way in ways:
            way()
            try:
                return match.func(request, *match.args, **match.kwargs) if match else None
            except UNANSWERED as problem:
                request.reading.give_up(problem)  # type: ignore[attr-defined]
        return unreached(request)
