"""The memorial: the one row that says what this installation remembers."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from memorial.base.asking import asked_once
from memorial.base.dates import validate_anniversary
from memorial.base.fields import EdtfField
from memorial.base.grave_words import default_grave_words
from memorial.base.languages import interface_languages
from memorial.base.licences import Licence
from memorial.base.reading import keep_rows
from memorial.base.texts import Text, Translation, choose_text


def validate_languages(value: Any) -> None:
    """Refuse a list of languages that the interface cannot speak, that repeats one, or that is empty."""
    known = interface_languages()
    whole = isinstance(value, list) and bool(value) and all(tag in known for tag in value)
    if not whole or len(set(value)) != len(value):
        raise ValidationError(
            _("Give the languages as a list without repetition, chosen from: %(known)s."),
            code="invalid_languages",
            params={"known": ", ".join(known)},
        )


#: The memorial as it was read for one answer, or for a work on very many entries; nothing outside of these.
READ_ONCE: "ContextVar[Memorial | None]" = ContextVar("memorial read once", default=None)


class Memorial(models.Model):
    """This installation: its day of remembrance, its languages, its contact and the bounds of its map."""

    SINGLE_ID = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=SINGLE_ID, editable=False)
    day_of_remembrance = models.CharField(
        _("day of remembrance"),
        max_length=7,
        blank=True,
        validators=[validate_anniversary],
        help_text=_("Month and day, written --02-26 for 26 February."),
    )
    occurred = EdtfField(
        _("when it happened"),
        help_text=_("The age of the missing and of survivors is reckoned at this time."),
    )
    languages = models.JSONField(
        _("languages offered"),
        default=interface_languages,
        validators=[validate_languages],
        help_text=_("In the order in which visitors are offered them; the first is the memorial's own."),
    )
    time_zone = models.CharField(_("time zone"), max_length=40, default="UTC")
    contact = models.TextField(
        _("contact"), blank=True, help_text=_("How to reach the curators; shown on the page about the memorial.")
    )
    one_hand = models.BooleanField(
        _("publication by one hand"),
        default=False,
        help_text=_(
            "Only while there is a single curator: whoever wrote a text may then publish it too. "
            "The ledger, the version and the page about the memorial say so."
        ),
    )
    grave_words = models.TextField(
        _("grave words"),
        blank=True,
        default=default_grave_words,
        help_text=_(
            "One beginning of a word on each line, in any language. A text with such a word needs a content note. "
            "A line that begins with a hyphen excepts harmless words that begin like the rest of it."
        ),
    )
    licence = models.CharField(
        _("licence of the public data"),
        max_length=20,
        choices=Licence.choices,
        blank=True,
        help_text=_(
            "Under which the page of public data gives its files to everybody. Choose one only when those who hold the "
            "rights have agreed; without one the page says that rights are to be asked for."
        ),
    )
    map_south = models.DecimalField(_("map: south"), max_digits=7, decimal_places=4, null=True, blank=True)
    map_west = models.DecimalField(_("map: west"), max_digits=7, decimal_places=4, null=True, blank=True)
    map_north = models.DecimalField(_("map: north"), max_digits=7, decimal_places=4, null=True, blank=True)
    map_east = models.DecimalField(_("map: east"), max_digits=7, decimal_places=4, null=True, blank=True)

    class Meta:
        verbose_name = _("memorial")
        verbose_name_plural = _("memorial")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(id=1),
                name="memorial_only_one",
                violation_error_message=_("An installation has one memorial."),
            )
        ]

    def __str__(self) -> str:
        title = self.text("title")
        return title.value if title else str(_("Memorial"))

    def text(self, field: str) -> Text | None:
        """Return one of the memorial's texts in the language of the page."""
        if self._state.adding:
            return None
        return choose_text(self.translations.all(), field, order=self.languages)

    @property
    def own_language(self) -> str:
        """The first of the languages offered: the desk calls entries by their names in it."""
        return str(self.languages[0])

    @property
    def zone(self) -> ZoneInfo:
        """The time zone by which the memorial tells its days; one that does not exist counts as UTC."""
        try:
            return ZoneInfo(self.time_zone)
        except (KeyError, ValueError, OSError):
            return ZoneInfo("UTC")

    @property
    def title(self) -> str:
        return str(self)

    @classmethod
    def current(cls) -> "Memorial":
        """Return this installation's memorial, or an empty one before a record has been loaded."""
        return READ_ONCE.get() or cls.with_texts() or cls.objects.first() or cls()

    @classmethod
    def with_texts(cls) -> "Memorial | None":
        """Return the memorial with all its texts, read in one question; nothing where it has none."""
        rows: list[MemorialTranslation] = texts_of_memorial()
        if not rows:
            return None
        keep_rows(rows[0].entry, "translations", rows)
        return rows[0].entry


@asked_once
def texts_of_memorial() -> "models.QuerySet[MemorialTranslation]":
    """Return all texts of the memorial, each with the memorial."""
    return MemorialTranslation.objects.select_related("entry").order_by("pk")


@contextmanager
def read_once(memorial: Memorial | None = None) -> Iterator[Memorial]:
    """Read the memorial's settings once for all that is done within, or take them as they were read just now.

    That is one answer, or a transaction with very many entries.
    """
    known = memorial or Memorial.current()
    token = READ_ONCE.set(known)
    try:
        yield known
    finally:
        READ_ONCE.reset(token)


class MemorialTranslation(Translation):
    """The memorial's title, subtitle and introduction in one language."""

    entry = models.ForeignKey(Memorial, on_delete=models.CASCADE, related_name="translations")
    title = models.CharField(_("title"), max_length=200)
    subtitle = models.CharField(_("subtitle"), max_length=300, blank=True)
    introduction = models.TextField(_("introduction"), blank=True)

    class Meta(Translation.Meta):
        verbose_name = _("text")
        verbose_name_plural = _("texts")
