"""Exports on the desk: what somebody asked for, how far it has come, who approves it, and the file."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import register_converter, reverse
from django.utils.translation import gettext as _

from memorial.accounts.models import User
from memorial.base.paging import CappedPaginator
from memorial.exchange.exports.approvals import ExportRefused, approve, ask, decline, may_export, refuse_others
from memorial.exchange.exports.exporting import begin_again, begin_export, download
from memorial.exchange.exports.formats import MEDIA_TYPES
from memorial.exchange.exports.forms import ExportForm
from memorial.exchange.exports.models import Export, Format
from memorial.exchange.exports.narrowing import kind_of, list_rows
from memorial.exchange.representations.fields import Kind
from memorial.exchange.representations.kinds import KINDS
from memorial.review.acts_admin import person_of
from memorial.review.desk_pages import DeskPages, desk_page
from memorial.review.narrowing import NarrowingRefused, narrowing_of
from memorial.review.start_page import start_notice

PER_PAGE = 25


class ExportedConverter:
    """A kind that can be exported, in an address: another has none."""

    regex = "|".join(str(kind.model._meta.model_name) for kind in KINDS.values())

    def to_python(self, value: str) -> str:
        """Return the name of the model."""
        return value

    def to_url(self, value: str) -> str:
        """Return the name of the model; one that is not exported has no address."""
        if kind_of(value) is None:
            raise ValueError(value)
        return value


register_converter(ExportedConverter, "exported")


def page(desk: DeskPages, request: HttpRequest, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Return a page about exports."""
    context = {**desk.each_context(request), "subtitle": None, **context}
    return TemplateResponse(request, f"admin/exchange/{name}.html", context, status=status)


def allowed_person(request: HttpRequest) -> User:
    """Return who is at the desk, if they may export anything."""
    person = person_of(request)
    refuse_others(person)
    return person


def known_to(person: User) -> Any:
    """Return the exports that a person may know of: their own, and the fuller ones for those who may approve them."""
    own = Q(asked_by=person)
    known = own | Q(fuller=True) if may_export(person, fuller=True) else own
    return Export.objects.filter(known).select_related("asked_by", "decided_by", "holding")


def export_at(person: User, number: int) -> Export:
    """Return the export of an address."""
    found: Export | None = known_to(person).filter(pk=number).first()
    if found is None:
        raise Http404
    return found


@desk_page("exports/", "exports")
def exports(desk: DeskPages, request: HttpRequest) -> HttpResponse:
    """Show what was exported, and what waits for approval."""
    person = allowed_person(request)
    rows = CappedPaginator(known_to(person), PER_PAGE).get_page(request.GET.get("page"))
    lines = [Line(export, person) for export in rows.object_list]
    return page(desk, request, "exports", {"title": _("Exports"), "page": rows, "lines": lines, "address": ""})


class Line:
    """One export as it is shown to a person, with what they can do."""

    def __init__(self, export: Export, person: User) -> None:
        self.export = export
        self.is_own = export.asked_by_id == person.pk
        self.waits = export.state == Export.State.ASKED

    @property
    def can_download(self) -> bool:
        """Whether the file is there for this person."""
        return self.is_own and self.export.can_be_downloaded

    @property
    def can_make_again(self) -> bool:
        """Whether this person can have the file made anew: not while it is being made, nor while it is there."""
        over = self.export.state in (Export.State.READY, Export.State.FAILED, Export.State.WAITING)
        return self.is_own and over and self.export.is_approved and not self.can_download

    @property
    def names(self) -> list[str]:
        """What the kinds are called that it is about."""
        return [str(KINDS[name].model._meta.verbose_name_plural) for name in self.export.kinds if name in KINDS]

    @property
    def list_url(self) -> str:
        """Where the list stands that it is narrowed like."""
        if not self.export.narrowed:
            return ""
        return f"{changelist(KINDS[self.export.kinds[0]])}?{self.export.narrowed}"


def changelist(kind: Kind) -> str:
    """Return where the list of a kind stands on the desk."""
    return reverse(f"admin:memorial_{kind.model._meta.model_name}_changelist")


@desk_page("exports/new/", "export_new")
def new(desk: DeskPages, request: HttpRequest) -> HttpResponse:
    """Ask for an export of the whole record, or of some kinds."""
    return asked(desk, request, None, "")


@desk_page("exports/of/<exported:model>/", "export_list")
def of_list(desk: DeskPages, request: HttpRequest, model: str) -> HttpResponse:
    """Ask for an export of a list of the desk as it is narrowed in the address."""
    return asked(desk, request, kind_of(model), narrowing_of(request.GET))


