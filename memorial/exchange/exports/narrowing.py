"""Narrowed kinds: an export of a list of the desk holds what that list shows, asked by the person who asked for it."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet

from memorial.accounts.models import User
from memorial.exchange.representations.fields import Kind
from memorial.exchange.representations.kinds import KINDS
from memorial.review.narrowing import narrowed_rows


def kind_of(model_name: str) -> Kind | None:
    """Return the kind of a model that leaves the memorial as data."""
    return next((kind for kind in KINDS.values() if kind.model._meta.model_name == model_name), None)


def list_rows(kind: Kind, narrowed: str, user: User) -> QuerySet[Any] | None:
    """Return what a list of the desk holds when it is narrowed so; nothing where it is not narrowed at all.

    Raises NarrowingRefused where a list cannot be narrowed so.
    """
    return narrowed_rows(admin.site, kind.model, narrowed, user) if narrowed else None
