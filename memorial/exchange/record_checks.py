"""Checks of a record: the whole folder is gone through, and all that is wrong is said at once."""

from django.utils import translation

from memorial.exchange.record_citations import plan_citations
from memorial.exchange.record_memorial import plan_memorial
from memorial.exchange.record_plan import Link, Plan
from memorial.exchange.record_rows import collect_keys, plan_entries, plan_kin, plan_names
from memorial.exchange.record_texts import plan_translations
from memorial.exchange.records import Record


def check_record(record: Record) -> Plan:
    """Return what a record will become, with all its problems in the order of files and lines. Nothing is written."""
    plan = Plan(record)
    # Problems are said in one language, whatever the installation speaks: they are read beside the format's own words.
    with translation.override("en"):
        collect_keys(plan)
        plan_memorial(plan)
        plan_entries(plan)
        plan_names(plan)
        plan_kin(plan)
        plan_translations(plan)
        plan_citations(plan)
        _check_people(plan)
        _check_narrators(plan)
        _check_places(plan)
    plan.problems = sorted({*record.problems, *plan.problems})
    return plan


def _check_people(plan: Plan) -> None:
    """Refuse people of whom the record gives neither a name nor a description."""
    named = {name.row["person"] for name in plan.names}
    if "names" in plan.record.unreadable:
        return
    for (table, key), planned in plan.entries.items():
        if table == "people" and key not in named and not planned.row["description"]:
            plan.refuse(planned.row, "description: This person has no name in names.csv; write what is known instead.")


def _check_narrators(plan: Plan) -> None:
    """Refuse testimonies that name an anonymous narrator, or of which nothing says who told it."""
    for (table, _key), planned in plan.entries.items():
        if table != "testimonies":
            continue
        row = planned.row
        if planned.made.anonymous and (row["narrator"] or row["person"]):
            plan.refuse(row, "anonymous: An anonymous testimony keeps no name of its narrator.")
        elif not (planned.made.anonymous or row["narrator"] or row["person"] or row["role"]):
            plan.refuse(row, "narrator: Say who told it: a narrator, a person, a role, or anonymous.")


def _check_places(plan: Plan) -> None:
    """Refuse places that lie in themselves, directly or through others."""
    for link, planned in plan.entries.items():
        seen: set[Link] = set()
        above = planned.links.get("part_of")
        while above and above not in seen:
            seen.add(above)
            above = plan.entries[above].links.get("part_of") if above in plan.entries else None
        if link in seen:
            plan.refuse(planned.row, f"part_of: “{link[1]}” cannot lie in itself.")
