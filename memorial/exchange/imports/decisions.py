"""Decisions: what people said of a row and somebody here; it holds for later lists, and for a list checked again."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from memorial.accounts.models import User
from memorial.base.rows import among
from memorial.exchange.imports.models import ImportRow, ListImport, PairDecision
from memorial.exchange.imports.people_known import visible_people
from memorial.people.models import Person


def remember_pair(row: ImportRow, person: Person, decision: str, by: User) -> None:
    """Keep a decision for later lists; who is not sure is asked again."""
    which: dict[str, Any] = {"identity": row.identity, "person": person.public_id}
    if decision == ImportRow.Decision.UNSURE:
        PairDecision.objects.filter(**which).delete()
    else:
        PairDecision.objects.update_or_create(**which, defaults={"decision": decision, "by": by})
    if decision == ImportRow.Decision.DIFFERENT:
        keys = [key for key, _points, _reasons in row.others]
        for other in visible_people(by).filter(pk__in=keys):
            PairDecision.objects.get_or_create(
                identity=row.identity, person=other.public_id, defaults={"decision": decision, "by": by}
            )


def decisions_of(identities: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return what was decided of rows before: by their identity, of which people."""
    decided: dict[str, dict[str, str]] = defaultdict(dict)
    rows_of = PairDecision.objects.filter(among("identity", set(identities)))
    for identity, person, decision in rows_of.values_list("identity", "person", "decision"):
        decided[identity][person] = decision
    return decided


def carry_over(brought: ListImport, found: Sequence[ImportRow], *, after: int, to: int) -> None:
    """Give rows of a list that is checked again what was decided of them before; the rows of that check go.

    What was decided of a row and somebody here holds by itself, but not that somebody was not sure, nor what was said
    of an earlier row of the list. ``after`` and ``to`` are the rows between which the check has come.
    """
    of_check = brought.of_rows.filter(number__gt=after, number__lte=to)
    before = {row.number: row for row in of_check}
    for row in found:
        old = before.get(row.number)
        if old is not None and is_asked_the_same(old, row):
            row.decision, row.decided_at, row.decided_by_id = old.decision, old.decided_at, old.decided_by_id
            if row.decision == ImportRow.Decision.SAME:
                row.person_id = old.person_id
    if before:
        of_check.delete()


def is_asked_the_same(old: ImportRow, row: ImportRow) -> bool:
    """Return whether what was decided of a row answers what is asked now: nobody else may be meant, no other row."""
    if row.outcome != ImportRow.Outcome.MAYBE or (row.identity, row.like_row) != (old.identity, old.like_row):
        return False
    meant = may_be_meant(row)
    chosen = old.person_id if old.decision == ImportRow.Decision.SAME else None
    return meant <= may_be_meant(old) and (chosen is None or chosen in meant)


def may_be_meant(row: ImportRow) -> set[int]:
    """Return the keys of those who may be meant by a row."""
    return {key for key, _points, _reasons in row.others} | ({row.person_id} if row.person_id else set())
