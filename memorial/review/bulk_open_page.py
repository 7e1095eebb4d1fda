"""The desk's page on which a bulk review is opened, of a list of drafts as it is narrowed."""

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import register_converter, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from memorial.accounts.roles import ENTRY_KINDS
from memorial.review.actions import TransitionRefused, allowed
from memorial.review.acts_admin import person_of
from memorial.review.bulk_opening import drafts_among, open_bulk_review
from memorial.review.bulk_refusals import MOST, checkers_needed
from memorial.review.bulk_samples import least_size
from memorial.review.bulk_sets import set_of
from memorial.review.desk_pages import DeskPages, desk_page
from memorial.review.panels import record_models


class EntryKindConverter:
    """A kind of entry, in an address: nothing else has one."""

    regex = "|".join(ENTRY_KINDS)

    def to_python(self, value: str) -> str:
        """Return the name of the model."""
        return value

    def to_url(self, value: str) -> str:
        """Return the name of the model; what is no kind of entry has no address."""
        if value not in ENTRY_KINDS:
            raise ValueError(value)
        return value


register_converter(EntryKindConverter, "entrykind")


class OpenForm(forms.Form):
    """What is said of a set when its review is opened."""

    title = forms.CharField(
        label=gettext_lazy("title"),
        max_length=200,
        help_text=gettext_lazy("By which colleagues know the set, as “Register of the district, first part”."),
    )
    note = forms.CharField(
        label=gettext_lazy("note"),
        widget=AdminTextareaWidget(attrs={"rows": 3}),
        max_length=5000,
        required=False,
        help_text=gettext_lazy("What those who check should look at."),
    )
    share = forms.IntegerField(
        label=gettext_lazy("share that is checked, in percent"),
        min_value=0,
        max_value=100,
        required=False,
        help_text=gettext_lazy("Only where more than the least is to be checked."),
    )


@desk_page("bulk/open/<entrykind:kind>/", "bulk_open")
def bulk_open(desk: DeskPages, request: HttpRequest, kind: str) -> HttpResponse:
    """Show what a bulk review of a narrowed list would be of, and open it."""
    person, model = person_of(request), record_models()[kind]
    if not allowed(model, "publish", person):
        raise PermissionDenied
    form = OpenForm(request.POST if request.method == "POST" else None)
    found, problem = 0, ""
    try:
        offered = set_of(desk, model, request.GET, person)
        if form.is_bound and form.is_valid():
            said = form.cleaned_data | {"share": form.cleaned_data["share"] or 0}
            review = open_bulk_review(model=model, keys=offered.keys, by=person, **said)
            return HttpResponseRedirect(reverse("admin:bulk_review", args=[review.pk]))
        found = len(drafts_among(model, offered.keys, person))
        if not form.is_bound:
            form.initial["title"] = offered.title
    except TransitionRefused as refusal:
        problem = str(refusal)
    context = {
        "form": form,
        "problem": problem,
        "found": found,
        "sample": least_size(found),
        "needed": checkers_needed(),
        "most": MOST,
        "names": model._meta.verbose_name_plural,
        "list_url": reverse(f"admin:memorial_{kind}_changelist"),
        "narrowed": request.GET.urlencode(),
    }
    status = 422 if problem or form.errors else 200
    return desk.page(request, "bulk_open", _("Review these together"), context, status=status)
