"""The check list: what is looked at before an entry is published, each finding with a name of its own."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True)
class Finding:
    """One thing that was found: it blocks publication, or is a warning that must be acknowledged by its name."""

    name: str
    sentence: str | Promise
    blocking: bool = False


def findings(entry: Any) -> list[Finding]:
    """Return what was found in an entry that is to be published, what blocks first."""
    found = [*obstacles(entry), *entry.own_findings()]
    return sorted(found, key=lambda finding: not finding.blocking)


def obstacles(entry: Any) -> Iterable[Finding]:
    """Yield what the entry itself says is missing."""
    for number, sentence in enumerate(entry.publication_obstacles(), start=1):
        yield Finding(f"obstacle-{number}", sentence, blocking=True)
