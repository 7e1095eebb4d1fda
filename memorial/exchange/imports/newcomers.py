"""Newcomers: who was entered since a list was checked, and holds up a decided row that would bring them once more."""

from collections.abc import Sequence
from pathlib import Path

from django.utils import translation
from django.utils.translation import gettext as _

from memorial.base.rows import save_columns
from memorial.exchange.imports.checking import Checking
from memorial.exchange.imports.models import ImportRow, ListImport
from memorial.exchange.imports.people_known import visible_people
from memorial.exchange.imports.writing import ToWrite

#: What a row is given when it is held up: it waits for a person again, who is shown the newcomers.
HELD_UP = ("person", "score", "reasons", "others", "like_row", "decision", "left")


class Newcomers:
    """Those who were entered since a list was checked, by others: whoever decided its rows has not seen them."""

    def __init__(self, brought: ListImport, book: Path) -> None:
        """Begin with a book of their names, which is kept in a file until `end`; without newcomers there is none."""
        self.language = brought.language or translation.get_language()
        own = brought.of_rows.filter(done=True, made__new=True, person__isnull=False)
        people = visible_people(brought.run_by).exclude(pk__in=own.values("person"))
        if brought.checked_at is not None:
            people = people.filter(created_at__gte=brought.checked_at)
        wanted = brought.of_rows.to_do().told_apart().exists() and people.exists()
        self.checking = Checking(brought, brought.run_by, book, people) if wanted else None

    def end(self) -> None:
        """Let go of the book of names."""
        if self.checking is not None:
            self.checking.end()

    def hold_up(self, some: Sequence[ToWrite]) -> list[ToWrite]:
        """Return those rows that can be written; of the others a newcomer may be meant, and a person decides again."""
        asked = {one.row.pk: one.values for one in some if is_told_apart(one.row)}
        if self.checking is None or not asked:
            return list(some)
        found = dict(zip(asked, self.checking.rows_of(list(asked.values())), strict=True))
        # A run writes in the language of the memorial; this is read by whoever asked for it.
        with translation.override(self.language):
            why = _("Somebody who may be the same was entered since this list was checked. Decide again.")
        meant = {key: seen for key, seen in found.items() if seen.outcome != ImportRow.Outcome.NEW}
        held = [one.row for one in some if one.row.pk in meant]
        for row in held:
            seen = meant[row.pk]
            row.person_id, row.score, row.reasons, row.others = seen.person_id, seen.score, seen.reasons, seen.others
            row.like_row, row.decision, row.left = None, "", why
        save_columns(held, HELD_UP)
        return [one for one in some if one.row.pk not in meant]


def is_told_apart(row: ImportRow) -> bool:
    """Return whether a row makes somebody new because a person has said so."""
    return row.outcome == ImportRow.Outcome.MAYBE and row.decision == ImportRow.Decision.DIFFERENT
