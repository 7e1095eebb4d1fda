"""Records: folders of plain tables, read as they stand, with all that is wrong in their form."""

import csv
import io
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from memorial.base.texts import OVERRIDES
from memorial.exchange.record_tables import CITATION_COLUMNS, TABLES, TRANSLATION_COLUMNS

FORMAT = 1
SETTINGS = "record.toml"
CITATIONS = "citations.csv"
TRANSLATIONS = "translations"
OTHER_FILES = frozenset({SETTINGS, CITATIONS, "README.md"})
ASSIGNMENT = re.compile(r"\s*([a-z_]+)\s*=")
TOML_LINE = re.compile(r"at line (\d+)")


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong in a record: where, and why."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


@dataclass(frozen=True)
class Row:
    """One row of a table: where it begins, and what stands in its columns that are not empty."""

    file: str
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def problem(self, reason: str) -> Problem:
        """Return what is wrong with this row."""
        return Problem(self.file, self.line, reason)


@dataclass
class Record:
    """A record as it stands in its folder, before anything in it is understood."""

    folder: Path
    settings: dict[str, Any] = field(default_factory=dict)
    setting_lines: dict[str, int] = field(default_factory=dict)
    rows: dict[str, list[Row]] = field(default_factory=dict)
    translations: dict[str, list[Row]] = field(default_factory=dict)
    citations: list[Row] = field(default_factory=list)
    #: Tables that could not be read, or not all of them; what refers to them is not judged.
    unreadable: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    @property
    def key(self) -> str:
        return str(self.settings.get("key", ""))

    @property
    def language(self) -> str:
        return str(self.settings.get("language", ""))

    def settings_problem(self, name: str, reason: str) -> Problem:
        """Return what is wrong with an entry of record.toml, at the line where it stands."""
        return Problem(SETTINGS, self.setting_lines.get(name, 1), f"{name}: {reason}")


def read_record(folder: Path) -> Record:
    """Return what stands in a folder, and all that is wrong in its form: files, encoding, columns, rows."""
    record = Record(folder)
    record.problems += _unknown_files(folder)
    _read_settings(record)
    for table in TABLES.values():
        path = folder / table.file
        if _is_there(path):
            known, needed = table.known_columns, table.needed_columns
            record.rows[table.name] = _read_table(record, path, known=known, needed=needed)
    if not _is_there(folder / "sources.csv"):
        record.problems.append(Problem("sources.csv", 1, "The file is missing; a record names its sources."))
        record.unreadable.add("sources")
    if _is_there(folder / CITATIONS):
        needed = ("table", "key", "source")
        record.citations = _read_table(record, folder / CITATIONS, known=CITATION_COLUMNS, needed=needed)
    for path in sorted((folder / TRANSLATIONS).glob("*.csv")):
        columns = TRANSLATION_COLUMNS
        record.translations[path.stem] = _read_table(record, path, known=columns, needed=columns)
    return record


def _is_there(path: Path) -> bool:
    """Whether something stands at a path, also a link that leads nowhere."""
    return path.exists() or path.is_symlink()


def _unknown_files(folder: Path) -> list[Problem]:
    known = OTHER_FILES | {table.file for table in TABLES.values()}
    if (folder / TRANSLATIONS).is_dir():
        known |= {TRANSLATIONS}
    strange = [path for path in folder.iterdir() if path.name not in known]
    if TRANSLATIONS in known:
        strange += [path for path in (folder / TRANSLATIONS).iterdir() if path.suffix != ".csv"]
    return [
        Problem(path.relative_to(folder).as_posix(), 1, "A record has no such file.")
        for path in sorted(strange)
        if not path.name.startswith(".")
    ]


def _read_text(record: Record, path: Path) -> str | None:
    file = path.relative_to(record.folder).as_posix()
    content = _read_bytes(path)
    if content is None:
        record.problems.append(Problem(file, 1, "It cannot be read as a file."))
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        record.problems.append(Problem(file, line, "The file is not in UTF-8. Save it in that encoding."))
        return None
    for number, words in enumerate(text.split("\n"), start=1):
        if "\0" in words or OVERRIDES.search(words):
            reason = "An invisible sign stands here that hides or turns round what follows. Type the line anew."
            record.problems.append(Problem(file, number, reason))
    return text


def _read_bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.is_file() else None
    except OSError:
        return None


def _read_settings(record: Record) -> None:
    path = record.folder / SETTINGS
    if not _is_there(path):
        record.problems.append(Problem(SETTINGS, 1, "The file is missing; it says what the record is."))
        return
    text = _read_text(record, path)
    if text is None:
        return
    for number, line in enumerate(text.splitlines(), start=1):
        found = ASSIGNMENT.match(line)
        if found:
            record.setting_lines.setdefault(found[1], number)
    try:
        record.settings = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # besides its own errors: endless numbers and endless nesting
        place = TOML_LINE.search(str(error))
        record.problems.append(Problem(SETTINGS, int(place[1]) if place else 1, f"The file is not TOML. {error}."))
        return
    if not record.settings:
        record.problems.append(Problem(SETTINGS, 1, "The file is empty; it says what the record is."))


def _read_table(record: Record, path: Path, *, known: Iterable[str], needed: Iterable[str]) -> list[Row]:
    """Return the rows of a file that can be read; where any cannot, the table counts as unreadable."""
    file = path.relative_to(record.folder).as_posix()
    text = _read_text(record, path)
    lines = _read_lines(record, file, text) if text is not None else None
    header = [name.strip() for name in lines[0][1]] if lines else []
    if lines is None or not _has_columns(record, file, header, known, needed):
        record.unreadable.add(path.stem)
        return []
    rows: list[Row] = []
    for number, cells in lines[1:]:
        if len(cells) == len(header):
            rows.append(_read_row(record, file, number, dict(zip(header, cells, strict=True)), needed))
        else:
            reason = f"The line has {len(cells)} cells, the header has {len(header)}."
            record.problems.append(Problem(file, number, reason))
            record.unreadable.add(path.stem)
    return rows


def _has_columns(record: Record, file: str, header: list[str], known: Iterable[str], needed: Iterable[str]) -> bool:
    """Whether a table has the columns it needs; all that is wrong with its header is said."""
    faults = [f"There is no column “{name}” in this table." for name in header if name not in set(known)]
    faults += [f"The column “{name}” stands here twice." for name in sorted(set(header)) if header.count(name) > 1]
    missing = [f"The column “{name}” is missing." for name in needed if name not in header]
    record.problems += [Problem(file, 1, reason) for reason in faults + missing]
    return not missing


def _read_lines(record: Record, file: str, text: str) -> list[tuple[int, list[str]]] | None:
    """Return the lines of a table that are not blank, each with the number of the line where it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    lines: list[tuple[int, list[str]]] = []
    start = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                lines.append((start, cells))
            start = reader.line_num + 1
    except csv.Error as error:
        record.problems.append(Problem(file, start, f"The line is not CSV: {error}."))
        return None
    return lines


def _read_row(record: Record, file: str, line: int, cells: dict[str, str], needed: Iterable[str]) -> Row:
    row = Row(file, line, {name: cell.strip() for name, cell in cells.items() if cell.strip()})
    for name in needed:
        if not row[name]:
            record.problems.append(row.problem(f"{name}: Nothing is written here; every row needs it."))
    return row
