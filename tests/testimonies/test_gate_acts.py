"""Acts that open and close the gate: of assets, by a private link, for a while, and what the desk says of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from memorial.models import Asset, Consent, LedgerLine, Memorial, ReviewNote, Testimony, User
from memorial.review.actions import TransitionRefused
from memorial.review.checks import findings
from memorial.review.clock import set_clock
from memorial.review.gate import LONG_AGO, NEVER
from memorial.review.hands import MOST_WITHDRAWALS
from memorial.review.ledger import Verb, record
from memorial.review.snapshots import whole
from memorial.review.status import Status
from memorial.review.withdrawal import put_back, withdraw
from memorial.testimonies.actions import pause_consents, record_consent, resume_consents, withdraw_consent
from tests.factories import add_picture, consent_to, keep_version, make_asset, make_event, make_source, make_testimony
from tests.review.filling import address, messages_of, send

pytestmark = pytest.mark.usefixtures("memorial")
LINK = "private link"


def told(**answers: Any) -> Testimony:
    testimony = keep_version(make_testimony(basis="consent", version=1))
    consent_to(testimony, **answers)
    return testimony


def face(**answers: Any) -> Asset:
    asset = keep_version(make_asset(living="agreed", version=1))
    consent_to(asset, **answers)
    return asset


def lines() -> list[tuple[str, str, str, Any]]:
    return [(line.who, line.verb, line.kind, line.detail) for line in LedgerLine.objects.order_by("number")]


def test_consent_of_living_people_that_ends_takes_the_asset_away(
    curator: User, second_curator: User, visitor: Client
) -> None:
    asset = face()
    assert visitor.get(asset.get_absolute_url()).status_code == 200
    assert withdraw_consent(consent=asset.consents.get(), by=curator) == [asset]
    assert Asset.objects.get(pk=asset.pk).status == Status.WITHDRAWN
    assert visitor.get(asset.get_absolute_url()).status_code == 410
    assert lines() == [(curator.username, "withdrawn", "asset", {"reason": "consent", "purpose": "publish"})]
    with pytest.raises(TransitionRefused, match="Record the consent"):
        put_back(entry=asset, by=second_curator)


def test_private_link_withdraws_for_nobody_and_is_stopped_by_nobody(visitor: Client) -> None:
    testimony = told()
    voice = keep_version(make_asset(kind="audio", version=1))
    add_picture(testimony, voice)
    for _number in range(MOST_WITHDRAWALS + 1):
        record(Verb.CONSENT_WITHDRAWN, by=None, command=LINK)
    before = len(lines())
    gone = withdraw_consent(consent=testimony.consents.get(), by=None, command=LINK)
    assert gone == [voice, testimony]
    assert {(who, verb) for who, verb, _kind, _detail in lines()[before:]} == {(LINK, "withdrawn")}
    assert {(note.by, note.command, note.author) for note in ReviewNote.objects.all()} == {(None, LINK, LINK)}
    assert [visitor.get(each.get_absolute_url()).status_code for each in gone] == [410, 410]


def test_page_of_what_a_private_link_withdrew_says_who_acted(curator_browser: Client) -> None:
    testimony = told()
    withdraw_consent(consent=testimony.consents.get(), by=None, command=LINK)
    page = curator_browser.get(address(Testimony, "review", testimony.pk)).content.decode()
    assert f"<b>{LINK}</b>" in page


def test_private_link_narrows_a_name(visitor: Client) -> None:
    testimony = told()
    consent = testimony.consents.get()
    consent.naming = "initials"
    assert record_consent(consent=consent, by=None, command=LINK) == []
    assert lines() == [(LINK, "consent_withdrawn", "testimony", {"purpose": "publish", "versions": [1]})]
    assert testimony.narrator_name not in visitor.get(testimony.get_absolute_url()).content.decode()


@pytest.mark.parametrize("make", [told, face])
def test_pause_hides_at_once_and_ends_again(make: Any, visitor: Client, curator: User) -> None:
    entry = make()
    consent_to(entry, purpose="research")
    consent_to(entry, purpose="court", given=None)
    kind = entry._meta.model_name
    assert pause_consents(about=entry, by=None, command=LINK) == 2
    assert visitor.get(entry.get_absolute_url()).status_code == 404
    assert entry.public_id not in visitor.get("/en/testimonies/").content.decode()
    with pytest.raises(TransitionRefused):
        pause_consents(about=entry, by=None, command=LINK)
    assert resume_consents(about=entry, by=curator) == 2
    assert visitor.get(entry.get_absolute_url()).status_code == 200
    with pytest.raises(TransitionRefused):
        resume_consents(about=entry, by=curator)
    assert lines() == [
        (LINK, "consent_paused", kind, {"consents": 2}),
        (curator.username, "consent_resumed", kind, {"consents": 2}),
    ]


def test_colleague_who_records_no_consents_pauses_none(contributor: User) -> None:
    testimony = told()
    with pytest.raises(PermissionDenied):
        pause_consents(about=testimony, by=contributor)
    assert testimony.consents.get().paused_at is None


def test_what_was_shown_and_is_paused_is_said_to_be_withdrawn_when_it_is(visitor: Client, curator: User) -> None:
    testimony = told()
    pause_consents(about=testimony, by=None, command=LINK)
    withdraw(entry=testimony, by=curator, reason="request", note="Synthetic")
    assert visitor.get(testimony.get_absolute_url()).status_code == 410


def test_what_was_never_shown_leaves_no_sign_when_it_is_withdrawn(visitor: Client, curator: User) -> None:
    testimony = told(valid_from="2999")
    withdraw(entry=testimony, by=curator, reason="request", note="Synthetic")
    assert visitor.get(testimony.get_absolute_url()).status_code == 404


def test_shorter_term_that_is_over_takes_it_away(curator: User) -> None:
    testimony = told()
    consent = testimony.consents.get()
    consent.valid_until = "2001"
    assert record_consent(consent=consent, by=curator) == [testimony]
    other = told()
    consent = other.consents.get()
    consent.valid_until = "2999"
    assert record_consent(consent=consent, by=curator) == []
    assert lines()[-1][1:3] == ("consent_withdrawn", "testimony")


@pytest.mark.every_case
@pytest.mark.parametrize(
    ("valid_from", "valid_until", "starts", "ends"),
    [
        ("", "", None, None),
        ("2026-02-26", "2026-02-26", "2026-02-25T20:00:00+00:00", "2026-02-26T20:00:00+00:00"),
        ("2026", "2026", "2026-12-30T20:00:00+00:00", "2026-01-01T20:00:00+00:00"),
        ("../2026", "2026/..", "2026-12-30T20:00:00+00:00", "2026-01-01T20:00:00+00:00"),
        ("2026/..", "../2026", NEVER.isoformat(), LONG_AGO.isoformat()),
        ("0001", "0001", LONG_AGO.isoformat(), LONG_AGO.isoformat()),
        ("9999-06-01", "9999-06-01", NEVER.isoformat(), NEVER.isoformat()),
    ],
)
def test_term_is_read_in_the_way_that_keeps_more_closed(
    memorial: Memorial, valid_from: str, valid_until: str, starts: str | None, ends: str | None
) -> None:
    Memorial.objects.update(time_zone="Asia/Baku")
    consent = told(valid_from=valid_from, valid_until=valid_until).consents.get()
    found = [moment.isoformat() if moment else None for moment in (consent.starts_at, consent.ends_at)]
    assert found == [starts, ends]


def test_consent_ends_by_itself_with_its_last_day(visitor: Client) -> None:
    set_clock(timezone.now())
    testimony = told(valid_until=(timezone.now() - timedelta(days=2)).date().isoformat())
    assert visitor.get(testimony.get_absolute_url()).status_code == 404
    assert Testimony.objects.get(pk=testimony.pk).status == Status.PUBLISHED
    testimony.consents.get().delete()
    consent_to(testimony, valid_until=(timezone.now() + timedelta(days=2)).date().isoformat())
    assert visitor.get(testimony.get_absolute_url()).status_code == 200


def test_consent_is_about_one_thing() -> None:
    testimony, asset = told(), face()
    for about in ({}, {"testimony": testimony, "asset": asset}):
        with pytest.raises(ValidationError, match="about one thing"):
            Consent(purpose="keep", **about).full_clean()
        with pytest.raises(IntegrityError), transaction.atomic():
            Consent.objects.create(purpose="keep", **about)
    with pytest.raises(IntegrityError), transaction.atomic():
        consent_to(asset)


def test_what_shows_living_people_needs_their_consent_or_its_source() -> None:
    agreed = make_asset(living="agreed", living_consent="Synthetic note", decorative=True, status=Status.IN_REVIEW)
    blocking = [str(each.sentence) for each in findings(whole(Asset, pk=agreed.pk)) if each.blocking]
    assert any("Record the consent to publish" in sentence for sentence in blocking)
    consent_to(agreed)
    assert not [each for each in findings(whole(Asset, pk=agreed.pk)) if each.blocking]
    printed = make_asset(living="published", decorative=True, status=Status.IN_REVIEW)
    assert "living-source" in [each.name for each in findings(whole(Asset, pk=printed.pk))]
    Asset.objects.filter(pk=printed.pk).update(source=make_source())
    assert not [each for each in findings(whole(Asset, pk=printed.pk)) if each.blocking]
    assert make_asset(living="published").is_public


@pytest.mark.parametrize("naming", ["full", "initials"])
def test_name_that_is_withheld_and_stands_in_the_words_is_found(naming: str) -> None:
    def warned(**fields: Any) -> bool:
        testimony = make_testimony(basis="consent", status=Status.IN_REVIEW, narrator_name="Zqgiven Vqfamily", **fields)
        consent_to(testimony, naming=naming)
        add_picture(testimony, make_asset(kind="audio", texts={"en": {"caption": caption}}))
        return "withheld-name" in [each.name for each in findings(whole(Testimony, pk=testimony.pk))]

    caption = "The voice of a nurse"
    assert not warned()
    assert warned(texts={"en": {"summary": "I am vqfamily."}}) == (naming == "initials")
    caption = "The voice of Zqgiven"
    assert warned() == (naming == "initials")


def test_consent_for_an_asset_is_recorded_from_its_form(curator_browser: Client) -> None:
    asset = make_asset(living="agreed", status=Status.IN_REVIEW)
    form = curator_browser.get(address(Asset, "change", asset.pk)).content.decode()
    review = curator_browser.get(address(Asset, "review", asset.pk)).content.decode()
    add = f"{reverse('admin:memorial_consent_add')}?asset={asset.pk}"
    assert add in form
    assert add in review
    answers = {"purpose": "publish", "given": "true", "audience": "public", "naming": "anonymous"}
    page = send(curator_browser, add, **answers)
    assert page.status_code == 302, page.content.decode()
    consent = asset.consents.get()
    assert (consent.given, consent.testimony) == (True, None)
    change = address(Consent, "change", consent.pk)
    shown = curator_browser.get(change).content.decode()
    assert asset.public_id in shown
    assert asset.public_id in curator_browser.get(address(Consent, "changelist")).content.decode()


def test_button_says_that_the_asset_is_no_longer_shown(curator_browser: Client) -> None:
    asset = face()
    url = reverse("admin:memorial_consent_withdraw", args=[asset.consents.get().pk])
    said = " ".join(messages_of(curator_browser.post(url, follow=True)))
    assert "The photograph, document or recording was withdrawn: it is no longer shown." in said
    assert "shown with it alone" not in said


def test_form_and_review_of_an_asset_tell_no_contributor_of_consents(contributor_browser: Client) -> None:
    asset = face()
    page = contributor_browser.get(address(Asset, "review", asset.pk)).content.decode()
    assert "Record a consent" not in page


def test_start_page_lists_what_is_published_and_no_longer_shown(
    curator_browser: Client, contributor_browser: Client
) -> None:
    shown, over, paused = told(), told(valid_until="2001"), face(paused_at=timezone.now())
    unsaid = make_asset(living="")
    draft = make_testimony(basis="consent", status=Status.DRAFT)
    page = curator_browser.get(reverse("admin:index")).content.decode()
    part = page.partition('id="ended-consents"')[2].partition("</section>")[0]
    for entry in (over, paused, unsaid):
        assert address(type(entry), "review", entry.pk) in part
    for entry in (shown, draft):
        assert address(type(entry), "review", entry.pk) not in part
    assert "ended-consents" not in contributor_browser.get(reverse("admin:index")).content.decode()
    review = curator_browser.get(address(Testimony, "review", over.pk)).content.decode()
    assert "Published, but visitors do not see it now" in review


def test_start_page_costs_the_same_for_any_number(curator_browser: Client, django_assert_max_num_queries: Any) -> None:
    counts = []
    for _each in range(3):
        told(valid_until="2001")
        face(valid_until="2001")
        with django_assert_max_num_queries(60) as asked:
            curator_browser.get(reverse("admin:index"))
        counts.append(len(asked))
    assert counts[1] == counts[2]


def test_recording_that_another_entry_shows_is_shown_nowhere_without_its_consent(visitor: Client) -> None:
    testimony, event = told(), make_event()
    voice = keep_version(make_asset(kind="audio", version=1))
    for entry in (testimony, event):
        add_picture(entry, voice)
    assert visitor.get(voice.get_absolute_url()).status_code == 200
    withdraw_consent(consent=testimony.consents.get(), by=None, command=LINK)
    assert Asset.objects.get(pk=voice.pk).status == Status.PUBLISHED
    assert visitor.get(voice.get_absolute_url()).status_code == 404
    assert voice.public_id not in visitor.get(event.get_absolute_url()).content.decode()
