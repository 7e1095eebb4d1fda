"""The desk's page on which one row of a sample is checked: the entry as the review page shows it, right or wrong."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from memorial.accounts.models import User
from memorial.review.actions import TransitionRefused, allowed, note_opening
from memorial.review.acts_admin import Look, person_of
from memorial.review.bulk_checking import LONGEST_REMARK, check_row, entry_of
from memorial.review.bulk_models import BulkCheck, BulkReview, BulkRow
from memorial.review.bulk_page import review_at
from memorial.review.bulk_refusals import State
from memorial.review.desk_pages import DeskPages, desk_page
from memorial.review.status import Status


class CheckForm(forms.Form):
    """What a person says of a row; ``seen`` is the content that they have looked at."""

    verdict = forms.ChoiceField(choices=[("right", gettext_lazy("right")), ("wrong", gettext_lazy("wrong"))])
    remark = forms.CharField(
        label=gettext_lazy("remark"),
        widget=AdminTextareaWidget(attrs={"rows": 3}),
        max_length=LONGEST_REMARK,
        required=False,
        help_text=gettext_lazy("What is wrong, and what the author should do."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput, max_length=64)


def checked_review(person: User, key: int) -> BulkReview:
    """Return the bulk review of an address, for somebody who may publish such entries."""
    review = review_at(person, key)
    if not allowed(review.model, "publish", person):
        raise PermissionDenied
    return review


@desk_page("bulk/<int:key>/check/", "bulk_check_next")
def next_row(desk: DeskPages, request: HttpRequest, key: int) -> HttpResponse:
    """Lead to the first row of the sample that the person has not checked; to the review, when there is none."""
    person = person_of(request)
    review = checked_review(person, key)
    checked = BulkCheck.objects.filter(draw=review.draw, person=person).values("row")
    row = review.of_rows.sampled().exclude(pk__in=checked).first() if review.state == State.CHECKING else None
    if row is None:
        return HttpResponseRedirect(reverse("admin:bulk_review", args=[key]))
    return HttpResponseRedirect(reverse("admin:bulk_check", args=[key, row.number]))


@desk_page("bulk/<int:key>/check/<int:number>/", "bulk_check")
def check(desk: DeskPages, request: HttpRequest, key: int, number: int) -> HttpResponse:
    """Show one row of the sample, and take what the person says of it."""
    person = person_of(request)
    review = checked_review(person, key)
    row = review.of_rows.sampled().filter(number=number).first() if number < 2**31 else None
    if row is None or review.state != State.CHECKING:
        raise Http404
    form = CheckForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        right = said["verdict"] == "right"
        try:
            check_row(review=review, number=number, by=person, right=right, remark=said["remark"], seen=said["seen"])
        except TransitionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Row %(number)d is written down.") % {"number": number})
            return HttpResponseRedirect(reverse("admin:bulk_check_next", args=[key]))
    context = row_context(desk, review, row, person) | {"form": form}
    title = _("Row %(number)d of “%(title)s”") % {"number": number, "title": review.title}
    return desk.page(request, "bulk_check", title, context, status=422 if form.errors else 200)


def row_context(desk: DeskPages, review: BulkReview, row: BulkRow, person: User) -> dict[str, Any]:
    """Return what the page shows of a row: its entry as it is now, and what has been said of it."""
    entry = entry_of(row, review.model, person)
    shown: dict[str, Any] = {"entry": None}
    is_same = False
    if entry is not None:
        note_opening(entry=entry, by=person)
        look, own = Look.at(entry), desk.get_model_admin(review.model)
        is_same = look.seen["seen"] == row.content and entry.status == Status.DRAFT
        shown = own.look_context(entry, look, person)  # type: ignore[attr-defined]  # every entry has an ActsAdmin
        shown |= {"warnings": [found for found in look.found if not found.blocking], "seen": look.seen["seen"]}
        shown.pop("title")
    draw = review.draw
    checks = list(BulkCheck.objects.filter(draw=draw, row=row).select_related("person"))
    # Two people check each row, and not one who looks at it and another who agrees.
    has_said = any(check.person_id == person.pk for check in checks)
    return {
        **shown,
        "review": review,
        "row": row,
        "draw": draw,
        "is_same": is_same,
        "checks": checks if has_said else [],
        "checked": BulkCheck.objects.filter(draw=draw, person=person).count(),
    }
