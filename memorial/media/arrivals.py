"""Arrivals: what becomes of each file that somebody sends to the desk, alone or with others.

A file is received before anything else is looked at. What was received and has no entry yet is named by a signed token,
so that the form which brought it can be sent again without it.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.signing import BadSignature, Signer
from django.db.models import Max, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from memorial.accounts.models import User
from memorial.media.actions import create_asset
from memorial.media.models import Asset
from memorial.media.originals import Original
from memorial.media.querysets import AssetQuerySet
from memorial.media.receiving import FileRefused, receive
from memorial.sources.models import Source

signer = Signer(salt="memorial.media.received")
LONGEST_NAME = 200


@dataclass(frozen=True)
class Arrival:
    """A file that was sent: received as an original, or refused with a sentence and its code."""

    name: str
    original: Original | None = None
    refusal: str = ""
    code: str = ""

    @property
    def called(self) -> str:
        """What it is called at the desk: as it was sent, or where that is not known, by its kind and its hash."""
        if self.name or self.original is None:
            return self.name
        return f"{self.original.get_kind_display()} {self.original.sha256[:12]}"

    @property
    def token(self) -> str:
        """What names the received file in a form that is sent again."""
        return signer.sign(f"{self.original.pk}:{self.name}") if self.original is not None else ""


class Outcome(StrEnum):
    """What became of a file."""

    TAKEN = "taken"
    #: The memorial has it already; no second entry was made.
    HERE = "here"
    #: It was received; its entry is made when the form is sent again.
    KEPT = "kept"
    REFUSED = "refused"


@dataclass(frozen=True)
class Result:
    """What became of one file, in a sentence, with the entries that this concerns."""

    arrival: Arrival
    outcome: Outcome
    sentence: str
    asset: Asset | None = None
    same: tuple[Asset, ...] = ()
    alike: tuple[Asset, ...] = ()

    @property
    def name(self) -> str:
        return self.arrival.called

    @property
    def change_url(self) -> str:
        """Where the words about it are written; empty where no entry was made."""
        return reverse("admin:memorial_asset_change", args=[self.asset.pk]) if self.asset is not None else ""


def arrive(file: "UploadedFile[Any]", by: User) -> Arrival:
    """Receive a file that somebody has sent."""
    name = (file.name or "")[:LONGEST_NAME]
    try:
        return Arrival(name, receive(file=file, by=by))
    except FileRefused as refused:
        return Arrival(name, refusal=str(refused), code=refused.code)


def arrived(token: str) -> Arrival | None:
    """Return a file that was received before; nothing for a token that is none of ours."""
    try:
        key, name = signer.unsign(token).split(":", 1)
    except (BadSignature, ValueError):
        return None
    original = Original.objects.filter(pk=key).first()
    return Arrival(name, original) if original is not None else None


def known_to(person: User) -> "AssetQuerySet[Asset]":
    """Return the assets of which a person at the desk may know, without working copies."""
    rows: AssetQuerySet[Asset] = Asset.objects.visible_to(person).of_record()
    return rows


def same_as(original: Original, person: User) -> "AssetQuerySet[Asset]":
    """Return the assets of the very same file of which a person may know."""
    return known_to(person).filter(original=original)


def alike(original: Original, person: User) -> "AssetQuerySet[Asset]":
    """Return the assets that look nearly like an original and of which a person may know."""
    earlier = Q(original__in=original.like_earlier.values("earlier__sha256"))
    later = Q(original__in=original.like_later.values("later__sha256"))
    return known_to(person).filter(earlier | later)


def take(arrival: Arrival, fields: dict[str, Any], by: User, *, another: bool = False) -> Result:
    """Make a draft for a received file; for one that is here already only where ``another`` entry is wanted."""
    if arrival.original is None:
        return Result(arrival, Outcome.REFUSED, arrival.refusal)
    same = tuple(same_as(arrival.original, by).ready_to_show())
    if same and not another:
        sentence = _("This file is here already, so no second entry was made.")
        return Result(arrival, Outcome.HERE, sentence, same=same)
    placed = fields | place_in(fields.get("source"), by)
    asset = create_asset(original=arrival.original, by=by, received_as=arrival.name, **placed)
    near = tuple(alike(arrival.original, by).ready_to_show())
    sentence = _("Taken in as a draft.")
    if near:
        sentence = _("Taken in as a draft. It looks nearly like what is here already: compare them.")
    return Result(arrival, Outcome.TAKEN, sentence, asset=asset, same=same, alike=near)


def keep(arrival: Arrival) -> Result:
    """Return what is said of a file whose form has to be mended first."""
    if arrival.original is None:
        return Result(arrival, Outcome.REFUSED, arrival.refusal)
    sentence = _("Received and kept. Mend what is marked below and send the form again, without this file.")
    return Result(arrival, Outcome.KEPT, sentence)


def place_in(source: Source | None, by: User) -> dict[str, int]:
    """Return the place behind the other scans of a source; nothing where none was named."""
    if source is None:
        return {}
    last = known_to(by).filter(source=source).aggregate(last=Max("source_position"))["last"]
    return {"source_position": (last or 0) + 1}
