"""Markup: the XML inside workbooks, read in pieces by a parser that expands nothing and holds nothing."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final, Generic, TypeVar
from xml.parsers import expat  # noqa: S405  # all that it could expand stands in a DOCTYPE, which is refused

from django.utils.translation import gettext as _

from memorial.exchange.lists.packages import damaged
from memorial.exchange.lists.refusals import refuse

#: Bytes of one tag or name; more is no workbook, and would be held in memory.
TAG: Final = 1 << 21
DEPTH: Final = 100
#: Names of elements and attributes in one part; a workbook has some hundred.
NAMES: Final = 10_000

Attributes = dict[str, str]
Handler = TypeVar("Handler")


class LocalNames(dict[str, str]):
    """Names without the prefix that a writer chose for their namespace, each found once."""

    def __missing__(self, name: str) -> str:
        if len(self) > NAMES:
            raise damaged()
        self[name] = local = name.rpartition(":")[2]
        return local


class ByName(dict[str, Handler | None], Generic[Handler]):
    """What is done at an element of a name, whichever prefix it has; nothing at others. Each name is looked up once."""

    def __init__(self, handlers: dict[str, Handler]) -> None:
        super().__init__()
        self._handlers = handlers

    def __missing__(self, name: str) -> Handler | None:
        if len(self) > NAMES:
            raise damaged()
        self[name] = handler = self._handlers.get(name.rpartition(":")[2])
        return handler


def read_markup(
    blocks: Iterable[bytes],
    *,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None],
    text: Callable[[str], None] | None = None,
) -> Iterator[None]:
    """Read XML piece by piece, and let the caller take what the handlers have gathered after each.

    Refused: what is no XML (``damaged``), a DOCTYPE, in which entities could swell (``entities``), endless tags.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_entities
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    given = 0
    try:
        for block in blocks:
            parser.Parse(block, False)
            given += len(block)
            if given - parser.CurrentByteIndex > TAG:
                raise damaged()
            yield
        parser.Parse(b"", True)
    except expat.ExpatError:
        raise damaged() from None
    yield


def elements(blocks: Iterable[bytes]) -> Iterator[tuple[str, Attributes]]:
    """Yield the start of each element with its attributes, in the order in which they stand."""
    found: list[tuple[str, Attributes]] = []
    depth = [0]

    def start(name: str, attributes: Attributes) -> None:
        depth[0] += 1
        if depth[0] > DEPTH:
            raise damaged()
        found.append((name, attributes))

    def end(_name: str) -> None:
        depth[0] -= 1

    for _piece in read_markup(blocks, start=start, end=end):
        yield from found
        found.clear()


def _refuse_entities(*_declared: object) -> None:
    sentence = _("The workbook declares entities, which no program that writes workbooks does. Save the sheet as CSV.")
    refuse("entities", sentence)
