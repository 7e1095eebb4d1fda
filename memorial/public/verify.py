"""Verify: whoever holds a file learns whether it is one of the memorial's, unchanged, without sending it anywhere.

What is not public is not known here: the answer is the same as for a file that never was.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.http import HttpResponse
from django.utils.translation import gettext as _

from memorial.media.derivatives import Derivative
from memorial.media.models import Asset
from memorial.media.originals import HASH
from memorial.media.showing import Shown, Where, may_be_sent, shown
from memorial.public.pages import PublicRequest, public_page, render_page
from memorial.review.gate import Channel

#: What no pasted line of a checksum is longer than; beyond it nobody looks for one.
LONGEST = 5000
#: The same in pairs, as Windows and certificates write it; anything but letters and digits may stand between.
PAIRS = re.compile(r"(?<!\w)(?:[0-9a-f]{2}[\W_]*){31}[0-9a-f]{2}(?!\w)")


class NoHash(ValueError):
    """What was typed holds no SHA-256; the message says what to do."""


@dataclass(frozen=True)
class Recognised:
    """A file that is known: its asset as a list may show it, and which of its forms this is.

    ``row`` is the derivative, or nothing for the original.
    """

    shown: Shown
    row: Derivative | None

    @property
    def is_square(self) -> bool:
        return self.row is not None and self.row.recipe.startswith("square-")


@public_page(Channel.PAGE, Channel.VERSION)
def verify(request: PublicRequest) -> HttpResponse:
    """Say whether a file, named by its SHA-256, is one of the memorial's."""
    typed = request.GET.get("sha256", "")
    problem, digest = "", ""
    try:
        digest = hash_in(typed) if typed.strip() else ""
    except NoHash as refused:
        problem = str(refused)
    found = recognised(digest, request.memorial.languages) if digest else []
    context = {"typed": typed, "digest": digest, "problem": problem, "found": found}
    response = render_page(request, "public/verify/verify.html", context, section="verify")
    if request.GET:
        # One page is to be found by searching, and not one for each file that somebody asked about.
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def hash_in(typed: str) -> str:
    """Return the SHA-256 in what somebody typed or pasted: in capitals, in pairs, or beside the name of the file.

    Raises NoHash where there is none, or more than one.
    """
    if len(typed) > LONGEST:
        raise NoHash(_("This is too long. Paste only the SHA-256 of one file: 64 digits and letters from a to f."))
    text = typed.lower()
    found: set[str] = set(HASH.findall(text)) or {re.sub(r"[\W_]", "", each) for each in PAIRS.findall(text)}
    if not found:
        raise NoHash(
            _(
                "This is not a SHA-256. It has 64 signs: digits, and letters from a to f. "
                "Compare what you typed with what your computer showed."
            )
        )
    if len(found) > 1:
        raise NoHash(_("There is more than one SHA-256 in this. Ask about one file at a time."))
    return found.pop()


def recognised(digest: str, order: Sequence[str]) -> list[Recognised]:
    """Return the public assets of which a file is the original, or is shown in its place; each once."""
    # Two ways in, each by an index of its own: joined to all derivatives at once, every asset would be read.
    shown_instead = Asset.objects.public().filter(original__derivatives__sha256=digest)
    rows = Asset.objects.public().filter(Q(original=digest) | Q(pk__in=shown_instead.values("pk")))
    found = []
    for asset in rows.ready_to_show().order_by("pk"):
        listed = shown(asset, Where.LIST, order)
        made = [row for row in asset.original.derivatives.all() if row.sha256 == digest and may_be_sent(asset, row)]
        if asset.original.sha256 == digest:
            found.append(Recognised(listed, None))
        elif made:
            found.append(Recognised(listed, made[0]))
    return found
