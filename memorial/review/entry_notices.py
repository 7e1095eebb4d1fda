"""Entry notices: what concepts above this one tell about an entry, at the head of its form and of its review page."""

from collections.abc import Callable
from typing import Any

from memorial.accounts.models import User
from memorial.review.models import Entry

Said = dict[str, Any] | None
Notice = Callable[[User, Entry], Said]
#: By template, what it says of an entry to a person, or nothing.
NOTICES: dict[str, Notice] = {}


def entry_notice(template: str) -> Callable[[Notice], Notice]:
    """Have what a function says of an entry shown where a person works on it."""

    def register(notice: Notice) -> Notice:
        NOTICES[template] = notice
        return notice

    return register


def notices_of(entry: Entry, person: User) -> list[tuple[str, dict[str, Any]]]:
    """Return what a person is told about an entry, each with its template."""
    said = ((template, notice(person, entry)) for template, notice in NOTICES.items())
    return [(template, words) for template, words in said if words is not None]
