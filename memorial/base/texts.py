"""Texts in several languages: which one a reader is shown, and what must be said about it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from memorial.base.alphabets import sort_key
from memorial.base.canonical import canonical_hash
from memorial.base.languages import (
    active_language,
    direction,
    interface_languages,
    language_name,
    validate_language,
)
from memorial.base.parts import Part

#: Invisible signs that turn round the direction of all that follows them; no language is written with them.
OVERRIDES = re.compile("[\u202d\u202e]")
#: What in the row of a text is not its words.
NO_WORDS = frozenset({"id", "entry", "language", "state", "copied_from", "made_from"})


def validate_direction(value: str) -> None:
    """Refuse a text in which an invisible sign makes a reader see other words than those that are kept."""
    if OVERRIDES.search(value):
        raise ValidationError(
            _("This text holds an invisible sign that turns round the direction of writing. Type it anew."),
            code="direction",
        )


class Translation(Part):
    """The texts of one entry in one language; each concept names its own texts in a table of its own."""

    class State(models.TextChoices):
        """How far a text can be relied on."""

        ORIGINAL = "original", _("written in this language")
        UNREVIEWED = "unreviewed", _("translation, not yet reviewed")
        REVIEWED = "reviewed", _("translation, reviewed")

    #: The texts that a content note stands before; none where this kind of entry has no content note.
    behind_note: ClassVar[Sequence[str]] = ()

    language = models.CharField(_("language"), max_length=12, validators=[validate_language])
    state = models.CharField(
        _("state of the text"),
        max_length=10,
        choices=State.choices,
        default=State.ORIGINAL,
        help_text=_("Visitors are told when a translation has not been reviewed yet."),
    )
    #: What the original said (as a digest) when this translation was last compared with it.
    made_from = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "language"],
                name="%(class)s_one_per_language",
                violation_error_message=_("There is already a text in this language."),
            )
        ]

    def __str__(self) -> str:
        return self.language


def content_note_field() -> "models.CharField[str, str]":
    """Return the column in which a text says of what grave things it speaks."""
    return models.CharField(
        _("content note"),
        max_length=250,
        blank=True,
        help_text=_("What grave things the text speaks of; shown before it."),
    )


@dataclass(frozen=True)
class Text:
    """One text as a reader meets it: the words, their language, and whether that is the language of the page."""

    value: str
    language: str
    foreign: bool
    unreviewed: bool

    @property
    def language_name(self) -> str:
        return language_name(self.language)

    @property
    def foreign_name(self) -> str:
        """The name of the text's language where that is not the page's; else empty."""
        return self.language_name if self.foreign else ""

    @property
    def direction(self) -> str:
        return direction(self.language)

    @property
    def sort_key(self) -> str:
        """The key that puts the text in its place in the alphabet of the page."""
        return sort_key(self.value, language=active_language(), text_language=self.language)

    def __str__(self) -> str:
        return self.value


def untranslated(value: str, language: str = "") -> Text:
    """Return a text that is no translation, in the language that it is written in (the page's own unless given)."""
    page = active_language()
    return Text(value, language or page, foreign=(language or page) != page, unreviewed=False)


def choose_text(
    translations: Iterable[Translation],
    field: str,
    language: str | None = None,
    order: Sequence[str] = (),
) -> Text | None:
    """Return the text of a field for a reader, or nothing when no language has one.

    The page's language comes first, then the memorial's languages in their order, then any other.
    """
    wanted = language or active_language()
    ranks = {tag: rank for rank, tag in enumerate([wanted, *order, *interface_languages()][::-1])}
    written = [row for row in translations if getattr(row, field)]
    if not written:
        return None
    best = max(written, key=lambda row: (ranks.get(row.language, -1), row.language))
    return Text(
        value=getattr(best, field),
        language=best.language,
        foreign=best.language != wanted,
        unreviewed=best.state == Translation.State.UNREVIEWED,
    )


def words_of(text: Translation) -> dict[str, str]:
    """Return the words of one text by the names of its fields; those that are empty are left out."""
    fields = [field.name for field in text._meta.concrete_fields if field.name not in NO_WORDS]
    return {name: getattr(text, name) for name in fields if getattr(text, name)}


def original_of(texts: Iterable[Translation]) -> Translation | None:
    """Return the text that the others translate: the one marked as the original, the first where there are several."""
    originals = [text for text in texts if text.state == Translation.State.ORIGINAL]
    return min(originals, key=lambda text: text.pk or 0, default=None)


def words_digest(text: Translation) -> str:
    """Return a digest of a text's words, by which a translation remembers what it was made from."""
    return canonical_hash(words_of(text))


def is_outdated(text: Translation, original: Translation) -> bool:
    """Return whether the original says something else now than when this translation was last compared with it."""
    translated = text.state != Translation.State.ORIGINAL
    return bool(translated and text.made_from and text.made_from != words_digest(original))
