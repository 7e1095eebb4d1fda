"""Working: how a list is gone through by a worker, chunk by chunk; it can be stopped, killed and gone on with."""

import gc
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Count
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from memorial.base.chunks import chunks
from memorial.base.held_work import Taken, keep_hold, left_behind, take_hold
from memorial.base.jobs import task
from memorial.base.memorial import Memorial
from memorial.base.rows import insert_rows, pages_at_hand, save_columns
from memorial.exchange.imports.additions import From
from memorial.exchange.imports.checking import Checking, rows_after
from memorial.exchange.imports.decisions import carry_over
from memorial.exchange.imports.kept_files import book_of, erase_file, file_of
from memorial.exchange.imports.models import ImportRow, ListImport
from memorial.exchange.imports.newcomers import Newcomers
from memorial.exchange.imports.people_known import visible_people
from memorial.exchange.imports.said import from_data
from memorial.exchange.imports.undoing import undo_rows
from memorial.exchange.imports.writing import ToWrite, Writer, places_by_name
from memorial.exchange.lists.files import look_at
from memorial.exchange.lists.mappings import Mapping
from memorial.exchange.lists.readings import Reading
from memorial.exchange.lists.refusals import ListRefused
from memorial.exchange.lists.values import RowReader, RowValues
from memorial.review.entry_watchers import watches_time
from memorial.review.ledger import Verb, record

#: What a run notes of each row.
WRITTEN = ("person", "done", "made", "left")
#: So many rows are checked at once, each with dozens of people who may be meant.
CHECKED = 500
#: So many rows are written in one transaction: a second of it, for which nobody else can write.
CHUNK = 2000
#: What a run asks of the rows; what the check has found beside that is for people to read.
READ = ("list_import", "number", "outcome", "decision", "like_row", *WRITTEN)
State = ListImport.State


@task()
def carry_on(key: int) -> None:
    """Go on with the work that an import stands at, from where it was left, until it is over or stopped."""
    hold = take_hold(ListImport, key)
    if hold:
        work_on(ListImport.objects.get(pk=key), hold)


@watches_time
def carry_on_with_what_was_left() -> None:
    """Have those imports gone on with whose worker was ended in the middle."""
    for key in left_behind(ListImport):
        carry_on.enqueue(key)


def work_on(brought: ListImport, hold: int) -> None:
    """Do the work that an import stands at."""
    works: dict[str, Callable[[ListImport, int], None]] = {
        State.CHECKING: check,
        State.RUNNING: run,
        State.UNDOING: undo,
    }
    own = Memorial.current().own_language
    # A run writes words into the record, in the memorial's own language; a check and an undoing speak to who asked.
    with translation.override(own if brought.state == State.RUNNING else brought.language or own):
        # What is loaded stays for the whole work: to look through it for garbage again and again takes a fifth of it.
        gc.freeze()
        try:
            works[brought.state](brought, hold)
        except Taken:
            stopped(brought.pk, hold)
        except ListRefused as refusal:
            refused(brought, hold, refusal)
        finally:
            gc.unfreeze()


def step(key: int, hold: int, **changes: Any) -> ListImport:
    """Note within a transaction how far the work has come; Taken is raised where it is no longer this worker's."""
    keep_hold(ListImport, key, hold, **changes)
    return ListImport.objects.get(pk=key)


def check(brought: ListImport, hold: int) -> None:
    """Find out what would become of each row; nothing of the list is written to the record."""
    path, reader, user = kept(brought), reader_of(brought), brought.taken_in_by
    if not brought.row_at:
        with transaction.atomic():
            step(brought.pk, hold, checked_at=timezone.now())
    checking, reached = Checking(brought, user, book_of(brought), visible_people(user)), brought.row_at
    try:
        with pages_at_hand():
            for some in chunks(rows_after(brought, reached, path), CHECKED):
                found = checking.chunk(reader, some)
                with transaction.atomic():
                    step(brought.pk, hold, row_at=some[-1].number)
                    carry_over(brought, found, after=reached, to=some[-1].number)
                    insert_rows(found)
                reached = some[-1].number
    finally:
        checking.end()
    with transaction.atomic():
        brought.of_rows.filter(number__gt=reached).delete()
        rows = brought.of_rows.count()
        step(brought.pk, hold, state=State.CHECKED, rows=rows, row_at=0)
        let_go(brought.pk)


