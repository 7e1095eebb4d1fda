"""The databases of an installation: one file of its own, or a PostgreSQL server, as its environment says."""

import os
import sqlite3
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

Database = dict[str, Any]
#: So many seconds a connection is used again and again: to make one costs more than most questions.
KEPT_OPEN = 60
#: So many seconds a server waits for another's lock, as long as for the one writer that SQLite lets in.
LOCKED = 20
#: So many seconds a transaction may lie still before the database gives up whoever began it.
STILL = 120
#: So many seconds one waits for a database that does not answer.
UNREACHED = 5
#: And for one of several that show the same: the next one is asked instead.
REPLICA_UNREACHED = 2
#: What was sent and not even received for so many milliseconds was sent to a machine that is gone.
WITHOUT_ANSWER = {"tcp_user_timeout": 5000, "keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 2}
REPLICA = "replica_"
#: How a connection is told that a question may take long.
UNBOUNDED = "-c statement_timeout=0s"
#: As psycopg numbers the ways of PostgreSQL to part transactions.
REPEATABLE_READ = 3
FORM = "Write an address: postgresql://name:password@host:5432/memorial"


def databases(store: Path) -> dict[str, Database]:
    """Return the databases by alias: of ``DATABASE_URL`` if it is set, else a file in ``store``."""
    address = os.environ.get("DATABASE_URL", "").strip()
    if not address:
        if os.environ.get("DATABASE_REPLICA_URLS", "").strip():
            raise ImproperlyConfigured("DATABASE_REPLICA_URLS is set, and DATABASE_URL is not. Set both or neither.")
        return {"default": in_file(store / "memorial.sqlite3")}
    return {"default": on_server("DATABASE_URL", address)} | replicas()


def bound_questions(known: Mapping[str, Database], seconds: int) -> None:
    """Have what this process will ask of these databases given up after so many seconds; commands take their time."""
    for one in known.values():
        told = one.setdefault("OPTIONS", {})
        if "options" in told:
            told["options"] = told["options"].replace(UNBOUNDED, f"-c statement_timeout={seconds}s", 1)


def replicas() -> dict[str, Database]:
    """Return by alias the servers of ``DATABASE_REPLICA_URLS``, which follow that of ``DATABASE_URL``."""
    addresses = [one.strip() for one in os.environ.get("DATABASE_REPLICA_URLS", "").split(",") if one.strip()]
    found = {}
    for number, address in enumerate(addresses, start=1):
        one = on_server("DATABASE_REPLICA_URLS", address)
        # A page is read from one moment of the record, and nothing is ever written here.
        one["OPTIONS"] |= {
            "isolation_level": REPEATABLE_READ,
            "connect_timeout": REPLICA_UNREACHED,
            "tcp_user_timeout": 1000 * REPLICA_UNREACHED,
        }
        one["OPTIONS"]["options"] += " -c default_transaction_read_only=on"
        found[f"{REPLICA}{number}"] = one | {"TEST": {"MIRROR": "default"}}
    return found


def in_file(path: Path) -> Database:
    """Return a database in a file of this machine."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": sqlite_options(),
        "CONN_MAX_AGE": KEPT_OPEN,
    }


def on_server(name: str, address: str) -> Database:
    """Return a database on a PostgreSQL server by the address that ``name`` gives; a wrong one stops the start.

    What stands behind the question mark is passed on to the server's own library: ``sslmode=verify-full``.
    """
    told, port = read_address(name, address)
    if not find_spec("psycopg"):
        raise ImproperlyConfigured(
            f"{name} is set, and what it needs is not installed: pip install -r requirements-postgresql.txt"
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(told.path.strip("/")),
        "USER": unquote(told.username or ""),
        "PASSWORD": unquote(told.password or ""),
        "HOST": unquote(told.hostname or ""),
        "PORT": str(port or ""),
        "OPTIONS": postgresql_options(dict(parse_qsl(told.query))),
        "CONN_MAX_AGE": KEPT_OPEN,
        # A server that was started anew is found at the next request, and not by a page that fails.
        "CONN_HEALTH_CHECKS": True,
    }


def read_address(name: str, address: str) -> tuple[SplitResult, int | None]:
    """Return the parts of the address of a database and its port; another one stops the start.

    The address itself is never repeated: a password may stand in it.
    """
    try:
        told = urlsplit(address)
        port = told.port
    except ValueError as problem:
        raise ImproperlyConfigured(f"{name} names no host or no port from 0 to 65535. {FORM}") from problem
    if told.scheme not in {"postgresql", "postgres"} or not told.path.strip("/"):
        raise ImproperlyConfigured(f"{name} is no address of a PostgreSQL database. {FORM}")
    return told, port


def postgresql_options(told: Mapping[str, str]) -> dict[str, Any]:
    """Return what a connection to PostgreSQL begins with: the bounds on waiting, then what was told."""
    bounds = {
        "lock_timeout": LOCKED,
        "idle_in_transaction_session_timeout": STILL,
    }
    said = " ".join([UNBOUNDED, *(f"-c {name}={seconds}s" for name, seconds in bounds.items())])
    given = {name: value for name, value in told.items() if name != "options"}
    return {
        "connect_timeout": UNREACHED,
        **WITHOUT_ANSWER,
        **given,
        "options": f"{said} {told.get('options', '')}".strip(),
    }


def sqlite_options() -> dict[str, Any]:
    """Return how SQLite keeps the record of an embedded installation.

    Before 3.51.3 it can corrupt a write-ahead log, so it gets a rollback journal there. EXTRA with the one and FULL
    with the other mean that what was acknowledged survives a power cut. What is deleted is overwritten: words that
    their giver takes back must not be left in a corner of the file.
    """
    journal = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
        if sqlite3.sqlite_version_info >= (3, 51, 3)
        else "PRAGMA journal_mode=DELETE; PRAGMA synchronous=EXTRA;"
    )
    return {
        "transaction_mode": "IMMEDIATE",
        "timeout": LOCKED,
        "init_command": f"{journal} PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;",
    }
