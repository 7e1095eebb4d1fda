"""What the tests of pictures ask with: entries that can have pictures, and what of a picture stands on a page."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.urls import reverse

from memorial.models import Asset, Source
from memorial.review.models import Entry
from tests.factories import MAKERS, add_picture, make_asset

FIGURE = re.compile(r"<figure.*?</figure>", re.DOTALL)
SQUARE = re.compile(r'<span class="portrait">.*?</picture>\s*</span>\s*</span>', re.DOTALL)


@dataclass(frozen=True)
class Pictured:
    """A kind of entry that can have pictures, and where visitors find an entry of it."""

    model: type[Entry]
    address: Callable[[Any], str]

    def make(self, **fields: Any) -> Any:
        """Make an entry of this kind."""
        makers: dict[Any, Any] = MAKERS
        return makers[self.model](**fields)

    def tie(self, entry: Any, asset: Asset, position: int) -> None:
        """Give an entry a picture at a place among the others."""
        if self.model is Source:
            Asset.objects.filter(pk=asset.pk).update(source=entry, source_position=position)
        else:
            add_picture(entry, asset, position=position)

    def page(self, visitor: Client, entry: Any) -> str:
        """Return the page on which an entry stands."""
        response = visitor.get(self.address(entry))
        assert response.status_code == 200
        return response.content.decode()


def asset_named(name: str, *, note: str = "", **fields: Any) -> Asset:
    """Make a photograph that a test finds again by its caption."""
    words = {"caption": f"Caption {name}", "alternative_text": f"Synthetic picture {name}", "content_note": note}
    return make_asset(texts={"en": words}, **fields)


def shown_order(html: str) -> list[str]:
    """Return the names of the photographs on a page, in their order."""
    return [name for figure in FIGURE.findall(html) for name in re.findall(r">Caption (\w+)<", figure)]


def squares_in(html: str) -> list[str]:
    """Return the small portraits on a page."""
    return SQUARE.findall(html)


def files_in(html: str, asset: Asset) -> set[str]:
    """Return which files of an asset a page leads to, by any of their hashes."""
    rows = asset.original.derivatives.all()
    found = {f"{row.recipe}.{row.format}" for row in rows if row.sha256 in html}
    return found | ({"original"} if asset.original.sha256 in html else set())


def preview_page(browser: Client, entry: Entry) -> str:
    """Return the preview of an entry or working copy."""
    response = browser.get(reverse("preview", args=[entry._meta.model_name, entry.public_id]))
    assert response.status_code == 200
    return response.content.decode()
