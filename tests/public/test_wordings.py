"""The pages of the texts on consent and privacy: in every language, each version at its address, nothing kept."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from memorial.contributions.wordings import CONSENT, PRIVACY, current, text
from memorial.models import Memorial
from tests.addresses import LANGUAGES

PAGES = (CONSENT, PRIVACY)


def page_of(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    return response.content.decode()


@pytest.fixture
def two_versions(settings: Any, tmp_path: Path) -> Path:
    """Texts of the test's own: two versions, the newer one in Turkish alone."""
    settings.BASE_DIR = tmp_path
    place = tmp_path / "docs" / "wordings"
    place.mkdir(parents=True)
    for name in PAGES:
        (place / f"{name}-1.en.md").write_text(
            "# Synthetic first\n\nOld\n\n## Heading <b> {#part}\n\n<i>raw</i> *kept*\n"
        )
        (place / f"{name}-2.tr.md").write_text("# Synthetic second\n\nNew\n")
    return place


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_text_is_shown_in_the_language_of_the_page(visitor: Client, name: str, language: str) -> None:
    wording = text(name, current(name).version, language)
    page = page_of(visitor, f"/{language}/{name}/")
    assert f'<h1 lang="{language}" dir="ltr">{wording.title}</h1>' in page
    for section in wording.sections:
        assert f'<h2 id="{section.anchor}">{section.heading}</h2>' in page
        assert f'<a href="#{section.anchor}">{section.heading}</a>' in page
    assert "text-note" not in page
    assert "{#" not in page
    for other in LANGUAGES:
        assert f'<a href="/{other}/{name}/" lang="{other}"' in page


@pytest.mark.parametrize("name", PAGES)
def test_ids_of_a_page_are_given_once(visitor: Client, name: str) -> None:
    ids = re.findall(r'\sid="([^"]+)"', page_of(visitor, f"/en/{name}/"))
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", PAGES)
def test_page_is_small_and_leads_to_the_curators_and_to_its_versions(visitor: Client, name: str) -> None:
    page = page_of(visitor, f"/ru/{name}/")
    assert len(page.encode()) < 40_000
    for address in ("/ru/about/#contact", f"/ru/{name}/1/", "/ru/consent/", "/ru/privacy/"):
        assert f'href="{address}"' in page


def test_every_page_leads_to_both_texts(visitor: Client) -> None:
    page = page_of(visitor, "/en/about/")
    assert '<a href="/en/privacy/">Privacy</a>' in page
    assert '<a href="/en/consent/">What you agree to</a>' in page


@pytest.mark.parametrize("name", PAGES)
def test_version_has_an_address_of_its_own(visitor: Client, two_versions: Path, name: str) -> None:
    first, second, today = (page_of(visitor, f"/en/{name}/{tail}") for tail in ("1/", "2/", ""))
    assert "Synthetic first" in first
    assert "Version 2 is shown today" in first
    assert f'<a href="/en/{name}/">To the present page</a>' in first
    for page in (second, today):
        assert "Synthetic second" in page
        assert "is shown today" not in page
    for page in (first, second, today):
        assert f'href="/en/{name}/1/"' in page
        assert f'href="/en/{name}/2/"' in page
    assert f'<link rel="canonical" href="http://testserver/en/{name}/1/">' in first


def test_version_is_not_found_by_searching_and_the_present_page_is(visitor: Client) -> None:
    assert visitor.get("/en/consent/1/").headers["X-Robots-Tag"] == "noindex"
    assert "noindex" in page_of(visitor, "/en/consent/1/")
    assert "X-Robots-Tag" not in visitor.get("/en/consent/").headers
    assert "noindex" not in page_of(visitor, "/en/consent/")


def test_text_in_another_language_says_so(visitor: Client, two_versions: Path) -> None:
    page = page_of(visitor, "/en/consent/")
    assert '<h1 lang="tr" dir="ltr">Synthetic second</h1>' in page
    assert "In Turkish; there is no English text yet." in page


def test_text_carries_nothing_but_its_structure(visitor: Client, two_versions: Path) -> None:
    page = page_of(visitor, "/en/privacy/1/")
    assert '<h2 id="part">Heading &lt;b&gt;</h2>' in page
    assert "&lt;i&gt;raw&lt;/i&gt; <em>kept</em>" in page


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("version", ["0", "01", "77", "-1", "one", "99999999999999999999", "1.en", "..%2F1", "1%00"])
def test_version_that_does_not_exist_is_not_found(visitor: Client, name: str, version: str) -> None:
    assert visitor.get(f"/en/{name}/{version}/").status_code == 404


def test_installation_without_texts_has_no_such_pages(visitor: Client, settings: Any, tmp_path: Path) -> None:
    settings.BASE_DIR = tmp_path
    for url in ("/en/consent/", "/en/privacy/", "/en/consent/1/"):
        assert visitor.get(url).status_code == 404


@pytest.mark.parametrize("url", [f"/en/{name}/{tail}" for name in PAGES for tail in ("", "1/")])
def test_page_depends_on_its_address_alone(visitor: Client, url: str) -> None:
    plain = visitor.get(url)
    assert not plain.cookies
    assert "Cookie" not in plain.headers.get("Vary", "")
    for query in ("?version=2", "?%00=%ff", "?language=tr&after=x", "?" + "a" * 2000):
        odd = visitor.get(url + query)
        assert (odd.status_code, odd.content) == (200, plain.content), query
    assert visitor.post(url, {"agreed": "yes"}).status_code == 405


def test_address_without_a_language_leads_to_one(visitor: Client) -> None:
    response = visitor.get("/consent/1/", headers={"accept-language": "tr"})
    assert (response.status_code, response.headers["Location"]) == (302, "/tr/consent/1/")


def test_text_can_be_read_before_a_record_is_loaded(client: Client, db: None) -> None:
    assert client.get("/en/consent/").status_code == 200


def test_language_that_is_not_offered_does_not_exist(visitor: Client, memorial: Memorial) -> None:
    Memorial.objects.update(languages=["az"])
    assert visitor.get("/en/consent/").status_code == 404
    assert visitor.get("/az/consent/").status_code == 200


@pytest.mark.parametrize("more", [0, 2])
def test_page_costs_the_same_number_of_queries(
    visitor: Client, two_versions: Path, django_assert_num_queries: Callable[[int], Any], more: int
) -> None:
    for number in range(3, 3 + more):
        (two_versions / f"consent-{number}.en.md").write_text("# Synthetic\n")
    with django_assert_num_queries(1):
        visitor.get("/en/consent/")
