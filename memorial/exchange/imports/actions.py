"""What may be done with the import of a list: each act is one step, allowed to whoever may bring lists in."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from memorial.accounts.models import User
from memorial.accounts.roles import IMPORT_LISTS
from memorial.base.languages import validate_language
from memorial.exchange.imports.decisions import remember_pair
from memorial.exchange.imports.kept_files import erase_file, file_of, keep_file
from memorial.exchange.imports.models import ImportRow, ListImport, SavedMapping
from memorial.exchange.imports.people_known import visible_people
from memorial.exchange.imports.working import carry_on, put_down
from memorial.exchange.lists.files import look_at
from memorial.exchange.lists.mappings import Mapping as ColumnMapping
from memorial.exchange.lists.readings import Look, Reading
from memorial.exchange.lists.refusals import ListRefused
from memorial.exchange.lists.targets import Target
from memorial.people.models import Person
from memorial.review.ledger import Verb, record
from memorial.sources.models import Source

State = ListImport.State
#: The choices of the record, for columns whose values are choices.
CHOICES: Mapping[Target, list[str]] = {Target.SEX: Person.Sex.values, Target.FATE: Person.Fate.values}
LONGEST_NAME = 200


class ImportRefused(Exception):
    """An act that the state of an import, or what it is asked, does not allow; its message says why."""


class NothingNew(ImportRefused):
    """A list of which nothing is left to bring in."""


def refuse_others(by: User | None) -> None:
    """Refuse whoever may not bring lists in."""
    if by is not None and not by.has_perm(IMPORT_LISTS):
        raise PermissionDenied


def held(brought: ListImport, *states: str) -> ListImport:
    """Return an import as it stands now, held by this transaction; refused where it does not stand as it must."""
    current = ListImport.objects.select_for_update().get(pk=brought.pk)
    if current.state not in states:
        sentence = _("This list is %(state)s now. Look at it again.")
        raise ImportRefused(sentence % {"state": State(current.state).label})
    return current


def take_in(*, chunks: Iterable[bytes], name: str, by: User | None) -> tuple[ListImport, Look]:
    """Keep the file of a list and return it with what its beginning shows.

    Raises ListRefused where it is no list that can be read; nothing of it is kept then.
    """
    refuse_others(by)
    kept_as, sha256, size = keep_file(chunks)
    brought = ListImport(name=name[:LONGEST_NAME] or _("list"), kept_as=kept_as, sha256=sha256, size=size)
    brought.taken_in_by = by
    path = file_of(brought)
    try:
        assert path is not None  # noqa: S101  # it was written just now
        look = look_at(path, name)
        brought.reading = look.reading.to_json()
        with transaction.atomic():
            brought.save()
            record(
                Verb.LIST_TAKEN_IN,
                by=by,
                command="" if by else "import_people",
                about=("import", str(brought.pk)),
                detail={"list": sha256, "size": size},
            )
    except BaseException:
        erase_file(brought)
        raise
    return brought, look


def look_again(brought: ListImport, reading: Reading | None = None) -> Look:
    """Return what the beginning of a list shows, in the reading that was kept or in another one."""
    path = file_of(brought)
    if path is None:
        raise ListRefused("gone", _("The file of this list is not kept any more. Bring it in again."))
    return look_at(path, brought.name, reading or Reading.from_json(brought.reading))


@transaction.atomic
def read_otherwise(*, brought: ListImport, reading: Reading, by: User | None) -> Look:
    """Keep that a list is to be read otherwise, and return what it shows then; its mapping is made anew."""
    refuse_others(by)
    current = held(brought, State.TAKEN_IN, State.REFUSED)
    look = look_again(current, reading)
    current.reading, current.state, current.problem, current.mapping = look.reading.to_json(), State.TAKEN_IN, "", ""
    current.save()
    return look


@transaction.atomic
def start_check(*, brought: ListImport, mapping: ColumnMapping, source: Source, by: User | None) -> ListImport:
    """Keep what the columns of a list hold and from which source it is, and have its rows checked.

    Raises ImportRefused where the mapping has faults, or does not fit the list.
    """
    refuse_others(by)
    current = held(brought, State.TAKEN_IN, State.CHECKED, State.REFUSED)
    if current.of_rows.filter(done=True).exists():
        raise ImportRefused(_("Some rows of this list are brought in already. Undo that first."))
    faults = [*mapping.faults(CHOICES), *language_faults(mapping)]
    lacking = mapping.lacking(look_again(current).header)
    if lacking:
        faults.append(_("The list does not have these columns: %(names)s.") % {"names": ", ".join(lacking)[:300]})
    if faults:
        raise ImportRefused(" ".join(faults))
    # What was decided is carried over where the check asks the same again.
    current.of_rows.undecided().delete()
    current.mapping, current.source, current.problem = mapping.to_json(), source, ""
    return put_to_work(current, State.CHECKING)


def language_faults(mapping: ColumnMapping) -> list[str]:
    """Return what is wrong with the language of a mapping, as the record keeps languages."""
    try:
        validate_language(mapping.language)
    except ValidationError as fault:
        return list(fault.messages)
    return []


def put_to_work(current: ListImport, state: str) -> ListImport:
    """Have a worker go on with an import from a state."""
    current.state, current.stop, current.row_at, current.held_until = state, False, 0, None
    current.language = get_language() or ""
    current.full_clean()
    current.save()
    transaction.on_commit(lambda: carry_on.enqueue(current.pk))
    return current


@transaction.atomic
def check_again(*, brought: ListImport, by: User) -> ListImport:
    """Have a list checked once more as it was, because others were brought in meanwhile."""
    current = held(brought, State.CHECKED)
    assert current.source is not None  # noqa: S101  # no list is checked without
    return start_check(brought=current, mapping=ColumnMapping.from_json(current.mapping), source=current.source, by=by)


def crossing(brought: ListImport) -> str:
    """Return why the new rows of a list are not to be written: people came since it was checked. Else nothing.

    Two lists that were checked side by side know nothing of each other's people, and would bring the same ones twice.
    Rows that a person has decided wait only while others come: those who came are looked for when they are written.
    """
    others = ListImport.objects.exclude(pk=brought.pk)
    if not brought.of_rows.filter(outcome=ImportRow.Outcome.NEW, done=False).exists():
        told_apart = brought.of_rows.to_do().told_apart().exists()
        other = others.filter(state=State.RUNNING).first() if told_apart else None
        return sentence_of(other, _("When that is done, bring this one in.")) if other else ""
    since = Q(written_at__gte=brought.checked_at) if brought.checked_at else Q(written_at__isnull=False)
    # Of one that was undone may stand here yet what others have built on.
    stays = ImportRow.objects.filter(list_import=OuterRef("pk"), done=True)
    others = others.filter(~Q(state__in=ListImport.OVER) | Exists(stays))
    other = others.filter(since | Q(state=State.RUNNING)).order_by("-pk").first()
    if other is None:
        return ""
    what = _("Check this list again.")
    if other.state == State.RUNNING:
        what = _("When that is done, check this list again.")
    if brought.of_rows.filter(done=True).exists():
        what = _("Undo what this list has brought, and bring its file in again.")
    return sentence_of(other, what)


def sentence_of(other: ListImport, what: str) -> str:
    """Return why another list holds one up, and what to do."""
    why = _("“%(name)s” was brought in since this list was checked, and may tell of the same people.")
    if other.state == State.RUNNING:
        why = _("“%(name)s” is being brought in just now, and may tell of the same people.")
    return f"{why % {'name': other.name}} {what}"


@transaction.atomic
def start_run(*, brought: ListImport, by: User | None) -> ListImport:
    """Have the rows that were checked brought in; those that wait for a person wait on."""
    refuse_others(by)
    # All of them are held, in one order: of two that are started at once the second sees the first one run.
    list(ListImport.objects.select_for_update().exclude(state__in=ListImport.OVER).order_by("pk").values_list("pk"))
    current = held(brought, State.CHECKED, State.DONE)
    if not current.of_rows.to_do().exists():
        raise NothingNew(_("There is nothing to bring in: no row is new or decided that is not here already."))
    if crossed := crossing(current):
        raise ImportRefused(crossed)
    current.run_by, current.run_at, current.problem = by, timezone.now(), ""
    record(
        Verb.IMPORT_STARTED,
        by=by,
        command="" if by else "import_people",
        about=("import", str(current.pk)),
        detail={"list": current.sha256},
    )
    return put_to_work(current, State.RUNNING)


@transaction.atomic
def stop(*, brought: ListImport, by: User) -> ListImport:
    """Ask that the check or the run of a list be stopped; it stops after the chunk that is being written."""
    refuse_others(by)
    current = held(brought, State.CHECKING, State.RUNNING)
    ListImport.objects.filter(pk=current.pk).update(stop=True)
    record(Verb.IMPORT_STOPPED, by=by, about=("import", str(current.pk)))
    if current.held_until is None or current.held_until < timezone.now():
        # Nobody works on it: it is put down here and now.
        put_down(current)
    current.refresh_from_db()
    return current


@transaction.atomic
def decide(*, row: ImportRow, decision: str, person: Person | None, by: User) -> ImportRow:
    """Write down what a person says of a row and somebody in the record (or of an earlier row of the list).

    It holds for every later list that says the same of somebody. Raises ImportRefused where the row is written already,
    or the list is at work or undone.
    """
    refuse_others(by)
    held(row.list_import, State.CHECKED, State.DONE)
    current = ImportRow.objects.select_for_update().get(pk=row.pk)
    if current.outcome != ImportRow.Outcome.MAYBE or current.done:
        raise ImportRefused(_("This row is brought in already. Undo the import first to decide otherwise."))
    if decision not in ImportRow.Decision.values:
        raise ImportRefused(_("Choose one of the answers."))
    if person is not None and not visible_people(by).filter(pk=person.pk).exists():
        raise PermissionDenied
    current.decision, current.decided_at, current.decided_by = decision, timezone.now(), by
    if person is not None:
        if decision == ImportRow.Decision.SAME:
            current.person = person
        remember_pair(current, person, decision, by)
    current.full_clean(exclude=["person"])
    current.save()
    about = ("import", str(current.list_import_id))
    record(Verb.PAIR_DECIDED, by=by, about=about, detail={"row": current.number, "decision": decision})
    return current


@transaction.atomic
def undo(*, brought: ListImport, by: User) -> ListImport:
    """Have all taken away again that the run of a list has written, but for what others have built on."""
    refuse_others(by)
    # What had to stay when it was undone before may be free by now.
    current = held(brought, State.DONE, State.CHECKED, State.UNDONE)
    if not current.of_rows.filter(done=True).exists():
        raise ImportRefused(_("Nothing of this list is in the record. Discard it instead."))
    written = current.of_rows.filter(done=True)
    written.update(left="")
    current.undone_by = by
    detail = {"list": current.sha256, "rows": written.count()}
    record(Verb.IMPORT_UNDONE, by=by, about=("import", str(current.pk)), detail=detail)
    return put_to_work(current, State.UNDOING)


@transaction.atomic
def discard(*, brought: ListImport, by: User) -> ListImport:
    """Put a list aside of which nothing is in the record, and erase its file."""
    refuse_others(by)
    current = held(brought, State.TAKEN_IN, State.CHECKED, State.REFUSED)
    if current.of_rows.filter(done=True).exists():
        raise ImportRefused(_("Some rows of this list are brought in. Undo that first."))
    current.of_rows.all().delete()
    transaction.on_commit(lambda: erase_file(brought))
    current.state, current.kept_as = State.DISCARDED, ""
    current.save()
    record(Verb.IMPORT_DISCARDED, by=by, about=("import", str(current.pk)))
    return current


def save_mapping(*, mapping: ColumnMapping, name: str, by: User | None) -> SavedMapping:
    """Keep a mapping under a name, in the place of one that has this name already."""
    refuse_others(by)
    if not name.strip():
        raise ImportRefused(_("Give the mapping a name by which it is found again."))
    defaults: dict[str, Any] = {"mapping": mapping.to_json(), "saved_by": by}
    saved, _made = SavedMapping.objects.update_or_create(name=name.strip()[:120], defaults=defaults)
    return saved
