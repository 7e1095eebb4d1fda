"""Wordings: the texts on consent and privacy, in versions that never change once they were published.

They are files in ``docs/wordings``: ``consent-2.az.md`` is the second version of what one agrees to, in Azerbaijani. A
consent remembers the version and the language that were shown.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from memorial.base.languages import active_language, direction, interface_languages
from memorial.base.memorial import Memorial

CONSENT = "consent"
PRIVACY = "privacy"
FILE = re.compile(r"(?P<name>[a-z]+)-(?P<number>[1-9][0-9]*)\.(?P<language>[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)\.md")
#: A heading, with the name by which other pages lead to what stands below it: ``## Who may see it {#audience}``.
HEADING = re.compile(r"^## (?P<heading>.+?)(?: \{#(?P<anchor>[a-z][a-z-]*)\})?$", re.MULTILINE)


class NoWording(LookupError):
    """A text, or a version of it, that this installation does not have."""


@dataclass(frozen=True)
class Edition:
    """One version of a text, in all its languages."""

    name: str
    version: str
    languages: frozenset[str]


@dataclass(frozen=True)
class Section:
    """A heading of a text, and the Markdown below it."""

    heading: str
    anchor: str
    words: str


@dataclass(frozen=True)
class Wording:
    """One version of a text in one language, as a reader meets it."""

    name: str
    version: str
    language: str
    title: str
    opening: str
    sections: tuple[Section, ...]

    @property
    def direction(self) -> str:
        return direction(self.language)


def folder() -> Path:
    """Return the folder of the texts."""
    return Path(settings.BASE_DIR) / "docs" / "wordings"


def files(name: str) -> Iterator[re.Match[str]]:
    """Yield the file names of one text, taken apart."""
    place = folder()
    for path in place.iterdir() if place.is_dir() else ():
        match = FILE.fullmatch(path.name)
        if match and match["name"] == name:
            yield match


def editions(name: str) -> list[Edition]:
    """Return the versions of a text, the newest first; none where this installation has no such text."""
    languages: dict[int, set[str]] = {}
    for file in files(name):
        languages.setdefault(int(file["number"]), set()).add(file["language"])
    return [Edition(name, str(number), frozenset(languages[number])) for number in sorted(languages, reverse=True)]


def current(name: str) -> Edition:
    """Return the version of a text that is shown today. Raises NoWording."""
    found = editions(name)
    if not found:
        raise NoWording(name)
    return found[0]


def edition(name: str, version: str) -> Edition:
    """Return one version of a text. Raises NoWording."""
    for each in editions(name):
        if each.version == version:
            return each
    raise NoWording(f"{name}-{version}")


def text(name: str, version: str, language: str, order: Sequence[str] = ()) -> Wording:
    """Return one version of a text for a reader of a language. Raises NoWording.

    Where it is not written in that language, the memorial's languages are asked in their ``order``, then any other:
    the answer says which one it is.
    """
    languages = edition(name, version).languages
    wanted = [language, *order, *interface_languages(), *sorted(languages)]
    best = next(tag for tag in wanted if tag in languages)
    return parsed(name, version, best, (folder() / f"{name}-{version}.{best}.md").read_text(encoding="utf-8"))


def shown_now(name: str, version: str = "") -> tuple[str, str]:
    """Return which version of a text a page in the active language leads to, and in which language; both may be empty.

    ``version`` is one that was shown before, the present one unless given.
    """
    try:
        which = edition(name, version).version if version else current(name).version
        return which, text(name, which, active_language(), Memorial.current().languages).language
    except NoWording:
        return "", ""


def parsed(name: str, version: str, language: str, source: str) -> Wording:
    """Return a text taken apart: its title, what stands before the first heading, and its sections."""
    first, _gap, rest = source.strip().partition("\n")
    opening, *pieces = HEADING.split(rest)
    sections = tuple(
        Section(heading, anchor or "", words.strip())
        for heading, anchor, words in zip(pieces[::3], pieces[1::3], pieces[2::3], strict=True)
    )
    return Wording(name, version, language, first.removeprefix("# ").strip(), opening.strip(), sections)
