"""Couples: the families that GEDCOM knows, at most two parents and their children, as the ties of kinship give them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations

from memorial.exchange.gedcom.kin import related
from memorial.exchange.representations.fields import Said
from memorial.people.kinship import Kinship
from memorial.people.models import Person

#: Two parents, or one.
PAIR = 2


@dataclass
class Couple:
    """One or two people, whether they were married, and the children whom sources give to them."""

    partners: tuple[str, ...]
    married: bool = False
    children: list[str] = field(default_factory=list)


def couples_of(people: Sequence[Said]) -> list[Couple]:
    """Return the couples of a family; nobody is given a parent or a spouse whom no tie names."""
    known = {said["id"]: said for said in people}
    found: dict[tuple[str, ...], Couple] = {}
    married = {frozenset((one, other)) for one in known for other in spouses(known[one], known)}
    for pair in sorted(tuple(sorted(pair)) for pair in married):
        found[pair] = Couple(in_order(pair, known), married=True)
    for child, said in known.items():
        parents = related(said, [Kinship.Kind.PARENT], list(known))
        for group in groups(sorted(set(parents)), married):
            found.setdefault(group, Couple(in_order(group, known))).children.append(child)
    return list(found.values())


def spouses(said: Said, known: dict[str, Said]) -> list[str]:
    """Return to whom of a family somebody was married."""
    return related(said, [Kinship.Kind.SPOUSE], list(known))


def groups(parents: Sequence[str], married: set[frozenset[str]]) -> list[tuple[str, ...]]:
    """Return the couples that the parents of one child are: of more than two, only those that were married."""
    if len(parents) <= PAIR:
        return [tuple(parents)] if parents else []
    pairs = [pair for pair in combinations(parents, PAIR) if frozenset(pair) in married]
    alone = [parent for parent in parents if not any(parent in pair for pair in pairs)]
    return [*pairs, *((parent,) for parent in alone)]


def in_order(partners: tuple[str, ...], known: dict[str, Said]) -> tuple[str, ...]:
    """Return partners as GEDCOM places them: the husband first, where the sources say who that is."""
    last = {Person.Sex.MALE: 0, Person.Sex.UNKNOWN: 1, Person.Sex.FEMALE: 2}
    return tuple(sorted(partners, key=lambda one: (last[known[one]["sex"]], one)))
