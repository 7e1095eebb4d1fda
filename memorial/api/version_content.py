"""The content of a version for programs: its facts, texts, names, ties and sources, as far as its page shows them.

Which columns that are is the rule of the pages (`version_facts`), and what of them is hidden today that of
`PastEntry`; here they are told as they were written.
"""

from typing import Any

from memorial.base.memorial import Memorial
from memorial.exchange.representations.columns import said
from memorial.exchange.representations.titles import title_of
from memorial.people.models import Person
from memorial.public.past_entries import PastEntry
from memorial.public.version_facts import BESIDE
from memorial.review.gate import Channel
from memorial.review.models import Entry
from memorial.review.snapshots import content_fields, list_fields, part_fields, part_relation
from memorial.testimonies.models import Testimony
from memorial.testimonies.naming import narrator_of

#: Facts of which a page says that they are not known, in a column of their own.
ALSO = {Person: frozenset({"burial_unknown"})}
#: What is told with each row of texts, beside the texts.
BESIDE_TEXTS = frozenset({"language", "state", "content_note"})


def name_of(past: PastEntry, memorial: Memorial) -> str:
    """Return what the version was called; a testimony by who speaks, as far as that may be told today."""
    entry = past.live if past.model is Testimony else past.entry
    return title_of(entry, memorial.languages, Channel.API).value


def content_of(past: PastEntry, memorial: Memorial) -> dict[str, Any]:
    """Return what the version said."""
    shown = shown_names(past.model)
    entry, fields = past.entry, {}
    for column in content_fields(past.model):
        if is_shown(past.model, column.name, shown) and column.name not in past.held_back:
            fields[column.name] = value_of(entry, column.name)
    for each in list_fields(past.model):
        fields[each.name] = [other.public_id for other in past.listed(each)]
    parts = {name: [row_of(past, name, row, shown) for row in rows] for name, rows in past.parts.items()}
    return {"narrator": narrator(past, memorial), "fields": fields, "parts": parts}


def shown_names(model: Any) -> frozenset[str]:
    """Return the facts that the page of a version shows of a kind."""
    return frozenset({*model.facts, *BESIDE.get(model, ())}) | ALSO.get(model, frozenset())


def is_shown(model: Any, name: str, shown: frozenset[str]) -> bool:
    """Return whether a column states one of the facts that are shown."""
    return name in shown or model.fact_columns.get(name) in shown


def row_of(past: PastEntry, part: str, row: Any, shown: frozenset[str]) -> dict[str, Any]:
    """Return one row of a part; where in a source something stands is told with the source alone."""
    hidden: frozenset[str] = getattr(part_relation(past.model, part).related_model, "not_public", frozenset())
    names = [column.name for column in part_fields(past.model, part) if column.name not in hidden]
    if part == "translations":
        names = [name for name in names if name in BESIDE_TEXTS | shown and name not in past.held_back]
    told = {name: value_of(row, name) for name in names}
    if "locator" in told and told.get("source") is None:
        told["locator"] = None
    if part == "translations" and not told.get("content_note", "none kept"):
        since = past.live.text("content_note")
        told["content_note"] = since.value if since else None
    return told


def value_of(row: Any, name: str) -> Any:
    """Return one value as it was written; another entry by its permanent id."""
    value = getattr(row, name)
    return value.public_id if isinstance(value, Entry) else said(value)


def narrator(past: PastEntry, memorial: Memorial) -> dict[str, Any] | None:
    """Return who speaks in a testimony, whatever the version knew: as far as the consent of today allows it here."""
    if past.model is not Testimony:
        return None
    found = narrator_of(past.live, memorial.languages, Channel.API)
    return {
        "id": found.person.public_id if found.person else None,
        "name": None if found.nameless else found.name.value,
        "role": found.described.value if found.described else None,
    }
