"""The history of an entry on the desk, and the list of deleted drafts."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from memorial.base.paging import CappedPaginator
from memorial.review.actions import TransitionRefused, allowed, note_opening
from memorial.review.acts_admin import ActsAdmin, person_of
from memorial.review.forms import WithdrawVersionForm
from memorial.review.history import (
    MOST_LINES,
    acts,
    compared,
    deleted_drafts,
    discarded_of,
    name_of_discarded,
    versions,
)
from memorial.review.models import Entry
from memorial.review.restoring import restore_discarded
from memorial.review.revisions import Discarded


class HistoryAdmin(ActsAdmin):
    """What became of an entry over the years: every version, every act, and what can be brought back."""

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        guard = self.admin_site.admin_view
        own = [
            path("discarded/", guard(self.discarded_view), name=f"{name}_discarded"),
            path("discarded/<int:number>/", guard(self.bring_back_view), name=f"{name}_bring_back"),
        ]
        return [*own, *super().get_urls()]

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Show the history of an entry; a working copy has that of the entry it is a copy of."""
        entry = self.entry_here(request, object_id)
        if entry is None:
            return self.gone_page(request)
        if entry.copy_of is not None:
            return HttpResponseRedirect(self.address("history", entry.copy_of))
        person = person_of(request)
        note_opening(entry=entry, by=person)
        problem, beside = "", None
        try:
            beside = compared(entry, person, request.GET)
        except TransitionRefused as refusal:
            problem = str(refusal)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("History of %(entry)s") % {"entry": entry},
            "entry": entry,
            "versions": [(one, self.withdraw_form(one.revision.version)) for one in versions(entry, person)],
            "acts": acts(entry, person),
            "most_acts": MOST_LINES,
            "discarded": discarded_of(entry, person),
            "compared": beside,
            "problem": problem,
            "may_restore": allowed(entry, "change", person),
            "media": self.media,
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/review/history.html", context)

    def withdraw_form(self, version: int) -> WithdrawVersionForm:
        """Return the form by which one version is withdrawn."""
        return WithdrawVersionForm(initial={"version": version}, auto_id=f"id_version_{version}_%s")

    def discarded_view(self, request: HttpRequest) -> HttpResponse:
        """List the deleted drafts of this kind."""
        person = person_of(request)
        if not self.has_view_permission(request):
            raise PermissionDenied
        page = CappedPaginator(deleted_drafts(self.model, person), self.list_per_page).get_page(request.GET.get("page"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Deleted drafts: %(kind)s") % {"kind": self.opts.verbose_name_plural},
            "page": page,
            "rows": [(row, name_of_discarded(row, self.model)) for row in page],
            "may_restore": allowed(self.model, "add", person),
            "media": self.media,
        }
        return TemplateResponse(request, "admin/review/discarded.html", context)

    def bring_back_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """Bring back a discarded working copy or a deleted draft."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        row = Discarded.objects.filter(pk=number, kind=self.opts.model_name).first()
        live = self.get_queryset(request).filter(public_id=row.entry).first() if row is not None else None
        if row is None or (live is None and not deleted_drafts(self.model, person_of(request)).filter(pk=number)):
            return self.gone_page(request)
        return HttpResponseRedirect(self.bring_back(request, row, live))

    def bring_back(self, request: HttpRequest, row: Discarded, live: Entry | None) -> str:
        """Bring back what was discarded, say what came of it, and return where that leads."""
        try:
            draft, missing = restore_discarded(discarded=row, model=self.model, by=person_of(request))
        except (TransitionRefused, ValidationError) as refusal:
            self.message_user(request, sentence_of(refusal), messages.ERROR)
            if live is None:
                return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_discarded")
            return self.address("history", live)
        sentence = _("“%(entry)s” is brought back as a draft. Look at it, and submit it when it is right.")
        self.message_user(request, capfirst(sentence % {"entry": draft}), messages.SUCCESS)
        self.say_missing(request, missing)
        return self.address("change", draft)


def sentence_of(refusal: Exception) -> str:
    """Return why something was refused."""
    return " ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)
