"""Who is shown: how it is known, who says so, and the living, who must allow it."""

from typing import Any

import pytest
from django.test import Client

from memorial.models import Memorial, Person, User
from memorial.review.status import Status
from tests.factories import add_picture, make_asset, make_person
from tests.review.checking import found
from tests.review.pictures import put, row


def draft() -> Person:
    return make_person(status=Status.DRAFT)


def test_whoever_writes_how_it_is_known_is_written_down(curator: User, curator_browser: Client) -> None:
    User.objects.filter(pk=curator.pk).update(first_name="Synthetic", last_name="Curator")
    person = draft()
    put(curator_browser, person, **row(0, asset=make_asset().pk, verified_how="Named on the back"))
    assert person.pictures.get().verified_by == "Synthetic Curator"


def test_name_of_the_account_stands_for_one_without_a_name(curator_browser: Client) -> None:
    person = draft()
    put(curator_browser, person, **row(0, asset=make_asset().pk, verified_how="Named on the back"))
    assert person.pictures.get().verified_by == "curator"


def test_picture_of_which_nobody_says_how_it_is_known_is_signed_by_nobody(curator_browser: Client) -> None:
    person = draft()
    put(curator_browser, person, **row(0, asset=make_asset().pk))
    assert person.pictures.get().verified_by == ""


def verified() -> Any:
    """Return a picture that somebody else has verified."""
    return add_picture(draft(), make_asset(), verified_how="Named on the back", verified_by="Synthetic colleague")


def test_other_changes_leave_the_signature(curator_browser: Client) -> None:
    picture = verified()
    put(curator_browser, picture.entry, **row(0, where_shown="on the left"), **row(1, asset=make_asset().pk))
    picture.refresh_from_db()
    assert (picture.where_shown, picture.verified_by) == ("on the left", "Synthetic colleague")


@pytest.mark.parametrize("field", ["verified_how", "asset"])
def test_other_words_or_another_picture_are_signed_anew(curator_browser: Client, field: str) -> None:
    picture = verified()
    value = make_asset().pk if field == "asset" else "Compared with a passport"
    put(curator_browser, picture.entry, **row(0, **{field: value}))
    picture.refresh_from_db()
    assert picture.verified_by == "curator"


def test_words_that_are_taken_away_take_the_signature_with_them(curator_browser: Client) -> None:
    picture = verified()
    put(curator_browser, picture.entry, **row(0, verified_how=""))
    picture.refresh_from_db()
    assert picture.verified_by == ""


def test_signature_cannot_be_sent(curator_browser: Client) -> None:
    picture = verified()
    put(curator_browser, picture.entry, **row(0, verified_by="Somebody else", where_shown="on the left"))
    picture.refresh_from_db()
    assert picture.verified_by == "Synthetic colleague"


def test_picture_of_which_nobody_said_how_it_is_known_blocks(memorial: Memorial) -> None:
    person = make_person(living="no")
    add_picture(person, verified_how="Named on the back")
    assert "picture-not-verified" not in found(person)
    add_picture(person)
    assert found(person)["picture-not-verified"].blocking


@pytest.mark.parametrize("living", ["yes", "unknown"])
def test_picture_of_somebody_who_may_be_living_needs_their_consent(memorial: Memorial, living: str) -> None:
    person = make_person(living=living)
    add_picture(person, make_asset(living="nobody"), verified_how="Named on the back")
    assert found(person)["picture-without-consent"].blocking
    agreed = make_person(living=living)
    asset = make_asset(living="agreed", living_consent="Synthetic consent in writing")
    add_picture(agreed, asset, verified_how="Named on the back")
    assert "picture-without-consent" not in found(agreed)


def test_picture_of_somebody_who_died_needs_no_consent(memorial: Memorial) -> None:
    person = make_person(living="no", death="1992-02-26")
    add_picture(person, verified_how="Named on the back")
    assert "picture-without-consent" not in found(person)
