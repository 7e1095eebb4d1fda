"""Lines: how the records of a GEDCOM file are written, whatever words they hold."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

#: What no file may hold: control signs other than the tab, halves of signs, and signs that are none.
_BANNED = re.compile("[\x00-\x08\x0b-\x1f\x7f\x80-\x9f\ud800-\udfff\ufffe\uffff]")
_ENDS = re.compile("\r\n|[\r\n\u2028\u2029]")


@dataclass
class Line:
    """One structure: its tag, what it says or which record it points to, and what stands below it."""

    tag: str
    value: str = ""
    below: "list[Line]" = field(default_factory=list)
    #: The name by which other records point to this one.
    name: str = ""
    #: Whether the value is the name of another record.
    points: bool = False

    def add(self, tag: str, value: str = "", *, points: bool = False) -> "Line":
        """Add a structure below this one, and return it."""
        line = Line(tag, value, points=points)
        self.below.append(line)
        return line

    def say(self, tag: str, value: str | None) -> "Line | None":
        """Add a structure that says something, unless there is nothing to say."""
        return self.add(tag, value) if value and value.strip() else None

    def written(self, level: int = 0) -> Iterator[str]:
        """Yield the lines of this structure and of all below it."""
        name = f"@{self.name}@ " if self.name else ""
        if self.points:
            yield f"{level} {name}{self.tag} @{self.value}@"
        else:
            first, *more = _ENDS.split(self.value)
            yield f"{level} {name}{self.tag}{payload(first)}"
            yield from (f"{level + 1} CONT{payload(words)}" for words in more)
        for line in self.below:
            yield from line.written(level + 1)


def payload(words: str) -> str:
    """Return what stands behind a tag: an @ at its beginning is doubled, for one alone would begin a pointer."""
    clean = _BANNED.sub("", words)
    if not clean:
        return ""
    return f" @{clean}" if clean.startswith("@") else f" {clean}"


def in_one_line(words: str) -> str:
    """Return words without ends of lines between them."""
    return " ".join(words.split())