def kept(brought: ListImport) -> Path:
    """Return where the file of a list is; refused where it is not kept any more."""
    path = file_of(brought)
    if path is None:
        raise ListRefused("gone", _("The file of this list is not kept any more. Bring it in again."))
    return path


def reader_of(brought: ListImport) -> RowReader:
    """Return what reads the rows of a list by its mapping; refused where the list lacks a column of it."""
    mapping = Mapping.from_json(brought.mapping)
    header = look_at(kept(brought), brought.name, Reading.from_json(brought.reading)).header
    if lacking := mapping.lacking(header):
        sentence = _("The list lacks columns of the mapping: %(names)s. Choose another mapping, or correct it.")
        raise ListRefused("lacking", sentence % {"names": ", ".join(lacking)[:300]})
    with translation.override(Memorial.current().own_language):
        # The place of a row in the list is kept with what it says, and stands in the record.
        return RowReader(mapping, header)


def run(brought: ListImport, hold: int) -> None:
    """Write the rows that are new, or the same as somebody, or decided; the last line of it is that of the ledger."""
    assert brought.source is not None  # noqa: S101  # a mapping cannot be confirmed without
    mapping = Mapping.from_json(brought.mapping)
    origin = From(brought.source, mapping.language, places_by_name())
    writer = Writer(origin, Memorial.current(), brought.run_by)
    newcomers = Newcomers(brought, book_of(brought))
    try:
        with pages_at_hand():
            for some in chunks(to_write(brought), CHUNK):
                with transaction.atomic():
                    step(brought.pk, hold, row_at=some[-1].values.row_number)
                    waiting = newcomers.hold_up(still_to_do(brought, some))
                    writer.write([one for one in waiting if not one.row.left])
                    writer.write(now_to_write(waiting))
                    save_columns([one.row for one in waiting], WRITTEN)
    finally:
        newcomers.end()
    with transaction.atomic():
        done = step(brought.pk, hold, state=State.DONE, written_at=timezone.now())
        # What a row says that waits for a person is kept with it.
        if not done.of_rows.to_do().filter(said__isnull=True).exists():
            ListImport.objects.filter(pk=brought.pk).update(kept_as="")
            transaction.on_commit(lambda: erase_file(brought))
        let_go(brought.pk)
        record(
            Verb.IMPORTED,
            by=brought.run_by,
            command="" if brought.run_by else "import_people",
            about=("import", str(brought.pk)),
            detail={"list": brought.sha256, "source": brought.source.public_id, "rows": totals(brought)},
        )


class Waiting(NamedTuple):
    """One row that was to be written when it was read: its key, and what it says."""

    key: int
    values: RowValues


def to_write(brought: ListImport) -> Iterator[Waiting]:
    """Yield the rows that are to be written: those of the file in its order, then those that a person has decided."""
    if brought.of_rows.to_do().filter(said__isnull=True).exists():
        path, reader = kept(brought), reader_of(brought)
        for listed in chunks(rows_after(brought, 0, path), CHUNK):
            numbers = (listed[0].number, listed[-1].number)
            todo = brought.of_rows.to_do().filter(said__isnull=True, number__range=numbers)
            keys = dict(todo.values_list("number", "pk"))
            for one in listed:
                if key := keys.get(one.number):
                    yield Waiting(key, reader.read(one.number, one.cells))
    decided = brought.of_rows.to_do().filter(said__isnull=False).order_by("number")
    for key, said in decided.values_list("pk", "said").iterator(chunk_size=CHUNK):
        yield Waiting(key, from_data(said or {}))


def target_of(row: ImportRow) -> int | None:
    """Return the key of the person whom a row is about, if they are here: as it was found, or as it was decided."""
    if row.outcome == ImportRow.Outcome.SAME:
        return row.person_id
    if row.outcome == ImportRow.Outcome.MAYBE and row.decision == ImportRow.Decision.SAME:
        return row.person_id
    return None


