"""Admission: who may send something now, and what the machine notices about it; it flags and sorts, no more.

A POST of a stranger passes two doors. `admit` stands before anything of the body is read; `noticed` looks at what was
read and returns signs and a place in the queue, which go into `intake.contribute` as they are. Neither publishes nor
deletes anything. In which alphabet or language somebody writes is never a sign.
"""

import math
import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, QueryDict
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from memorial.contributions.buckets import ACTS, FOR_A_PROOF, TIDE, TIDE_OF_NETWORK, TIDE_OF_PROVED
from memorial.contributions.folding import fold
from memorial.contributions.intake import Sent
from memorial.contributions.models import LAST, OTHERS, RANKS, Kind
from memorial.contributions.networks import network_name
from memorial.contributions.proofs import MONTH, counts, is_proved
from memorial.contributions.room import reserve, room_for
from memorial.contributions.tokens import FormToken
from memorial.contributions.uploads import BESIDE_FILES, MOST_FILES
from memorial.contributions.watching import watched_in

__all__ = ["Noticed", "Refusal", "admit", "noticed", "room_for"]

#: Nobody writes and sends faster than this; and in a flood, who took this long may well be a person.
FASTEST, UNHURRIED = timedelta(seconds=3), timedelta(seconds=60)
#: How many links one thing may bring: sources belong to a correction.
MOST_LINKS = {Kind.MESSAGE: 2, Kind.CORRECTION: 10, Kind.TAKEDOWN: 10}
MOST_LINKS_OTHERWISE = 4
LINK = re.compile(r"https?:|\bwww\.|<a\s|\[url", re.IGNORECASE)
#: Fewer words than these are said by many: a condolence is no copy of another.
OWN_WORDS = 12
#: The places of the queue behind the usual ones (0 to 2): with a watched word, and in a flood.
WATCHED_PLACES, FLOOD_PLACES = 3, 6
#: The field of `guard.html` that people leave empty.
HONEYPOT = "remarks"


@dataclass(frozen=True)
class Refusal:
    """Why something is not taken now, as the sender is told, and when to try again."""

    sentence: str
    #: 413 (too large), 429 (too often) or 503 (no room).
    status: int
    #: In seconds; 0 where waiting changes nothing.
    retry_after: int = 0


@dataclass(frozen=True)
class Noticed:
    """What the machine noticed about something that was sent."""

    #: Codes for the desk: "honeypot", "links", "same", "flood", "watched:<pk>".
    signs: list[str]
    #: The place in the queue; nothing where it is the usual one.
    rank: int | None = None
    #: Sent sooner than anybody can write: show the page again with everything kept.
    too_fast: bool = False
    #: The field for machines was filled in: put aside, kept for 30 days (`contribute(..., aside=True)`).
    aside: bool = False


def admit(request: HttpRequest, act: str = "send") -> Refusal | None:
    """Return why a stranger may not do this now, or nothing; ``act`` is a name of `buckets.ACTS`.

    Nothing of the body is read. Only what brings something to be kept ("send") is asked for room.
    """
    size = announced_size(request)
    if size > MOST_FILES * settings.MEDIA_MOST_BYTES + BESIDE_FILES:
        return Refusal(_("This is more than can be taken at once. Please send it in several parts."), 413)
    wait = ACTS[act].take(network_name(request))
    if wait:
        return too_often(wait)
    if act != "send":
        return None
    if not room_for(size):
        return Refusal(
            _("There is no room for more at this moment. Please keep what you wrote, and send it in an hour or later."),
            503,
            3600,
        )
    reserve(size)
    return None


def announced_size(request: HttpRequest) -> int:
    """Return how many bytes a request says that it brings."""
    said = str(request.META.get("CONTENT_LENGTH") or "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 20 else 0


def too_often(wait: float) -> Refusal:
    """Return the refusal of what was done too often from one network."""
    minutes = math.ceil(wait / 60)
    sentence = ngettext(
        "Much has come from your network in a short time. Please try again in %(minutes)d minute.",
        "Much has come from your network in a short time. Please try again in %(minutes)d minutes.",
        minutes,
    )
    return Refusal(sentence % {"minutes": minutes}, 429, math.ceil(wait))


def noticed(sent: Sent, token: FormToken | None, posted: QueryDict, request: HttpRequest | None = None) -> Noticed:
    """Return what the machine noticed about what was sent; with ``request``, its network and a proof of work count."""
    if token is None or token.age < FASTEST:
        return Noticed([], too_fast=True)
    if posted.get(HONEYPOT, "").strip():
        return Noticed(["honeypot"], rank=LAST, aside=True)
    usual = RANKS.get(Kind(sent.kind), OTHERS)
    text = all_words(sent)
    signs = ["links"] if has_many_links(sent, text) else []
    signs += ["same"] if came_before(sent, text) else []
    rank = LAST if signs else None
    if in_a_flood(token, posted, request):
        signs.append("flood")
        rank = rank or (LAST if token.age < UNHURRIED else FLOOD_PLACES + usual)
    watched = [f"watched:{key}" for key in watched_in(text)]
    if watched and rank is None:
        rank = WATCHED_PLACES + usual
    return Noticed(signs + watched, rank)


def all_words(sent: Sent) -> str:
    """Return everything of a form that a curator would read, and nothing of who sent it."""
    answers: list[Any] = [sent.words, sent.shown_name, *sent.details.values()]
    return "\n".join(str(answer) for answer in answers if answer)


def has_many_links(sent: Sent, text: str) -> bool:
    """Return whether something brings more links than its kind needs."""
    return len(LINK.findall(text)) > MOST_LINKS.get(Kind(sent.kind), MOST_LINKS_OTHERWISE)


def came_before(sent: Sent, text: str) -> bool:
    """Return whether the same words came with another form within a month; only a keyed hash of them is remembered."""
    folded = fold(text)
    if len(folded.split()) < OWN_WORDS:
        return False
    key = f"memorial:words:{salted_hmac('memorial.contributions.words', folded, algorithm='sha256').hexdigest()}"
    return not cache.add(key, sent.once, MONTH) and cache.get(key) != sent.once


def in_a_flood(token: FormToken, posted: QueryDict, request: HttpRequest | None) -> bool:
    """Return whether more arrives than people write, from one network or from all; a proof of work has its own measure.

    What is beyond the measure of its own network does not count for all: one network alone floods itself only.
    """
    name = network_name(request) if request is not None else ""
    if is_proved(token, posted) and counts(token):
        if name:
            ACTS["send"].give_back(name, FOR_A_PROOF)
        return bool(TIDE_OF_PROVED.take())
    if name and TIDE_OF_NETWORK.take(name):
        return True
    return bool(TIDE.take())
