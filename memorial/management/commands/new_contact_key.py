"""Makes a key for CONTACT_KEYS, which locks away who has sent a contribution."""

from typing import Any

from cryptography.fernet import Fernet
from django.core.management.base import BaseCommand

from memorial.review.gate import Channel


class Command(BaseCommand):
    leaves_by: tuple[Channel, ...] = ()
    help = (
        "Makes a key for CONTACT_KEYS and prints it; nothing is changed. An installation that has one puts the new "
        "key first, keeps the old one behind it, and runs rewrap_contact_keys."
    )
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(Fernet.generate_key().decode())
