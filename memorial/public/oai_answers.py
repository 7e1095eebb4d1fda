"""How a harvester is answered: the documents of OAI-PMH 2.0, with records in Dublin Core (oai_dc)."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from django.http import HttpRequest
from django.urls import reverse

from memorial.exchange.harvest.reading import Harvested
from memorial.public.oai_arguments import LASTS, PREFIX, SECOND, TOKEN, OaiError
from memorial.public.xml_writing import XmlWriter

OAI = "http://www.openarchives.org/OAI/2.0/"
OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
OAI_DC_SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
DC = "http://purl.org/dc/elements/1.1/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
ROOT = {"xmlns": OAI, "xmlns:xsi": XSI, "xsi:schemaLocation": f"{OAI} http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd"}
RECORD = {
    "xmlns:oai_dc": OAI_DC,
    "xmlns:dc": DC,
    "xmlns:xsi": XSI,
    "xsi:schemaLocation": f"{OAI_DC} {OAI_DC_SCHEMA}",
}


@dataclass(frozen=True)
class Repository:
    """What stands for this installation in every answer: the host in its ids, and the request that is answered."""

    host: str
    request: HttpRequest

    @property
    def base_url(self) -> str:
        return self.request.build_absolute_uri(reverse("oai"))

    def identifier(self, item: Harvested) -> str:
        """Return the id of an entry, which stays the same for good."""
        return f"{self.id_start}{item.set_name}/{item.public_id}"

    @property
    def id_start(self) -> str:
        """How every id of this installation begins."""
        return f"oai:{self.host}:"


class Answer(XmlWriter):
    """One answer to a harvester."""

    def __init__(self, repository: Repository, at: datetime, repeated: dict[str, str]) -> None:
        super().__init__()
        self.repository, self.at, self.repeated = repository, at, repeated

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Write what stands around every answer."""
        with self.inside("OAI-PMH", ROOT):
            self.element("responseDate", second(self.at))
            self.element("request", self.repository.base_url, self.repeated)
            yield

    def error(self, error: OaiError) -> None:
        """Write an error of the protocol."""
        self.element("error", error.sentence, {"code": error.code})

    def header(self, item: Harvested) -> None:
        """Write which entry it is, when what is told of it last changed, and whether it is told no longer."""
        with self.inside("header", {"status": "deleted"} if item.elements is None else None):
            self.element("identifier", self.repository.identifier(item))
            self.element("datestamp", second(item.changed_at))
            self.element("setSpec", item.set_name)

    def record(self, item: Harvested) -> None:
        """Write an entry with all that is told of it."""
        with self.inside("record"):
            self.header(item)
            if item.elements is not None:
                with self.inside("metadata"), self.inside("oai_dc:dc", RECORD):
                    self.element("dc:identifier", self.repository.request.build_absolute_uri(item.path))
                    for name, value, language in item.elements:
                        self.element(f"dc:{name}", value, {"xml:lang": language} if language else None)

    def items(self, items: Sequence[Harvested], *, whole: bool) -> None:
        """Write a list of entries, or of their headers alone."""
        for item in items:
            if whole:
                self.record(item)
            else:
                self.header(item)

    def token(self, token: str, cursor: int) -> None:
        """Write how the list goes on; nothing in it where it is at its end."""
        expires = {"expirationDate": second(self.at + LASTS)} if token else {}
        self.element(TOKEN, token, {**expires, "cursor": str(cursor)})

    def format(self) -> None:
        """Write in which format records are told."""
        with self.inside("metadataFormat"):
            self.element("metadataPrefix", PREFIX)
            self.element("schema", OAI_DC_SCHEMA)
            self.element("metadataNamespace", OAI_DC)


def second(moment: datetime) -> str:
    """Return a moment to the second, as the protocol writes it."""
    return moment.astimezone(UTC).strftime(SECOND)
