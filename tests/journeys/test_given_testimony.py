"""The way of a testimony: given, asked back, answered, accepted, reviewed, published by initials, renamed, withdrawn.

Each person goes by the pages alone: the relative by the private link, the curators at the desk.
"""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from memorial.contributions.models import Contribution
from memorial.contributions.moderation import seen_of
from memorial.models import Attachment, LedgerLine, Letter, Source, Testimony, User
from memorial.review.checks import findings
from memorial.review.ledger_check import chain_faults
from memorial.review.snapshots import content_hash, whole
from memorial.review.status import Status
from tests.addresses import all_urls, without_token
from tests.conftest import signed_in
from tests.contributions.keys import use_keys
from tests.factories import make_person, make_testimony
from tests.media.files import picture, sent
from tests.public.giving import give
from tests.review.filling import address

NAME, INITIALS = "Zqəlif Zqkərimov", "Z. Z."
WORDS = "Sintetik sözlər: qonşuların küçəsi haqqında."


@pytest.fixture(autouse=True)
def own_folders(settings: Any, tmp_path: Path, media_folders: Path) -> None:
    use_keys(settings, tmp_path)


def read(browser: Client, url: str, status: int = 200) -> str:
    """Return a page that answers as it should."""
    answer = browser.get(url)
    assert answer.status_code == status, url
    return answer.content.decode()


def acts(browser: Client, row: Contribution, act: str, **said: Any) -> Any:
    """Do one act on the page of a contribution, as somebody who has just looked at it."""
    read(browser, reverse("admin:contribution", args=[row.reference]))
    said["seen"] = seen_of(Contribution.objects.get(pk=row.pk))
    answer = browser.post(reverse("admin:contribution_act", args=[row.reference, act]), said)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return answer


def publishes(author: Client, reviewer: Client, entry: Any) -> None:
    """Submit a draft, and have somebody else look at it and publish it."""
    model, looked = type(entry), {"of": entry.root_id}
    note = {"note": "Synthetic note", "seen": content_hash(entry), **looked}
    assert author.post(address(model, "acts", entry.pk, "submit"), note).status_code == 302
    found = findings(whole(model, pk=entry.pk))
    assert not [finding for finding in found if finding.blocking]
    read(reviewer, address(model, "review", entry.pk))
    said = {"seen": content_hash(model._base_manager.get(pk=entry.pk)), **looked}
    said |= {f"acknowledge_{finding.name}": "on" for finding in found}
    assert reviewer.post(address(model, "acts", entry.pk, "publish"), said).status_code == 302
    assert model._base_manager.get(pk=entry.pk).status == Status.PUBLISHED


def everything(visitor: Client, *entries: Any) -> dict[str, bytes]:
    """Return what every public address answers in one language, without the token of its own that a form has."""
    return {url: without_token(visitor.get(url).getvalue()) for url in all_urls(entries, ["az"])}


def test_testimony_goes_its_way_and_comes_back(
    relative: Client, visitor: Client, curator: User, second_curator: User
) -> None:
    others = [make_person(), make_testimony()]
    before = everything(visitor, *others)
    desk, second = signed_in(curator), signed_in(second_curator)

    own = gives(relative)
    row = Contribution.objects.get(language="az")
    assert row.reference in read(relative, own)
    acts(desk, row, "ask", words="Sintetik sual: hansı küçə idi?")
    assert "hansı küçə idi?" in read(relative, own)
    relative.post(f"{own}answer/", {"words": "Sintetik cavab: bağın yanındakı."})
    assert "bağın yanındakı" in read(desk, reverse("admin:contribution", args=[row.reference]))

    reviewed = acts(desk, row, "accept").headers["Location"]
    testimony = Testimony.objects.get(basis="consent")
    form = read(desk, reviewed)
    assert f"contribution {row.reference}" in form
    assert "bağın yanındakı" in form
    page = testimony.get_absolute_url().replace("/en/", "/az/")
    assert "Zq" not in read(visitor, page, 404)
    publishes(desk, second, Source.objects.get(kind=Source.Kind.COMMUNICATION))
    publishes(desk, second, testimony)

    assert INITIALS in read(visitor, page)
    assert says(visitor, "Zqəlif", *others, testimony) == []

    assert relative.post(f"{own}rename/", {"naming": "anonymous"}).status_code == 303
    assert WORDS in read(visitor, page)
    assert says(visitor, INITIALS, *others, testimony) == []

    withdraws(relative, own)
    tombstone = read(visitor, page, 410)
    assert "Zq" not in tombstone
    assert WORDS not in tombstone
    came_back(visitor, before, *others)
    nothing_is_kept()


def says(visitor: Client, name: str, *entries: Any) -> list[str]:
    """Return the public addresses at which a name is said."""
    return [url for url, body in everything(visitor, *entries).items() if name.encode() in body]


def nothing_is_kept() -> None:
    """Look into the tables themselves: not a word and not a name is left."""
    kept: list[Any] = [*Testimony.objects.filter(basis="consent").values(), *Contribution.objects.values()]
    kept += [*Attachment.objects.values(), *Letter.objects.values(), *LedgerLine.objects.values()]
    assert "Sintetik" not in str(kept)
    assert "Zq" not in str(kept)
    assert list(chain_faults()) == []


def gives(relative: Client) -> str:
    """Give a testimony with a scan by the form, in Azerbaijani, and return the private link."""
    answer = give(
        relative,
        reverse("contribute_testimony").replace("/en/", "/az/"),
        words=WORDS,
        language="az",
        naming="initials",
        name=NAME,
        mail="zq@example.org",
        keep="yes",
        publish="yes",
        audience="public",
        given_by="self",
        files=[sent(picture(64, 48), "Zqname of the sender.jpg")],
    )
    assert answer.status_code == 303, answer.content.decode()[:2000]
    link: str = answer.headers["Location"]
    stored = read(relative, link)
    assert re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", stored)
    return link.removesuffix("?sent")


def withdraws(relative: Client, own: str) -> None:
    """Withdraw all by two clicks: the first says what follows and asks, the second does it."""
    asked = relative.post(f"{own}withdraw/", {"choice": "wholly"})
    assert asked.status_code == 200
    assert Testimony.objects.get(basis="consent").status == Status.PUBLISHED
    done = relative.post(f"{own}withdraw/", {"choice": "wholly", "sure": "yes"})
    assert done.status_code == 303
    assert read(relative, done.headers["Location"])


def came_back(visitor: Client, before: dict[str, bytes], *others: Any) -> None:
    """Hold every public page against what it was before the testimony came."""
    after = everything(visitor, *others)
    assert [url for url in before if after[url] != before[url]] == []
