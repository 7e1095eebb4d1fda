"""Shared texts: the texts that the cells of a workbook refer to by number, kept on disk and fetched by the page."""

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from tempfile import SpooledTemporaryFile
from typing import Final

from memorial.exchange.lists.limits import CELL
from memorial.exchange.lists.markup import DEPTH, Attributes, LocalNames, read_markup
from memorial.exchange.lists.packages import damaged

#: Texts and signs after which a page is full, pages at hand, and bytes that are held before any is put on disk.
PAGE_TEXTS: Final = 128
PAGE_SIGNS: Final = 16_384
PAGES_AT_HAND: Final = 256
IN_MEMORY: Final = 1 << 20
#: What no XML can hold, and so parts the texts of a page.
PARTING = "\0"


class TextGatherer:
    """Gathers the texts of a list of texts in XML, without how they are to be spoken (which has its own element)."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._names = LocalNames()
        self._parts: list[str] = []
        self._length = self._depth = 0
        self._is_text = self._is_spoken = False

    def start(self, name: str, _attributes: Attributes) -> None:
        self._depth += 1
        if self._depth > DEPTH:
            raise damaged()
        local = self._names[name]
        if local == "si":
            self._parts, self._length = [], 0
        elif local == "rPh":
            self._is_spoken = True
        elif local == "t":
            self._is_text = not self._is_spoken

    def text(self, text: str) -> None:
        # A text one sign too long is kept, so that the cell that shows it is the one that is refused.
        if self._is_text and self._length <= CELL:
            self._length += len(text)
            self._parts.append(text)

    def end(self, name: str) -> None:
        self._depth -= 1
        local = self._names[name]
        if local == "t":
            self._is_text = False
        elif local == "rPh":
            self._is_spoken = False
        elif local == "si":
            self.texts.append("".join(self._parts).strip())


class SharedTexts:
    """The shared texts of one workbook, by number; read no further than the cells have asked, and closed after them.

    Programs number texts as they first appear, so the next that is asked for mostly stands on a page that is at hand.
    """

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._gatherer = TextGatherer()
        gatherer = self._gatherer
        self._coming = read_markup(blocks, start=gatherer.start, end=gatherer.end, text=gatherer.text)
        self._file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  # closed by close()
        #: The texts that wait until they fill a page, and how many signs they have.
        self._waiting: list[str] = []
        self._signs = 0
        #: For each page the number of its first text and the place of its first byte; then those of what comes next.
        self._firsts = array("Q", [0])
        self._places = array("Q", [0])
        self._page = lru_cache(maxsize=PAGES_AT_HAND)(self._read_page)

    def close(self) -> None:
        """Let go of the file on disk."""
        self._file.close()

    def __getitem__(self, number: int) -> str:
        while number >= self._firsts[-1] + len(self._waiting):
            self._read_on()
        if number >= self._firsts[-1]:
            return self._waiting[number - self._firsts[-1]]
        page = bisect_right(self._firsts, number) - 1
        return self._page(page)[number - self._firsts[page]]

    def _read_on(self) -> None:
        """Take the texts of the next piece; where there is none, a cell has asked for a text that is not there."""
        try:
            next(self._coming)
        except StopIteration:
            raise damaged() from None
        for text in self._gatherer.texts:
            self._waiting.append(text)
            self._signs += len(text)
            if len(self._waiting) == PAGE_TEXTS or self._signs > PAGE_SIGNS:
                self._put_away()
        self._gatherer.texts.clear()

    def _put_away(self) -> None:
        self._file.seek(self._places[-1])
        written = self._file.write(PARTING.join(self._waiting).encode())
        self._firsts.append(self._firsts[-1] + len(self._waiting))
        self._places.append(self._places[-1] + written)
        self._waiting, self._signs = [], 0

    def _read_page(self, page: int) -> list[str]:
        begins, ends = self._places[page], self._places[page + 1]
        self._file.seek(begins)
        return self._file.read(ends - begins).decode().split(PARTING)
