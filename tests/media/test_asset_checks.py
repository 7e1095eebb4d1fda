"""Nothing is published of which visitors would be shown nothing."""

from typing import Any

import pytest
from django.test import Client

from memorial.models import Asset, Original
from memorial.review.checks import Finding, findings
from memorial.review.snapshots import whole
from memorial.review.status import Status
from tests.factories import make_asset
from tests.review.filling import address

pytestmark = pytest.mark.usefixtures("memorial")


def unmade(work: str, **fields: Any) -> Asset:
    """Return an asset of which nothing has been made that could be shown."""
    asset = make_asset(**fields)
    asset.original.derivatives.all().delete()
    Original.objects.filter(pk=asset.original.pk).update(work=work, failure="Synthetic reason.")
    return asset


def found(asset: Asset) -> dict[str, Finding]:
    return {each.name: each for each in findings(whole(Asset, pk=asset.pk))}


def test_failed_work_blocks_publication_and_waiting_work_warns(curator_browser: Client) -> None:
    failed, waiting = unmade("failed", status=Status.IN_REVIEW), unmade("waiting", status=Status.IN_REVIEW)
    assert found(failed)["nothing-made"].blocking
    assert not found(waiting)["being-made"].blocking
    assert "being-made" not in found(failed)
    assert "nothing-made" not in found(waiting)
    page = curator_browser.get(address(Asset, "review", failed.pk)).content.decode()
    assert "what is made from the file has failed" in page
    assert "It cannot be published before what blocks it is mended." in page


def test_what_has_something_to_show_is_held_back_by_neither() -> None:
    asset = make_asset(status=Status.DRAFT)
    Original.objects.filter(pk=asset.original.pk).update(work="failed")
    assert not {"nothing-made", "being-made"} & found(asset).keys()


@pytest.mark.parametrize("kind", ["image", "document", "audio"])
def test_visitors_are_not_told_to_wait_for_what_has_failed(visitor: Client, kind: str) -> None:
    failed = visitor.get(unmade("failed", kind=kind).get_absolute_url()).content.decode()
    assert "This cannot be shown at present." in failed
    assert "being prepared" not in failed
    assert "Synthetic reason" not in failed
    waiting = visitor.get(unmade("waiting", kind=kind).get_absolute_url()).content.decode()
    assert "is being prepared" in waiting
    assert "at present" not in waiting
