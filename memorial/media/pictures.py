"""Pictures: how an entry of another kind is tied to the photographs, scans and recordings that are shown with it."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from memorial.accounts.models import User
from memorial.base.parts import Part
from memorial.media.models import Asset
from memorial.review.checks import Finding
from memorial.review.clock import opened
from memorial.review.gate import Channel
from memorial.review.models import Entry
from memorial.review.querysets import ChildQuerySet, Row, public_rule
from memorial.review.rules import Rule, Ruled
from memorial.review.status import Status
from memorial.sources.models import Source


class PictureQuerySet(ChildQuerySet[Row]):
    """Ties to assets, as public as the asset; whether the entry is public is asked where it is read."""

    entry_path = "asset"

    def of_one(self) -> Self:
        """Return the ties to pictures of which no other public entry of that kind has a tie of its own."""
        return self.filter(self.alone())

    def alone(self) -> models.Q:
        """Return the rule of that."""
        return models.Q(Ruled(alone_rule(self.model)))

    def binding(self) -> Self:
        """Return the ties to entries that were ever published: what was given with them is shown as they may be."""
        ever = models.Q(entry__status=Status.PUBLISHED) | models.Q(entry__withdrawn_at__isnull=False)
        return self.filter(ever, entry__copy_of=None)

    def closing(self, asset: models.OuterRef, channel: Channel) -> Self:
        """Return the ties by which an asset is not shown: to an entry that has yet to open, or lacks its consent."""
        entry: Any = self.model._meta.get_field("entry").related_model
        rule = opened("entry") & entry.consent_rule("entry", channel)
        # Asked as rows that are not among those shown: a time that nobody knows opens nothing.
        shown = self.model._base_manager.filter(rule, entry__restricted=False, pk=models.OuterRef("pk"))
        return self.binding().filter(~models.Exists(shown), asset=asset)


@lru_cache(maxsize=32)
def alone_rule(ties: type[models.Model]) -> Rule:
    """Return the rule that no other public entry has a tie to the asset of one: put into SQL once."""
    same = ties._base_manager.filter(public_rule(ties, "entry"), asset=models.OuterRef("asset"))
    return Rule(ties, ~models.Q(models.Exists(same.exclude(entry=models.OuterRef("entry")))))


PictureManager = models.Manager.from_queryset(PictureQuerySet)


class Picture(Part):
    """One asset in its place among those of an entry; each concept ties its own kind in a table of its own.

    The table names its entry ``entry``, and the entry calls its rows ``pictures``.
    """

    ordered_by: ClassVar[str] = "position"

    asset = models.ForeignKey(
        Asset, on_delete=models.PROTECT, related_name="%(class)ss", verbose_name=_("photograph, document or recording")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = PictureManager()

    class Meta:
        abstract = True
        verbose_name = _("picture")
        verbose_name_plural = _("photographs, documents and recordings")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "asset"],
                name="%(class)s_once",
                violation_error_message=_("This is already among them."),
            )
        ]

    def __str__(self) -> str:
        # Not the asset: whoever reads it may not know of it.
        return str(self._meta.verbose_name)


def picture_findings(entry: Any) -> Iterable[Finding]:
    """Yield that visitors will not see all pictures of an entry, because some of them are not public themselves."""
    pictures = len(entry.pictures.all())
    if pictures and entry.pictures.public().count() < pictures:
        sentence = gettext(
            "Not all of its photographs, documents and recordings are published. Visitors see each of them once it is."
        )
        yield Finding("picture-not-public", sentence)


def entries_with(asset: Asset, person: User) -> list[Entry]:
    """Return the entries with which an asset is shown, of those of which a person at the desk may know."""
    found: list[Entry] = []
    ties: list[Any] = Picture.__subclasses__()
    for tie in ties:
        rows = tie._meta.get_field("entry").related_model
        found += rows.objects.visible_to(person).of_record().filter(pictures__asset=asset).order_by("label", "pk")
    return found


def public_uses(asset: Asset, besides: Sequence[type[Picture]] = ()) -> int:
    """Return with how many public entries an asset is shown, some kinds of ties left out of the count."""
    ties = [tie for tie in Picture.__subclasses__() if tie not in besides]
    return sum(tie._base_manager.filter(public_rule(tie, "entry"), asset=asset).count() for tie in ties)


def shown_nowhere_else(entry: Any, person: User) -> list[Asset]:
    """Return the public assets of an entry that no other public entry shows, of those of which a person may know."""
    elsewhere: Any = models.Q(source__in=Source.objects.public().values("pk"))
    ties: list[Any] = Picture.__subclasses__()
    for tie in ties:
        others = tie._base_manager.filter(public_rule(tie, "entry"), asset=models.OuterRef("pk"))
        same = tie._meta.get_field("entry").related_model is type(entry)
        elsewhere |= models.Exists(others.exclude(entry=entry.pk) if same else others)
    own = entry.pictures.order_by("position", "pk").values_list("asset", flat=True)
    places = {key: place for place, key in enumerate(own)}
    rows: Any = Asset.objects
    found = rows.public().visible_to(person).filter(pk__in=places).exclude(elsewhere)
    return sorted(found, key=lambda asset: places[asset.pk])
