"""The page of the desk with the names that visitors sought in vain, and what its buttons do."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from memorial.accounts.models import User
from memorial.accounts.roles import ANSWER_SEARCHES
from memorial.base.paging import CappedPaginator
from memorial.base.references import is_key
from memorial.review.actions import TransitionRefused
from memorial.review.acts_admin import person_of
from memorial.review.desk_pages import DeskPages, desk_page
from memorial.review.start_page import start_notice
from memorial.search.asked import UnansweredSearch
from memorial.search.asked_acts import answer_search, set_search_aside, take_search
from memorial.search.desk_search import known_people, people_lines, typed

PER_PAGE = 50
ANSWERED = "answered"
#: How many people are offered for a name that was sought.
OFFERED = 20


def allowed_person(request: HttpRequest) -> User:
    """Return who is at the desk, if they look after what visitors sought in vain."""
    person = person_of(request)
    if not person.has_perm(ANSWER_SEARCHES):
        raise PermissionDenied
    return person


@start_notice("admin/search/notice.html")
def notice(user: User) -> dict[str, Any] | None:
    """Return what the start page tells of searches: how many wait for somebody."""
    if not user.has_perm(ANSWER_SEARCHES):
        return None
    waiting = UnansweredSearch.objects.waiting().order_by().values_list("pk", flat=True)
    found = len(waiting[: CappedPaginator.MOST + 1])
    return {"number": min(found, CappedPaginator.MOST), "capped": found > CappedPaginator.MOST}


@desk_page("searches/", "unanswered_searches")
def unanswered_searches(desk: DeskPages, request: HttpRequest) -> HttpResponse:
    """Show what was sought in vain; with ``answered`` in the address what was answered and is not public yet."""
    person = allowed_person(request)
    is_answered = ANSWERED in request.GET
    shown = UnansweredSearch.objects.shown()
    rows = shown.filter(state=UnansweredSearch.State.ANSWERED) if is_answered else UnansweredSearch.objects.waiting()
    page = CappedPaginator(rows.select_related("in_charge"), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **desk.each_context(request),
        "title": _("Sought and not found"),
        "subtitle": None,
        "is_answered": is_answered,
        "page": page,
        "address": f"{ANSWERED}=yes" if is_answered else "",
        "searches": page.object_list,
        "person": person,
    }
    return TemplateResponse(request, "admin/search/unanswered.html", context)


@desk_page("searches/<int:key>/look-into/", "look_into_search")
def look_into(desk: DeskPages, request: HttpRequest, key: int) -> HttpResponse:
    """Take a search in charge."""
    return change(request, key, take_search, _("You have it in charge now; colleagues see that."))


@desk_page("searches/<int:key>/set-aside/", "set_search_aside")
def set_aside(desk: DeskPages, request: HttpRequest, key: int) -> HttpResponse:
    """Set a search aside."""
    return change(request, key, set_search_aside, _("It is set aside and is not shown again."))


def change(request: HttpRequest, key: int, act: Callable[..., Any], done: str) -> HttpResponse:
    """Do one act with a search, and go back to the list."""
    person = allowed_person(request)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        act(search=search_of(key), by=person)
    except TransitionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return HttpResponseRedirect(reverse("admin:unanswered_searches"))


def search_of(key: int) -> UnansweredSearch:
    """Return the search of an address; one that was asked on too few days is not there for anybody."""
    if not is_key(str(key)):
        raise Http404
    return get_object_or_404(UnansweredSearch.objects.shown(), pk=key)


@desk_page("searches/<int:key>/person/", "searched_person")
def searched_person(desk: DeskPages, request: HttpRequest, key: int) -> HttpResponse:
    """Ask which person of the record was meant, or open the form in which the new name is written."""
    user, search = allowed_person(request), search_of(key)
    if request.method == "POST":
        return answered(request, search, user)
    text = typed(request) or search.words
    people, more, _tried = people_lines(text, user, OFFERED)
    context = {
        **desk.each_context(request),
        "title": _("Which person was sought?"),
        "subtitle": None,
        "search": search,
        "text": text,
        "people": people,
        "more": more,
    }
    return TemplateResponse(request, "admin/search/which_person.html", context)


def answered(request: HttpRequest, search: UnansweredSearch, user: User) -> HttpResponse:
    """Note that a person was meant, and lead to the form of that person with a name begun."""
    chosen = request.POST.get("person", "")
    person = known_people(user).filter(pk=chosen).first() if is_key(chosen) else None
    try:
        if person is None:
            raise TransitionRefused(_("This person is no longer there. Choose again."))
        entry = answer_search(search=search, person=person, by=user)
    except TransitionRefused as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(reverse("admin:searched_person", args=[search.pk]))
    told = _("A name is begun below. Write it as it is spelled, with its language, and save. Then it goes to review.")
    messages.success(request, told)
    form = reverse("admin:memorial_person_change", args=[entry.pk])
    return HttpResponseRedirect(f"{form}?{urlencode({'name': search.words})}")
