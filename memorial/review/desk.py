"""The desk: the admin site of the curators."""

import time
from collections.abc import Callable
from functools import update_wrapper
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import PasswordChangeView
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from memorial.accounts.forms import NewPasswordForm, SignInForm
from memorial.base.forms import language_options, understood
from memorial.base.memorial import Memorial
from memorial.base.references import ReferenceLookup
from memorial.review.acts_admin import person_of
from memorial.review.desk_pages import DeskPages
from memorial.review.gate import Channel
from memorial.review.kept_words import has_words, keeping_words, let_in
from memorial.review.ledger import Verb, record
from memorial.review.ledger_page import ledger_page
from memorial.review.purges import failed_since
from memorial.review.start_page import grouped, start_page

#: What somebody who must change the password can still reach.
OPEN_BEFORE_NEW_PASSWORD = frozenset({"password_change", "logout", "jsi18n"})

STILL_SEEN = _(
    "This is done here. The content network could not be reached, so its visitors may still see what was there before. "
    "It is tried again until it succeeds; the start page says when that is over."
)


class NewPasswordView(PasswordChangeView):
    """A person sets a new password of their own, and goes on at the desk."""

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        answer = super().form_valid(form)
        record(Verb.PASSWORD_SET, by=form.user, about=("user", str(form.user.pk)))
        messages.success(self.request, _("Your password was changed."))
        return answer


class Desk(DeskPages):
    """The curators' own admin site."""

    site_title = _("The curators' desk")
    site_header = _("The curators' desk")
    index_title = _("What waits, and what is there")
    login_form = SignInForm
    enable_nav_sidebar = False
    #: By which channel something leaves through any of its pages.
    leaves_by = (Channel.DESK,)

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        # Entries leave one at a time, and only drafts: see EntryAdmin.
        self.disable_action("delete_selected")

    def get_urls(self) -> list[Any]:
        # The stock way to an entry's page asks nobody's permission, and its answer tells the name of a draft.
        stock = [url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site"]
        return [
            path("dates/", self.admin_view(self.dates), name="dates"),
            path("ledger/", self.admin_view(self.ledger), name="ledger"),
            *stock,
        ]

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Let nobody past who still has a password that somebody else knows; tell the time where the memorial is."""
        inner: Callable[..., HttpResponseBase] = keeping_words(self, super().admin_view(view, cacheable))

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if "\0" in request.path_info:
                raise Http404  # the name of nothing: no text holds this sign, and PostgreSQL takes no question with it
            asked = request.resolver_match.url_name if request.resolver_match else ""
            must_change = getattr(request.user, "must_change_password", False)
            if must_change and asked not in OPEN_BEFORE_NEW_PASSWORD and not has_words(request):
                return HttpResponseRedirect(reverse("admin:password_change"))
            # Curators read and type by the clock of the place; no text of the memorial is needed for that.
            memorial = Memorial.objects.first() or Memorial()
            begun = time.monotonic()
            with timezone.override(memorial.zone):
                answer = inner(request, *args, **kwargs)
                if failed_since(begun):
                    messages.warning(request, STILL_SEEN)
                return answer.render() if isinstance(answer, TemplateResponse) else answer

        return update_wrapper(guarded, inner)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return let_in(self, request, super().login, extra_context)

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return let_in(self, request, self.new_password, extra_context)

    def new_password(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Show the page on which a person sets a new password of their own."""
        view = NewPasswordView.as_view(
            form_class=NewPasswordForm,
            success_url=reverse("admin:index"),
            template_name="registration/password_change_form.html",
            extra_context={**self.each_context(request), **(extra_context or {})},
        )
        return view(request)

    def autocomplete_view(self, request: HttpRequest) -> Any:
        """Answer what is typed into a reference."""
        return ReferenceLookup.as_view(admin_site=self)(request)

    def ledger(self, request: HttpRequest) -> HttpResponse:
        """Show who did what, to those who may read it."""
        return ledger_page(request, self.each_context(request))

    def dates(self, request: HttpRequest) -> HttpResponse:
        """Say how a typed date is understood."""
        text = request.GET.get("text", "")
        return JsonResponse(understood(text, anniversary=bool(request.GET.get("anniversary"))))

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Return what every page of the desk is given; the list of kinds is drawn on the start page alone."""
        return {
            "script_name": request.META["SCRIPT_NAME"],
            "site_title": self.site_title,
            "site_header": self.site_header,
            "site_url": self.site_url,
            "has_permission": self.has_permission(request),
            "available_apps": [],
            "is_popup": False,
            "is_nav_sidebar_enabled": False,
            "log_entries": self.get_log_entries(request),
            "language_options": language_options,
        }

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        """Return the kinds in our groups, whichever app they come from."""
        apps = self._build_app_dict(request)  # what the stock method itself begins with
        return grouped(model for app in apps.values() for model in app["models"])

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        context = {
            **self.each_context(request),
            "title": self.index_title,
            "subtitle": None,
            **start_page(person_of(request), self.get_app_list(request)),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/index.html", context)

    def app_index(self, request: HttpRequest, app_label: str, extra_context: dict[str, Any] | None = None) -> Any:
        """There is one start page: the house is one app."""
        return HttpResponseRedirect(reverse("admin:index"))
