"""Wraps the key of every compartment anew, after a new key was put first in CONTACT_KEYS."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from memorial.contributions.keys import rewrap_keys
from memorial.review.gate import Channel
from memorial.review.ledger import Verb, record

COMMAND = "rewrap_contact_keys"


class Command(BaseCommand):
    leaves_by: tuple[Channel, ...] = ()
    help = (
        "Wraps the key of every compartment by the first key of CONTACT_KEYS. The earlier keys must stand behind it "
        "until this has ended well; afterwards they can be taken away. It can be interrupted and run again."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Wrap all keys, write it into the ledger, and say which nobody could open."""
        wrapped, closed = rewrap_keys()
        record(Verb.KEYS_REWRAPPED, by=None, detail={"keys": wrapped, "closed": len(closed)}, command=COMMAND)
        for name in closed:
            self.stderr.write(f"No key of CONTACT_KEYS opens {name}.")
        if closed:
            raise CommandError(
                f"{wrapped} keys are wrapped anew, {len(closed)} are not. Add the key that they were wrapped by to the "
                "end of CONTACT_KEYS and run this again; take no key away before."
            )
        self.stdout.write(f"Keys wrapped anew: {wrapped}. The earlier keys can be taken out of CONTACT_KEYS now.")
