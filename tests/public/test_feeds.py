"""The feeds: what was published and corrected last, as programs that follow them read it (RFC 4287)."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from memorial.models import Event, Memorial, MemorialTranslation, Person
from memorial.public import feeds
from memorial.public.corrections import public_corrections
from memorial.review.gate import Channel
from memorial.review.models import Entry
from memorial.review.revisions import Revision
from memorial.review.status import Status
from tests.factories import MAKERS, make_event, make_person, make_source, make_testimony
from tests.public.version_page import hide, publish_again, version_url, withdraw_version

ATOM = {"a": "http://www.w3.org/2005/Atom"}
FEEDS = ("feed", "corrections/feed")


def feed(visitor: Client, which: str = "feed", language: str = "en") -> ElementTree.Element:
    """Return a feed, which always has the form that its rules ask for."""
    response = visitor.get(f"/{language}/{which}/")
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("application/atom+xml")
    root = ElementTree.fromstring(response.content)  # noqa: S314  # our own answer
    check(root, f"http://testserver/{language}/{which}/", language)
    return root


def check(root: ElementTree.Element, address: str, language: str) -> None:
    """Hold a feed against RFC 4287: what it must have, once, and whole addresses."""
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == language
    for each in (root, *root.findall("a:entry", ATOM)):
        for name in ("id", "title", "updated"):
            assert [bool(found.text) for found in each.findall(f"a:{name}", ATOM)] == [True]
        assert datetime.fromisoformat(each.findtext("a:updated", "", ATOM)).tzinfo is not None
        assert each.findtext("a:id", "", ATOM).startswith("http://testserver/")
        links = each.findall("a:link", ATOM)
        assert all(link.get("href", "").startswith("http://testserver/") for link in links)
        assert [link.get("rel") for link in links].count("alternate") == 1
    assert root.findtext("a:author/a:name", "", ATOM)
    assert root.findtext("a:id", "", ATOM) == address == self_link(root)
    ids = [each.text for each in root.findall("a:entry/a:id", ATOM)]
    assert len(ids) == len(set(ids))


def self_link(root: ElementTree.Element) -> str:
    return next(link.get("href", "") for link in root.findall("a:link", ATOM) if link.get("rel") == "self")


def titles(root: ElementTree.Element) -> list[str]:
    return [each.text or "" for each in root.findall("a:entry/a:title", ATOM)]


def test_new_and_changed_entries_of_every_kind_are_told_newest_first(visitor: Client) -> None:
    makers: dict[Any, Any] = MAKERS
    made: list[Entry] = [publish_again(maker()) for maker in makers.values()]
    again = publish_again(made[0])
    root = feed(visitor)
    ids = [each.text for each in root.findall("a:entry/a:id", ATOM)]
    first = [f"http://testserver{version_url(entry, 1)}" for entry in made]
    assert ids == [f"http://testserver{version_url(again, 2)}", *reversed(first)]
    told = [each.text or "" for each in root.findall("a:entry/a:summary", ATOM)]
    assert "Published anew, with changes." in told[0] and "Newly published." in told[1]
    newest = root.findtext("a:entry/a:updated", "", ATOM)
    assert root.findtext("a:updated", "", ATOM) == newest


@pytest.mark.parametrize("language", ["az", "ru", "tr"])
def test_feed_speaks_the_language_of_its_address(visitor: Client, language: str) -> None:
    texts = {tag: {"title": f"Synthetic {tag}"} for tag in ("az", "en", "ru", "tr")}
    publish_again(make_event(texts=texts))
    assert titles(feed(visitor, language=language))[0].startswith(f"Synthetic {language}")


@pytest.mark.parametrize("fields", [{}, {"status": Status.WITHDRAWN}, {"status": "draft", "restricted": True}])
def test_what_is_not_public_is_in_no_feed(visitor: Client, fields: dict[str, Any]) -> None:
    empty = visitor.get("/en/feed/").content
    person = publish_again(make_person(given="Zqperson"))
    assert titles(feed(visitor)) != []
    hide(person, **fields)
    assert visitor.get("/en/feed/").content == empty


def test_version_that_was_withdrawn_or_never_opened_is_not_told(visitor: Client) -> None:
    person = publish_again(publish_again(make_person()))
    withdraw_version(person, 1)
    publish_again(make_person(opens_at=timezone.now() + timedelta(hours=1)))
    assert len(titles(feed(visitor))) == 1


def test_feed_tells_no_word_of_an_entry_but_what_lists_call_it(visitor: Client) -> None:
    noted = {"en": {"summary": "Zqsummary", "content_note": "Zqnote", "story": "Zqstory"}}
    publish_again(make_person(given="Synthetic", texts=noted, living="yes", birth="1953-06-24"))
    told = {"en": {"summary": "Zqtext", "content_note": "Zqnote", "role": "Synthetic nurse"}}
    publish_again(make_testimony(basis="published", anonymous=True, texts=told))
    for which in FEEDS:
        body = visitor.get(f"/en/{which}/").content.decode()
        # Two letters alone may stand in any permanent id.
        assert not re.search("zq(summary|note|story|text)", body.lower()) and "24 June" not in body
    assert "Synthetic nurse" in titles(feed(visitor))


def test_feed_that_is_known_is_not_sent_again(visitor: Client) -> None:
    publish_again(make_source())
    for which in FEEDS:
        first = visitor.get(f"/en/{which}/")
        known = visitor.get(f"/en/{which}/", headers={"if-none-match": first.headers["ETag"]})
        assert known.status_code == 304 and known.content == b"" and "must-revalidate" in known.headers["Cache-Control"]
        assert visitor.head(f"/en/{which}/").headers["ETag"] == first.headers["ETag"]
    old = visitor.get("/en/feed/").headers["ETag"]
    publish_again(make_source())
    assert visitor.get("/en/feed/", headers={"if-none-match": old}).status_code == 200


def test_feed_holds_the_newest_alone(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "PAGE_SIZE", 2)
    for number in range(3):
        publish_again(make_event(f"Synthetic event {number}x"))
    assert [re.findall(r"event (\d)x", title) for title in titles(feed(visitor))] == [["2"], ["1"]]


def test_empty_feed_and_one_with_signs_of_xml_are_whole(visitor: Client) -> None:
    assert feed(visitor).findtext("a:updated", "", ATOM).startswith("1970")
    MemorialTranslation.objects.update(title="A & B <Zq> \x0b")
    publish_again(make_source(title="<b>A & B</b> \x0c\ufffe"))
    assert titles(feed(visitor))[0].startswith("<b>A & B</b>")


def test_pages_lead_to_the_feeds(visitor: Client) -> None:
    for page, address in (("/en/", "/en/feed/"), ("/ru/people/", "/ru/feed/"), ("/en/corrections/", FEEDS[1])):
        html = visitor.get(page).content.decode()
        links = re.findall(r'<link rel="alternate" type="application/atom\+xml" title="[^"]+" href="([^"]+)"', html)
        assert any(address in link for link in links)


@pytest.mark.parametrize("rows", [1, 3])
def test_feed_costs_the_same_however_many_it_tells(
    visitor: Client, django_assert_num_queries: Callable[[int], Any], rows: int
) -> None:
    for _number in range(rows):
        for make in (make_person, make_testimony, make_event):
            publish_again(make())
    with django_assert_num_queries(6):
        visitor.get("/en/feed/")


def test_newest_versions_are_read_from_an_index(memorial: Memorial) -> None:
    for index, rows in {
        "revision_newest": Revision.objects.public(Person, Event, channel=Channel.FEED).standing(),
        "revision_corrected": public_corrections(Channel.FEED),
    }.items():
        plan = rows.order_by("-published_at", "-pk")[:50].explain()
        if connection.vendor == "sqlite":
            assert f"USING INDEX {index}" in plan and "TEMP B-TREE" not in plan
