"""The one base of the desk's forms and lists for entries; nothing that can be published goes around it."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.views.main import ORDER_VAR
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from memorial.accounts.roles import OPEN_CONFIDENTIAL
from memorial.base.date_words import short_words
from memorial.base.fields import EdtfField
from memorial.base.forms import AnyRowSet, RowForm
from memorial.base.memorial import Memorial
from memorial.base.references import label_for
from memorial.review.actions import allowed, may_change, may_discard, note_opening, record_edit
from memorial.review.acts import ACTS
from memorial.review.acts_admin import person_of
from memorial.review.entry_finders import best_first, nearest
from memorial.review.entry_notices import notices_of
from memorial.review.history_admin import HistoryAdmin
from memorial.review.ledger import Verb
from memorial.review.list_acts import LIST_ACTS, MOST, acts_open, as_keys, begin, too_many
from memorial.review.models import Entry
from memorial.review.notes import ReviewNote
from memorial.review.restoring import discard
from memorial.review.snapshots import content_hash, with_parts
from memorial.review.status import Status


class InChargeFilter(admin.SimpleListFilter):
    """What the person who looks has in charge; nobody else's name stands in the list of filters."""

    title = _("in charge")
    parameter_name = "charge"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("mine", _("you"))]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return queryset.filter(in_charge=person_of(request)) if self.value() == "mine" else queryset


