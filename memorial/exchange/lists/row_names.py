"""The names that one row of a list gives a person: the main one, and those by birth, by marriage and among friends."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.translation import gettext as _

from memorial.exchange.lists.capitals import ordinary_case
from memorial.exchange.lists.mappings import Column
from memorial.exchange.lists.names import NameParts, split_name
from memorial.exchange.lists.targets import Target

_NICKNAMES = re.compile(r"\s*[,;/]\s*")
LONGEST_PART = {"given": 120, "patronymic": 120, "family": 120, "suffix": 60}
#: No part of a name that is no longer can be too long.
SHORT_ENOUGH = min(LONGEST_PART.values())


class NameWritten(NamedTuple):
    """One form of a person's name, in the parts of the record: kind is as_written, birth, married or nickname."""

    kind: str
    full: str
    given: str = ""
    patronymic: str = ""
    family: str = ""
    suffix: str = ""
    language: str = ""
    script: str = ""


@dataclass(slots=True)
class RowNames:
    """Gathers the names of a row from its columns, in the order in which they stand there."""

    language: str
    script: str
    ordinary: bool = False
    mother: str = ""
    found: list[NameWritten] = field(default_factory=list)
    _whole: NameParts | None = None
    _column: str = ""
    _parts: dict[Target, str] = field(default_factory=dict)
    _others: list[tuple[str, str]] = field(default_factory=list)

    def add(self, column: Column, text: str) -> None:
        """Take what stands in a column of names; what it is, its target says."""
        if column.target == Target.FULL_NAME:
            self._whole = split_name(text, column.name_form, family_words=column.family_words)
            self._column = column.header
        elif column.target == Target.NICKNAME:
            self._others += [("nickname", name) for name in _NICKNAMES.split(text) if name]
        elif column.target == Target.MARRIED_FAMILY:
            self._others.append(("married", text))
        else:
            self._parts[column.target] = text

    def finish(self) -> Iterator[tuple[str, str, str]]:
        """Put the forms of the name together, and yield what is doubtful: column, words, reason."""
        main = self._main()
        if main is None:
            return
        if main.doubt:
            yield self._column, main.full, main.doubt
        suffixes = []
        for kind, text in (*main.other, *self._others):
            if kind == "mother":
                self.mother = text
            elif kind == "suffix":
                suffixes.append(text)
            elif kind == "note":
                yield self._column, text, _("What stands in brackets beside the name is no name, and is not kept.")
            else:
                self.found.append(self._other(main, kind, text))
        written = self._written("as_written", main, " ".join(suffixes))
        # The same spelling of the same kind is one name, however many columns have it.
        self.found = list(dict.fromkeys([written, *self.found])) if self.found else [written]
        yield from self._too_long()

    def _main(self) -> NameParts | None:
        if self._whole is not None:
            return self._whole if self._whole.full else None
        if not self._parts.keys() & {Target.GIVEN, Target.FAMILY}:
            return None
        given, patronymic, family = (
            self._parts.get(target, "") for target in (Target.GIVEN, Target.PATRONYMIC, Target.FAMILY)
        )
        return NameParts(" ".join(self._parts.values()), given, patronymic, family)

    def _other(self, main: NameParts, kind: str, text: str) -> NameWritten:
        """Return a nickname as it stands, or the main name with another family name in the place of its own."""
        if kind == "nickname":
            return self._written(kind, NameParts(text), "")
        if not (main.family and main.given) or main.given in text:
            return self._written(kind, NameParts(text, family="" if main.given in text else text), "")
        # A family name stands first or last; in the middle of another word the same letters are no family name.
        full = main.full.removesuffix(main.family) + text
        if main.full.startswith(main.family):
            full = text + main.full.removeprefix(main.family)
        return self._written(kind, NameParts(full, main.given, main.patronymic, text), "")

    def _written(self, kind: str, parts: NameParts, suffix: str) -> NameWritten:
        texts = [parts.full, parts.given, parts.patronymic, parts.family]
        if self.ordinary:
            texts = [ordinary_case(text, self.language) for text in texts]
        full, given, patronymic, family = texts
        return NameWritten(kind, full, given, patronymic, family, suffix, self.language, self.script)

    def _too_long(self) -> Iterator[tuple[str, str, str]]:
        """Keep in full only a name of which a part is longer than the record can take."""
        for number, name in enumerate(self.found):
            if len(name.full) <= SHORT_ENOUGH:
                continue
            if any(len(getattr(name, part)) > longest for part, longest in LONGEST_PART.items()):
                self.found[number] = NameWritten(name.kind, name.full, language=self.language, script=self.script)
                yield (
                    self._column,
                    name.full,
                    _("A part of the name is longer than the record can take; it is kept in full."),
                )
