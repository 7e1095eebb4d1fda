"""Fills in the forms for strangers as a browser without a script does: what a page shows, with what somebody writes."""

import time
from html.parser import HTMLParser
from typing import Any

from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from memorial.contributions.models import Contribution
from memorial.contributions.tokens import SALT, read_token
from memorial.models import Person
from tests.media.files import picture

WORDS = "Synthetic words\n\nof two paragraphs, with <b>signs</b> & “marks”."
#: The forms that can be opened from anywhere.
FORMS = ("testimony", "picture", "message", "takedown")


class FormFields(HTMLParser):
    """Collects what the form on which people write would send, as it stands in the page."""

    def __init__(self) -> None:
        super().__init__()
        self.inside = False
        self.said: dict[str, list[str]] = {}
        self.area = self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a field with its value."""
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = given.get("class") == "giving"
        if not self.inside:
            return
        name, value = given.get("name", ""), given.get("value", "")
        if tag == "textarea":
            self.area, self.said[name] = name, [""]
        elif tag == "select":
            self.select = name
        elif tag == "option" and "selected" in given:
            self.said[self.select] = [value]
        elif tag == "input":
            self.note_input(given.get("type", "text"), name, value, chosen="checked" in given)

    def note_input(self, kind: str, name: str, value: str, *, chosen: bool) -> None:
        """Note what an input would send: a box or an answer only where it is chosen, a file never."""
        if kind in {"radio", "checkbox"}:
            self.said.setdefault(name, []).extend([value] if chosen else [])
        elif kind != "file":
            self.said[name] = [value]

    def handle_endtag(self, tag: str) -> None:
        """Leave the form, or a field of it."""
        if tag == "form":
            self.inside = False
        if tag == "textarea":
            self.area = ""

    def handle_data(self, data: str) -> None:
        """Take up what stands in a field."""
        if self.area:
            self.said[self.area][0] += data


def fields_of(page: Any) -> FormFields:
    """Return the fields of the form in a page."""
    found = FormFields()
    found.feed(page.content.decode())
    # A browser leaves out the first line end of such a field.
    found.said = {name: [value.removeprefix("\n") for value in values] for name, values in found.said.items()}
    return found


def said_in(page: Any) -> dict[str, Any]:
    """Return what the form of a page would send if somebody who took their time pressed the button."""
    said: dict[str, Any] = {name: values for name, values in fields_of(page).said.items() if values}
    if said.get("token"):
        said["token"] = [aged(said["token"][0])]
    return said


def aged(token: str, seconds: int = 600) -> str:
    """Return the token of a page that was opened some time ago."""
    known = read_token(token)
    assert known is not None
    return signing.dumps([known.once, int(time.time()) - seconds], salt=SALT)


def give(browser: Client, url: str, **written: Any) -> Any:
    """Open the page of a form, write, and send it."""
    return browser.post(url, said_in(browser.get(url)) | written)


def send_again(browser: Client, url: str, page: Any, **written: Any) -> Any:
    """Send the form of a page that was given back, with what is written differently now."""
    return browser.post(url, said_in(page) | written)


def address(kind: str, *args: str) -> str:
    """Return the address of a form, or of the one that is opened from the page of an entry."""
    return reverse(f"contribute_{kind}", args=args)


def about(person: Person, kind: str = "correction") -> str:
    """Return the address of a form that is opened from the page of a person."""
    return address(kind, "person", person.public_id)


def stored() -> Contribution:
    """Return the one contribution that there is."""
    return Contribution.objects.get()


def jpeg(name: str = "letter.jpg", seed: int = 0) -> SimpleUploadedFile:
    """Return a small synthetic photograph to be sent."""
    return SimpleUploadedFile(name, picture(64, 48, seed=seed), "image/jpeg")
