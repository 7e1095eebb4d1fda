"""Fixity runs: what is re-read, what is found, and what is written down about it."""

import math
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from memorial.media.originals import name_of
from memorial.models import FixityCheck, FixityFinding, FixityRun, LedgerLine, Original
from memorial.preservation.fixity import BATCH, AlreadyRunning, Extent, alone, check
from memorial.review.ledger import Verb
from memorial.review.ledger_check import chain_faults
from tests.media.files import pdf, picture, received
from tests.preservation.sealed import (
    check_all,
    flip_bit,
    ledger,
    overwrite,
    path_of,
    sealed_originals,
    standing,
    stopping_after,
)

What = FixityFinding.What


def test_what_was_received_is_found_as_it_was(db: None) -> None:
    kept = [received(picture()), received(pdf())]
    run = check_all()
    assert (run.checked, run.bytes, run.findings) == (2, sum(each.size for each in kept), 0)
    assert (run.interrupted, run.looked_for_unknown) == (False, True)
    assert set(FixityCheck.objects.values_list("original", "right")) == {(each.pk, True) for each in kept}
    detail = {"extent": "all", "read": 2, "bytes": run.bytes, "findings": 0}
    assert ledger(Verb.FIXITY_CHECKED) == [("check_fixity", "", detail)]


def test_flipped_bit_of_a_received_picture_is_found_and_nothing_is_repaired(db: None) -> None:
    original, other = received(picture()), received(picture(seed=1))
    flip_bit(original)
    before = path_of(original).read_bytes()
    run = check_all()
    finding = FixityFinding.objects.get()
    assert (finding.what, finding.original, finding.name) == (What.CHANGED, original, original.name)
    assert finding.found_size == original.size
    assert finding.found_sha256 != original.sha256
    assert run.findings == 1
    assert path_of(original).read_bytes() == before
    assert FixityCheck.objects.get(original=other).right
    detail = {"what": "changed", "finding": finding.pk, "sha256": original.sha256}
    assert ledger(Verb.FIXITY_FOUND) == [("check_fixity", original.sha256[:20], detail)]
    assert list(chain_faults()) == []


def test_file_that_was_cut_short_or_grew_is_changed(originals: list[Original]) -> None:
    overwrite(path_of(originals[0]), path_of(originals[0]).read_bytes()[:-1])
    overwrite(path_of(originals[1]), path_of(originals[1]).read_bytes() + b"\0")
    check_all()
    assert standing() == [(What.CHANGED, each.name) for each in originals[:2]]
    sizes = {finding.original_id: finding.found_size for finding in FixityFinding.objects.all()}
    assert sizes == {originals[0].pk: originals[0].size - 1, originals[1].pk: originals[1].size + 1}


def test_missing_and_unreadable_files_are_found_and_told_apart(originals: list[Original]) -> None:
    path_of(originals[0]).unlink()
    path_of(originals[1]).unlink()
    path_of(originals[1]).mkdir()
    check_all()
    gone, unreadable = FixityFinding.objects.exclude(original=None).order_by("pk")
    assert (gone.what, gone.original, gone.reason) == (What.MISSING, originals[0], "")
    assert (unreadable.what, unreadable.original) == (What.MISSING, originals[1])
    assert unreadable.reason == "Is a directory"


def test_unknown_files_are_found_and_drafts_that_are_being_written_are_not(
    originals: list[Original], own_store: Path
) -> None:
    place, lost = own_store / "originals", "ab" * 32
    young, old, orphan = place / "ab" / ".young", place / "ab" / ".old", place / name_of(lost)
    orphan.parent.mkdir(parents=True)
    for path in (place / "at-the-top.jpg", young, old, orphan, orphan.parent / originals[0].sha256):
        path.write_bytes(b"synthetic")
    (place / "letters").mkdir()
    age(old, timedelta(days=2))
    check_all()
    found = sorted(name for what, name in standing() if what == What.UNKNOWN)
    assert found == sorted(["at-the-top.jpg", "ab/.old", f"ab/ab/{originals[0].sha256}", "letters/"])
    # A file under its own hash may be about to get its row; an hour later it has none.
    age(orphan, timedelta(hours=2))
    check_all()
    assert (What.UNKNOWN, name_of(lost)) in standing()
    details = [detail for _who, _entry, detail in ledger(Verb.FIXITY_FOUND)]
    assert {tuple(sorted(detail)) for detail in details if isinstance(detail, dict)} == {("finding", "what")}


def age(path: Path, by: timedelta) -> None:
    """Make a file older than it is."""
    moment = (timezone.now() - by).timestamp()
    os.utime(path, (moment, moment))


def test_name_of_bytes_that_are_no_letters_is_written_down(originals: list[Original], own_store: Path) -> None:
    Path(str(own_store / "originals") + "/strange-\udcff\n.jpg").write_bytes(b"synthetic")
    check_all()
    assert standing() == [(What.UNKNOWN, "strange-\\udcff\n.jpg")]


