"""Testimonies on the desk; the consents that allow them to be shown have a list of their own."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from memorial.base.admin import TranslationInline, date_column
from memorial.media.consent_links import consent_links
from memorial.media.picture_admin import IllustratedAdmin, PictureInline
from memorial.review.acts_admin import person_of
from memorial.sources.admin import CitationInline
from memorial.testimonies.models import Testimony, TestimonyCitation, TestimonyTranslation
from memorial.testimonies.recordings import Recording


class TestimonyTranslationInline(TranslationInline):
    """The words, and what is said about them."""

    model = TestimonyTranslation


class TestimonyCitationInline(CitationInline):
    """Where it was published or is kept."""

    model = TestimonyCitation


class RecordingInline(PictureInline):
    """The sound, film or scan in which it was given."""

    model = Recording


@admin.register(Testimony)
class TestimonyAdmin(IllustratedAdmin):
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
                "description": _(
                    "A consent to publish, recorded beside this form; or a citation of the source that published it."
                ),
            },
        ),
        (_("What it speaks of"), {"fields": ("people", "places", "events")}),
    )
    inlines = (TestimonyTranslationInline, RecordingInline, TestimonyCitationInline)
    list_display = ("name_on_the_desk", "kind", "basis", "given_in_words", "status", "changed_at")
    list_filter = ("status", "kind", "basis")
    search_fields = ("label", "narrator_name", "=public_id")
    search_help_text = _("By narrator, role or permanent id.")

    given_in_words = date_column("given", _("given when"))

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        context |= consent_links(kwargs.get("obj"), person_of(request))
        return super().render_change_form(request, context, *args, **kwargs)

    def review_page(self, request: HttpRequest, entry: Any, **more: Any) -> HttpResponse:
        page: Any = super().review_page(request, entry, **more)
        page.context_data |= consent_links(entry, person_of(request))
        answer: HttpResponse = page
        return answer
