"""Contributions as strangers send them; what they say is synthetic and marked so."""

from datetime import timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from memorial.contributions.attachments import Attachment
from memorial.contributions.intake import Sent, contribute
from memorial.contributions.models import Contribution, Kind
from memorial.contributions.moderation import seen_of

number = count(1)


def sent_in(kind: str = Kind.TESTIMONY, *, days: float = 0, **fields: Any) -> Contribution:
    """Return a contribution that was sent ``days`` ago; what its form does not say is set on the row itself."""
    asked = {name: fields.pop(name) for name in list(fields) if name in Sent.__dataclass_fields__}
    asked.setdefault("words", f"Synthetic words {next(number)}")
    asked.setdefault("language", "en")
    contribution = contribute(sent=Sent(kind=kind, once=f"{next(number):032d}", **asked)).contribution
    moment = timezone.now() - timedelta(days=days)
    changes = {"sent_at": moment, "moved_at": moment, **fields}
    Contribution.objects.filter(pk=contribution.pk).update(**changes)
    return Contribution.objects.get(pk=contribution.pk)


def looked_at(contribution: Contribution, **said: Any) -> dict[str, Any]:
    """Return what the form of an act sends once somebody has looked at a contribution as it is now."""
    return {"seen": seen_of(Contribution.objects.get(pk=contribution.pk)), **said}


def with_file(contribution: Contribution, **fields: Any) -> Attachment:
    """Give a contribution a file; there is only its row."""
    once = f"{next(number):032d}"
    said = {"size": 3, "sha256": "0" * 64, "media_type": "image/png", "kind": "image", **fields}
    return Attachment.objects.create(contribution=contribution, once=once, **said)
