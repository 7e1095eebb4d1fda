"""Writing XML: what machines are told in it, with nothing that XML cannot carry."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import StringIO
from xml.sax.xmlreader import AttributesImpl

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.xmlutils import SimplerXMLGenerator

#: What no XML document may hold, and the control signs that it should not (XML 1.0, section 2.2).
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
Attributes = Mapping[str, str]


def printable(text: str) -> str:
    """Return a text without the signs that XML cannot carry."""
    return UNPRINTABLE.sub("", text)


class XmlWriter:
    """Writes one document from its beginning to its end."""

    def __init__(self) -> None:
        self.written = StringIO()
        self.generator = SimplerXMLGenerator(self.written, "utf-8", short_empty_elements=True)
        self.generator.startDocument()

    @contextmanager
    def inside(self, name: str, attributes: Attributes | None = None) -> Iterator[None]:
        """Write an element around what is written meanwhile."""
        self.generator.startElement(name, AttributesImpl(printed(attributes)))
        yield
        self.generator.endElement(name)

    def element(self, name: str, text: str = "", attributes: Attributes | None = None) -> None:
        """Write an element with no other in it."""
        self.generator.addQuickElement(name, printable(text), printed(attributes))

    def bytes(self) -> bytes:
        """Return the document as it is sent."""
        return self.written.getvalue().encode()


def printed(attributes: Attributes | None) -> dict[str, str]:
    """Return attributes without the signs that XML cannot carry."""
    return {name: printable(value) for name, value in (attributes or {}).items()}


def if_changed(request: HttpRequest, body: bytes, content_type: str) -> HttpResponse:
    """Return a document, or that it is still the one that is known to whoever asks."""
    response = HttpResponse(body, content_type=content_type)
    response.headers["ETag"] = f'"{hashlib.sha256(body).hexdigest()}"'
    answer = get_conditional_response(request, etag=response.headers["ETag"], response=response)
    found: HttpResponse = answer if isinstance(answer, HttpResponse) else response
    return found
