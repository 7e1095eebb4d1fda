"""The first page: whom the memorial remembers, the day, the ways in, and the people of today."""

from dataclasses import replace
from datetime import date

from django.http import HttpResponse
from django.utils import timezone

from memorial.base.languages import active_language
from memorial.base.memorial import Memorial
from memorial.base.texts import Text
from memorial.people.models import Person
from memorial.people.register import RegisterRow
from memorial.public.pages import PublicRequest, public_page, render_page
from memorial.public.person_lines import PersonLine, person_lines
from memorial.review.gate import Channel

AT_MOST = 50


@public_page(Channel.PAGE, Channel.LIST)
def home(request: PublicRequest) -> HttpResponse:
    """Show the memorial's title, day and introduction, and who is remembered today."""
    memorial = request.memorial
    today = memorial_today(memorial)
    the_day = memorial.day_of_remembrance == f"--{today:%m-%d}"
    context = {
        "title": memorial.text("title"),
        "subtitle": memorial.text("subtitle"),
        "opening": opening(memorial),
        "today": f"--{today:%m-%d}",
        "the_day": the_day,
        "remembered": all_names(memorial) if the_day else birthdays(memorial, today),
    }
    return render_page(request, "public/home.html", context, section="home")


def memorial_today(memorial: Memorial) -> date:
    """Return the day it is where the memorial is."""
    return timezone.localdate(timezone=memorial.zone)


def opening(memorial: Memorial) -> Text | None:
    """Return the first paragraph of the introduction."""
    introduction = memorial.text("introduction")
    if introduction is None:
        return None
    return replace(introduction, value=introduction.value.strip().split("\n\n")[0])


def birthdays(memorial: Memorial, today: date) -> list[PersonLine]:
    """Return those born on this day of the year; the birthdays of the living are their own."""
    born = Person.objects.public().born_on(today).exclude(living=Person.Living.YES).order_by("pk")
    return person_lines(born[:AT_MOST], memorial.languages)


def all_names(memorial: Memorial) -> list[PersonLine]:
    """Return the first names of the register, for the day on which all are remembered."""
    rows = RegisterRow.objects.public().filter(language=active_language()).order_by("sort_key")
    first = list(rows.values_list("person", flat=True)[:AT_MOST])
    people = Person.objects.public().exclude(living=Person.Living.YES).in_bulk(first)
    return person_lines([people[pk] for pk in first if pk in people], memorial.languages)
