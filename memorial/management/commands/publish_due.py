"""The clock by hand or by cron: what is due is published, where no server runs that would do it each minute."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from memorial.review.entry_watchers import minute_passed_here
from memorial.review.gate import Channel
from memorial.review.timekeeping import clock_question, keep_time


class Command(BaseCommand):
    leaves_by: tuple[Channel, ...] = ()
    help = (
        "Notes the time and publishes what is due. The server does this itself each minute. "
        "When the clock has jumped by more than a day over something scheduled, nothing opens, and the exit code "
        "is not zero until somebody confirms the clock on the desk."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        published = keep_time()
        minute_passed_here()
        question = clock_question()
        if question is not None:
            raise CommandError(
                f"The clock says {question.now:%Y-%m-%d %H:%M} UTC and was last seen at "
                f"{question.last_seen:%Y-%m-%d %H:%M} UTC. Nothing scheduled opens until it is confirmed on the desk."
            )
        self.stdout.write("Published 1 version." if published == 1 else f"Published {published} versions.")
