"""How a picture, recording or document stands on a page: open, covered or away, with its words, and without script."""

import re
from typing import Any

import pytest
from django.template.loader import render_to_string

from memorial.media.showing import Shape, Where, shown
from memorial.models import Asset
from tests.factories import make_asset, make_original

pytestmark = pytest.mark.django_db

WORDS = {"caption": "Zqcaption", "content_note": "zqnote", "alternative_text": "Zqalternative", "transcript": ""}
SPOKEN = "WEBVTT\n\n00:00:05.000 --> 00:00:09.000\n<v Zqspeaker>Zqwords & more\n"


def picture(asset: Asset, where: Where = Where.PAGE, **more: Any) -> str:
    """Return the figure of an asset as a page shows it."""
    asset = Asset.objects.ready_to_show().get(pk=asset.pk)
    return render_to_string("public/parts/picture.html", {"shown": shown(asset, where, ["en"]), **more})


def worded(**fields: Any) -> Asset:
    texts = {"en": {**WORDS, **fields.pop("words", {})}}
    return make_asset(texts=texts, **fields)


def test_open_picture_has_every_format_its_size_and_its_words() -> None:
    html = picture(worded())
    assert re.findall(r'<source type="([^"]+)"', html) == ["image/avif", "image/webp"]
    assert html.count(" 320w, ") == 3
    assert 'width="640" height="480" alt="Zqalternative" loading="lazy" decoding="async"' in html
    assert "<details" not in html
    assert "zqnote" not in html
    assert all(words in html for words in ("Zqcaption", "Synthetic credit", "About this picture"))
    assert not re.search(r"style=|onclick|<script", html)


def test_picture_seen_at_once_is_not_put_off() -> None:
    html = picture(worded(original=make_original(placeholder="UklGRg")), eager=True)
    assert "loading=" not in html
    assert "stand-in" not in html


def test_stand_in_is_read_out_by_nobody() -> None:
    html = picture(worded(original=make_original(placeholder="UklGRg")))
    assert '<img class="stand-in" src="data:image/webp;base64,UklGRg" alt="" aria-hidden="true">' in html
    assert html.count("Zqalternative") == 1


def test_decorative_picture_has_empty_words() -> None:
    assert 'alt=""' in picture(make_asset(decorative=True))


def test_words_in_another_language_are_marked() -> None:
    html = picture(make_asset(texts={"ru": {"caption": "Подпись", "alternative_text": "Рисунок"}}))
    assert 'alt="Рисунок" lang="ru"' in html
    assert '<p class="caption" lang="ru" dir="ltr">Подпись</p>' in html
    assert "In Russian; there is no English text yet." in html


def test_distressing_picture_lies_behind_its_note_and_is_not_fetched_before() -> None:
    html = picture(worded(grade="distressing", original=make_original(placeholder="UklGRg")), eager=True)
    before, inside = html.split("</summary>")
    assert "Distressing picture: zqnote." in before
    assert "Open the picture" in before
    assert "<img" not in before
    assert 'loading="lazy"' in inside.split("</details>")[0]
    assert "Zqalternative" not in before
    assert "UklGRg" not in html
    assert "About this picture" in inside.split("</details>")[1]


def test_graphic_picture_leaves_its_note_and_the_way_to_it() -> None:
    asset = worded(grade="graphic")
    html = picture(asset)
    assert "Graphic picture: zqnote." in html
    assert f'href="{asset.get_absolute_url()}"' in html
    assert not re.search(r"<img|<source|<picture|/media/|Zqalternative", html)


@pytest.mark.parametrize("grade", ["graphic", "distressing"])
def test_hard_picture_stands_in_a_list_by_its_note_alone(grade: str) -> None:
    html = picture(worded(grade=grade), Where.LIST)
    assert f"{grade.capitalize()} picture: zqnote." in html
    assert "/media/" not in html


def test_what_nobody_has_looked_at_is_covered_even_on_its_own_page() -> None:
    html = picture(worded(grade=""), Where.OWN_PAGE, own=True)
    before = html.split("</summary>")[0]
    assert "Nobody has said yet whether this is hard to look at or listen to." in before
    assert "<img" not in before


