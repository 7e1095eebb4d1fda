"""Folders of a test's own for keys and attached files."""

from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet


def use_keys(settings: Any, folder: Path) -> None:
    """Keep the keys and files of contributions in a folder, under a key that is the test's own."""
    settings.CONTACT_KEYS_DIR = folder / "contact_keys"
    settings.CONTRIBUTED = folder / "contributed"
    settings.CONTACT_KEYS = [Fernet.generate_key().decode()]
