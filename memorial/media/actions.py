"""What may be done with files on the desk: a new entry is made for one, or its derivatives are made once more."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from memorial.accounts.models import User
from memorial.media.making import make_derivatives
from memorial.media.models import Asset
from memorial.media.originals import Original
from memorial.review.actions import allowed, record_edit


@transaction.atomic
def create_asset(*, original: Original, by: User, received_as: str = "", **fields: Any) -> Asset:
    """Make a draft for an original that was received; ``fields`` are what is known of it. Returns the saved draft.

    Raises ValidationError where a field says what it cannot.
    """
    if not allowed(Asset, "add", by):
        raise PermissionDenied
    asset = Asset(original=original, kind=original.kind, received_as=received_as, **fields)
    asset.created_by = asset.in_charge = by
    asset.full_clean()
    asset.save()
    restricted = {"restricted": True} if asset.restricted else {}
    record_edit(entry=asset, before="", by=by, created=True, detail=file_detail(original) | restricted)
    return asset


def file_detail(original: Original) -> dict[str, Any]:
    """Return what the ledger says of the file of a new entry: which one it is, and how large."""
    return {"sha256": original.sha256, "size": original.size}


@transaction.atomic
def make_again(*, original: Original, by: User) -> bool:
    """Have the derivatives of an original made once more after that has failed; return whether it had.

    No line in the ledger: nothing of the record changes, and an original is only read.
    """
    if not allowed(Asset, "change", by):
        raise PermissionDenied
    rows = Original.objects.filter(pk=original.pk, work=Original.Work.FAILED)
    if not rows.update(work=Original.Work.WAITING, attempts=0, failure=""):
        return False
    make_derivatives.enqueue(original.pk)
    return True
