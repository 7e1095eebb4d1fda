"""What a row says, as it is kept and compared: its identity, its digest, and the whole of it as plain data."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from memorial.base.ages import AgeRange
from memorial.base.canonical import canonical_hash
from memorial.base.dates import InvalidDate, bounds
from memorial.exchange.imports.compared import Known, Parent
from memorial.exchange.lists.row_names import NameWritten
from memorial.exchange.lists.targets import Target
from memorial.exchange.lists.values import Finding, RowValues
from memorial.search.letters import words_of
from memorial.search.matching import NameForm
from memorial.search.particles import name_words
from memorial.search.written import name_form

#: Kinds of names by which nobody is known alone.
BESIDE = "nickname"


def identity_of(values: RowValues) -> str:
    """Return by what a row is known again, in whichever list it comes: whom it names, born when, of which parents."""
    names = sorted({" ".join(sorted(name_words(name.full))) for name in values.names})
    facts = [str(values.facts.get(fact, "")) for fact in ("birth", "sex")]
    kin = [" ".join(sorted(words_of(text))) for text in parents_of(values).values()]
    return canonical_hash([names, facts, kin])


def row_key_of(values: RowValues, source: int) -> str:
    """Return the identifier that a list gives a row, together with its source; empty where it gives none."""
    return canonical_hash([source, values.row_id]) if values.row_id else ""


def digest_of(values: RowValues, source: int) -> str:
    """Return a digest of all that is taken from a row, with its source; its place in the list is no part of it."""
    names = [list(name) for name in values.names]
    return canonical_hash([source, values.row_id, names, {**values.written, **plain_facts(values)}])


def parents_of(values: RowValues) -> dict[str, str]:
    """Return the names of the parents that a row gives, by who they are: mother, father."""
    kin = (Target.MOTHER.value, Target.FATHER.value)
    return {who: text for who in kin if (text := str(values.facts.get(who, "")))}


def plain_facts(values: RowValues) -> dict[str, Any]:
    """Return the facts of a row as plain data; an age is a list of three."""
    return {fact: list(value) if isinstance(value, AgeRange) else value for fact, value in values.facts.items()}


def as_data(values: RowValues) -> dict[str, Any]:
    """Return all that a row says as plain data, to be kept until a person has decided."""
    return {
        "number": values.row_number,
        "locator": values.locator,
        "row_id": values.row_id,
        "names": [list(name) for name in values.names],
        "facts": plain_facts(values),
        "written": values.written,
    }


def from_data(kept: dict[str, Any]) -> RowValues:
    """Return what a row says from the data that was kept of it."""
    facts = {fact: AgeRange(*value) if isinstance(value, list) else value for fact, value in kept["facts"].items()}
    names = tuple(NameWritten(*name) for name in kept["names"])
    return RowValues(kept["number"], kept["locator"], kept["row_id"], names, facts, kept["written"], (), (), ())


def remarks_of(findings: Iterable[Finding]) -> list[list[str]]:
    """Return what was doubtful or refused as it is kept: column, what stands there, why, what to do."""
    return [list(finding) for finding in findings]


def known_of(values: RowValues) -> Known:
    """Return what is compared of a row."""
    names = [name for name in values.names if name.kind != BESIDE] or list(values.names)
    taken = [(taken_apart(one.full, one.family, one.patronymic, one.given, one.language), one.full) for one in names]
    parents = parents_of(values)
    mother, father = (parents.get(who.value, "") for who in (Target.MOTHER, Target.FATHER))
    patronymics = [name.patronymic for name in names if name.patronymic]
    birth, death = (str(values.facts.get(fact, "")) for fact in ("birth", "death"))
    return Known(
        tuple(form for form, _text in taken if form.words),
        tuple(text for form, text in taken if form.words),
        birth,
        days_of(birth),
        death,
        days_of(death),
        str(values.facts.get("sex", "")),
        parents_named([mother]),
        parents_named([father, *patronymics]),
        age if isinstance(age := values.facts.get("age"), AgeRange) else None,
        str(values.facts.get("fate", "")),
    )


@lru_cache(maxsize=8192)
def taken_apart(full: str, family: str, patronymic: str, given: str, language: str) -> NameForm:
    """Return a written name as it is compared."""
    return name_form(full, (family, patronymic, given), 0, language)


def parents_named(texts: Iterable[str]) -> tuple[Parent, ...]:
    """Return the parents who are called so, each once; particles are no words, and no words are nobody."""
    found: dict[tuple[str, ...], Parent] = {}
    for text in texts:
        if words := tuple(name_words(text)):
            found.setdefault(words, Parent(words, text))
    return tuple(found.values())


@lru_cache(maxsize=65536)
def days_of(value: str) -> tuple[date, date] | None:
    """Return the first and last day that a date allows; nothing where it has no end on one side."""
    try:
        found = bounds(value)
    except InvalidDate:
        return None
    return (found.earliest, found.latest) if found.earliest and found.latest else None
