"""Moving: the record of an embedded installation, taken over to a PostgreSQL server, row by row as it is.

The file is read at one moment and not changed. On the server all of it arrives in one transaction, or nothing. What is
derived from the record for searching is not moved: it is made anew there.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import DatabaseError, connections, transaction
from django.utils import timezone

from memorial.databases import on_server
from memorial.review.clock import Clock
from memorial.search import models as search_models
from memorial.search.models import SearchDue

FILE, SERVER = "default", "moved_to"
CHUNK = 2000
#: What runs has noted the time within so many seconds.
RUNNING = 100
#: What the migrations fill by themselves, and what is replaced by the rows that are moved.
FILLED = ("contenttypes.ContentType", "auth.Permission")


class CannotMove(Exception):
    """The record cannot be moved, and why; nothing on the server was changed."""


def connect(address: str) -> None:
    """Make the server known under its alias. Raises ImproperlyConfigured for what is no address, and CannotMove."""
    found = {SERVER: on_server("The address", address)}
    connections.settings[SERVER] = connections.configure_settings({FILE: {}, **found})[SERVER]
    try:
        connections[SERVER].ensure_connection()
    except DatabaseError as problem:
        raise CannotMove(f"The server cannot be reached: {str(problem).strip().splitlines()[0]}.") from problem


def moved_models() -> list[Any]:
    """Return every kind of row that is moved: all but what is made anew from them."""
    # When something opens or closes is derived as well, but nothing may be shown without it in between.
    derived = {model for model in vars(search_models).values() if isinstance(model, type)} - {SearchDue}
    kinds = [model for model in apps.get_models(include_auto_created=True) if model not in derived]
    return [model for model in kinds if model._meta.managed and not model._meta.proxy]


def refuse_running() -> None:
    """Refuse while a server or a worker writes to the file: it notes the time each minute."""
    clock = Clock.objects.first()
    if clock is not None and (since := (timezone.now() - clock.seen_at).total_seconds()) < RUNNING:
        raise CannotMove(
            f"The memorial noted the time {max(since, 0):.0f} seconds ago: it may still be running. "
            "Stop the server and the worker, wait for two minutes, and try again."
        )


def refuse_used(kinds: Sequence[Any]) -> None:
    """Refuse a server on which rows stand already: two records are never mixed."""
    for model in kinds:
        if model._meta.label not in FILLED and model._base_manager.using(SERVER).exists():
            raise CannotMove(f"There are rows in {model._meta.db_table} on the server already. Name an empty database.")


def move(kinds: Sequence[Any]) -> Iterator[tuple[str, int]]:
    """Move all rows, and yield each table with how many rows it has, when it has arrived. Raises CannotMove."""
    with transaction.atomic(using=FILE), transaction.atomic(using=SERVER):
        for model in (model for model in reversed(kinds) if model._meta.label in FILLED):
            model._base_manager.using(SERVER).all().delete()
        for model in kinds:
            yield model._meta.db_table, copied(model)
        with connections[SERVER].cursor() as cursor:
            for statement in connections[SERVER].ops.sequence_reset_sql(no_style(), list(kinds)):
                cursor.execute(statement)
    with connections[SERVER].cursor() as cursor:
        cursor.execute("ANALYZE")


def copied(model: Any) -> int:
    """Copy the rows of one table and return how many they are."""
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    names = ", ".join(f'"{field.column}"' for field in fields)
    table, number = model._meta.db_table, 0
    server = connections[SERVER]
    try:
        with (
            server.wrap_database_errors,
            server.cursor() as cursor,
            cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy,
        ):
            for row in rows_of(model, fields):
                copy.write_row(row)
                number += 1
    except DatabaseError as problem:
        raise CannotMove(f"The rows of {table} cannot stand on the server: {first_line(problem)}") from problem
    if number != model._base_manager.using(SERVER).count():
        raise CannotMove(f"Of the {number:,} rows of {table} not all have arrived.")
    return number


def rows_of(model: Any, fields: Sequence[Any]) -> Iterator[list[Any]]:
    """Yield the rows of one table of the file, each value as the server takes it."""
    server = connections[SERVER]
    kept = [field.target_field if field.remote_field else field for field in fields]
    asked = model._base_manager.using(FILE).order_by().values_list(*[field.attname for field in fields])
    for row in asked.iterator(chunk_size=CHUNK):
        yield [field.get_db_prep_save(value, server) for field, value in zip(kept, row, strict=True)]


def first_line(problem: Exception) -> str:
    """Return what the server says is wrong, and where; never more of a row than that."""
    cause: Any = problem.__cause__
    told = getattr(getattr(cause, "diag", None), "message_primary", None) or type(cause or problem).__name__
    where = getattr(getattr(cause, "diag", None), "context", None) or ""
    # What stands behind the name of the column is the value itself.
    return f"{told} ({where.split(':')[0]})" if where else str(told)
