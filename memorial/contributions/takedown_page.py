"""The way of a take-down request on the desk: the part of its page that shows where it stands, and the two acts."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from memorial.accounts.models import User
from memorial.accounts.roles import MODERATE
from memorial.commemorations.messages import Message
from memorial.contributions.models import Contribution, Kind, State
from memorial.contributions.moderation import seen_of
from memorial.contributions.takedown import Said, decide, is_shown, pause, pause_of, subject_of
from memorial.contributions.takedown_forms import GRANTED, DecideForm, PauseForm
from memorial.media.pictures import shown_nowhere_else
from memorial.review.actions import TransitionRefused
from memorial.review.acts_admin import person_of
from memorial.review.desk_pages import DeskPages, desk_page
from memorial.review.kept_words import is_coming_back
from memorial.review.models import Entry

PAUSE, DECIDE = "pause", "decide"


@dataclass(frozen=True)
class Subject:
    """What a request is about, as its page tells a curator: what it is called, where it is, and how it stands."""

    name: str
    url: str
    is_shown: bool
    #: Taken down because of this very request.
    is_paused: bool
    #: Pictures and recordings that no other public entry shows, and that stay public by themselves.
    stays_public: int = 0


def takedown_panel(contribution: Contribution, person: User) -> dict[str, Any] | None:
    """Return what the page of a request says of its way, with the forms of the acts that are open to a person.

    Nothing for what is no request, and for those who do not decide about what strangers send.
    """
    if contribution.kind != Kind.TAKEDOWN or not contribution.was_sent or not person.has_perm(MODERATE):
        return None
    subject, line = subject_of(contribution), pause_of(contribution)
    verdicts = list(contribution.verdicts.select_related("by"))
    open_ = contribution.is_open
    decided = any(verdict.by_id == person.pk for verdict in verdicts)
    may_pause = open_ and (subject is None or is_shown(subject))
    return {
        "subject": shown_to(subject, person, is_paused=line is not None),
        "paused_by": line.actor if line is not None else None,
        "paused_at": line.at if line is not None else None,
        "verdicts": verdicts,
        "is_open": open_,
        "differ": open_ and len({verdict.granted for verdict in verdicts}) > 1,
        "waits_for_lifting": not open_ and contribution.state != State.ACCEPTED and line is not None,
        "has_decided": decided,
        "pause_form": form_of(PAUSE, contribution) if may_pause else None,
        "decide_form": form_of(DECIDE, contribution) if open_ and not decided else None,
    }


def shown_to(subject: Entry | Message | None, person: User, *, is_paused: bool) -> Subject | None:
    """Return what a request is about as a person may know of it."""
    if subject is None:
        return None
    if isinstance(subject, Message):
        return Subject(_("a message of the book"), reverse("admin:messages"), is_shown(subject), is_paused)
    if not subject.is_visible_to(person):
        return Subject(_("an entry that is not there, or not open to you"), "", is_shown(subject), is_paused)
    url = reverse(f"admin:memorial_{subject._meta.model_name}_review", args=[subject.pk])
    stays = len(shown_nowhere_else(subject, person)) if hasattr(subject, "pictures") else 0
    return Subject(str(subject), url, is_shown(subject), is_paused, stays)


def form_of(act: str, contribution: Contribution, sent: Any = None) -> PauseForm | DecideForm:
    """Return the form of one of the two acts, fresh or as it was sent."""
    more: dict[str, Any] = {"initial": {"seen": seen_of(contribution)}, "auto_id": f"id_takedown_{act}_%s"}
    if act == PAUSE:
        return PauseForm(sent, names_it=bool(contribution.about), **more)
    return DecideForm(sent, **more)


@desk_page("contributions/<str:reference>/pause/", "takedown_pause")
def pause_view(desk: DeskPages, request: HttpRequest, reference: str) -> HttpResponse:
    """Show a request and take down at once what it is about."""
    return act_view(desk, request, reference, PAUSE)


@desk_page("contributions/<str:reference>/decide/", "takedown_decide")
def decide_view(desk: DeskPages, request: HttpRequest, reference: str) -> HttpResponse:
    """Show a request and take what one person decides about it."""
    return act_view(desk, request, reference, DECIDE)


def act_view(desk: DeskPages, request: HttpRequest, reference: str, act: str) -> HttpResponse:
    """Do one of the acts; where it is refused, show the page with every word that was written."""
    person = person_of(request)
    if not person.has_perm(MODERATE):
        raise PermissionDenied
    contribution = Contribution.objects.filter(reference=reference, kind=Kind.TAKEDOWN).first()
    if contribution is None or not contribution.was_sent:
        raise Http404
    if request.method != "POST":
        return page(desk, request, contribution, {})
    form = form_of(act, contribution, request.POST)
    if not is_coming_back(request) and form.is_valid() and do(request, contribution, person, form):
        return HttpResponseRedirect(reverse("admin:contribution", args=[contribution.reference]))
    contribution.refresh_from_db()
    return page(desk, request, contribution, {f"{act}_form": form}, status=200 if is_coming_back(request) else 422)


def do(request: HttpRequest, contribution: Contribution, person: User, form: PauseForm | DecideForm) -> bool:
    """Do what a form asks and say what came of it; return whether it was done."""
    try:
        if isinstance(form, PauseForm):
            found = form.cleaned_data
            pause(contribution=contribution, by=person, note=found["note"], public_id=found.get("public_id", ""))
            messages.success(request, _("It is paused: visitors no longer see it. Two people decide now."))
        else:
            say_outcome(request, contribution, person, form)
    except TransitionRefused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def say_outcome(request: HttpRequest, contribution: Contribution, person: User, form: DecideForm) -> None:
    """Take one verdict down and say what became of the request with it."""
    found = form.cleaned_data
    said = Said(found["decision"] == GRANTED, found["verified"], found["why"], found["answer"])
    outcome = decide(contribution=contribution, by=person, said=said, seen=found["seen"])
    if not outcome.settled:
        messages.success(request, _("Your decision is noted. It is settled when two people have decided the same."))
        return
    sentence = _("It is settled: it stays down.") if outcome.granted else _("It is settled: the request is refused.")
    messages.success(request, sentence)
    if outcome.obstacle:
        told = _("The pause could not be lifted: %(why)s") % {"why": outcome.obstacle}
        messages.warning(request, told)


def page(
    desk: DeskPages, request: HttpRequest, contribution: Contribution, sent: dict[str, Any], status: int = 200
) -> HttpResponse:
    """Return the page of a request's way by itself, with a form as it was sent in the place of a fresh one."""
    panel = takedown_panel(contribution, person_of(request)) or {}
    context = {
        **desk.each_context(request),
        "title": capfirst(str(contribution)),
        "subtitle": None,
        "contribution": contribution,
        "takedown": panel | sent,
    }
    return TemplateResponse(request, "admin/contributions/takedown_page.html", context, status=status)
