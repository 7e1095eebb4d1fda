"""Languages and scripts: their tags, their names, their direction."""

import re
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext, gettext_noop, override
from django.utils.translation import gettext_lazy as _

TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")
RIGHT_TO_LEFT = frozenset({"ar", "arc", "azb", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
#: Scripts (ISO 15924) written from right to left, whatever the language.
RIGHT_TO_LEFT_SCRIPTS = frozenset({"Arab", "Hebr", "Syrc", "Thaa"})
#: Languages that people write in here and that Babel does not name in each language of the interface.
NAMED_HERE = {"tly": gettext_noop("Talysh")}


def validate_language(value: str) -> None:
    """Refuse what is not a language tag such as ``az``, ``ru`` or ``az-Cyrl`` (BCP 47)."""
    if not TAG.fullmatch(value):
        raise ValidationError(
            _("“%(value)s” is not a language tag. Write for example az, ru, fa or az-Cyrl."),
            code="invalid_language",
            params={"value": value},
        )


def interface_languages() -> list[str]:
    """Return the languages that the interface speaks, in the order of the settings."""
    return [tag for tag, _name in settings.LANGUAGES]


def active_language() -> str:
    """Return the language that the page is being written in."""
    return get_language() or "en"


def language_name(tag: str) -> str:
    """Return the name of a language in the language of the page, or its tag where no name is known."""
    return name_in(tag, active_language())


@lru_cache(maxsize=2048)
def name_in(tag: str, language: str) -> str:
    """Return the name of a language in another one, or its tag where no name is known."""
    if tag in NAMED_HERE:
        with override(language):
            return gettext(NAMED_HERE[tag])
    try:
        # Babel names many languages of which it knows nothing else, so that it cannot read their tags.
        named = Locale.parse(language, sep="-").languages.get(tag)
        return named or Locale.parse(tag, sep="-").get_display_name(language) or tag
    except (UnknownLocaleError, ValueError):
        return tag


def direction(tag: str) -> str:
    """Return the direction in which a language is written: ``ltr`` or ``rtl``."""
    language, *parts = tag.split("-")
    script = next((part for part in parts if len(part) == 4), "")
    turned = script in RIGHT_TO_LEFT_SCRIPTS if script else language in RIGHT_TO_LEFT
    return "rtl" if turned else "ltr"
