"""Panels of the desk: what waits for the person who is signed in, across all kinds, at a cost that does not grow."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from memorial.accounts.models import User
from memorial.accounts.roles import ENTRY_KINDS
from memorial.base.paging import CappedPaginator
from memorial.review.desk_rows import DeskRow, TextRow
from memorial.review.hands import one_hand_allowed
from memorial.review.models import Entry
from memorial.review.status import Status

#: How many of its rows a panel shows on the start page.
SHOWN = 10
#: For how many days a withdrawal is reported on the start page, and for how many it is listed and can be undone there.
REPORTED, UNDONE = timedelta(days=14), timedelta(days=90)

Rows = QuerySet[DeskRow]


@dataclass(frozen=True)
class Panel:
    """One list of work: what it is called, which rows it holds, and where a row leads."""

    name: str
    title: str | Promise
    empty: str | Promise
    #: What the time beside each row says.
    since: str | Promise
    rows: Callable[[User, datetime | None], Rows]
    order: tuple[str, ...]
    #: The column of the time beside each row, and the page to which a row leads.
    column: str = "since"
    leads_to: str = "review"
    #: Whether it shows what the person has in charge, until somebody else is asked for.
    own: bool = False
    #: What can be done with several of its rows at once.
    acts: tuple[str, ...] = ()
    #: Whether it is for those alone who may review, or withdraw, some kind of entry.
    verb: str = "view"

    def is_for(self, user: User) -> bool:
        """Whether a person has any work of this sort."""
        return bool(kinds_open(user, self.verb))

    def listed(self, user: User, time: datetime | None) -> Rows:
        """Return its rows in their order, with the colleagues that they name; ``time`` is what the clock believes."""
        return self.rows(user, time).select_related("in_charge", "submitted_by").order_by(*self.order)

    def on_start_page(self, user: User, time: datetime | None) -> Rows:
        """Return its rows as the start page shows them."""
        rows = self.listed(user, time)
        if self.name == "withdrawn":
            rows = rows.filter(since__gte=timezone.now() - REPORTED)
        return rows.filter(in_charge=user) if self.own else rows


def record_models() -> dict[str, type[Entry]]:
    """Return the kinds of entries by the names that the desk's rows give them."""
    return {str(model._meta.model_name): model for model in Entry.__subclasses__()}


def kinds_open(user: User, verb: str) -> list[str]:
    """Return the kinds of entries for which a person has a permission."""
    return [kind for kind in ENTRY_KINDS if user.has_perm(f"memorial.{verb}_{kind}")]


def of_kinds(rows: Rows, kinds: Sequence[str]) -> Rows:
    """Return the rows of some kinds; where that is all of them, nothing is asked that could mislead a planner."""
    return rows if len(kinds) == len(ENTRY_KINDS) else rows.filter(kind__in=kinds)


def desk_rows(user: User) -> Rows:
    """Return all rows of which a person may know."""
    rows: Rows = DeskRow.objects.visible_to(user)
    return rows


def waiting(user: User, time: datetime | None) -> Rows:
    """Return what was submitted by others and waits for somebody to look at it; what was approved waits for its day."""
    rows = of_kinds(undecided(user, time), kinds_open(user, "publish"))
    return rows if one_hand_allowed() else rows.exclude(submitted_by=user)


def undecided(user: User, time: datetime | None) -> Rows:
    """Return what is in review and has not been approved for a later time."""
    rows = desk_rows(user).filter(status=Status.IN_REVIEW)
    return rows.filter(Q(opens_at=None) | Q(opens_at__lte=time)) if time else rows.filter(opens_at=None)


def drafts(user: User, *, returned: bool) -> Rows:
    """Return the drafts that were returned by a reviewer, or those that were not."""
    # A list of one value is written with a sign that an index can follow; a bare truth value is not.
    return desk_rows(user).filter(status=Status.DRAFT, returned__in=[returned])


