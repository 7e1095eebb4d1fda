"""Sets: which entries a bulk review is opened of, as an address of the desk tells it."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.contrib.admin import AdminSite
from django.db.models import QuerySet
from django.http import QueryDict

from memorial.accounts.models import User
from memorial.review.bulk_refusals import BulkRefused
from memorial.review.models import Entry
from memorial.review.narrowing import NarrowingRefused, narrowed_rows, narrowing_of


class OfferedSet(NamedTuple):
    """Entries that are offered for a bulk review: they themselves or their keys, and a title."""

    keys: "QuerySet[Entry] | Iterable[int]"
    title: str


#: What concepts above this one offer: by the name of a parameter, what its value stands for, to a person.
OFFERED: dict[str, Callable[[User, str], OfferedSet]] = {}


def offers_set(parameter: str) -> Callable[[Callable[[User, str], OfferedSet]], Callable[[User, str], OfferedSet]]:
    """Have the page that opens a bulk review take a set of people from a function, by a parameter of its address.

    The function is given the person and the value; it raises BulkRefused where that stands for nothing.
    """

    def register(offer: Callable[[User, str], OfferedSet]) -> Callable[[User, str], OfferedSet]:
        OFFERED[parameter] = offer
        return offer

    return register


def set_of(desk: AdminSite, model: type[Entry], asked: QueryDict, user: User) -> OfferedSet:
    """Return the entries that an address names: those that are offered by a name, or a list narrowed by its filters."""
    for parameter, offer in OFFERED.items():
        if parameter in asked:
            return offer(user, str(asked[parameter]))
    try:
        return OfferedSet(narrowed_rows(desk, model, narrowing_of(asked), user), "")
    except NarrowingRefused as refusal:
        raise BulkRefused(str(refusal)) from refusal
