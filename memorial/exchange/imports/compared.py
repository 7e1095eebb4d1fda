"""Compared: what is held against each other of a row of a list and somebody who is here, and what comes of it."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from memorial.base.ages import AgeRange
from memorial.search.matching import NameForm


class Code(StrEnum):
    """What speaks for one person, or for two."""

    NAME = "name"
    NAME_NEAR = "name_near"
    IDENTIFIER = "identifier"
    BIRTH_DAY = "birth_day"
    BIRTH_YEAR = "birth_year"
    DEATH_DAY = "death_day"
    PARENT = "parent"
    #: From here on: what speaks against.
    BIRTH_DIFFERS = "birth_differs"
    BIRTH_FAR = "birth_far"
    DEATH_DIFFERS = "death_differs"
    PARENT_DIFFERS = "parent_differs"
    SEX_DIFFERS = "sex_differs"
    AGE_DIFFERS = "age_differs"
    FATE_DIFFERS = "fate_differs"
    #: What a person has to know beside.
    SEVERAL = "several"
    ROW_TOO = "row_too"
    LIKE_ROW = "like_row"
    DECIDED = "decided"


#: These make people of one name two people, whatever else agrees.
APART = frozenset({Code.BIRTH_FAR, Code.PARENT_DIFFERS})
DIFFERING = frozenset({Code.BIRTH_DIFFERS, Code.DEATH_DIFFERS, Code.SEX_DIFFERS, Code.AGE_DIFFERS, Code.FATE_DIFFERS})
#: What agrees seldom by chance, with what any two people of one name may have in common.
TELLING = frozenset({Code.BIRTH_DAY, Code.PARENT})
AGREEING = TELLING | {Code.BIRTH_YEAR, Code.DEATH_DAY}


class Reason(NamedTuple):
    """One thing that speaks for or against, with what it is about as both sides write it."""

    code: Code
    here: str = ""
    there: str = ""


class Parent(NamedTuple):
    """The name of a parent: its words as they are compared, and as it is written."""

    words: tuple[str, ...]
    text: str


class Known(NamedTuple):
    """What is compared of a row or of a person: names taken apart, days, sex, parents, a stated age, and the fate."""

    forms: tuple[NameForm, ...] = ()
    #: The same names as they are written.
    texts: tuple[str, ...] = ()
    birth: str = ""
    born: tuple[date, date] | None = None
    death: str = ""
    died: tuple[date, date] | None = None
    sex: str = ""
    mothers: tuple[Parent, ...] = ()
    fathers: tuple[Parent, ...] = ()
    age: AgeRange | None = None
    fate: str = ""
