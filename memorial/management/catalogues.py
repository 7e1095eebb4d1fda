"""Message catalogues: the interface texts found in code and templates, and what each language makes of them.

Made with Babel, so that a machine without the gettext tools can do it. What is written depends on the texts alone: no
dates and no line numbers, so that a catalogue changes only when a text does.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

from memorial.base.languages import interface_languages

KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
#: How many forms a noun has beside a number, and which number takes which.
TWO_FORMS = (2, "(n != 1)")
PLURALS = {
    "ru": (3, "(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2)"),
}
WIDTH = 110

Key = tuple[str | None, str]


class PlainCatalog(Catalog):
    """A catalogue whose header says only what the texts need: no date, no tool."""

    @property
    def num_plurals(self) -> int:
        """How many forms a noun has."""
        return PLURALS.get(str(self.locale), TWO_FORMS)[0]

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """The lines of the header."""
        forms, rule = PLURALS.get(str(self.locale), TWO_FORMS)
        return [
            ("Language", str(self.locale)),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", f"nplurals={forms}; plural={rule};"),
        ]

    @property
    def header_comment(self) -> str:
        """What stands above the header."""
        return f"# The interface in the language “{self.locale}”. Brought up to date by `make translations`."


@dataclass
class Report:
    """What is wrong with the catalogue of one language."""

    language: str
    missing: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    outdated_files: list[str] = field(default_factory=list)

    @property
    def complete(self) -> bool:
        return not (self.missing or self.stale or self.outdated_files)


def languages() -> list[str]:
    """Return the languages that need a catalogue: all but the one that the code is written in."""
    return [tag for tag in interface_languages() if tag != settings.LANGUAGE_CODE]


def folder(language: str) -> Path:
    """Return where the catalogue of a language is kept."""
    return Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES"


def key_of(message: Message) -> Key:
    """Return what tells one message from another: its context and its (singular) text."""
    return message.context, message.id if isinstance(message.id, str) else message.id[0]


def sources() -> Iterator[tuple[str, str]]:
    """Yield the path and the Python text of every file that may hold interface texts."""
    root = settings.BASE_DIR
    for path in sorted((root / "memorial").rglob("*.py")):
        if "migrations" not in path.parts:
            yield path.relative_to(root).as_posix(), path.read_text()
    for folder_name in ("templates", "memorial"):
        for path in sorted((root / folder_name).rglob("*.html")):
            name = path.relative_to(root).as_posix()
            marked = templatize(path.read_text(), origin=name)
            # What is left of the markup is no Python; without its indentation it can be read as if it were.
            yield name, "\n".join(line.lstrip() for line in marked.splitlines())


def extracted(language: str) -> PlainCatalog:
    """Return a catalogue of all interface texts, none of them translated yet."""
    catalog = PlainCatalog(locale=language)
    for name, text in sources():
        found = extract("python", io.BytesIO(text.encode()), KEYWORDS, ["Translators:"])
        for _line, message, comments, context in found:
            ids = message if isinstance(message, str) else tuple(part for part in message if part is not None)
            catalog.add(ids, locations=[(name, 0)], auto_comments=comments, context=context)
    return catalog


def written(language: str) -> Catalog:
    """Return the catalogue of a language as it stands on disk; an empty one where there is none."""
    path = folder(language) / "django.po"
    if not path.exists():
        return PlainCatalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def merged(language: str) -> PlainCatalog:
    """Return the catalogue as it should stand: every text of the interface, with the translations that exist."""
    catalog = extracted(language)
    existing = {key_of(message): message for message in written(language) if message.id}
    for message in catalog:
        known = existing.get(key_of(message)) if message.id else None
        if known and bool(known.pluralizable) == bool(message.pluralizable):
            message.string = known.string
            message.flags |= known.flags & {"fuzzy"}
            message.user_comments = known.user_comments
    return catalog


def as_po(catalog: Catalog) -> bytes:
    """Return a catalogue as its readable file."""
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=WIDTH, sort_output=True, include_lineno=False)
    return buffer.getvalue()


def as_mo(catalog: Catalog) -> bytes:
    """Return a catalogue as its compiled file."""
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def update(language: str) -> None:
    """Write the catalogue of a language and its compiled form, keeping every translation that still has its text."""
    catalog = merged(language)
    folder(language).mkdir(parents=True, exist_ok=True)
    (folder(language) / "django.po").write_bytes(as_po(catalog))
    (folder(language) / "django.mo").write_bytes(as_mo(catalog))


def forms_of(message: Message) -> list[str]:
    """Return the translations of a message: one, or one for each plural form; none when it has no translation."""
    if not message.string:
        return []
    return [message.string] if isinstance(message.string, str) else list(message.string)


def is_translated(message: Message) -> bool:
    """Return whether every form of a message has been translated and none is in doubt."""
    forms = forms_of(message)
    return bool(forms) and all(forms) and not message.fuzzy


def examine(language: str) -> Report:
    """Return what is missing from the catalogue of a language, what it no longer needs, and which file is outdated."""
    catalog = merged(language)
    wanted = {key_of(message) for message in catalog if message.id}
    kept = [message for message in written(language) if message.id]
    report = Report(language)
    report.missing = [key_of(message)[1] for message in catalog if message.id and not is_translated(message)]
    report.stale = [key_of(message)[1] for message in kept if key_of(message) not in wanted]
    for name, content in (("django.po", as_po(catalog)), ("django.mo", as_mo(catalog))):
        path = folder(language) / name
        if not path.exists() or path.read_bytes() != content:
            report.outdated_files.append(name)
    return report
