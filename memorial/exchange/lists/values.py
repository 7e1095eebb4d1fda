"""Values: what one row of a list says by a mapping, in the record's own form, and what in it is doubtful or refused."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import gettext as _

from memorial.base.ages import AgeRange
from memorial.base.date_order import is_before, is_certainly_before
from memorial.exchange.lists.ages import read_age
from memorial.exchange.lists.cells import LONGEST, NO_LIMIT, cell_fault, one_line
from memorial.exchange.lists.choices import choice_of
from memorial.exchange.lists.dates import read_date
from memorial.exchange.lists.mappings import Column, Mapping, value_table
from memorial.exchange.lists.row_names import NameWritten, RowNames
from memorial.exchange.lists.targets import NAME_TARGETS, Target
from memorial.exchange.lists.unsaid import says_nothing


class Finding(NamedTuple):
    """One thing about a row that a person has to know: in which column, what stands there, why, and what to do."""

    column: str
    written: str
    reason: str
    remedy: str


class RowValues(NamedTuple):
    """What a row of a list says: names, facts in the record's own form, and the words that stood in the list.

    A row with refusals is not to be taken in; doubts are for a person to look at.
    """

    row_number: int
    locator: str
    row_id: str
    names: tuple[NameWritten, ...]
    #: By fact; dates are EDTF, sex and fate are choices, an age is a range, everything else is text.
    facts: dict[str, str | AgeRange]
    #: By fact: the words of the list, for the citation that says what the source says.
    written: dict[str, str]
    left_out: tuple[str, ...]
    doubts: tuple[Finding, ...]
    refusals: tuple[Finding, ...]


@dataclass(slots=True)
class _Row:
    """A row on its way from cells to values."""

    names: RowNames
    mapping: Mapping
    #: The words of the cell that is being read, with its spaces and line breaks, which may part what belongs apart.
    cell: str = ""
    facts: dict[str, str | AgeRange] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)
    birth_year: str = ""
    birth_year_column: str = ""
    row_id: str = ""
    doubts: list[Finding] = field(default_factory=list)
    refusals: list[Finding] = field(default_factory=list)

    def doubt(self, column: str, text: str, reason: str) -> None:
        self.doubts.append(Finding(column, text[:80], reason, _("Compare it with the source.")))

    def refuse(self, column: str, text: str, reason: str, remedy: str = "") -> None:
        remedy = remedy or _("Correct the cell in the list, or leave the column out in the mapping.")
        self.refusals.append(Finding(column, text[:80], reason, remedy))


@dataclass(frozen=True, slots=True)
class _Step:
    """What is done with one cell of every row."""

    number: int
    column: Column
    header: str
    fact: str
    as_name: bool
    longest: int
    table: dict[str, str]
    read: "_Reading"


class RowReader:
    """Reads the rows of one list by one mapping."""

    def __init__(self, mapping: Mapping, header: Sequence[str]) -> None:
        """Find the columns of the mapping in the header; those that the mapping does not know are left out."""
        self.mapping = mapping
        #: Where a row stands, in the language in which the reader was made: it is kept with what the row says.
        self.row_words = _("row %(number)s")
        self.header = tuple(title.strip() for title in header)
        kept = {column.header.strip(): column for column in mapping.columns if column.target != Target.LEFT_OUT}
        self.steps = [_step(number, kept[title]) for number, title in enumerate(self.header) if title in kept]
        self.left_out = tuple(title for title in self.header if title not in kept)
        self.locator_number = next((n for n, title in enumerate(self.header) if title == mapping.locator.column), None)

    def read(self, row_number: int, cells: Sequence[str]) -> RowValues:
        """Return what a row says. Nothing is raised: what cannot be taken is among the refusals of the answer."""
        mapping = self.mapping
        row = _Row(RowNames(mapping.language, mapping.script, mapping.ordinary_case), mapping)
        if len(cells) != len(self.header):
            reason = _("The row has %(cells)s cells, the header has %(columns)s.")
            told = {"cells": len(cells), "columns": len(self.header)}
            row.refuse("", "", reason % told, _("Correct the row in the list."))
            return self._answer(row, row_number, ())
        for step in self.steps:
            cell = cells[step.number].strip()
            if not cell or says_nothing(cell, as_name=step.as_name):
                continue
            row.cell = cell
            fault = cell_fault(row.cell, step.longest)
            if fault:
                row.refuse(step.header, row.cell, fault)
            else:
                step.read(row, step, one_line(row.cell))
        self._settle(row)
        return self._answer(row, row_number, cells)

    def _settle(self, row: _Row) -> None:
        """Make the names whole, and hold against each other the dates that belong together."""
        for column, text, reason in row.names.finish():
            row.doubt(column, text, reason)
        if row.names.mother:
            row.facts.setdefault(Target.MOTHER.value, row.names.mother)
        if not row.names.found and not row.refusals:
            reason = _("Nothing stands where the name should be.")
            remedy = _("Add the name in the list. A person without a name is entered by hand, with a description.")
            row.refuse(", ".join(row_name_headers(self.mapping)), "", reason, remedy)
        _settle_birth(row)
        birth, death = str(row.facts.get("birth", "")), str(row.facts.get("death", ""))
        # Most deaths are years later, and need no reckoning; an open beginning (“..”) comes before every digit.
        if birth and death and death[:4] <= birth[:4] and is_certainly_before(death, birth):
            row.refuse("", f"{death} < {birth}", _("The death is earlier than the birth."))

    def _answer(self, row: _Row, number: int, cells: Sequence[str]) -> RowValues:
        return RowValues(
            number,
            self._locator(number, cells),
            row.row_id,
            tuple(row.names.found),
            row.facts,
            row.written,
            self.left_out,
            tuple(row.doubts),
            tuple(row.refusals),
        )

    def _locator(self, number: int, cells: Sequence[str]) -> str:
        where = self.mapping.locator
        if not where.column:
            return f"{where.before} {number}".strip()
        text = one_line(cells[self.locator_number]) if self.locator_number is not None and cells else ""
        if not text or cell_fault(text, LONGEST[Target.ROW_ID] - len(where.before) - 1):
            return self.row_words % {"number": number}
        return f"{where.before} {text}".strip()


def row_values(mapping: Mapping, row_number: int, header: Sequence[str], cells: Sequence[str]) -> RowValues:
    """Return what one row of a list says by a mapping; nothing is raised, whatever stands in the cells."""
    return reader_of(mapping, tuple(header)).read(row_number, cells)


@lru_cache(maxsize=8)
def reader_of(mapping: Mapping, header: tuple[str, ...]) -> RowReader:
    """Return the reader of a mapping's rows, the same for all rows of a list."""
    return RowReader(mapping, header)


