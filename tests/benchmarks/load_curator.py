"""A curator who saves a draft again and again while visitors crowd in, and how long each save takes."""

import sys
import threading
import time
from http.client import HTTPException
from urllib.parse import urlencode

from tests.operations.deployed import NAME, Installation
from tests.public.giving import FormFields

#: Who saves, and with which synthetic password.
USER, PASSWORD = "synthetic-curator", "synthetic-pass-phrase"  # noqa: S105  # it guards nothing
MAKE = f"""
from django.contrib.auth.models import Group
from memorial.accounts.roles import Role
from memorial.models import Source, User
user = User.objects.create_user({USER!r}, password={PASSWORD!r}, is_staff=True)
user.groups.set(Group.objects.filter(name__in=[Role.CURATOR.value]))
source = Source(kind=Source.Kind.REPORT, title="Synthetic draft")
source.full_clean(exclude=["label"]); source.save(); source.refresh()
print(source.pk)
"""
PAUSE = 1.0


class DeskForm(FormFields):
    """Collects what a form of the desk would send."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a field with its value, in the forms of the desk alone."""
        if tag == "form":
            self.inside = dict(attrs).get("id") in {"source_form", "login-form"}
            return
        super().handle_starttag(tag, attrs)


class Curator(threading.Thread):
    """Somebody who works at the desk meanwhile."""

    def __init__(self, installation: Installation) -> None:
        super().__init__(daemon=True)
        key = installation.run([sys.executable, "manage.py", "shell", "-v0", "-c", MAKE]).strip()
        self.form = f"/admin/memorial/source/{key}/change/"
        self.connection = installation.connect(source="127.0.1.250", timeout=60)
        self.cookies: dict[str, str] = {}
        self.over = False
        self.saves: list[tuple[float, float]] = []
        self.failed: list[str] = []

    def ask(self, path: str, fields: dict[str, list[str]] | None = None) -> tuple[int, str]:
        """Ask the desk, or send it a form."""
        headers = {
            "Host": NAME,
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Referer": f"https://{NAME}{path}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        body = urlencode(fields, doseq=True) if fields else None
        self.connection.request("POST" if fields else "GET", path, body, headers)
        answer = self.connection.getresponse()
        page = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _sign, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, page

    def fields(self, path: str) -> dict[str, list[str]]:
        """Open a form and return what it would send."""
        _status, page = self.ask(path)
        found = DeskForm()
        found.feed(page)
        return {name: [value.removeprefix("\n") for value in values] for name, values in found.said.items() if values}

    def run(self) -> None:
        """Sign in, and save until it is over."""
        path = "/admin/login/?next=/admin/"
        self.ask(path, self.fields(path) | {"username": [USER], "password": [PASSWORD]})
        number = 0
        while not self.over:
            number += 1
            try:
                fields = self.fields(self.form)
                begun = time.monotonic()
                status, page = self.ask(self.form, fields | {"title": [f"Synthetic draft {number}"]})
            except (OSError, HTTPException) as problem:
                self.failed.append(repr(problem))
                self.connection.close()
                continue
            self.saves.append((begun, time.monotonic() - begun))
            if status != 302:
                self.failed.append(f"{status}: {page[:200]}")
            time.sleep(PAUSE)
