"""What an installation must have besides its tables: roles, the clock, and the versions of what is public."""

from typing import Any

from django.core.management.base import BaseCommand

from memorial.review.gate import Channel
from memorial.review.preparation import prepare
from memorial.search.rebuilding import AT_START, go_on, unfinished

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
        "the rows that the desk lists, and the indexes of search. It can be run at any time and changes nothing that "
        "is there."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        made = prepare()
        for thing, count in made.items():
            self.stdout.write(SENTENCES[thing].format(count))
        searched = bool(unfinished())
        if searched and go_on(AT_START):
            self.stdout.write("The indexes of search were made.")
        elif searched:
            self.stdout.write("The indexes of search are not whole yet. The worker goes on; so does `rebuild_index`.")
        if not made and not searched:
            self.stdout.write("Nothing was missing.")
