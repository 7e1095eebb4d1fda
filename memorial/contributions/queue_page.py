"""The queue on the desk: everything that strangers sent, whatever its kind, in one list."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Min, TextField
from django.db.models.functions import Cast, Length, Substr
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from memorial.accounts.models import User
from memorial.accounts.roles import MODERATE, OPEN_CONFIDENTIAL
from memorial.base.languages import direction, interface_languages, language_name
from memorial.base.paging import CappedPaginator
from memorial.contributions.attachments import Attachment
from memorial.contributions.care import heavy_opened
from memorial.contributions.desk_forms import APART, CHANGED, MINE, NO_SIGN, OTHER_LANGUAGE, QueueForm, any_sign
from memorial.contributions.models import LAST, OPEN, WAITING, Contribution, State
from memorial.contributions.queue_order import Cursor, QueuePage, Rows, latest_page, read_key, waiting_page
from memorial.contributions.signs import sign_words, watched_words
from memorial.review.acts_admin import person_of
from memorial.review.desk_pages import DeskPages, desk_page
from memorial.review.desk_rows import DeskRow
from memorial.review.panels import entry_name, record_models
from memorial.review.start_page import start_notice

#: How much of the words a row of the list shows, and how many of those that wait apart stand below it.
FIRST_LINES, PILE_SHOWN = 240, 5
#: The columns that are long, and that a list does without.
LONG = ("words", "details", "answers")
REFERENCE = re.compile("[0-9A-Z]{4}-[0-9A-Z]{4}")


@dataclass(frozen=True)
class Line:
    """One contribution as the queue draws it."""

    contribution: Contribution
    first: str
    is_cut: bool
    language: str
    direction: str
    #: For how long it has waited, in words; empty once it was decided.
    waits: str
    signs: list[str]
    files: int
    #: What it is about, as far as the person may know of that.
    about: str
    in_charge: str


def queue_context(user: User, form: QueueForm, asked: Mapping[str, str]) -> dict[str, Any]:
    """Return what the queue shows to a curator who asked for this part of it."""
    page = asked_page(user, form, asked)
    is_whole = not form.address() and not asked.get("after")
    pile = pile_page() if is_whole else QueuePage()
    drawn = drawn_lines([*page.rows, *pile.rows], user)
    address = form.address()
    return {
        "form": form,
        "address": address,
        "lines": drawn[: len(page.rows)],
        "pile": drawn[len(page.rows) :],
        "pile_goes_on": bool(pile.following),
        "following": page.following,
        "is_first": not asked.get("after"),
        "may_put_aside": bool(form.chosen("sign") not in ("", NO_SIGN) and page.rows and waits(form)),
    }


def waits(form: QueueForm) -> bool:
    """Return whether what was asked for is what waits for a curator."""
    return form.chosen("state") in ("", APART, State.NEW)


def asked_page(user: User, form: QueueForm, asked: Mapping[str, str]) -> QueuePage:
    """Return the page of the queue that was asked for."""
    state, after = form.chosen("state"), asked.get("after", "")
    rows = light(narrowed(user, form))
    if state == CHANGED:
        return QueuePage(list(rows.filter(changed_at__isnull=False).order_by("changed_at", "pk")[:200]))
    if state == APART:
        return waiting_page(rows.filter(rank=LAST), WAITING, Cursor.read(after))
    if state and state not in OPEN:
        return latest_page(rows, state, read_key(after))
    states: Sequence[str] = (state,) if state else OPEN if form.chosen("mine") else WAITING
    return waiting_page(rows, states, Cursor.read(after))


def pile_page() -> QueuePage:
    """Return the first of what waits apart: what the machine has sorted behind everything else."""
    found = list(
        light(Contribution.objects.all()).filter(state=State.NEW, rank=LAST).order_by("sent_at", "pk")[: PILE_SHOWN + 1]
    )
    return QueuePage(found[:PILE_SHOWN], "more" if len(found) > PILE_SHOWN else "")


def light(rows: Rows) -> Rows:
    """Return rows with the beginning of their words alone, however long these are."""
    begun = rows.annotate(first=Substr("words", 1, FIRST_LINES), length=Length("words"))
    return begun.defer(*LONG).select_related("in_charge")


def narrowed(user: User, form: QueueForm) -> Rows:
    """Return the contributions that were asked for, in whatever state; what waits apart only where it is asked for."""
    rows: Rows = Contribution.objects.all()
    kind, language, sign = form.chosen("kind"), form.chosen("language"), form.chosen("sign")
    if kind:
        rows = rows.filter(kind=kind)
    if language == OTHER_LANGUAGE:
        rows = rows.exclude(language__in=interface_languages())
    elif language:
        rows = rows.filter(language=language)
    if form.chosen("mine") == MINE:
        rows = rows.filter(in_charge=user)
    if sign == NO_SIGN:
        rows = rows.filter(signs=[])
    elif sign:
        rows = with_sign(rows, sign)
    elif not form.chosen("state"):
        rows = rows.filter(rank__lt=LAST)
    return rows


def with_sign(rows: Rows, sign: str) -> Rows:
    """Return the contributions that carry a sign, or any of a sort."""
    text = any_sign(sign)
    return rows.annotate(signs_text=Cast("signs", TextField())).filter(signs_text__contains=text)


def drawn_lines(rows: Collection[Any], user: User) -> list[Line]:
    """Return contributions as they are drawn, in a number of queries that is the same however many there are."""
    counted = Attachment.objects.filter(contribution__in=[row.pk for row in rows]).order_by()
    files = dict(counted.values_list("contribution").annotate(Count("pk")))
    watched = watched_words({code for row in rows for code in row.signs})
    names = names_of_entries(rows, user)
    return [
        Line(
            contribution=row,
            first=row.first,
            is_cut=row.length > FIRST_LINES,
            language=language_name(row.language),
            direction=direction(row.language),
            waits=waiting_words(row),
            signs=sign_words(row.signs, watched),
            files=files.get(row.pk, 0),
            about=names.get((row.about_kind, row.about), "") or kind_name(row.about_kind),
            in_charge=charge_words(row, user),
        )
        for row in rows
    ]


def names_of_entries(rows: Collection[Contribution], user: User) -> dict[tuple[str, str], str]:
    """Return what the desk calls the entries that contributions are about, as far as a person may know of them."""
    wanted = {row.about for row in rows if row.about}
    found = DeskRow.objects.visible_to(user).filter(public_id__in=wanted, is_copy=False)
    return {(row.kind, row.public_id): entry_name(row) for row in found}


def kind_name(kind: str) -> str:
    """Return what a kind of entry is called; empty where there is none of this name."""
    model = record_models().get(kind)
    return str(model._meta.verbose_name) if model else ""


def since(row: Contribution) -> datetime | None:
    """Return since when a contribution stands as it does, while nobody has decided about it."""
    if not row.is_open:
        return None
    return row.sent_at if row.state == State.NEW else row.moved_at or row.sent_at


def waiting_words(row: Contribution) -> str:
    """Return for how long something has waited, in words; empty once it was decided."""
    moment = since(row)
    return timesince(moment, depth=1) if moment else ""


def charge_words(row: Contribution, user: User) -> str:
    """Return who has something in charge, in words; empty where nobody has."""
    if row.in_charge is None:
        return ""
    if row.in_charge == user:
        return _("in your charge")
    return _("in charge: %(person)s") % {"person": row.in_charge.known_as}


@start_notice("admin/contributions/notice.html")
def notice(user: User) -> dict[str, Any] | None:
    """Return what the start page tells of the queue: how many wait, and for how long the oldest has."""
    if not user.has_perm(MODERATE):
        return {"finds": True} if user.has_perm(OPEN_CONFIDENTIAL) else None
    waiting = Contribution.objects.filter(state__in=WAITING, rank__lt=LAST).order_by()
    found = waiting.values_list("pk", flat=True)[: CappedPaginator.MOST + 1]
    oldest = waiting.aggregate(oldest=Min("sent_at"))["oldest"]
    return {
        "number": min(len(found), CappedPaginator.MOST),
        "capped": len(found) > CappedPaginator.MOST,
        "oldest": timesince(oldest, depth=1) if oldest else "",
    }


@desk_page("contributions/", "contributions")
def contributions(desk: DeskPages, request: HttpRequest) -> HttpResponse:
    """Show the queue to curators; keepers find a contribution by its reference, to open who sent it."""
    person = person_of(request)
    moderates = person.has_perm(MODERATE)
    if not (moderates or person.has_perm(OPEN_CONFIDENTIAL)):
        raise PermissionDenied
    reference = request.GET.get("reference", "").strip().upper()
    if (
        REFERENCE.fullmatch(reference)
        and Contribution.objects.filter(reference=reference).exclude(state=State.BEGUN).exists()
    ):
        return HttpResponseRedirect(reverse("admin:contribution", args=[reference]))
    context = {
        **desk.each_context(request),
        "title": _("What was sent in"),
        "subtitle": None,
        "reference": reference[:40],
        "moderates": moderates,
        "heavy_opened": heavy_opened(request),
    }
    if moderates:
        asked = {name: str(value) for name, value in request.GET.items()}
        context |= queue_context(person, QueueForm(request.GET), asked)
    return TemplateResponse(request, "admin/contributions/queue.html", context)
