"""The first page says whom the memorial remembers, and who is remembered today."""

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from memorial.models import Memorial, MemorialTranslation, Person
from memorial.public.home import memorial_today
from memorial.review.status import Status
from tests.factories import add_picture, make_person

LANGUAGES = ["az", "en", "ru", "tr"]


def today() -> str:
    return f"{timezone.now():%m-%d}"


def page(visitor: Client, language: str = "en") -> str:
    response = visitor.get(f"/{language}/")
    assert response.status_code == 200
    return response.content.decode()


def test_home_names_the_memorial_its_day_and_the_ways_in(visitor: Client, memorial: Memorial) -> None:
    html = page(visitor)
    assert '<h1 class="name" lang="en">Synthetic Memorial</h1>' in html
    assert "26 February" in html
    assert "For tests" in html
    for way in ("people/", "testimonies/", "sources/", "figures/"):
        assert f'href="/en/{way}"' in html


def test_home_shows_the_first_paragraph_of_the_introduction(visitor: Client, memorial: Memorial) -> None:
    text = "A *synthetic* beginning.\n\nA second paragraph."
    MemorialTranslation.objects.filter(entry=memorial).update(introduction=text)
    html = page(visitor)
    assert "<p>A <em>synthetic</em> beginning.</p>" in html
    assert "second paragraph" not in html


def test_home_says_when_the_introduction_is_in_another_language(visitor: Client, memorial: Memorial) -> None:
    MemorialTranslation.objects.filter(entry=memorial).update(introduction="A synthetic beginning.")
    assert '<div class="text" lang="en" dir="ltr">' in page(visitor, "az")


@pytest.mark.parametrize("language", LANGUAGES)
def test_home_renders_before_a_record_is_loaded(client: Client, db: None, language: str) -> None:
    html = page(client, language)
    assert f'<html lang="{language}"' in html


def test_home_names_those_born_on_this_day(visitor: Client) -> None:
    make_person(given="Synthetic", family="Today", birth=f"1952-{today()}")
    make_person(given="Synthetic", family="Uncertain", birth=f"1952-{today()}?")
    make_person(given="Synthetic", family="Living", birth=f"1952-{today()}", living=Person.Living.YES)
    make_person(given="Synthetic", family="Draft", birth=f"1952-{today()}", status=Status.DRAFT)
    html = page(visitor)
    assert "Synthetic Today" in html
    assert "born 1952" in html
    for hidden in ("Uncertain", "Living", "Draft"):
        assert f"Synthetic {hidden}" not in html


def test_home_says_nothing_of_today_when_there_is_nothing_to_say(visitor: Client) -> None:
    make_person(given="Synthetic", family="Person")
    assert "remembered" not in page(visitor)


def test_home_names_all_on_the_day_of_remembrance(visitor: Client, memorial: Memorial) -> None:
    memorial.day_of_remembrance = f"--{today()}"
    memorial.save()
    make_person(given="Synthetic", family="Zeta")
    make_person(given="Synthetic", family="Alpha")
    make_person(given="Synthetic", family="Draft", status=Status.DRAFT)
    html = page(visitor)
    assert html.index("Synthetic Alpha") < html.index("Synthetic Zeta")
    assert "Synthetic Draft" not in html


def test_home_knows_the_day_where_the_memorial_is() -> None:
    east, west = Memorial(time_zone="Pacific/Kiritimati"), Memorial(time_zone="Pacific/Niue")
    assert memorial_today(east) > memorial_today(west)


def test_home_stands_when_the_time_zone_is_mistyped() -> None:
    assert memorial_today(Memorial(time_zone="Nowhere/At all")) == timezone.now().date()


@pytest.mark.parametrize("people", [1, 3])
def test_home_costs_the_same_however_many_are_remembered(
    visitor: Client, people: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(people):
        add_picture(make_person(birth=f"1952-{today()}"))
    with django_assert_num_queries(4):
        page(visitor)
