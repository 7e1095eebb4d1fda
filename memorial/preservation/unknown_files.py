"""Unknown files: what stands in the storage of originals and is known to no row."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from memorial.media.originals import HASH, Original, name_of, sealed
from memorial.preservation.reading import LOST_AND_FOUND, StorageAway, refuse_passing, words_of

#: How originals are laid out: folders of two hexadecimal digits, two deep.
FOLDER = re.compile(r"[0-9a-f]{2}")
DEPTH = 2
AT_ONCE = 500
#: A draft of a file that is being written, and a file whose row is being written, are left alone that long.
DRAFT, RECEIPT = timedelta(days=1), timedelta(hours=1)


@dataclass(frozen=True)
class Stray:
    """A file, or a whole folder with a stroke at its end, that does not belong to the originals."""

    name: str
    reason: str = ""


def strays(now: datetime) -> Iterator[Stray]:
    """Yield all that stands among the originals and that no row knows; what is on its way in is left out."""
    some: list[str] = []
    for found in everything():
        if isinstance(found, Stray):
            yield found
            continue
        some.append(found)
        if len(some) == AT_ONCE:
            yield from strays_among(some, now)
            some = []
    yield from strays_among(some, now)


def everything() -> Iterator[str | Stray]:
    """Yield the name of every file, and as a stray each folder that is none of ours or cannot be looked into.

    Raises StorageAway.
    """
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        try:
            folders, files = sealed().listdir(folder)
        except FileNotFoundError:
            continue  # nothing was ever received, or the folder has gone meanwhile
        except Exception as problem:  # a storage elsewhere raises errors of its own
            refuse_passing(problem)
            yield Stray(legible(folder) or "/", words_of(problem))
            continue
        yield from (f"{folder}{file}" for file in files)
        for each in folders:
            name = f"{folder}{each}/"
            if FOLDER.fullmatch(each) and name.count("/") <= DEPTH:
                waiting.append(name)
            elif not is_of_file_system(name):
                yield Stray(legible(name))


def is_of_file_system(name: str) -> bool:
    """Return whether a folder is the one that every file system has at its top, with nothing in it that we may read."""
    if name != f"{LOST_AND_FOUND}/":
        return False
    try:
        return not any(sealed().listdir(name))
    except (FileNotFoundError, PermissionError):
        return True


def strays_among(names: Iterable[str], now: datetime) -> Iterator[Stray]:
    """Yield those of some files that no row knows."""
    named = {name: name.rsplit("/", 1)[-1] for name in names}
    hashes = {base for name, base in named.items() if is_in_its_place(name)}
    known = set(Original.objects.filter(sha256__in=hashes).values_list("sha256", flat=True))
    for name, base in named.items():
        if not (base in known and is_in_its_place(name)) and not is_on_its_way(name, now):
            yield Stray(legible(name))


def is_in_its_place(name: str) -> bool:
    """Return whether a file stands where an original of that hash would."""
    base = name.rsplit("/", 1)[-1]
    return bool(HASH.fullmatch(base)) and name_of(base) == name


def is_on_its_way(name: str, now: datetime) -> bool:
    """Return whether a file is so young that it may be about to become an original."""
    is_draft = name.rsplit("/", 1)[-1].startswith(".")
    if not is_draft and not is_in_its_place(name):
        return False
    try:
        return now - sealed().get_modified_time(name) < (DRAFT if is_draft else RECEIPT)
    except FileNotFoundError:
        return True
    except OSError as problem:
        raise StorageAway(words_of(problem)) from problem


def is_stray(name: str) -> bool:
    """Return whether an unknown file that was found once is still there and still unknown."""
    folder, _stroke, base = name.removesuffix("/").rpartition("/")
    try:
        folders, files = sealed().listdir(folder)
    except FileNotFoundError:
        return False
    there = {legible(each) for each in (folders if name.endswith("/") else files)}
    if base not in there or is_of_file_system(name):
        return False
    return not (is_in_its_place(name) and Original.objects.filter(sha256=base).exists())


def legible(name: str) -> str:
    """Return a name as the record can keep it, also where the disk has bytes in it that are no letters."""
    return name.encode("utf-8", "backslashreplace").decode()[:1024]
