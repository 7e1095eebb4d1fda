"""Acceptance: what becomes of each kind, and that nothing is half made, made twice, or taken in unread."""

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from memorial.contributions.acceptance import accept
from memorial.contributions.given_files import FileNotTaken
from memorial.contributions.intake import Sent, contribute
from memorial.contributions.models import Contribution, Kind, State
from memorial.contributions.moderation import seen_of
from memorial.models import (
    Asset,
    Consent,
    LedgerLine,
    Memorial,
    Message,
    Original,
    Source,
    Testimony,
    User,
)
from memorial.review.actions import TransitionRefused, submit
from memorial.review.checks import findings
from memorial.review.ledger_check import chain_faults
from memorial.review.publication import Publication, publish
from memorial.review.snapshots import content_hash, whole
from memorial.review.status import Status
from tests.contributions.given import ALL, folders, given, told
from tests.contributions.keys import use_keys
from tests.media.files import mp3, pdf, picture


@pytest.fixture(autouse=True)
def own_folders(settings: Any, tmp_path: Path, media_folders: Path, memorial: Memorial) -> None:
    use_keys(settings, tmp_path)
    folders(settings, tmp_path)


def verbs() -> list[str]:
    return list(LedgerLine.objects.order_by("number").values_list("verb", flat=True))


def test_testimony_becomes_a_draft_with_its_consents_and_source(curator: User) -> None:
    row = told(words="Synthetic words\u202e of the sender.", contact={"name": "Zqreal Zqname"})
    made = accept(contribution=row, by=curator)
    testimony = Testimony.objects.get()
    assert made == testimony
    assert (testimony.status, testimony.kind, testimony.basis) == (Status.DRAFT, "written", "consent")
    assert (testimony.narrator_name, testimony.anonymous, testimony.language) == ("Z. Q.", False, "az")
    assert (testimony.created_by, testimony.in_charge) == (curator, curator)
    assert testimony.translations.get().text == "Synthetic words of the sender."
    source = testimony.citations.get().source
    assert (source.kind, source.status, source.language) == (Source.Kind.COMMUNICATION, Status.DRAFT, "az")
    assert row.reference not in f"{source.title}{source.archive_reference}{source.label}"
    row.refresh_from_db()
    assert (row.state, row.decided_by, row.made_kind, row.made) == (
        State.ACCEPTED,
        curator,
        "testimony",
        testimony.public_id,
    )
    assert verbs() == ["created", "created", "c_accepted"]
    line = LedgerLine.objects.get(verb="c_accepted")
    assert (line.kind, line.entry) == ("contribution", row.reference)
    assert list(chain_faults()) == []


def test_each_answer_becomes_a_consent_as_it_was_given(curator: User) -> None:
    row = told()
    accept(contribution=row, by=curator)
    consents = {consent.purpose: consent for consent in Consent.objects.all()}
    assert {purpose: consent.given for purpose, consent in consents.items()} == ALL
    for consent in consents.values():
        assert (consent.naming, consent.audience, consent.given_by) == ("initials", "public", "self")
        assert (consent.wording_version, consent.wording_language) == ("1", "az")
        assert consent.how_recorded == f"In the form of the memorial, reference {row.reference}"
        assert consent.recorded_at == Contribution.objects.get().sent_at


@pytest.mark.every_case
@pytest.mark.parametrize(
    ("naming", "shown", "kept", "narrator", "pseudonym"),
    [
        ("full", "Zq Synthetic", "full", "Zq Synthetic", ""),
        ("pseudonym", "Zqother", "pseudonym", "Zqother", "Zqother"),
        ("anonymous", "", "anonymous", "", ""),
        ("anonymous", "Zq Synthetic", "anonymous", "", ""),
        ("", "", "anonymous", "", ""),
        ("full", "", "anonymous", "", ""),
    ],
)
def test_name_is_the_one_that_was_chosen(
    curator: User, naming: str, shown: str, kept: str, narrator: str, pseudonym: str
) -> None:
    accept(contribution=told(naming=naming, shown_name=shown, contact={"name": "Zqreal Zqname"}), by=curator)
    testimony = Testimony.objects.get()
    assert (testimony.narrator_name, testimony.anonymous) == (narrator, narrator == "")
    assert {(consent.naming, consent.pseudonym) for consent in Consent.objects.all()} == {(kept, pseudonym)}


def test_what_was_left_open_is_closed(curator: User) -> None:
    accept(contribution=told(audience="", given_by="", answers={"keep": True}), by=curator)
    found = {(each.audience, each.given_by, each.purpose, each.given) for each in Consent.objects.all()}
    assert found == {("curators", "self", "keep", True), ("curators", "self", "publish", False)}
    assert Testimony.objects.get().publication_obstacles()


