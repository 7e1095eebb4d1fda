"""Harvesting by OAI-PMH 2.0: other archives copy what is public, and learn of every change and every withdrawal."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, QueryDict
from django.http.multipartparser import MultiPartParserError
from django.utils.text import capfirst
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt

from memorial.base.memorial import Memorial
from memorial.exchange.harvest.kinds import SETS
from memorial.exchange.harvest.models import HarvestHeader
from memorial.exchange.harvest.reading import (
    Harvested,
    earliest,
    find_header,
    give_moments,
    harvested,
    headers,
    place_of,
)
from memorial.public.declared import leaves_by
from memorial.public.oai_answers import Answer, Repository, second
from memorial.public.oai_arguments import (
    TOKEN,
    Asked,
    OaiError,
    Stretch,
    asked_in,
    refuse_other_format,
    stretch_in,
    written_token,
)
from memorial.review.gate import Channel

#: How many entries are told of in one answer.
PAGE_SIZE = 100
ASKING = ["GET", "HEAD", "POST"]
#: How long whoever asks is to wait where the database is busy, in seconds.
WAIT = "60"
MAIL_ADDRESS = re.compile(r"[^\s@<>,;()]+@(?:[^\s@<>,;().]+\.)+[^\s@<>,;().]+")


@csrf_exempt
@leaves_by(Channel.OAI)
def oai(request: HttpRequest) -> HttpResponse:
    """Answer a harvester; what it asks wrongly is answered by an error of the protocol, too."""
    if request.method not in ASKING:
        return HttpResponseNotAllowed(ASKING)
    try:
        at = give_moments()
    except OperationalError:
        return HttpResponse("Busy. Ask again in a minute.", status=503, headers={"Retry-After": WAIT})
    memorial = Memorial.current()
    repository = Repository(host(), request)
    with override(memorial.own_language):
        try:
            asked = asked_in(arguments_of(request))
        except OaiError as error:
            return refused(Answer(repository, at, {}), error)
        try:
            answer = Answer(repository, at, asked.repeated)
            with answer.answering():
                ANSWERS[asked.verb](answer, asked, memorial)
        except OaiError as error:
            repeated = {} if error.code == "badArgument" else asked.repeated
            return refused(Answer(repository, at, repeated), error)
    return sent(answer)


# A harvester is answered in the memorial's own language, whatever it asks for, and without a cookie.
oai.in_all_languages = True  # type: ignore[attr-defined]
oai.is_public = True  # type: ignore[attr-defined]


def arguments_of(request: HttpRequest) -> QueryDict:
    """Return what was asked, in the address or in what was sent; what nobody can read is a bad question."""
    try:
        return request.POST if request.method == "POST" else request.GET
    except (SuspiciousOperation, BadRequest, MultiPartParserError, OSError):
        raise OaiError("badArgument", "What was sent cannot be read, or is far too much.") from None


def refused(answer: Answer, error: OaiError) -> HttpResponse:
    """Return an error of the protocol."""
    with answer.answering():
        answer.error(error)
    return sent(answer)


def sent(answer: Answer) -> HttpResponse:
    """Return an answer; kept by nobody without asking, as every public page."""
    response = HttpResponse(answer.bytes(), content_type="text/xml; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    return response


def host() -> str:
    """Return the name under which this installation gives out its ids: the first that its settings name."""
    name = next(iter(settings.ALLOWED_HOSTS), "").lstrip(".")
    return name if name and "*" not in name else "localhost"


def identify(answer: Answer, _asked: Asked, memorial: Memorial) -> None:
    """Say who answers here, and by which rules."""
    with answer.inside("Identify"):
        answer.element("repositoryName", str(memorial))
        answer.element("baseURL", answer.repository.base_url)
        answer.element("protocolVersion", "2.0")
        answer.element("adminEmail", mail_address(memorial, answer.repository.host))
        answer.element("earliestDatestamp", second(earliest() or answer.at))
        answer.element("deletedRecord", "persistent")
        answer.element("granularity", "YYYY-MM-DDThh:mm:ssZ")
        answer.element("compression", "gzip")


def mail_address(memorial: Memorial, name: str) -> str:
    """Return how the curators are reached by mail: as the page about the memorial says, else as its mails do."""
    found = MAIL_ADDRESS.search(memorial.contact) or MAIL_ADDRESS.fullmatch(settings.MAIL_FROM)
    # Every host that takes mail has this one (RFC 5321); a host without a dot takes none.
    return found[0] if found else f"postmaster@{name if '.' in name else f'{name}.invalid'}"


def list_formats(answer: Answer, asked: Asked, _memorial: Memorial) -> None:
    """Say in which formats entries are told, all or one."""
    if "identifier" in asked.arguments:
        header_of(answer.repository, asked)
    with answer.inside("ListMetadataFormats"):
        answer.format()


def list_sets(answer: Answer, asked: Asked, _memorial: Memorial) -> None:
    """Say which sets there are: one for each kind of entries."""
    if TOKEN in asked.arguments:
        raise OaiError("badResumptionToken", "The list of sets is given at once.")
    with answer.inside("ListSets"):
        for name, model in SETS.items():
            with answer.inside("set"):
                answer.element("setSpec", name)
                answer.element("setName", capfirst(str(model._meta.verbose_name_plural)))


def list_items(answer: Answer, asked: Asked, memorial: Memorial) -> None:
    """Tell of entries in the order in which they changed, a stretch at a time."""
    stretch = stretch_in(asked)
    rows = headers(stretch.wanted, stretch.after, PAGE_SIZE + 1)
    shown, more = rows[:PAGE_SIZE], len(rows) > PAGE_SIZE
    if not shown:
        raise OaiError("noRecordsMatch", "Nothing has changed in this time.")
    whole = asked.verb == "ListRecords"
    with answer.inside(asked.verb):
        answer.items(harvested(shown, memorial, whole=whole), whole=whole)
        if more:
            answer.token(written_token(asked, following(stretch, shown)), stretch.cursor)
        elif stretch.cursor:
            answer.token("", stretch.cursor)


def following(stretch: Stretch, shown: list[HarvestHeader]) -> Stretch:
    """Return the stretch that comes after the entries that were shown."""
    return Stretch(stretch.wanted, place_of(shown[-1]), stretch.cursor + len(shown))


def get_record(answer: Answer, asked: Asked, memorial: Memorial) -> None:
    """Tell of one entry."""
    header = header_of(answer.repository, asked)
    refuse_other_format(asked)
    found: list[Harvested] = harvested([header], memorial, whole=True)
    with answer.inside("GetRecord"):
        answer.items(found, whole=True)


def header_of(repository: Repository, asked: Asked) -> HarvestHeader:
    """Return the header of the entry that is asked for."""
    start, given = repository.id_start, asked.arguments["identifier"]
    set_name, _slash, public_id = given.removeprefix(start).partition("/")
    known = given.startswith(start) and public_id.isascii() and public_id.isalnum()
    header = find_header(set_name, public_id) if known else None
    if header is None:
        raise OaiError("idDoesNotExist", f"There is no such entry. Ids here begin with {start}")
    return header


ANSWERS: Mapping[str, Callable[[Answer, Asked, Memorial], Any]] = {
    "Identify": identify,
    "ListMetadataFormats": list_formats,
    "ListSets": list_sets,
    "ListIdentifiers": list_items,
    "ListRecords": list_items,
    "GetRecord": get_record,
}
