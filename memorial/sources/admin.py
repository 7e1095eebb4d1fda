"""Sources on the desk, and the citations that stand on the form of every kind of entry."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from memorial.base.admin import ChildRows, TabularInline, TranslationInline, date_column
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
