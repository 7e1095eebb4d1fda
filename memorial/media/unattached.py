"""Unattached: files that were received and have no entry, as a form was never finished or a draft was discarded."""

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef
from django.db.models.fields.json import KT

from memorial.accounts.models import User
from memorial.accounts.roles import DEAL_WITH_FINDINGS, OPEN_CONFIDENTIAL
from memorial.base.paging import CappedPaginator
from memorial.media.arrivals import Arrival
from memorial.media.models import Asset
from memorial.media.originals import Original
from memorial.review.actions import allowed
from memorial.review.revisions import Discarded
from memorial.review.start_page import start_notice

#: How many of them the page for several files shows.
MOST_SHOWN = 50


def unattached(person: User) -> "models.QuerySet[Original]":
    """Return the files without an entry that a person sent, newest first; those who deal with findings see all.

    A file that any entry uses is none of them, also where the person may not know of that entry. What keepers have
    sent, and what was in a draft that they had restricted, is for keepers alone.
    """
    using = Asset._base_manager.filter(original=OuterRef("sha256"))
    found = Original.objects.filter(~Exists(using)).order_by("-received_at", "-pk")
    if not person.has_perm(DEAL_WITH_FINDINGS):
        found = found.filter(received_by=person)
    if person.has_perm(OPEN_CONFIDENTIAL):
        return found
    keepers = User.objects.with_perm(OPEN_CONFIDENTIAL, is_active=None).exclude(pk=person.pk)  # type: ignore[arg-type]
    hidden = Discarded.objects.filter(kind="asset", restricted=True).annotate(file=KT("snapshot__fields__original"))
    restricted = hidden.filter(file__isnull=False).order_by().values("file")
    return found.exclude(received_by__in=keepers.values("pk")).exclude(sha256__in=restricted)


def arrivals_without_entry(person: User, kept: set[str]) -> list[Arrival]:
    """Return the newest of a person's files without an entry; those of ``kept`` stand in the form already."""
    rows = unattached(person).exclude(sha256__in=kept)
    return [Arrival("", original) for original in rows[:MOST_SHOWN]]


@start_notice("admin/media/unattached_notice.html")
def notice(user: User) -> dict[str, Any] | None:
    """Return how many files wait for an entry, for somebody who may make one; nothing where there are none."""
    if not allowed(Asset, "add", user):
        return None
    found = len(unattached(user).order_by().values_list("pk", flat=True)[: CappedPaginator.MOST + 1])
    number = min(found, CappedPaginator.MOST)
    return {"number": number, "capped": found > number} if found else None
