"""The page of a photograph, document or recording, its transcript as a player reads it, and its versions."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from memorial.models import Asset
from memorial.review.actions import open_copy
from memorial.review.clock import set_clock
from memorial.review.status import Status
from tests.addresses import all_urls
from tests.factories import (
    add_picture,
    consent_to,
    keep_version,
    make_asset,
    make_commemoration,
    make_event,
    make_original,
    make_person,
    make_place,
    make_source,
    make_testimony,
)
from tests.public.person_page import plain
from tests.public.version_page import publish_again, version_page

WORDS = {
    "caption": "Synthetic street",
    "alternative_text": "Zqalternative",
    "shown": "Two *zqhouses*.",
    "place": "Synthetic town",
    "content_note": "zqnote",
}
SPOKEN = "WEBVTT\n\nNOTE zqremark of a colleague\n\n1\n00:05.000 --> 00:09.000\n<v Zqspeaker>Zqwords\n"
PRIVATE = {
    "received_as": "zqprivate-received.jpg",
    "supplied_by": "zqprivate-by",
    "supplied_from": "zqprivate-from",
    "terms": "zqprivate-terms",
    "living": "agreed",
    "living_consent": "zqprivate-consent",
}


def photograph(**fields: Any) -> Asset:
    return make_asset(texts={"en": WORDS | fields.pop("words", {})}, **fields)


def page(visitor: Client, asset: Asset, language: str = "en") -> str:
    with translation.override(language):
        response = visitor.get(asset.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def test_page_says_what_it_is_who_made_it_and_what_may_be_done_with_it(visitor: Client) -> None:
    source = make_source(title="Synthetic album", author="Synthetic Author")
    rights = "https://creativecommons.org/licenses/by/4.0/"
    asset = photograph(taken="1991-05~", rights=rights, source=source, credit="Synthetic photographer")
    html = page(visitor, asset)
    words = plain(html)
    assert '<h1 lang="en" dir="ltr">Synthetic street</h1>' in html
    assert "Two <em>zqhouses</em>." in html
    assert 'alt="Zqalternative">' in html
    assert f'<a href="{rights}" rel="license noopener noreferrer">CC BY 4.0</a>' in html
    assert f'href="{source.get_absolute_url()}"' in html
    for said in ("Synthetic photographer", "about May 1991", "Synthetic town", "Synthetic Author", "640 × 480 points"):
        assert said in words
    assert asset.original.sha256 in words
    assert "zqnote" not in html


def test_page_has_its_addresses_in_every_language(visitor: Client) -> None:
    asset = photograph()
    html = page(visitor, asset)
    assert f'<link rel="canonical" href="http://testserver/en/collection/{asset.public_id}/">' in html
    for language in ("az", "en", "ru", "tr"):
        assert f'hreflang="{language}" href="http://testserver/{language}/collection/{asset.public_id}/"' in html


def test_hash_leads_to_where_a_file_can_be_verified(visitor: Client) -> None:
    asset = photograph()
    assert f'href="{reverse("verify")}?sha256={asset.original.sha256}"' in page(visitor, asset)


@pytest.mark.parametrize("grade", ["distressing", "graphic"])
def test_hard_picture_and_its_words_lie_behind_the_note(visitor: Client, grade: str) -> None:
    asset = photograph(grade=grade)
    response = visitor.get(asset.get_absolute_url())
    html = response.content.decode()
    outside = re.sub(r"<details(?! class=\"(?:menu|cite))[^>]*>.*?</details>", "", html, flags=re.DOTALL)
    assert f"{grade.capitalize()} picture: zqnote." in plain(html)
    assert "zqhouses" in html
    assert "/media/" in html
    assert not re.search(r"zqhouses|Zqalternative|/media/|data:image", outside)
    assert response["X-Robots-Tag"] == "noimageindex"


def test_page_names_the_public_entries_with_which_it_is_shown(visitor: Client) -> None:
    asset = photograph()
    person = make_person(given="Synthetic", family="Person")
    add_picture(
        person, asset, where_shown="second from the left", verified_how="zqprivate-how", verified_by="zqprivate"
    )
    entries = [person, make_event("Zqevent"), make_place("Zqplace"), make_commemoration("Zqmonument"), make_testimony()]
    for entry in entries[1:]:
        add_picture(entry, asset)
    hidden = make_person(family="Zqhidden", status=Status.DRAFT)
    add_picture(hidden, asset, where_shown="zqhidden place")
    html = page(visitor, asset)
    for entry in entries:
        assert f'href="{entry.get_absolute_url()}"' in html
    assert "Synthetic Person" in plain(html)
    assert "second from the left" in plain(html)
    assert not re.search("zqhidden|zqprivate", html, re.IGNORECASE)


def test_source_that_is_not_public_is_not_named(visitor: Client) -> None:
    source = make_source(title="Zqhidden album", status=Status.DRAFT)
    assert "Zqhidden" not in page(visitor, photograph(source=source))


def test_redacted_copy_says_so_and_not_of_what(visitor: Client) -> None:
    whole = photograph(status=Status.DRAFT, words={"caption": "Zquncovered"})
    copy = photograph(redacts=whole)
    html = page(visitor, copy)
    assert "Parts of this picture were covered." in plain(html)
    assert whole.public_id not in html
    assert whole.original.sha256 not in html
    assert visitor.get(whole.get_absolute_url()).status_code == 404
    Asset.objects.filter(pk=whole.pk).update(status=Status.PUBLISHED)
    assert f'href="{whole.get_absolute_url()}"' in page(visitor, copy)


def test_private_columns_of_a_public_asset_stand_at_no_address(visitor: Client) -> None:
    source = make_source()
    asset = publish_again(photograph(supplied="1999-12-31", source=source, **PRIVATE))
    asset.refresh()
    recording = publish_again(make_asset(kind="audio", texts={"en": {"transcript": SPOKEN}}, **PRIVATE))
    for shown in (asset, recording):
        consent_to(shown, pseudonym="zqprivate-pseudonym", how_recorded="zqprivate-how")
    entries = [make_person(), make_event(), make_place(), make_commemoration(), make_testimony()]
    for entry in entries:
        add_picture(entry, asset)
        add_picture(entry, recording)
        publish_again(entry)
    urls = all_urls([asset, recording, *entries, source], ["en"])
    answers = {url: visitor.get(url) for url in urls}
    assert answers[asset.get_absolute_url()].status_code == 200
    leaks = "zqprivate|1999-12-31|31 December 1999|zqremark"
    told = [f"{url} {answer.headers} {answer.content!r}" for url, answer in answers.items() if not answer.streaming]
    assert [each for each in told if re.search(leaks, each)] == []


def test_hidden_asset_has_no_page_and_a_withdrawn_one_says_so(visitor: Client) -> None:
    set_clock(timezone.now())
    later = {"opens_at": timezone.now() + timedelta(days=400)}
    for how in (
        {"status": Status.DRAFT},
        {"status": Status.IN_REVIEW},
        {"status": Status.DRAFT, "restricted": True},
        later,
    ):
        response = visitor.get(photograph(**how).get_absolute_url())
        assert response.status_code == 404
        assert "Synthetic street" not in response.content.decode()
    gone = photograph(status=Status.WITHDRAWN, withdrawn_at=timezone.now(), withdrawal_reason="privacy")
    response = visitor.get(gone.get_absolute_url())
    assert response.status_code == 410
    assert not re.search("Synthetic street|/media/", response.content.decode())


@pytest.mark.parametrize("rows", [1, 3])
def test_page_costs_the_same_whatever_it_is_shown_with(
    visitor: Client, django_assert_num_queries: Callable[[int], Any], rows: int
) -> None:
    asset = photograph(source=make_source())
    for _again in range(rows):
        for entry in (make_person(), make_event(), make_place(), make_commemoration(), make_testimony()):
            add_picture(entry, asset)
    with django_assert_num_queries(11):
        page(visitor, asset)


def test_transcript_is_given_as_a_player_reads_it_without_remarks(visitor: Client) -> None:
    asset = make_asset(kind="audio", texts={"en": {"transcript": SPOKEN}, "az": {"caption": "Sintetik"}})
    url = reverse("transcript", args=[asset.public_id, "en"])
    response = visitor.get(url)
    assert response.status_code == 200
    assert response.content.decode() == "WEBVTT\n\n00:00:05.000 --> 00:00:09.000\n<v Zqspeaker>Zqwords\n"
    assert response["Content-Type"] == "text/vtt; charset=utf-8"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "X-Robots-Tag" not in response
    for language in ("az", "ru", "nothing"):
        assert visitor.get(reverse("transcript", args=[asset.public_id, language])).status_code == 404
    assert visitor.post(url).status_code == 405


def test_transcript_is_as_public_as_its_recording(visitor: Client) -> None:
    texts = {"en": {"transcript": SPOKEN, "content_note": "zqnote"}}
    graded = make_asset(kind="video", grade="graphic", texts=texts)
    draft = make_asset(kind="audio", texts=texts, status=Status.DRAFT)
    still = make_asset(texts=texts)
    unread = make_asset(kind="audio", texts={"en": {"transcript": "WEBVTT\n\nnothing"}})
    gone = make_asset(kind="audio", texts=texts, status=Status.WITHDRAWN, withdrawn_at=timezone.now())
    statuses = {
        asset: visitor.get(reverse("transcript", args=[asset.public_id, "en"]))
        for asset in (graded, draft, still, unread, gone)
    }
    assert [answer.status_code for answer in statuses.values()] == [200, 404, 404, 404, 410]
    assert statuses[graded]["X-Robots-Tag"] == "noindex"


def test_staff_see_a_draft_with_files_from_the_desk(curator_browser: Client) -> None:
    asset = photograph(status=Status.DRAFT, grade="")
    html = curator_browser.get(reverse("preview", args=["asset", asset.public_id])).content.decode()
    row = asset.original.derivatives.filter(recipe="640", format="jpg").get()
    assert reverse("admin:asset_file", args=[asset.pk, row.sha256, "jpg"]) in html
    assert "/media/" not in html
    before = html.split("</summary>")
    assert "Nobody has said yet whether this is hard to look at or listen to." in html
    assert "<img" not in "</summary>".join(before[:2])


def test_preview_of_a_working_copy_names_what_its_entry_is_shown_with(
    contributor_browser: Client, contributor: Any
) -> None:
    asset, event = keep_version(photograph()), make_event("Zqevent")
    add_picture(event, asset)
    copy = open_copy(entry=asset, by=contributor)
    html = contributor_browser.get(reverse("preview", args=["asset", copy.public_id])).content.decode()
    assert "Zqevent" in html
    assert asset.public_id in html


def test_version_tells_the_facts_and_shows_no_picture(visitor: Client) -> None:
    source = make_source(title="Synthetic album")
    rights = "https://creativecommons.org/licenses/by/4.0/"
    fields = {"taken": "1991-05", "rights": rights, "source": source, "credit": "Synthetic photographer"}
    asset = publish_again(photograph(**fields, **PRIVATE))
    consent_to(asset)
    html = version_page(visitor, asset)
    words = plain(html)
    for said in ("Synthetic street", "May 1991", "CC BY 4.0", "Synthetic album", "Synthetic photographer", "zqhouses"):
        assert said in words
    assert f'href="{asset.get_absolute_url()}">To the present page' in html
    assert not re.search(r"/media/|<img|zqprivate|data:image", html)


def test_version_of_a_hard_picture_keeps_its_words_behind_the_note(visitor: Client) -> None:
    asset = publish_again(photograph(grade="distressing"))
    html = version_page(visitor, asset)
    outside = re.sub(r"<details>.*?</details>", "", html, flags=re.DOTALL)
    assert "In this text: zqnote." in plain(html)
    assert "zqhouses" in html
    assert not re.search("zqhouses|Zqalternative", outside)


def test_version_of_a_recording_keeps_what_was_spoken(visitor: Client) -> None:
    asset = publish_again(make_asset(kind="audio", texts={"en": {"transcript": SPOKEN}}))
    html = version_page(visitor, asset)
    assert "0:05 Zqspeaker: Zqwords" in plain(html)
    assert "zqremark" not in html


def test_asset_is_called_by_its_kind_where_it_has_no_caption(visitor: Client) -> None:
    asset = make_asset(original=make_original("document"), credit="", received_as="zqprivate.pdf")
    asset.refresh()
    html = page(visitor, asset)
    assert '<h1 lang="en" dir="ltr">Document</h1>' in html
    assert "zqprivate" not in html