def test_grade_without_a_note_is_still_said() -> None:
    html = picture(worded(grade="distressing", words={"content_note": ""}))
    assert "Distressing: it shows or tells what is hard to bear." in html.split("</summary>")[0]


@pytest.mark.parametrize(("kind", "player"), [("audio", "audio"), ("video", "video")])
def test_recording_has_a_player_that_fetches_nothing_and_its_words_beside_it(kind: str, player: str) -> None:
    texts = {"en": {**WORDS, "transcript": SPOKEN}, "az": {"transcript": SPOKEN}}
    asset = make_asset(kind=kind, texts=texts)
    html = picture(asset)
    assert f'<{player} controls preload="none" aria-label="Zqcaption">' in html
    tracks = re.findall(r'<track kind="subtitles" src="([^"]+)" srclang="(\w+)" label="([^"]+)">', html)
    address = f"/en/collection/{asset.public_id}/transcript-%s.vtt"
    assert sorted(tracks) == [(address % "az", "az", "Azerbaijani"), (address % "en", "en", "English")]
    assert '<span class="when">0:05</span> <span>Zqspeaker: Zqwords &amp; more</span>' in html
    assert "Download the recording" in html
    assert "1000\xa0bytes" in html


def test_player_of_a_draft_asks_for_no_tracks() -> None:
    asset = worded(kind="audio", words={"transcript": SPOKEN})
    html = picture(asset, draft=True)
    assert "<track" not in html
    assert "Zqwords" in html


def test_distressing_recording_and_its_transcript_lie_behind_the_note() -> None:
    before, inside = picture(worded(kind="video", grade="distressing", words={"transcript": SPOKEN})).split(
        "</summary>"
    )[:2]
    assert "Distressing recording: zqnote." in before
    assert not re.search("Zqwords|<video|/media/", before)
    assert "<video" in inside


def test_document_is_a_link_with_its_kind_and_size() -> None:
    html = picture(worded(kind="document"))
    assert re.search(r'<a href="/media/[^"]+\.pdf" download>Download the document</a>', html)
    assert "PDF, 1000\xa0bytes" in html
    assert "<img" not in html


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("image", "This picture is being prepared and cannot be shown yet."),
        ("document", "This document is being prepared and cannot be opened yet."),
        ("audio", "This recording is being prepared and cannot be played yet."),
    ],
)
def test_what_has_not_been_made_yet_is_said_in_words(kind: str, sentence: str) -> None:
    asset = worded(kind=kind)
    asset.original.derivatives.all().delete()
    html = picture(asset)
    assert sentence in html
    assert not re.search(r"<img|<audio|/media/", html)


def test_portrait_is_a_square_or_nothing() -> None:
    def portrait(grade: str) -> str:
        asset = Asset.objects.ready_to_show().get(pk=worded(grade=grade).pk)
        return render_to_string(
            "public/parts/portrait.html", {"shown": shown(asset, Where.LIST, ["en"], shape=Shape.SQUARE)}
        ).strip()

    assert 'width="480" height="480" alt="Zqalternative"' in portrait("none")
    assert 'sizes="6rem"' in portrait("none")
    assert (portrait("distressing"), portrait("graphic"), portrait("")) == ("", "", "")
    assert render_to_string("public/parts/portrait.html", {"shown": None}).strip() == ""


def test_pictures_stand_in_their_order_under_their_heading() -> None:
    assets = [Asset.objects.ready_to_show().get(pk=make_asset(texts={"en": {"caption": name}}).pk) for name in "BA"]
    met = [shown(asset, Where.PAGE, ["en"]) for asset in assets]
    html = render_to_string("public/parts/pictures.html", {"pictures": met, "heading": "Zqheading"})
    assert html.index("Zqheading") < html.index(">B</p>") < html.index(">A</p>")
    assert render_to_string("public/parts/pictures.html", {"pictures": [], "heading": "Zqheading"}).strip() == ""
