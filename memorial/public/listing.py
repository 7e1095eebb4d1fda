"""What the pages that list entries have in common: each entry with its texts, its marks and what differs."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from memorial.base.reading import Parts, read_together
from memorial.base.texts import Text
from memorial.public.notes import Difference, Mark, Notebook, differences
from memorial.review.models import Entry

Texts = dict[str, Text | None]


@dataclass(frozen=True)
class Listed:
    """One entry as a list shows it."""

    entry: Any
    texts: Texts
    marks: list[Mark]
    differences: list[Difference]

    @property
    def foreign(self) -> str:
        """The name of the language in which its texts stand, where that is not the language of the page."""
        return next((text.language_name for text in self.texts.values() if text and text.foreign), "")

    @property
    def unreviewed(self) -> bool:
        """Whether any of its texts is a translation that has not been reviewed."""
        return any(text.unreviewed for text in self.texts.values() if text)


@dataclass(frozen=True)
class Listing:
    """The entries of one page, in their order, with the notes that their marks lead to."""

    rows: list[Listed]
    notebook: Notebook

    @property
    def all_unreviewed(self) -> bool:
        """Whether this is true of every entry, so that the page says it once."""
        return bool(self.rows) and all(row.unreviewed for row in self.rows)

    @property
    def context(self) -> dict[str, Any]:
        """What every template of a list is given."""
        return {"rows": self.rows, "notes": self.notebook.notes, "all_unreviewed": self.all_unreviewed}


def read_listed(entries: Iterable[Any], *others: Parts) -> None:
    """Read the texts of entries that a list shows, and of the sources that they cite: with others in one question."""
    read_together(*listed_parts(entries), *others)


def listed_parts(entries: Iterable[Any]) -> tuple[Parts, Parts]:
    """Return the texts of entries and of the sources that they cite, yet to be read."""
    kept = list(entries)
    sources = [citation.source for entry in kept for citation in entry.citations.all()]
    return Parts(kept, "translations"), Parts(sources, "translations")


def listing(
    entries: Iterable[Entry],
    *,
    texts: Sequence[str],
    order: Sequence[str],
    title: Callable[[Any, Texts], str] | None = None,
    sort: Callable[[Any, Texts], Any] | None = None,
) -> Listing:
    """Return entries as a list shows them; ``texts`` are the fields of their texts, the first of them the title.

    ``title`` names the entries that are not known apart by the first of their texts; ``sort`` gives the place of an
    entry on the page where the database has another order, so that the sources are numbered as the page names them.
    The entries were read with their citations (``with_evidence``) and by `read_listed`.
    """
    notebook = Notebook()
    rows = []
    found = [(entry, {field: entry.text(field, order) for field in texts}) for entry in entries]
    for entry, shown in sorted(found, key=lambda pair: sort(*pair)) if sort else found:
        first = shown[texts[0]]
        label = title(entry, shown) if title else str(first or entry.fact_label(""))
        citations = list(entry.citations.all())  # type: ignore[attr-defined]  # each concept names its own table
        marks = notebook.together(entry, citations, label=label)
        rows.append(Listed(entry, shown, marks, differences(entry, citations)))
    return Listing(rows, notebook)
