"""Paging of the desk's lists: never a count over a whole table."""

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.utils.functional import cached_property

if TYPE_CHECKING:
    RowPaginator = Paginator[Any]
else:
    RowPaginator = Paginator


class CappedPaginator(RowPaginator):
    """Counts as far as a curator would turn pages, and then says that there are more."""

    MOST = 1000

    @cached_property
    def found(self) -> int:
        """How many rows there are, or one more than the most that is counted."""
        rows: Any = self.object_list
        return int(rows.order_by()[: self.MOST + 1].count())

    @cached_property
    def count(self) -> int:
        return min(self.found, self.MOST)

    @property
    def capped(self) -> bool:
        return self.found > self.MOST