def test_real_name_stands_nowhere_in_what_was_made(curator: User) -> None:
    row = told(files=[(picture(), "Zqname of the sender.jpg")], contact={"name": "Zqname Zqfamily"})
    accept(contribution=row, by=curator)
    for model in (Testimony, Asset, Source, Consent, LedgerLine, Original):
        for kept in model._base_manager.values():
            assert "Zqname" not in str(kept), model


@pytest.mark.parametrize(("file", "name", "kind"), [(mp3(), "a.mp3", "audio"), (pdf(), "a.pdf", "written")])
def test_files_of_a_testimony_become_recordings(curator: User, file: bytes, name: str, kind: str) -> None:
    row = told(files=[(file, name), (picture(), "scan.jpg")])
    accept(contribution=row, by=curator)
    testimony = Testimony.objects.get()
    assert testimony.kind == kind
    assets = [recording.asset for recording in testimony.pictures.order_by("position")]
    assert [asset.status for asset in assets] == [Status.DRAFT, Status.DRAFT]
    assert [(asset.living, asset.received_as) for asset in assets] == [("", "")] * 2
    assert {asset.supplied_by for asset in assets} == {f"Contribution {row.reference}"}
    assert list(row.attachments.order_by("pk").values_list("asset", flat=True)) == [one.public_id for one in assets]
    assert verbs() == ["created", "created", "created", "created", "c_accepted"]


def test_file_that_the_darkroom_refuses_stops_all_and_can_be_left_out(curator: User, media_folders: Path) -> None:
    row = told(files=[(picture(), "good.jpg"), (picture(seed=1), "other.jpg")])
    bad = row.attachments.get(name="other.jpg")
    bad.path.write_bytes(picture(seed=1)[:2000])
    with pytest.raises(FileNotTaken, match=r"File 2 \(.+\) is not taken.*could not be read") as refused:
        accept(contribution=row, by=curator)
    assert refused.value.key == bad.key
    assert [model.objects.count() for model in (Testimony, Asset, Source, Consent, Original)] == [0] * 5
    assert [path for path in (media_folders / "originals").rglob("*") if path.is_file()] == []
    assert Contribution.objects.get().state == State.NEW
    assert verbs() == []
    accept(contribution=row, by=curator, without=[bad.key])
    assert Testimony.objects.get().pictures.count() == 1
    assert row.attachments.get(pk=bad.pk).asset == ""


def test_failure_at_the_end_leaves_nothing_half_made(curator: User) -> None:
    row = told(files=[(picture(), "good.jpg")])
    Contribution.objects.filter(pk=row.pk).update(language="no tag at all"[:12])
    with pytest.raises(Exception, match="language"):
        accept(contribution=row, by=curator)
    assert [model.objects.count() for model in (Testimony, Asset, Source, Consent, Original)] == [0] * 5
    assert verbs() == []


def test_picture_becomes_a_draft_for_each_file(curator: User) -> None:
    details = {
        "shows": "Synthetic street",
        "taken": "about 1985",
        "place": "Synthetic town",
        "taken_by": "Synthetic maker",
        "rights": "Synthetic family",
        "living": "agreed",
    }
    row = given(Kind.PICTURE, (picture(), "a.jpg"), (picture(seed=1), "b.jpg"), details=details, words="More words.")
    made = accept(contribution=row, by=curator)
    first, second = Asset.objects.order_by("pk")
    assert made == first
    for asset in (first, second):
        assert (asset.taken, asset.credit, asset.living) == ("1985~", "Synthetic maker", "agreed")
        assert asset.rights.endswith("/CNE/1.0/")
        assert "Synthetic family" in asset.terms
        text = asset.translations.get(language="az")
        assert (text.caption, text.place, text.shown) == ("Synthetic street", "Synthetic town", "More words.")
        consents = {consent.purpose: consent for consent in asset.consents.all()}
        assert consents["publish"].given is True
        assert (consents["publish"].audience, consents["publish"].given_by) == ("public", "interviewer")
    assert LedgerLine.objects.filter(verb="created").count() == 2


@pytest.mark.parametrize(("living", "kept"), [("nobody", "nobody"), ("refused", ""), ("unknown", ""), ("", "")])
def test_answer_of_who_gave_a_picture_counts_whatever_it_shows(curator: User, living: str, kept: str) -> None:
    answers = {"keep": True, "publish": False}
    row = given(Kind.PICTURE, (picture(), "a.jpg"), details={"living": living}, answers=answers)
    accept(contribution=row, by=curator)
    asset = Asset.objects.get()
    assert asset.living == kept
    assert {(each.purpose, each.given, each.given_by) for each in asset.consents.all()} == {
        ("keep", True, "self"),
        ("publish", False, "self"),
    }
    assert asset.publication_obstacles()
    Asset.objects.update(status=Status.PUBLISHED, living="nobody")
    assert not Asset.objects.public().exists()


