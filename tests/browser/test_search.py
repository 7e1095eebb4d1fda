"""The search as it is used: with the keyboard, with and without scripts, on a telephone and at a desk, and by ear."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import translation
from playwright.sync_api import Browser, Page

from memorial.models import Memorial, MemorialTranslation, Person
from tests.browser.conftest import SCREEN, follow, keep, with_keyboard
from tests.factories import add_name, make_event, make_person, make_source

pytestmark = pytest.mark.browser

WIDE = {"width": 1280, "height": 900}
BOX = "#seek"


@pytest.fixture
def gulnara(roles: None) -> Person:
    """A woman whose name is known in two alphabets, and another of a similar name; synthetic."""
    memorial = Memorial.objects.create(day_of_remembrance="--02-26", languages=["az", "en", "ru", "tr"])
    MemorialTranslation.objects.create(entry=memorial, language="az", title="Sintetik memorial")
    MemorialTranslation.objects.create(entry=memorial, language="ru", title="Синтетический мемориал")
    person = make_person(family="", given="", birth="1953", death="1992")
    add_name(person, given="Gülnarə", family="Sintetikova", language="az")
    source = make_source(title="Синтетический список")
    add_name(person, given="Гульнара", family="Синтетикова", language="ru", script="Cyrl", source=source)
    make_person(given="Gulnaz", family="Sintetikova")
    make_event(texts={"az": {"title": "Sintetik hadisə", "summary": "Sintetikova haqqında sintetik sözlər"}})
    return person


@pytest.fixture
def house(gulnara: Person, live_server: Any) -> Iterator[str]:
    """A memorial with synthetic people, on a server; returns its address."""
    with translation.override("az"):
        yield live_server.url


@pytest.fixture(params=["telephone", "desk"])
def scripted(request: Any, chromium: Browser) -> Iterator[Page]:
    """A browser with scripts: on a small telephone, and at a desk; fails on what a page complains of."""
    context = chromium.new_context(viewport=SCREEN if request.param == "telephone" else WIDE)  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(8000)
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []


def fits(page: Page) -> bool:
    """Return whether nothing of the page stands beyond its side."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def offered(page: Page, typed: str) -> None:
    """Type into the box at the head of the page, and wait for the names that are offered."""
    with_keyboard(page, BOX)
    page.keyboard.type(typed, delay=20)
    page.wait_for_selector(".suggestions [role=option]")


@pytest.mark.parametrize(("language", "typed"), [("az", "Gulnare Sintetikova"), ("ru", "Гульнара Синтетикова")])
def test_search_works_with_the_keyboard_alone_and_without_scripts(
    house: str, telephone: Page, pictures: Path | None, language: str, typed: str
) -> None:
    telephone.goto(f"{house}/{language}/people/")
    assert fits(telephone)
    with_keyboard(telephone, BOX, typed)
    with telephone.expect_navigation():
        telephone.keyboard.press("Enter")
    keep(telephone, pictures, f"search-{language}")
    assert fits(telephone)
    assert telephone.locator("#search-q").input_value() == typed
    assert "Sintetikova" in telephone.locator(".found").first.inner_text() or language == "ru"
    with_keyboard(telephone, ".filters > summary", ["Enter"])
    with_keyboard(telephone, "select[name=fate]", ["ArrowDown"])
    assert fits(telephone)
    follow(telephone, ".filters button")
    assert "fate=killed" in telephone.url
    assert telephone.locator(".found li").count() == 0
    keep(telephone, pictures, f"search-nothing-{language}")
    follow(telephone, "main .filters a")
    follow(telephone, ".found .row-name")
    assert "/people/" in telephone.url


@pytest.mark.parametrize("language", ["az", "ru"])
def test_names_are_offered_while_one_types(
    house: str, scripted: Page, gulnara: Person, pictures: Path | None, language: str
) -> None:
    scripted.goto(f"{house}/{language}/people/")
    box = scripted.locator(BOX)
    offered(scripted, "gulna")
    keep(scripted, pictures, f"suggestions-{language}-{scripted.viewport_size['width']}")  # type: ignore[index]
    assert box.get_attribute("aria-expanded") == "true"
    assert box.get_attribute("aria-activedescendant") is None
    assert fits(scripted)
    scripted.keyboard.press("ArrowDown")
    first = scripted.locator(".suggestions [role=option]").first
    assert first.get_attribute("aria-selected") == "true"
    assert box.get_attribute("aria-activedescendant") == first.get_attribute("id")
    scripted.keyboard.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") is None
    scripted.keyboard.press("Escape")
    assert box.get_attribute("aria-expanded") == "false"
    assert box.input_value() == "gulna"
    scripted.keyboard.press("ArrowDown")
    chosen = scripted.locator("[aria-selected=true]").get_attribute("data-url")
    with scripted.expect_navigation():
        scripted.keyboard.press("Enter")
    assert scripted.url.startswith(f"{house}{str(chosen)[:24]}")


def test_typed_words_are_searched_where_no_name_is_chosen(house: str, scripted: Page) -> None:
    scripted.goto(f"{house}/az/people/")
    offered(scripted, "gulna")
    with scripted.expect_navigation():
        scripted.keyboard.press("Enter")
    assert scripted.url.endswith("/az/search/?q=gulna")
    scripted.goto(f"{house}/az/people/")
    scripted.route("**/suggestions/**", lambda route: route.fulfill(status=200, body="no data"))
    with_keyboard(scripted, BOX)
    scripted.keyboard.type("gulna", delay=20)
    scripted.wait_for_timeout(700)
    assert scripted.locator(BOX).get_attribute("aria-expanded") == "false"


def test_box_is_told_to_a_screen_reader(house: str, scripted: Page) -> None:
    scripted.goto(f"{house}/az/people/")
    offered(scripted, "gulna")
    scripted.keyboard.press("ArrowDown")
    heard = scripted.locator("form.seek").aria_snapshot()
    assert '- combobox "' in heard
    assert "- listbox" in heard
    assert "[selected]" in heard
    assert '- option "Gülnarə Sintetikova' in heard
    assert "- status" in heard
    assert "- button" in heard
    assert scripted.get_by_role("search").count() == 1


def test_results_are_told_to_a_screen_reader(house: str, telephone: Page) -> None:
    telephone.goto(f"{house}/az/search/?q=Sintetikova")
    heard = telephone.locator("main").aria_snapshot()
    assert "- search" in heard
    assert '- textbox "' in heard
    assert heard.index("- heading") < heard.index('- link "Gülnarə Sintetikova"')
    assert "[level=2]" in heard
    assert "[level=3]" in heard


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_the_search_have_no_fault_that_a_machine_can_find(house: str, chromium: Browser, scheme: Any) -> None:
    context = chromium.new_context(viewport=SCREEN, color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    page = context.new_page()
    for address in ("/az/search/", "/ru/search/?q=Sintetikova", "/az/search/?q=Bnmbnm+Vvvtk&fate=killed&born_from=x"):
        page.goto(f"{house}{address}")
        found = Axe().run(page)
        assert found.violations_count == 0, (address, found.generate_report())
    page.goto(f"{house}/az/people/")
    offered(page, "gulna")
    page.keyboard.press("ArrowDown")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    context.close()
