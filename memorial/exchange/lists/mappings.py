"""Mappings: what the columns of a list hold and how it is written there; saved and used again for the next list."""

import json
import re
from collections.abc import Collection, Sequence
from collections.abc import Mapping as Table
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from memorial.base.canonical import canonical_hash
from memorial.base.languages import TAG
from memorial.exchange.lists.choices import Question, plain_value, suggest_choices
from memorial.exchange.lists.columns import SAMPLES, suggest
from memorial.exchange.lists.dates import DateOrder, first_days, order_of
from memorial.exchange.lists.names import NameForm, form_of
from memorial.exchange.lists.refusals import ListRefused
from memorial.exchange.lists.targets import CHOICES, DATES, NAME_TARGETS, NAMING, REPEATED, Target

VERSION = 1
_SCRIPT_LETTERS = 4
#: Half of a sign, which JSON can write and no file can hold.
_HALF_SIGN = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Column:
    """One column of a list: its header, what it holds, and how that is written there."""

    header: str
    target: Target
    #: Of dates: which number comes first, and whether that is known or only supposed.
    date_order: DateOrder = DateOrder.DAY_FIRST
    order_known: bool = True
    #: Of dates: the first of a month is told as a doubt, because in this column it often was a month only.
    first_days_doubtful: bool = False
    #: Of full names: how they are written, and of how many words a family name is that one space parts from the rest.
    name_form: NameForm = NameForm.AS_WRITTEN
    family_words: int = 1
    #: Of sex and fate: the values of the list and the choices that they mean; an empty choice says that one means none.
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Locator:
    """How it is said where in the source a row stands: by a column (a page), else by the number of the row."""

    column: str = ""
    #: What stands before it: “row”, “page”, “case”.
    before: str = ""


