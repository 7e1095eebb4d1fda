"""Made notice: what a curator is told of the contribution that an entry was made of, where they work on the entry."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from memorial.accounts.models import User
from memorial.accounts.roles import MODERATE
from memorial.base.languages import direction
from memorial.contributions.models import Contribution, Kind
from memorial.review.entry_notices import entry_notice
from memorial.review.models import Entry

#: The kinds of entries that are ever made of a contribution as a whole.
MADE_WHOLE = {"testimony", "asset"}


@dataclass(frozen=True)
class Given:
    """One contribution beside the entry that was made of it, or that it corrects."""

    contribution: Contribution
    url: str
    direction: str
    #: What a correction is about, and how its sender knows it.
    fact: str = ""
    known: str = ""


@entry_notice("admin/contributions/made_notice.html")
def notice(person: User, entry: Entry) -> dict[str, Any] | None:
    """Return the contributions of an entry with their letters; nothing for those who do not read what strangers send.

    A correction stands beside the working copy alone: once that is published, it has become the memorial's own text.
    """
    kind = str(entry._meta.model_name)
    if not person.has_perm(MODERATE) or not (entry.is_copy or kind in MADE_WHOLE):
        return None
    rows = contributions_of(entry, kind)
    found = [given(row, entry) for row in rows.prefetch_related("letters__by")]
    return {"given": found} if found else None


def contributions_of(entry: Entry, kind: str) -> "QuerySet[Contribution]":
    """Return the contributions that an entry was made of; beside a working copy also what corrects the entry."""
    made = Q(made_kind=kind, made=entry.root_id)
    if not entry.is_copy:
        made &= ~Q(kind=Kind.CORRECTION)
    if kind == "asset":
        made |= Q(pk__in=Contribution.objects.filter(attachments__asset=entry.root_id).values("pk"))
    return Contribution.objects.filter(made).order_by("sent_at", "pk")


def given(row: Contribution, entry: Entry) -> Given:
    """Return one contribution as the notice shows it."""
    url = reverse("admin:contribution", args=[row.reference])
    if row.kind != Kind.CORRECTION:
        return Given(row, url, direction(row.language))
    fact = row.said("fact")
    called = entry.fact_label(fact) if fact in type(entry).facts else ""
    return Given(row, url, direction(row.language), called, row.said("known"))
