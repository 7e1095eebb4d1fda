"""Contributions that were accepted, with what was made of them; synthetic."""

from typing import Any

from django.test import Client
from django.utils import timezone

from memorial.contributions.models import Contribution, Kind, State
from memorial.models import LedgerLine, Message, Testimony
from tests.contributions.sending import sent_in
from tests.factories import keep_version, make_testimony

ANSWERS = {"keep": True, "publish": True, "research": True}


def taken_in(kind: str = Kind.TESTIMONY, **fields: Any) -> Contribution:
    """Return a contribution that was accepted."""
    answers = ANSWERS if kind in (Kind.TESTIMONY, Kind.PICTURE) else {}
    return sent_in(kind, **{"answers": answers, "audience": "public", "state": State.ACCEPTED, **fields})


def told(*, naming: str = "full", name: str = "Zqname Zqfamily", **fields: Any) -> tuple[Contribution, Testimony]:
    """Return a testimony that is published by the consents of its contribution, and the contribution."""
    testimony = make_testimony(
        "Zqsummary", basis=Testimony.Basis.CONSENT, narrator_name=name, kind=Testimony.Kind.WRITTEN
    )
    for purpose in ANSWERS:
        testimony.consents.create(
            purpose=purpose,
            given=True,
            audience="public",
            naming=naming,
            pseudonym=name if naming == "pseudonym" else "",
        )
    keep_version(testimony)
    made = {"made_kind": "testimony", "made": testimony.public_id, "naming": naming, "shown_name": name, **fields}
    return taken_in(**made), testimony


def page(testimony: Testimony) -> str:
    """Return what a visitor reads at the address of a testimony."""
    return Client().get(testimony.get_absolute_url()).content.decode()


def lines() -> list[tuple[str, str]]:
    """Return the lines of the ledger, each with who acted."""
    return list(LedgerLine.objects.order_by("number").values_list("verb", "who"))


def shown_message(name: str = "Zqname") -> tuple[Contribution, Message]:
    """Return a message that stands in the book, and its contribution."""
    message = Message.objects.create(words="Zqmessage", name=name, language="en", shown_at=timezone.now())
    return taken_in(Kind.MESSAGE, made_kind="message", made=message.public_id, shown_name=name), message
