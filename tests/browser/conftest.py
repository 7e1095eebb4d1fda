"""A browser for the walks: the Chromium of this machine, on a small telephone, without scripts."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from playwright.sync_api import Browser, Page, sync_playwright

from memorial.accounts.roles import make_roles

#: A small telephone.
SCREEN = {"width": 360, "height": 740}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Chromium as it is installed on this machine."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        pytest.fail("Chromium is needed and was not found. On Debian: apt install chromium")
    # The driver has an event loop of its own; the tests ask the database beside it, never within it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def roles(transactional_db: None) -> Iterator[None]:
    """The roles, which are gone with the rows of an earlier walk; the database lets those rows go after."""
    make_roles()
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        guards = cursor.fetchall()
        yield
        for name, _made_by in guards:
            cursor.execute(f'DROP TRIGGER "{name}"')
    call_command("flush", interactive=False, verbosity=0)
    with connection.cursor() as cursor:
        for _name, made_by in guards:
            cursor.execute(made_by)


@pytest.fixture
def telephone(chromium: Browser) -> Iterator[Page]:
    """A stranger's small telephone, without scripts."""
    context = chromium.new_context(viewport=SCREEN, java_script_enabled=False)  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(8000)
    yield page
    context.close()


@pytest.fixture
def pictures() -> Path | None:
    """Where to keep what was seen, for people who want to look: the folder named by SCREENSHOTS."""
    folder = os.environ.get("SCREENSHOTS")
    if not folder:
        return None
    Path(folder).mkdir(parents=True, exist_ok=True)
    return Path(folder)


def keep(page: Page, pictures: Path | None, name: str) -> None:
    """Keep a picture of a whole page, where somebody wants it."""
    if pictures is not None:
        page.screenshot(path=str(pictures / f"{name}.png"), full_page=True)


def with_keyboard(page: Page, where: str, keys: Any = ()) -> None:
    """Go to a field or button with the tab key alone, and type; fails where the keyboard does not lead there."""
    wanted = page.locator(where).first
    for _step in range(200):
        page.keyboard.press("Tab")
        if wanted.evaluate("node => node === document.activeElement"):
            break
    else:
        pytest.fail(f"the keyboard does not lead to {where}")
    for each in [keys] if isinstance(keys, str) else keys:
        if each in {"Enter", "Space", "ArrowDown", "ArrowUp"}:
            page.keyboard.press(each)
        else:
            page.keyboard.insert_text(each)


def follow(page: Page, where: str) -> None:
    """Go to a link or button with the tab key alone, press Enter, and wait for the page that it leads to."""
    with_keyboard(page, where)
    with page.expect_navigation():
        page.keyboard.press("Enter")
