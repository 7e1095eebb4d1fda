"""Orders: what one file is to be made of, and how it is written into the folder of a holding."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import override

from memorial.base.memorial import Memorial
from memorial.exchange.exports.closing import finish
from memorial.exchange.exports.fingerprints import Fingerprints
from memorial.exchange.exports.formats import ENDINGS, writer_of
from memorial.exchange.exports.holdings import Holding, close
from memorial.exchange.exports.models import Format
from memorial.exchange.exports.pouring import pour
from memorial.exchange.representations.fields import Kind, Reader

Say = Callable[[int], object]


class Overtaken(Exception):
    """Something that was read for a file was closed before the file was whole."""


@dataclass(frozen=True)
class Order:
    """What a file holds and for whom it is read: some kinds, or those entries of a single one that are wanted."""

    kinds: Sequence[Kind]
    form: Format
    reader: Reader
    narrowed: QuerySet[Any] | None = None

    @property
    def name(self) -> str:
        """What the file is called, without its day and ending."""
        return self.kinds[0].name if len(self.kinds) == 1 else "memorial"


@dataclass(frozen=True)
class Made:
    """A file that was made: where it stands, how large it is, its SHA-256, and how many entries it holds."""

    path: Path
    size: int
    sha256: str
    entries: int


def carry_out(order: Order, holding: Holding, say: Say = lambda _number: None) -> Made:
    """Write the file of an order into the folder of a holding that has just begun; the holding then stands.

    Raises Overtaken where something that it holds was closed meanwhile. Whatever goes wrong, nothing is left behind.
    """
    path = holding.path / f"{order.name}-{holding.begun:%Y-%m-%d}{ENDINGS[order.form]}"
    try:
        with override(Memorial.current().own_language):
            entries = written(order, path, say)
        path.chmod(0o600)
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        made = Made(path, path.stat().st_size, digest, entries)
    except BaseException:
        close(holding)
        raise
    if not finish(holding):
        raise Overtaken
    return made


def written(order: Order, path: Path, say: Say) -> int:
    """Write all entries of an order into its file, and return how many there are."""
    writer = writer_of(order.form, path, order.kinds, order.reader)
    prints = Fingerprints(path.parent)
    entries = pour(order.kinds, order.reader, [writer], prints=prints, narrowed=order.narrowed, say=say)
    writer.close()
    prints.close()
    return entries
