"""The memorial itself on the desk; the form stands here because its languages and its time decide the register."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from memorial.base.admin import DeskAdmin, TranslationInline
from memorial.base.forms import AnyRowSet, MemorialForm, RowForm
from memorial.base.memorial import Memorial, MemorialTranslation
from memorial.people.actions import remake_register
from memorial.sources.admin import IntroductionSourceInline


class MemorialTranslationInline(TranslationInline):
    """The memorial's title, subtitle and introduction."""

    model = MemorialTranslation
    above = True


@admin.register(Memorial)
class MemorialAdmin(DeskAdmin):
    """The one row of the memorial: it can be made once, and never deleted.

    When its languages or its time change, the register of names is made anew.
    """

    form = MemorialForm
    inlines = (MemorialTranslationInline, IntroductionSourceInline)
    fieldsets = (
        (None, {"fields": ("day_of_remembrance", "occurred")}),
        (None, {"fields": ("languages", "contact", "time_zone")}),
        (_("Bounds of the map"), {"fields": (("map_south", "map_north"), ("map_west", "map_east"))}),
    )
    decisive = frozenset({"languages", "occurred"})

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not Memorial.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_related(self, request: HttpRequest, form: RowForm, formsets: Sequence[AnyRowSet], change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if self.decisive & set(form.changed_data):
            people = remake_register()
            sentence = ngettext(
                "The register of names was made anew: %(number)d person.",
                "The register of names was made anew: %(number)d people.",
                people,
            )
            self.message_user(request, sentence % {"number": people})