def row_name_headers(mapping: Mapping) -> list[str]:
    """Return the headers of the columns that hold the name, for what is said where none of them does."""
    return [column.header for column in mapping.columns if column.target in NAME_TARGETS]


def _step(number: int, column: Column) -> _Step:
    target = column.target
    longest = LONGEST.get(target, NO_LIMIT)
    read = _READINGS.get(target, _read_text)
    as_name = target in NAME_TARGETS
    return _Step(number, column, column.header, target.value, as_name, longest, value_table(column), read)


def _read_name(row: _Row, step: _Step, text: str) -> None:
    row.names.add(step.column, row.cell if step.column.target == Target.FULL_NAME else text)


def _read_text(row: _Row, step: _Step, text: str) -> None:
    row.facts[step.fact] = text
    row.written[step.fact] = row.cell


def _read_note(row: _Row, step: _Step, _text: str) -> None:
    kept = row.written.get(step.fact)
    row.facts[step.fact] = row.written[step.fact] = f"{kept}\n{row.cell}" if kept else row.cell


def _read_row_id(row: _Row, _step: _Step, text: str) -> None:
    row.row_id = text


def _read_choice(row: _Row, step: _Step, text: str) -> None:
    meant = choice_of(text, step.table)
    if meant is None:
        reason = _("It is not said what this value means.")
        remedy = _("Say in the mapping which choice it means, or that it means none.")
        row.refuse(step.header, text, reason, remedy)
    elif meant:
        row.facts[step.fact] = meant
        row.written[step.fact] = row.cell


def _read_age(row: _Row, step: _Step, text: str) -> None:
    read = read_age(text)
    if read.problem:
        row.refuse(step.header, text, read.problem)
    elif read.age:
        row.facts[step.fact] = read.age
        row.written[step.fact] = row.cell


def _date_in(row: _Row, step: _Step, text: str) -> str:
    """Return the date of a cell, with its doubts told and what is none refused."""
    column, mapping = step.column, row.mapping
    read = read_date(
        text,
        order=column.date_order,
        order_known=column.order_known,
        pivot_year=mapping.pivot_year,
        language=mapping.language,
    )
    if read.problem:
        row.refuse(step.header, text, read.problem)
    if read.doubt:
        row.doubt(step.header, text, read.doubt)
    return read.edtf


def _read_date(row: _Row, step: _Step, text: str) -> None:
    edtf = _date_in(row, step, text)
    if not edtf:
        return
    if step.column.first_days_doubtful and len(edtf) == 10 and edtf.endswith("-01"):
        reason = _("Many days of this column are the first of a month; it may be that only the month was known.")
        row.doubt(step.header, text, reason)
    row.facts[step.fact] = edtf
    row.written[step.fact] = row.cell


def _read_birth_year(row: _Row, step: _Step, text: str) -> None:
    row.birth_year = _date_in(row, step, text)
    row.birth_year_column = step.header
    if row.birth_year:
        row.written.setdefault("birth", row.cell)


def _settle_birth(row: _Row) -> None:
    """Take the year of birth where there is no date, and tell where the two of them do not agree."""
    if not row.birth_year:
        return
    birth = str(row.facts.setdefault("birth", row.birth_year))
    if birth[:4] != row.birth_year[:4] and (is_before(birth, row.birth_year) or is_before(row.birth_year, birth)):
        reason = _("The year of birth is another than that of the date of birth; the date is kept.")
        row.doubt(row.birth_year_column, row.birth_year, reason)


_Reading = Callable[[_Row, _Step, str], None]
_READINGS: dict[Target, _Reading] = {
    **dict.fromkeys((*NAME_TARGETS, Target.MARRIED_FAMILY, Target.NICKNAME), _read_name),
    **dict.fromkeys((Target.SEX, Target.FATE), _read_choice),
    **dict.fromkeys((Target.BIRTH, Target.DEATH, Target.FATE_DATE), _read_date),
    Target.BIRTH_YEAR: _read_birth_year,
    Target.AGE: _read_age,
    Target.NOTE: _read_note,
    Target.ROW_ID: _read_row_id,
}
