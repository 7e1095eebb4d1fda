"""The description for browsers: whole XML with whole addresses, in each language, named by every public page."""

from xml.etree.ElementTree import fromstring

import pytest
from django.test import Client

from memorial.models import MemorialTranslation
from memorial.public.opensearch import SHORT, short

SPACE = "{http://a9.com/-/spec/opensearch/1.1/}"


@pytest.mark.parametrize("language", ["az", "en", "ru", "tr"])
def test_description_leads_to_the_search_in_its_language(visitor: Client, language: str) -> None:
    response = visitor.get(f"/{language}/search/opensearch.xml")
    assert response.headers["Content-Type"] == "application/opensearchdescription+xml; charset=utf-8"
    root = fromstring(response.content)  # noqa: S314  # our own answer
    told = {child.tag.removeprefix(SPACE): child for child in root}
    assert root.tag == f"{SPACE}OpenSearchDescription"
    assert told["Url"].attrib["template"] == f"http://testserver/{language}/search/?q={{searchTerms}}"
    assert told["Url"].attrib["type"] == "text/html"
    assert told["ShortName"].text == "Synthetic"
    assert told["Language"].text == language
    assert (told["Image"].text or "").startswith("http://testserver/static/memorial/favicon")
    assert len(told["LongName"].text or "") <= 48


def test_title_with_signs_of_xml_stays_whole(visitor: Client) -> None:
    MemorialTranslation.objects.update(title="A & B <Zq> \x0b\"'")
    root = fromstring(visitor.get("/en/search/opensearch.xml").content)  # noqa: S314  # our own answer
    assert "A & B <Zq>" in (root.findtext(f"{SPACE}LongName") or "")


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Memorial", "Memorial"),
        ("Memorial of the town of Synthetic", "Memorial of the"),
        ("M" * 40, "M" * SHORT),
        ("", ""),
    ],
)
def test_short_name_is_as_many_words_as_there_is_room_for(title: str, said: str) -> None:
    assert short(title) == said


def test_pages_name_the_description_in_their_language(visitor: Client) -> None:
    html = visitor.get("/tr/people/").content.decode()
    assert 'rel="search" type="application/opensearchdescription+xml"' in html
    assert 'href="/tr/search/opensearch.xml"' in html
