"""Unreached: what is said while the database does not answer, and how nobody loses what they have written.

The page needs neither the database nor anything else that may have failed. Whoever has sent something finds their words
on it, to be sent again from there as they were.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.http.multipartparser import MultiPartParserError
from django.template.loader import render_to_string
from django.utils import translation

from memorial.base.languages import interface_languages
from memorial.contributions.continuing import FORMS
from memorial.operations.counts import DATABASE_ERRORS
from memorial.public.entrance import best_language
from memorial.public.error_pages import address_language, unkept

#: In how many seconds to try again.
WAIT = "30"
#: What a database says in five signs where it is stopping, starting, or lost: classes 08 and 57P of SQLSTATE.
LOST = ("08", "57P")
#: A form with a field of such a name is never given back, not even to the one who sent it.
SECRETS = ("password",)
said_by = logging.getLogger(__name__)


@dataclass(frozen=True)
class Sent:
    """One field as it was sent: its name, its words, and what its form calls it where that is known."""

    name: str
    words: str
    label: str = ""


class WithoutDatabase:
    """Answers for the memorial while its database does not."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponseBase | None:
        """Answer with the page where the database was not reached, or did not answer in time; other faults are ours."""
        if isinstance(problem, DatabaseError | InterfaceError):
            DATABASE_ERRORS.inc()
        if not isinstance(problem, OperationalError | InterfaceError):
            return None
        said_by.error("The database does not answer: %s.", type(problem.__cause__ or problem).__name__)
        return unreached(request)


def is_unreached(problem: Exception) -> bool:
    """Return whether a database was not reached at all, and not only slow or busy."""
    state = getattr(problem.__cause__, "sqlstate", None)
    return isinstance(problem, OperationalError | InterfaceError) and (state is None or state.startswith(LOST))


def unreached(request: HttpRequest) -> HttpResponse:
    """Return the page that says that the record cannot be reached now, with all that was sent."""
    sent, files = what_was_sent(request)
    language = address_language(request) or best_language(request, interface_languages())
    with translation.override(language):
        context = {
            "language": language,
            "sent": sent,
            "written": [field for field in sent if field.label or " " in field.words.strip()],
            "files": files,
        }
        body = render_to_string("503.html", context)
    response = unkept(HttpResponse(body, status=503))
    response.headers["Retry-After"] = WAIT
    response.headers["Content-Language"] = language
    return response


def what_was_sent(request: HttpRequest) -> tuple[list[Sent], list[str]]:
    """Return the fields that were sent, and the names of the files; nothing where they cannot be read."""
    if request.method != "POST":
        return [], []
    try:
        fields = [Sent(name, str(value), label_of(name)) for name, value in words_in(request)]
        files = [str(file.name) for _name, given in request.FILES.lists() for file in given]
    except (RequestDataTooBig, SuspiciousOperation, MultiPartParserError, OSError):
        return [], []
    return fields, files


def words_in(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """Yield the names and values of the fields that were sent; of a form that holds a password, nothing."""
    if any(secret in name.lower() for name in request.POST for secret in SECRETS):
        return
    for name, values in request.POST.lists():
        yield from ((name, str(value)) for value in values)


def label_of(name: str) -> str:
    """Return what the forms for strangers call a field, empty where none has it."""
    fields = (form.base_fields.get(name) for form in FORMS.values())
    return next((str(field.label) for field in fields if field is not None and field.label), "")
