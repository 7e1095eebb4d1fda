"""Commemorations and recognitions on the desk."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from memorial.base.admin import TranslationInline, date_column
from memorial.commemorations.models import Commemoration, CommemorationCitation, CommemorationTranslation
from memorial.commemorations.pictures import CommemorationPicture
from memorial.commemorations.recognitions import Recognition, RecognitionCitation, RecognitionTranslation
from memorial.media.picture_admin import IllustratedAdmin, PictureInline
from memorial.review.admin import EntryAdmin
from memorial.sources.admin import CitationInline


class CommemorationTranslationInline(TranslationInline):
    """What it is called and who keeps it."""

    model = CommemorationTranslation


class CommemorationCitationInline(CitationInline):
    """Where it is reported."""

    model = CommemorationCitation


class CommemorationPictureInline(PictureInline):
    """The monument, the ceremony, the day."""

    model = CommemorationPicture


@admin.register(Commemoration)
class CommemorationAdmin(IllustratedAdmin):
    """A day, a ceremony, a monument, a burial."""

    fieldsets = ((None, {"fields": ("kind", "date", "place")}),)
    inlines = (CommemorationTranslationInline, CommemorationPictureInline, CommemorationCitationInline)
    list_display = ("name_on_the_desk", "kind", "date_in_words", "place", "status", "changed_at")
    list_filter = ("status", "kind")
    list_select_related = ("place",)
    search_help_text = _("By title or permanent id.")

    date_in_words = date_column("date", _("date"))


class RecognitionTranslationInline(TranslationInline):
    """The body, its jurisdiction, and the words it used."""

    model = RecognitionTranslation


class RecognitionCitationInline(CitationInline):
    """Where the instrument can be read."""

    model = RecognitionCitation


@admin.register(Recognition)
class RecognitionAdmin(EntryAdmin):
    """One instrument of one body."""

    fieldsets = (
        (
            None,
            {
                "fields": ("level", "instrument", "date"),
                "description": _(
                    "The level says for whom the body can speak. What a part of a country, a committee or single "
                    "members declare is not a state's recognition."
                ),
            },
        ),
        (_("If it was taken back"), {"fields": ("reversed",)}),
    )
    inlines = (RecognitionTranslationInline, RecognitionCitationInline)
    list_display = ("name_on_the_desk", "level", "instrument", "date_in_words", "status", "changed_at")
    list_filter = ("status", "level", "instrument")
    search_help_text = _("By body, jurisdiction, date or permanent id.")

    date_in_words = date_column("date", _("date"))
