"""Document styles: which formats the cells of an ODS workbook refer to, and which of its sheets are hidden."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from memorial.exchange.lists.markup import Attributes, elements
from memorial.exchange.lists.number_formats import PLAIN, NumberFormat

STYLES: Final = 100_000
PARTS: Final = {
    "number:year": "Y",
    "number:month": "M",
    "number:day": "D",
    "number:hours": "h",
    "number:minutes": "m",
    "number:seconds": "s",
}
#: Where the sheets begin, and the styles end.
BODY = "office:body"


@dataclass
class DocumentStyles:
    """The styles of a workbook by their names."""

    formats: dict[str, NumberFormat] = field(default_factory=dict)
    #: For each style of cells, the format that it shows its values in.
    cells: dict[str, str] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)

    def read(self, blocks: Iterable[bytes]) -> None:
        """Add the styles of a part, up to where its sheets begin."""
        style = data_style = ""
        for name, attributes in elements(blocks):
            if name == BODY or len(self.formats) + len(self.cells) + len(self.hidden) > STYLES:
                return
            if name == "style:style":
                style = attributes.get("style:name", "")
                if "style:data-style-name" in attributes:
                    self.cells[style] = attributes["style:data-style-name"]
            elif name == "style:table-properties" and attributes.get("table:display") == "false":
                self.hidden.add(style)
            elif name.startswith("number:") and name.endswith("-style"):
                data_style = attributes.get("style:name", "")
                self.formats[data_style] = PLAIN
            elif data_style in self.formats:
                self._add_part(data_style, name, attributes)

    def _add_part(self, data_style: str, name: str, attributes: Attributes) -> None:
        shown = self.formats[data_style]
        if name in PARTS:
            self.formats[data_style] = NumberFormat(shown.parts | {PARTS[name]})
        elif name == "number:number" and attributes.get("number:decimal-places", "0") == "0":
            digits = attributes.get("number:min-integer-digits", "1")
            if digits.isdecimal() and len(digits) < 3:
                self.formats[data_style] = NumberFormat(digits=int(digits))

    def format_of(self, style: str) -> NumberFormat:
        """Return the format that cells of a style show their values in."""
        return self.formats.get(self.cells.get(style, ""), PLAIN)
