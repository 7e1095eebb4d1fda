"""The pages of the desk that are about no single entry: lists of work, translations, acts on several, stops."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from memorial.accounts.roles import CONFIRM_STOP
from memorial.review.actions import TransitionRefused
from memorial.review.acts_admin import person_of
from memorial.review.board import board
from memorial.review.halts import Halt
from memorial.review.halts_page import halts_page
from memorial.review.list_acts import LIST_ACTS, ListAct, acts_open, received
from memorial.review.panels import PANELS
from memorial.review.timekeeping import confirm_clock
from memorial.review.withdrawal import confirm_halt
from memorial.review.work_page import work_page

#: A page that a concept above this one has put on the desk; it is given the desk and the request.
DeskView = Callable[..., HttpResponse]
FURTHER: dict[str, tuple[str, DeskView]] = {}


def desk_page(way: str, name: str) -> Callable[[DeskView], DeskView]:
    """Put a view on the desk, at an address and under a name of its own."""

    def register(view: DeskView) -> DeskView:
        FURTHER[name] = (way, view)
        return view

    return register


class DeskPages(AdminSite):
    """What the desk has beside its forms and lists."""

    def get_urls(self) -> list[Any]:
        own: list[tuple[str, Callable[..., HttpResponse], str]] = [
            ("work/<str:panel>/", self.work, "work"),
            ("work/acts/<str:act>/", self.list_act, "list_act"),
            ("board/", self.board, "board"),
            ("halts/", self.halts, "halts"),
            ("halts/<int:halt>/confirm/", self.confirm_halt, "confirm_halt"),
            ("clock/confirm/", self.confirm_clock, "confirm_clock"),
            *((way, partial(view, self), name) for name, (way, view) in FURTHER.items()),
        ]
        return [*(path(way, self.admin_view(view), name=name) for way, view, name in own), *super().get_urls()]

    def page(
        self, request: HttpRequest, template: str, title: str | Promise, context: dict[str, Any], status: int = 200
    ) -> TemplateResponse:
        """Return a page of the desk."""
        context = {**self.each_context(request), "title": title, "subtitle": None, **context}
        return TemplateResponse(request, f"admin/review/{template}.html", context, status=status)

    def work(self, request: HttpRequest, panel: str) -> HttpResponse:
        """Show one list of work in full."""
        if panel not in PANELS:
            raise Http404
        if not PANELS[panel].is_for(person_of(request)):
            raise PermissionDenied
        shown = work_page(person_of(request), PANELS[panel], request.GET)
        return self.page(request, "work", PANELS[panel].title, shown)

    def board(self, request: HttpRequest) -> HttpResponse:
        """Show the translation board."""
        return self.page(request, "board", _("Translations"), board(person_of(request), request.GET))

    def list_act(self, request: HttpRequest, act: str) -> HttpResponse:
        """Ask about an act on several entries, or do it; who only comes to the address is led to the desk."""
        if act not in LIST_ACTS:
            raise Http404
        if not acts_open(act, person_of(request)):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseRedirect(reverse("admin:index"))
        return self.list_act_page(request, received(act, request.POST, person_of(request)))

    def list_act_page(self, request: HttpRequest, found: ListAct) -> HttpResponse:
        """Return the page of an act on several entries."""
        refused = bool(found.problem or found.form.errors)
        return self.page(request, "list_act", found.act.label, {"found": found}, status=422 if refused else 200)

    def halts(self, request: HttpRequest) -> HttpResponse:
        """Show the accounts that were stopped, to those who may confirm what they did."""
        person = person_of(request)
        if not person.has_perm(CONFIRM_STOP):
            raise PermissionDenied
        return self.page(request, "halts", _("Accounts that were stopped"), halts_page(person))

    def confirm_halt(self, request: HttpRequest, halt: int) -> HttpResponse:
        """Let a stopped account go on."""
        person = person_of(request)
        if not person.has_perm(CONFIRM_STOP):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        standing = Halt.objects.filter(pk=halt).select_related("user").first()
        if standing is None:
            raise Http404
        try:
            confirm_halt(halt=standing, by=person)
        except TransitionRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Confirmed: %(person)s can go on.") % {"person": standing.user.known_as})
        return HttpResponseRedirect(reverse("admin:halts"))

    def confirm_clock(self, request: HttpRequest) -> HttpResponse:
        """Take the time that it is now for the right one."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        try:
            confirm_clock(person_of(request))
        except TransitionRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The clock is confirmed."))
        return HttpResponseRedirect(reverse("admin:index"))