def test_what_fits_in_no_field_of_a_picture_is_kept_in_words(curator: User) -> None:
    long = "Synthetic " * 60
    details = {"shows": long, "taken": "before we left the town", "place": long, "taken_by": long}
    accept(contribution=given(Kind.PICTURE, (picture(), "a.jpg"), details=details, words=""), by=curator)
    asset = Asset.objects.get()
    text = asset.translations.get()
    assert (asset.taken, asset.credit, text.caption, text.place) == ("", "", "", "")
    assert text.shown.count(long.strip()) == 3
    assert "before we left the town" in text.shown


def test_picture_without_a_file_is_asked_back_for(curator: User) -> None:
    with pytest.raises(TransitionRefused, match="No file is taken in"):
        accept(contribution=given(Kind.PICTURE, words="Synthetic: a photograph at home"), by=curator)


@pytest.mark.every_case
@pytest.mark.parametrize("answers", [{}, {"keep": False}, {"publish": True}])
@pytest.mark.parametrize("kind", [Kind.TESTIMONY, Kind.PICTURE])
def test_what_may_not_be_kept_is_not_taken_in(curator: User, kind: Kind, answers: dict[str, bool]) -> None:
    with pytest.raises(TransitionRefused, match="has not agreed that it is kept"):
        accept(contribution=given(kind, (picture(), "a.jpg"), answers=answers), by=curator)
    assert not Original.objects.exists()


def test_message_is_shown_at_once_under_the_chosen_name(curator: User) -> None:
    row = given(Kind.MESSAGE, words="Synthetic message", shown_name="Zq")
    message = accept(contribution=row, by=curator)
    assert list(Message.objects.public()) == [message]
    assert (message.name, message.language, message.words) == ("Zq", "az", "Synthetic message")  # type: ignore[union-attr]
    assert verbs() == ["c_accepted"]


@pytest.mark.parametrize("kind", [Kind.MESSAGE, Kind.TESTIMONY])
def test_what_its_sender_has_paused_stays_paused(curator: User, kind: Kind) -> None:
    row = given(kind)
    Contribution.objects.filter(pk=row.pk).update(paused_at=timezone.now())
    accept(contribution=row, by=curator)
    assert not Message.objects.public().exists()
    assert not Consent.objects.filter(paused_at=None).exists()


def test_what_changed_after_it_was_read_is_not_accepted(curator: User) -> None:
    row = given(Kind.MESSAGE, words="Synthetic words that were read")
    seen = seen_of(row)
    Contribution.objects.filter(pk=row.pk).update(words="Other words")
    with pytest.raises(TransitionRefused, match="has changed since you looked"):
        accept(contribution=row, by=curator, seen=seen)
    assert not Message.objects.exists()


def test_accepting_twice_makes_one(curator: User, second_curator: User) -> None:
    row = given(Kind.MESSAGE)
    accept(contribution=row, by=curator)
    with pytest.raises(TransitionRefused, match="cannot be done any more"):
        accept(contribution=row, by=second_curator)
    assert Message.objects.count() == 1


@pytest.mark.parametrize("state", [State.DECLINED, State.MERGED, State.ASIDE, State.WITHDRAWN])
def test_what_is_decided_is_not_accepted(curator: User, state: State) -> None:
    row = given(Kind.MESSAGE)
    Contribution.objects.filter(pk=row.pk).update(state=state)
    with pytest.raises(TransitionRefused):
        accept(contribution=row, by=curator)


def test_what_was_only_begun_is_not_accepted(curator: User) -> None:
    sent = Sent(kind=Kind.MESSAGE, once="f" * 32, language="en", words="Synthetic")
    with pytest.raises(TransitionRefused):
        accept(contribution=contribute(sent=sent, finished=False).contribution, by=curator)


def test_request_is_not_accepted_by_one(curator: User) -> None:
    with pytest.raises(TransitionRefused, match="two people decide"):
        accept(contribution=given(Kind.TAKEDOWN), by=curator)


def test_only_those_who_moderate_accept(contributor: User, keeper: User, steward: User) -> None:
    row = given(Kind.MESSAGE)
    for person in (contributor, keeper, steward):
        with pytest.raises(PermissionDenied):
            accept(contribution=row, by=person)


def test_accepted_testimony_is_published_by_somebody_else_only(curator: User, second_curator: User) -> None:
    testimony: Any = accept(contribution=told(), by=curator)
    submit(entry=testimony, by=curator, note="Synthetic")
    found = [finding.name for finding in findings(whole(Testimony, pk=testimony.pk)) if not finding.blocking]
    how = Publication(seen=content_hash(testimony), acknowledged=found)
    with pytest.raises(TransitionRefused, match="Somebody else must look"):
        publish(entry=testimony, by=curator, how=how)
    publish(entry=testimony, by=second_curator, how=how)
    assert Testimony.objects.public().exists()
