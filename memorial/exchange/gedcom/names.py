"""Names in GEDCOM: every spelling as people wrote it, those in other languages beside the first."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from memorial.exchange.gedcom.lines import Line, in_one_line
from memorial.exchange.representations.fields import Said
from memorial.people.names import PersonName

#: What sort of name it is, where GEDCOM has a word.
TYPES: Mapping[str, str] = {
    PersonName.Kind.BIRTH: "BIRTH",
    PersonName.Kind.MARRIED: "MARRIED",
    PersonName.Kind.NICKNAME: "AKA",
}
Cite = Callable[[Line, str | None, str | None], None]


def add_names(line: Line, said: Said, cite: Cite) -> None:
    """Add the names of a person; ``cite`` adds the source of one."""
    rows = sorted(said["names"], key=lambda row: (row["full"] != said["title"], not row["preferred"]))
    while rows:
        first = rows[0]
        beside = [row for row in rows[1:] if row["kind"] == first["kind"] and row["language"] != first["language"]]
        add_name(line, first, beside, cite)
        rows = [row for row in rows[1:] if row not in beside]
    if not said["names"]:
        line.say("NOTE", said["title"])


def add_name(line: Line, row: Mapping[str, Any], beside: Sequence[Mapping[str, Any]], cite: Cite) -> None:
    """Add one name with its spellings in other languages, and the sources of all of them."""
    name = line.add("NAME", marked(row))
    name.say("TYPE", TYPES.get(row["kind"]))
    add_parts(name, row)
    for other in beside:
        spelling = name.add("TRAN", marked(other))
        spelling.add("LANG", tag_of(other))
        add_parts(spelling, other)
    for each in (row, *beside):
        cite(name, each["source"], each["locator"])


def marked(row: Mapping[str, Any]) -> str:
    """Return a name with its family name between strokes, where it stands as written."""
    full, family = (in_one_line((row[part] or "").replace("/", " ")) for part in ("full", "family"))
    before, found, after = full.rpartition(family) if family else (full, "", "")
    return f"{before}/{found}/{after}" if found else full


def add_parts(line: Line, row: Mapping[str, Any]) -> None:
    """Add the parts of a name; a patronymic is one of the given names."""
    given = " ".join(part for part in (row["given"], row["patronymic"]) if part)
    for tag, part in (("NPFX", row["prefix"]), ("GIVN", given), ("SURN", row["family"]), ("NSFX", row["suffix"])):
        line.say(tag, in_one_line(part or ""))


def tag_of(row: Mapping[str, Any]) -> str:
    """Return the language of a name with the script in which it is written."""
    language, script = str(row["language"]), str(row["script"])
    return language if "-" in language or script == PersonName.Script.OTHER else f"{language}-{script}"
