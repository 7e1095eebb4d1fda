"""The review page of an entry on the desk, and the addresses to which its buttons send."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from memorial.accounts.models import User
from memorial.base.admin import DeskAdmin
from memorial.review.actions import TransitionRefused, allowed, may_change, open_copy
from memorial.review.acts import ACTS, Act, can_be_edited, open_acts, open_working_copy
from memorial.review.checks import findings
from memorial.review.forms import ActForm, PublishForm
from memorial.review.models import Entry
from memorial.review.notes import ReviewNote
from memorial.review.snapshots import digest, snapshot, whole


def person_of(request: HttpRequest) -> User:
    """Return who is at the desk; it opens to nobody else."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


class ActsAdmin(DeskAdmin):
    """What may be done with an entry besides changing its words: each act has a form, a button and an address."""

    def get_urls(self) -> list[Any]:
        own: list[tuple[str, Any]] = [
            ("edit", self.edit_view),
            ("review", self.review_view),
            ("acts/<str:act>", self.act_view),
        ]
        paths = [
            path(
                f"<path:object_id>/{way}/",
                self.admin_site.admin_view(view),
                name=f"{self.opts.app_label}_{self.opts.model_name}_{way.split('/')[0]}",
            )
            for way, view in own
        ]
        return [*paths, *super().get_urls()]

    def address(self, what: str, entry: Entry, **more: str) -> str:
        """Return one of the addresses of an entry on the desk."""
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_{what}"
        return reverse(name, kwargs={"object_id": entry.pk, **more})

    def entry_or_404(self, request: HttpRequest, object_id: str) -> Entry:
        """Return the entry of an address; what the person may not know of is not there."""
        entry = self.get_object(request, unquote(object_id))
        if entry is None:
            raise Http404
        found: Entry = whole(self.model, pk=entry.pk)
        return found

    def edit_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Open (or continue) the working copy of a published entry."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        entry = self.entry_or_404(request, object_id)
        try:
            copy = open_copy(entry=entry, by=person_of(request))
        except TransitionRefused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return HttpResponseRedirect(self.address("review", entry))
        language = request.POST.get("language", "")
        query = f"?language={language}" if language.replace("-", "").isalnum() else ""
        return HttpResponseRedirect(self.address("change", copy) + query)

    def review_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show an entry as it would be published, beside what is public, with all that can be done with it."""
        entry = self.entry_or_404(request, object_id)
        return self.review_page(request, entry)

    def act_view(self, request: HttpRequest, object_id: str, act: str) -> HttpResponse:
        """Do one act; where it is refused, show the page again with every word that was written."""
        if act not in ACTS:
            raise Http404
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        entry = self.entry_or_404(request, object_id)
        form = self.act_form(ACTS[act], entry, request)
        if form.is_valid() and self.do(request, entry, ACTS[act], form):
            return HttpResponseRedirect(self.after(request, entry, act))
        return self.review_page(request, entry, refused=form, act=act)

    def act_form(self, act: Act, entry: Entry, request: HttpRequest | None = None) -> ActForm:
        """Return the form of an act: as it was sent, or fresh with what the person is about to see."""
        seen = {"seen": digest(snapshot(entry))}
        if entry.copy_of is not None and issubclass(act.form, PublishForm):
            seen["seen_live"] = digest(snapshot(whole(self.model, pk=entry.copy_of.pk)))
        more: dict[str, Any] = {"found": findings(entry)} if issubclass(act.form, PublishForm) else {}
        return act.form(request.POST if request else None, initial=seen, auto_id=f"id_{act.name}_%s", **more)

    def do(self, request: HttpRequest, entry: Entry, act: Act, form: ActForm) -> bool:
        """Do one act and say what came of it; return whether it was done."""
        try:
            act.run(entry, person_of(request), form)
        except TransitionRefused as refusal:
            form.add_error(None, str(refusal))
            return False
        except ValidationError as refusal:
            form.add_error(None, " ".join(refusal.messages))
            return False
        sentence = _("“%(entry)s”: %(done)s.") % {"entry": entry, "done": act.done}
        self.message_user(request, sentence, messages.SUCCESS)
        return True

    def after(self, request: HttpRequest, entry: Entry, act: str) -> str:
        """Return where an act leads: to the entry, or to the desk when the entry is no longer there."""
        kept = self.model._base_manager.filter(pk=entry.pk).first()
        if kept is None and entry.copy_of is not None:
            kept = entry.copy_of
        if kept is None:
            return reverse("admin:index")
        copy = open_working_copy(kept) if act == "restore" else None
        return self.address("change" if copy else "review", copy or kept)

    def review_page(
        self, request: HttpRequest, entry: Entry, *, refused: ActForm | None = None, act: str = ""
    ) -> HttpResponse:
        """Return the review page; ``refused`` is the form of an act that was not done, with its words."""
        person = person_of(request)
        live = whole(self.model, pk=entry.copy_of.pk) if entry.copy_of is not None else None
        forms = [
            (one, refused if one.name == act and refused else self.act_form(one, entry))
            for one in open_acts(entry, person)
        ]
        thread = ReviewNote.objects.filter(kind=self.opts.model_name, entry=entry.root_id).select_related("by")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": str(entry),
            "entry": entry,
            "live": live,
            "acts": forms,
            "refused": refused,
            "refused_act": act,
            "findings": findings(entry),
            "thread": thread,
            "may_change": may_change(entry=entry, by=person),
            "may_edit": can_be_edited(entry, person),
            "working_copy": open_working_copy(entry),
            "may_review": allowed(entry, "publish", person),
            "media": self.media,
        }
        status = 200 if refused is None else 422
        return TemplateResponse(request, "admin/review/review.html", context, status=status)
