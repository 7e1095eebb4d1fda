"""Checking: what would become of each row of a list, found out before anything of it is written."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

from django.db.models import Count

from memorial.accounts.models import User
from memorial.base.memorial import Memorial
from memorial.exchange.imports.agreements import are_far_apart, is_day
from memorial.exchange.imports.compared import Code, Known, Reason
from memorial.exchange.imports.decisions import decisions_of
from memorial.exchange.imports.models import ImportRow, ListImport
from memorial.exchange.imports.people_known import Here, people_here, with_names
from memorial.exchange.imports.said import (
    as_data,
    days_of,
    digest_of,
    identity_of,
    known_of,
    parents_of,
    remarks_of,
    row_key_of,
)
from memorial.exchange.imports.verdicts import Likeness, best_first, likeness
from memorial.exchange.lists.files import rows
from memorial.exchange.lists.readings import ListRow, Reading
from memorial.exchange.lists.values import RowReader, RowValues
from memorial.search.many_names import Bearer, ManyNames, SoughtName, day_of, sign_of, signs_together
from memorial.search.models import TABLES, Edition

#: So many words of a name of which nobody knows which is which are sought beside each other.
WORDS = 4
#: So many who may be meant are kept for a person to look at.
OFFERED = 5
Outcome = ImportRow.Outcome


@dataclass
class CheckedRow:
    """One row on its way to its outcome."""

    values: RowValues
    row: ImportRow
    known: Known | None = None
    candidates: list[Likeness] = field(default_factory=list)


class Checking:
    """Checks the rows of one list, some hundreds at a time; nothing of it is held longer."""

    def __init__(self, brought: ListImport, user: User | None, book: Path, people: Any) -> None:
        """Begin with a book of the names of people, which is kept in a file for as long as the check takes."""
        self.brought, self.user, self.book = brought, user, book
        self.names = ManyNames(TABLES[Edition.DESK], people, book)
        self.occurred = days_of(Memorial.current().occurred)
        #: How often each thing was said so far in this list, of what stands here already.
        self.met: Counter[str] = Counter()
        #: The first row of those that are being checked.
        self.first = 0

    def end(self) -> None:
        """Let go of the book of names."""
        self.names.close(self.book)

    def chunk(self, reader: RowReader, listed: Sequence[ListRow]) -> list[ImportRow]:
        """Return what becomes of some rows of the list, not saved."""
        self.first = listed[0].number
        checked = [self.first_look(reader.read(row.number, row.cells)) for row in listed]
        open_rows = [one for one in checked if not one.row.outcome]
        self.find_here(open_rows)
        open_rows = [one for one in open_rows if not one.row.outcome]
        self.find_people(open_rows)
        self.find_repeated(open_rows)
        self.decide_once(open_rows)
        for one in open_rows:
            if one.row.outcome == Outcome.MAYBE:
                one.row.said = as_data(one.values)
        return [one.row for one in checked]

    def rows_of(self, said: Sequence[RowValues]) -> list[ImportRow]:
        """Return who of the people may be meant by some rows that were read before; the rows are not saved."""
        checked = [self.first_look(values) for values in said]
        self.find_people(checked)
        return [one.row for one in checked]

    def first_look(self, values: RowValues) -> CheckedRow:
        """Return a row as it is first seen: refused, or with all by which it is known."""
        called = values.names[0].full[:250] if values.names else ""
        row = ImportRow(list_import=self.brought, number=values.row_number, called=called, outcome="")
        if values.refusals:
            row.outcome, row.remarks = Outcome.REFUSED, remarks_of(values.refusals)
            return CheckedRow(values, row)
        source = self.brought.source_id or 0
        row.identity, row.row_key = identity_of(values), row_key_of(values, source)
        row.digest = digest_of(values, source)
        row.remarks = remarks_of(values.doubts)
        row.parents = [list(pair) for pair in parents_of(values).items()]
        return CheckedRow(values, row, known_of(values))

    def find_here(self, checked: Sequence[CheckedRow]) -> None:
        """Find the rows of which all stands here already, and those whose identifier the source had before."""
        digests = {one.row.digest for one in checked}
        done = ImportRow.objects.filter(done=True).exclude(list_import=self.brought)
        said = done.with_any("digest", digests).values("digest").annotate(times=Count("pk")).order_by()
        times = dict(said.values_list("digest", "times"))
        keys = {one.row.row_key for one in checked if one.row.row_key}
        people = dict(done.with_any("row_key", keys).filter(person__isnull=False).values_list("row_key", "person"))
        for one in checked:
            row = one.row
            if row.digest in times:
                self.met[row.digest] += 1
                if self.met[row.digest] <= times[row.digest]:
                    row.outcome = Outcome.HERE
                    continue
            if row.row_key in people:
                one.candidates = [Likeness(people[row.row_key], True, 100, (Reason(Code.IDENTIFIER),))]

    def find_people(self, checked: Sequence[CheckedRow]) -> None:
        """Find for each row who may be meant by it, and what was decided of them before."""
        sought = [sought_name(one.known) if one.known else SoughtName(()) for one in checked]
        near = self.names.people(sought)
        worth = [worth_reading(one.known, some) if one.known else [] for one, some in zip(checked, near, strict=True)]
        own = [each.key for one in checked for each in one.candidates]
        # Asked again: since the book was made, somebody may have been hidden from whoever brings the list in.
        here = people_here([*own, *(key for keys in worth for key in keys)], self.user)
        named = with_names(here, {key for keys in worth for key in keys if key in here})
        decided = decisions_of([one.row.identity for one in checked])
        for one, keys in zip(checked, worth, strict=True):
            one.candidates = [each for each in one.candidates if each.key in here]
            if not one.candidates and one.known:
                one.candidates = self.compared(one.known, [named[key] for key in keys if key in named])
            self.settle(one, here, decided.get(one.row.identity, {}))

    def compared(self, row: Known, people: Iterable[Here]) -> list[Likeness]:
        """Return how those who may be meant agree with a row, the likeliest first."""
        found = (likeness(row, person.known, person.key, occurred=self.occurred) for person in people)
        return best_first(one for one in found if one is not None)

    def settle(self, one: CheckedRow, here: dict[int, Here], decided: dict[str, str]) -> None:
        """Say what becomes of a row, by what was decided of it before and by who may be meant."""
        row = one.row
        said = {each.key: decided.get(here[each.key].public_id) for each in one.candidates}
        known = next((each for each in one.candidates if said[each.key] == ImportRow.Decision.SAME), None)
        if known is not None:
            reasons = (*known.reasons, Reason(Code.DECIDED))
            self.give(row, Outcome.SAME, [known._replace(reasons=reasons)])
            return
        left = [each for each in one.candidates if said[each.key] != ImportRow.Decision.DIFFERENT]
        same = [each for each in left if each.is_same or Code.IDENTIFIER in each.codes]
        possible = [each for each in left if each.is_possible]
        if len(same) == 1 and all(each.points < same[0].points for each in possible if each.key != same[0].key):
            self.give(row, Outcome.SAME, same)
        elif possible:
            if len(same) > 1:
                possible[0] = possible[0]._replace(reasons=(*possible[0].reasons, Reason(Code.SEVERAL)))
            self.give(row, Outcome.MAYBE, possible)
        else:
            # Somebody of that name who is somebody else is named, so that it is seen that they were told apart.
            self.give(row, Outcome.NEW, [each for each in left if each.is_apart])

    def give(self, row: ImportRow, outcome: "ImportRow.Outcome", found: Sequence[Likeness]) -> None:
        """Write down what becomes of a row, with the one who is most likely meant and why."""
        row.outcome = outcome
        if outcome != Outcome.NEW:
            best, *found = found
            row.person_id, row.score, row.reasons = best.key, best.points, [list(reason) for reason in best.reasons]
        row.others = [[each.key, each.points, [list(why) for why in each.reasons]] for each in found[:OFFERED]]

    def find_repeated(self, checked: Sequence[CheckedRow]) -> None:
        """Find rows that say what an earlier row of the same list says: one person twice, or two of one name."""
        identities = {one.row.identity for one in checked if one.row.outcome == Outcome.NEW}
        keys = {one.row.row_key for one in checked if one.row.row_key}
        first = {identity: number for identity, number, _digest in self.earlier("identity", identities)}
        by_key = {key: (number, digest) for key, number, digest in self.earlier("row_key", keys)}
        for one in checked:
            row = one.row
            twin = by_key.get(row.row_key) if row.row_key else None
            if twin is not None:
                row.outcome = Outcome.REPEATED if twin[1] == row.digest else Outcome.MAYBE
                row.like_row = twin[0]
            elif row.outcome == Outcome.NEW and row.identity in first and may_repeat(one):
                row.outcome, row.like_row = Outcome.MAYBE, first[row.identity]
            if row.like_row:
                row.person_id, row.reasons = None, [list(Reason(Code.LIKE_ROW, str(row.like_row)))]
            if row.row_key:
                by_key.setdefault(row.row_key, (row.number, row.digest))
            first.setdefault(row.identity, row.number)

    def earlier(self, column: str, values: Iterable[Any], **which: Any) -> Iterator[tuple[Any, int, str]]:
        """Yield what earlier rows of this list have in a column, with their number and digest; the first row last.

        Rows of other lists are left out here: a database that is asked for those of this one walks through all of them.
        Where a list is checked again, there are still rows of the check before, behind those that are being checked.
        """
        rows = ImportRow.objects.with_any(column, values).filter(**which).order_by("-number")
        for value, number, digest, brought in rows.values_list(column, "number", "digest", "list_import"):
            if brought == self.brought.pk and number < self.first:
                yield value, number, digest

    def decide_once(self, checked: Sequence[CheckedRow]) -> None:
        """Leave it to a person where two rows of a list would be the same person here."""
        same = {one.row.person_id for one in checked if one.row.outcome == Outcome.SAME}
        rows_of = {person: number for person, number, _digest in self.earlier("person", same, outcome=Outcome.SAME)}
        for one in checked:
            row = one.row
            if row.outcome != Outcome.SAME:
                continue
            if row.person_id in rows_of:
                row.outcome = Outcome.MAYBE
                row.reasons = [*row.reasons, list(Reason(Code.ROW_TOO, str(rows_of[row.person_id])))]
            else:
                rows_of[row.person_id] = row.number


def rows_after(brought: ListImport, number: int, path: Path) -> Iterator[ListRow]:
    """Yield the rows of a list behind one that was reached before."""
    return (row for row in rows(path, Reading.from_json(brought.reading)) if row.number > number)


def sought_name(known: Known) -> SoughtName:
    """Return as what a row is sought: family name beside a given name where they are known, else any two words."""
    pairs = []
    for form in known.forms:
        family = tuple(word for word, role in zip(form.words, form.roles, strict=True) if role == "family")
        given = tuple(word for word, role in zip(form.words, form.roles, strict=True) if role == "given")
        if family and given:
            pairs.append((family, given))
        else:
            words = list(dict.fromkeys(form.words))[:WORDS]
            pairs += [((one,), (other,)) for one, other in combinations(words, 2)]
            pairs += [((words[0],), (words[0],))] if len(words) == 1 else []
    born = (known.born[0].year, known.born[1].year) if known.born else None
    return SoughtName(tuple(dict.fromkeys(pairs)), born)


def worth_reading(row: Known, people: Sequence[Bearer]) -> list[int]:
    """Return those whose names are to be read: whom a birth does not keep apart, and namesakes among a few others."""
    apart = {one.key for one in people if are_apart(row, one)}
    others = [one for one in people if one.key in apart][:OFFERED]
    names = [signs_together(map(sign_of, form.words)) for form in row.forms]
    namesakes = [one.key for one in others if any(map(one.may_have, names))]
    return [one.key for one in people if one.key not in apart] + namesakes


def are_apart(row: Known, one: Bearer) -> bool:
    """Return whether a birth makes a row and somebody in the book two people."""
    if row.born is None or not one.has_birth:
        return False
    return are_far_apart(row.born, (day_of(one.first), day_of(one.last)))


def may_repeat(one: CheckedRow) -> bool:
    """Return whether a row may tell of the person of an earlier row that says the same.

    A list that numbers its rows says that it does not, unless a day of birth or a parent is the same as well.
    """
    born = one.known.born if one.known else None
    return not one.row.row_key or bool(born and is_day(born)) or bool(one.row.parents)
