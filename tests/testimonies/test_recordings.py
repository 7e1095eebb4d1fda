"""When a consent ends or names less, what is public with the testimony alone goes with it, each with its own line."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from memorial.models import Asset, LedgerLine, Testimony, User
from memorial.review import withdrawal
from memorial.review.actions import open_copy
from memorial.review.halts import Halt
from memorial.review.hands import MOST_WITHDRAWALS
from memorial.review.ledger import Verb, record
from memorial.review.status import Status
from memorial.testimonies import recordings
from memorial.testimonies.actions import withdraw_consent
from tests.factories import add_picture, keep_version, make_asset, make_event, make_person, make_testimony
from tests.review.filling import address, messages_of, send


def consented(**answers: Any) -> Testimony:
    """Return a public testimony that rests on a consent to publish it under the full name."""
    testimony = make_testimony(basis="consent")
    usual = {"purpose": "publish", "given": True, "audience": "public", "naming": "full"}
    testimony.consents.create(**{**usual, **answers})
    return keep_version(testimony)


def recorded(testimony: Testimony, kind: str = "audio", **fields: Any) -> Asset:
    """Return a recording of a testimony; synthetic."""
    asset = make_asset(kind=kind, texts={"en": {"caption": "Zqcaption"}}, **fields)
    add_picture(testimony, asset)
    return keep_version(asset) if asset.status == Status.PUBLISHED else asset


def change(browser: Client, testimony: Testimony, **fields: Any) -> Any:
    """Change the consent of a testimony by its form."""
    form = address(testimony.consents.model, "change", testimony.consents.get().pk)
    return send(browser, form, **fields)


def statuses(*assets: Asset) -> list[str]:
    return [Asset.objects.get(pk=asset.pk).status for asset in assets]


def lines() -> list[tuple[str, str, Any]]:
    return [(line.verb, line.kind, line.detail) for line in LedgerLine.objects.order_by("number")]


GONE = ("withdrawn", "asset", {"reason": "consent"})


def test_voice_goes_with_the_consent_to_publish(curator: User, visitor: Client) -> None:
    testimony = consented()
    voice, scan = recorded(testimony), recorded(testimony, "image")
    gone = withdraw_consent(consent=testimony.consents.get(), by=curator)
    assert [entry.public_id for entry in gone] == [voice.public_id, scan.public_id, testimony.public_id]
    assert statuses(voice, scan) == [Status.WITHDRAWN] * 2
    assert lines() == [GONE, GONE, ("withdrawn", "testimony", {"reason": "consent", "purpose": "publish"})]
    assert visitor.get(voice.get_absolute_url()).status_code == 410
    assert Asset.objects.get(pk=voice.pk).withdrawal_reason == "consent"


@pytest.mark.parametrize("naming", ["initials", "anonymous"])
def test_voice_goes_when_less_may_be_said_of_who_speaks(curator_browser: Client, naming: str) -> None:
    testimony = consented()
    voice = recorded(testimony)
    page = change(curator_browser, testimony, naming=naming)
    assert statuses(voice) == [Status.WITHDRAWN]
    assert Testimony.objects.get(pk=testimony.pk).status == Status.PUBLISHED
    assert lines() == [GONE, ("consent_withdrawn", "testimony", {"purpose": "publish", "versions": [1]})]
    said = " ".join(messages_of(curator_browser.get(page.url)))
    assert "1 recording or scan that was shown with it alone was withdrawn too:" in said
    assert f'<a href="{address(Asset, "review", voice.pk)}">sound recording {voice.public_id}</a>' in said
    assert "Zqcaption" not in said


def test_button_that_withdraws_a_consent_tells_which_recordings_went(curator_browser: Client) -> None:
    testimony = consented()
    gone = [recorded(testimony), recorded(testimony, "video")]
    url = reverse("admin:memorial_consent_withdraw", args=[testimony.consents.get().pk])
    said = " ".join(messages_of(curator_browser.post(url, follow=True)))
    assert "The testimony was withdrawn: it is no longer shown." in said
    assert "2 recordings and scans that were shown with it alone were withdrawn too:" in said
    assert all(asset.public_id in said for asset in gone)


@pytest.mark.parametrize("change_of", [{"naming": "full"}, {"wording_version": "2"}])
def test_consent_that_allows_as_much_takes_no_recording_away(curator_browser: Client, change_of: Any) -> None:
    testimony = consented(naming="initials")
    voice = recorded(testimony)
    page = change(curator_browser, testimony, **change_of)
    assert statuses(voice) == [Status.PUBLISHED]
    assert "withdrawn" not in " ".join(messages_of(curator_browser.get(page.url)))


@pytest.mark.parametrize("make", [make_testimony, make_event])
def test_recording_that_another_public_entry_shows_stays(curator: User, make: Any) -> None:
    testimony, other = consented(), make()
    voice = recorded(testimony)
    add_picture(other, voice)
    open_copy(entry=keep_version(other), by=curator)
    withdraw_consent(consent=testimony.consents.get(), by=curator)
    assert statuses(voice) == [Status.PUBLISHED]


def test_tie_to_the_person_who_speaks_keeps_nothing(curator: User) -> None:
    testimony, person = consented(), make_person()
    voice = recorded(testimony)
    add_picture(person, voice)
    withdraw_consent(consent=testimony.consents.get(), by=curator)
    assert statuses(voice) == [Status.WITHDRAWN]


def test_tie_of_an_entry_that_is_not_public_keeps_nothing(curator: User) -> None:
    testimony = consented()
    voice = recorded(testimony)
    add_picture(make_person(status=Status.DRAFT), voice)
    open_copy(entry=testimony, by=curator)
    withdraw_consent(consent=testimony.consents.get(), by=curator)
    assert statuses(voice) == [Status.WITHDRAWN]


def test_what_is_withdrawn_already_or_never_was_public_is_left(curator: User) -> None:
    testimony = consented()
    others = [recorded(testimony, status=status) for status in (Status.WITHDRAWN, Status.DRAFT, Status.IN_REVIEW)]
    before = [Asset.objects.get(pk=asset.pk).changed_at for asset in others]
    withdraw_consent(consent=testimony.consents.get(), by=curator)
    assert [Asset.objects.get(pk=asset.pk).changed_at for asset in others] == before
    assert [verb for verb, kind, _detail in lines() if kind == "asset"] == []


def test_recording_that_would_open_later_never_opens(curator: User) -> None:
    testimony = consented()
    later = recorded(testimony, opens_at=timezone.now() + timedelta(days=400))
    withdraw_consent(consent=testimony.consents.get(), by=curator)
    assert statuses(later) == [Status.WITHDRAWN]
    assert Asset.objects.get(pk=later.pk).opens_at is None


def test_all_of_it_is_one_step(curator: User, monkeypatch: pytest.MonkeyPatch) -> None:
    testimony = consented()
    first, second = recorded(testimony), recorded(testimony)

    def fail_at_the_second(**asked: Any) -> Any:
        if asked["entry"].pk == second.pk:
            raise RuntimeError
        return withdrawal.withdraw_now(**asked)

    monkeypatch.setattr(recordings, "withdraw_now", fail_at_the_second)
    with pytest.raises(RuntimeError):
        withdraw_consent(consent=testimony.consents.get(), by=curator)
    assert statuses(first, second) == [Status.PUBLISHED] * 2
    assert testimony.consents.get().withdrawn_at is None
    assert lines() == []


def test_stopped_account_takes_no_recording_away(curator: User, curator_browser: Client) -> None:
    testimony = consented()
    voice = recorded(testimony)
    for _number in range(MOST_WITHDRAWALS):
        record(Verb.CONSENT_WITHDRAWN, by=curator)
    change(curator_browser, testimony, naming="anonymous")
    assert statuses(voice) == [Status.PUBLISHED]
    assert Halt.objects.get().user == curator
