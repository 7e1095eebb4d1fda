"""A page on which a stranger writes to the memorial: how it is declared, what it shows, and how nothing is lost on it.

Such a page takes what is sent and sets no cookie: its form carries a token of its own. It has no authority, so that
nothing is gained by sending it from elsewhere.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from memorial.base.alphabets import capital
from memorial.contributions.arrivals import attached
from memorial.contributions.attachments import Attachment
from memorial.contributions.continuing import FORMS, locked_of
from memorial.contributions.forms import CorrectionForm, StrangersForm, TakedownForm, Words
from memorial.contributions.models import Contribution, Kind
from memorial.contributions.tokens import new_token
from memorial.contributions.uploads import MOST_FILES
from memorial.contributions.wordings import CONSENT, shown_now
from memorial.people.merged import kept_of
from memorial.people.models import Person
from memorial.public.declared import leaves_by
from memorial.public.finding import Gone, find_public
from memorial.public.named_entries import NamedEntry, named_entry
from memorial.public.pages import (
    Page,
    Params,
    PublicRequest,
    View,
    as_public,
    memorial_day,
    nameless_frame,
    render_page,
)
from memorial.public.sections import KINDS, SECTIONS
from memorial.public.titles import with_title
from memorial.review.gate import Channel
from memorial.review.models import Entry

TAKING = ["GET", "HEAD", "POST"]
FILES = "files"
LEAVE_OUT = "leave_out"
WORDING = "wording"
#: An address of ours in somebody's words.
ADDRESS = re.compile(rf"/({'|'.join(SECTIONS)})/([0-9a-z]{{12}})\b")
PAGE_GONE = _("The page that you wrote about is not there any more, so this could not be sent.")


def strangers_page(view: View[Params]) -> Page[Params]:
    """Declare a view on which a stranger writes: public, without a cookie, and kept by no cache between two people.

    Each opening of such a page has a key of its own, by which a form sent twice is one contribution: two people must
    never be given the same page. A browser may keep it, so that going back finds the words still there.
    """

    @wraps(view)
    def page(request: HttpRequest, *args: Params.args, **kwargs: Params.kwargs) -> HttpResponse:
        if request.method not in TAKING:
            return HttpResponseNotAllowed(TAKING)
        asked = as_public(request, draft=False)
        # Whatever a browser says of its letters, our pages ask for these, and other ways of writing them may not exist.
        asked.encoding = "utf-8"
        try:
            response = view(asked, *args, **kwargs)
        except Gone as gone:
            context = {**nameless_frame(asked.memorial), "gone": gone, "day": memorial_day(asked.memorial, gone.at)}
            response = render(asked, "public/gone.html", context, status=410)
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    page.is_public = True  # type: ignore[attr-defined]
    # The form has no authority that somebody elsewhere could borrow.
    page.csrf_exempt = True  # type: ignore[attr-defined]
    return cast(Page[Params], leaves_by(Channel.PAGE)(page))


@dataclass(frozen=True)
class Asked:
    """What a page asks for: the kind of contribution, and the public entry that it is about, if any."""

    kind: str
    entry: Entry | None = None

    @property
    def about(self) -> dict[str, str]:
        """How a contribution names the entry that it is about."""
        if self.entry is None:
            return {}
        return {"about_kind": str(self.entry._meta.model_name), "about": self.entry.public_id}

    @property
    def lost_its_page(self) -> bool:
        """Whether it can only be about an entry, and that entry is not there."""
        return self.kind == Kind.CORRECTION and self.entry is None

    @property
    def url(self) -> str:
        """The address to which the form is sent."""
        args = [self.about["about_kind"], self.about["about"]] if self.about else []
        return reverse(f"contribute_{self.kind}", args=args)

    def form(self, request: PublicRequest, filled: Mapping[str, str] | None = None, **kwargs: Any) -> StrangersForm:
        """Return the form of the page, with what was filled in."""
        kind = FORMS[self.kind]
        if kind is CorrectionForm:
            kwargs["facts"] = facts_of(self.entry)
        if kind is TakedownForm:
            kwargs["about_a_page"] = self.entry is not None
        return kind(filled, languages=request.memorial.languages, **kwargs)


def facts_of(entry: Entry | None) -> list[tuple[str, str]]:
    """Return the facts of an entry that a correction may be about, each with what it is called."""
    return [(fact, capital(entry.fact_label(fact))) for fact in entry.facts] if entry is not None else []


def asked_about(kind: str, about_kind: str, public_id: str) -> Asked:
    """Return what a page asks that was opened from the page of an entry. Raises Gone and Http404."""
    return Asked(kind, public_entry(about_kind, public_id) if public_id else None)


def public_entry(kind: str, public_id: str) -> Entry:
    """Return the public entry of a kind and permanent id, or who stands for it now. Raises Gone and Http404."""
    model: Any = SECTIONS[KINDS[kind]]
    kept = kept_of(public_id) if model is Person else None
    asked = kept.public_id if kept is not None else public_id
    return cast(Entry, find_public(model, asked, with_title(model.objects.public())))


def about_in(words: str) -> dict[str, str]:
    """Return how a contribution names the public entry whose address stands in somebody's words, if one does."""
    for section, public_id in ADDRESS.findall(words):
        try:
            return Asked("", public_entry(str(SECTIONS[section]._meta.model_name), public_id)).about
        except (Gone, Http404):
            continue
    return {}


