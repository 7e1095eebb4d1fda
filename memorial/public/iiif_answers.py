"""IIIF answers: JSON for viewers anywhere, the same for everybody, in all languages at once."""

import json
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.utils.translation import gettext, override

from memorial.base.memorial import Memorial, read_once
from memorial.media.models import Asset
from memorial.public.declared import leaves_by
from memorial.public.finding import Gone
from memorial.public.merged_people import moved
from memorial.public.pages import READING, PublicRequest, memorial_day
from memorial.review.gate import Channel

PRESENTATION = "http://iiif.io/api/presentation/3/context.json"
IMAGE = "http://iiif.io/api/image/3/context.json"

Params = ParamSpec("Params")
View = Callable[Concatenate[PublicRequest, Params], HttpResponseBase]
Answer = Callable[Concatenate[HttpRequest, Params], HttpResponseBase]


def open_answer(channel: Channel) -> Callable[[View[Params]], Answer[Params]]:
    """Declare a view public by a channel: it is only read, depends on its address alone, and knows no language."""

    def declare(view: View[Params]) -> Answer[Params]:
        @wraps(view)
        def answer(request: HttpRequest, *args: Params.args, **kwargs: Params.kwargs) -> HttpResponseBase:
            if request.method not in READING:
                return HttpResponseNotAllowed(READING)
            asked = cast(PublicRequest, request)
            with read_once() as memorial, override(memorial.own_language):
                asked.memorial, asked.draft = memorial, False
                try:
                    return view(asked, *args, **kwargs)
                except (Gone, Http404) as lost:
                    if (led := moved(asked)) is not None:
                        return led
                    if isinstance(lost, Http404):
                        raise
                    return withdrawn(memorial, lost)

        answer.is_public = answer.reads_apart = True  # type: ignore[attr-defined]
        answer.csrf_exempt = True  # type: ignore[attr-defined]
        answer.in_all_languages = True  # type: ignore[attr-defined]
        return cast(Answer[Params], leaves_by(channel)(answer))

    return declare


iiif_answer = open_answer(Channel.IIIF)


def linked_data(content: Mapping[str, Any], context: str) -> HttpResponse:
    """Return what a viewer reads, as text that is the same each time it is asked for."""
    return open_to_all({**content, "@context": context}, f'application/ld+json;profile="{context}"')


def withdrawn(memorial: Memorial, gone: Gone) -> HttpResponse:
    """Return that something was withdrawn, when, and the class of reason; nothing else."""
    said = {
        "error": gettext("This entry was withdrawn"),
        "reason": gone.reason,
        "withdrawn": memorial_day(memorial, gone.at),
    }
    return open_to_all(said, "application/json", status=410)


def open_to_all(content: Mapping[str, Any], content_type: str, status: int = 200) -> HttpResponse:
    """Return data that pages of others may read; kept by nobody without asking, as every public page."""
    body = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    response = HttpResponse(body, content_type=content_type, status=status)
    response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def rights_of(asset: Asset) -> str:
    """Return the rights of an asset under the name that machines know them by: Creative Commons keeps it at http."""
    return asset.rights.replace("https://creativecommons.org/", "http://creativecommons.org/", 1)
