"""The page on which several files come in at once; with a script each is sent by itself, without one all together."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from memorial.accounts.models import User
from memorial.accounts.roles import OPEN_CONFIDENTIAL
from memorial.media.arrivals import Arrival, Outcome, Result, arrive, arrived, keep, take
from memorial.media.asset_panels import look_at
from memorial.media.desk_files import FilesAdmin
from memorial.media.forms import UploadForm
from memorial.media.models import Asset
from memorial.media.unattached import arrivals_without_entry
from memorial.review.acts_admin import person_of
from memorial.review.forms import Group
from memorial.review.kept_words import is_coming_back

#: How many files of one request are looked at; with a script each file is a request of its own.
MOST_AT_ONCE = 50
GROUPS: Sequence[tuple[Any, tuple[str, ...]]] = (
    (gettext_lazy("What is shown"), ("grade", "living", "living_consent")),
    (gettext_lazy("Who made it, and what others may do with it"), ("credit", "rights", "source")),
    (gettext_lazy("Where it is from"), ("supplied_by", "supplied_from", "supplied", "terms")),
    (gettext_lazy("Not for everyone yet"), ("restricted",)),
)


class UploadAdmin(FilesAdmin):
    """Entries that are made for several files at once, each a draft that is looked at by itself."""

    def get_urls(self) -> list[Any]:
        page = path("upload/", self.admin_site.admin_view(self.upload_view), name="memorial_asset_upload")
        return [page, *super().get_urls()]

    def upload_view(self, request: HttpRequest) -> HttpResponseBase:
        """Show the page, or take in what was sent to it."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = self.upload_form(request)
        if request.method != "POST" or is_coming_back(request):
            return self.upload_page(request, form)
        if request.headers.get("Accept") == "application/json":
            return self.answer_script(request, form)
        return self.take_all(request, form)

    def upload_form(self, request: HttpRequest) -> Any:
        """Return the form with what the files have in common."""
        more = ("restricted",) if person_of(request).has_perm(OPEN_CONFIDENTIAL) else ()
        kind = forms.modelform_factory(
            Asset,
            form=UploadForm,
            fields=(*UploadForm.COMMON, *more),
            formfield_callback=partial(self.formfield_for_dbfield, request=request),
        )
        return kind(request.POST if request.method == "POST" else None, auto_id="upload_%s")

    def take_all(self, request: HttpRequest, form: Any) -> HttpResponseBase:
        """Take in everything that was sent; where the form must be mended first, keep the files until then."""
        came, wanted = self.arrivals(request)
        if not came and not wanted:
            form.add_error("uploads", _("Choose at least one file."))
        if not form.is_valid():
            return self.upload_page(request, form, [keep(arrival) for arrival in (*came, *wanted)])
        return self.upload_page(request, form, take_each(came, wanted, form.common(), person_of(request)))

    def arrivals(self, request: HttpRequest) -> tuple[list[Arrival], list[Arrival]]:
        """Return the files of a request in their order, and those of which another entry is wanted."""
        person, files = person_of(request), request.FILES.getlist("uploads")
        before = [arrived(token) for token in request.POST.getlist("received")]
        came = [arrival for arrival in before if arrival is not None]
        came += [arrive(file, person) for file in files[:MOST_AT_ONCE]]
        too_many = _("At most %(most)d files are looked at at once. Please send this one again.") % {
            "most": MOST_AT_ONCE
        }
        came += [Arrival(file.name or "", refusal=too_many) for file in files[MOST_AT_ONCE:]]
        again = [arrived(token) for token in request.POST.getlist("another")]
        return came, [arrival for arrival in again if arrival is not None]

    def answer_script(self, request: HttpRequest, form: Any) -> HttpResponseBase:
        """Tell the script what became of a file; a form that must be mended is told before any file is received."""
        if not form.is_valid():
            sentence = _("Mend what is marked in the form, then send this file again.")
            return JsonResponse({"sentence": sentence, "errors": form.errors}, status=422)
        came, wanted = self.arrivals(request)
        results = take_each(came, wanted, form.common(), person_of(request))
        if not results:
            return JsonResponse({"sentence": _("Choose at least one file."), "errors": {}}, status=422)
        said = [{"outcome": result.outcome, "html": drawn(request, result)} for result in results]
        return JsonResponse({"results": said})

    def upload_page(self, request: HttpRequest, form: Any, results: Sequence[Result] = ()) -> TemplateResponse:
        """Return the page: what became of the files that were sent, and the form for more."""
        kept = [result.arrival for result in results if result.outcome == Outcome.KEPT]
        in_hand = {arrival.original.sha256 for arrival in kept if arrival.original is not None}
        named = {field.name: field for field in form.visible_fields()}
        groups = [Group(str(legend), [named[name] for name in names if name in named]) for legend, names in GROUPS]
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Upload several files"),
            "form": form,
            "groups": [group for group in groups if group.fields],
            "results": [shown_to_person(result) for result in results],
            "kept": kept,
            "unattached": arrivals_without_entry(person_of(request), in_hand),
            "ticked": request.POST.getlist("received"),
            "most_at_once": MOST_AT_ONCE,
            "most_bytes": settings.MEDIA_MOST_BYTES,
            "most_megabytes": settings.MEDIA_MOST_BYTES // (1024 * 1024),
            "media": self.media + form.media,
        }
        refused = form.is_bound and not form.is_valid() and not is_coming_back(request)
        status = 422 if refused else 200
        return TemplateResponse(request, "admin/memorial/asset/upload.html", context, status=status)


def take_each(came: Sequence[Arrival], wanted: Sequence[Arrival], fields: dict[str, Any], by: User) -> list[Result]:
    """Take in files one after the other, each by itself: what becomes of one changes nothing for another."""
    return [take(one, fields, by) for one in came] + [take(one, fields, by, another=True) for one in wanted]


def shown_to_person(result: Result) -> dict[str, Any]:
    """Return a result as its template draws it, with every picture under the cover of its grade."""
    return {
        "result": result,
        "own": look_at(result.asset) if result.asset is not None else None,
        "same": [look_at(asset) for asset in result.same],
        "alike": [look_at(asset) for asset in result.alike],
    }


def drawn(request: HttpRequest, result: Result) -> str:
    """Return the part of the page that says what became of one file."""
    return render_to_string("admin/memorial/asset/upload_result.html", {"one": shown_to_person(result)}, request)
