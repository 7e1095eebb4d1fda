"""Reading: the rows that hang on rows of several tables, all of them read in one statement.

What a page shows is spread over many small tables: names, texts in each language, files. Each question to the database
costs what asking costs, however little is in the answer. For visitors only rows that have no rule of their own are read
in this way: they are as public as what they hang on, and that was read through the gate. The desk reads all parts of an
entry so, to compare and to keep it.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from operator import attrgetter
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models


@dataclass(frozen=True)
class Parts:
    """Rows that are to be read: whose, by the name that those have for them, and without which columns.

    ``at_most`` leaves out the rows that have more than a number in a column, or none.
    """

    owners: Iterable[Any]
    name: str
    without: tuple[str, ...] = ()
    at_most: tuple[str, int] | None = None

    def unread(self) -> dict[Any, list[Any]]:
        """Return the owners that have not been read with them, by the key by which the rows name them."""
        found: dict[Any, list[Any]] = {}
        for owner in self.owners:
            if self.name not in getattr(owner, "_prefetched_objects_cache", ()):
                found.setdefault(getattr(owner, self.plan(owner).owner_key), []).append(owner)
        return found

    def plan(self, owner: Any) -> "Plan":
        """Return how they are read from the table of an owner."""
        kind: Any = type(owner)
        return plan_of(kind, self.name, self.without, self.at_most)


def moment(value: str) -> datetime:
    """Return a moment as a database writes it into JSON; one that names no zone is of UTC."""
    read = datetime.fromisoformat(value)
    return read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)


#: What makes of a value in JSON that of a column; text and whole numbers are as they are.
CONVERTERS: Mapping[str, Callable[[Any], Any]] = {
    "BooleanField": bool,
    "DateField": date.fromisoformat,
    "DateTimeField": moment,
}
PLAIN = frozenset(
    {
        "BigAutoField",
        "BigIntegerField",
        "CharField",
        "IntegerField",
        "PositiveBigIntegerField",
        "PositiveIntegerField",
        "PositiveSmallIntegerField",
        "TextField",
    }
)


@dataclass(frozen=True)
class Plan:
    """How the rows of one table are read that hang on rows of another: made once for each."""

    model: Any
    link: Any
    fields: Sequence[str]
    converters: Sequence[tuple[int, Callable[[Any], Any]]]
    statement: Mapping[str, str]

    @property
    def owner_key(self) -> str:
        """The column of an owner by which its rows name it."""
        return str(self.link.foreign_related_fields[0].attname)

    def row(self, alias: str, values: list[Any]) -> Any:
        """Return the row that has these values."""
        for place, convert in self.converters:
            if values[place] is not None:
                values[place] = convert(values[place])
        return self.model.from_db(alias, self.fields, values)


def sort_of(field: Any) -> str:
    """Return of which sort the values of a column are; those of a reference are of the sort of the key it names."""
    while field.is_relation:
        field = field.target_field
    return str(field.get_internal_type())


@lru_cache(maxsize=256)
def plan_of(owner: type[models.Model], name: str, without: tuple[str, ...], at_most: tuple[str, int] | None) -> Plan:
    """Return how the rows are read that the owners call so; columns of a sort that is not known are a TypeError."""
    relation: Any = owner._meta.get_field(name)
    model, link = relation.related_model, relation.field
    columns = [each for each in model._meta.concrete_fields if each.attname not in without]
    sorts = [sort_of(each) for each in columns]
    if unknown := set(sorts) - PLAIN - set(CONVERTERS):
        raise TypeError(f"{model.__name__} has columns that cannot be read together: {', '.join(sorted(unknown))}.")
    written = ", ".join(f'"{each.column}"' for each in columns)
    limit = f' AND "{model._meta.get_field(at_most[0]).column}" <= {at_most[1]:d}' if at_most else ""
    table, key = f'"{model._meta.db_table}"', f'"{link.column}"'
    return Plan(
        model=model,
        link=link,
        fields=[each.attname for each in columns],
        converters=[(place, CONVERTERS[sort]) for place, sort in enumerate(sorts) if sort in CONVERTERS],
        # The keys are given beside, as one value however many they are.
        statement={
            "sqlite": f"json_array({written}) FROM {table} WHERE {key} IN (SELECT value FROM json_each(%s)){limit}",  # noqa: S608  # names of our own
            "postgresql": f"json_build_array({written})::text FROM {table} WHERE {key} = ANY(%s){limit}",  # noqa: S608  # as above
        },
    )


def read_together(*wanted: Parts) -> None:
    """Read rows that hang on others, and keep them with their owners as ``prefetch_related`` does: in one question.

    What an owner has been read with already is not asked for again.
    """
    asked = [(parts, owners) for parts in wanted if (owners := parts.unread())]
    if not asked:
        return
    firsts = [next(iter(owners.values()))[0] for _parts, owners in asked]
    plans = [parts.plan(first) for (parts, _owners), first in zip(asked, firsts, strict=True)]
    keys = [list(owners) for _parts, owners in asked]
    rows = read_rows(firsts[0]._state.db or DEFAULT_DB_ALIAS, list(zip(plans, keys, strict=True)))
    for plan, (parts, owners), found in zip(plans, asked, rows, strict=True):
        for key, each in owners.items():
            for owner in each:
                keep_rows(owner, parts.name, found.get(key, ()))
            for row in found.get(key, ()):
                plan.link.set_cached_value(row, each[0])


def read_rows(alias: str, asked: Sequence[tuple[Plan, Sequence[Any]]]) -> list[dict[Any, list[Any]]]:
    """Return for each plan the rows of these keys, by key and each in the order of its table."""
    connection = connections[alias]
    lite = connection.vendor == "sqlite"
    statements = [f"SELECT {place}, {plan.statement[connection.vendor]}" for place, (plan, _keys) in enumerate(asked)]
    values = [json.dumps(keys) if lite else list(keys) for _plan, keys in asked]
    found: list[dict[Any, list[Any]]] = [{} for _each in asked]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(statements), values)
        for place, written in cursor.fetchall():
            plan = asked[place][0]
            row = plan.row(alias, json.loads(written))
            found[place].setdefault(getattr(row, plan.link.attname), []).append(row)
    for (plan, _keys), by_key in zip(asked, found, strict=True):
        for rows in by_key.values():
            rows.sort(key=order_of(plan.model))
    return found


@lru_cache(maxsize=256)
def order_of(model: type[models.Model]) -> Callable[[Any], Any]:
    """Return by what the rows of a table are ordered: as the table says, or else as they were written."""
    columns = [attrgetter(str(each)) for each in (*(model._meta.ordering or ()), "pk")]
    return lambda row: [(value is not None, value) for value in (column(row) for column in columns)]


def keep_rows(owner: Any, name: str, rows: Iterable[Any]) -> None:
    """Keep rows with their owner as if they had been prefetched: ``owner.translations.all()`` asks nothing more."""
    known = owner.__dict__.setdefault("_prefetched_objects_cache", {})
    known.pop(name, None)
    # Whoever narrows them asks the database for the rows of this owner, as ever.
    kept = getattr(owner, name).get_queryset()
    kept._result_cache = list(rows)
    kept._prefetch_done = True
    known[name] = kept


def keep_referred(row: Any, name: str, referred: Any | None) -> None:
    """Keep with a row what it refers to, as it was read through the gate: nothing where that is not to be seen."""
    row._meta.get_field(name).set_cached_value(row, referred)