def test_finding_that_is_found_again_is_the_same_one(originals: list[Original]) -> None:
    flip_bit(originals[0])
    check_all()
    first = FixityFinding.objects.get()
    overwrite(path_of(originals[0]), b"synthetic")
    run = check_all()
    again = FixityFinding.objects.get()
    assert (again.first_seen, again.found_size) == (first.first_seen, 9)
    assert again.last_seen > first.last_seen
    assert run.findings == 1
    assert len(ledger(Verb.FIXITY_FOUND)) == 1
    assert len(ledger(Verb.FIXITY_CHECKED)) == 2


def test_finding_stands_although_a_later_run_finds_the_file_right(originals: list[Original]) -> None:
    flip_bit(originals[0])
    check_all()
    flip_bit(originals[0])
    assert check_all().findings == 0
    assert standing() == [(What.CHANGED, originals[0].name)]


def test_absent_storage_is_one_problem_and_not_many_missing_files(originals: list[Original], own_store: Path) -> None:
    place, for_later = own_store / "originals", own_store / "unmounted"
    place.rename(for_later)
    absent = check_all()
    place.mkdir()
    empty = check_all()
    for run in (absent, empty):
        assert run.interrupted
        assert "The storage of originals could not be read" in run.problem
    assert FixityFinding.objects.count() == 0
    assert FixityCheck.objects.count() == 0
    place.rmdir()
    for_later.rename(place)
    assert not check_all().interrupted


def test_memorial_that_has_received_nothing_has_nothing_to_check(db: None) -> None:
    assert (check_all().checked, check(Extent.SAMPLE).checked) == (0, 0)
    assert standing() == []


def test_sample_reads_all_within_the_days_those_longest_unread_first(db: None, tmp_path: Path, settings: Any) -> None:
    settings.FIXITY_DAYS = 4
    kept = sealed_originals(10, tmp_path)
    runs = [check(Extent.SAMPLE) for _night in range(4)]
    assert [run.checked for run in runs] == [math.ceil(10 / 4)] * 4
    assert FixityCheck.objects.count() == 10
    order = list(FixityCheck.objects.order_by("checked_at", "pk").values_list("pk", flat=True))
    # In the last night one was left, and the two whose turn was first were read a second time.
    assert set(order[-3:]) == {kept[0].pk, kept[1].pk, kept[9].pk}
    late = sealed_originals(11, tmp_path)[10]
    check(Extent.SAMPLE)
    assert FixityCheck.objects.filter(original=late).exists()


def test_sample_after_nights_without_one_reads_as_many_more(originals: list[Original], settings: Any) -> None:
    settings.FIXITY_DAYS = 4
    assert check(Extent.SAMPLE).checked == 1
    FixityRun.objects.update(started=timezone.now() - timedelta(days=3))
    assert check(Extent.SAMPLE).checked == 3


def test_sample_looks_for_unknown_files_once_in_the_days(
    originals: list[Original], own_store: Path, settings: Any
) -> None:
    settings.FIXITY_DAYS = 4
    assert check(Extent.SAMPLE).looked_for_unknown
    (own_store / "originals" / "synthetic").write_bytes(b"synthetic")
    assert not check(Extent.SAMPLE).looked_for_unknown
    FixityRun.objects.update(started=timezone.now() - timedelta(days=5))
    assert check(Extent.SAMPLE).looked_for_unknown
    assert standing() == [(What.UNKNOWN, "synthetic")]


def test_run_that_was_stopped_is_gone_on_with(db: None, tmp_path: Path) -> None:
    sealed_originals(BATCH + 4, tmp_path)
    run = check(Extent.ALL, stopping_after(BATCH + 1))
    assert (run.planned, run.checked, run.interrupted) == (BATCH + 4, BATCH + 1, True)
    assert FixityCheck.objects.count() == BATCH + 1
    again = check_all()
    assert (again.planned, again.checked, again.interrupted) == (3, 3, False)
    assert check_all().checked == BATCH + 4
    details = [detail for _who, _entry, detail in ledger(Verb.FIXITY_CHECKED)]
    assert [detail.get("interrupted", False) for detail in details if isinstance(detail, dict)] == [True, False, False]


def test_run_that_was_killed_is_seen_as_such_and_gone_on_with(originals: list[Original]) -> None:
    moment = timezone.now() - timedelta(hours=2)
    times = {"started": moment, "since": moment, "seen": moment}
    killed = FixityRun.objects.create(extent=Extent.ALL, planned=4, checked=1, **times)
    FixityCheck.objects.create(original=originals[0], checked_at=moment, right=True)
    run = check_all()
    killed.refresh_from_db()
    assert (killed.interrupted, killed.ended) == (True, killed.seen)
    assert run.checked == 3
    assert [line.detail["read"] for line in LedgerLine.objects.order_by("number")] == [1, 3]


def test_run_over_all_does_not_go_on_with_one_of_long_ago(originals: list[Original]) -> None:
    check(Extent.ALL, stopping_after(2))
    FixityRun.objects.update(seen=timezone.now() - timedelta(days=2))
    assert check_all().checked == 4


def test_two_runs_at_once_are_refused(originals: list[Original]) -> None:
    with alone(), pytest.raises(AlreadyRunning):
        check_all()
    assert FixityRun.objects.count() == 0
    assert check_all().checked == 4
