"""Erasure of files: an original that its giver takes back goes with all that was made of it, for good."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.db import models, transaction

from memorial.media.derivatives import Derivative, replaceable
from memorial.media.models import Asset
from memorial.media.originals import ERASED, Kind, NearDuplicate, Original, sealed


@transaction.atomic
def erase_file(asset: Asset) -> bool:
    """Let an asset name no file any more; return whether its original went with that, which no other asset uses.

    The asset stays as it is otherwise. The files go once the surrounding transaction is kept.
    """
    original = Original._base_manager.select_for_update().get(pk=asset.original.pk)
    if original.sha256 == ERASED:
        return False
    Asset._base_manager.filter(pk=asset.pk).update(original=no_file())
    asset.original = no_file()
    if Asset._base_manager.filter(original=original).exists():
        return False
    names = [row.name for row in original.derivatives.select_related("original")]
    NearDuplicate.objects.filter(models.Q(later=original) | models.Q(earlier=original)).delete()
    Derivative.objects.filter(original=original).delete()
    Original._base_manager.filter(pk=original.pk).delete()
    transaction.on_commit(partial(remove_files, original, names))
    return True


def no_file() -> Original:
    """Return what stands in the place of an original that was erased."""
    about = {"size": 0, "media_type": "image/jpeg", "kind": Kind.IMAGE, "work": Original.Work.DONE}
    stand_in, _made = Original._base_manager.get_or_create(sha256=ERASED, defaults=about)
    return stand_in


def remove_files(original: Original, derivatives: Iterable[str]) -> None:
    """Remove an original and what was made of it from their storages, unless it has been received anew meanwhile."""
    if Original.objects.filter(sha256=original.sha256).exists():
        return
    originals: Any = sealed()
    originals.erase(original.name)
    for name in derivatives:
        replaceable().delete(name)
