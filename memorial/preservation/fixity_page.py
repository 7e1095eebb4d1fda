"""The page of findings about originals: what is wrong, where the file is used, and how the last runs went."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import QueryDict
from django.utils import timezone

from memorial.accounts.models import User
from memorial.accounts.roles import DEAL_WITH_FINDINGS
from memorial.base.paging import CappedPaginator
from memorial.media.models import Asset
from memorial.media.originals import Original
from memorial.preservation.models import FixityFinding, FixityRun
from memorial.preservation.querysets import unread_since
from memorial.review.start_page import start_notice

PER_PAGE = 50
RUNS_SHOWN = 5
#: A run that has said nothing for so long does not run any more.
SILENT = timedelta(minutes=15)


@dataclass
class Shown:
    """One finding as it is shown, with the entries that use the file, as far as the person may know of them."""

    finding: FixityFinding
    assets: list[Asset] = field(default_factory=list)

    @property
    def right_since(self) -> Any:
        """When the file was read again and was right, although nobody has closed the finding yet."""
        check = getattr(self.finding.original, "fixity", None)
        if check is None or not (check.right and self.finding.stands):
            return None
        return check.checked_at if check.checked_at > self.finding.last_seen else None


def findings_page(user: User, asked: QueryDict) -> dict[str, Any]:
    """Return what the page of findings shows: those that stand, or with ``dealt_with`` in the address, the others."""
    earlier = "dealt_with" in asked
    rows = FixityFinding.objects.dealt_with() if earlier else FixityFinding.objects.standing()
    rows = rows.select_related("original__fixity", "dealt_with_by")
    page = CappedPaginator(rows, PER_PAGE).get_page(asked.get("page"))
    return {
        "earlier": earlier,
        "page": page,
        "address": "dealt_with=yes" if earlier else "",
        "findings": with_assets(page.object_list, user),
        "runs": list(FixityRun.objects.all()[:RUNS_SHOWN]),
        "silent": timezone.now() - SILENT,
        "days": settings.FIXITY_DAYS,
        "unread": unread_since(timezone.now() - timedelta(days=settings.FIXITY_DAYS)).count(),
        "originals": Original.objects.count(),
    }


def finding_page(user: User, finding: FixityFinding) -> dict[str, Any]:
    """Return what the page of one finding shows."""
    (shown,) = with_assets([finding], user)
    return {"shown": shown, "finding": finding}


def with_assets(findings: Iterable[FixityFinding], user: User) -> list[Shown]:
    """Return findings with the entries that use their files, as far as a person may know of them."""
    shown = [Shown(finding) for finding in findings]
    hashes = {one.finding.original.sha256 for one in shown if one.finding.original}
    using: dict[str, list[Asset]] = {}
    for asset in Asset.objects.visible_to(user).of_record().filter(original__sha256__in=hashes).order_by("label", "pk"):
        using.setdefault(asset.original_id, []).append(asset)
    for one in shown:
        one.assets = using.get(one.finding.original.sha256, []) if one.finding.original else []
    return shown


@start_notice("admin/preservation/notice.html")
def notice(user: User) -> dict[str, Any] | None:
    """Return what the start page tells a person about originals; nothing to others than those who deal with them."""
    if not user.has_perm(DEAL_WITH_FINDINGS):
        return None
    standing = list(FixityFinding.objects.standing().values_list("what", flat=True)[: CappedPaginator.MOST + 1])
    last = FixityRun.objects.filter(ended__isnull=False).first()
    if not standing and last is None:
        return None
    return {
        "counts": [(what.value, standing.count(what)) for what in FixityFinding.What if what in standing],
        "capped": len(standing) > CappedPaginator.MOST,
        "last": last,
    }
