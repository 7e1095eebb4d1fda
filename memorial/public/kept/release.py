"""Release: a name for the program as it is, so that no page is given that another version of it has made."""

import hashlib
from functools import cache
from pathlib import Path

import django
from django.conf import settings

#: What pages are made of, below the folder of the program.
MADE_OF = (("memorial", "*.py"), ("memorial/locale", "*.mo"), ("templates", "*"))


@cache
def release() -> str:
    """Return a name that changes with every file of the program, and with what it is set to."""
    told = hashlib.sha256(repr([django.VERSION, settings.ALLOWED_HOSTS, settings.STATIC_URL]).encode())
    for folder, pattern in MADE_OF:
        for path in sorted(Path(settings.BASE_DIR, folder).rglob(pattern)):
            told.update(f"{path} {stamp(path)}\n".encode())
    manifest = Path(settings.STATIC_ROOT, "staticfiles.json")
    told.update(manifest.read_bytes() if manifest.is_file() else b"")
    return told.hexdigest()[:16]


def stamp(path: Path) -> str:
    """Return when a file was last written, and how large it is."""
    found = path.stat()
    return f"{found.st_mtime_ns} {found.st_size}"
