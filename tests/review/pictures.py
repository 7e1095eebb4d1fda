"""What tests of pictures do: the five kinds of entries that have them, and a row of their forms."""

from typing import Any

from django.test import Client

from memorial.models import Asset, Commemoration, Event, Person, Place, Testimony
from memorial.review.models import Entry
from tests.factories import add_picture, make_asset
from tests.review.filling import send
from tests.review.meeting import form_of

ILLUSTRATED: list[type[Any]] = [Commemoration, Event, Person, Place, Testimony]


def with_pictures(entry: Any, number: int = 3) -> list[Asset]:
    """Give an entry so many pictures, and return their assets in order."""
    assets = [make_asset(texts={"en": {"caption": f"Synthetic view {place}"}}) for place in range(1, number + 1)]
    for asset in assets:
        known = {"verified_how": "Synthetic note on the back"} if isinstance(entry, Person) else {}
        add_picture(entry, asset, **known)
    return assets


def row(number: int, **fields: Any) -> dict[str, Any]:
    """Return the fields of one row of the form as `send` takes them."""
    return {f"pictures__{number}__{name}": value for name, value in fields.items()}


def shown_on(entry: Entry) -> list[tuple[Asset, int]]:
    """Return the assets of an entry with their places, in order."""
    rows: Any = entry
    return [(picture.asset, picture.position) for picture in rows.pictures.order_by("position", "pk")]


def put(browser: Client, entry: Entry, **fields: Any) -> Any:
    """Fill in the form of an entry and save it."""
    return send(browser, form_of(entry), **fields)
