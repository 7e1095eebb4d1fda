"""Scratch: an installation of its own in a temporary folder, and the synthetic people that are written into it.

Nothing of the real installation is read or written. The people are rows as any others, public and indexed by the same
code, and each of their names says that it comes from a synthetic source.
"""

import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from itertools import combinations
from tempfile import TemporaryDirectory

from django.conf import settings

from memorial.base.chunks import chunks
from memorial.people.models import Person
from memorial.people.names import PersonName, script_of
from memorial.review.status import Status
from memorial.search.evaluation.pairs import Pair, people_of
from memorial.search.models import Edition
from memorial.search.rebuilding import rebuild
from memorial.search.synthetic import SOURCE, Spelled, synthetic_names
from memorial.sources.models import Source

#: The background of two runs is the same, so that their figures can be compared.
SEED = 1992
#: How many people are written at a time.
CHUNK = 2000
#: What of the surroundings would make the scratch installation another than an embedded one of its own.
NOT_TAKEN_ALONG = ("SECRET_KEY", "STORE_DIR", "ALLOWED_HOSTS")


class NotScratch(RuntimeError):
    """There are entries where there should be none: this is no scratch installation."""


def in_scratch(arguments: Sequence[str]) -> int:
    """Run a management command in a new embedded installation that is deleted after it; return how it ended."""
    with TemporaryDirectory(prefix="memorial-evaluation-") as folder:
        surroundings = {name: value for name, value in os.environ.items() if name not in NOT_TAKEN_ALONG}
        surroundings |= {"DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "memorial.settings"}
        command = [sys.executable, str(settings.BASE_DIR / "manage.py"), *arguments]
        return subprocess.run(command, env=surroundings, stdin=subprocess.DEVNULL, check=False).returncode  # noqa: S603


def fill(background: int, pairs: Sequence[Pair]) -> dict[tuple[str, str], int]:
    """Write the background without namesakes of the pairs, and the people of the pairs, and index them.

    Return the key of the entry of each stored spelling of a person: each has one of its own, with that spelling alone.
    """
    if Person.objects.exists() or Source.objects.exists():
        raise NotScratch("This installation has entries of its own; the evaluation writes only where there are none.")
    source = Source.objects.create(
        kind=Source.Kind.REPORT, title=SOURCE, label=SOURCE, status=Status.PUBLISHED, version=1
    )
    taken = namesakes(pairs)
    background_names = synthetic_names(background, SEED)
    for some in chunks((names for names in background_names if not taken.intersection(called(names))), CHUNK):
        write_people(some, source)
    stored = [(person, spelling) for person, spellings in people_of(pairs).items() for spelling in spellings]
    keys: list[int] = []
    for chunk in chunks(((as_written(spelling),) for _person, spelling in stored), CHUNK):
        keys += write_people(chunk, source)
    for _progress in rebuild([Edition.PUBLIC]):
        pass
    return dict(zip(stored, keys, strict=True))


def namesakes(pairs: Iterable[Pair]) -> set[frozenset[str]]:
    """Return any two words of each name of the pairs: among ten who bear them, nobody is found by the name alone."""
    words = [
        set(spelling.casefold().replace(",", " ").split()) for pair in pairs for spelling in (pair.stored, pair.sought)
    ]
    return {frozenset(two) for some in words for two in combinations(some, 2)}


def called(names: Iterable[Spelled]) -> set[frozenset[str]]:
    """Return the given and the family name of a synthetic person, in each spelling."""
    return {frozenset((name.given.casefold(), name.family.casefold())) for name in names}


def as_written(spelling: str) -> Spelled:
    """Return a published spelling as a name in full: which of its words is which, nobody has said."""
    return Spelled(spelling, "", "", "", "und", script_of(spelling) or "Zyyy")


def write_people(people: Sequence[tuple[Spelled, ...]], source: Source) -> list[int]:
    """Write people with their names, published; return their keys."""
    made = Person.objects.bulk_create(
        Person(status=Status.PUBLISHED, version=1, label=names[0].full) for names in people
    )
    PersonName.objects.bulk_create(
        PersonName(person=person, source=source, **name._asdict())
        for person, names in zip(made, people, strict=True)
        for name in names
    )
    return [person.pk for person in made]
