"""Columns that are left out: identity numbers, passports, telephone numbers, e-mail and street addresses.

A list may hold them for its own ends; a memorial has no use for them, and they tell where the living can be found.
"""

import re
from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from memorial.exchange.lists.dates import read_date

REASONS: dict[str, str | Promise] = {
    "identity": _("Numbers of identity documents are left out."),
    "passport": _("Numbers of passports are left out."),
    "phone": _("Telephone numbers and ways to reach people are left out."),
    "e_mail": _("E-mail addresses are left out."),
    "address": _("Street addresses are left out."),
}
#: A column is left out when this share of what stands in it looks private.
SHARE = 0.3

_E_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.\w{2,}")
_PHONE = re.compile(r"(?:\+|\(\s?\+?\d|tel)[\d\s().:-]{7,}|0\d{1,3}[ -]\d{2,3}(?:[ -]\d{2,4}){1,3}", re.I)
_IDENTITY = re.compile(
    r"[^\W\d_]{0,4}\s?(?:№|n[o°]\.?)?\s?\d{7,}[a-z]?|\d{1,2}\.\d{3}\.\d{3}|\d{3}-\d{3}-\d{3}[ -]\d{2}"
    r"|\d{2} ?\d{2} \d{6}|\d{2}-\d{7,8}-\d|(?=.*\d.*\d)(?=.*[A-Z])[0-9A-Z]{7}",
    re.I,
)
_STREET = re.compile(
    r"(?<!\w)(?:ул\.|улица|пер\.|просп\.|проспект|кв\.|küç\.|küçəsi|prospekti|mənzil|sok\.|sokak|sokağı|cad\.|caddesi|mah\."
    r"|street|st\.|avenue|ave\.|road|rd\.|apt\.|calle|avda\.|dpto\.|depto\.|straße|str\.|rue)(?!\w)"
    r"|stra(?:ß|ss)e \d",
    re.I,
)
_ROW_ID_DIGITS = re.compile(r"\d{1,8}")


def private_look(values: Sequence[str], *, is_row_id: bool = False) -> str:
    """Return what private things the values of a column look like (a key of REASONS), or nothing.

    In a column that numbers the rows of the list (``is_row_id``), numbers of up to eight digits are those.
    """
    written = [value.strip() for value in values if value.strip()]
    for kind, looks in (
        ("e_mail", _is_e_mail),
        ("phone", _is_phone),
        ("address", _is_street),
        ("identity", _is_identity),
    ):
        seen = [value for value in written if len(value) < 200 and looks(value)]
        if kind == "identity" and is_row_id:
            seen = [value for value in seen if not _ROW_ID_DIGITS.fullmatch(value)]
        if seen and len(seen) >= SHARE * len(written):
            return kind
    return ""


def _is_e_mail(value: str) -> bool:
    return _E_MAIL.search(value) is not None


def _is_phone(value: str) -> bool:
    return _PHONE.fullmatch(value) is not None and not read_date(value).edtf


def _is_street(value: str) -> bool:
    return _STREET.search(value) is not None and any(sign.isdigit() for sign in value)


def _is_identity(value: str) -> bool:
    has_digits = sum(sign.isdigit() for sign in value) >= 2
    return has_digits and _IDENTITY.fullmatch(value) is not None and not read_date(value).edtf