def scheduled(user: User, time: datetime | None) -> Rows:
    """Return what is approved and waits for its time: new entries, and working copies of public ones."""
    return desk_rows(user).filter(opens_at__gt=time) if time else desk_rows(user).filter(opens_at__isnull=False)


def withdrawn(user: User, _time: datetime | None) -> Rows:
    """Return what was withdrawn within the time in which that is undone on one page."""
    return desk_rows(user).filter(status=Status.WITHDRAWN, since__gte=timezone.now() - UNDONE)


PANELS = {
    panel.name: panel
    for panel in (
        Panel(
            "waiting",
            _("Waiting for your review"),
            _("Nothing waits for you."),
            _("submitted"),
            waiting,
            ("since", "pk"),
            acts=("take", "hand_over"),
            verb="publish",
        ),
        Panel(
            "returned",
            _("Returned to you"),
            _("Nothing was returned to you."),
            _("returned"),
            lambda user, _time: drafts(user, returned=True),
            ("since", "pk"),
            leads_to="change",
            own=True,
            acts=("submit", "take", "hand_over"),
            verb="change",
        ),
        Panel(
            "drafts",
            _("Your drafts"),
            _("You have no drafts in charge."),
            _("begun"),
            lambda user, _time: drafts(user, returned=False),
            ("since", "pk"),
            leads_to="change",
            own=True,
            acts=("submit", "take", "hand_over"),
            verb="change",
        ),
        Panel(
            "submitted",
            _("Submitted by you"),
            _("Nothing of yours is in review."),
            _("submitted"),
            lambda user, time: undecided(user, time).filter(submitted_by=user),
            ("since", "pk"),
            verb="change",
        ),
        Panel(
            "scheduled",
            _("Scheduled"),
            _("Nothing waits for its day."),
            _("opens"),
            scheduled,
            ("opens_at", "pk"),
            column="opens_at",
        ),
        Panel(
            "changed",
            _("Changed lately"),
            _("Nothing was changed yet."),
            _("changed"),
            lambda user, _time: desk_rows(user),
            ("-changed_at", "-pk"),
            column="changed_at",
        ),
        Panel(
            "withdrawn",
            _("Withdrawn lately"),
            _("Nothing was withdrawn lately."),
            _("withdrawn"),
            withdrawn,
            ("-since", "-pk"),
            acts=("put_back",),
            verb="withdraw",
        ),
    )
}


class CappedCount(Subquery):
    """How many rows a limited question has, so that many such counts are asked at once."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = models.IntegerField()


def capped_counts(user: User, questions: dict[str, QuerySet[Any]]) -> dict[str, int]:
    """Return how many rows each question has, as far as a curator would turn pages and one more: in one query."""
    most = CappedPaginator.MOST + 1
    counts = {name: CappedCount(rows.order_by().values("pk")[:most]) for name, rows in questions.items()}
    row: Any = User.objects.filter(pk=user.pk).values(**counts).first() or {}
    return {name: row.get(name) or 0 for name in questions}


def entry_name(row: DeskRow | TextRow) -> str:
    """Return what the desk calls an entry: by the rule of `Entry.called`, without reading the entry."""
    return record_models()[row.kind].called(row.label, row.public_id, restricted=row.restricted)


def lacking(rows: Rows, language: str) -> Rows:
    """Return the rows of entries whose text in a language is missing or out of date; a copy counts as its entry."""
    kinds: dict[str, Any] = dict(record_models())
    whose = [
        When(kind=kind, is_copy=True, then=model._base_manager.filter(pk=OuterRef("object_id")).values("copy_of"))
        for kind, model in kinds.items()
    ]
    texts = TextRow.objects.filter(
        kind=OuterRef("kind"),
        object_id=OuterRef("root"),
        language=language,
        state__in=[TextRow.State.MISSING, TextRow.State.OUTDATED],
    )
    root = Case(*whose, default=F("object_id"), output_field=models.PositiveBigIntegerField())
    return rows.alias(root=root).filter(Exists(texts))
