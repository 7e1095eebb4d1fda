"""An embedded installation: what `serve` sees to before the server starts, each step only when it is needed."""

import hashlib
import socket
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandError, call_command

from memorial.models import Memorial
from memorial.operations.readiness import migrations_are_missing

ADDRESS = "127.0.0.1"


def data_dir() -> Path:
    """Return the data directory, readable by its owner alone; a production installation has none and is refused."""
    path: Path | None = settings.DATA_DIR
    if path is None:
        raise CommandError(
            "This is a production installation (DATA_DIR is not set), and `serve` is for an embedded one. "
            "docs/operations.md says how to start the server here."
        )
    path.chmod(0o700)
    return path


def refuse_busy_port(port: int) -> None:
    """Stop with a sentence when something listens on the port already."""
    with socket.socket() as trial:
        # As the server does it: a port that was closed a moment ago is free.
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((ADDRESS, port))
        except PermissionError as problem:
            raise CommandError(f"This user may not listen on port {port}. Try: make run PORT=8001") from problem
        except OSError as problem:
            raise CommandError(
                f"Port {port} is in use, perhaps by this memorial. Stop what runs there, "
                f"or take another: make run PORT={port + 1 if port < 65535 else 8001}"
            ) from problem


def prepare_database() -> bool:
    """Apply the migrations that are missing and return whether there were any."""
    if not migrations_are_missing():
        return False
    call_command("migrate", interactive=False, verbosity=0)
    return True


def load_first_record() -> None:
    """Load the record of the settings where there is no memorial yet; the command says what it loaded."""
    if not Memorial.objects.exists():
        call_command("load_record", settings.RECORD)


def collect_static_files() -> bool:
    """Collect the static files when any of them has changed since the last time, and return whether one had."""
    stamp: Path = settings.STORE / "static-files"
    fingerprint = static_fingerprint()
    if stamp.exists() and stamp.read_text() == fingerprint:
        return False
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(fingerprint)
    return True


def static_fingerprint() -> str:
    """Return a digest of the names, sizes and times of all static files, and of how they are stored."""
    digest = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            file = Path(storage.path(path)).stat()
            digest.update(f"{path} {file.st_size} {file.st_mtime_ns}\n".encode())
    return digest.hexdigest()
