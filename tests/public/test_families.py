"""The families page shows households through their public members."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from memorial.models import Household, HouseholdCitation
from memorial.public import families
from memorial.review.status import Status
from tests.factories import add_picture, make_household, make_person, make_place, make_source

HIDDEN = [Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN]


def page(visitor: Client, query: str = "", language: str = "en") -> str:
    response = visitor.get(f"/{language}/families/{query}")
    assert response.status_code == 200
    return response.content.decode()


def test_household_shows_its_name_place_and_members(visitor: Client) -> None:
    person = make_person(given="Alif", family="Synthetic", birth="1953")
    household = make_household("Synthetic household", members=(person,), place=make_place("Synthetic town"))
    html = page(visitor)
    assert f'<section id="{household.public_id}"' in html
    assert "Synthetic household" in html
    assert "Synthetic town" in html
    assert f'href="{person.get_absolute_url()}"' in html
    assert "born 1953" in html


@pytest.mark.parametrize("status", HIDDEN)
def test_members_and_places_that_are_not_public_are_not_shown(visitor: Client, status: Status) -> None:
    shown, hidden = make_person(given="Shown"), make_person(given="Hiddenperson", status=status)
    make_household(members=(shown, hidden), place=make_place("Secret place", status=status))
    html = page(visitor)
    assert "Shown Synthetic" in html
    assert "Hiddenperson" not in html
    assert "Secret place" not in html


@pytest.mark.parametrize("status", HIDDEN)
def test_household_without_a_public_member_is_not_shown(visitor: Client, status: Status) -> None:
    make_household("Synthetic empty household")
    make_household("Synthetic hidden household", members=(make_person(status=status),))
    make_household("Synthetic draft household", members=(make_person(),), status=status)
    html = page(visitor)
    assert "Synthetic empty" not in html
    assert "Synthetic hidden" not in html
    assert "Synthetic draft" not in html
    assert "No household has been recorded yet." in html


def cite(household: Household, fact: str) -> None:
    HouseholdCitation.objects.create(entry=household, fact=fact, source=make_source(title="Synthetic census"))


def test_household_names_its_sources(visitor: Client) -> None:
    household = make_household(members=(make_person(),))
    for fact in ("", "name", "members"):
        cite(household, fact)
    html = page(visitor)
    assert "Synthetic census" in html
    for fact in ("entry", "name", "members"):
        assert f"{household.public_id}-{fact}" in html


def test_pages_lead_through_all_households(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(families, "PAGE_SIZE", 1)
    first = make_household("Synthetic same name", members=(make_person(),))
    make_household("Synthetic same name", members=(make_person(given="Second"),))
    assert "Second" not in page(visitor)
    assert "Second" in page(visitor, f"?after={first.public_id}")
    assert "Second" not in page(visitor, "?after=unknown0")


@pytest.mark.parametrize("rows", [1, 3])
def test_families_cost_the_same_however_many_rows(
    visitor: Client, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(rows):
        household = make_household(members=(make_person(), make_person()), place=make_place())
        cite(household, "members")
        for member in household.memberships.all():
            add_picture(member.person)
    with django_assert_num_queries(8):
        page(visitor)


@pytest.mark.parametrize("language", ["az", "en", "ru", "tr"])
def test_families_render_in_every_language(visitor: Client, language: str) -> None:
    make_household(members=(make_person(),))
    assert f'<html lang="{language}"' in page(visitor, language=language)


def test_name_in_another_language_is_said_so(visitor: Client) -> None:
    make_household(members=(make_person(),), texts={"az": {"name": "Sintetik ailə"}})
    html = page(visitor)
    assert 'lang="az">Sintetik ailə' in html
    assert "In Azerbaijani; there is no English text yet." in html
