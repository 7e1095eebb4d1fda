"""The one base of the desk's forms and lists for entries; nothing that can be published goes around it."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from memorial.base.forms import AnyRowSet, RowForm
from memorial.base.memorial import Memorial
from memorial.review.actions import may_make
from memorial.review.models import Entry
from memorial.review.status import TRANSITIONS, Status
from memorial.review.status_admin import StatusAdmin, person_of


class EntryAdmin(StatusAdmin):
    """An entry on the desk: its status on top, its texts in all languages, and what may be done with it."""

    list_display: tuple[str, ...] = ("name_on_the_desk", "status", "changed_at")
    list_filter: ClassVar[tuple[str, ...]] = ("status",)
    search_fields: ClassVar[tuple[str, ...]] = ("label", "=public_id")
    ordering: ClassVar[tuple[str, ...]] = ("label", "pk")
    #: The columns that an index holds in order; a list of a million is sorted by no other.
    sortable_by: ClassVar[tuple[str, ...]] = ("name_on_the_desk", "changed_at")

    @admin.display(description=_("name"), ordering="label")
    def name_on_the_desk(self, entry: Entry) -> str:
        return str(entry)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What is public is changed only by those who may publish."""
        allowed = super().has_change_permission(request, obj)
        if obj is not None and obj.status == Status.PUBLISHED:
            return allowed and self.has_publish_permission(request)
        return allowed

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return may_make(transition=TRANSITIONS["publish"], entry=self.model, by=person_of(request))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was ever public is withdrawn and not deleted: its address stays."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or (obj.status == Status.DRAFT and obj.published_at is None))

    def save_model(self, request: HttpRequest, obj: Any, form: RowForm, change: bool) -> None:
        if not change:
            obj.created_by = person_of(request)
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: RowForm, formsets: Sequence[AnyRowSet], change: bool) -> None:
        super().save_related(request, form, formsets, change)
        form.instance.refresh()

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
            context |= {
                "entry": obj,
                "transitions": self.transitions_of(request, obj),
                "public": obj.status == Status.PUBLISHED,
            }
        return super().render_change_form(request, context, add, change, form_url, obj)
