"""Findings about originals on the desk."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from memorial.accounts.models import User
from memorial.accounts.roles import DEAL_WITH_FINDINGS
from memorial.preservation.actions import FindingRefused, deal_with, look_again
from memorial.preservation.fixity_page import finding_page, findings_page
from memorial.preservation.forms import DealtWithForm
from memorial.preservation.models import FixityFinding
from memorial.review.acts_admin import person_of
from memorial.review.desk_pages import DeskPages, desk_page


def allowed_person(request: HttpRequest) -> User:
    """Return who is at the desk, if findings are their concern."""
    person = person_of(request)
    if not person.has_perm(DEAL_WITH_FINDINGS):
        raise PermissionDenied
    return person


def finding_at(number: int) -> FixityFinding:
    """Return the finding of an address."""
    known = FixityFinding.objects.select_related("original__fixity", "dealt_with_by")
    return get_object_or_404(known, pk=number)


def page(desk: DeskPages, request: HttpRequest, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Return a page about originals."""
    context = {**desk.each_context(request), "subtitle": None, **context}
    return TemplateResponse(request, f"admin/preservation/{name}.html", context, status=status)


@desk_page("originals/findings/", "findings")
def findings(desk: DeskPages, request: HttpRequest) -> HttpResponse:
    """Show what was found, and how the last runs went."""
    person = allowed_person(request)
    context = {"title": _("Findings about originals"), **findings_page(person, request.GET)}
    return page(desk, request, "findings", context)


@desk_page("originals/findings/<int:number>/", "finding")
def finding(desk: DeskPages, request: HttpRequest, number: int) -> HttpResponse:
    """Show one finding; take what a person says was done about it."""
    person, found = allowed_person(request), finding_at(number)
    form = DealtWithForm(request.POST or None) if request.method == "POST" else DealtWithForm()
    if request.method == "POST" and form.is_valid():
        try:
            deal_with(finding=found, by=person, note=form.cleaned_data["note"])
        except FindingRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("It is noted what was done, by whom and when."))
            return HttpResponseRedirect(reverse("admin:findings"))
    context = {"title": _("A finding about an original"), "form": form, **finding_page(person, found)}
    return page(desk, request, "finding", context, status=422 if form.errors else 200)


@desk_page("originals/findings/<int:number>/look/", "look_again")
def look(desk: DeskPages, request: HttpRequest, number: int) -> HttpResponse:
    """Look at the file of a finding now."""
    person, found = allowed_person(request), finding_at(number)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        is_right = look_again(finding=found, by=person)
    except FindingRefused as refusal:
        messages.error(request, str(refusal))
    else:
        if is_right:
            messages.success(request, _("It is right again. The finding is closed."))
            return HttpResponseRedirect(reverse("admin:findings"))
        messages.warning(request, _("It is not right yet. The finding stands."))
    return HttpResponseRedirect(reverse("admin:finding", args=[found.pk]))
