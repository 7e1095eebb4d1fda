"""Orders: in which orders lists are given, each by columns that are together unique and that an index has in line."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from memorial.commemorations.models import Commemoration
from memorial.commemorations.recognitions import Recognition
from memorial.events.figures import Figure
from memorial.events.models import Event
from memorial.exchange.representations.fields import Kind
from memorial.media.models import Asset
from memorial.people.models import Person
from memorial.review.models import Entry
from memorial.sources.models import Source
from memorial.testimonies.models import Testimony


@dataclass(frozen=True)
class Order:
    """One order of a list: its name, what it goes by, and the columns with the sorts of their values."""

    name: str
    meaning: str
    columns: tuple[str, ...]
    sorts: tuple[type, ...]
    #: Whether it stands in the register, a row for each language, and not in the entries themselves.
    in_register: bool = False
    falling: bool = False

    def turned(self) -> "Order":
        """Return the same order from its other end."""
        return Order(f"-{self.name}", self.meaning, self.columns, self.sorts, self.in_register, falling=True)


ID = Order("id", "by permanent id, an order that never changes.", ("public_id",), (str,))
CHANGED = Order(
    "changed",
    "by the moment at which the present version was published.",
    ("published_at", "public_id"),
    (datetime, str),
)
NAME = Order("name", "by name, in the alphabet of `language`.", ("sort_key",), (str,), in_register=True)

#: The date of an entry by which its list can be ordered and narrowed, and what it tells.
DATES: Mapping[type[Entry], tuple[str, str]] = {
    Testimony: ("given", "when it was given"),
    Event: ("date", "when it happened"),
    Figure: ("stated", "when it was stated"),
    Recognition: ("date", "when it was declared"),
    Commemoration: ("date", "when it was, or first was"),
    Source: ("published", "when it was published"),
    Asset: ("taken", "when it was made"),
}


def dated(name: str, column: str, meaning: str) -> Order:
    """Return the order by the first day that an uncertain date allows."""
    sentence = f"by {meaning}; those of which no such day is told are left out."
    return Order(name, sentence, (f"{column}_earliest", "public_id"), (date, str))


def orders_of(kind: Kind) -> dict[str, Order]:
    """Return the orders in which a kind is listed, by name; the first is the usual one."""
    orders = [ID, CHANGED]
    if kind.model is Person:
        orders += [NAME, dated("birth", "birth", "the day of birth")]
    elif kind.model in DATES:
        orders.append(dated("date", *DATES[kind.model]))
    return {order.name: order for rising in orders for order in (rising, rising.turned())}


def rows_in(order: Order, rows: Any) -> Any:
    """Return the entries that have a place in an order; of the living no day of birth is told, so they have none."""
    column = order.columns[0]
    if column == "birth_earliest":
        rows = rows.exclude(living=Person.Living.YES)
    return rows.filter(**{f"{column}__isnull": False})
