"""Sets: which entries a bulk review is opened of, as an address of the desk tells it."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.contrib.admin import AdminSite
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import SuspiciousOperation, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from memorial.accounts.models import User
from memorial.review.bulk_refusals import BulkRefused
from memorial.review.models import Entry

#: What an address of a list says of how it is drawn, and not of what is in it.
DRAWING = ("p", "o", "e", "all", "page", "_popup", "_to_field", "_changelist_filters")
#: No filter of a list is longer.
LONGEST = 4000


class OfferedSet(NamedTuple):
    """Entries that are offered for a bulk review: their keys, and a title."""

    keys: "QuerySet[Any] | Iterable[int]"
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
    return OfferedSet(narrowed_rows(desk, model, asked, user), "")


def narrowed_rows(desk: AdminSite, model: type[Entry], asked: QueryDict, user: User) -> "QuerySet[Any]":
    """Return what a list of the desk holds when it is narrowed as an address says."""
    narrowed = asked.copy()
    for name in DRAWING:
        narrowed.pop(name, None)
    request = HttpRequest()
    request.method, request.GET, request.user = "GET", QueryDict(narrowed.urlencode()), user
    try:
        if len(narrowed.urlencode()) > LONGEST:
            raise ValueError(len(narrowed.urlencode()))
        found = desk.get_model_admin(model).get_changelist_instance(request)
    except (IncorrectLookupParameters, SuspiciousOperation, ValidationError, ValueError) as problem:
        sentence = _("The list cannot be narrowed like this. Go back to it, choose the filters anew, and try again.")
        raise BulkRefused(sentence) from problem
    rows: QuerySet[Any] = found.queryset
    return rows
