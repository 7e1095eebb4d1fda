"""Texts of a record: its translations, and how far each can be relied on."""

from collections import defaultdict
from typing import Any

from memorial.base.memorial import MemorialTranslation
from memorial.base.texts import Translation
from memorial.exchange.record_plan import Plan, faults
from memorial.exchange.record_tables import ENTRY_TABLES
from memorial.exchange.records import Row

MEMORIAL = ("memorial", "memorial")
MEMORIAL_TEXTS = ("title", "subtitle", "introduction")
#: From the weakest: a text of which one part has not been reviewed has not been reviewed.
STATES = {
    "unreviewed": Translation.State.UNREVIEWED,
    "reviewed": Translation.State.REVIEWED,
    "given": Translation.State.ORIGINAL,
}


def plan_translations(plan: Plan) -> None:
    """Make the texts of all entries in the languages into which the record is translated."""
    offered = plan.memorial.languages if plan.record.settings else list(plan.record.translations)
    for language, rows in plan.record.translations.items():
        place = Row(f"translations/{language}.csv", 1, {})
        if language == plan.record.language:
            plan.refuse(place, f"The texts of the record are in “{language}” already; change them in its tables.")
        elif language not in offered:
            plan.refuse(place, f"“{language}” is not a language of this memorial: {', '.join(offered)}.")
        else:
            _plan_language(plan, language, rows)


def _plan_language(plan: Plan, language: str, rows: list[Row]) -> None:
    """Make the texts of one language: one row for each entry, of all its fields."""
    seen: dict[tuple[str, str, str], Row] = {}
    parts: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        where = (row["table"], row["key"], row["field"])
        if not all(where):
            continue
        if seen.setdefault(where, row) is not row:
            plan.refuse(row, f"This text already stands in line {seen[where].line}.")
        elif _is_known(plan, row):
            parts[row["table"], row["key"]].append(row)
    for (table, key), entry_rows in parts.items():
        if (table, key) == MEMORIAL:
            plan.memorial_texts[language] = _text(plan, MemorialTranslation, language, entry_rows)
        else:
            text = _text(plan, ENTRY_TABLES[table].texts_model, language, entry_rows)
            plan.entries[table, key].texts[language] = text


def _is_known(plan: Plan, row: Row) -> bool:
    """Whether a row translates a text that the record has; where not, say why."""
    name, key, field = row["table"], row["key"], row["field"]
    if row["state"] and row["state"] not in STATES:
        plan.refuse(row, f"state: “{row['state']}” is not one of: given, unreviewed, reviewed.")
    if name != MEMORIAL[0] and name not in ENTRY_TABLES:
        plan.refuse(row, f"table: “{name}” is not a table whose texts can be translated.")
        return False
    fields = MEMORIAL_TEXTS if name == MEMORIAL[0] else ENTRY_TABLES[name].text_columns
    if field not in fields:
        plan.refuse(row, f"field: {name} has no text “{field}”. It has: {', '.join(fields)}.")
        return False
    if (name, key) == MEMORIAL or (name, key) in plan.entries:
        return True
    if name not in plan.record.unreadable:
        plan.refuse(row, f"key: There is no “{key}” in {name}.")
    return False


def _text(plan: Plan, model: Any, language: str, rows: list[Row]) -> Any:
    """Make one entry's texts in one language; their state is that of their weakest part."""
    states = {row["state"] for row in rows}
    state = next((value for name, value in STATES.items() if name in states), Translation.State.UNREVIEWED)
    text = model(language=language, state=state, **{row["field"]: row["text"] for row in rows})
    lines = {row["field"]: row for row in rows}
    for name, message in faults(text, {"entry", "language", *(field for field in lines if not lines[field]["text"])}):
        if name in lines:
            plan.refuse(lines[name], f"text: {message}")
        else:
            first = rows[0]
            plan.refuse(first, f"{name}: {first['table']} “{first['key']}” needs this text too in every language.")
    return text
