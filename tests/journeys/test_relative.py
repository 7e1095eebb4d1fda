"""The way of a relative: from the letter of a name to the person, to each spelling, and to the source of a fact."""

import re

from django.test import Client

from memorial.models import Person
from tests.factories import add_name, make_person, make_source


def read(browser: Client, address: str) -> str:
    """Return a page that has to be there."""
    answer = browser.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def led_to(page: str, pattern: str) -> str:
    """Return where the first link leads whose address fits the pattern."""
    found = re.search(rf'href="({pattern})"', page)
    assert found, pattern
    return found[1].replace("&amp;", "&")


def test_relative_goes_from_a_letter_to_the_source_of_a_fact(relative: Client) -> None:
    report = make_source(title="Synthetic report of births")
    person = make_person(given="Ədibə", family="Şəkərli-Synthetic", birth="1954~")
    person.names.update(language="az")
    add_name(person, given="Адиба", family="Шакарли-Synthetic", language="ru", script="Cyrl", source=report)
    person.citations.create(fact="birth", source=report)

    register = read(relative, "/az/people/")
    letter = read(relative, "/az/people/" + led_to(register, r"\?letter=%C5%9E"))
    page = read(relative, led_to(letter, rf"/az/people/{person.public_id}/[^\"]*"))
    assert "Ədibə Şəkərli-Synthetic" in page
    assert "Адиба Шакарли-Synthetic" in page
    assert "təxminən 1954-cü il" in page

    source = read(relative, led_to(page, rf"/az/sources/{report.public_id}/"))
    assert person.get_absolute_url().split("/")[3] in source


def test_relative_keeps_an_address_that_outlives_a_name(relative: Client) -> None:
    person = make_person(given="", family="", texts={"en": {"description": "Synthetic unidentified woman"}})
    kept = f"/en/people/{person.public_id}/"
    unnamed = relative.get(kept, follow=True)
    assert "Synthetic unidentified woman" in unnamed.content.decode()
    add_name(Person.objects.get(pk=person.pk), given="Synthetic", family="Identified")
    assert "Synthetic Identified" in relative.get(kept, follow=True).content.decode()
