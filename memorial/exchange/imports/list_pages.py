"""The desk's pages about lists: those that were brought in, and one of them with what becomes of its rows."""

import csv
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.http.response import StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from memorial.accounts.models import User
from memorial.accounts.roles import IMPORT_LISTS
from memorial.base.paging import CappedPaginator
from memorial.base.references import is_key
from memorial.exchange.exports.cells import guarded
from memorial.exchange.imports.actions import (
    ImportRefused,
    check_again,
    crossing,
    discard,
    start_run,
    stop,
    take_in,
    undo,
)
from memorial.exchange.imports.models import ImportRow, ListImport
from memorial.exchange.imports.people_known import entered_since, visible_people
from memorial.exchange.imports.reasons import sentences_of
from memorial.exchange.imports.working import totals
from memorial.exchange.lists.refusals import ListRefused
from memorial.people.models import Person
from memorial.review.actions import allowed
from memorial.review.acts_admin import person_of
from memorial.review.bulk_refusals import BulkRefused
from memorial.review.bulk_sets import OfferedSet, offers_set
from memorial.review.desk_pages import DeskPages, desk_page
from memorial.review.start_page import start_notice
from memorial.review.status import Status

PER_PAGE = 50
#: A page of an import at work is asked for again after so many seconds.
AGAIN = 5
State = ListImport.State


class Tab(NamedTuple):
    """One kind of rows of an import, with how many there are and where they are listed."""

    name: str
    label: str | Promise
    number: int


class RowLine(NamedTuple):
    """One row of a list as the page draws it."""

    row: ImportRow
    person: Any
    reasons: list[tuple[str, bool]]


ACTS: dict[str, tuple[Callable[..., Any], str | Promise]] = {
    "run": (start_run, gettext_lazy("The list is being brought in.")),
    "check": (check_again, gettext_lazy("The list is being checked again.")),
    "stop": (stop, gettext_lazy("It stops after the rows that are being written.")),
    "undo": (undo, gettext_lazy("What the list brought is being taken away again.")),
    "discard": (discard, gettext_lazy("The list is discarded, and its file erased.")),
}

#: What is asked for by a button alone, and done only when it was read what that means.
ASKED_AGAIN: dict[str, tuple[str | Promise, str | Promise]] = {
    "undo": (
        gettext_lazy("Undo what it brought"),
        gettext_lazy(
            "All that the list has written is taken away again: the people who came with it, and what it added to "
            "others. What somebody has worked on since stays, and is listed. The list can be brought in once more "
            "afterwards; its people have new permanent ids then."
        ),
    ),
    "discard": (
        gettext_lazy("Discard the list"),
        gettext_lazy(
            "Nothing of the list has been written. It is no longer shown here, and its file is erased. That cannot be "
            "undone: keep a copy of the file if it may be needed."
        ),
    ),
}


def allowed_person(request: HttpRequest) -> User:
    """Return who is at the desk, if they may bring lists in."""
    person = person_of(request)
    if not person.has_perm(IMPORT_LISTS):
        raise PermissionDenied
    return person


