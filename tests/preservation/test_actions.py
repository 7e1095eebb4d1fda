"""What is done about findings: looking again, and saying what was done; by those who may, with one line each."""

from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied

from memorial.models import FixityCheck, FixityFinding, LedgerLine, Original, User
from memorial.preservation.actions import FindingRefused, deal_with, look_again
from memorial.review.ledger import Verb
from tests.preservation.sealed import check_all, flip_bit, ledger, overwrite, path_of, standing

What, How = FixityFinding.What, FixityFinding.How


@pytest.fixture
def finding(originals: list[Original]) -> FixityFinding:
    """An original of which a bit has changed."""
    flip_bit(originals[0])
    check_all()
    return FixityFinding.objects.select_related("original").get()


def test_looking_again_closes_what_is_right_again(
    finding: FixityFinding, originals: list[Original], curator: User
) -> None:
    flip_bit(originals[0])
    assert look_again(finding=finding, by=curator)
    finding.refresh_from_db()
    assert (finding.how, finding.dealt_with_by, finding.note) == (How.RIGHT_AGAIN, curator, "")
    assert FixityCheck.objects.get(original=originals[0]).right
    detail = {"what": "changed", "finding": finding.pk, "how": "right"}
    assert ledger(Verb.FIXITY_DEALT_WITH) == [("curator", originals[0].sha256[:20], detail)]


def test_looking_again_at_what_is_still_wrong_leaves_the_finding_and_writes_no_line(
    finding: FixityFinding, curator: User
) -> None:
    before = LedgerLine.objects.count()
    assert not look_again(finding=finding, by=curator)
    assert FixityFinding.objects.get().last_seen > finding.last_seen
    assert standing() == [(What.CHANGED, finding.name)]
    assert LedgerLine.objects.count() == before


def test_wrong_file_put_back_for_a_missing_one_is_a_finding_of_its_own(
    originals: list[Original], curator: User
) -> None:
    path = path_of(originals[0])
    content = path.read_bytes()
    path.unlink()
    check_all()
    path.write_bytes(b"synthetic")
    missing = FixityFinding.objects.get()
    assert not look_again(finding=missing, by=curator)
    assert standing() == [(What.MISSING, missing.name), (What.CHANGED, missing.name)]
    assert [who for who, _entry, _detail in ledger(Verb.FIXITY_FOUND)] == ["check_fixity", "curator"]
    overwrite(path, content)
    for each in FixityFinding.objects.standing():
        assert look_again(finding=each, by=curator)
    assert standing() == []


def test_unknown_file_is_closed_when_it_has_been_moved_elsewhere(
    originals: list[Original], own_store: Path, curator: User
) -> None:
    path, folder = own_store / "originals" / "ab" / "synthetic", own_store / "originals" / "letters"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"synthetic")
    folder.mkdir()
    check_all()
    for each in FixityFinding.objects.all():
        assert not look_again(finding=each, by=curator)
    path.unlink()
    folder.rmdir()
    for each in FixityFinding.objects.all():
        assert look_again(finding=each, by=curator)
    assert [entry for _who, entry, _detail in ledger(Verb.FIXITY_DEALT_WITH)] == ["", ""]


def test_dealing_with_a_finding_needs_words_and_keeps_them(finding: FixityFinding, steward: User) -> None:
    with pytest.raises(FindingRefused, match="Say what was done"):
        deal_with(finding=finding, by=steward, note="  ")
    deal_with(finding=finding, by=steward, note="The backup of 2026 has it; synthetic.")
    finding.refresh_from_db()
    assert (finding.how, finding.dealt_with_by) == (How.DEALT_WITH, steward)
    assert finding.note == "The backup of 2026 has it; synthetic."
    ((who, _entry, detail),) = ledger(Verb.FIXITY_DEALT_WITH)
    assert (who, detail) == ("steward", {"what": "changed", "finding": finding.pk, "how": "dealt"})
    with pytest.raises(FindingRefused, match="already"):
        deal_with(finding=finding, by=steward, note="Synthetic")
    with pytest.raises(FindingRefused, match="already"):
        look_again(finding=finding, by=steward)


def test_what_was_dealt_with_and_is_found_again_is_a_new_finding(finding: FixityFinding, curator: User) -> None:
    deal_with(finding=finding, by=curator, note="Synthetic note")
    check_all()
    assert FixityFinding.objects.count() == 2
    assert standing() == [(What.CHANGED, finding.name)]
    assert len(ledger(Verb.FIXITY_FOUND)) == 2


def test_absent_storage_closes_nothing(finding: FixityFinding, own_store: Path, curator: User) -> None:
    (own_store / "originals").rename(own_store / "away")
    with pytest.raises(FindingRefused, match="could not be read"):
        look_again(finding=finding, by=curator)
    assert standing() == [(What.CHANGED, finding.name)]


def test_findings_are_dealt_with_by_curators_and_stewards_alone(
    finding: FixityFinding, contributor: User, keeper: User
) -> None:
    for person in (contributor, keeper):
        with pytest.raises(PermissionDenied):
            look_again(finding=finding, by=person)
        with pytest.raises(PermissionDenied):
            deal_with(finding=finding, by=person, note="Synthetic note")
    assert finding in FixityFinding.objects.standing()
