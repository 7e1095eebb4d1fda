"""As what the record stands: known without asking for each page, and never relied on for longer than it may be."""

import time
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError
from django.utils import timezone

from memorial.models import Memorial, PublicChange, SearchDue
from memorial.public.kept import stands as kept_stands
from memorial.public.kept.stands import Stands, stand_of
from memorial.review.public_changes import MOST, change_public, forget_old, public_state


def test_stand_is_another_after_each_change(memorial: Memorial) -> None:
    stands = Stands()
    seen = set()
    for _each in range(3):
        stands.look()
        seen.add(stands.now())
        change_public()
    assert len(seen) == 3
    assert None not in seen


def test_change_that_ends_later_with_a_lower_number_is_another_stand(memorial: Memorial) -> None:
    PublicChange.objects.bulk_create([PublicChange(pk=10), PublicChange(pk=12)])
    before = public_state()
    PublicChange.objects.bulk_create([PublicChange(pk=11)])
    assert public_state() != before
    assert public_state().last == before.last


def test_database_that_comes_back_from_a_backup_has_no_stand_that_was_there(memorial: Memorial) -> None:
    for _each in range(3):
        change_public()
    lost = public_state()
    rows = list(PublicChange.objects.order_by("pk").values_list("pk", flat=True))
    PublicChange.objects.filter(pk=rows[-1]).delete()
    PublicChange.objects.create(pk=rows[-1])
    assert public_state().last == lost.last
    assert public_state() != lost


def test_stand_is_relied_on_for_a_moment_only(memorial: Memorial, settings: Any) -> None:
    settings.KEEP_RELIED_ON = 0.05
    stands = Stands()
    stands.look()
    assert stands.now() is not None
    time.sleep(0.06)
    assert stands.now() is None


def test_database_that_does_not_answer_leaves_nothing_to_rely_on(
    memorial: Memorial, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> Any:
        raise DatabaseError

    settings.KEEP_RELIED_ON = 0.02
    stands = Stands()
    stands.look()
    monkeypatch.setattr(kept_stands, "public_state", broken)
    stands.look()
    time.sleep(0.03)
    assert stands.now() is None


def test_stand_ends_when_something_opens(memorial: Memorial) -> None:
    soon = timezone.now() + timedelta(seconds=30)
    SearchDue.objects.create(kind="person", object_id=1, at=soon)
    SearchDue.objects.create(kind="person", object_id=2, at=timezone.now() - timedelta(seconds=30))
    stand, lasts = stand_of(public_state())
    assert stand.until == soon.timestamp()
    assert abs(lasts - soon.timestamp()) < 2


def test_stand_ends_with_the_day_of_the_memorial(memorial: Memorial) -> None:
    Memorial.objects.update(time_zone="Asia/Baku")
    stand, lasts = stand_of(public_state())
    local = timezone.localtime(timezone.now(), Memorial.current().zone)
    assert stand.until == lasts
    assert 0 < lasts - local.timestamp() <= 25 * 3600
    assert timezone.datetime.fromtimestamp(lasts, Memorial.current().zone).strftime("%H:%M") == "00:00"  # type: ignore[attr-defined]


def test_clock_that_was_set_leaves_nothing_to_rely_on(
    memorial: Memorial, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.KEEP_RELIED_ON = 60.0
    stands = Stands()
    stands.look()
    wall = time.time
    monkeypatch.setattr("memorial.public.kept.stands.time.time", lambda: wall() - 3600)
    assert stands.now() is None


def test_old_changes_are_forgotten_and_no_state_comes_again(memorial: Memorial) -> None:
    PublicChange.objects.bulk_create([PublicChange() for _each in range(MOST + 1)])
    PublicChange.objects.update(at=timezone.now() - timedelta(days=2))
    before = public_state()
    forget_old()
    assert PublicChange.objects.count() == 1
    assert public_state().last > before.last
