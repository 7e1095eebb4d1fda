"""Request ids: by which one request is found again in the logs; made by chance, they say nothing of a visitor."""

import re
import secrets
from contextvars import ContextVar

from django.conf import settings
from django.http import HttpRequest

HEADER = "X-Request-ID"
FORM = re.compile(r"[A-Za-z0-9-]{8,64}", re.ASCII)
#: The id of the request that is being answered here; empty between requests.
CURRENT: ContextVar[str] = ContextVar("request_id", default="")


def request_id(request: HttpRequest) -> str:
    """Return the id that our own proxy has given a request, if it is one, or else a new one."""
    given = request.headers.get(HEADER, "") if settings.PROXIES else ""
    return given if FORM.fullmatch(given) else secrets.token_hex(16)
