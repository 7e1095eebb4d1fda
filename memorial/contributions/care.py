"""Care for curators: how many heavy things somebody has opened in this session, and a quiet word after many.

The number stands in the person's own session and nowhere else: no colleague, page or ledger knows of it.
"""

from django.http import HttpRequest
from django.utils import timezone

from memorial.contributions.models import Contribution

#: The key of the session under which it is kept.
KEPT = "heavy_opened"
#: After how many heavy things a pause is suggested.
MANY = 10


def opened_today(request: HttpRequest) -> list[int]:
    """Return which heavy things were opened in this session today; a new day begins anew."""
    kept = request.session.get(KEPT, {})
    today = timezone.localdate().isoformat()
    return list(kept.get("opened", [])) if kept.get("day") == today else []


def note_heavy(request: HttpRequest, contribution: Contribution) -> None:
    """Count that somebody has opened something heavy; the same one again counts once."""
    opened = opened_today(request)
    if not contribution.grave or contribution.pk in opened:
        return
    request.session[KEPT] = {"day": timezone.localdate().isoformat(), "opened": [*opened, contribution.pk]}


def heavy_opened(request: HttpRequest) -> int:
    """Return how many heavy things were opened, once they are so many that a pause is suggested; 0 before."""
    number = len(opened_today(request))
    return number if number >= MANY else 0
