"""Names as people wrote them: one row for each spelling, none of them made by a machine."""

import unicodedata
from collections.abc import Iterable, Sequence

from django.db import models
from django.utils.translation import gettext_lazy as _

from memorial.base.languages import (
    RIGHT_TO_LEFT_SCRIPTS,
    active_language,
    direction,
    interface_languages,
    language_name,
    validate_language,
)
from memorial.base.parts import Part
from memorial.review.querysets import ChildQuerySet, Row
from memorial.sources.models import Source

#: How Unicode names the letters of each script.
LETTERS_OF = {
    "LATIN": "Latn",
    "CYRILLIC": "Cyrl",
    "ARABIC": "Arab",
    "ARMENIAN": "Armn",
    "GREEK": "Grek",
    "HEBREW": "Hebr",
    "GEORGIAN": "Geor",
}


def script_of(text: str) -> str:
    """Return the script (ISO 15924) in which all letters of a text are written; empty when there is no one such."""
    words = {unicodedata.name(letter, "").partition(" ")[0] for letter in text if letter.isalpha()}
    scripts = {LETTERS_OF.get(word, "") for word in words}
    return scripts.pop() if len(scripts) == 1 else ""


class NameQuerySet(ChildQuerySet[Row]):
    """Names, as public as the person who bears them."""

    entry_path = "person"


NameManager = models.Manager.from_queryset(NameQuerySet)


class PersonName(Part):
    """One spelling of one person's name, in one language and script, as a source has it."""

    class Kind(models.TextChoices):
        """What sort of name it is."""

        AS_WRITTEN = "as_written", _("as written")
        BIRTH = "birth", _("name at birth")
        MARRIED = "married", _("married name")
        NICKNAME = "nickname", _("nickname")

    class Script(models.TextChoices):
        """The script it is written in (ISO 15924)."""

        LATIN = "Latn", _("Latin")
        CYRILLIC = "Cyrl", _("Cyrillic")
        ARABIC = "Arab", _("Arabic")
        ARMENIAN = "Armn", _("Armenian")
        GREEK = "Grek", _("Greek")
        HEBREW = "Hebr", _("Hebrew")
        GEORGIAN = "Geor", _("Georgian")
        OTHER = "Zyyy", _("another script")

    person = models.ForeignKey("memorial.Person", on_delete=models.CASCADE, related_name="names")
    full = models.CharField(_("in full, as written"), max_length=250)
    prefix = models.CharField(_("before the name"), max_length=60, blank=True)
    given = models.CharField(_("given name"), max_length=120, blank=True)
    patronymic = models.CharField(_("patronymic"), max_length=120, blank=True)
    family = models.CharField(_("family name"), max_length=120, blank=True)
    suffix = models.CharField(_("after the name"), max_length=60, blank=True)
    language = models.CharField(_("language"), max_length=12, validators=[validate_language])
    script = models.CharField(_("script"), max_length=4, choices=Script.choices, default=Script.LATIN)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.AS_WRITTEN)
    preferred = models.BooleanField(
        _("preferred"), default=False, help_text=_("The form shown first to readers of its language.")
    )
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True, related_name="names", verbose_name=_("source")
    )
    locator = models.CharField(_("where in it"), max_length=120, blank=True)

    objects = NameManager()

    class Meta:
        verbose_name = _("name")
        verbose_name_plural = _("names")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "language"],
                condition=models.Q(preferred=True),
                name="personname_one_preferred",
                violation_error_message=_("Only one name can be preferred in each language."),
            ),
            models.UniqueConstraint(
                fields=["person", "full", "language", "kind", "source"],
                name="personname_once",
                violation_error_message=_("This spelling is already recorded from this source."),
            ),
        ]

    def __str__(self) -> str:
        return self.full

    @property
    def register_form(self) -> str:
        """The name as an index has it, family name first; the words are those that were written."""
        if not self.family:
            return self.full
        rest = " ".join(part for part in (self.given, self.patronymic) if part)
        return f"{self.family}, {rest}" if rest else self.family

    @property
    def direction(self) -> str:
        return "rtl" if self.script in RIGHT_TO_LEFT_SCRIPTS else direction(self.language)

    @property
    def language_name(self) -> str:
        return language_name(self.language)


def choose_name(
    names: Iterable[PersonName], language: str | None = None, order: Sequence[str] = ()
) -> PersonName | None:
    """Return the form of a person's name for a reader: preferred in their language, else any form in it, else the
    preferred form in the first of the memorial's languages that has one, else the first recorded."""
    wanted = language or active_language()
    tags = [wanted, *order, *interface_languages()]

    def rank(name: PersonName) -> tuple[bool, bool, int]:
        place = tags.index(name.language) if name.language in tags else len(tags)
        return (place != 0, not name.preferred, place)

    return min(names, key=rank, default=None)
