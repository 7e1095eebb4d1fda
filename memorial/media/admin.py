"""Photographs, documents and recordings on the desk."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from memorial.base.admin import TranslationInline, date_column
from memorial.media.forms import AssetForm, file_name
from memorial.media.models import Asset, AssetTranslation
from memorial.review.admin import EntryAdmin


class AssetTranslationInline(TranslationInline):
    """What it shows: in a sentence for those who cannot see it, and its caption."""

    model = AssetTranslation


@admin.register(Asset)
class AssetAdmin(EntryAdmin):
    """A file: what it is, who made it, what others may do with it."""

    form = AssetForm
    inlines = (AssetTranslationInline,)
    list_display = ("name_on_the_desk", "kind", "rights", "taken_in_words", "status", "changed_at")
    list_filter = ("status", "kind")
    search_fields = ("label", "credit", "=public_id")
    search_help_text = _("By caption, credit or permanent id.")
    readonly_fields = ("kept_file",)
    view_on_site = False  # type: ignore[assignment]  # it has no page of its own

    taken_in_words = date_column("taken", _("made"))

    @admin.display(description=_("file"))
    def kept_file(self, asset: Asset) -> str:
        return file_name(asset.file)

    def own_fieldsets(self, request: HttpRequest, obj: Any) -> Any:
        """The file is named and never linked, also to those who may only read."""
        may = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        return (
            (None, {"fields": ("file" if may else "kept_file", "kind", "decorative")}),
            (_("Who made it, and when"), {"fields": ("credit", "taken", "source")}),
            (_("What others may do with it"), {"fields": ("rights",)}),
        )
