"""Yours: the page behind a private link, where the sender of a contribution sees it and decides about it.

All that changes anything is sent by POST: whoever only looks, be it a scanner of mails, changes nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import reverse

from memorial.contributions import sender_acts
from memorial.contributions.admission import Refusal, admit
from memorial.contributions.forms import readable
from memorial.contributions.models import Contribution, State
from memorial.contributions.sender_forms import AllowForm, AnswerForm, CorrectForm, SenderForm, rename_form
from memorial.public.contribute_page import resume
from memorial.public.error_pages import error_page
from memorial.public.pages import READING, PublicRequest, render_page
from memorial.public.private_pages import private_page
from memorial.public.yours_facts import DONE, facts_of, forms_of, what_follows
from memorial.review.actions import TransitionRefused

#: What the page of a private link says of its own address: nothing.
FRAME: dict[str, Any] = {"canonical": "", "private": True}


@dataclass(frozen=True)
class Act:
    """One act: the form that it takes, what it does, and the bucket that it is counted in, if it can be refused."""

    does: Callable[[Contribution, Any], Any]
    form: Callable[[Contribution], type[SenderForm]] | None = None
    counted: str = "yours"


ACTS: dict[str, Act] = {
    "answer": Act(
        lambda row, form: sender_acts.answer(contribution=row, words=form.cleaned_data["words"]),
        lambda _row: AnswerForm,
        "send",
    ),
    "correct": Act(
        lambda row, form: sender_acts.correct(
            contribution=row, words=form.cleaned_data.get("words", row.words), details=form.details()
        ),
        lambda _row: CorrectForm,
        "send",
    ),
    "rename": Act(lambda row, form: sender_acts.rename(contribution=row, **form.chosen()), rename_form),
    "allow": Act(
        lambda row, form: sender_acts.allow(
            contribution=row, answers=form.answers(), audience=form.cleaned_data.get("audience", "")
        ),
        lambda _row: AllowForm,
    ),
    # What takes something away is never refused, however much has come from a network.
    "pause": Act(lambda row, _form: sender_acts.pause(contribution=row), counted=""),
    "resume": Act(lambda row, _form: sender_acts.resume(contribution=row)),
}


@private_page
def yours(request: PublicRequest, contribution: Contribution, token: str) -> HttpResponse:
    """Show a contribution to its sender: where it stands, what is asked, and what may be done."""
    if request.method not in READING:
        return HttpResponseNotAllowed(READING)
    return page(request, contribution, token)


@private_page
def act(request: PublicRequest, contribution: Contribution, token: str, act: str) -> HttpResponse:
    """Do what the sender has decided; who only comes to the address is led back to the page."""
    if act not in {*ACTS, "link", "withdraw"}:
        return error_page(request, "404.html", 404)
    if request.method != "POST":
        return led_back(token)
    if act == "withdraw":
        return withdraw(request, contribution, token)
    counted = ACTS[act].counted if act in ACTS else "yours"
    refusal = admit(request, act=counted) if counted else None
    if act == "link":
        return change_link(request, contribution, token, refusal)
    return do(request, contribution, token, act, refusal)


def do(
    request: PublicRequest, contribution: Contribution, token: str, name: str, refusal: Refusal | None
) -> HttpResponse:
    """Do one act, or show the page again with every word kept and a sentence that says what is to be mended."""
    kind = ACTS[name].form
    form = filled(kind(contribution), contribution, request) if kind else None
    if refusal is not None:
        return refused(page(request, contribution, token, name, form, refusal.sentence), refusal)
    if form is not None and not form.is_valid():
        return page(request, contribution, token, name, form, status=422)
    try:
        ACTS[name].does(contribution, form)
    except TransitionRefused as problem:
        contribution.refresh_from_db()
        return page(request, contribution, token, name, form, str(problem), status=409)
    return led_back(token, name)


def filled(kind: type[SenderForm], contribution: Contribution, request: PublicRequest) -> SenderForm:
    """Return a form as it was sent, without signs that nobody writes."""
    names = kind(contribution).fields
    return kind(contribution, {name: readable(request.POST.get(name, "")) for name in names})


def withdraw(request: PublicRequest, contribution: Contribution, token: str) -> HttpResponse:
    """Say what follows and ask once; then withdraw at once everywhere."""
    choice = request.POST.get("choice", "")
    may = sender_acts.may(contribution)
    if not may.get("archive" if choice == "archive" else "withdraw") or choice not in ("archive", "wholly"):
        return led_back(token)
    if "sure" not in request.POST:
        context = {**FRAME, "token": token, "contribution": contribution, "choice": choice}
        context["follows"] = what_follows(contribution, choice)
        return render_page(request, "public/yours/withdraw.html", context, section="contribute")
    try:
        sender_acts.withdraw(contribution=contribution, wholly=choice == "wholly")
    except TransitionRefused as problem:
        contribution.refresh_from_db()
        return page(request, contribution, token, refusal=str(problem), status=409)
    return led_back(token, "archived" if choice == "archive" else "withdrawn")


def change_link(
    request: PublicRequest, contribution: Contribution, token: str, refusal: Refusal | None
) -> HttpResponse:
    """Give the contribution another link, and lead there; the one of this page leads nowhere any more."""
    if refusal is not None:
        return refused(page(request, contribution, token, refusal=refusal.sentence), refusal)
    try:
        new = sender_acts.change_link(contribution=contribution)
    except TransitionRefused as problem:
        contribution.refresh_from_db()
        return page(request, contribution, token, refusal=str(problem), status=409)
    return led_back(new, "link")


def led_back(token: str, done: str = "") -> HttpResponse:
    """Lead to the page of a link, which says what was done."""
    said = f"?done={done}" if done else ""
    return HttpResponseRedirect(reverse("yours", args=[token]) + said, status=303)


def refused(response: HttpResponse, refusal: Refusal) -> HttpResponse:
    """Return a page as the answer to what is not taken now."""
    response.status_code = refusal.status
    if refusal.retry_after:
        response.headers["Retry-After"] = str(refusal.retry_after)
    return response


def page(
    request: PublicRequest,
    contribution: Contribution,
    token: str,
    name: str = "",
    form: SenderForm | None = None,
    refusal: str = "",
    *,
    status: int = 200,
) -> HttpResponse:
    """Render the page of a private link; ``form`` is one that was sent by the act of that name and not taken."""
    link = request.build_absolute_uri(reverse("yours", args=[token]))
    if contribution.state == State.BEGUN:
        return resume(request, contribution, {**FRAME, "link": link, "token_of_link": token})
    done = request.GET.get("done", "") if request.method != "POST" else ""
    stored = "sent" in request.GET and request.method != "POST"
    context = {
        **FRAME,
        "contribution": contribution,
        "token": token,
        "link": link,
        "stored": stored and contribution.state != State.WITHDRAWN,
        "keep_link": stored or done == "link",
        "done": DONE.get(done, ""),
        "refusal": refusal,
        "open_act": name,
        "facts": facts_of(request, contribution),
        "may": sender_acts.may(contribution),
        "forms": forms_of(contribution, name, form),
    }
    response = render_page(request, "public/yours/yours.html", context, section="contribute")
    response.status_code = status
    return response
