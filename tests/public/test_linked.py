"""Linked data and cards: on the page and by negotiation, public alone, with no word that stands behind a note."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from memorial.models import Asset, Memorial, Person
from memorial.review.status import Status
from tests.exchange.linked.vocabulary import problems
from tests.factories import (
    add_picture,
    consent_to,
    make_asset,
    make_event,
    make_person,
    make_place,
    make_source,
    make_testimony,
)

LINKED = "application/ld+json"
pytestmark = pytest.mark.django_db
WITH_PAGE: list[Callable[..., Any]] = [make_person, make_testimony, make_source, make_asset]


def data_on(html: str) -> dict[str, Any]:
    """Return the one document of linked data that stands on a page."""
    [found] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    told: dict[str, Any] = json.loads(found)
    return told


def meta(html: str, name: str) -> list[str]:
    """Return what the head of a page says under a name of Open Graph."""
    return re.findall(rf'<meta (?:property|name)="{re.escape(name)}" content="([^"]*)">', html)


def page(visitor: Client, entry: Any, **headers: str) -> Any:
    """Ask for the page of an entry."""
    return visitor.get(entry.get_absolute_url(), headers=headers)


@pytest.mark.parametrize("make", WITH_PAGE)
def test_page_and_document_say_the_same_of_an_entry(visitor: Client, memorial: Memorial, make: Any) -> None:
    entry = make()
    response = page(visitor, entry)
    told = data_on(response.content.decode())
    assert problems(told) == [] and told["identifier"] == entry.public_id
    assert "Accept" in response["Vary"]
    address = re.match(r'<(.+)>; rel="alternate"; type="application/ld\+json"', response["Link"])
    assert address
    document = visitor.get(address[1])
    assert document["Content-Type"] == LINKED and document["Access-Control-Allow-Origin"] == "*"
    assert document.json() == told


@pytest.mark.parametrize("make", WITH_PAGE)
def test_whoever_prefers_linked_data_is_led_to_it(visitor: Client, make: Any) -> None:
    entry = make()
    for accept in (LINKED, f"text/html;q=0.5, {LINKED}", f"{LINKED}, */*;q=0.1"):
        response = page(visitor, entry, accept=accept)
        assert (response.status_code, "Accept" in response["Vary"]) == (303, True)
        assert visitor.get(response["Location"]).json()["identifier"] == entry.public_id
    for accept in ("*/*", "text/html", f"text/html, {LINKED};q=0.9", "nonsense;;q=x", ""):
        assert page(visitor, entry, accept=accept).status_code == 200


def test_person_is_found_under_the_short_address_as_well(visitor: Client) -> None:
    person = make_person()
    response = visitor.get(f"/en/people/{person.public_id}/", headers={"accept": LINKED})
    assert response.status_code == 303 and visitor.get(response["Location"]).status_code == 200


def test_document_is_given_out_only_with_consent_to_take_it_away(visitor: Client) -> None:
    testimony = make_testimony(basis="consent")
    consent_to(testimony, purpose="publish", naming="full")
    address = f"/linked/testimony/{testimony.public_id}.jsonld"
    shown = page(visitor, testimony, accept=LINKED)
    assert shown.status_code == 200 and "Link" not in shown.headers
    assert visitor.get(address).status_code == 404
    consent_to(testimony, purpose="research", naming="full")
    assert visitor.get(address).status_code == 200


def test_document_of_what_is_not_public_is_not_there(visitor: Client) -> None:
    person = make_person(given="Aysel", family="Sintetikova")
    address = f"/linked/person/{person.public_id}.jsonld"
    for status, gone, code in ((Status.DRAFT, None, 404), (Status.WITHDRAWN, "2024-01-01T00:00Z", 410)):
        Person.objects.filter(pk=person.pk).update(status=status, withdrawn_at=gone)
        response = visitor.get(address)
        assert response.status_code == code and b"Sintetikova" not in response.content
        assert page(visitor, person, accept=LINKED).status_code == code
    for wrong in ("/linked/household/abc.jsonld", "/linked/user/1.jsonld", "/linked/person/nobody.jsonld"):
        assert visitor.get(wrong).status_code == 404
    assert visitor.post(address).status_code == 405


def test_lists_of_events_and_places_tell_of_each(visitor: Client) -> None:
    place = make_place("Synthetic town")
    event = make_event("Synthetic event", date="1992-02-26", place=place)
    [told] = data_on(visitor.get("/en/events/").content.decode())["@graph"]
    assert (told["@type"], told["startDate"]) == ("Event", "1992-02-26")
    assert told["location"]["@id"].endswith(f"/linked/place/{place.public_id}.jsonld#entry")
    [told] = data_on(visitor.get("/en/places/").content.decode())["@graph"]
    assert told["@type"] == "Place" and event.public_id not in json.dumps(told)


def test_public_data_are_a_data_set(visitor: Client, memorial: Memorial) -> None:
    told = data_on(visitor.get("/en/data/?q=1").content.decode())
    assert problems(told) == [] and told["@type"] == "Dataset" and "license" not in told
    assert told["url"].endswith("/en/data/")


def test_hostile_name_stays_a_name(visitor: Client) -> None:
    hostile = "</script><script>alert(1)</script>\"'"
    person = make_person(given=hostile, family="Sintetikova")
    html = page(visitor, person).content.decode()
    assert "<script>alert" not in html and hostile in data_on(html)["name"]["@value"]
    assert len(meta(html, "og:title")) == 1


@pytest.mark.parametrize("make", WITH_PAGE)
def test_every_page_of_an_entry_has_a_card(visitor: Client, memorial: Memorial, make: Any) -> None:
    html = page(visitor, make()).content.decode()
    canonical = re.search(r'<link rel="canonical" href="([^"]+)">', html)
    assert canonical and meta(html, "og:url") == [canonical[1]]
    assert meta(html, "og:title")[0] and "Synthetic Memorial" in meta(html, "og:description")[0]
    assert meta(html, "og:locale") == ["en_GB"]
    assert meta(html, "og:locale:alternate") == ["az_AZ", "ru_RU", "tr_TR"]


def test_card_has_no_word_and_no_picture_that_stands_behind_a_note(visitor: Client, media_folders: Any) -> None:
    texts = {"en": {"content_note": "Synthetic note", "summary": "Grave words", "story": "Grave words"}}
    person = make_person(texts=texts)
    add_picture(person, make_asset(grade="distressing"))
    html = page(visitor, person).content.decode()
    assert meta(html, "og:image") == [] and meta(html, "twitter:card") == ["summary"]
    assert "Grave words" not in "".join(re.findall(r"<meta[^>]+>", html)) + json.dumps(data_on(html))
    asset = make_asset(grade="graphic")
    asset.translations.create(language="en", caption="Synthetic", content_note="Note", shown="Grave words")
    html = page(visitor, asset).content.decode()
    assert meta(html, "og:image") == [] and "contentUrl" not in data_on(html)
    assert "Grave words" not in json.dumps(data_on(html))
    Asset.objects.filter(pk=asset.pk).update(grade="none")
    [picture] = meta(page(visitor, asset).content.decode(), "og:image")
    assert picture.startswith("http://") and "/media/" in picture
