"""Several contributions at once: many of the same sign put aside, and what somebody has in charge handed over."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from memorial.accounts.models import User
from memorial.accounts.roles import MODERATE
from memorial.contributions.desk_forms import NO_SIGN, HandOverForm, QueueForm
from memorial.contributions.models import Contribution, Kind, State
from memorial.contributions.moderation import MOST_AT_ONCE, hand_over, put_all_aside
from memorial.contributions.queue_page import drawn_lines, light, narrowed
from memorial.review.actions import TransitionRefused
from memorial.review.acts_admin import person_of
from memorial.review.desk_pages import DeskPages, desk_page

#: How many of many are shown before they are put aside, and how many somebody can hand over at once.
SHOWN, MOST_HANDED_OVER = 20, 200


def moderator(request: HttpRequest) -> User:
    """Return who is at the desk, if they decide about what was sent in."""
    person = person_of(request)
    if not person.has_perm(MODERATE):
        raise PermissionDenied
    return person


def many_of(person: User, form: QueueForm) -> Any:
    """Return what may be put aside together: new, with the sign that was asked for, in nobody's charge, no request."""
    rows = narrowed(person, form).filter(state=State.NEW, in_charge=None).exclude(kind=Kind.TAKEDOWN)
    return rows.order_by("rank", "sent_at", "pk")


@desk_page("contributions/put-aside/", "contributions_put_aside")
def contributions_put_aside(desk: DeskPages, request: HttpRequest) -> HttpResponse:
    """Ask about putting aside many of the same sign, or put those aside that were shown."""
    person = moderator(request)
    form = QueueForm(request.POST if request.method == "POST" else request.GET)
    sign = form.chosen("sign")
    if sign in ("", NO_SIGN):
        messages.info(request, _("Choose a sign first: only what carries the same sign is put aside together."))
        return HttpResponseRedirect(reverse("admin:contributions"))
    if request.method == "POST" and request.POST.get("confirmed"):
        try:
            number = put_all_aside(references=request.POST.get("listed", "").split(), by=person, sign=sign)
        except TransitionRefused as refusal:
            messages.error(request, str(refusal))
        else:
            done = ngettext("%(number)s was put aside.", "%(number)s were put aside.", number)
            messages.success(request, done % {"number": number})
        return HttpResponseRedirect(reverse("admin:contributions"))
    rows = many_of(person, form)
    listed = list(rows.values_list("reference", flat=True)[: MOST_AT_ONCE + 1])
    context = {
        **desk.each_context(request),
        "title": _("Put many aside"),
        "subtitle": None,
        "hidden": [(name, form.chosen(name)) for name in form.fields if form.chosen(name)],
        "sign": dict(form.fields["sign"].choices)[sign],  # type: ignore[attr-defined]  # a field of choices
        "listed": " ".join(listed[:MOST_AT_ONCE]),
        "number": len(listed[:MOST_AT_ONCE]),
        "goes_on": len(listed) > MOST_AT_ONCE,
        "lines": drawn_lines(list(light(rows)[:SHOWN]), person),
    }
    return TemplateResponse(request, "admin/contributions/put_aside.html", context)


@desk_page("contributions/in-charge/", "contributions_hand_over")
def contributions_hand_over(desk: DeskPages, request: HttpRequest) -> HttpResponse:
    """Let somebody hand over what they have in charge, all of it or some; no reason is asked for."""
    person = moderator(request)
    mine = light(Contribution.objects.open().filter(in_charge=person)).order_by("rank", "sent_at", "pk")
    form = HandOverForm(request.POST if request.method == "POST" else None)
    marked = request.POST.getlist("reference")[:MOST_HANDED_OVER]
    if request.method == "POST" and not marked:
        form.add_error(None, _("Mark what is to be handed over."))
    if request.method == "POST" and form.is_valid():
        number = hand_over_each(marked, person, form.cleaned_data["person"], request)
        done = ngettext("%(number)s was handed over.", "%(number)s were handed over.", number)
        if number:
            messages.success(request, done % {"number": number})
        return HttpResponseRedirect(reverse("admin:contributions"))
    context = {
        **desk.each_context(request),
        "title": _("Hand over what you have in charge"),
        "subtitle": None,
        "form": form,
        "lines": drawn_lines(list(mine[:MOST_HANDED_OVER]), person),
        "marked": marked if request.method == "POST" else None,
    }
    status = 422 if form.is_bound and form.errors else 200
    return TemplateResponse(request, "admin/contributions/hand_over.html", context, status=status)


def hand_over_each(references: list[str], by: User, person: User, request: HttpRequest) -> int:
    """Hand over what somebody has in charge, each by itself; return how many were handed over, and say what was not."""
    number = 0
    for row in Contribution.objects.referred_to(references).filter(in_charge=by).order_by("pk"):
        try:
            with transaction.atomic():
                hand_over(contribution=row, by=by, person=person)
        except TransitionRefused as refusal:
            messages.error(request, f"{row.reference}: {refusal}")
        else:
            number += 1
    return number
