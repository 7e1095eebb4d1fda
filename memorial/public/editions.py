"""Editions: which version a page shows, which others there are, and how it is cited."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.urls import reverse

from memorial.base.asking import asked_once
from memorial.base.texts import Text
from memorial.public.citation import Reference, reference
from memorial.public.pages import PublicRequest, memorial_day
from memorial.review.revisions import Revision


@dataclass(frozen=True)
class PastVersion:
    """One version in the list of an entry's versions."""

    number: int
    day: str
    url: str


@dataclass(frozen=True)
class Edition:
    """What a page says of the version that it shows: which one it is, which others there are, how it is cited."""

    cited: Reference
    url: str
    others: list[PastVersion]
    bibtex_url: str
    ris_url: str


@lru_cache(maxsize=64)
def versions_of(kind: Any) -> Callable[..., list[Any]]:
    """Return the question for the public versions of an entry of a kind: number and moment, the newest first."""

    @asked_once
    def found(public_id: Any) -> Any:
        versions = Revision.objects.public(kind).standing().of(str(kind._meta.model_name), public_id)
        return versions.order_by("-version").values_list("version", "published_at")

    return found


def edition_of(
    request: PublicRequest, entry: Any, called: tuple[Text, str], *, number: int | None = None
) -> Edition | None:
    """Return what a page says of the version that it shows, the present one unless given; nothing for a draft.

    ``called`` is what the entry is called on the page, and what tells it from others of that name.
    """
    if request.draft:
        return None
    kind, shown = str(entry._meta.model_name), entry.version if number is None else number
    model: Any = type(entry)
    known: dict[int, datetime] = dict(versions_of(model)(entry.public_id))
    if shown not in known:
        return None
    which = (kind, entry.public_id, shown)
    return Edition(
        cited=reference(request, which, known[shown], called),
        url=reverse("version", args=which),
        others=[
            PastVersion(other, memorial_day(request.memorial, at), reverse("version", args=[*which[:2], other]))
            for other, at in known.items()
            if other != shown
        ],
        bibtex_url=reverse("citation", args=[*which, "bib"]),
        ris_url=reverse("citation", args=[*which, "ris"]),
    )
