"""What was published and no longer shows, because the consent on which it rests has ended: the start page says so."""

from typing import Any

from memorial.accounts.models import User
from memorial.media.models import Asset
from memorial.media.picture_admin import Use, use_of
from memorial.review.clock import opened
from memorial.review.start_page import start_notice
from memorial.review.status import Status
from memorial.testimonies.actions import may_record
from memorial.testimonies.models import Testimony

#: How many of each kind are named.
MOST = 12


@start_notice("admin/testimonies/ended_consents.html")
def no_longer_shown(user: User) -> dict[str, Any] | None:
    """Return which testimonies and assets are published and not shown, for those who record consents; else nothing."""
    if not may_record(about=None, by=user):
        return None
    found = [hidden_by_consent(kind, user) for kind in (Testimony, Asset)]
    if not any(found):
        return None
    uses: list[Use] = [use_of(entry) for entries in found for entry in entries[:MOST]]
    return {"entries": uses, "more": any(len(entries) > MOST for entries in found)}


def hidden_by_consent(kind: Any, user: User) -> list[Any]:
    """Return published entries whose time has come and that no visitor sees, of those of which a person may know."""
    published = kind.objects.visible_to(user).of_record().filter(opened(), status=Status.PUBLISHED)
    hidden = published.exclude(pk__in=kind.objects.public().values("pk"))
    return list(hidden.order_by("label", "pk")[: MOST + 1])
