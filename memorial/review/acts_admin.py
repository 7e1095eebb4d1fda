"""The review page of an entry on the desk, and the addresses to which its buttons send."""

from dataclasses import dataclass
from typing import Any, Self

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from memorial.accounts.models import User
from memorial.review.actions import TransitionRefused, may_change, note_opening, open_copy
from memorial.review.acts import ACTS, Act, acts_with, can_be_edited, has_part_in, open_working_copy
from memorial.review.checks import Finding, findings
from memorial.review.comparison import compare
from memorial.review.entry_notices import notices_of
from memorial.review.forms import ActForm, PublishForm
from memorial.review.hands import one_hand_allowed
from memorial.review.kept_words import is_coming_back
from memorial.review.ledger import Verb
from memorial.review.models import Entry
from memorial.review.notes import ReviewNote
from memorial.review.open_forms import open_elsewhere
from memorial.review.revisions import Revision
from memorial.review.saving import WatchedAdmin
from memorial.review.snapshots import Snapshot, digest, snapshot, whole
from memorial.review.status import Status


def person_of(request: HttpRequest) -> User:
    """Return who is at the desk; it opens to nobody else."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


#: What will be published, and is checked before.
ON_THE_WAY = (Status.DRAFT, Status.IN_REVIEW)


@dataclass(frozen=True)
class Look:
    """An entry as a person is shown it: its content, with what it is compared, and what the check list finds."""

    kept: Snapshot
    live: Entry | None
    before: Snapshot | None
    #: The version that it is compared with.
    version: int
    found: list[Finding]
    #: What the forms remember of it: the hashes of both contents, and the entry's id.
    seen: dict[str, str]

    @classmethod
    def at(cls, entry: Entry) -> Self:
        """Return an entry (read with its parts) beside what was last public of it, if anything was."""
        kept = snapshot(entry)
        live = whole(type(entry), pk=entry.copy_of.pk) if entry.copy_of is not None else None
        before, version = (snapshot(live), live.version) if live is not None else last_public(entry)
        seen = {"seen": digest(kept), "of": entry.root_id}
        if live is not None and before is not None:
            seen["seen_live"] = digest(before)
        found = findings(entry) if entry.status in ON_THE_WAY else []
        return cls(kept, live, before, version, found, seen)


def last_public(entry: Entry) -> tuple[Snapshot | None, int]:
    """Return what the last version of a reopened entry said, and its number; nothing for what was never public."""
    if entry.version == 0 or entry.status not in ON_THE_WAY:
        return None, 0
    last = Revision.objects.of(str(entry._meta.model_name), entry.public_id).standing().last()
    return (last.snapshot, last.version) if last is not None else (None, 0)


class ActsAdmin(WatchedAdmin):
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

    def entry_here(self, request: HttpRequest, object_id: str) -> Entry | None:
        """Return the entry of an address, read with its parts; what the person may not know of is not there."""
        entry = self.get_object(request, unquote(object_id))
        if entry is None:
            return None
        try:
            found: Entry = whole(self.model, pk=entry.pk)
        except self.model.DoesNotExist:
            return None
        return found

    def gone_page(self, request: HttpRequest, form: ActForm | None = None) -> TemplateResponse:
        """Say that an entry is no longer there, give back the words of a form, and lead to what it was a copy of."""
        of = request.POST.get("of", "")
        rows = self.get_queryset(request).filter(copy_of=None)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("This is no longer there"),
            # A permanent id has letters and digits alone: nothing else is looked for.
            "live": rows.filter(public_id=of).first() if of.isalnum() else None,
            "words": form.words() if form is not None else [],
        }
        return TemplateResponse(request, "admin/review/gone.html", context, status=404)

    def edit_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Open (or continue) the working copy of a published entry."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        entry = self.entry_here(request, object_id)
        if entry is None:
            return self.gone_page(request)
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
        entry = self.entry_here(request, object_id)
        return self.gone_page(request) if entry is None else self.review_page(request, entry)

    def act_view(self, request: HttpRequest, object_id: str, act: str) -> HttpResponse:
        """Do one act; where it is refused, show the page again with every word that was written."""
        if act not in ACTS:
            raise Http404
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        entry = self.entry_here(request, object_id)
        if entry is None:
            return self.gone_page(request, ACTS[act].form(request.POST))
        form = self.act_form(ACTS[act], Look.at(entry), request)
        if not is_coming_back(request) and form.is_valid() and self.do(request, entry, ACTS[act], form):
            return HttpResponseRedirect(self.after(entry, act))
        if not self.model._base_manager.filter(pk=entry.pk).exists():
            return self.gone_page(request, form)
        return self.review_page(request, entry, refused=form, act=act)

    def act_form(self, act: Act, look: Look, request: HttpRequest | None = None) -> ActForm:
        """Return the form of an act: as it was sent, or fresh with what the person is about to see."""
        more: dict[str, Any] = {"found": look.found} if issubclass(act.form, PublishForm) else {}
        return act.form(request.POST if request else None, initial=look.seen, auto_id=f"id_{act.name}_%s", **more)

    def do(self, request: HttpRequest, entry: Entry, act: Act, form: ActForm) -> bool:
        """Do one act and say what came of it; return whether it was done."""
        try:
            came = act.run(entry, person_of(request), form)
        except TransitionRefused as refusal:
            form.add_error(None, str(refusal))
            return False
        except ValidationError as refusal:
            form.add_error(None, " ".join(refusal.messages))
            return False
        waits = isinstance(came, Entry) and came.status == Status.IN_REVIEW and came.approved_by is not None
        done = Verb.APPROVED.label if waits and act.name == "publish" else act.done
        sentence = _("“%(entry)s”: %(done)s.") % {"entry": entry, "done": done}
        self.message_user(request, sentence, messages.SUCCESS)
        if act.name == "restore":
            self.say_missing(request, came)
        return True

    def say_missing(self, request: HttpRequest, missing: list[str]) -> None:
        """Say which entries a restored content names that are no longer there."""
        if missing:
            sentence = _("It named entries that are no longer there; look at what it says without them: %(ids)s.")
            self.message_user(request, sentence % {"ids": ", ".join(missing)}, messages.WARNING)

    def after(self, entry: Entry, act: str) -> str:
        """Return where an act leads: to the entry, or to the desk when the entry is no longer there."""
        kept = self.model._base_manager.filter(pk=entry.pk).first()
        if kept is None and entry.copy_of is not None:
            kept = entry.copy_of
        if kept is None:
            return reverse("admin:index")
        if act == "withdraw_version":
            return self.address("history", kept)
        copy = open_working_copy(kept) if act == "restore" else None
        return self.address("change" if copy else "review", copy or kept)

    def review_page(
        self, request: HttpRequest, entry: Entry, *, refused: ActForm | None = None, act: str = ""
    ) -> HttpResponse:
        """Return the review page; ``refused`` is the form of an act that was not done, with its words."""
        person, look = person_of(request), Look.at(entry)
        note_opening(entry=entry, by=person)
        wrote = has_part_in(entry, person)
        barred = wrote and not one_hand_allowed()
        offered = {one.name: self.act_form(one, look) for one in acts_with(entry, person, barred=barred)}
        may_publish = "publish" in offered
        if refused is not None:
            offered = {**offered, act: refused} if act in offered else {act: refused, **offered}
        context = {
            **self.admin_site.each_context(request),
            **self.look_context(entry, look, person),
            "note_form": offered.pop("note", None),
            "acts": [(ACTS[name], form) for name, form in offered.items()],
            "refused": refused,
            "refused_act": act,
            "warnings": [] if may_publish else [finding for finding in look.found if not finding.blocking],
            "is_barred": barred,
            "is_alone": wrote and not barred,
            "may_change": may_change(entry=entry, by=person),
            "open_elsewhere": open_elsewhere(model=self.model, key=entry.pk, besides=person),
            "may_edit": can_be_edited(entry, person),
            "media": self.media,
        }
        status = 200 if refused is None else 422
        return TemplateResponse(request, "admin/review/review.html", context, status=status)

    def look_context(self, entry: Entry, look: Look, person: User) -> dict[str, Any]:
        """Return what the page shows of an entry, whatever the person can do with it."""
        thread = list(ReviewNote.objects.filter(kind=self.opts.model_name, entry=entry.root_id).select_related("by"))
        return {
            "opts": self.opts,
            "title": str(entry),
            "entry": entry,
            "live": look.live,
            "comparison": compare(self.model, look.before, look.kept, person),
            "compared_with": look.version,
            "findings": look.found,
            "blocking": [finding for finding in look.found if finding.blocking],
            "thread": thread,
            "entry_notices": notices_of(entry, person),
            "last_notes": {note.act: note for note in thread},
            "working_copy": open_working_copy(entry),
            "public_url": self.public_address(look.live or entry),
            "preview_url": "" if entry.is_public else self.preview_address(entry),
        }

    def public_address(self, entry: Entry) -> str:
        """Return the page of an entry that is public; nothing for one that is not."""
        return self.get_view_on_site_url(entry) or "" if entry.is_public else ""

    def preview_address(self, entry: Entry) -> str:
        """Return where staff see an entry as visitors will."""
        return self.get_view_on_site_url(entry) or ""
