"""About: what the memorial is, its standards, and how to reach the curators."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from memorial.accounts.roles import Role
from memorial.models import Memorial, User
from memorial.review.status import Status
from memorial.sources.models import IntroductionSource
from tests.conftest import staff
from tests.factories import make_source


def test_about_shows_the_introduction_in_the_language_of_the_page(visitor: Client, memorial: Memorial) -> None:
    memorial.translations.update(introduction="Synthetic *introduction* <b>as text</b>")
    page = visitor.get("/en/about/").content.decode()
    assert "Synthetic <em>introduction</em>" in page
    assert "<b>" not in page
    assert 'lang="en" dir="ltr">' in visitor.get("/ru/about/").content.decode()


def test_about_names_the_public_sources_of_the_introduction(visitor: Client, memorial: Memorial) -> None:
    memorial.translations.update(introduction="Synthetic introduction")
    shown, hidden = make_source(), make_source(title="Synthetic hidden source", status=Status.DRAFT)
    for position, source in enumerate((shown, hidden)):
        IntroductionSource.objects.create(memorial=memorial, source=source, position=position)
    page = visitor.get("/en/about/").content.decode()
    assert shown.get_absolute_url() in page
    assert "Synthetic hidden source" not in page


def test_about_has_the_sections_that_other_pages_lead_to(visitor: Client) -> None:
    page = visitor.get("/en/about/").content.decode()
    for anchor in ("standards", "facts", "dates", "names", "translations", "confidence", "contact"):
        assert f'id="{anchor}"' in page


def test_about_shows_how_to_reach_the_curators(visitor: Client, memorial: Memorial) -> None:
    assert "have not entered an address" in visitor.get("/en/about/").content.decode()
    Memorial.objects.update(contact="curators@example.org")
    assert 'href="mailto:curators@example.org"' in visitor.get("/en/about/").content.decode()


def test_about_can_be_read_before_a_record_is_loaded(client: Client, db: None) -> None:
    assert client.get("/en/about/").status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_about_costs_the_same_number_of_queries(
    visitor: Client, memorial: Memorial, django_assert_num_queries: Callable[[int], Any], rows: int
) -> None:
    memorial.translations.update(introduction="Synthetic introduction")
    for position in range(rows):
        IntroductionSource.objects.create(memorial=memorial, source=make_source(), position=position)
    with django_assert_num_queries(3):
        visitor.get("/en/about/")


def test_about_says_how_entries_are_published_corrected_and_withdrawn(visitor: Client) -> None:
    page = visitor.get("/en/about/").content.decode()
    assert "nobody publishes alone what they have written" in page
    assert 'href="/en/corrections/"' in page
    assert "one curator" not in page


def test_about_says_when_one_hand_is_enough(visitor: Client, curator: User) -> None:
    Memorial.objects.update(one_hand=True)
    assert "At present this memorial has one curator" in visitor.get("/en/about/").content.decode()
    staff("another-curator", Role.CURATOR)
    assert "At present this memorial has one curator" not in visitor.get("/en/about/").content.decode()
