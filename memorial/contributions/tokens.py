"""Form tokens: what a page for strangers carries instead of a cookie.

A token names one filling-in of one form, so that a double click or a retry is one contribution, and tells when the
page was opened. It gives no authority: whoever has one can do no more than send a contribution.
"""

import secrets
import time
from dataclasses import dataclass
from datetime import timedelta

from django.core import signing

SALT = "memorial.contributions.form"


@dataclass(frozen=True)
class FormToken:
    """One filling-in of a form: its key, and how long ago its page was opened."""

    once: str
    age: timedelta


def new_token(once: str = "") -> str:
    """Return the token of a page that is opened now, for a new form or for one that is continued."""
    return signing.dumps([once or secrets.token_hex(16), int(time.time())], salt=SALT)


def read_token(value: str) -> FormToken | None:
    """Return what a token says; nothing for one that is not ours."""
    try:
        once, opened = signing.loads(value, salt=SALT)
    except signing.BadSignature:
        return None
    return FormToken(once, timedelta(seconds=max(0, time.time() - opened)))
