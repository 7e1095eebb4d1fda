"""The book of condolence and the candles on the desk: what is shown, and what a curator takes down or lowers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from memorial.accounts.models import User
from memorial.accounts.roles import MODERATE
from memorial.base.languages import direction, language_name
from memorial.base.paging import CappedPaginator
from memorial.commemorations.actions import lower_candles, put_back_message, take_message_down
from memorial.commemorations.candles import CandleDay
from memorial.commemorations.forms import LowerForm
from memorial.commemorations.messages import Message
from memorial.review.actions import TransitionRefused
from memorial.review.acts_admin import person_of
from memorial.review.desk_pages import DeskPages, desk_page

PER_PAGE = 50
DOWN = "down"


@dataclass(frozen=True)
class Written:
    """One message as the desk lists it."""

    message: Message

    @property
    def direction(self) -> str:
        return direction(self.message.language)

    @property
    def language(self) -> str:
        return language_name(self.message.language)


@dataclass(frozen=True)
class Lit:
    """The candles of one day as the desk lists them, with the form by which their count is lowered."""

    row: CandleDay
    form: LowerForm


def allowed_person(request: HttpRequest) -> User:
    """Return who is at the desk, if what strangers send is their concern."""
    person = person_of(request)
    if not person.has_perm(MODERATE):
        raise PermissionDenied
    return person


def page(desk: DeskPages, request: HttpRequest, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Return one of the two pages."""
    context = {**desk.each_context(request), "subtitle": None, **context}
    return TemplateResponse(request, f"admin/commemorations/{name}.html", context, status=status)


@desk_page("messages/", "messages")
def book(desk: DeskPages, request: HttpRequest) -> HttpResponse:
    """Show the messages, the latest first; with ``down`` in the address those that were taken down."""
    allowed_person(request)
    is_down = DOWN in request.GET
    rows: QuerySet[Message] = Message.objects.filter(taken_down_at__isnull=not is_down)
    rows = rows.select_related("shown_by", "taken_down_by").order_by("-shown_at", "-pk")
    found = CappedPaginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "title": _("The book of condolence"),
        "is_down": is_down,
        "page": found,
        "address": f"{DOWN}=yes" if is_down else "",
        "written": [Written(message) for message in found.object_list],
    }
    return page(desk, request, "messages", context)


@desk_page("messages/<str:public_id>/take-down/", "message_take_down")
def take_down(desk: DeskPages, request: HttpRequest, public_id: str) -> HttpResponse:
    """Take a message out of the book."""
    return change(request, public_id, take_message_down, _("The message is taken down."))


@desk_page("messages/<str:public_id>/put-back/", "message_put_back")
def put_back(desk: DeskPages, request: HttpRequest, public_id: str) -> HttpResponse:
    """Show a message in the book again."""
    return change(request, public_id, put_back_message, _("The message is shown again."))


def change(request: HttpRequest, public_id: str, act: Callable[..., Any], done: str) -> HttpResponse:
    """Do one act with a message, and go back to where the button stood."""
    person = allowed_person(request)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    message = get_object_or_404(Message, public_id=public_id)
    try:
        act(message=message, by=person)
    except TransitionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    was_down = act is put_back_message
    return HttpResponseRedirect(reverse("admin:messages") + (f"?{DOWN}=yes" if was_down else ""))


@desk_page("candles/", "candles")
def candles(desk: DeskPages, request: HttpRequest) -> HttpResponse:
    """Show how many candles were lit on which day, the latest first."""
    allowed_person(request)
    return candles_page(desk, request)


@desk_page("candles/<str:day>/lower/", "candles_lower")
def lower(desk: DeskPages, request: HttpRequest, day: str) -> HttpResponse:
    """Lower the count of a day after a flood."""
    person, found = allowed_person(request), day_of(day)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    form = LowerForm(request.POST, auto_id=f"id_{found}_%s")
    if form.is_valid():
        try:
            lower_candles(day=found, count=form.cleaned_data["count"], by=person)
        except TransitionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The count is lowered."))
            return HttpResponseRedirect(reverse("admin:candles"))
    return candles_page(desk, request, refused=(found, form))


def day_of(text: str) -> date:
    """Return the day of an address."""
    try:
        found = parse_date(text)
    except ValueError:
        found = None
    if found is None or not CandleDay.objects.filter(pk=found).exists():
        raise Http404
    return found


def candles_page(desk: DeskPages, request: HttpRequest, refused: tuple[date, LowerForm] | None = None) -> HttpResponse:
    """Return the page of the candles; the day whose form was refused stands first, with what was written."""
    rows = CandleDay.objects.filter(count__gt=0).order_by("-day")
    found = CappedPaginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    lit = [Lit(row, LowerForm(auto_id=f"id_{row.day}_%s")) for row in found.object_list]
    if refused is not None:
        day, form = refused
        lit = [Lit(CandleDay.objects.get(pk=day), form), *(one for one in lit if one.row.day != day)]
    context = {"title": _("Candles"), "page": found, "address": "", "lit": lit}
    return page(desk, request, "candles", context, status=422 if refused else 200)