def page(desk: DeskPages, request: HttpRequest, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Return a page about lists."""
    context = {**desk.each_context(request), "subtitle": None, **context}
    return TemplateResponse(request, f"admin/imports/{name}.html", context, status=status)


@start_notice("admin/imports/notice.html")
def notice(user: User) -> dict[str, Any] | None:
    """Return what the start page tells of lists: how many of their rows wait for a decision."""
    if not user.has_perm(IMPORT_LISTS):
        return None
    waiting = ImportRow.objects.to_decide().exclude(list_import__state__in=ListImport.OVER).order_by()
    found = len(waiting.values_list("pk", flat=True)[: CappedPaginator.MOST + 1])
    return {"number": min(found, CappedPaginator.MOST), "capped": found > CappedPaginator.MOST}


@desk_page("lists/", "lists")
def lists(desk: DeskPages, request: HttpRequest) -> HttpResponse:
    """Show the lists that were brought in, and take in another one."""
    person = allowed_person(request)
    problem = ""
    if request.method == "POST":
        taken, problem = take(request, person)
        if taken is not None:
            return HttpResponseRedirect(reverse("admin:list_mapping", args=[taken.pk]))
    brought = ListImport.objects.exclude(state=State.DISCARDED).select_related("taken_in_by", "source")
    shown = CappedPaginator(brought.order_by("-pk"), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "title": _("Lists of people"),
        "page": shown,
        "imports": shown.object_list,
        "problem": problem,
        "most_megabytes": settings.LIST_MOST_BYTES // (1024 * 1024),
    }
    return page(desk, request, "lists", context, status=422 if problem else 200)


def take(request: HttpRequest, person: User) -> tuple[ListImport | None, str]:
    """Take in the file that was sent; return the import, or the sentence that says why there is none."""
    file = request.FILES.get("file")
    if file is None:
        return None, _("Choose the file of the list.")
    if (file.size or 0) > settings.LIST_MOST_BYTES:
        sentence = _("The file is larger than %(most)d MB. Divide the list, or have it brought in on the server.")
        return None, sentence % {"most": settings.LIST_MOST_BYTES // (1024 * 1024)}
    try:
        return take_in(chunks=file.chunks(), name=file.name or "", by=person)[0], ""
    except ListRefused as refusal:
        return None, str(refusal)
    except OSError:
        return None, _("There is no room for the file on the disk. Nothing was kept; tell whoever runs the server.")


def import_at(key: int) -> ListImport:
    """Return the import of an address."""
    if key > 2**62:
        raise Http404
    rows = ListImport.objects.select_related("source", "taken_in_by", "run_by", "undone_by")
    return get_object_or_404(rows, pk=key)


@desk_page("lists/<int:key>/", "list_import")
def list_import(desk: DeskPages, request: HttpRequest, key: int) -> HttpResponse:
    """Show how far a list has come, what becomes of its rows, and what can be done now."""
    person, brought = allowed_person(request), import_at(key)
    if brought.state == State.TAKEN_IN:
        return HttpResponseRedirect(reverse("admin:list_mapping", args=[key]))
    at_work = brought.state in ListImport.AT_WORK
    goes_on = not at_work and brought.state not in ListImport.OVER
    asked = request.GET.get("rows", "")
    tabs = [] if brought.state == State.CHECKING else tabs_of(brought)
    rows = rows_for(brought, asked)
    crossed = crossing(brought) if goes_on else ""
    written = not at_work and brought.of_rows.filter(done=True).exists()
    shown = CappedPaginator(rows, PER_PAGE).get_page(request.GET.get("page")) if tabs else None
    context = {
        "title": brought.name,
        "brought": brought,
        "at_work": at_work,
        "goes_on": goes_on,
        "tabs": tabs,
        "asked": asked,
        "address": f"rows={asked}" if asked else "",
        "page": shown,
        "lines": lines_of(shown.object_list, person) if shown else [],
        "crossed": crossed,
        "entered": goes_on and not crossed and not written and entered_since(brought, person),
        "to_do": goes_on and brought.of_rows.to_do().exists(),
        "to_decide": goes_on and brought.of_rows.to_decide().count(),
        "written": written,
        "may_review": brought.state == State.DONE and allowed(Person, "publish", person),
    }
    answer = page(desk, request, "import", context)
    if at_work:
        answer.headers["Refresh"] = str(AGAIN)
    return answer


def tabs_of(brought: ListImport) -> list[Tab]:
    """Return the kinds of rows that there are; the outcomes add up to all rows."""
    counted = totals(brought)
    tabs = [Tab("", _("all"), brought.rows)]
    tabs += [Tab(each.value, each.label, counted[each.value]) for each in ImportRow.Outcome]
    left = brought.of_rows.exclude(left="").count()
    return tabs + ([Tab("left", _("not done"), left)] if left else [])


def rows_for(brought: ListImport, asked: str) -> Any:
    """Return the rows of one kind."""
    rows = brought.of_rows.select_related("person").order_by("number")
    if asked == "left":
        return rows.exclude(left="")
    return rows.filter(outcome=asked) if asked in ImportRow.Outcome.values else rows


def lines_of(rows: Any, user: User) -> list[RowLine]:
    """Return rows as the page draws them; whom somebody may not know of is not named."""
    some = list(rows)
    keys = [row.person_id for row in some if row.person_id]
    known = visible_people(user).in_bulk(keys)
    return [RowLine(row, known.get(row.person_id), sentences_of(row.reasons)) for row in some]


@desk_page("lists/<int:key>/act/", "list_act_on_import")
def act(desk: DeskPages, request: HttpRequest, key: int) -> HttpResponse:
    """Do one act with a list, and go back to its page."""
    person, brought = allowed_person(request), import_at(key)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if request.POST.get("act", "") not in ACTS:
        raise Http404
    run, done = ACTS[request.POST["act"]]
    if request.POST["act"] in ASKED_AGAIN and request.POST.get("sure") != "yes":
        return ask_again(desk, request, brought)
    try:
        run(brought=brought, by=person)
    except (ImportRefused, ListRefused) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, str(done))
    discarded = request.POST["act"] == "discard"
    return HttpResponseRedirect(reverse("admin:lists") if discarded else reverse("admin:list_import", args=[key]))


def ask_again(desk: DeskPages, request: HttpRequest, brought: ListImport) -> HttpResponse:
    """Say what an act with a list means, and ask for it once more."""
    called, meaning = ASKED_AGAIN[request.POST["act"]]
    context = {"title": called, "brought": brought, "act": request.POST["act"], "meaning": meaning}
    return page(desk, request, "sure", context)


@offers_set("import")
def drafts_of_import(user: User, value: str) -> OfferedSet:
    """Offer the drafts that a list brought, for a bulk review."""
    brought = ListImport.objects.filter(pk=value).first() if is_key(value) else None
    if brought is None or not user.has_perm(IMPORT_LISTS):
        raise BulkRefused(_("There is no such list of people."))
    new = brought.of_rows.filter(done=True, made__new=True)
    return OfferedSet(Person.objects.filter(status=Status.DRAFT, pk__in=new.values("person")), brought.name)


class Echo:
    """Gives back each line that a writer of CSV writes, so that it goes out at once."""

    def write(self, text: str) -> str:
        """Return the text."""
        return text


@desk_page("lists/<int:key>/refused.csv", "list_refused_rows")
def refused_rows(desk: DeskPages, request: HttpRequest, key: int) -> HttpResponse:
    """Send the rows that were refused, with why and what to do, for whoever corrects the list."""
    allowed_person(request)
    brought = import_at(key)
    answer: Any = StreamingHttpResponse(refused_lines(brought), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="refused-rows-{brought.pk}.csv"'
    return answer  # type: ignore[no-any-return]


def refused_lines(brought: ListImport) -> Iterator[str]:
    """Yield the lines of the table of refused rows."""
    writer: Any = csv.writer(Echo())
    yield "\ufeff" + writer.writerow([_("row"), _("column"), _("what stands there"), _("why"), _("what to do")])
    rows = brought.of_rows.filter(outcome=ImportRow.Outcome.REFUSED).order_by("number")
    for number, remarks in rows.values_list("number", "remarks").iterator():
        for remark in remarks:
            yield writer.writerow([number, *(guarded(text) for text in remark)])
