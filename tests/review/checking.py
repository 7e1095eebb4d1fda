"""What tests of the check list do: cite sources, and look at what is found by name."""

from typing import Any

from memorial.models import Source
from memorial.review.checks import Finding, findings
from memorial.review.models import Entry
from memorial.review.snapshots import whole
from tests.factories import make_source


def found(entry: Entry, beginning: str = "") -> dict[str, Finding]:
    """Return what the check list finds, by name, as far as the names begin in this way."""
    all_of_it = findings(whole(type(entry), pk=entry.pk))
    assert len({finding.name for finding in all_of_it}) == len(all_of_it)
    return {finding.name: finding for finding in all_of_it if finding.name.startswith(beginning)}


def cite(entry: Any, fact: str, source: Source | None = None, **fields: Any) -> None:
    """Give an entry a source for one fact."""
    entry.citations.create(fact=fact, source=source or make_source(), **fields)
