"""A voice whose speaker is not to be named stands with its testimony alone, beside no person's name."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from memorial.models import Asset, Memorial, Person, Testimony, TestimonyCitation, User
from memorial.review.actions import open_copy
from memorial.review.checks import findings
from memorial.review.snapshots import whole
from memorial.review.status import Status
from tests.factories import add_picture, keep_version, make_asset, make_person, make_source, make_testimony
from tests.public.manifest_checks import manifest_of
from tests.public.pictured import preview_page
from tests.public.version_page import publish_again, version_page

Told = Callable[[], Testimony]


def by_consent(**answers: Any) -> Testimony:
    """Return a public testimony that rests on a consent."""
    testimony = make_testimony(basis="consent")
    usual = {"purpose": "publish", "given": True, "audience": "public", "naming": "full"}
    testimony.consents.create(**{**usual, **answers})
    return testimony


UNNAMED: dict[str, Told] = {
    "anonymous": lambda: make_testimony(anonymous=True),
    "initials": lambda: by_consent(naming="initials"),
    "pseudonym": lambda: by_consent(naming="pseudonym", pseudonym="Synthetic Other"),
    "nameless": lambda: by_consent(naming="anonymous"),
    "withdrawn": lambda: withdrawn(by_consent(given=False)),
}
NAMED: dict[str, Told] = {
    "published": make_testimony,
    "full": by_consent,
    "draft": lambda: make_testimony(anonymous=True, status=Status.DRAFT),
}
unnamed = pytest.mark.parametrize("told", UNNAMED.values(), ids=UNNAMED)
named = pytest.mark.parametrize("told", NAMED.values(), ids=NAMED)


def withdrawn(testimony: Testimony) -> Testimony:
    """Take a testimony away as the end of its consent does."""
    gone = make_testimony(status=Status.WITHDRAWN)
    taken = {"status": gone.status, "withdrawn_at": gone.withdrawn_at, "withdrawal_reason": "consent"}
    Testimony.objects.filter(pk=testimony.pk).update(**taken)
    return testimony


def spoken(testimony: Testimony, person: Person, kind: str = "audio") -> Asset:
    """Return a recording of a testimony that is also tied to a person; synthetic."""
    voice = make_asset(kind=kind, texts={"en": {"caption": "Zqvoice", "alternative_text": "Zqheard"}})
    add_picture(testimony, voice)
    add_picture(person, voice, where_shown="Zqwhere", verified_how="Synthetic")
    return voice


@pytest.mark.every_case
@unnamed
@pytest.mark.parametrize("kind", ["audio", "video"])
def test_unnamed_voice_changes_no_byte_of_a_persons_pages(visitor: Client, told: Told, kind: str) -> None:
    person = make_person(given="Zqnamed")
    add_picture(person, make_asset(texts={"en": {"caption": "Synthetic portrait"}}))
    pages = [person.get_absolute_url(), "/en/people/", f"/iiif/person/{person.public_id}/manifest.json"]
    before = {url: visitor.get(url).content for url in pages}
    voice = spoken(told(), person, kind)
    assert {url: visitor.get(url).content for url in pages} == before
    publish_again(person)
    for page in (version_page(visitor, person, person.version), str(manifest_of(visitor, "person", person))):
        assert voice.public_id not in page
        assert "Zqvoice" not in page
        assert voice.original.sha256 not in page


@pytest.mark.every_case
@unnamed
def test_page_of_an_unnamed_voice_says_nobody(visitor: Client, told: Told) -> None:
    person = make_person(given="Zqnamed")
    voice = spoken(told(), person)
    answer = visitor.get(voice.get_absolute_url())
    # Of a testimony whose consent has ended, no recording is shown either.
    assert answer.status_code == (404 if told is UNNAMED["withdrawn"] else 200)
    for words in (person.public_id, "Zqnamed", "Zqwhere"):
        assert words not in answer.content.decode()


@named
def test_voice_that_may_have_a_name_stands_with_the_person(visitor: Client, told: Told) -> None:
    person = make_person(given="Zqnamed")
    voice = spoken(told(), person)
    publish_again(person)
    assert voice.public_id in visitor.get(person.get_absolute_url()).content.decode()
    assert voice.public_id in version_page(visitor, person, person.version)
    assert person.public_id in visitor.get(voice.get_absolute_url()).content.decode()


@pytest.mark.parametrize("kind", ["image", "document"])
def test_picture_of_an_anonymous_testimony_is_no_voice(visitor: Client, kind: str) -> None:
    person = make_person()
    picture = spoken(make_testimony(anonymous=True), person, kind)
    assert picture.public_id in visitor.get(person.get_absolute_url()).content.decode()


def test_unnamed_voice_stands_with_its_testimony(visitor: Client) -> None:
    testimony = make_testimony(anonymous=True)
    voice = spoken(testimony, make_person())
    assert "<audio" in visitor.get(testimony.get_absolute_url()).content.decode()
    assert testimony.public_id in visitor.get(voice.get_absolute_url()).content.decode()


def test_one_unnamed_testimony_of_two_is_enough(visitor: Client) -> None:
    person = make_person()
    voice = spoken(make_testimony(), person)
    add_picture(by_consent(naming="initials"), voice)
    assert voice.public_id not in visitor.get(person.get_absolute_url()).content.decode()


def test_preview_of_a_person_shows_no_unnamed_voice(contributor: User, contributor_browser: Client) -> None:
    person = publish_again(make_person())
    voice = spoken(make_testimony(anonymous=True), person)
    copy = open_copy(entry=person, by=contributor)
    assert voice.public_id not in preview_page(contributor_browser, copy)


def blocked(testimony: Any) -> bool:
    """Return whether the check list holds a testimony back because of a voice."""
    found = [each for each in findings(whole(Testimony, pk=testimony.pk)) if each.name == "voice-with-a-name"]
    assert all(each.blocking for each in found)
    return bool(found)


@pytest.mark.usefixtures("memorial")
@pytest.mark.parametrize("told", [UNNAMED[name] for name in UNNAMED if name != "withdrawn"])
def test_testimony_is_held_back_while_its_unnamed_voice_is_shown_with_a_person(told: Told) -> None:
    testimony, person = told(), make_person()
    assert not blocked(testimony)
    spoken(testimony, person)
    assert blocked(testimony)
    person.pictures.all().delete()
    assert not blocked(testimony)


@pytest.mark.usefixtures("memorial")
def test_voice_that_may_have_a_name_holds_nothing_back() -> None:
    for told in (make_testimony, by_consent):
        testimony = told()
        spoken(testimony, make_person())
        assert not blocked(testimony)
    scanned = make_testimony(anonymous=True)
    spoken(scanned, make_person(), "image")
    assert not blocked(scanned)


@pytest.mark.usefixtures("memorial")
@pytest.mark.parametrize("hidden", [{"status": Status.DRAFT, "restricted": True}, {"status": Status.WITHDRAWN}])
def test_check_list_tells_of_no_hidden_person(hidden: dict[str, Any]) -> None:
    testimony = make_testimony(anonymous=True)
    spoken(testimony, make_person(**hidden))
    assert not blocked(testimony)


def test_working_copy_is_checked_by_the_consent_of_its_testimony(curator: User) -> None:
    testimony = publish_again(by_consent())
    spoken(testimony, make_person())
    copy = open_copy(entry=testimony, by=curator)
    assert not blocked(copy)
    testimony.consents.update(naming="initials")
    assert blocked(copy)


@pytest.mark.usefixtures("memorial")
def test_looking_for_unnamed_voices_costs_the_same(django_assert_max_num_queries: Any) -> None:
    for rows in (1, 3):
        testimony = by_consent(naming="initials")
        for _number in range(rows):
            spoken(testimony, make_person())
        read = whole(Testimony, pk=testimony.pk)
        # Whether the name may be told (asked for the voice and for the words), the people, and the words.
        with django_assert_max_num_queries(5):
            assert "voice-with-a-name" in [found.name for found in read.own_findings()]


def test_narrator_who_is_not_public_is_named_on_no_page(visitor: Client, memorial: Memorial) -> None:
    person, source = make_person(), make_source()
    hidden = make_person(given="Hidden", family="Sintetikova", status="draft")
    testimony = make_testimony(narrator=hidden, narrator_name="")
    testimony.people.add(person)
    TestimonyCitation.objects.create(entry=testimony, source=source)
    add_picture(testimony, asset := make_asset())
    keep_version(testimony)
    shown = [each.get_absolute_url() for each in (person, source, asset, testimony)]
    for address in (*shown, "/en/testimonies/", "/en/feed/", "/en/search/?q=Synthetic+summary"):
        page = visitor.get(address).content.decode()
        assert "Sintetikova" not in page and hidden.public_id not in page, address
        assert f"/testimonies/{testimony.public_id}/" in page or "/search/" in address, address
