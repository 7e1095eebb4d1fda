"""Readiness: whether a server can be asked anything now, and if not, why, in a word that tells a stranger nothing."""

from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from memorial.operations.counts import DATABASE_ERRORS
from memorial.review.replicas import REPLICAS


def hindrance() -> str:
    """Return what keeps this server from being asked anything, in a word or two; empty where nothing does."""
    if settings.STOPPING_FILE and Path(settings.STOPPING_FILE).exists():
        return "stopping"
    if isinstance(staticfiles_storage, ManifestFilesMixin) and not staticfiles_storage.hashed_files:
        # Read once, at the start: without it no page can name its style sheet.
        return "static files"
    try:
        return "migrations" if migrations_are_missing() else ""
    except (DatabaseError, InterfaceError):
        DATABASE_ERRORS.inc()
        # The next question begins with a new connection.
        connection.close()
        # Where replicas show the pages, they go on without the primary: all servers at once would say the same.
        REPLICAS.look_again()
        return "" if REPLICAS.standing else "database"


def migrations_are_missing() -> bool:
    """Return whether the database has yet to be brought to what this version of the program needs."""
    return bool(needed_migrations() - set(MigrationRecorder(connection).applied_migrations()))


@cache
def needed_migrations() -> frozenset[tuple[str, str]]:
    """Return the last migration of each line that this version of the program brings along."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())
