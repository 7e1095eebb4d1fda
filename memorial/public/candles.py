"""Candles: how many were lit today and on each year's day of remembrance, and the form that lights one.

The form stands on a page of its own, since what is counted and what is sent are no part of any page that is kept.
"""

from dataclasses import dataclass
from datetime import date

from django.core.cache import cache
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from memorial.base.date_words import words
from memorial.base.memorial import Memorial
from memorial.commemorations.actions import light_candle
from memorial.commemorations.candles import CandleDay
from memorial.contributions.admission import HONEYPOT, admit
from memorial.contributions.tokens import new_token, read_token
from memorial.public.contribute_page import strangers_page
from memorial.public.home import memorial_today
from memorial.public.pages import PublicRequest, public_page, render_page
from memorial.review.gate import Channel

#: For how many seconds it is remembered that a form has lit its candle, so that a retry lights no second one.
REMEMBERED = 24 * 60 * 60


@dataclass(frozen=True)
class Lit:
    """How many candles were lit on one day."""

    day: str
    count: int


@public_page(Channel.LIST, kept=False, live=True)
def candles(request: PublicRequest) -> HttpResponse:
    """Show the candles of today and of each day of remembrance that had any."""
    today = memorial_today(request.memorial)
    counted = CandleDay.objects.public().filter(day=today).values_list("count", flat=True).first() or 0
    context = {
        "lit": "lit" in request.GET,
        "today": Lit(words(today.isoformat()), counted),
        "days": days_of_remembrance(request.memorial, today),
    }
    return render_page(request, "public/candles/candles.html", context, section="candles")


def days_of_remembrance(memorial: Memorial, today: date) -> list[Lit]:
    """Return the candles of each year's day of remembrance but today's, the latest first."""
    if not memorial.day_of_remembrance:
        return []
    month, day = (int(part) for part in memorial.day_of_remembrance.strip("-").split("-"))
    rows = CandleDay.objects.public().filter(day__month=month, day__day=day).exclude(day=today).order_by("-day")
    return [Lit(words(row.day.isoformat()), row.count) for row in rows]


@strangers_page
def light(request: PublicRequest) -> HttpResponse:
    """Show the form that lights a candle, or light one."""
    if request.method != "POST":
        return form_page(request)
    refusal = admit(request, act="candle")
    if refusal is not None:
        response = form_page(request, problem=refusal.sentence, status=refusal.status)
        if refusal.retry_after:
            response.headers["Retry-After"] = str(refusal.retry_after)
        return response
    token = read_token(request.POST.get("token", ""))
    if token is None:
        problem = _("This page could not be recognised. Nothing is lost: please press the button once more.")
        return form_page(request, problem=problem, status=400)
    if not request.POST.get(HONEYPOT) and cache.add(f"candle-{token.once}", True, REMEMBERED):
        light_candle(memorial_today(request.memorial))
    return HttpResponseRedirect(f"{reverse('candles')}?lit", status=303)


def form_page(request: PublicRequest, *, problem: str = "", status: int = 200) -> HttpResponse:
    """Return the page with the form."""
    response = render_page(request, "public/candles/light.html", {"token": new_token(), "problem": problem})
    response.status_code = status
    return response
