"""The section of the documentation that lists every field, written from the descriptions themselves."""

from collections.abc import Iterable, Iterator

from memorial.exchange.representations.codebook import FieldMeaning, KindMeaning, codebook
from memorial.exchange.representations.entries import ENTRY_FIELDS
from memorial.exchange.representations.kinds import KINDS

HEADING = "## Fields\n"
#: What every kind has is listed once.
COMMON = {field.name for field in ENTRY_FIELDS}


def section() -> str:
    """Return the section as it has to stand in `docs/data.md`."""
    book = codebook(KINDS.values(), "en")
    first = [field for field in book[0].fields if field.name in COMMON]
    common = ["### Every kind", "", *table(first), ""]
    return f"{HEADING}\n" + "\n".join([*common, *(line for kind in book for line in kind_lines(kind))])


def kind_lines(kind: KindMeaning) -> Iterator[str]:
    """Yield the lines for one kind: what it is, its fields, and those of its parts."""
    own = [field for field in kind.fields if field.name not in COMMON]
    yield from (f"### `{kind.name}`", "", kind.meaning, "", *table(own), "")
    for part in kind.parts:
        yield from (f"`{kind.name}.{part.name}`: {part.meaning}", "", *table(part.fields), "")


def table(fields: Iterable[FieldMeaning]) -> Iterator[str]:
    """Yield a table of fields; the values of choices stand in the codebook."""
    yield from ("| Field | Sort | Meaning |", "|---|---|---|")
    for field in fields:
        names = f" → `{field.refers}`" if field.refers else ""
        yield f"| `{field.name}` | {field.sort}{names} | {field.meaning} |"
