"""Citations of a record: which source supports which fact of a row, and which source differs."""

from memorial.exchange.record_plan import Link, Plan, Planned, PlannedCitation, faults
from memorial.exchange.record_rows import list_links
from memorial.exchange.record_tables import ENTRY_TABLES
from memorial.exchange.record_values import Unreadable, read_value
from memorial.exchange.records import Row
from memorial.sources.models import Source

YES_AND_NO = frozenset({"yes", "no"})
STATED = ("locator", "says", "stance", "value")


def plan_citations(plan: Plan) -> None:
    """Give each entry its citations: those of citations.csv, and for the other facts those of its own row."""
    for row in plan.record.citations:
        _plan_stated(plan, row)
    for planned in plan.entries.values():
        if planned.table.source != "none":
            _plan_from_row(plan, planned)


def _plan_stated(plan: Plan, row: Row) -> None:
    """Make a citation that says more than a source column can: where in the source, in which words, what instead."""
    table, link = ENTRY_TABLES.get(row["table"]), (row["table"], row["key"])
    if table is None and row["table"]:
        plan.refuse(row, f"table: “{row['table']}” is not a table of entries.")
    elif row["key"] and link not in plan.entries and row["table"] not in plan.record.unreadable:
        plan.refuse(row, f"key: There is no “{row['key']}” in {row['table']}.")
    source = plan.link(Source, row["source"], row, "source") if row["source"] else None
    if source is None or table is None or link not in plan.entries:
        return
    _refuse_itself(plan, row, link, [source])
    stated = {column: row[column] for column in STATED if row[column]}
    made = table.citation_model(entry=plan.entries[link].made, fact=row["fact"])
    bad = set()
    for column, text in stated.items():
        try:
            setattr(made, column, read_value(table.citation_model._meta.get_field(column), text))
        except Unreadable as error:
            plan.refuse(row, f"{column}: {error}")
            bad.add(column)
    for name, message in faults(made, {"entry", "source", *bad}):
        plan.refuse(row, f"{name}: {message}" if name else message)
    citation = PlannedCitation(row["fact"], source, **stated)
    citations = plan.entries[link].citations
    if any(_place(other) == _place(citation) for other in citations):
        plan.refuse(row, "This source is already cited for this fact.")
    citations.append(citation)


def _place(citation: PlannedCitation) -> tuple[str, Link, str, str]:
    return citation.fact, citation.source, citation.locator, citation.value


def _plan_from_row(plan: Plan, planned: Planned) -> None:
    """Cite the sources of a row for each fact that it states, except where citations.csv says more of the same."""
    row, table = planned.row, planned.table
    usual = list_links(plan, row, "source", Source)
    stated = _stated_facts(planned)
    said = {(citation.fact, citation.source) for citation in planned.citations}
    for fact in table.known_facts:
        own = f"{fact}_source"
        sources = list_links(plan, row, own, Source) if row[own] else usual
        if row[own] and fact not in stated:
            plan.refuse(row, f"{own}: The row does not state the fact “{fact}”.")
        _refuse_itself(plan, row, (table.name, row["key"]), sources)
        if fact in stated:
            planned.citations += [PlannedCitation(fact, source) for source in sources if (fact, source) not in said]
    if usual and not stated and not planned.citations:
        planned.citations = [PlannedCitation("", source) for source in usual]


def _stated_facts(planned: Planned) -> set[str]:
    """Return the facts that a row states; a yes or a no only qualifies what another column states."""
    row, table = planned.row, planned.table
    filled = {table.fact_of(column) for column in table.columns if row[column] and row[column] not in YES_AND_NO}
    return filled - {""}


def _refuse_itself(plan: Plan, row: Row, link: Link, sources: list[Link]) -> None:
    if link in sources:
        plan.refuse(row, "source: A source cannot be known through itself.")
