"""The desk's pages about bulk reviews: those there are, how one is opened, how far it has come, what can be done."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from memorial.accounts.models import User
from memorial.accounts.roles import CONFIRM_STOP
from memorial.base.memorial import read_once
from memorial.base.paging import CappedPaginator
from memorial.review.actions import TransitionRefused, allowed
from memorial.review.acts_admin import person_of
from memorial.review.bulk_acts import confirm, end, may_stop, publish_set, stop, withdraw_set
from memorial.review.bulk_checking import is_passed, return_set, take_out_and_draw, wrong_checks
from memorial.review.bulk_models import BulkCheck, BulkReview, BulkRow
from memorial.review.bulk_refusals import checkers_needed, refuse_hands, refuse_third
from memorial.review.checks import findings
from memorial.review.desk_pages import DeskPages, desk_page
from memorial.review.panels import kinds_open, record_models
from memorial.review.snapshots import with_parts
from memorial.review.start_page import start_notice

PER_PAGE = 50
#: A page of a bulk review at work is asked for again after so many seconds.
AGAIN = 5
State = BulkReview.State


class WithdrawSetForm(forms.Form):
    """Why all is withdrawn again that a bulk review has published."""

    note = forms.CharField(
        label=gettext_lazy("reason for colleagues"), widget=AdminTextareaWidget(attrs={"rows": 2}), max_length=5000
    )


class Warned(NamedTuple):
    """One warning of the check list: its name, in how many rows it stands, and an example."""

    name: str
    number: int
    sentence: str
    url: str


class Line(NamedTuple):
    """One row of a set as the page draws it; what the check list finds in it stands in sentences."""

    row: BulkRow
    entry: Any
    url: str
    found: list[str]


def known_to(person: User) -> Any:
    """Return the bulk reviews that a person may know of: of what they may publish, or stop and confirm."""
    kinds = set(kinds_open(person, "publish")) | (
        set(kinds_open(person, "view")) if person.has_perm(CONFIRM_STOP) else set()
    )
    if not kinds:
        raise PermissionDenied
    people = ("opened_by", "started_by", "confirmed_by", "stopped_by", "undone_by", "undo_confirmed_by")
    return BulkReview.objects.filter(kind__in=kinds).select_related(*people)


def review_at(person: User, key: int) -> BulkReview:
    """Return the bulk review of an address."""
    rows = known_to(person)
    if key > 2**62:
        raise Http404
    found: BulkReview = get_object_or_404(rows, pk=key)
    return found


@start_notice("admin/review/bulk_notice.html")
def notice(user: User) -> dict[str, Any] | None:
    """Return what the start page tells of bulk reviews: how many are to be checked, and how many to be confirmed."""
    kinds = kinds_open(user, "publish")
    if not kinds and not user.has_perm(CONFIRM_STOP):
        return None
    checking = Count("pk", filter=Q(state=State.CHECKING, kind__in=kinds))
    waiting = Count("pk", filter=Q(state__in=(State.WAITING, State.UNDO_WAITING)))
    return BulkReview.objects.aggregate(checking=checking, waiting=waiting)


@desk_page("bulk/", "bulk_reviews")
def bulk_reviews(desk: DeskPages, request: HttpRequest) -> HttpResponse:
    """Show the bulk reviews there are."""
    shown = CappedPaginator(known_to(person_of(request)), PER_PAGE).get_page(request.GET.get("page"))
    names = {kind: model._meta.verbose_name_plural for kind, model in record_models().items()}
    lines = [(review, names.get(review.kind, review.kind)) for review in shown.object_list]
    return desk.page(request, "bulk_reviews", _("Bulk reviews"), {"page": shown, "lines": lines, "address": ""})


@desk_page("bulk/<int:key>/", "bulk_review")
def bulk_review(desk: DeskPages, request: HttpRequest, key: int) -> HttpResponse:
    """Show how far a bulk review has come, who has checked what, what is left out, and what can be done now."""
    person = person_of(request)
    return review_page(desk, request, review_at(person, key), person)


def review_page(
    desk: DeskPages, request: HttpRequest, review: BulkReview, person: User, form: WithdrawSetForm | None = None
) -> HttpResponse:
    """Return the page of a bulk review; ``form`` is one that was refused, with its words."""
    draw, rows = review.draw, review.of_rows
    left = rows.filter(~Q(left="") | Q(taken_out=True)).order_by("number")
    shown = CappedPaginator(left, PER_PAGE).get_page(request.GET.get("page"))
    wrong = list(wrong_checks(draw))
    context = {
        "review": review,
        "names": review.model._meta.verbose_name_plural,
        "counts": counts_of(review),
        "draw": draw,
        "draws": list(review.draws.select_related("by")),
        "checkers": checkers_of(review),
        "needed": checkers_needed(),
        "wrong": list(zip(wrong, lines_of(review, [check.row for check in wrong], person), strict=True)),
        "warnings": warnings_of(review, person) if review.state == State.CHECKING else [],
        "at_work": review.state in BulkReview.AT_WORK,
        "page": shown,
        "lines": lines_of(review, list(shown.object_list), person),
        "address": "",
        "form": form or WithdrawSetForm(),
        **what_may_be_done(review, person),
    }
    answer = desk.page(request, "bulk_review", review.title, context, status=422 if form else 200)
    if review.state in BulkReview.AT_WORK:
        answer.headers["Refresh"] = str(AGAIN)
    return answer


def counts_of(review: BulkReview) -> dict[str, int]:
    """Return how many rows a set has, and what became of them."""
    counts: dict[str, int] = review.of_rows.aggregate(
        rows=Count("pk"),
        in_set=Count("pk", filter=Q(left="", taken_out=False) & ~Q(content="")),
        taken_out=Count("pk", filter=Q(taken_out=True)),
        published=Count("pk", filter=Q(published=True)),
        withdrawn=Count("pk", filter=Q(withdrawn=True)),
    )
    return counts


def checkers_of(review: BulkReview) -> list[dict[str, Any]]:
    """Return who has checked how many rows of the sample that counts now."""
    checks = BulkCheck.objects.filter(draw=review.draw).order_by().values("person")
    each = list(checks.annotate(rows=Count("pk"), wrong=Count("pk", filter=Q(right=False))).order_by("person"))
    people = User.objects.in_bulk([one["person"] for one in each])
    return [{**one, "name": people[one["person"]].known_as} for one in each]


def lines_of(review: BulkReview, rows: list[BulkRow], person: User) -> list[Line]:
    """Return rows as the page draws them; an entry of which somebody may not know is not named."""
    manager: Any = review.model.objects  # type: ignore[attr-defined]  # an EntryManager
    entries = manager.visible_to(person).in_bulk([row.entry for row in rows])
    listed = {row.entry for row in rows if row.left in (BulkRow.Left.BLOCKED, BulkRow.Left.WARNED)}
    told, lines = sentences_of(review, listed, person), []
    for row in rows:
        found = [(row.entry, name) for name in row.about.split(", ")]
        url = url_of(review, row.entry)
        lines.append(Line(row, entries.get(row.entry), url, [told[one] for one in found if one in told]))
    return lines


def sentences_of(review: BulkReview, keys: Iterable[int], person: User) -> dict[tuple[int, str], str]:
    """Return what the check list finds in some entries, in sentences by the entry's key and the finding's name.

    Whom somebody may not know of is not among them.
    """
    rows: Any = review.model.objects  # type: ignore[attr-defined]  # an EntryManager
    with read_once():
        return {
            (entry.pk, finding.name): str(finding.sentence)
            for entry in with_parts(rows.visible_to(person).filter(pk__in=keys))
            for finding in findings(entry)
        }


def url_of(review: BulkReview, key: int) -> str:
    """Return the review page of one entry of a set."""
    return reverse(f"admin:memorial_{review.kind}_review", args=[key])


def warnings_of(review: BulkReview, person: User) -> list[Warned]:
    """Return what the check list warns of in a set, the most frequent first, each as it stands in one of the rows."""
    sentences = sentences_of(review, {example for _number, example in review.warnings.values()}, person)
    found = [
        Warned(name, number, sentences.get((example, name), name), url_of(review, example))
        for name, (number, example) in review.warnings.items()
    ]
    return sorted(found, key=lambda warned: (-warned.number, warned.name))


def what_may_be_done(review: BulkReview, person: User) -> dict[str, Any]:
    """Return which acts are open to a person now, and why they may not check or confirm."""
    publishes = allowed(review.model, "publish", person)
    checking = review.state == State.CHECKING
    waits = review.state in (State.WAITING, State.UNDO_WAITING)
    undoing = review.state == State.UNDO_WAITING
    wrong = checking and wrong_checks(review.draw).exists()
    barred = refused(refuse_hands, review, person) if checking and publishes else ""
    return {
        "may_check": checking and publishes and not barred,
        "barred": barred,
        "may_publish": checking and publishes and not barred and is_passed(review.draw),
        "may_draw": wrong and publishes,
        "may_return": checking and publishes,
        "may_confirm": waits and person.has_perm(CONFIRM_STOP) and not refused(refuse_third, review, person),
        "may_end": waits and allowed(review.model, "withdraw" if undoing else "publish", person),
        "may_stop": review.state in (State.PUBLISHING, State.UNDOING) and may_stop(review, person),
        "may_withdraw": review.state == State.DONE and allowed(review.model, "withdraw", person),
    }


def refused(refuse: Callable[[BulkReview, User], None], review: BulkReview, person: User) -> str:
    """Return why a person is refused a part in a bulk review; empty where they are not."""
    try:
        refuse(review, person)
    except TransitionRefused as refusal:
        return str(refusal)
    except PermissionDenied:
        return _("You may not do this.")
    return ""


ACTS: dict[str, tuple[Callable[..., Any], str | Promise]] = {
    "return": (return_set, gettext_lazy("The set is returned: all of it stays drafts.")),
    "draw": (take_out_and_draw, gettext_lazy("A new sample is drawn.")),
    "publish": (publish_set, gettext_lazy("The sample is accepted.")),
    "confirm": (confirm, gettext_lazy("Confirmed.")),
    "stop": (stop, gettext_lazy("It stops after the entries that are being written.")),
    "end": (end, gettext_lazy("It is ended as it stands.")),
    "withdraw": (withdraw_set, gettext_lazy("What it published is being withdrawn, or waits for a confirmation.")),
}


@desk_page("bulk/<int:key>/act/", "bulk_act")
def bulk_act(desk: DeskPages, request: HttpRequest, key: int) -> HttpResponse:
    """Do one act with a bulk review, and go back to its page."""
    person = person_of(request)
    review = review_at(person, key)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    act = request.POST.get("act", "")
    if act not in ACTS:
        raise Http404
    more: dict[str, Any] = {"acknowledged": request.POST.getlist("acknowledged")} if act == "publish" else {}
    if act == "withdraw":
        form = WithdrawSetForm(request.POST)
        if not form.is_valid():
            return review_page(desk, request, review, person, form)
        more = form.cleaned_data
    run, done = ACTS[act]
    try:
        run(review=review, by=person, **more)
    except TransitionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, str(done))
    return HttpResponseRedirect(reverse("admin:bulk_review", args=[key]))