def still_to_do(brought: ListImport, some: Sequence[Waiting]) -> list[ToWrite]:
    """Return those rows that nobody has written meanwhile, with the person of an earlier row that they repeat.

    A row that repeats one which is not written yet says so, and waits for it.
    """
    todo = brought.of_rows.to_do().only(*READ).in_bulk([one.key for one in some])
    rows = [(todo[one.key], one.values) for one in some if one.key in todo]
    waiting = [ToWrite(row, values, target_of(row)) for row, values in rows]
    repeated = {one.row.like_row for one in waiting if one.row.like_row}
    people = dict(brought.of_rows.filter(number__in=repeated, done=True).values_list("number", "person"))
    for place, one in enumerate(waiting):
        row = one.row
        row.left = ""
        if row.like_row and row.decision == ImportRow.Decision.SAME and one.person is None:
            waiting[place] = one._replace(person=people.get(row.like_row))
            if people.get(row.like_row) is None:
                row.left = _("The earlier row that it repeats is not brought in yet.")
    return waiting


def now_to_write(some: Sequence[ToWrite]) -> list[ToWrite]:
    """Return those rows that waited for an earlier one among them, which has been written by now."""
    people: dict[int | None, int | None] = {one.row.number: one.row.person_id for one in some if one.row.done}
    late = [one for one in some if one.row.left and not one.row.done and people.get(one.row.like_row)]
    for one in late:
        one.row.left = ""
    return [one._replace(person=people[one.row.like_row]) for one in late]


def undo(brought: ListImport, hold: int) -> None:
    """Take away what the run of a list has written, the last row first; what others have built on stays, listed."""
    with pages_at_hand():
        rows = brought.of_rows.filter(done=True, left="").order_by("-number")
        while some := list(rows[:CHUNK]):
            # What is undone stands behind those that are not, and would be looked through again and again.
            rows = rows.filter(number__lt=some[-1].number)
            with transaction.atomic():
                step(brought.pk, hold, row_at=some[-1].number)
                undo_rows(some)
    with transaction.atomic():
        step(brought.pk, hold, state=State.UNDONE)
        let_go(brought.pk)


def refused(brought: ListImport, hold: int, refusal: ListRefused) -> None:
    """Leave a list that cannot be read to its end: nothing of it was written, and it says why."""
    sentence = str(refusal)
    with transaction.atomic():
        step(brought.pk, hold)
        if brought.state == State.CHECKING:
            brought.of_rows.all().delete()
            ListImport.objects.filter(pk=brought.pk).update(state=State.REFUSED, problem=sentence, row_at=0)
        else:
            changes = {"state": State.CHECKED, "problem": sentence, "written_at": timezone.now()}
            ListImport.objects.filter(pk=brought.pk).update(**changes)
        let_go(brought.pk)


def stopped(key: int, hold: int) -> None:
    """Put down an import that somebody has asked to stop: a check is forgotten, a run can be gone on with or undone."""
    with transaction.atomic():
        brought = ListImport.objects.select_for_update().filter(pk=key, hold=hold, stop=True).first()
        if brought is None:
            return
        put_down(brought)
        let_go(key)


def put_down(brought: ListImport) -> None:
    """Leave a list as a work that was stopped leaves it."""
    changes: dict[str, Any] = {"state": State.CHECKED}
    if brought.state == State.RUNNING and brought.row_at:
        # Some of its people are here by now.
        changes |= {"written_at": timezone.now()}
    if brought.state == State.CHECKING:
        brought.of_rows.undecided().delete()
        changes = {"state": State.TAKEN_IN}
    ListImport.objects.filter(pk=brought.pk).update(stop=False, row_at=0, **changes)


def let_go(key: int) -> None:
    """End the hold on an import."""
    ListImport.objects.filter(pk=key).update(held_until=None)


def totals(brought: ListImport) -> dict[str, int]:
    """Return how many rows had each outcome, and how many of them are written; they add up to the number of rows."""
    rows = brought.of_rows
    found = dict(rows.order_by().values_list("outcome").annotate(number=Count("pk")))
    counted = {outcome: found.get(outcome, 0) for outcome in ImportRow.Outcome.values}
    return counted | {"written": rows.filter(done=True).count()}