@dataclass(frozen=True)
class Problem:
    """A sentence that says what is to be mended, and the field that it is about."""

    target: str
    sentence: str


@dataclass(frozen=True)
class Shown:
    """A form as a page shows it: what was written, the files that are kept, and what is to be said of it."""

    asked: Asked
    form: StrangersForm
    token: str
    files: Sequence[Attachment] = ()
    problems: Sequence[Problem] = ()
    #: Calm sentences above the form, nothing being wrong with the form itself; and an address that they speak of.
    notes: Sequence[str] = ()
    onward: str = ""
    #: What was stored already, for the one who holds its private link.
    begun: Contribution | None = None
    frame: Mapping[str, Any] = field(default_factory=dict)


def show(request: PublicRequest, shown: Shown, *, status: int = 200) -> HttpResponse:
    """Render the page of a form."""
    asked = shown.asked
    context = {
        "asked": asked,
        "about": named(request, asked.entry),
        "form": shown.form,
        "token": shown.token,
        "files": shown.files,
        "problems": shown.problems,
        "notes": shown.notes,
        "onward": shown.onward,
        "most_files": MOST_FILES,
        "megabytes": settings.MEDIA_MOST_BYTES // (1024 * 1024),
        "begun": shown.begun,
        "wording": wording_shown(request)[0],
        "locked": bool(shown.form.locked),
        **shown.frame,
    }
    response = render_page(request, f"public/contribute/{asked.kind}.html", context, section="contribute")
    response.status_code = status
    return response


def kept(
    request: PublicRequest,
    form: StrangersForm,
    sentence: str | Promise,
    *,
    status: int,
    frame: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Say why something could not be sent, with all that was written, to be copied and sent in another way."""
    written = [(form[name].label, form[name].value()) for name, one in form.fields.items() if isinstance(one, Words)]
    context = {"sentence": sentence, "written": [(label, words) for label, words in written if words]}
    response = render_page(request, "public/contribute/kept.html", {**context, **(frame or {})}, section="contribute")
    response.status_code = status
    return response


def named(request: PublicRequest, entry: Entry | None) -> NamedEntry | None:
    """Return the line that names the entry which a page is about."""
    return named_entry(entry, request.memorial.languages) if entry is not None else None


def problems_of(form: StrangersForm) -> list[Problem]:
    """Return what is to be mended in a form, in the order of its fields."""
    return [Problem(form[name].auto_id, str(said)) for name in form.fields for said in form.errors.get(name, ())]


def wording_shown(request: PublicRequest) -> tuple[str, str]:
    """Return the version and language of the consent text that the page shows, or has shown when it was opened."""
    return shown_now(CONSENT, request.POST.get(WORDING, "") if request.method == "POST" else "")


def fresh(request: PublicRequest, asked: Asked) -> HttpResponse:
    """Show an empty form."""
    return show(request, Shown(asked, asked.form(request), new_token()))


def resume(request: PublicRequest, contribution: Contribution, frame: Mapping[str, Any] | None = None) -> HttpResponse:
    """Show the form of a contribution that was begun, filled in as it was left, to whoever holds its private link.

    ``frame`` is what the page of the link says of itself in the place of what every public page says: its address is a
    secret.
    """
    asked = begun_about(contribution)
    said = FORMS[contribution.kind].filled_again(contribution)
    own = frame or nameless_frame(request.memorial)
    if asked.lost_its_page:
        return kept(request, asked.form(request, said), PAGE_GONE, status=200, frame=own)
    form = asked.form(request, initial=said, locked=locked_of(contribution))
    shown = Shown(
        asked,
        form,
        new_token(contribution.once),
        files=attached(contribution.once),
        begun=contribution,
        frame=own,
    )
    return show(request, shown)


def begun_about(contribution: Contribution) -> Asked:
    """Return what the form of a contribution asks; an entry that is no longer public is not named."""
    model: Any = SECTIONS.get(KINDS.get(contribution.about_kind, ""))
    rows = with_title(model.objects.public().filter(public_id=contribution.about)) if model else None
    return Asked(contribution.kind, rows.first() if rows is not None else None)
