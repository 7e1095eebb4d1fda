"""What an installation must have besides its tables: roles, the clock, and the versions of what is public."""

from typing import Any

from django.core.management.base import BaseCommand

from memorial.review.gate import Channel
from memorial.review.preparation import prepare

SENTENCES = {
    "roles": "The roles were made as the table of rights says.",
    "clock": "The time was noted.",
    "translations": "Translations that now know what they were made from: {}.",
    "versions": "Published entries kept as versions: {}.",
    "desk rows": "Entries listed on the desk: {}.",
}


class Command(BaseCommand):
    leaves_by: tuple[Channel, ...] = ()
    help = (
        "Makes what is missing after `migrate`: the roles, the first note of the time, versions of what is public, "
        "and the rows that the desk lists. It can be run at any time and changes nothing that is there."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        made = prepare()
        for thing, count in made.items():
            self.stdout.write(SENTENCES[thing].format(count))
        if not made:
            self.stdout.write("Nothing was missing.")
