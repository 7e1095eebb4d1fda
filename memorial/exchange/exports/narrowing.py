"""Narrowing: an export of a list of the desk holds what that list shows, asked by the person who asked for it."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import SuspiciousOperation, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from memorial.accounts.models import User
from memorial.exchange.representations.fields import Kind
from memorial.exchange.representations.kinds import KINDS

#: What an address of a list says of how it is drawn, and not of what is in it.
DRAWING = ("p", "o", "e", "all", "_popup", "_to_field", "_changelist_filters")
#: No filter of a list is longer.
LONGEST = 4000


class NarrowingRefused(Exception):
    """A list cannot be narrowed so; the message is a sentence for the person at the desk."""


def kind_of(model_name: str) -> Kind | None:
    """Return the kind of a model that leaves the memorial as data."""
    return next((kind for kind in KINDS.values() if kind.model._meta.model_name == model_name), None)


def narrowing_of(asked: QueryDict) -> str:
    """Return what the address of a list says of what is in it, so that it can be asked again."""
    kept = asked.copy()
    for name in DRAWING:
        kept.pop(name, None)
    return kept.urlencode()


def narrowed_rows(kind: Kind, narrowed: str, user: User) -> QuerySet[Any] | None:
    """Return what a list of the desk holds when it is narrowed so; nothing where it is not narrowed at all."""
    if not narrowed:
        return None
    if len(narrowed) > LONGEST:
        raise NarrowingRefused(_("This filter is too long. Narrow the list by less, and try again."))
    request = HttpRequest()
    request.method, request.GET, request.user = "GET", QueryDict(narrowed), user
    try:
        found = admin.site.get_model_admin(kind.model).get_changelist_instance(request)
    except (IncorrectLookupParameters, SuspiciousOperation, ValidationError, ValueError) as problem:
        sentence = _("The list cannot be narrowed like this. Go back to it, choose the filters anew, and try again.")
        raise NarrowingRefused(sentence) from problem
    rows: QuerySet[Any] = found.queryset
    return rows
