"""The corrections: of what is public, newest first, as a page and as a feed that say the same."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone

from memorial.models import Memorial
from memorial.public import corrections
from memorial.review.clock import note_time
from memorial.review.models import Entry
from memorial.review.status import Status
from tests.factories import MAKERS, make_asset, make_event, make_person, make_recognition, make_testimony
from tests.permanent_ids import words_beside_ids
from tests.public.person_page import plain
from tests.public.version_page import publish_again, version_url, withdraw_version

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def shown(visitor: Client, language: str = "en", query: str = "") -> str:
    """Return the page of corrections."""
    response = visitor.get(f"/{language}/corrections/{query}")
    assert response.status_code == 200
    return response.content.decode()


def fed(visitor: Client, language: str = "en") -> ElementTree.Element:
    """Return the feed of corrections, read as XML."""
    response = visitor.get(f"/{language}/corrections/feed/")
    assert response.status_code == 200
    return ElementTree.fromstring(response.content)  # noqa: S314  # our own answer


def correct(entry: Entry, sentence: str = "Synthetic sentence", language: str = "en", **fields: Any) -> Entry:
    """Publish an entry and publish it again as a correction."""
    return publish_again(publish_again(entry), sentence={language: sentence}, **fields)


def test_correction_says_when_what_and_where(visitor: Client) -> None:
    person = correct(make_person(given="Synthetic", family="Corrected"), "The year was read <wrongly>.")
    html = shown(visitor)
    assert f'href="{person.get_absolute_url()}">Synthetic Corrected</a>' in html
    assert "The year was read &lt;wrongly&gt;." in html
    assert f'href="{version_url(person, 2)}">Version 2</a>' in html
    assert version_url(person, 1) not in html


def test_publications_that_correct_nothing_are_not_listed(visitor: Client) -> None:
    publish_again(publish_again(make_person(given="Zqperson")))
    assert "Zqperson" not in shown(visitor)
    assert "No correction has been published yet." in shown(visitor)


def test_newest_correction_comes_first_on_page_and_in_feed(visitor: Client) -> None:
    for number in range(3):
        correct(make_event(f"Synthetic event {number}x"))
    assert re.findall(r"event (\d)x", plain(shown(visitor))) == ["2", "1", "0"]
    titles = [entry.findtext("a:title", "", ATOM) for entry in fed(visitor).findall("a:entry", ATOM)]
    assert [title.split("x")[0][-1] for title in titles] == ["2", "1", "0"]


@pytest.mark.parametrize(
    "fields", [{"status": "draft"}, {"status": "withdrawn"}, {"status": "draft", "restricted": True}]
)
def test_correction_of_what_is_not_public_is_not_listed(visitor: Client, fields: dict[str, Any]) -> None:
    person = correct(make_person(given="Zqperson"), "Zqsentence")
    type(person)._base_manager.filter(pk=person.pk).update(**fields)
    assert "zq" not in words_beside_ids(shown(visitor))
    assert fed(visitor).findall("a:entry", ATOM) == []


def test_correction_opens_with_its_entry(visitor: Client) -> None:
    correct(make_person(given="Zqperson"), opens_at=timezone.now() - timedelta(hours=1))
    assert "Zqperson" not in shown(visitor)
    note_time()
    assert "Zqperson" in shown(visitor)


def test_correction_in_a_withdrawn_version_is_not_listed(visitor: Client) -> None:
    person = publish_again(correct(make_person(given="Zqperson"), "Zqsentence"))
    withdraw_version(person, 2)
    assert "zq" not in words_beside_ids(shown(visitor))
    assert fed(visitor).findall("a:entry", ATOM) == []


def test_correction_of_a_photograph_is_called_by_its_caption_and_never_by_its_file(visitor: Client) -> None:
    correct(make_asset(texts={"en": {"caption": "Synthetic street"}}), "Zqsentence")
    correct(make_asset(credit="", received_as="zqprivate.jpg"))
    assert "Zqsentence" in shown(visitor)
    assert "Synthetic street" in shown(visitor)
    assert "Photograph or picture" in shown(visitor)
    assert "zqprivate" not in shown(visitor)


def test_title_is_the_present_one_and_a_narrator_is_named_as_today(visitor: Client) -> None:
    testimony = make_testimony(narrator_name="Zqname", basis="consent")
    testimony.consents.create(purpose="publish", given=True, audience="public", naming="full")
    correct(testimony)
    assert "Zqname" in shown(visitor)
    testimony.consents.update(naming="anonymous")
    assert "Zqname" not in shown(visitor)
    assert "Zqname" not in visitor.get("/en/corrections/feed/").content.decode()


def test_title_tells_entries_of_one_name_apart(visitor: Client) -> None:
    correct(
        make_recognition(texts={"en": {"body": "Synthetic senate", "jurisdiction": "Synthetic state"}}, date="2001")
    )
    assert "Synthetic senate, Synthetic state, 2001" in plain(shown(visitor))


def test_sentence_in_another_language_is_marked(visitor: Client) -> None:
    correct(make_person(), "Sintetik cümlə", "az")
    html = shown(visitor)
    assert '<span lang="az" dir="ltr">Sintetik cümlə</span>' in html
    assert "In Azerbaijani; there is no English text yet." in plain(html)
    assert "there is no" not in plain(shown(visitor, "az"))
    summary = fed(visitor).findtext("a:entry/a:summary", "", ATOM)
    assert '<p lang="az" dir="ltr">Sintetik cümlə</p>' in summary
    assert "In Azerbaijani; there is no English text yet." in summary


def test_nearest_sentence_is_in_the_first_language_of_the_memorial_that_has_one(visitor: Client) -> None:
    Memorial.objects.update(languages=["ru", "az", "en"])
    publish_again(make_person(), sentence={"az": "Sintetik", "ru": "Синтетика", "en": " "})
    assert "Синтетика" in shown(visitor)


def test_correction_without_a_sentence_breaks_nothing(visitor: Client) -> None:
    person = publish_again(make_person(), sentence={})
    assert version_url(person, 1) in shown(visitor)
    assert len(fed(visitor).findall("a:entry", ATOM)) == 1


def test_feed_says_what_the_page_says(visitor: Client) -> None:
    person = correct(make_person(given="Əlif \x0b", family="<Hacıyev> & oğlu"), "A <b>sentence</b> & more \x07")
    feed = fed(visitor, "az")
    entry = feed.find("a:entry", ATOM)
    assert entry is not None
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "az"
    assert entry.findtext("a:title", "", ATOM) == "Əlif  <Hacıyev> & oğlu"
    assert entry.findtext("a:id", "", ATOM) == f"http://testserver{version_url(person, 2, 'az')}"
    assert "A &lt;b&gt;sentence&lt;/b&gt; &amp; more" in entry.findtext("a:summary", "", ATOM)
    assert version_url(person, 2, "az") in entry.findtext("a:summary", "", ATOM)


def test_feed_is_declared_and_found_from_the_page(visitor: Client) -> None:
    response = visitor.get("/ru/corrections/feed/")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    html = shown(visitor, "ru")
    assert '<link rel="alternate" type="application/atom+xml"' in html
    assert 'href="/ru/corrections/feed/"' in html


def test_empty_feed_is_the_same_whenever_it_is_asked_for(visitor: Client) -> None:
    first = visitor.get("/en/corrections/feed/").content
    assert visitor.get("/en/corrections/feed/").content == first
    assert b"<updated>1970-01-01" in first


def test_corrections_are_paged_by_keys_that_tell_nothing(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corrections, "PAGE_SIZE", 2)
    entries = [correct(make_event(f"Synthetic event {number}x")) for number in range(5)]
    hidden = correct(make_event("Zqhidden"), status=Status.DRAFT)
    seen, query = [], ""
    for _page in range(3):
        html = shown(visitor, query=query)
        seen += re.findall(r"event (\d)x", plain(html))
        query = next(iter(re.findall(r'rel="next" href="([^"]+)"', html)), "")
    assert seen == ["4", "3", "2", "1", "0"]
    assert f"?after={entries[3].public_id}v2" in shown(visitor)
    back = re.findall(r'rel="prev" href="([^"]+)"', html)
    assert re.findall(r"event (\d)x", plain(shown(visitor, query=back[0]))) == ["2", "1"]
    first = shown(visitor)
    for odd in (f"{hidden.public_id}v2", "x", "%00", "1", "ə", "9" * 400):
        assert shown(visitor, query=f"?after={odd}&before={odd}") == first


def test_every_page_leads_to_the_corrections(visitor: Client) -> None:
    for url in ("/en/", "/en/about/", "/en/people/"):
        assert 'href="/en/corrections/"' in visitor.get(url).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_corrections_cost_the_same_however_many_there_are(
    visitor: Client, django_assert_num_queries: Callable[[int], Any], rows: int
) -> None:
    makers: dict[Any, Any] = MAKERS
    for _each in range(rows):
        for maker in makers.values():
            correct(maker())
    for address in ("/en/corrections/", "/en/corrections/feed/"):
        with django_assert_num_queries(13):
            visitor.get(address)
