"""The chronology, the places and the figures on the desk."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from memorial.base.admin import TranslationInline, date_column
from memorial.events.figures import Figure, FigureCitation, FigureTranslation
from memorial.events.models import Event, EventCitation, EventTranslation
from memorial.events.pictures import EventPicture, PlacePicture
from memorial.events.places import Place, PlaceCitation, PlaceTranslation
from memorial.media.picture_admin import IllustratedAdmin, PictureInline
from memorial.review.admin import EntryAdmin
from memorial.sources.admin import CitationInline


class EventTranslationInline(TranslationInline):
    """What happened."""

    model = EventTranslation


class EventCitationInline(CitationInline):
    """Who reports it."""

    model = EventCitation


class EventPictureInline(PictureInline):
    """What was photographed, filmed or written of it."""

    model = EventPicture


@admin.register(Event)
class EventAdmin(IllustratedAdmin):
    """One step of the chronology: when, where, what."""

    fieldsets = ((None, {"fields": ("date", "time", "place")}),)
    inlines = (EventTranslationInline, EventPictureInline, EventCitationInline)
    list_display = ("name_on_the_desk", "date_in_words", "time", "place", "status", "changed_at")
    list_select_related = ("place",)
    ordering = ("date_earliest", "time", "pk")
    search_help_text = _("By title, date or permanent id.")

    date_in_words = date_column("date", _("date"))


class PlaceTranslationInline(TranslationInline):
    """What the place is called."""

    model = PlaceTranslation
    above = True


class PlaceCitationInline(CitationInline):
    """Where its name and its point come from."""

    model = PlaceCitation


class PlacePictureInline(PictureInline):
    """How it looked."""

    model = PlacePicture


@admin.register(Place)
class PlaceAdmin(IllustratedAdmin):
    """A place: its names, what it lies in, its point on the map."""

    fieldsets = (
        (None, {"fields": ("other_names", "kind", "part_of")}),
        (
            _("Point on the map"),
            {
                "fields": (("latitude", "longitude"),),
                "description": _("In degrees, for example 39.9106 and 46.7892. Only as exact as the source."),
            },
        ),
    )
    inlines = (PlaceTranslationInline, PlacePictureInline, PlaceCitationInline)
    list_display = ("name_on_the_desk", "kind", "part_of", "status", "changed_at")
    told_by = ("kind",)
    list_filter = ("status", "kind")
    list_select_related = ("part_of",)
    search_fields = ("label", "other_names", "translations__name", "=public_id")
    search_help_text = _("By any of its names or permanent id.")


class FigureTranslationInline(TranslationInline):
    """Of whom the number is, and who states it."""

    model = FigureTranslation


class FigureCitationInline(CitationInline):
    """Where the number stands."""

    model = FigureCitation


@admin.register(Figure)
class FigureAdmin(EntryAdmin):
    """One number as one body states it; another body's number is another entry."""

    fieldsets = (
        (
            None,
            {
                "fields": (("qualifier", "low", "high"), "unit", "stated"),
                "description": _("The number exactly as it is stated. Never add numbers up, never take their mean."),
            },
        ),
        (_("Where it stands on the page"), {"fields": (("topic", "position"),)}),
    )
    inlines = (FigureTranslationInline, FigureCitationInline)
    list_display = ("name_on_the_desk", "topic", "position", "stated_in_words", "status", "changed_at")
    list_filter = ("status", "unit")
    search_fields = ("label", "topic", "=public_id")
    search_help_text = _("By subject, who states it, topic or permanent id.")

    stated_in_words = date_column("stated", _("stated when"))
