"""The page of one contribution on the desk, its acts, and the page on which a keeper opens who sent it."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
    QueryDict,
)
from django.template.response import TemplateResponse
from django.urls import register_converter, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from memorial.accounts.models import User
from memorial.accounts.roles import MODERATE, OPEN_CONFIDENTIAL
from memorial.contributions.care import heavy_opened, note_heavy
from memorial.contributions.contacts import FIELDS, open_contact
from memorial.contributions.contribution_page import contact_state, contribution_page, files_of
from memorial.contributions.desk_acts import ACTS, Act, do, form_of, offered_acts
from memorial.contributions.desk_forms import ActForm
from memorial.contributions.given_files import FileNotTaken
from memorial.contributions.models import Contribution, State
from memorial.contributions.moderation import seen_of
from memorial.contributions.takedown_page import takedown_panel
from memorial.review.actions import TransitionRefused
from memorial.review.acts_admin import person_of
from memorial.review.desk_pages import DeskPages, desk_page
from memorial.review.models import Entry

#: What the desk calls each field of a compartment.
CONTACT_LABELS = {
    "name": gettext_lazy("Name"),
    "mail": gettext_lazy("Mail address"),
    "telephone": gettext_lazy("Telephone"),
    "other": gettext_lazy("Another way to reach them"),
}


class ReferenceConverter:
    """The reference of a contribution in an address, in capital letters or small ones."""

    regex = "[0-9A-Za-z]{4}-[0-9A-Za-z]{4}"

    def to_python(self, value: str) -> str:
        """Return the reference as it is kept."""
        return value.upper()

    def to_url(self, value: str) -> str:
        """Return the reference as it stands in an address."""
        return value


register_converter(ReferenceConverter, "reference")


def contribution_at(reference: str) -> Contribution:
    """Return a contribution that was sent; what was only begun is nobody's to read."""
    found = Contribution.objects.select_related("in_charge", "decided_by", "merged_into")
    row = found.filter(reference=reference).exclude(state=State.BEGUN).first()
    if row is None:
        raise Http404
    return row


@desk_page("contributions/<reference:reference>/", "contribution")
def contribution(desk: DeskPages, request: HttpRequest, reference: str) -> HttpResponse:
    """Show a contribution to a curator; to a keeper, only that it is there and whether a contact is locked away."""
    person = person_of(request)
    if person.has_perm(MODERATE):
        row = contribution_at(reference)
        note_heavy(request, row)
        return page(desk, request, row)
    if person.has_perm(OPEN_CONFIDENTIAL):
        row = contribution_at(reference)
        shown = {"contribution": row, "contact": contact_state(row), "opens_contact": True}
        return drawn(desk, request, "keeper", title_of(row), shown)
    raise PermissionDenied


def drawn(
    desk: DeskPages, request: HttpRequest, template: str, title: str, shown: dict[str, Any], status: int = 200
) -> HttpResponse:
    """Return a page about what was sent in; no browser keeps it."""
    context = {**desk.each_context(request), "title": title, "subtitle": None, **shown}
    answer = TemplateResponse(request, f"admin/contributions/{template}.html", context, status=status)
    answer.headers["Cache-Control"] = "no-store, private"
    return answer


def page(
    desk: DeskPages, request: HttpRequest, row: Contribution, sent: tuple[str, ActForm] | None = None
) -> HttpResponse:
    """Return the page of a contribution; ``sent`` is an act that was refused, with every word of its form."""
    person = person_of(request)
    shown = contribution_page(person, row)
    files = [(file.attachment.key, file.name) for file in shown["files"]]
    shown |= {
        "acts": offered_acts(row, person, files, sent),
        "heavy_opened": heavy_opened(request),
        "takedown": takedown_panel(row, person),
    }
    return drawn(desk, request, "contribution", title_of(row), shown, 422 if sent else 200)


def title_of(row: Contribution) -> str:
    """Return what the page of a contribution is called."""
    title = _("%(kind)s %(reference)s") % {"kind": row.get_kind_display(), "reference": row.reference}
    return title[:1].upper() + title[1:]


@desk_page("contributions/<reference:reference>/acts/<slug:act>/", "contribution_act")
def contribution_act(desk: DeskPages, request: HttpRequest, reference: str, act: str) -> HttpResponse:
    """Do one act; where it is refused, show the page again with every word that was written."""
    person = person_of(request)
    if not person.has_perm(MODERATE):
        raise PermissionDenied
    if act not in ACTS:
        raise Http404
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    row = contribution_at(reference)
    files = [(file.attachment.key, file.name) for file in files_of(row)]
    form = form_of(ACTS[act], row, files, request.POST)
    if form.is_valid():
        try:
            came = do(ACTS[act], row, person, form)
        except (TransitionRefused, ValidationError) as refusal:
            form = refused_form(form, refusal, request)
        else:
            messages.success(request, _("%(reference)s: %(done)s") % {"reference": reference, "done": ACTS[act].done})
            return HttpResponseRedirect(after(ACTS[act], row, came, person))
    return page(desk, request, contribution_at(reference), (act, again(form, row)))


def refused_form(form: ActForm, refusal: Exception, request: HttpRequest) -> ActForm:
    """Return a form with the sentence by which it was refused; a file that is in the way is marked to be left out."""
    sentence = " ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)
    form.add_error(None, sentence)
    if isinstance(refusal, FileNotTaken):
        data = request.POST.copy()
        data.appendlist("without", refusal.key)
        form.data = data
    return form


def again(form: ActForm, row: Contribution) -> ActForm:
    """Return a refused form with the hash of what the page now shows: it can be sent again after another look."""
    fresh = cast(QueryDict, form.data).copy()
    fresh["seen"] = seen_now(row)
    form.data = fresh
    return form


def seen_now(row: Contribution) -> str:
    """Return the hash of a contribution as it is kept now."""
    return seen_of(Contribution.objects.filter(pk=row.pk).first() or row)


def after(act: Act, row: Contribution, came: Any, person: User) -> str:
    """Return where a curator goes on: to what was made, to the other one of two, or to the queue."""
    if act.name == "accept" and isinstance(came, Entry) and came.is_visible_to(person):
        kind, what = came._meta.model_name, "change" if came.is_copy else "review"
        return reverse(f"admin:memorial_{kind}_{what}", args=[came.pk])
    if act.name == "merge":
        return reverse("admin:contribution", args=[came.reference])
    if act.name in ("decline", "aside", "hand_over"):
        return reverse("admin:contributions")
    return reverse("admin:contribution", args=[row.reference])


@desk_page("contributions/<reference:reference>/contact/", "contribution_contact")
def contribution_contact(desk: DeskPages, request: HttpRequest, reference: str) -> HttpResponse:
    """Show a keeper who sent a contribution, once, on a page that nobody keeps; each opening has a line of its own."""
    person = person_of(request)
    if not person.has_perm(OPEN_CONFIDENTIAL):
        raise PermissionDenied
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    row = contribution_at(reference)
    if contact_state(row) != "locked":
        messages.error(request, _("There is no contact to be opened."))
        return HttpResponseRedirect(reverse("admin:contribution", args=[row.reference]))
    said = open_contact(contribution=row, by=person)
    lines = [(CONTACT_LABELS[name], said[name]) for name in FIELDS if said.get(name)]
    return drawn(
        desk,
        request,
        "contact",
        _("Who sent %(reference)s") % {"reference": row.reference},
        {
            "contribution": row,
            "lines": lines,
        },
    )
