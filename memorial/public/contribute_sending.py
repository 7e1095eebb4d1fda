"""What becomes of a form that a stranger has sent: stored once and safely, or given back with every word and file."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import BadRequest, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import Http404, HttpResponse, QueryDict, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from memorial.contributions.admission import Refusal, admit, announced_size, noticed
from memorial.contributions.arrivals import Arrived, attached, drop, prepare, take, was_cut
from memorial.contributions.continuing import FORMS, locked_of, says_the_same, stored_of
from memorial.contributions.forms import StrangersForm, filled_in
from memorial.contributions.intake import Sent, contribute
from memorial.contributions.links import token_for
from memorial.contributions.mailing import Occasion, tell_sender
from memorial.contributions.models import Contribution, State
from memorial.contributions.tokens import FormToken, new_token, read_token
from memorial.public.contribute_page import (
    FILES,
    LEAVE_OUT,
    PAGE_GONE,
    Asked,
    Problem,
    Shown,
    about_in,
    asked_about,
    fresh,
    kept,
    problems_of,
    show,
    wording_shown,
)
from memorial.public.finding import Gone
from memorial.public.pages import PublicRequest, render_page

#: What is wrong with a request of which nothing can be read; its length may be no number.
UNREADABLE = (
    TooManyFieldsSent, TooManyFilesSent, RequestDataTooBig, MultiPartParserError, BadRequest, UnreadablePostError,
    ValueError,
)  # fmt: skip
#: A refused form is read all the same, to give its words back, where it is no longer than this; files come with more.
GIVEN_BACK = 2 * 1024 * 1024
TOO_MUCH = gettext_lazy("More was sent at once than can be read, so nothing of it was stored.")
LATER = "later"


@dataclass(frozen=True)
class Filled:
    """A form as it was sent: which one, filled in by whom is not known, with the files that came with it."""

    asked: Asked
    token: FormToken | None
    #: The key under which its files are kept and it will be stored.
    once: str
    form: StrangersForm
    stored: Contribution | None
    arrived: Sequence[Arrived] = ()


def form_page(request: PublicRequest, kind: str, about_kind: str = "", public_id: str = "") -> HttpResponse:
    """Show a form, or take what was filled in. Raises Gone and Http404 for an entry that is not public."""
    if request.method != "POST":
        return fresh(request, asked_about(kind, about_kind, public_id))
    refusal = admit(request)
    try:
        asked = asked_about(kind, about_kind, public_id)
    except (Gone, Http404):
        return page_is_gone(request, kind)
    if refusal is not None:
        return refused(request, asked, refusal)
    prepare(request)
    try:
        posted = request.POST
    except UNREADABLE:
        return not_read(request, TOO_MUCH, status=413)
    return received(request, asked, posted)


def received(request: PublicRequest, asked: Asked, posted: QueryDict) -> HttpResponse:
    """Take a form that could be read: store it, or give it back."""
    filled = as_filled(request, asked, posted)
    form = filled.form
    is_whole = form.is_valid()
    later = LATER in posted
    if filled.stored is not None and filled.stored.was_sent:
        return sent_again(request, filled)
    notes = notes_on(request, filled)
    if notes or any(one.sentence for one in filled.arrived) or not (is_whole or later) or form.has_error_of_length():
        return given_back(request, filled, notes)
    if later:
        return left(request, filled)
    return sent(request, filled, posted)


def as_filled(request: PublicRequest, asked: Asked, posted: QueryDict) -> Filled:
    """Return a form with the files that came with it, kept under its key; a form without one is given a new one."""
    token = read_token(posted.get("token", ""))
    stored = stored_of(token.once) if token else None
    if stored is not None and stored.kind != asked.kind:
        token = stored = None
    once = token.once if token else secrets.token_hex(16)
    arrived: list[Arrived] = []
    if FORMS[asked.kind].takes_files and not (stored and stored.was_sent):
        named = set(posted.getlist(LEAVE_OUT))
        for file in attached(once):
            if file.key in named:
                drop(once, file.key)
        arrived = take([file for file in request.FILES.getlist(FILES) if file], once)
    form = asked.form(
        request,
        filled_in(FORMS[asked.kind], posted),
        locked=locked_of(stored),
        has_files=bool(attached(once)),
    )
    return Filled(asked, token, once, form, stored, arrived)


def notes_on(request: PublicRequest, filled: Filled) -> list[str]:
    """Return what is to be said of a form that came in another way than it should, before it can be stored."""
    notes = []
    if filled.token is None:
        notes.append(_("This page could not be recognised. Nothing is lost: please press the button once more."))
    if was_cut(request):
        notes.append(_("More was sent at once than can be read. Please look which of your files are missing below."))
    return notes


def given_back(request: PublicRequest, filled: Filled, notes: Sequence[str] = (), *, onward: str = "") -> HttpResponse:
    """Show a form again with every word and every file, and what is to be mended."""
    problems = problems_of(filled.form)
    problems += [Problem(f"id_{FILES}", f"{one.name}: {one.sentence}") for one in filled.arrived if one.sentence]
    # The page counts as open since it was first opened.
    token = request.POST.get("token", "") if filled.token else new_token(filled.once)
    files = attached(filled.once)
    shown = Shown(filled.asked, filled.form, token, files=files, problems=problems, notes=notes, onward=onward)
    return show(request, shown, status=422)


def as_sent(request: PublicRequest, filled: Filled, *, finished: bool) -> Sent:
    """Return what a form says, to be stored."""
    version, language = wording_shown(request) if hasattr(filled.form, "answers") else ("", "")
    about = filled.asked.about or about_in(filled.form.answer("what"))
    shown = {"wording_version": version, "wording_language": language}
    return filled.form.sent(filled.once, finished=finished, **shown, **about)


def left(request: PublicRequest, filled: Filled) -> HttpResponse:
    """Store a form that is to be continued later, and lead to its private link."""
    if filled.form.is_blank():
        return given_back(request, filled, [_("Nothing is written here yet, so there is nothing to store.")])
    receipt = contribute(sent=as_sent(request, filled, finished=False), finished=False)
    return led_to(reverse("yours", args=[receipt.token]))


def sent(request: PublicRequest, filled: Filled, posted: QueryDict) -> HttpResponse:
    """Store a form, and lead to its private link."""
    said = as_sent(request, filled, finished=True)
    seen = noticed(said, filled.token, posted, request)
    if seen.too_fast:
        note = _("This came sooner than anybody can write it. Nothing is lost: please press the button once more.")
        return given_back(request, filled, [note])
    receipt = contribute(sent=said, signs=seen.signs, rank=seen.rank, aside=seen.aside)
    if not seen.aside:
        # A machine that fills in every field must not have us write to whomever it names.
        tell_sender(receipt.contribution, Occasion.RECEIVED, receipt.token)
    return led_to(f"{reverse('yours', args=[receipt.token])}?sent")


def sent_again(request: PublicRequest, filled: Filled) -> HttpResponse:
    """Answer a form that was stored before: as then, or where it says something else now, with a form of its own."""
    stored: Any = filled.stored
    own = f"{reverse('yours', args=[token_for(filled.once)])}?sent"
    same = says_the_same(stored, as_sent(request, filled, finished=True)) and not new_files(request, stored)
    if same:
        return led_to(own)
    once = secrets.token_hex(16)
    arrived = take(request.FILES.getlist(FILES), once) if filled.form.takes_files else []
    anew = Filled(filled.asked, None, once, filled.form, None, arrived)
    if stored.state == State.WITHDRAWN:
        own = ""
        note = _("What was sent with this form before was withdrawn. Send it again if you wish to give it anew.")
    else:
        note = _(
            "This form was sent before, and is stored under the reference %(reference)s. It says something else now: "
            "send it again to have this stored as well, or change the first one behind its private link."
        )
    return given_back(request, anew, [note % {"reference": stored.reference}], onward=own)


def new_files(request: PublicRequest, stored: Contribution) -> bool:
    """Return whether files came that are not among those of a stored contribution."""
    known = set(stored.attachments.values_list("size", flat=True))
    return any(file.size not in known for file in request.FILES.getlist(FILES))


def refused(request: PublicRequest, asked: Asked, refusal: Refusal) -> HttpResponse:
    """Say why nothing is taken now; what was written is given back, where there is not too much of it to be read."""
    response = refused_with_words(request, asked, refusal.sentence, refusal.status)
    if refusal.retry_after:
        response.headers["Retry-After"] = str(refusal.retry_after)
    return response


def refused_with_words(request: PublicRequest, asked: Asked, sentence: str, status: int) -> HttpResponse:
    """Return the form of a refused request with its words, but without the files that came with it."""
    posted = small_post(request)
    if posted is None:
        return not_read(request, sentence, status=status)
    token = read_token(posted.get("token", ""))
    once = token.once if token else secrets.token_hex(16)
    form = asked.form(request, filled_in(FORMS[asked.kind], posted), has_files=True, locked=locked_of(stored_of(once)))
    notes = [sentence]
    if any(request.FILES.getlist(FILES)):
        notes.append(_("The files that you chose could not be kept. Please choose them again before you send."))
    return show(
        request,
        Shown(asked, form, new_token(once), files=attached(once), notes=notes),
        status=status,
    )


def small_post(request: PublicRequest) -> QueryDict | None:
    """Return what a request holds if it is small enough to be read without being taken; nothing otherwise."""
    if announced_size(request) > GIVEN_BACK:
        return None
    try:
        return request.POST
    except UNREADABLE:
        return None


def page_is_gone(request: PublicRequest, kind: str) -> HttpResponse:
    """Say that the entry that somebody has written about is not there, whether it was ever or not, with their words."""
    posted = small_post(request)
    if posted is None:
        return not_read(request, PAGE_GONE, status=404)
    form = Asked(kind).form(request, filled_in(FORMS[kind], posted))
    return kept(request, form, PAGE_GONE, status=404)


def not_read(request: PublicRequest, sentence: str | Promise, *, status: int) -> HttpResponse:
    """Say why nothing of a request was read."""
    response = render_page(request, "public/contribute/not_read.html", {"sentence": sentence}, section="contribute")
    response.status_code = status
    return response


def led_to(url: str) -> HttpResponse:
    """Lead on to a private link; its address goes to nobody else."""
    response = HttpResponse(status=303, headers={"Location": url, "Cache-Control": "no-store, private"})
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
