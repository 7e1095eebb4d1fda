"""Pictures stand where they belong, in their order, and only what a visitor may meet there leaves with the page."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from memorial.media.originals import Kind
from memorial.models import (
    Asset,
    Commemoration,
    Event,
    Kinship,
    Person,
    Place,
    Source,
    Testimony,
    User,
)
from memorial.review.actions import open_copy
from memorial.review.status import Status
from tests.factories import (
    add_picture,
    keep_version,
    make_asset,
    make_household,
    make_person,
    make_testimony,
)
from tests.public.pictured import Pictured, asset_named, files_in, preview_page, shown_order, squares_in
from tests.public.version_page import publish_again, version_page

HOLDERS: list[Pictured] = [
    Pictured(Person, lambda entry: entry.get_absolute_url()),
    Pictured(Event, lambda entry: "/en/events/"),
    Pictured(Place, lambda entry: "/en/places/"),
    Pictured(Commemoration, lambda entry: "/en/commemorations/"),
    Pictured(Testimony, lambda entry: entry.get_absolute_url()),
    Pictured(Source, lambda entry: entry.get_absolute_url()),
]
each_holder = pytest.mark.parametrize("holder", HOLDERS, ids=lambda holder: holder.model.__name__)
TRANSCRIPT = "WEBVTT\n\n00:00:05.000 --> 00:00:09.000\nSynthetic words spoken\n"
TIMED: dict[str, Any] = {"status": Status.PUBLISHED, "opens_at": timezone.now() + timedelta(days=400)}


@each_holder
def test_pictures_stand_on_the_page_in_their_order(visitor: Client, holder: Pictured) -> None:
    entry = holder.make()
    for position, name in ((3, "third"), (1, "first"), (2, "second")):
        holder.tie(entry, asset_named(name), position)
    html = holder.page(visitor, entry)
    assert shown_order(html) == ["first", "second", "third"]
    assert 'alt="Synthetic picture first"' in html
    assert 'loading="lazy"' in html


@pytest.mark.every_case
@each_holder
@pytest.mark.parametrize(
    "how",
    [
        {"status": Status.DRAFT},
        {"status": Status.IN_REVIEW},
        {"status": Status.WITHDRAWN},
        {"status": Status.DRAFT, "restricted": True},
        TIMED,
    ],
    ids=["draft", "in review", "withdrawn", "restricted", "embargoed"],
)
def test_picture_that_is_not_public_leaves_no_trace(visitor: Client, holder: Pictured, how: dict[str, Any]) -> None:
    entry = holder.make()
    before = holder.page(visitor, entry)
    holder.tie(entry, asset_named("hidden", **how), 0)
    assert holder.page(visitor, entry) == before


@each_holder
def test_graphic_picture_leaves_only_its_note_and_the_way_to_it(visitor: Client, holder: Pictured) -> None:
    entry = holder.make()
    graphic = asset_named("graphic", note="Synthetic grave things", grade="graphic")
    holder.tie(entry, graphic, 0)
    html = holder.page(visitor, entry)
    assert "Synthetic grave things" in html
    assert graphic.get_absolute_url() in html
    assert files_in(html, graphic) == set()
    assert "Synthetic picture graphic" not in html


@each_holder
def test_distressing_picture_is_covered_by_its_note(visitor: Client, holder: Pictured) -> None:
    entry = holder.make()
    hard = asset_named("hard", note="Synthetic hard things", grade="distressing")
    holder.tie(entry, hard, 0)
    html = holder.page(visitor, entry)
    cover = html[html.index('<details class="cover">') :]
    assert cover.index("Synthetic hard things") < cover.index("</summary>") < cover.index("<picture>")
    assert cover.index("<picture>") < cover.index("</details>")
    assert files_in(html[: html.index('<details class="cover">')], hard) == set()
    assert files_in(html[: html.index("<main")], hard) == set()


@each_holder
def test_what_has_no_picture_has_no_place_for_one(visitor: Client, holder: Pictured) -> None:
    html = holder.page(visitor, holder.make())
    for trace in ("<figure", "<picture", "portrait", "likeness", 'class="pictures"', "og:image"):
        assert trace not in html


@each_holder
def test_words_of_another_language_are_marked_and_said_so(visitor: Client, holder: Pictured) -> None:
    entry = holder.make()
    texts = {"ru": {"caption": "Подпись для проверки", "alternative_text": "Описание для проверки"}}
    holder.tie(entry, make_asset(texts=texts), 0)
    html = holder.page(visitor, entry)
    assert '<p class="caption" lang="ru" dir="ltr">Подпись для проверки</p>' in html
    assert 'alt="Описание для проверки" lang="ru"' in html
    assert "In Russian; there is no English text yet." in html


@each_holder
def test_working_copy_changes_no_page_and_its_preview_shows_what_visitors_would_see(
    visitor: Client, contributor: User, contributor_browser: Client, holder: Pictured
) -> None:
    entry = holder.make()
    holder.tie(entry, asset_named("kept"), 0)
    before = holder.page(visitor, entry)
    copy: Any = open_copy(entry=keep_version(entry), by=contributor)
    if holder.model is not Source:  # its scans are tied to the source itself
        holder.tie(copy, asset_named("added"), 1)
        holder.tie(copy, asset_named("unfinished", status=Status.DRAFT), 2)
    assert shown_order(holder.page(visitor, entry)) == shown_order(before) == ["kept"]
    expected = ["kept"] if holder.model is Source else ["kept", "added"]
    html = preview_page(contributor_browser, copy)
    assert shown_order(html) == expected
    assert "og:image" not in html


@pytest.mark.parametrize("holder", HOLDERS[:-1], ids=lambda holder: holder.model.__name__)
def test_version_names_its_pictures_that_are_public_now_and_shows_none(visitor: Client, holder: Pictured) -> None:
    entry = holder.make(version=0)
    second, first = asset_named("second"), asset_named("first", grade="graphic", note="Synthetic")
    gone = asset_named("gone")
    for position, asset in enumerate((first, second, gone)):
        holder.tie(entry, asset, position)
    publish_again(entry)
    Asset.objects.filter(pk=gone.pk).update(status=Status.DRAFT)
    html = version_page(visitor, entry)
    assert html.index(first.get_absolute_url()) < html.index(second.get_absolute_url())
    assert "Photographs, documents and recordings" in html
    assert "gone" not in html
    assert "/media/" not in html


@pytest.fixture
def remembered(memorial: Any) -> Person:
    """Somebody who stands in every list: born today, of a household, with kin, spoken of in a testimony; synthetic."""
    today = timezone.localdate(timezone=memorial.zone)
    person = make_person(given="Remembered", birth=f"1952-{today:%m-%d}")
    other = make_person(given="Other")
    Kinship.objects.create(person=person, kind="sibling", relative=other)
    make_household(members=(person, other))
    make_testimony(narrator=make_person(given="Narrator")).people.add(person)
    return person


def lists(visitor: Client) -> dict[str, str]:
    """Return the pages on which the one who is remembered stands in a list."""
    relative = Person.objects.get(label__contains="Other")
    pages = [relative.get_absolute_url(), Testimony.objects.get().get_absolute_url()]
    urls = ["/en/", "/en/people/", "/en/families/", *pages]
    return {url: visitor.get(url).content.decode() for url in urls}


def test_portrait_stands_beside_the_name_in_every_list(visitor: Client, remembered: Person) -> None:
    portrait = asset_named("portrait")
    add_picture(remembered, portrait)
    for url, html in lists(visitor).items():
        squares = squares_in(html)
        assert squares, url
        assert all('alt=""' in square and 'loading="lazy"' in square for square in squares), url
        assert files_in(html, portrait) == {f"square-50-50-128.{each}" for each in ("avif", "webp", "jpg")}, url
        assert "data:image" not in html, url


def test_lists_without_portraits_are_as_they_were(visitor: Client, remembered: Person) -> None:
    before = lists(visitor)
    for asset in (
        asset_named("hard", grade="distressing", note="Synthetic note"),
        asset_named("graphic", grade="graphic", note="Synthetic note"),
        asset_named("unseen", grade="", status=Status.DRAFT),
        asset_named("draft", status=Status.DRAFT),
        make_asset(kind=Kind.AUDIO),
    ):
        add_picture(remembered, asset)
    assert lists(visitor) == before


def test_first_picture_that_may_be_in_a_list_is_the_portrait(visitor: Client, remembered: Person) -> None:
    graphic = asset_named("graphic", grade="graphic", note="Synthetic note")
    hidden, open_one, later = asset_named("hidden", status=Status.DRAFT), asset_named("open"), asset_named("later")
    for asset in (graphic, hidden, open_one, later):
        add_picture(remembered, asset)
    for url, html in lists(visitor).items():
        assert files_in(html, open_one), url
        assert files_in(html, graphic) | files_in(html, hidden) | files_in(html, later) == set(), url
    html = visitor.get(remembered.get_absolute_url()).content.decode()
    assert shown_order(html) == ["open", "graphic", "later"]
    assert '<div class="likeness">' in html


def test_portrait_on_the_own_page_is_whole_and_follows_the_name(visitor: Client) -> None:
    person, portrait = make_person(birth="1953"), asset_named("portrait")
    add_picture(person, portrait, verified_how="Zqtold by a cousin")
    html = visitor.get(person.get_absolute_url()).content.decode()
    assert (
        html.index('<h1 class="name"')
        < html.index('<div class="likeness">')
        < html.index('<dl class="facts">' if "<dl" in html else "<aside")
    )
    assert not any(recipe.startswith("square") for recipe in files_in(html, portrait))
    assert "Zqtold" not in html


def test_picture_in_which_it_is_said_who_of_several_it_is_is_no_portrait(visitor: Client, remembered: Person) -> None:
    group = asset_named("group")
    add_picture(remembered, group, where_shown="second from the left")
    html = visitor.get(remembered.get_absolute_url()).content.decode()
    assert "In the picture: second from the left" in html
    assert '<div class="likeness">' not in html
    assert "og:image" not in html
    assert not squares_in(visitor.get("/en/people/").content.decode())


def test_picture_of_several_people_is_nobodys_square(visitor: Client, remembered: Person) -> None:
    group = asset_named("group")
    add_picture(remembered, group)
    hidden = make_person(given="Hidden", status=Status.DRAFT)
    add_picture(hidden, group)
    assert squares_in(visitor.get("/en/people/").content.decode())
    Person.objects.filter(pk=hidden.pk).update(status=Status.PUBLISHED)
    assert not squares_in(visitor.get("/en/people/").content.decode())
    assert shown_order(visitor.get(remembered.get_absolute_url()).content.decode()) == ["group"]
    alone = asset_named("alone")
    add_picture(remembered, alone)
    assert files_in(visitor.get("/en/people/").content.decode(), alone)


def test_working_copy_of_a_person_takes_no_portrait_away(visitor: Client, contributor: User) -> None:
    person = make_person()
    add_picture(person)
    open_copy(entry=keep_version(person), by=contributor)
    assert len(squares_in(visitor.get("/en/people/").content.decode())) == 1


def test_card_is_the_portrait_alone_with_its_words(visitor: Client) -> None:
    person = make_person()
    add_picture(person, asset_named("hard", grade="distressing", note="Synthetic note"))
    assert "og:image" not in visitor.get(person.get_absolute_url()).content.decode()
    portrait = asset_named("portrait")
    add_picture(person, portrait)
    html = visitor.get(person.get_absolute_url()).content.decode()
    plain = portrait.original.derivatives.get(recipe="640", format="jpg")
    address = f"http://testserver/media/{portrait.public_id}/{plain.sha256}.jpg"
    assert f'<meta property="og:image" content="{address}">' in html
    assert '<meta property="og:image:alt" content="Synthetic picture portrait">' in html


@pytest.mark.parametrize("grade", ["none", "distressing", "graphic"])
def test_recording_of_a_testimony_has_its_words_beside_it_as_far_as_it_is_shown(visitor: Client, grade: str) -> None:
    words = {"caption": "Synthetic recording", "transcript": TRANSCRIPT, "content_note": "Synthetic note"}
    recording = make_asset(kind=Kind.AUDIO, grade=grade, texts={"en": words})
    testimony = make_testimony(texts={"en": {"text": "Synthetic text of the testimony"}})
    add_picture(testimony, recording)
    html = visitor.get(testimony.get_absolute_url()).content.decode()
    assert ("<audio" in html) == ("Synthetic words spoken" in html) == (grade != "graphic")
    assert html.index("Synthetic recording") < html.index("Synthetic text of the testimony")
    if grade == "distressing":
        assert html.index("<details") < html.index("Synthetic note") < html.index("<audio")


def test_recording_alone_does_not_make_a_testimony_public(visitor: Client) -> None:
    testimony = make_testimony(status=Status.WITHDRAWN)
    recording = make_asset(kind=Kind.AUDIO)
    add_picture(testimony, recording)
    answer = visitor.get(testimony.get_absolute_url())
    assert answer.status_code == 410
    assert recording.public_id not in answer.content.decode()


def test_voice_of_a_person_stands_among_the_pictures_and_is_no_portrait(visitor: Client) -> None:
    person = make_person()
    add_picture(person, make_asset(kind=Kind.AUDIO))
    html = visitor.get(person.get_absolute_url()).content.decode()
    assert "<audio" in html
    assert "Photographs, documents and recordings" in html
    assert '<div class="likeness">' not in html
