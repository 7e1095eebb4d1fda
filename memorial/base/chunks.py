"""Parts: work over many things is done some at a time, so that memory and transactions stay small."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Each = TypeVar("Each")


def chunks(some: Iterable[Each], size: int) -> Iterator[list[Each]]:
    """Yield things in lists of at most ``size``, in their order."""
    each = iter(some)
    while part := list(islice(each, size)):
        yield part
