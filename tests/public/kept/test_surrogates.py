"""What a content network is told of pages: to keep what is kept here, for as long as it stands, and nothing else."""

import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from memorial.media.showing import public_address
from memorial.models import Person, SearchDue, User
from memorial.public.kept.pages import KeptPages
from memorial.review.content_network import LONGEST, RECORD
from memorial.review.withdrawal import withdraw
from tests.factories import make_asset
from tests.public.kept import Got, ask
from tests.public.kept.test_pages import person_page
from tests.public.test_media_files import with_files


@pytest.fixture
def networked(layer: KeptPages) -> KeptPages:
    """The layer of an installation with a content network; nothing is sent to it here."""
    layer.has_network = True
    return layer


def seconds(got: Got) -> int:
    """Return for how many seconds an answer may be given without asking."""
    return int(got.headers.get("surrogate-control", "max-age=0").removeprefix("max-age="))


def test_kept_page_has_its_key_and_its_time_each_time_it_is_given(networked: KeptPages) -> None:
    address = person_page()
    for _each in range(3):
        got = ask(networked, address)
        assert got.headers["surrogate-key"] == RECORD
        assert 0 < seconds(got) <= LONGEST
        assert "must-revalidate" in got.headers["cache-control"]
        unchanged = ask(networked, address, HTTP_IF_NONE_MATCH=got.headers["etag"])
        assert unchanged.status == 304
        assert unchanged.headers["surrogate-key"] == RECORD
        assert 0 < seconds(unchanged) <= LONGEST


def test_time_is_reckoned_when_the_page_is_given_and_not_when_it_was_made(networked: KeptPages) -> None:
    SearchDue.objects.create(kind="person", object_id=10**6, at=timezone.now() + timedelta(seconds=60))
    address = person_page()
    first = seconds(ask(networked, address))
    time.sleep(2.1)
    assert 40 < seconds(ask(networked, address)) <= first - 2 < 60


def test_page_that_ends_soon_is_asked_for_each_time(networked: KeptPages) -> None:
    SearchDue.objects.create(kind="person", object_id=10**6, at=timezone.now() + timedelta(seconds=4))
    assert "surrogate-control" not in ask(networked, person_page()).headers


def test_page_that_was_overtaken_while_it_was_made_is_relied_on_by_nobody(networked: KeptPages, curator: User) -> None:
    address, real = person_page(), networked.application

    def slow(environ: Any, start_response: Any) -> Any:
        answer = list(real(environ, start_response))
        withdraw(entry=Person.objects.get(), by=curator, reason="mistake", note="Synthetic note")
        return answer

    networked.application = slow
    assert "surrogate-control" not in ask(networked, address).headers


def test_what_was_found_long_ago_is_relied_on_by_nobody_else(networked: KeptPages, settings: Any) -> None:
    networked.stands.look()
    known, name = networked.stands.known, networked.stands.now().name  # type: ignore[union-attr]
    assert known is not None
    late = known._replace(relied_on=time.monotonic() + settings.KEEP_RELIED_ON / 2 - 0.1)
    networked.stands.look = lambda: setattr(networked.stands, "known", late)  # type: ignore[method-assign]
    assert networked.stands.now() is not None
    assert networked.stands.lasting(name) == 0


def test_installation_without_a_network_tells_nobody_to_keep_anything(layer: KeptPages) -> None:
    assert "surrogate-control" not in ask(layer, person_page()).headers


@pytest.mark.every_case
@pytest.mark.parametrize("name", ["candles", "search", "contribute_testimony", "entrance", "robots", "yours_lost"])
def test_what_is_not_kept_has_neither_header(networked: KeptPages, name: str) -> None:
    got = ask(networked, reverse(name))
    assert not {"surrogate-control", "surrogate-key"} & got.headers.keys()


def test_desk_missing_and_withdrawn_pages_have_neither_header(
    networked: KeptPages, curator: User, curator_browser: Client
) -> None:
    address = person_page()
    person = Person.objects.get()
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in curator_browser.cookies.items())
    preview = reverse("preview", args=["person", person.public_id])
    withdraw(entry=person, by=curator, reason="mistake", note="Synthetic note")
    answers = [ask(networked, "/admin/", HTTP_COOKIE=cookie), ask(networked, preview, HTTP_COOKIE=cookie)]
    answers += [ask(networked, address), ask(networked, "/en/no-such-page/"), ask(networked, "/api/v1/")]
    assert {got.status for got in answers} >= {200, 404, 410}
    for got in answers:
        assert not {"surrogate-control", "surrogate-key"} & got.headers.keys()


def test_page_for_somebody_with_a_cookie_is_kept_by_nobody(networked: KeptPages) -> None:
    assert "surrogate-control" not in ask(networked, person_page(), HTTP_COOKIE="sessionid=abc").headers


def test_file_of_a_picture_is_let_go_of_with_everything(media_folders: Path, visitor: Client) -> None:
    asset = with_files(make_asset())
    (row, *_others) = asset.original.derivatives.all()
    answer = visitor.get(public_address(asset, row))
    assert answer.getvalue()
    assert (answer.status_code, answer.headers["Surrogate-Key"]) == (200, RECORD)
