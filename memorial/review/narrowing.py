"""Narrowing: what a list of the desk holds when the address of the list narrows it, asked anew by the same person."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import SEARCH_VAR
from django.core.exceptions import SuspiciousOperation, ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from memorial.accounts.models import User

#: What an address of a list says of how it is drawn, and not of what is in it.
DRAWING = ("p", "o", "e", "all", "page", "_popup", "_to_field", "_changelist_filters")
#: No filter of a list is longer.
LONGEST = 4000


class NarrowingRefused(Exception):
    """A list cannot be narrowed so; the message is a sentence for the person at the desk."""


def narrowing_of(asked: QueryDict) -> str:
    """Return what the address of a list says of what is in it, so that it can be asked again."""
    kept = asked.copy()
    for name in DRAWING:
        kept.pop(name, None)
    return kept.urlencode()


def narrowed_rows(desk: AdminSite, model: type[Model], narrowed: str, user: User) -> QuerySet[Any]:
    """Return what a list of the desk holds when it is narrowed so; raises NarrowingRefused."""
    if len(narrowed) > LONGEST:
        raise NarrowingRefused(_("This filter is too long. Narrow the list by less, and try again."))
    request = HttpRequest()
    request.method, request.GET, request.user = "GET", QueryDict(narrowed), user
    try:
        if "\0" in request.GET.get(SEARCH_VAR, ""):
            raise IncorrectLookupParameters
        found = desk.get_model_admin(model).get_changelist_instance(request)
    except (IncorrectLookupParameters, SuspiciousOperation, ValidationError, ValueError) as problem:
        sentence = _("The list cannot be narrowed like this. Go back to it, choose the filters anew, and try again.")
        raise NarrowingRefused(sentence) from problem
    rows: QuerySet[Any] = found.queryset
    return rows
