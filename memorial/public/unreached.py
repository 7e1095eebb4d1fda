"""Unreached: what is said while the database does not answer, and how nobody loses what they have written.

The page needs neither the database nor anything else that may have failed. Whoever has sent something finds their words
on it, to be sent again from there as they were.
"""

import logging
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.http.multipartparser import MultiPartParserError
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from memorial.base.languages import interface_languages
from memorial.contributions.continuing import FORMS
from memorial.operations.counts import DATABASE_ERRORS
from memorial.public.declared import leaves_by
from memorial.public.entrance import best_language
from memorial.public.error_pages import address_language, server_error, unkept
from memorial.public.refusals import API, PROBLEM, UNREACHED, WAIT
from memorial.review.gate import Channel
from memorial.review.kept_words import is_word
from memorial.review.replicas import FAILED, UNANSWERED

#: It holds for the browser that sent it, and is needed to send the same once more.
SENT_ALONG = ("csrfmiddlewaretoken",)
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
        if isinstance(problem, FAILED):
            DATABASE_ERRORS.inc()
        if not isinstance(problem, UNANSWERED):
            return None
        said_by.error("The database does not answer: %s.", type(problem.__cause__ or problem).__name__)
        return unreached(request)


@leaves_by(Channel.PAGE)
def failed(request: HttpRequest) -> HttpResponse:
    """Answer for what failed outside of every page: where that was the database, as within them."""
    return unreached(request) if isinstance(sys.exc_info()[1], UNANSWERED) else server_error(request)


def unreached(request: HttpRequest) -> HttpResponse:
    """Return the page that says that the record cannot be reached now, with all that was sent."""
    if request.path_info.startswith(API):
        response = HttpResponse(UNREACHED.document(), status=503, content_type=PROBLEM)
        response.headers["Access-Control-Allow-Origin"] = "*"
        language = "en"
    else:
        language = address_language(request) or best_language(request, interface_languages())
        with translation.override(language):
            response = HttpResponse(page_with_words(request, language), status=503)
    response.headers["Retry-After"] = WAIT
    response.headers["Content-Language"] = language
    return unkept(response)


def page_with_words(request: HttpRequest, language: str) -> str:
    """Return the page itself, on which whoever has sent something finds all of it."""
    sent, files = what_was_sent(request)
    context = {
        "language": language,
        "sent": sent,
        "written": [field for field in sent if is_word(field.name) and (field.label or " " in field.words.strip())],
        "files": files,
        # The desk takes nothing from a page that does not say where it stands.
        "is_desk": request.path.startswith(reverse("admin:index")),
    }
    return render_to_string("503.html", context)


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
    """Yield the names and values of the fields that were sent, but no password."""
    for name, values in request.POST.lists():
        if is_word(name) or name in SENT_ALONG:
            yield from ((name, str(value)) for value in values)


def label_of(name: str) -> str:
    """Return what the forms for strangers call a field, empty where none has it."""
    fields = (form.base_fields.get(name) for form in FORMS.values())
    return next((str(field.label) for field in fields if field is not None and field.label), "")
