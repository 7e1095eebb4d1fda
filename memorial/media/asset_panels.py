"""Panels: what the desk shows of a file beside the words about it, each picture under the cover of its grade."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from memorial.accounts.models import User
from memorial.accounts.roles import OPEN_CONFIDENTIAL
from memorial.base.memorial import Memorial
from memorial.media.arrivals import alike, known_to, same_as
from memorial.media.derivatives import Derivative
from memorial.media.models import Asset
from memorial.media.originals import Kind, Original
from memorial.media.showing import Image, Shape, Shown, Where, shown
from memorial.review.actions import allowed
from memorial.review.start_page import start_notice

#: How many other entries a panel shows of each sort.
MOST = 12
#: The side of the squares in lists of the desk, in points.
SIDE = 128


@dataclass(frozen=True)
class Look:
    """A file as a person at the desk looks at it: what is shown of it, and the square around its focal point."""

    asset: Asset
    shown: Shown
    square: Image | None

    @property
    def url(self) -> str:
        return reverse("admin:memorial_asset_review", args=[self.asset.pk])

    @property
    def is_covered(self) -> bool:
        return not self.shown.is_open

    @property
    def is_heard(self) -> bool:
        return self.asset.kind == Kind.AUDIO

    @property
    def is_seen(self) -> bool:
        return self.asset.kind == Kind.VIDEO

    @property
    def has_failed(self) -> bool:
        return self.asset.original.work == Original.Work.FAILED

    @property
    def alternative(self) -> str:
        """What is said to those who do not see it: its alternative text, or what it is called until there is one."""
        return self.shown.alternative.value if self.shown.alternative else str(self.asset)


def desk_address(asset: Asset, derivative: Derivative) -> str:
    """Return where staff who may know of an asset find one of its derivatives."""
    return reverse("admin:asset_file", args=[asset.pk, derivative.sha256, derivative.format])


def look_at(asset: Asset) -> Look:
    """Return how the desk shows a file; read the asset by `ready_to_show` first, and it asks nothing more."""
    order = Memorial.current().languages
    whole = shown(asset, Where.OWN_PAGE, order, address=desk_address)
    square = shown(asset, Where.OWN_PAGE, order, shape=Shape.SQUARE, address=desk_address)
    return Look(asset, whole, square.image)


def square_in_list(asset: Asset) -> str:
    """Return the address of the small square of a picture that a list may show; empty for one that it may not."""
    image = shown(asset, Where.LIST, (), shape=Shape.SQUARE, address=desk_address).image
    return image.srcset.split(" ")[0] if image is not None else ""


def looks(assets: "QuerySet[Asset]") -> list[Look]:
    """Return how the desk shows several files."""
    return [look_at(asset) for asset in assets]


def panel(asset: Asset, person: User) -> dict[str, Any]:
    """Return what the form and the review page show of the file of an asset."""
    root = asset.copy_of or asset
    rows = Asset.objects.ready_to_show().select_related("original__received_by", "created_by", "copy_of__created_by")
    asset = rows.get(pk=asset.pk)
    others = same_as(asset.original, person).exclude(pk=root.pk)
    return {
        "own": look_at(asset),
        "facts": facts(asset, person),
        "same": looks(others.ready_to_show()[:MOST]),
        "alike": looks(alike(asset.original, person).exclude(pk=root.pk).ready_to_show()[:MOST]),
        "may_change_file": allowed(asset, "change", person),
    }


def facts(asset: Asset, person: User) -> list[tuple[str, str]]:
    """Return what the file of an asset is, each fact with its name."""
    original = asset.original
    points = f"{original.width} × {original.height}" if original.width else ""
    received = _("%(time)s, by %(person)s") % dict(zip(("time", "person"), received_when(asset, person), strict=True))
    named = (
        (_("Kind"), str(asset.get_kind_display())),
        (_("Media type"), original.media_type),
        (_("Size"), f"{filesizeformat(original.size)} ({original.size})"),
        (_("Points"), points),
        ("SHA-256", original.sha256),
        (_("Received"), received),
        (_("Name as received"), asset.received_as),
        (_("What is shown"), str(original.get_work_display())),
        (_("Reason of the failure"), original.failure),
    )
    return [(name, value) for name, value in named if value]


def received_when(asset: Asset, person: User) -> tuple[str, str]:
    """Return when a file was received and by whom.

    Where the same file stands in an entry of which the person may not know, it counts as received with this one.
    """
    original, root = asset.original, asset.copy_of or asset
    known = set(Asset.objects.visible_to(person).filter(original=original).values_list("pk", flat=True))
    hidden = Asset._base_manager.filter(original=original).exclude(pk__in=known).exists()
    at, by = (root.created_at, root.created_by) if hidden else (original.received_at, original.received_by)
    return date_format(localtime(at), "j F Y, H:i"), by.known_as if by is not None else _("a command")


@start_notice("admin/media/restricted_notice.html")
def restricted_elsewhere(user: User) -> dict[str, Any] | None:
    """Return which files of restricted entries stand in entries that are not, for keepers; nothing where none do."""
    if not user.has_perm(OPEN_CONFIDENTIAL):
        return None
    hidden = known_to(user).filter(restricted=True)
    found = known_to(user).filter(restricted=False, original__in=hidden.values("original")).order_by("label", "pk")
    others = list(found[: MOST + 1])
    if not others:
        return None
    by_file = {asset.original_id: asset for asset in hidden.filter(original__in=[each.original_id for each in others])}
    return {"files": [(by_file[each.original_id], each) for each in others[:MOST]], "more": len(others) > MOST}
