"""Photographs, documents and recordings on the desk."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from memorial.base.admin import TranslationInline, date_column
from memorial.media.forms import AssetForm
from memorial.media.models import Asset, AssetTranslation
from memorial.review.acts_admin import person_of
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
    list_filter = ("status", "kind", "grade")
    search_fields = ("label", "credit", "=public_id")
    search_help_text = _("By caption, credit or permanent id.")

    taken_in_words = date_column("taken", _("made"))

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Let the form know who sends a file."""
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.sender = person_of(request)
        return form

    def own_fieldsets(self, request: HttpRequest, obj: Any) -> Any:
        """A file is chosen once; what it is of is never exchanged."""
        file = (None, {"fields": ("file", "received")}) if obj is None else None
        shown = (
            _("What is shown"),
            {"fields": ("grade", "living", "living_consent", "decorative", ("focal_x", "focal_y"))},
        )
        made = (_("Who made it, and when"), {"fields": ("credit", "taken", "source", "source_position", "redacts")})
        given = (_("Where it is from"), {"fields": ("supplied_by", "supplied_from", "supplied", "terms")})
        rights = (_("What others may do with it"), {"fields": ("rights",)})
        return tuple(each for each in (file, shown, made, rights, given) if each)
