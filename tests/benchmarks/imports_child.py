"""One step of the benchmark of imports, in a process of its own: check a list, bring it in, undo it, or write it bare.

Each prints what it found as one line of JSON. A process of its own has no memory that another step has taken.
"""

import json
import os
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.benchmarks.search_settings"
django.setup()

from django.db import transaction  # noqa: E402  # models exist only after the setup

from memorial.accounts.models import User  # noqa: E402
from memorial.base.held_work import take_hold  # noqa: E402
from memorial.exchange.imports.actions import start_check, start_run, take_in, undo  # noqa: E402
from memorial.exchange.imports.models import ListImport  # noqa: E402
from memorial.exchange.imports.working import totals, work_on  # noqa: E402
from memorial.exchange.lists.mappings import Column, Locator, Mapping  # noqa: E402
from memorial.exchange.lists.names import NameForm  # noqa: E402
from memorial.exchange.lists.targets import Target  # noqa: E402
from memorial.models import Person, PersonCitation, PersonName, Source  # noqa: E402
from memorial.search.rebuilding import rebuild  # noqa: E402
from memorial.search.synthetic import synthetic_names  # noqa: E402
from tests.benchmarks.search_people import SEED  # noqa: E402

#: One row in so many tells of somebody who is here.
HERE = 5
HEADER = ("no", "name", "born", "sex", "fate")
MAPPING = Mapping(
    "synthetic",
    "az",
    "Latn",
    (
        Column("no", Target.ROW_ID),
        Column("name", Target.FULL_NAME, name_form=NameForm.AS_WRITTEN),
        Column("born", Target.BIRTH),
        Column("sex", Target.SEX, values=(("f", "female"), ("m", "male"))),
        Column("fate", Target.FATE, values=(("killed", "killed"), ("missing", "missing"))),
    ),
    Locator(before="row"),
)


def rows_of_list(number: int) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a list: one in five tells of somebody whom the database has, the others of nobody there."""
    born = Person.objects.order_by("pk").values_list("birth", flat=True)[: number // HERE].iterator()
    here, others = synthetic_names(number, SEED), synthetic_names(number, SEED + 1)
    for place in range(number):
        is_here = place % HERE == 0
        name = next(here if is_here else others)[0]
        birth = next(born, "") if is_here else f"{1900 + place % 90}-{1 + place % 12:02}-{1 + place % 28:02}"
        yield str(place + 1), name.full, birth, "fm"[place % 2], ("killed", "missing")[place % 2]


def list_step(number: int) -> dict[str, Any]:
    """Build the index, and write the list as CSV."""
    for _progress in rebuild():
        pass
    path = Path(os.environ["BENCHMARK_LIST"])
    with path.open("w", encoding="utf-8") as file:
        for row in (HEADER, *rows_of_list(number)):
            file.write(",".join(row) + "\n")
    return {"bytes": path.stat().st_size}


def check_step(number: int) -> dict[str, Any]:
    """Check the list."""
    source, _made = Source.objects.get_or_create(title="Synthetic list", kind=Source.Kind.ARCHIVE)
    by, _new = User.objects.get_or_create(username="bench", is_staff=True, is_superuser=True)
    with Path(os.environ["BENCHMARK_LIST"]).open("rb") as file:
        brought, _look = take_in(chunks=iter(lambda: file.read(1 << 20), b""), name="list.csv", by=by)
    return worked(start_check(brought=brought, mapping=MAPPING, source=source, by=by), number)


def run_step(number: int) -> dict[str, Any]:
    """Bring in what was checked."""
    brought = ListImport.objects.latest("pk")
    return worked(start_run(brought=brought, by=brought.taken_in_by), number)


def undo_step(number: int) -> dict[str, Any]:
    """Take it all away again."""
    brought = ListImport.objects.latest("pk")
    assert brought.taken_in_by is not None
    return worked(undo(brought=brought, by=brought.taken_in_by), number)


def worked(brought: ListImport, number: int) -> dict[str, Any]:
    """Do the work that an import stands at, and say how long it took."""
    begun, work = time.perf_counter(), time.process_time()
    hold = take_hold(ListImport, brought.pk)
    work_on(ListImport.objects.get(pk=brought.pk), hold)
    spent = time.perf_counter() - begun
    brought = ListImport.objects.get(pk=brought.pk)
    return {
        "state": brought.state,
        "problem": brought.problem,
        "seconds": spent,
        "work": time.process_time() - work,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        "rows": totals(brought),
    }


def bare_step(number: int) -> dict[str, Any]:
    """Write the same people, names and citations as rows alone, many at a time, and take them away again."""
    source = Source.objects.get(title="Synthetic list")
    begun, work = time.perf_counter(), time.process_time()
    with transaction.atomic():
        people = [
            Person(label=name, birth=born, sex=sex, fate=fate) for _no, name, born, sex, fate in rows_of_list(number)
        ]
        Person.objects.bulk_create(people, batch_size=500)
        names = [PersonName(person=one, full=one.label, language="az", source=source) for one in people]
        PersonName.objects.bulk_create(names, batch_size=500)
        cited = [
            PersonCitation(entry=one, fact=fact, source=source, locator="row 1", says=one.birth)
            for one in people
            for fact in ("birth", "sex", "fate")
        ]
        PersonCitation.objects.bulk_create(cited, batch_size=500)
        spent = {"seconds": time.perf_counter() - begun, "work": time.process_time() - work}
        transaction.set_rollback(True)
    return spent


STEPS = {"list": list_step, "check": check_step, "run": run_step, "undo": undo_step, "bare": bare_step}

if __name__ == "__main__":
    sys.stdout.write(json.dumps(STEPS[sys.argv[1]](int(sys.argv[2]))) + "\n")
