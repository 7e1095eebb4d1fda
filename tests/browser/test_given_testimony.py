"""A testimony on its way: given, asked about, published under initials, named otherwise, withdrawn; nothing stays.

Every step is taken with the keyboard alone, without scripts; the sender's on a small telephone, in Azerbaijani.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from playwright.sync_api import Browser, Page

from memorial.accounts.roles import Role
from memorial.models import Contribution, Memorial, MemorialTranslation, Testimony
from memorial.review.status import Status
from tests.addresses import all_urls, without_token
from tests.browser.conftest import follow, keep, with_keyboard
from tests.conftest import signed_in, staff
from tests.contributions.keys import use_keys
from tests.factories import make_person, make_testimony

pytestmark = pytest.mark.browser

WORDS = "Sintetik ifadə: biz o gecə evdə idik."
NAME = "Zqayla Zqmammadova"
INITIALS = "Z. Z."
DATA_TOKEN = re.compile(rb'data-token="[^"]*"')


@pytest.fixture
def house(roles: None, settings: Any, tmp_path: Path, live_server: Any) -> Iterator[str]:
    """A memorial with a public person and a public testimony, on a server; returns its address."""
    use_keys(settings, tmp_path)
    memorial = Memorial.objects.create(day_of_remembrance="--02-26", languages=["az", "en", "ru", "tr"])
    MemorialTranslation.objects.create(entry=memorial, language="az", title="Sintetik memorial")
    make_person()
    make_testimony()
    with translation.override("az"):
        yield live_server.url


def public_bytes() -> dict[str, tuple[int, bytes, str]]:
    """Return what a stranger receives at every public address: status, body, and what caches go by."""
    found = {}
    for url in all_urls([*Testimony.objects.public()]):
        answer = Client().get(url)
        heads = "; ".join(f"{name}: {answer.headers.get(name, '')}" for name in ("ETag", "Last-Modified", "Link"))
        found[url] = (answer.status_code, DATA_TOKEN.sub(b"", without_token(answer.content)), heads)
    return found


def desk_of(chromium: Browser, house: str, username: str) -> Page:
    """Return the desk of a curator who has signed in, on a wide screen and without scripts."""
    browser = signed_in(staff(username, Role.CURATOR))
    context = chromium.new_context(viewport={"width": 1200, "height": 900}, java_script_enabled=False)
    context.add_cookies([{"name": "sessionid", "value": browser.cookies["sessionid"].value, "url": house}])
    return context.new_page()


def act(page: Page, name: str, **words: str) -> None:
    """Open an act on the page of a contribution, fill in what it asks, and press its button."""
    with_keyboard(page, f"#act-{name} > summary", ["Enter"])
    for field, text in words.items():
        with_keyboard(page, f"#act-{name} [name={field}]", text)
    follow(page, f"#act-{name} button[type=submit]")


def review_act(page: Page, name: str, tick: bool = False) -> None:
    """Do an act of review, having accepted what its check list warns of where ``tick`` is set."""
    form = f".act-{name} form"
    if not tick:
        with_keyboard(page, f"{form} textarea[name=note]", "Sintetik qeyd")
    if tick:
        for number in range(page.locator(f"{form} input[type=checkbox][name=acknowledged]").count()):
            with_keyboard(page, f"{form} input[type=checkbox][name=acknowledged] >> nth={number}", ["Space"])
    follow(page, f"{form} button[type=submit]")


def give(telephone: Page, house: str, pictures: Path | None) -> str:
    """Give the testimony, and return the private link."""
    telephone.goto(f"{house}/az/contribute/")
    keep(telephone, pictures, "1-contribute")
    follow(telephone, "a[href='/az/contribute/testimony/']")
    with_keyboard(telephone, "[name=words]", WORDS)
    with_keyboard(telephone, "input[type=radio][name=naming]", ["ArrowDown"])
    assert telephone.locator("input[name=naming][value=initials]").is_checked()
    for purpose in ("keep", "publish"):
        with_keyboard(telephone, f"input[type=radio][name={purpose}]", ["Space"])
    with_keyboard(telephone, "input[type=radio][name=audience]", ["Space"])
    assert telephone.locator("input[name=audience][value=public]").is_checked()
    keep(telephone, pictures, "2-testimony")
    telephone.wait_for_timeout(3500)
    # Without the name from which the initials are made: everything comes back.
    follow(telephone, ".sending button")
    assert telephone.locator("[name=words]").input_value() == WORDS
    keep(telephone, pictures, "3-name-missing")
    with_keyboard(telephone, "input[name=name]", NAME)
    follow(telephone, ".sending button")
    assert "/contribute/yours/" in telephone.url, telephone.locator("main").inner_text()[:600]
    keep(telephone, pictures, "4-stored")
    return telephone.url.split("?")[0]


def ask_and_answer(house: str, telephone: Page, desk: Page, link: str, pictures: Path | None) -> None:
    """Let a curator put a question, and the sender answer it behind the private link."""
    reference = Contribution.objects.get().reference
    desk.goto(f"{house}/admin/contributions/")
    keep(desk, pictures, "5-queue")
    follow(desk, f"a[href$='/contributions/{reference}/']")
    act(desk, "ask", words="Sintetik sual?")
    telephone.goto(link)
    with_keyboard(telephone, "form[action$='/answer/'] textarea", "Sintetik cavab.")
    follow(telephone, "form[action$='/answer/'] button")
    keep(telephone, pictures, "6-answered")


def publish(house: str, first: Page, second: Page, pictures: Path | None) -> Testimony:
    """Let one curator accept and submit it, and another publish it."""
    first.goto(f"{house}/admin/contributions/{Contribution.objects.get().reference}/")
    keep(first, pictures, "7-contribution")
    act(first, "accept")
    given = Testimony.objects.get(status=Status.DRAFT)
    assert NAME not in first.content()
    first.goto(f"{house}/admin/memorial/testimony/{given.pk}/review/")
    review_act(first, "submit")
    second.goto(f"{house}/admin/memorial/testimony/{given.pk}/review/")
    keep(second, pictures, "8-review")
    review_act(second, "publish", tick=True)
    given.refresh_from_db()
    assert given.status == Status.PUBLISHED, second.locator("#content").inner_text()
    return given


def rename(telephone: Page, link: str, pictures: Path | None) -> None:
    """Choose not to be named at all."""
    telephone.goto(link)
    with_keyboard(telephone, "details:has(form[action$='/rename/']) > summary", ["Enter"])
    with_keyboard(telephone, "form[action$='/rename/'] input[type=radio]", ["ArrowDown", "ArrowDown", "ArrowDown"])
    follow(telephone, "form[action$='/rename/'] button")
    keep(telephone, pictures, "10-renamed")


def withdraw(telephone: Page, link: str, pictures: Path | None) -> None:
    """Withdraw it wholly, with two presses of a button."""
    telephone.goto(link)
    follow(telephone, "button[name=choice][value=wholly]")
    keep(telephone, pictures, "11-withdraw")
    follow(telephone, "button[name=sure]")
    keep(telephone, pictures, "12-withdrawn")


def test_testimony_is_given_published_under_initials_renamed_and_withdrawn(
    house: str, telephone: Page, chromium: Browser, pictures: Path | None
) -> None:
    before = public_bytes()
    link = give(telephone, house, pictures)
    first, second = desk_of(chromium, house, "first"), desk_of(chromium, house, "second")
    ask_and_answer(house, telephone, first, link, pictures)
    address = f"{house}/az/testimonies/{publish(house, first, second, pictures).public_id}/"

    telephone.goto(address)
    page = telephone.content()
    assert [word in page for word in (INITIALS, WORDS, *NAME.split())] == [True, True, False, False]
    keep(telephone, pictures, "9-initials")

    rename(telephone, link, pictures)
    telephone.goto(address)
    page = telephone.content()
    assert [word in page for word in (INITIALS, WORDS)] == [False, True]

    withdraw(telephone, link, pictures)
    answer = telephone.goto(address)
    page = telephone.content()
    assert answer is not None
    assert (answer.status, INITIALS in page, WORDS in page) == (410, False, False)
    keep(telephone, pictures, "13-tombstone")
    after = public_bytes()
    assert [url for url in before if before[url] != after.get(url)] == []
