"""Recordings: the sound, film or scan in which a testimony was given."""

from functools import cache
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from memorial.accounts.models import User
from memorial.media.models import Asset
from memorial.media.originals import Kind
from memorial.media.pictures import Picture, public_uses
from memorial.people.depictions import Depiction
from memorial.review.gate import Channel
from memorial.review.rules import Rule, Ruled
from memorial.review.status import Status
from memorial.review.withdrawal import withdraw_now
from memorial.testimonies.models import Testimony


class Recording(Picture):
    """One recording or scan of a testimony; its transcript stands with the recording itself."""

    entry = models.ForeignKey(Testimony, on_delete=models.CASCADE, related_name="pictures", verbose_name=_("testimony"))

    class Meta(Picture.Meta):
        abstract = False
        verbose_name = _("recording")
        verbose_name_plural = _("recordings and scans")


def unnamed_voices(channel: Channel = Channel.PAGE) -> "models.QuerySet[Asset]":
    """Return the sound recordings and films in which somebody speaks who is not to be named in full by a channel.

    They stand with their testimony alone: beside the name of a person they would say who speaks. That holds on when the
    testimony is withdrawn: a consent that ends never brings a voice and a name together.
    """
    return Asset._base_manager.filter(Ruled(unnamed_rule(channel)))


def names_no_voice(channel: Channel = Channel.PAGE) -> models.Q:
    """Return the condition on ties of people to assets that the asset of a tie is none of these."""
    return ~models.Q(Ruled(unnamed_rule(channel), "asset"))


@cache
def unnamed_rule(channel: Channel) -> Rule:
    """Return the rule that an asset is one of these, put into SQL once."""
    ours: Any = Testimony.objects
    told = ours.of_record().filter(models.Q(status=Status.PUBLISHED) | models.Q(withdrawn_at__isnull=False))
    unnamed = told.exclude(pk__in=ours.named_in_full(channel).values("pk"))
    heard: Any = Asset.objects.filter(kind__in=(Kind.AUDIO, Kind.VIDEO))
    return Rule(Asset, models.Q(pk__in=heard.filter(recordings__entry__in=unnamed.values("pk")).values("pk")))


def withdraw_recordings(
    *, testimony: Testimony, by: User | None, reason: str, note: str, command: str = ""
) -> list[Asset]:
    """Withdraw what is public with a testimony and with no other public entry, and return it: the voice goes too.

    What was published and has yet to open goes as well: it would open by itself.
    """
    rows: Any = Asset.objects
    found = rows.of_record().filter(status=Status.PUBLISHED, recordings__entry=testimony)
    # The testimony itself may be public still, or be so no longer. That a voice is somebody's keeps nothing public.
    own = int(testimony.is_public)
    alone = [asset for asset in found if public_uses(asset, besides=besides(asset)) <= own]
    how: dict[str, Any] = {"by": by, "reason": reason, "note": note, "command": command}
    return [withdraw_now(entry=asset, **how) for asset in alone]  # type: ignore[misc]


def besides(asset: Asset) -> tuple[type[Picture], ...]:
    """Return the ties that give no right of their own to show an asset: that somebody is heard in a recording."""
    return (Depiction,) if asset.kind in (Kind.AUDIO, Kind.VIDEO) else ()
