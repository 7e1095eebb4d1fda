"""The one base of the desk's forms and lists for entries; nothing that can be published goes around it."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from memorial.base.forms import AnyRowSet, RowForm
from memorial.base.memorial import Memorial
from memorial.base.references import label_for
from memorial.review.actions import may_change, may_discard, record_edit
from memorial.review.acts_admin import ActsAdmin, person_of
from memorial.review.models import Entry
from memorial.review.restoring import discard
from memorial.review.snapshots import content_hash


class EntryAdmin(ActsAdmin):
    """An entry on the desk: its status on top, its texts in all languages, and what may be done with it."""

    list_display: tuple[str, ...] = ("name_on_the_desk", "status", "changed_at")
    list_filter: ClassVar[tuple[str, ...]] = ("status",)
    search_fields: ClassVar[tuple[str, ...]] = ("label", "=public_id")
    ordering: ClassVar[tuple[str, ...]] = ("label", "pk")
    #: The columns that an index holds in order; a list of a million is sorted by no other.
    sortable_by: ClassVar[tuple[str, ...]] = ("name_on_the_desk", "changed_at")

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
        """Find entries for a list or for a reference: never a working copy, which stands behind its entry."""
        return super().get_search_results(request, self.can_be_referred_to(queryset), search_term)

    def can_be_referred_to(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return rows.filter(copy_of=None)

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """Return the columns; another entry is named only to those who may know of it."""
        person = person_of(request)
        references = {field.name for field in self.opts.concrete_fields if field.is_relation}
        return [reference_column(self.opts, name, person) if name in references else name for name in self.list_display]

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
        record_edit(entry=form.instance, before=before, by=person_of(request), created=not change)

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
            context |= {"entry": obj, "review_url": self.address("review", obj)}
        return super().render_change_form(request, context, add, change, form_url, obj)


def reference_column(opts: Any, name: str, person: Any) -> Callable[[Any], str]:
    """Return a list column that names another entry to a person who may know of it."""

    @admin.display(description=opts.get_field(name).verbose_name, empty_value="-")
    def column(entry: Any) -> str | None:
        other = getattr(entry, name)
        return label_for(other, person) if other is not None else None

    return column  # type: ignore[return-value]  # an empty cell is none