@dataclass(frozen=True)
class Mapping:
    """What the columns of a list hold: names and their language, facts, and what is left out."""

    name: str
    #: Language (BCP 47) and script (ISO 15924) in which the list writes names.
    language: str
    script: str
    columns: tuple[Column, ...]
    locator: Locator = field(default_factory=Locator)
    #: Names in capitals are put into ordinary case; else they stay as they are written.
    ordinary_case: bool = False
    #: The last year that two digits can mean; nothing where nobody has said it.
    pivot_year: int | None = None

    def __hash__(self) -> int:
        return hash(self.digest)

    @cached_property
    def digest(self) -> str:
        """A digest of all that the mapping says but its name: the same list read by the same digest is the same."""
        return canonical_hash({**asdict(self), "name": ""})

    def faults(self, choices: Table[Target, Collection[str]] | None = None) -> list[str]:
        """Return what is wrong with the mapping, in sentences; nothing can be read by a mapping that has faults.

        ``choices`` are those that the record has, for the targets that have any.
        """
        return [*self._name_faults(), *self._column_faults(), *self._value_faults(choices or {})]

    def lacking(self, header: Sequence[str]) -> list[str]:
        """Return the columns of the mapping that a list does not have, by their headers."""
        needed = [column.header for column in self.columns if column.target != Target.LEFT_OUT]
        needed += [self.locator.column] if self.locator.column else []
        there = {title.strip() for title in header}
        return [title for title in dict.fromkeys(needed) if title.strip() not in there]

    def to_json(self) -> str:
        """Return the mapping as JSON, to be kept and to be carried to another memorial."""
        return json.dumps({"version": VERSION, **asdict(self)}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Mapping":
        """Return the mapping that was kept as JSON; refuse (``mapping``) what is none, or is of a later version."""
        try:
            kept = json.loads(text)
            version = kept.pop("version")
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            raise _unreadable() from None
        if version != VERSION:
            sentence = _("This mapping is of another version of the software (%(version)s). Make it anew.")
            raise ListRefused("mapping", sentence % {"version": str(version)[:20]})
        try:
            columns = tuple(_column(row) for row in kept.pop("columns"))
            mapping = cls(**{**kept, "columns": columns, "locator": Locator(**kept.pop("locator"))})
        except (ValueError, TypeError, KeyError):
            raise _unreadable() from None
        if not _is_well_typed(mapping):
            raise _unreadable()
        return mapping

    def _name_faults(self) -> list[str]:
        targets = {column.target for column in self.columns}
        found = []
        if not targets & NAMING:
            found.append(_("No column holds the name. Say which column has the name in full, or the family name."))
        if Target.FULL_NAME in targets and targets & (NAME_TARGETS - {Target.FULL_NAME}):
            found.append(
                _("The name is taken in full and in parts. Choose one of them, and leave the other columns out.")
            )
        if not TAG.fullmatch(self.language):
            found.append(_("Say in which language the names are written, like az, ru or az-Cyrl."))
        if len(self.script) != _SCRIPT_LETTERS:
            found.append(_("Say in which script the names are written, like Latn or Cyrl."))
        if self.pivot_year is not None and not 1000 <= self.pivot_year <= 2200:
            found.append(_("The last year that two digits can mean has four digits, like 1992."))
        return found

    def _column_faults(self) -> list[str]:
        found = []
        titles = [column.header for column in self.columns]
        for title in sorted({title for title in titles if titles.count(title) > 1}):
            found.append(_("The column “%(header)s” stands twice in the mapping.") % {"header": title})
        for target in Target:
            holding = [column.header for column in self.columns if column.target == target]
            if len(holding) > 1 and target not in REPEATED:
                found.append(
                    _("“%(first)s” and “%(second)s” hold the same (%(fact)s). Leave all but one of them out.")
                    % {"first": holding[0], "second": holding[1], "fact": target.label}
                )
        if any(not 1 <= column.family_words <= 9 for column in self.columns):
            found.append(_("A family name has one word or more, and nine at the most."))
        return found

    def _value_faults(self, choices: Table[Target, Collection[str]]) -> list[str]:
        return [
            _("In the column “%(header)s”, “%(value)s” means “%(choice)s”, which the record does not know.")
            % {"header": column.header, "value": value, "choice": choice}
            for column in self.columns
            if column.target in choices
            for value, choice in column.values
            if choice and choice not in choices[column.target]
        ]


def suggest_mapping(
    name: str,
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    language: str,
    script: str,
    choices: Table[Target, Collection[str]],
) -> Mapping:
    """Make a mapping from the header of a list and some of its rows, for a person to look at and correct.

    ``choices`` are those of the record, for the targets that have any; values that are not known are left to decide.
    """
    columns = []
    for number, suggestion in enumerate(suggest(header, rows, language=language)):
        values = [row[number] for row in rows if number < len(row)]
        columns.append(_suggested(suggestion.header, suggestion.target, values, language, choices))
    return Mapping(name, language, script, tuple(columns), Locator(before=_("row")))


def _suggested(
    header: str, target: Target, values: Sequence[str], language: str, choices: Table[Target, Collection[str]]
) -> Column:
    if target in DATES:
        order = order_of(values)
        known = order or DateOrder.DAY_FIRST
        doubtful = first_days(values[: 10 * SAMPLES], order=known)
        return Column(header, target, known, order is not None, first_days_doubtful=doubtful)
    if target in CHOICES:
        allowed = choices.get(target, ())
        table = suggest_choices(Question(target.value), values, allowed=allowed, language=language)
        return Column(header, target, values=tuple(table.known.items()))
    if target == Target.FULL_NAME:
        return Column(header, target, name_form=form_of(values))
    return Column(header, target)


def value_table(column: Column) -> dict[str, str]:
    """Return what the values of a column mean, by their plain forms."""
    return {plain_value(value): choice for value, choice in column.values}


def _column(row: dict[str, Any]) -> Column:
    parts = {
        "target": Target(row["target"]),
        "date_order": DateOrder(row["date_order"]),
        "name_form": NameForm(row["name_form"]),
        "values": tuple((value, choice) for value, choice in row["values"]),
    }
    return Column(**{**row, **parts})


def _is_well_typed(mapping: Mapping) -> bool:
    texts = [mapping.name, mapping.language, mapping.script, mapping.locator.column, mapping.locator.before]
    texts += [column.header for column in mapping.columns]
    texts += [text for column in mapping.columns for pair in column.values for text in pair]
    truths = [mapping.ordinary_case]
    truths += [truth for column in mapping.columns for truth in (column.order_known, column.first_days_doubtful)]
    numbers = [column.family_words for column in mapping.columns]
    numbers += [mapping.pivot_year] if mapping.pivot_year is not None else []
    return (
        all(isinstance(text, str) and not _HALF_SIGN.search(text) for text in texts)
        and all(isinstance(truth, bool) for truth in truths)
        and all(type(number) is int for number in numbers)
    )


def _unreadable() -> ListRefused:
    return ListRefused("mapping", _("This is no mapping of columns. Choose another file, or make the mapping anew."))
