"""Private links for tests: contributions with their addresses, and what stands behind them; synthetic."""

import re
from typing import Any

from django.test import Client

from memorial.contributions.intake import Sent, contribute
from memorial.contributions.models import Contribution, Kind, State
from memorial.models import Testimony
from tests.contributions.sending import number
from tests.factories import keep_version, make_testimony

WORDS = "Zqwords of a synthetic testimony"
ANSWERS = {"keep": True, "publish": True}


def given(kind: str = Kind.TESTIMONY, **fields: Any) -> tuple[Contribution, str]:
    """Return a contribution as a stranger sent it, and the address of its private link."""
    finished = fields.pop("finished", True)
    asked = {name: fields.pop(name) for name in list(fields) if name in Sent.__dataclass_fields__}
    if kind in (Kind.TESTIMONY, Kind.PICTURE):
        asked.setdefault("answers", ANSWERS)
    said = {"words": WORDS, "language": "en", **asked}
    receipt = contribute(sent=Sent(kind=kind, once=f"{next(number):032d}", **said), finished=finished)
    Contribution.objects.filter(pk=receipt.contribution.pk).update(**fields)
    receipt.contribution.refresh_from_db()
    return receipt.contribution, f"/en/contribute/yours/{receipt.token}/"


def published(**fields: Any) -> tuple[Contribution, str, Testimony]:
    """Return a testimony that was accepted and published, with its contribution and the address of its link."""
    testimony = make_testimony(basis=Testimony.Basis.CONSENT, narrator_name="Zqname Zqfamily")
    for purpose in ANSWERS:
        testimony.consents.create(purpose=purpose, given=True, audience="public", naming="full")
    keep_version(testimony)
    made = {"made_kind": "testimony", "made": testimony.public_id, "naming": "full", "shown_name": "Zqname Zqfamily"}
    row, url = given(state=State.ACCEPTED, audience="public", **made, **fields)
    return row, url, testimony


def read(url: str, **headers: str) -> str:
    response = Client().get(url, headers=headers)
    assert response.status_code == 200, url
    return response.content.decode()


def sent(url: str, act: str, **said: Any) -> Any:
    return Client(enforce_csrf_checks=True).post(f"{url}{act}/", said)


def forms_on(page: str) -> list[str]:
    return re.findall(r'<form method="post" action="[^"]*/([a-z]+)/"', page)


def check_closed(response: Any) -> None:
    """Hold an answer against all that a secret address needs."""
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["Cache-Control"] == "no-store, private"
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    assert "Set-Cookie" not in response.headers
