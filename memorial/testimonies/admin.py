"""Testimonies on the desk, with the consents that allow them to be shown."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from memorial.base.admin import ChildRows, StackedInline, TranslationInline, date_column
from memorial.review.admin import EntryAdmin
from memorial.sources.admin import CitationInline
from memorial.testimonies.consent import Consent
from memorial.testimonies.models import Testimony, TestimonyCitation, TestimonyTranslation


class TestimonyTranslationInline(TranslationInline):
    """The words, and what is said about them."""

    model = TestimonyTranslation


class TestimonyCitationInline(CitationInline):
    """Where it was published or is kept."""

    model = TestimonyCitation


class ConsentInline(ChildRows, StackedInline):
    """What the narrator allowed; one row for each purpose."""

    model = Consent
    extra = 0
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("purpose", "given", "given_by"),
                    ("audience", "naming", "pseudonym"),
                    ("valid_from", "valid_until"),
                    ("how_recorded", "recorded_at"),
                    ("wording_version", "wording_language"),
                    "withdrawn_at",
                ),
                "description": _("A consent that ends is not deleted: write when it was withdrawn."),
            },
        ),
    )

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # An answer once relied on stays on record, with the moment of its withdrawal.
        return super().has_delete_permission(request, obj) and (obj is None or obj.published_at is None)


@admin.register(Testimony)
class TestimonyAdmin(EntryAdmin):
    """What somebody told: who, when, where, by what right it is shown, and of whom it speaks."""

    fieldsets = (
        (
            _("Who told it"),
            {
                "fields": ("kind", "anonymous", "narrator", "narrator_name"),
                "description": _("A narrator who is not to be named has no name here, nor in the texts below."),
            },
        ),
        (_("When, where, in which language"), {"fields": (("given", "given_place"), "language")}),
        (
            _("What allows it to be shown"),
            {
                "fields": ("basis",),
                "description": _("A consent to publish, below; or a citation of the source that has published it."),
            },
        ),
        (_("What it speaks of"), {"fields": ("people", "places", "events")}),
    )
    inlines = (TestimonyTranslationInline, ConsentInline, TestimonyCitationInline)
    list_display = ("name_on_the_desk", "kind", "basis", "given_in_words", "status", "changed_at")
    list_filter = ("status", "kind", "basis")
    search_fields = ("label", "narrator_name", "=public_id")
    search_help_text = _("By narrator, role or permanent id.")

    given_in_words = date_column("given", _("given when"))
