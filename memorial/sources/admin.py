"""Sources on the desk, and the citations that stand on the form of every kind of entry."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from memorial.base.admin import ChildRows, TabularInline, TranslationInline, date_column
from memorial.review.acts_admin import person_of
from memorial.review.admin import EntryAdmin
from memorial.sources.forms import CitationForm
from memorial.sources.models import Citation, IntroductionSource, Source, SourceCitation, SourceTranslation


class CitationInline(ChildRows, TabularInline):
    """Which source supports which fact of the entry."""

    form = CitationForm
    extra = 1
    fields = ("fact", "source", "locator", "says", "stance", "value")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Citation]":
        return super().get_queryset(request).select_related("source")


class SourceTranslationInline(TranslationInline):
    """What the source reported, and how it was read."""

    model = SourceTranslation


class SourceCitationInline(CitationInline):
    """The source through which this one is known."""

    model = SourceCitation
    fk_name = "entry"
    verbose_name_plural = _("known through")


class IntroductionSourceInline(ChildRows, TabularInline):
    """The sources on which the memorial's own introduction rests."""

    model = IntroductionSource
    extra = 1
    fields = ("source", "position")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[IntroductionSource]":
        return super().get_queryset(request).select_related("source")


@admin.register(Source)
class SourceAdmin(EntryAdmin):
    """A source: what it is, where it can be found, what it reported."""

    fieldsets = (
        (None, {"fields": ("kind", "title", "title_language", ("author", "publisher"))}),
        (_("When and where it was published"), {"fields": (("published", "place"), "language")}),
        (_("Where it can be read"), {"fields": ("url", "archive_reference")}),
    )
    inlines = (SourceTranslationInline, SourceCitationInline)
    list_display = ("name_on_the_desk", "kind", "published_in_words", "status", "changed_at")
    told_by = ("kind",)
    list_filter = ("status", "kind")
    search_fields = ("label", "author", "url", "=public_id")
    search_help_text = _("By title, publisher, author, address or permanent id.")

    published_in_words = date_column("published", _("published"))

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        source = kwargs.get("obj")
        if source is not None:
            context |= {"scans": scans_of(source.copy_of or source, person_of(request))}
        return super().render_change_form(request, context, *args, **kwargs)


def scans_of(source: Source, person: Any) -> list[tuple[str, str]]:
    """Return the scans of a source of which a person may know, in their order, each with its place on the desk."""
    rows: Any = source.assets
    scans = rows.visible_to(person).of_record().order_by("source_position", "pk")
    return [(str(scan), reverse("admin:memorial_asset_change", args=[scan.pk])) for scan in scans]
