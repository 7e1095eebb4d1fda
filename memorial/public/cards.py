"""Cards: what other sites show of a link to a page here; no word and no picture that stands behind a content note."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from memorial.base.texts import Text
from memorial.media.models import Asset
from memorial.media.showing import Shown, Where, shown
from memorial.public.pages import PublicRequest

#: The languages of the interface as Open Graph names them, with a country.
LOCALES: Mapping[str, str] = {"az": "az_AZ", "en": "en_GB", "ru": "ru_RU", "tr": "tr_TR"}


@dataclass(frozen=True)
class Picture:
    """The picture on a card, under its whole address."""

    url: str
    width: int
    height: int
    alternative: Text | None


@dataclass(frozen=True)
class Card:
    """What is passed on with the address of a page: what it is called, what tells it from others, and a picture."""

    title: str
    description: str
    sort: str
    picture: Picture | None
    locale: str
    #: The other languages of the page.
    locales: Sequence[str]


def card_of(
    request: PublicRequest, called: tuple[Text, str], *, asset: Asset | None = None, sort: str = "article"
) -> Card | None:
    """Return the card of an entry, none of a draft.

    ``called`` is what the entry is called and what tells it from others of that name, never a text of it; ``asset``
    what may be shown with it, if its content note lets it go out without the page around it.
    """
    if request.draft:
        return None
    title, detail = called
    active = get_language() or request.memorial.own_language
    return Card(
        title=title.value,
        description=" · ".join(part for part in (detail, request.memorial.title) if part),
        sort=sort,
        picture=picture_of(request, shown(asset, Where.CARD, request.memorial.languages)) if asset else None,
        locale=LOCALES.get(active, active),
        locales=[LOCALES.get(code, code) for code in request.memorial.languages if code != active],
    )


def picture_of(request: PublicRequest, alone: Shown) -> Picture | None:
    """Return the picture for a card, if it may go out alone."""
    if alone.image is None:
        return None
    image = alone.image
    return Picture(request.build_absolute_uri(image.src), image.width, image.height, alone.alternative)
