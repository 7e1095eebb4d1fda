"""Decisions: what people said of a row and somebody here; it holds for later lists."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from memorial.accounts.models import User
from memorial.base.rows import among
from memorial.exchange.imports.models import ImportRow, PairDecision
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