class EntryAdmin(HistoryAdmin):
    """An entry on the desk: its status on top, its texts in all languages, and what may be done with it."""

    list_display: tuple[str, ...] = ("name_on_the_desk", "status", "changed_at")
    list_filter: ClassVar[tuple[str, ...]] = ("status",)
    search_fields: ClassVar[tuple[str, ...]] = ("label", "=public_id")
    ordering: ClassVar[tuple[str, ...]] = ("label", "pk")
    #: The columns that an index holds in order; a list of a million is sorted by no other.
    sortable_by: ClassVar[tuple[str, ...]] = ("name_on_the_desk", "changed_at")

    #: The fields that tell an entry from its namesakes where it is looked up by typing.
    told_by: ClassVar[tuple[str, ...]] = ()

    @admin.display(description=_("name"), ordering="label")
    def name_on_the_desk(self, entry: Entry) -> str:
        return entry.label or str(entry)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        rows: Any = self.model.objects
        found: models.QuerySet[Any] = rows.visible_to(person_of(request)).order_by(*self.ordering)
        return found

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        """Find entries for a list or for a reference: never a working copy, which stands behind its entry.

        What is nearest stands first, unless the list was asked to be sorted by a column.
        """
        rows = self.can_be_referred_to(queryset)
        own, has_doubles = super().get_search_results(request, rows, search_term)
        found = nearest(rows, search_term, own)
        if found is None:
            return own, has_doubles
        request.more_were_found = found.more  # type: ignore[attr-defined]
        if request.GET.get(ORDER_VAR):
            return rows.filter(pk__in=found.keys), False
        return best_first(rows, found), False

    def can_be_referred_to(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return rows.filter(copy_of=None)

    def told_apart(self, row: Entry) -> str:
        name, more = str(row) if row.opaque else row.label or str(row), self.details(row)
        return f"{name} ({more})" if more else name

    def details(self, row: Any) -> str:
        """Return in a few words what tells an entry from its namesakes."""
        return ", ".join(said for name in self.told_by if (said := in_short(row, name)))

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        return [*super().get_list_filter(request), InChargeFilter]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Offer a bulk review of the list to those who may publish what is in it."""
        may_publish = allowed(self.model, "publish", person_of(request))
        answer: HttpResponse = super().changelist_view(request, {"may_publish": may_publish, **(extra_context or {})})
        return answer

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Offer what may be done with several entries at once; each act asks on a page of its own first."""
        offered: dict[str, Any] = super().get_actions(request)
        if IS_POPUP_VAR in request.GET:
            return offered
        names = [name for name in LIST_ACTS if acts_open(name, person_of(request), self.model)]
        return offered | {name: (list_action(name), name, ACTS[name].label) for name in names}

    def response_action(self, request: HttpRequest, queryset: models.QuerySet[Any], *more: Any) -> Any:
        """Take the entries that were marked; what is no key of a row was not."""
        sent = request.POST.copy()
        sent.setlist(ACTION_CHECKBOX_NAME, [str(key) for key in as_keys(sent.getlist(ACTION_CHECKBOX_NAME))])
        request.POST = sent  # type: ignore[assignment]  # a copy that can be changed is one that can be read
        return super().response_action(request, queryset, *more)

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """Return the columns; another entry is named only to those who may know of it."""
        person = person_of(request)
        references = {field.name for field in self.opts.concrete_fields if field.is_relation}
        return [reference_column(self.opts, name, person) if name in references else name for name in self.list_display]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return the fields of the kind, and last what keeps an entry closed; only a keeper can restrict one."""
        held_back = ["embargo_until"]
        if person_of(request).has_perm(OPEN_CONFIDENTIAL) and not (obj is not None and obj.is_copy):
            held_back.append("restricted")
        return (*self.own_fieldsets(request, obj), (_("Not for everyone yet"), {"fields": tuple(held_back)}))

    def own_fieldsets(self, request: HttpRequest, obj: Any) -> Any:
        """Return the fields of the kind itself."""
        return super().get_fieldsets(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What is public or withdrawn is not changed in place: a working copy of it is."""
        if obj is None:
            return super().has_change_permission(request)
        return may_change(entry=obj, by=person_of(request))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was ever public is withdrawn and not deleted; a draft is deleted by its author."""
        if obj is None:
            return super().has_delete_permission(request)
        return not obj.is_copy and may_discard(entry=obj, by=person_of(request))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        discard(entry=obj, by=person_of(request))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Open the form; an entry that this person may not change is read on its review page instead."""
        if request.method == "GET":
            entry = self.get_object(request, object_id)
            if entry is not None and not self.has_change_permission(request, entry):
                return HttpResponseRedirect(self.address("review", entry))
        return super().change_view(request, object_id, form_url, extra_context)

    def save_model(self, request: HttpRequest, obj: Any, form: RowForm, change: bool) -> None:
        person = person_of(request)
        request.content_before = content_hash(obj) if change else ""  # type: ignore[attr-defined]
        if not change:
            obj.created_by = obj.in_charge = person
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: RowForm, formsets: Sequence[AnyRowSet], change: bool) -> None:
        super().save_related(request, form, formsets, change)
        before: str = request.content_before  # type: ignore[attr-defined]
        detail = self.detail_of(form, change=change)
        record_edit(entry=form.instance, before=before, by=person_of(request), created=not change, detail=detail)

    def detail_of(self, form: RowForm, *, change: bool) -> dict[str, Any]:
        """Return what the ledger says of a saved form beside its content: whether the entry is restricted."""
        return {"restricted": form.instance.restricted} if "restricted" in form.changed_data else {}

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Go on to the review page where the button said so."""
        if "_review" in request.POST:
            return HttpResponseRedirect(self.address("review", obj))
        return super().response_change(request, obj)

    def view_on_site(self, obj: Entry) -> str:
        """Return the page of a public entry, or the preview that only staff can open."""
        memorial = Memorial.current()
        language = translation.get_language()
        with translation.override(language if language in memorial.languages else memorial.own_language):
            if obj.is_public:
                return obj.get_absolute_url()
            return reverse("preview", args=[obj._meta.model_name, obj.public_id])

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        if obj is not None:
            note_opening(entry=obj, by=person_of(request))
            context |= {"entry_notices": notices_of(obj, person_of(request))}
            context |= {"entry": obj, "review_url": self.address("review", obj), "returned_with": reason_of_return(obj)}
        return super().render_change_form(request, context, add, change, form_url, obj)


def reason_of_return(entry: Entry) -> ReviewNote | None:
    """Return the note with which a draft went back to its author; nothing for what was not returned."""
    if not entry.returned or entry.status != Status.DRAFT:
        return None
    thread = ReviewNote.objects.filter(kind=entry._meta.model_name, entry=entry.root_id, act=Verb.RETURNED)
    return thread.select_related("by").last()


def in_short(row: models.Model, name: str) -> str:
    """Return one field of a row in a word: the years of a date, the name of a choice."""
    field = row._meta.get_field(name)
    if isinstance(field, EdtfField):
        return short_words(getattr(row, name))
    return str(getattr(row, f"get_{name}_display")())


def list_action(name: str) -> Callable[[Any, HttpRequest, Any], HttpResponse | None]:
    """Return what the choice of an act in a list does: it shows the page that asks about it."""

    def choose(desk: Any, request: HttpRequest, rows: Any) -> HttpResponse | None:
        found = with_parts(rows.select_related("in_charge")[: MOST + 1])
        if len(found) > MOST:
            desk.message_user(request, too_many(), messages.ERROR)
            return None
        answer: HttpResponse = desk.admin_site.list_act_page(request, begin(name, found))
        return answer

    return choose


def reference_column(opts: Any, name: str, person: Any) -> Callable[[Any], str]:
    """Return a list column that names another entry to a person who may know of it."""

    @admin.display(description=opts.get_field(name).verbose_name, empty_value="-")
    def column(entry: Any) -> str | None:
        other = getattr(entry, name)
        return label_for(other, person) if other is not None else None

    return column  # type: ignore[return-value]  # an empty cell is none
