"""Copying: the entries to which rows of a list may add, each as it may be changed now."""

from collections.abc import Iterable
from typing import Any

from memorial.accounts.models import User
from memorial.people.models import Person
from memorial.review.copies import copy_parts_of, copy_row
from memorial.review.snapshots import with_parts
from memorial.review.status import Status


def copies_for(people: Iterable[Person], *, by: User | None) -> tuple[dict[int, Person], set[int]]:
    """Return for people of the record the row that may be changed now, and which of those were made here.

    A draft is changed in place; of somebody published it is the working copy, made where there is none. What is in
    review or withdrawn is not changed, and has none.
    """
    targets: dict[int, Person] = {}
    published: dict[int, Person] = {}
    for person in people:
        if person.status == Status.DRAFT:
            targets[person.pk] = person
        elif person.status == Status.PUBLISHED:
            published[person.pk] = person
    copies: Any = Person._base_manager.select_related("copy_of").filter(copy_of__in=list(published))
    made: set[int] = set()
    for copy in copies:
        live = published.pop(copy.copy_of_id)
        if copy.status == Status.DRAFT:
            targets[live.pk] = copy
    for live, made_copy in new_copies(published, by):
        targets[live.pk] = made_copy
        made.add(made_copy.pk)
    return targets, made


def new_copies(keys: Iterable[int], by: User | None) -> list[tuple[Person, Person]]:
    """Return people who are published, each with a new working copy that has all their parts."""
    lives: list[Any] = list(with_parts(Person._base_manager.filter(pk__in=list(keys))))
    pairs: list[tuple[Any, Any]] = [(live, copy_row(live)) for live in lives]
    for _live, copy in pairs:
        copy.created_by = by
    Person._base_manager.bulk_create([copy for _live, copy in pairs])
    copy_parts_of(pairs)
    return pairs
