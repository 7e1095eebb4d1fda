"""Changing an entry's status from the desk: from its list and from its form, each time by the transition table."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from memorial.accounts.models import User
from memorial.base.admin import DeskAdmin
from memorial.review.actions import TransitionRefused, change_status, may_make, open_transitions
from memorial.review.models import Entry
from memorial.review.status import TRANSITIONS, Transition

MOST_AT_ONCE = 200


def person_of(request: HttpRequest) -> User:
    """Return who is at the desk; it opens to nobody else."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


class StatusAdmin(DeskAdmin):
    """The buttons and list actions that change the status."""

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_transition"
        view = self.admin_site.admin_view(self.transition_view)
        return [path("<path:object_id>/transition/", view, name=name), *super().get_urls()]

    def get_actions(self, request: HttpRequest, action_location: Any = None) -> dict[str, Any]:
        """Offer the transitions that this person may make with this kind of entry; the form has buttons of its own.

        From Django 6.1 on the place is named: the list or the form.
        """
        place = {"action_location": action_location} if action_location else {}
        stock: dict[str, Any] = super().get_actions(request, **place)
        if action_location and action_location.name != "CHANGE_LIST":
            return stock
        person = person_of(request)
        offered = [step for step in TRANSITIONS.values() if may_make(transition=step, entry=self.model, by=person)]
        own: dict[str, Any] = {step.name: (self.list_action(step), step.name, str(step.label)) for step in offered}
        return {**stock, **own}

    @staticmethod
    def list_action(step: Transition) -> Callable[..., None]:
        def run(admin: "StatusAdmin", request: HttpRequest, queryset: QuerySet[Any]) -> None:
            admin.make_many(request, queryset, step)

        return run

    def make_many(self, request: HttpRequest, queryset: QuerySet[Any], step: Transition) -> None:
        """Make one transition with each chosen entry, and say of each that was refused why."""
        chosen = list(queryset[: MOST_AT_ONCE + 1])
        if len(chosen) > MOST_AT_ONCE:
            sentence = _("Choose at most %(most)d at once. Nothing was changed.") % {"most": MOST_AT_ONCE}
            self.message_user(request, sentence, messages.ERROR)
            return
        made = [entry for entry in chosen if self.make(request, entry, step)]
        if made:
            names = ", ".join(str(entry) for entry in made[:10]) + (" …" if len(made) > 10 else "")
            sentence = ngettext("%(number)d %(done)s: %(names)s.", "%(number)d %(done)s: %(names)s.", len(made))
            filled = sentence % {"number": len(made), "done": step.done, "names": names}
            self.message_user(request, filled, messages.SUCCESS)

    def make(self, request: HttpRequest, entry: Entry, step: Transition) -> Entry | None:
        """Make one transition and note it in the entry's history; where it is refused, say why and return nothing."""
        try:
            changed = change_status(entry=entry, transition=step.name, by=person_of(request))
        except TransitionRefused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return None
        except ValidationError as refusal:
            sentence = _("“%(entry)s”: %(reasons)s") % {"entry": entry, "reasons": " ".join(refusal.messages)}
            self.message_user(request, sentence, messages.ERROR)
            return None
        self.log_change(request, changed, str(step.done).capitalize())
        return changed

    def make_one(self, request: HttpRequest, entry: Entry, name: str) -> None:
        """Make the transition that a button of the form asks for, and say what came of it."""
        step = TRANSITIONS.get(name)
        if step is None:
            raise PermissionDenied
        changed = self.make(request, entry, step)
        if changed:
            sentence = _("“%(entry)s”: %(done)s.") % {"entry": changed, "done": step.done}
            self.message_user(request, sentence, messages.SUCCESS)

    def response_change(self, request: HttpRequest, obj: Entry) -> HttpResponse:
        """Make the transition whose button saved the form, in the same transaction."""
        name = request.POST.get("_transition")
        if not name:
            return super().response_change(request, obj)
        self.make_one(request, obj, name)
        return HttpResponseRedirect(request.path)

    def transition_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Make a transition for somebody who may not change the entry itself: nothing is saved but the status."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        entry = self.get_object(request, unquote(object_id))
        if entry is None:
            raise Http404
        if not self.has_view_or_change_permission(request, entry):
            raise PermissionDenied
        self.make_one(request, entry, request.POST.get("transition", ""))
        return HttpResponseRedirect(
            reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[entry.pk])
        )

    def transitions_of(self, request: HttpRequest, entry: Entry) -> list[Transition]:
        """Return the buttons that the form of an entry shows to this person."""
        return open_transitions(entry=entry, by=person_of(request))
