"""Copying: the entries to which rows of a list may add, each as it may be changed now."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import prefetch_related_objects

from memorial.accounts.models import User
from memorial.base.rows import insert_rows
from memorial.exchange.imports.additions import Cited, Standing
from memorial.people.models import Person
from memorial.review.copies import copy_parts_of, copy_row
from memorial.review.status import Status


def copies_for(people: Iterable[Person], *, by: User | None) -> tuple[dict[int, Person], dict[int, Standing]]:
    """Return for people of the record the row that may be changed now, and what those have that were made here.

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
    for copy in copies:
        live = published.pop(copy.copy_of_id)
        if copy.status == Status.DRAFT:
            targets[live.pk] = copy
    copied, made = new_copies(list(published.values()), by)
    return targets | copied, made


def new_copies(lives: Sequence[Person], by: User | None) -> tuple[dict[int, Person], dict[int, Standing]]:
    """Return new working copies of people who are published by the keys of these, and by their own what they have."""
    prefetch_related_objects(lives, *Person.made_of)
    pairs: list[tuple[Any, Any]] = [(live, copy_row(live)) for live in lives]
    for _live, copy in pairs:
        copy.created_by = by
    insert_rows([copy for _live, copy in pairs])
    parts = copy_parts_of(pairs)
    standing = {copy.pk: Standing([], [], []) for _live, copy in pairs}
    for name in parts.get("names", ()):
        standing[name.person_id].names.append(name)
    for one in parts.get("citations", ()):
        standing[one.entry_id].citations.append(Cited(*(getattr(one, column) for column in Cited._fields)))
    for text in parts.get("translations", ()):
        standing[text.entry_id].texts.append(text)
    return {live.pk: copy for live, copy in pairs}, standing
