"""Answers: a public page as it was sent, in each coding in which it can be sent again."""

import gzip
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import brotli

from memorial.operations.counts import GIVEN

StartResponse = Callable[..., Any]
Headers = list[tuple[str, str]]
Pairs = Sequence[tuple[str, str]]
#: The codings offered, the smallest first; the last is the page as it is.
CODINGS = ("br", "gzip", "")
#: What a page is repeated with where the browser has it already.
WITH_NOTHING = frozenset(
    {"cache-control", "content-location", "etag", "expires", "vary", "link", "content-language", "surrogate-key"}
)
#: Said of one sending, and not of the page.
OWN = frozenset({"content-length", "content-encoding", "etag", "vary", "connection", "date", "x-request-id"})
BROTLI_QUALITY, GZIP_LEVEL = 5, 6


class Coded(NamedTuple):
    """The page in one coding, with all that is sent before it."""

    body: bytes
    tag: str
    headers: Headers
    headers_unchanged: Headers


class KeptAnswer:
    """One public page of one stand."""

    __slots__ = ("coded", "made", "size", "stand")

    def __init__(self, stand: str, made: float, headers: Pairs, bodies: Mapping[str, bytes]) -> None:
        self.stand, self.made = stand, made
        self.coded = {coding: coded(headers, coding, body) for coding, body in bodies.items()}
        self.size = sum(len(body) for body in bodies.values()) + 4000

    @classmethod
    def of(cls, stand: str, made: float, headers: Pairs, body: bytes) -> "KeptAnswer":
        """Return an answer to be kept, made of what Django has answered."""
        bodies = {
            "br": brotli.compress(body, quality=BROTLI_QUALITY),
            # Without a time within, so that the same page has the same bytes.
            "gzip": gzip.compress(body, compresslevel=GZIP_LEVEL, mtime=0),
            "": body,
        }
        return cls(stand, made, headers, bodies)

    def give(self, environ: Mapping[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request with this page, or with nothing where the browser has it already."""
        found = self.coded[coding_for(environ.get("HTTP_ACCEPT_ENCODING", ""))]
        asked = environ.get("HTTP_IF_NONE_MATCH")
        if asked is not None and has_it(asked, found.tag):
            # Two threads at once may lose a count: no lock is worth the time that it takes here.
            GIVEN.unchanged += 1
            start_response("304 Not Modified", found.headers_unchanged)
            return ()
        GIVEN.whole += 1
        start_response("200 OK", found.headers)
        return () if environ["REQUEST_METHOD"] == "HEAD" else (found.body,)

    def written(self) -> bytes:
        """Return this answer as it stands in a file: a line that describes it, and the bodies one after another."""
        plain = [pair for pair in self.coded[""].headers if pair[0].lower() not in OWN]
        vary = next((value for name, value in self.coded[""].headers if name.lower() == "vary"), "")
        told = {
            "stand": self.stand,
            "made": self.made,
            "headers": [*plain, ("Vary", vary)],
            "sizes": [[coding, len(self.coded[coding].body)] for coding in CODINGS],
        }
        return b"".join([json.dumps(told).encode(), b"\n", *(self.coded[coding].body for coding in CODINGS)])

    @classmethod
    def read(cls, content: bytes) -> "KeptAnswer":
        """Return the answer that stands in a file; raises ValueError where that is none, or was cut off."""
        line, _end, rest = content.partition(b"\n")
        try:
            told = json.loads(line)
            headers = [(str(name), str(value)) for name, value in told["headers"]]
            bodies, at = {}, 0
            for coding, size in told["sizes"]:
                bodies[coding], at = rest[at : at + size], at + size
            if at != len(rest) or set(bodies) != set(CODINGS):
                raise ValueError("A kept page was cut off.")
            return cls(told["stand"], told["made"], headers, bodies)
        except (KeyError, TypeError) as fault:
            raise ValueError("This is no kept page.") from fault


def coded(headers: Pairs, coding: str, body: bytes) -> Coded:
    """Return a page in one coding with its headers; the tag is of the very bytes that are sent."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    plain = [(name, value) for name, value in headers if name.lower() not in OWN]
    vary = next((value for name, value in headers if name.lower() == "vary"), "")
    vary = vary if "accept-encoding" in vary.lower() else ", ".join(filter(None, [vary, "Accept-Encoding"]))
    plain += [("Vary", vary), ("ETag", tag)]
    whole = [*plain, ("Content-Length", str(len(body)))]
    if coding:
        whole.append(("Content-Encoding", coding))
    return Coded(body, tag, whole, [pair for pair in plain if pair[0].lower() in WITH_NOTHING])


@lru_cache(maxsize=512)
def coding_for(accepted: str) -> str:
    """Return in which coding a page is sent to a browser that accepts these: the smallest; without a word, as it is."""
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, _sign, weight = part.partition(";")
        weights[name.strip()] = quality(weight)
    others = weights.get("*", 0.0)
    offered = {coding: weights.get(coding, others) for coding in CODINGS if coding}
    best = max(offered.values())
    return next((coding for coding, weight in offered.items() if weight == best), "") if best > 0 else ""


def quality(text: str) -> float:
    """Return the weight of what is accepted; what cannot be read counts as not accepted."""
    name, _sign, value = text.strip().partition("=")
    if not name:
        return 1.0
    try:
        return float(value) if name.strip() == "q" else 1.0
    except ValueError:
        return 0.0


def has_it(asked: str, tag: str) -> bool:
    """Return whether a browser that names these tags has what one of them is of."""
    return asked.strip() == "*" or any(part.strip().removeprefix("W/") == tag for part in asked.split(","))
