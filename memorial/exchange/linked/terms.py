"""Terms: how names, texts, dates and other entries are written in linked data, whatever the kind of entry."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from memorial.base.texts import Translation
from memorial.exchange.representations.fields import Told
from memorial.exchange.representations.kinds import KINDS
from memorial.media.models import Grade

#: A document of linked data, or a part of one.
Node = dict[str, Any]

DCTERMS = "http://purl.org/dc/terms/"
BIO = "http://purl.org/vocab/bio/0.1/"
EDTF = "http://id.loc.gov/datatypes/edtf/"
#: The words are those of schema.org; what it has no word for, an uncertain date, is said in Dublin Core and BIO.
CONTEXT: Sequence[Any] = ("https://schema.org/", {"dcterms": DCTERMS, "bio": BIO, "edtf": EDTF})
#: A day, a month or a year of the calendar, without any mark of doubt.
_PLAIN = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)
#: By which an entry is told from the document that tells of it.
ENTRY = "#entry"


@dataclass(frozen=True)
class Site:
    """Where the memorial stands on the web: ``https://memorial.example.org``."""

    base: str

    def absolute(self, address: str) -> str:
        """Return a path of ours as a whole address; a whole address as it is."""
        return f"{self.base}{address}" if address.startswith("/") else address

    def document(self, kind: str, public_id: str) -> str:
        """Return the address of the document of an entry, by the name of its kind."""
        return self.absolute(document_path(kind, public_id))

    def reference(self, kind: str, public_id: str) -> Node:
        """Return an entry as another document names it."""
        return {"@id": f"{self.document(kind, public_id)}{ENTRY}"}

    def references(self, kind: str, public_ids: Iterable[str]) -> list[Node]:
        """Return entries of a kind as another document names them, each once."""
        return [self.reference(kind, public_id) for public_id in dict.fromkeys(public_ids)]

    def maybe(self, kind: str, public_id: str | None) -> Node | None:
        """Return an entry as another document names it, nothing where there is none."""
        return self.reference(kind, public_id) if public_id else None


def document_path(kind: str, public_id: str) -> str:
    """Return the path of the document of an entry, by the name of its kind; it is the same in every language."""
    return reverse("linked", args=[KINDS[kind].model._meta.model_name, public_id])


def in_language(value: str, language: str | None) -> str | Node:
    """Return words with the language in which they are, where that is known."""
    return {"@value": value, "@language": language} if language else value


def is_covered(said: Told) -> bool:
    """Return whether a content note stands before the texts of an entry, in any language."""
    graded = said.get("grade", Grade.NONE) != Grade.NONE
    return graded or any(row.get("content_note") for row in said["texts"])


def texts(said: Told, field: str) -> list[str | Node]:
    """Return a text of an entry in each language in which somebody has written or reviewed it."""
    rows = (row for row in said["texts"] if row["state"] != Translation.State.UNREVIEWED)
    return [in_language(row[field], row["language"]) for row in rows if row[field]]


def open_texts(said: Told, field: str) -> list[str | Node]:
    """Return such a text of those that stand behind a content note, if there is one: then in no language."""
    return [] if is_covered(said) else texts(said, field)


def named(said: Told, field: str) -> list[str | Node]:
    """Return what an entry is called, in each language that has it; else what it is called in the memorial's own."""
    return texts(said, field) or [title(said)]


def title(said: Told) -> str | Node:
    """Return what an entry is called in the memorial's own language, or in the nearest that has it."""
    return in_language(said["title"], said["title_language"])


def plain_date(edtf: str | None) -> str | None:
    """Return a date as ISO 8601 has it: a day, a month or a year. Nothing for a stretch of time or a date in doubt."""
    return edtf if edtf and _PLAIN.fullmatch(edtf) else None


def uncertain_date(edtf: str | None) -> Node | None:
    """Return a date as the record has it, with all its doubt (EDTF, ISO 8601-2)."""
    return {"@type": "edtf:EDTF", "@value": edtf} if edtf else None


def cited(site: Site, said: Told) -> list[Node]:
    """Return the sources of an entry, each once."""
    return site.references("sources", (row["source"] for row in said["citations"]))


def pictured(site: Site, said: Told) -> list[Node]:
    """Return the photographs, documents and recordings that are shown with an entry."""
    return site.references("assets", (row["asset"] for row in said["pictures"]))


def filled(node: Node) -> Node:
    """Return a node without what is not known, and what there is one of as one."""
    found = {}
    for name, value in node.items():
        if isinstance(value, list) and len(value) == 1:
            value = value[0]
        if value is not None and value not in ("", [], {}):
            found[name] = value
    return found
