"""Answers: what every address of the API has in common: only read, the same for everybody, never kept unasked."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.urls import Resolver404, resolve
from django.utils.cache import get_conditional_response
from django.utils.translation import override
from rest_framework.exceptions import MethodNotAllowed, NotAcceptable
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.views import APIView

from memorial.api.problems import ConditionFailed, problem_of
from memorial.api.throttling import NetworkThrottle
from memorial.base.memorial import Memorial, read_once
from memorial.public.declared import leaves_by
from memorial.public.refusals import PROBLEM
from memorial.review.gate import Channel
from memorial.review.replicas import UNANSWERED

READING = "GET, HEAD, OPTIONS"
#: Kept by nobody without asking, as the public pages: what is withdrawn is gone at the next request.
UNKEPT = "public, max-age=0, must-revalidate"
#: Pages of others may read all of it; nobody is signed in here, so there is nothing that they could borrow.
OPEN_TO_ALL = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Retry-After",
    "X-Content-Type-Options": "nosniff",
}
ACCEPTED = {"*/*", "application/*", "application/json", PROBLEM}


class JsonAlone(BaseContentNegotiation):
    """Gives JSON to whoever accepts it, and refuses whoever accepts other things alone."""

    def select_parser(self, request: Request, parsers: Any) -> None:
        """Return nothing: no body is read here."""

    def select_renderer(self, request: Request, renderers: Any, format_suffix: Any = None) -> Any:
        """Return the one renderer that there is."""
        asked = str(request.META.get("HTTP_ACCEPT", "")) or "*/*"
        kinds = {part.partition(";")[0].strip().lower() for part in asked.split(",")}
        if kinds.isdisjoint(self.given(renderers)):
            raise NotAcceptable
        return renderers[0], renderers[0].media_type

    def given(self, renderers: Any) -> set[str]:
        """Return the media types for which the answer is one."""
        return ACCEPTED | {renderer.media_type for renderer in renderers}


class ApiView(APIView):
    """One address of the API: what it says is a mapping, what hinders it a problem."""

    authentication_classes = ()
    permission_classes = ()
    parser_classes = ()
    renderer_classes: Sequence[type[BaseRenderer]] = (JSONRenderer,)
    throttle_classes = (NetworkThrottle,)
    content_negotiation_class = JsonAlone
    metadata_class = None
    #: How many drops of the network's bucket one request takes.
    cost = 1
    memorial: Memorial

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Ask for the memorial, in whose own language entries are named."""
        super().initial(request, *args, **kwargs)
        self.memorial = Memorial.current()

    def get(self, request: Request, **address: Any) -> HttpResponse:
        """Answer, or say that the asker knows the answer already."""
        with read_once(self.memorial), override(self.memorial.own_language):
            content = self.answer(request, **address)
        return json_answer(content)

    def answer(self, request: Request, **address: Any) -> Mapping[str, Any]:
        """Return what stands at this address."""
        raise NotImplementedError

    def options(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Tell a browser that pages of others may ask."""
        response = HttpResponse(status=204)
        response.headers["Allow"] = response.headers["Access-Control-Allow-Methods"] = READING
        response.headers["Access-Control-Allow-Headers"] = "Accept, If-None-Match"
        response.headers["Access-Control-Max-Age"] = "86400"
        return response

    def http_method_not_allowed(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Refuse whatever would write."""
        raise MethodNotAllowed(request.method or "")

    def handle_exception(self, exc: Exception) -> Any:
        """Return the problem that hinders the answer."""
        if isinstance(exc, UNANSWERED):
            # Another database may know the answer; where none does, that is said in front of all views.
            raise exc
        problem = problem_of(exc)
        if settings.DEBUG and problem.sort.status == 500:
            raise exc
        response = json_response(problem.content(), PROBLEM, problem.sort.status)
        response.headers["Cache-Control"] = "no-store"
        response.headers["Content-Language"] = "en"
        if problem.retry_after:
            response.headers["Retry-After"] = str(problem.retry_after)
        if problem.sort.status == 405:
            response.headers["Allow"] = READING
        return response

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Answer a condition of the request, and give each answer the headers of all."""
        if response.status_code == 200 and request.method in {"GET", "HEAD"}:
            response = self.conditional(request, response)
        for name, value in OPEN_TO_ALL.items():
            response.headers[name] = value
        return response

    def conditional(self, request: Request, response: HttpResponse) -> HttpResponseBase:
        """Return the answer, or that it is the one the asker knows."""
        etag = response.headers["ETag"]
        answer = get_conditional_response(request._request, etag=etag, response=response) or response
        if answer.status_code == 412:
            failed: HttpResponse = self.handle_exception(ConditionFailed())
            return failed
        return answer


def json_answer(content: Mapping[str, Any]) -> HttpResponse:
    """Return what is said as JSON that is the same each time it is asked for, with its strong tag."""
    return tagged(json_response(content, JSONRenderer.media_type, 200))


def json_response(content: Mapping[str, Any], media_type: str, status: int) -> HttpResponse:
    """Return content as JSON."""
    return HttpResponse(JSONRenderer().render(content), content_type=media_type, status=status)


def tagged(response: HttpResponse) -> HttpResponse:
    """Return a whole answer with its strong tag, kept by nobody without asking."""
    response.headers["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response.headers["Cache-Control"] = UNKEPT
    return response


def declared(view: type[ApiView], *channels: Channel, **given: Any) -> Any:
    """Return a view for the map, declared by which channels something leaves through it; the same in all languages."""
    mapped: Any = leaves_by(*channels)(view.as_view(**given))
    mapped.is_public = mapped.in_all_languages = mapped.reads_apart = True
    return mapped


class Nothing(ApiView):
    """Whatever else stands below the API: nothing, unless it lacks the stroke at its end alone."""

    def get(self, request: Request, **address: Any) -> HttpResponse:
        """Lead to the same address with a stroke at its end, where there is one."""
        asked: HttpRequest = request._request
        try:
            match = resolve(f"{asked.path_info}/")
        except Resolver404:
            raise Http404 from None
        if asked.path_info.endswith("/") or match.url_name == "api_nothing":
            raise Http404
        query = asked.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(f"{asked.path}/" + (f"?{query}" if query else ""))
