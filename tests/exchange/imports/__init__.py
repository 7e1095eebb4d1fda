"""Lists of synthetic people that tests bring in."""

from collections.abc import Sequence

from memorial.accounts.models import User
from memorial.base.held_work import take_hold
from memorial.exchange.imports.actions import start_check, start_run, take_in, undo
from memorial.exchange.imports.models import ImportRow, ListImport
from memorial.exchange.imports.working import work_on
from memorial.exchange.lists.dates import DateOrder
from memorial.exchange.lists.mappings import Column, Locator, Mapping
from memorial.exchange.lists.targets import Target
from memorial.models import Person, Source

COLUMNS = (
    Column("no", Target.ROW_ID),
    Column("family", Target.FAMILY),
    Column("given", Target.GIVEN),
    Column("father", Target.PATRONYMIC),
    Column("mother", Target.MOTHER),
    Column("born", Target.BIRTH, date_order=DateOrder.DAY_FIRST),
    Column("died", Target.DEATH, date_order=DateOrder.DAY_FIRST),
    Column("fate", Target.FATE, values=(*((fate, fate) for fate in Person.Fate.values), ("nothing said", ""))),
    Column("age", Target.AGE),
    Column("home", Target.RESIDENCE),
    Column("work", Target.OCCUPATION),
)


def mapping_of(*headers: str) -> Mapping:
    """Return a mapping of some of the columns."""
    columns = tuple(column for column in COLUMNS if column.header in headers)
    return Mapping("synthetic", "en", "Latn", columns, Locator(before="row"))


def source_of_lists(title: str = "Synthetic list") -> Source:
    """Return the source from which a list is."""
    source, _made = Source.objects.get_or_create(title=title, kind=Source.Kind.ARCHIVE, status="published")
    return source


def checked(header: str, rows: Sequence[str], by: User | None, *, title: str = "Synthetic list") -> ListImport:
    """Take a list in, given as the lines of a CSV file, and check it as a worker does."""
    text = "\n".join([header, *rows]) + "\n"
    brought, _look = take_in(chunks=[text.encode()], name="list.csv", by=by)
    start_check(brought=brought, mapping=mapping_of(*header.split(",")), source=source_of_lists(title), by=by)
    return carried_on(brought)


def brought_in(header: str, rows: Sequence[str], by: User | None, *, title: str = "Synthetic list") -> ListImport:
    """Check a list and bring it in."""
    return carried_on(start_run(brought=checked(header, rows, by, title=title), by=by))


def undone(brought: ListImport, by: User) -> ListImport:
    """Undo an import."""
    return carried_on(undo(brought=brought, by=by))


def carried_on(brought: ListImport) -> ListImport:
    """Do the work that an import stands at, as a worker does."""
    hold = take_hold(ListImport, brought.pk)
    assert hold
    work_on(ListImport.objects.get(pk=brought.pk), hold)
    return ListImport.objects.get(pk=brought.pk)


def outcomes(brought: ListImport) -> list[str]:
    """Return what became of each row, in their order."""
    return list(brought.of_rows.order_by("number").values_list("outcome", flat=True))


def row_of(brought: ListImport, place: int) -> ImportRow:
    """Return one row of an import by its place among them."""
    return brought.of_rows.order_by("number")[place]
