"""Languages and scripts: their tags, their names, their direction."""

import re

from babel import Locale, UnknownLocaleError
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")
RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ku-Arab", "ps", "sd", "ug", "ur", "yi"})


def validate_language(value: str) -> None:
    """Refuse what is not a language tag such as ``az``, ``ru`` or ``az-Cyrl`` (BCP 47)."""
    if not TAG.fullmatch(value):
        raise ValidationError(
            _("“%(value)s” is not a language tag. Write for example az, ru, fa or az-Cyrl."),
            code="invalid_language",
            params={"value": value},
        )


def active_language() -> str:
    """Return the language that the page is being written in."""
    return get_language() or "en"


def language_name(tag: str) -> str:
    """Return the name of a language in the language of the page, or its tag where no name is known."""
    try:
        name = Locale.parse(tag, sep="-").get_display_name(active_language())
    except (UnknownLocaleError, ValueError):
        return tag
    return name or tag


def direction(tag: str) -> str:
    """Return the direction in which a language is written: ``ltr`` or ``rtl``."""
    return "rtl" if tag in RIGHT_TO_LEFT or tag.split("-")[0] in RIGHT_TO_LEFT else "ltr"
