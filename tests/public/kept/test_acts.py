"""Whatever an act changes on any page that is kept, it says so in its own transaction: the stand is another one."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError
from django.db import transaction
from django.test import Client

from memorial.models import Memorial, User
from memorial.public.kept.marks import MARK, Mark
from memorial.review.models import Entry
from memorial.review.public_changes import public_state
from tests.addresses import all_urls
from tests.review.entrances import Stage, case_of
from tests.review.test_one_line import ENTRANCES

#: What is asked at no address of which anything is kept.
NOT_KEPT = ("/admin/", "/api/", "/preview/", "/contribute/", "/media/", "/iiif/")


@pytest.fixture
def stage(
    contributor: User,
    curator: User,
    second_curator: User,
    keeper: User,
    steward: User,
    memorial: Memorial,
    media_folders: Path,
) -> Stage:
    return Stage(contributor, curator, second_curator, keeper, steward, media_folders)


def entries() -> list[Entry]:
    """Return every entry that is no working copy, whatever its status."""
    kinds: list[Any] = Entry.__subclasses__()
    return [entry for kind in kinds for entry in kind._base_manager.filter(copy_of=None)]


def pages() -> dict[str, bytes]:
    """Return what stands on every page that would be kept now, by its address."""
    return dict(kept_pages(Client()))


def kept_pages(visitor: Client) -> Iterator[tuple[str, bytes]]:
    """Yield the pages that would be kept."""
    for address in all_urls(entries(), languages=("en",)):
        if not address.startswith("/en/") or any(part in address for part in NOT_KEPT):
            continue
        mark = Mark()
        content = visitor.get(address, **{MARK: mark}).content  # type: ignore[arg-type]
        if mark.may_be_kept:
            yield address, content


@pytest.mark.slow
@pytest.mark.parametrize("name", ENTRANCES)
def test_act_that_changes_a_page_says_so(name: str, stage: Stage) -> None:
    case = case_of(name)
    assert case is not None
    trial = case(stage)
    before, state = pages(), public_state()
    try:
        with transaction.atomic():
            trial.does()
    except (CommandError, PermissionDenied):
        pass
    now = pages()
    changed = [address for address in {*before, *now} if before.get(address) != now.get(address)]
    assert not changed or public_state() != state, changed
