"""Values of a record: what one cell says, read by the kind of field that it fills."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import models

from memorial.base.dates import is_anniversary, is_edtf
from memorial.base.fields import EdtfField

#: More digits than any number of a record has; longer ones are not even read.
MOST_DIGITS = 18
YES_OR_NO = {"yes": True, "no": False}


class Unreadable(ValueError):
    """A cell that cannot be read; its message is the reason."""


def read_value(field: "models.Field[Any, Any]", text: str) -> Any:
    """Return what a cell that is not empty says. Raises Unreadable with a sentence for those who write the table."""
    if isinstance(field, EdtfField):
        return _date(field, text)
    if field.choices:
        return _choice([str(value) for value, _label in field.flatchoices if value], text)
    if isinstance(field, models.BooleanField):
        return YES_OR_NO[_choice(list(YES_OR_NO), text)]
    if isinstance(field, models.IntegerField):
        return _number(text)
    if isinstance(field, models.DecimalField):
        return _decimal(text)
    return text


def read_list(text: str) -> list[str]:
    """Return the parts of a cell that lists several, separated by semicolons."""
    return [part.strip() for part in text.split(";") if part.strip()]


def _date(field: EdtfField, text: str) -> str:
    if is_edtf(text) or (field.anniversary and is_anniversary(text)):
        return text
    raise Unreadable(f"“{text}” is not a date. Write it in EDTF, like 1953-06-24, 1992-02, 1954~, 1933? or ../1960.")


def _choice(known: list[str], text: str) -> str:
    if text in known:
        return text
    raise Unreadable(f"“{text}” is not one of: {', '.join(known)}.")


def _number(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS:
        return int(text)
    raise Unreadable(f"“{text}” is not a whole number. Write it in digits alone, like 1275.")


def _decimal(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise Unreadable(f"“{text}” is not a decimal number. Write it like 39.9111.")
    return number