def asked(desk: DeskPages, request: HttpRequest, kind: Kind | None, narrowed: str) -> HttpResponse:
    """Show the form on which an export is asked for, and take what is said on it."""
    person = allowed_person(request)
    sent = request.POST if request.method == "POST" else None
    form = ExportForm(sent, user=person, kind=kind)
    if sent is not None and sent.get("fuller"):
        refuse_others(person, fuller=True)
    problem = unusable(kind, narrowed, person)
    if sent is not None and not problem and form.is_valid():
        said: dict[str, Any] = {"kinds": [kind.name] if kind else []} | form.cleaned_data
        said["form"] = said.pop("format")
        try:
            export = ask(by=person, narrowed=narrowed, **said)
            if not export.fuller:
                begin_export(export)
        except ExportRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return HttpResponseRedirect(reverse("admin:export", args=[export.pk]))
    if problem:
        messages.error(request, problem)
    context = {"title": _("New export"), "form": form, "kind": kind, "narrowed": narrowed, "unusable": bool(problem)}
    if kind:
        context |= {"name": kind.model._meta.verbose_name_plural, "list": changelist(kind)}
    return page(desk, request, "export_new", context, status=422 if form.errors or problem else 200)


def unusable(kind: Kind | None, narrowed: str, person: User) -> str:
    """Return why a list cannot be exported as it is narrowed; nothing where it can."""
    try:
        if kind is not None:
            list_rows(kind, narrowed, person)
    except NarrowingRefused as refusal:
        return str(refusal)
    return ""


@desk_page("exports/<int:number>/", "export")
def one(desk: DeskPages, request: HttpRequest, number: int) -> HttpResponse:
    """Show one export: how far it has come, and what can be done."""
    person = allowed_person(request)
    line = Line(export_at(person, number), person)
    return page(desk, request, "export", {"title": _("Export %d") % number, "line": line, "export": line.export})


def act(request: HttpRequest, number: int, do: Callable[[Export, User], str]) -> HttpResponse:
    """Do something about an export, and say what was done or why it was refused."""
    person = allowed_person(request)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    export = export_at(person, number)
    try:
        messages.success(request, do(export, person))
    except ExportRefused as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(reverse("admin:export", args=[number]))


@desk_page("exports/<int:number>/approve/", "export_approve")
def approve_one(desk: DeskPages, request: HttpRequest, number: int) -> HttpResponse:
    """Approve a fuller export."""

    def do(export: Export, person: User) -> str:
        begin_export(approve(export=export, by=person))
        return _("Approved. The file is for the person who asked for it, for seven days.")

    return act(request, number, do)


@desk_page("exports/<int:number>/decline/", "export_decline")
def decline_one(desk: DeskPages, request: HttpRequest, number: int) -> HttpResponse:
    """Decline a fuller export, or take back the wish for it."""

    def do(export: Export, person: User) -> str:
        decline(export=export, by=person)
        return _("Declined. Nothing is made of it.")

    return act(request, number, do)


@desk_page("exports/<int:number>/again/", "export_again")
def again(desk: DeskPages, request: HttpRequest, number: int) -> HttpResponse:
    """Have the file of an export made anew."""

    def do(export: Export, person: User) -> str:
        begin_export(begin_again(export=export, by=person))
        return _("It is made anew.")

    return act(request, number, do)


@desk_page("exports/<int:number>/download/", "export_download")
def download_one(desk: DeskPages, request: HttpRequest, number: int) -> HttpResponse:
    """Give out the file of an export, and say so in the ledger."""
    person = allowed_person(request)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    export = export_at(person, number)
    try:
        path = download(export=export, by=person)
    except ExportRefused as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(reverse("admin:export", args=[number]))
    media_type = MEDIA_TYPES[Format(export.format)]
    answer = FileResponse(path.open("rb"), as_attachment=True, filename=path.name, content_type=media_type)
    answer.headers["Cache-Control"], answer.headers["X-Content-Type-Options"] = "no-store", "nosniff"
    return answer  # type: ignore[return-value]  # a file is an answer too


@start_notice("admin/exchange/export_notice.html")
def notice(user: User) -> dict[str, Any] | None:
    """Return what the start page tells of exports: how many fuller ones wait for this person's decision."""
    if not may_export(user):
        return None
    waiting = 0
    if may_export(user, fuller=True):
        waiting = Export.objects.filter(state=Export.State.ASKED).exclude(asked_by=user).count()
    return {"waiting": waiting}
