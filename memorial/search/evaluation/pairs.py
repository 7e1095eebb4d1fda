"""Pairs: two published spellings of one name, one as the memorial has it and one as somebody seeks it."""

import csv
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

FOLDER = Path(__file__).parent
#: No pair that can be right is as large as that: such a file is not one of pairs.
LONGEST_NAME = 250
MOST_PAIRS = 100_000


class Part(StrEnum):
    """The two parts of the set: one to work with, and one that is opened only to report."""

    TUNE = "tune"
    REPORT = "report"


class BadPairs(ValueError):
    """A file that cannot be read as pairs; the message is a sentence for whoever gave it."""


@dataclass(frozen=True)
class Pair:
    """Two spellings of a name: ``stored`` is in the memorial, ``sought`` is typed; ``person`` is whose name it is."""

    person: str
    stored: str
    sought: str
    stored_language: str = ""
    sought_language: str = ""

    @property
    def languages(self) -> str:
        """The two languages, in one order, as the table of the evaluation names them."""
        return " ~ ".join(sorted((self.stored_language or "?", self.sought_language or "?")))


def part_of(person: str) -> Part:
    """Return in which part all pairs of a person stand, so that no person is in both."""
    first = hashlib.sha256(f"memorial pairs {person}".encode()).digest()[0]
    return Part.TUNE if first < 128 else Part.REPORT


def pairs_of(part: Part) -> list[Pair]:
    """Return the pairs of one part of the memorial's own set."""
    return read_pairs(FOLDER / f"{part}.csv")


def different_names() -> list[Pair]:
    """Return names of different people that are near each other: the one must never be taken for the other."""
    return read_pairs(FOLDER / "different.csv")


def read_pairs(path: Path) -> list[Pair]:
    """Return the pairs of a CSV file with the columns stored and sought, and perhaps their languages and a person."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            pairs = list(pairs_in(csv.DictReader(file, strict=True)))
    except OSError as error:
        raise BadPairs(f"The file {path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise BadPairs(f"The file {path} is not text in UTF-8.") from error
    except csv.Error as error:
        raise BadPairs(f"The file {path} is not a CSV file that can be read: {error}.") from error
    if not pairs:
        raise BadPairs(f"The file {path} has no pairs in it.")
    return pairs


def pairs_in(rows: "csv.DictReader[str]") -> Iterator[Pair]:
    """Yield the pairs of a table; a row that is none stops it with a sentence."""
    missing = [column for column in ("stored", "sought") if column not in (rows.fieldnames or ())]
    if missing:
        raise BadPairs(f"The first line of the file must name its columns; there is none called {missing[0]}.")
    for number, row in enumerate(rows, start=1):
        stored, sought = (str(row[column] or "").strip() for column in ("stored", "sought"))
        if not stored or not sought or max(len(stored), len(sought)) > LONGEST_NAME:
            raise BadPairs(f"Line {rows.line_num} of the file has an empty or a far too long name.")
        if number > MOST_PAIRS:
            raise BadPairs(f"The file has more than {MOST_PAIRS} pairs.")
        languages = [(row.get(f"{side}_language") or "").strip() for side in ("stored", "sought")]
        yield Pair((row.get("person") or "").strip() or f"line {number}", stored, sought, *languages)


def people_of(pairs: Iterable[Pair]) -> dict[str, list[str]]:
    """Return the stored spellings of each person, each once, in their order."""
    spellings: dict[str, list[str]] = {}
    for pair in pairs:
        known = spellings.setdefault(pair.person, [])
        if pair.stored not in known:
            known.append(pair.stored)
    return spellings
