"""Rows of a record: each becomes an entry, a name or a tie, or is refused with a reason."""

import re
from typing import Any

from django.db import models

from memorial.base.public_ids import record_public_id
from memorial.base.texts import Translation
from memorial.exchange.record_plan import Link, Plan, Planned, faults
from memorial.exchange.record_tables import ENTRY_TABLES, KIN, NAMES, Table
from memorial.exchange.record_values import Unreadable, read_list, read_value
from memorial.exchange.records import Row

KEY = re.compile("[a-z0-9-]+")
NEVER_FILLED = frozenset({"public_id", "copy_of", "created_by"})


def collect_keys(plan: Plan) -> None:
    """Note the keys of all tables, so that rows can refer to each other in any order."""
    for name in ENTRY_TABLES:
        known = plan.keys.setdefault(name, {})
        for row in plan.record.rows.get(name, []):
            key = row["key"]
            if not key:
                continue
            if not KEY.fullmatch(key):
                plan.refuse(row, f"key: “{key}” is not a key. Write small letters, digits and hyphens.")
            if key in known:
                plan.refuse(row, f"key: “{key}” already stands in line {known[key].line}.")
            elif name == "press" and key in plan.keys["sources"]:
                plan.refuse(row, f"key: “{key}” is already a key of sources.csv.")
            known.setdefault(key, row)


def plan_entries(plan: Plan) -> None:
    """Make the entries of all tables, each with its texts in the record's language."""
    for table in ENTRY_TABLES.values():
        for position, row in enumerate(plan.record.rows.get(table.name, []), start=1):
            if plan.keys[table.name].get(row["key"]) is row:
                plan.entries[table.name, row["key"]] = _plan_entry(plan, table, row, position)


def plan_names(plan: Plan) -> None:
    """Make the spellings of the people's names."""
    preferred: dict[tuple[str, str], Row] = {}
    written: dict[tuple[Link | str, ...], Row] = {}
    for row in plan.record.rows.get(NAMES.name, []):
        name = _plan_row(plan, NAMES, row)
        plan.names.append(name)
        form = (row["person"], row["full"], row["language"], row["kind"], row["source"])
        if written.setdefault(form, row) is not row:
            plan.refuse(row, f"This spelling already stands in line {written[form].line}, from the same source.")
        first = preferred.setdefault((row["person"], row["language"]), row) if name.made.preferred else row
        if first is not row:
            plan.refuse(row, f"preferred: Line {first.line} is already preferred in “{row['language']}”.")


def plan_kin(plan: Plan) -> None:
    """Make the ties between people: each once, and between two."""
    tied: dict[frozenset[str], Row] = {}
    for row in plan.record.rows.get(KIN.name, []):
        plan.kin.append(_plan_row(plan, KIN, row))
        pair = frozenset({row["person"], row["relative"]})
        if len(pair) == 1:
            plan.refuse(row, "relative: Nobody is their own relative.")
        elif tied.setdefault(pair, row) is not row:
            plan.refuse(row, f"These two are already tied to each other in line {tied[pair].line}.")


def _plan_entry(plan: Plan, table: Table, row: Row, position: int) -> Planned:
    planned = _plan_row(plan, table, row)
    planned.made.public_id = record_public_id(plan.record.key, table.name, row["key"])
    if hasattr(planned.made, "position"):
        planned.made.position = position
    words = {column: row[column] for column in table.text_columns if row[column]}
    if words:
        text = table.texts_model(language=plan.record.language, state=Translation.State.ORIGINAL, **words)
        for name, message in faults(text, {"entry", "language", *set(table.text_columns).difference(words)}):
            plan.refuse(row, f"{name}: {message}" if name else message)
        planned.texts[plan.record.language] = text
    return planned


def _plan_row(plan: Plan, table: Table, row: Row) -> Planned:
    """Make what a row becomes, without its texts; say of each cell and of the whole what cannot be so."""
    planned = Planned(row, table, table.model(**table.preset))
    filled = dict(table.preset)
    for column in table.columns:
        if table.is_text(column):
            continue
        if row[column]:
            _fill(plan, planned, column, filled)
        elif column in table.required:
            planned.faulty.add(table.field_of(column).name)
    for name, value in filled.items():
        setattr(planned.made, name, value)
    references = {field.name for field in table.model._meta.concrete_fields if field.is_relation}
    for name, message in faults(planned.made, {*NEVER_FILLED, *references, *planned.faulty}):
        column = table.column_of(name)
        plan.refuse(row, f"{column}: {message}" if column else message)
    return planned


def _fill(plan: Plan, planned: Planned, column: str, filled: dict[str, Any]) -> None:
    """Read one cell into the field, the link or the list of links that it fills."""
    field, row = planned.table.field_of(column), planned.row
    if isinstance(field, models.ManyToManyField):
        planned.lists[field.name] = list_links(plan, row, column, field.related_model)
    elif isinstance(field, models.ForeignKey):
        if ";" in row[column]:
            plan.refuse(row, f"{column}: Name one alone; what a second one says is a row of its own.")
        elif found := plan.link(field.related_model, row[column], row, column):
            planned.links[field.name] = found
    else:
        try:
            filled[field.name] = read_value(field, row[column])
        except Unreadable as error:
            plan.refuse(row, f"{column}: {error}")
            planned.faulty.add(field.name)


def list_links(plan: Plan, row: Row, column: str, model: Any) -> list[Link]:
    """Return the rows that a cell lists, each once."""
    links: list[Link] = []
    for key in read_list(row[column]):
        found = plan.link(model, key, row, column)
        if found and found in links:
            plan.refuse(row, f"{column}: “{key}” is named twice.")
        elif found:
            links.append(found)
    return links
