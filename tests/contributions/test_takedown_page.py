"""The way of a take-down request on the desk."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from memorial.contributions.models import Contribution, Kind
from memorial.contributions.moderation import seen_of
from memorial.models import Memorial, User, Verdict
from tests.conftest import signed_in
from tests.contributions.given import given
from tests.contributions.keys import use_keys
from tests.contributions.test_takedown import ANSWER, WORDS, asked, says
from tests.factories import add_picture, keep_version, make_asset, make_person, make_source
from tests.review.filling import messages_of


@pytest.fixture(autouse=True)
def own_folders(settings: Any, tmp_path: Path, memorial: Memorial) -> None:
    use_keys(settings, tmp_path)


def test_request_goes_its_way_on_the_desk(curator: User, second_curator: User) -> None:
    entry = keep_version(make_source(title="Synthetic report asked about"))
    row = asked(entry)
    first, second = signed_in(curator), signed_in(second_curator)
    page = reverse("admin:contribution", args=[row.reference])
    shown = first.get(page).content.decode()
    assert "The way of this request" in shown
    assert "Pause it at once" in shown
    paused = first.post(reverse("admin:takedown_pause", args=[row.reference]), {"note": "Synthetic"}, follow=True)
    assert messages_of(paused) == ["It is paused: visitors no longer see it. Two people decide now."]
    assert "Taken down because of this request by curator" in paused.content.decode()
    url = reverse("admin:takedown_decide", args=[row.reference])
    form = {"decision": "granted", **WORDS, "answer": ANSWER}
    sent = first.post(url, {**form, "seen": seen_of(Contribution.objects.get())}, follow=True)
    assert "You have decided. Somebody else decides next." in sent.content.decode()
    done = second.post(url, {**form, "seen": seen_of(Contribution.objects.get())}, follow=True)
    assert messages_of(done) == ["It is settled: it stays down."]
    assert ANSWER in done.content.decode()


def test_refused_form_keeps_every_word(curator: User, second_curator: User) -> None:
    row = asked(keep_version(make_source()))
    says(row, curator, True)
    url = reverse("admin:takedown_decide", args=[row.reference])
    said_so = {"decision": "granted", "verified": "Zqverified", "why": "Zqwhy", "answer": ""}
    page = signed_in(second_curator).post(url, {**said_so, "seen": seen_of(row)})
    assert page.status_code == 422
    rendered = page.content.decode()
    for words in ("Zqverified", "Zqwhy", "Write the answer to the one who asks"):
        assert words in rendered
    moved = signed_in(second_curator).post(url, {**said_so, "answer": "Zqanswer", "seen": "0"})
    assert moved.status_code == 422
    assert "Zqanswer" in moved.content.decode()
    assert Verdict.objects.count() == 1


def test_pages_of_a_request_open_to_nobody_else(
    contributor_browser: Client, keeper_browser: Client, steward_browser: Client, curator_browser: Client
) -> None:
    row, other = asked(keep_version(make_source())), given(Kind.MESSAGE)
    for name in ("takedown_pause", "takedown_decide"):
        for browser in (contributor_browser, keeper_browser, steward_browser):
            assert browser.get(reverse(f"admin:{name}", args=[row.reference])).status_code == 403
            assert browser.post(reverse(f"admin:{name}", args=[row.reference])).status_code == 403
        assert curator_browser.get(reverse(f"admin:{name}", args=[other.reference])).status_code == 404
        assert curator_browser.get(reverse(f"admin:{name}", args=["0" * 9])).status_code == 404
        assert curator_browser.get(reverse(f"admin:{name}", args=[row.reference])).status_code == 200


def test_page_says_what_stays_public_by_itself(curator_browser: Client) -> None:
    person = keep_version(make_person())
    add_picture(person, make_asset())
    page = curator_browser.get(reverse("admin:takedown_decide", args=[asked(person).reference])).content.decode()
    assert "1 picture or recording that is shown with it is public by itself" in page
