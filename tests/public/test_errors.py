"""What a stranger is told when a page cannot be shown, and that nothing that a stranger sends breaks a page."""

import gzip
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.test import Client, RequestFactory

from memorial.models import Memorial
from memorial.public import error_pages
from memorial.review.models import Entry
from memorial.review.status import Status
from tests.addresses import WRITTEN_AT, all_urls
from tests.factories import MAKERS, make_person, make_source, make_testimony
from tests.permanent_ids import words_beside_ids


def test_errors_are_tested_as_visitors_meet_them() -> None:
    assert settings.DEBUG is False


def test_unknown_page_answers_in_the_language_of_its_address_with_ways_on(visitor: Client) -> None:
    response = visitor.get("/ru/no-such-page/", headers={"accept-language": "tr"})
    page = response.content.decode()
    assert response.status_code == 404
    assert '<html lang="ru"' in page
    assert 'href="/ru/people/"' in page
    assert 'href="/ru/"' in page
    assert "no-such-page" not in page
    assert response["Cache-Control"] == "no-store"
    assert "noindex" in response["X-Robots-Tag"]


@pytest.mark.parametrize("url", ["/no-such-page", "/tr/", "/tr/people/", "/de/"])
def test_unknown_page_answers_in_a_language_that_is_offered(visitor: Client, url: str) -> None:
    Memorial.objects.update(languages=["az", "ru"])
    for asked, given in (("ru-RU,tr;q=0.5", "ru"), ("de", "az")):
        response = visitor.get(url, headers={"accept-language": asked})
        assert response.status_code == 404
        assert f'<html lang="{given}"' in response.content.decode()


def test_withdrawn_entry_says_so_and_never_its_name(visitor: Client) -> None:
    entries = [
        make_person(given="Unsaid", family="Zq", status=Status.WITHDRAWN),
        make_source(title="Zq unsaid source", status=Status.WITHDRAWN),
        make_testimony("Zq unsaid summary", narrator_name="Zq narrator", status=Status.WITHDRAWN),
    ]
    for entry in entries:
        response = visitor.get(entry.get_absolute_url())
        page = response.content.decode()
        assert response.status_code == 410
        assert "This entry was withdrawn" in page
        assert "zq" not in words_beside_ids(page)
        assert 'href="/en/people/"' in page


@pytest.mark.django_db
def test_failure_answers_in_the_language_of_the_address(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: Any, **_more: Any) -> None:
        raise RuntimeError("synthetic failure")

    monkeypatch.setattr("memorial.public.about.render_page", broken)
    client.raise_request_exception = False
    response = client.get("/az/about/")
    assert response.status_code == 500
    assert '<html lang="az">' in response.content.decode()
    assert "synthetic failure" not in response.content.decode()


def test_failure_page_needs_neither_the_database_nor_an_address_of_ours(rf: RequestFactory) -> None:
    page = error_pages.server_error(rf.get("/anything", headers={"accept-language": "tr"})).content.decode()
    assert '<html lang="tr">' in page
    assert 'href="/tr/people/"' in page
    assert 'href="/static/memorial/site.css"' in page


def test_failure_of_the_failure_page_is_a_sentence(rf: RequestFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: Any, **_more: Any) -> str:
        raise RuntimeError

    monkeypatch.setattr(error_pages, "render_to_string", broken)
    response = error_pages.server_error(rf.get("/"))
    assert response.status_code == 500
    assert response.content.decode() == error_pages.PLAIN


def test_forbidden_page_speaks_in_the_memorials_voice(memorial: Memorial, rf: RequestFactory) -> None:
    response = error_pages.forbidden(rf.get("/tr/closed/"), PermissionDenied())
    assert response.status_code == 403
    assert '<html lang="tr"' in response.content.decode()


def test_missing_token_is_refused_in_the_memorials_voice(memorial: Memorial) -> None:
    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "synthetic"})
    assert response.status_code == 403
    assert "Synthetic Memorial" in response.content.decode()
    assert "CSRF" not in response.content.decode()


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("", "az"),
        ("ru", "ru"),
        ("ru-RU,en;q=0.8", "ru"),
        ("de,en;q=0.7,tr;q=0.9", "tr"),
        ("de-CH", "az"),
        ("*", "az"),
        ("ru;q=0,en", "en"),
        ("\x00\xff;;q=,,=", "az"),
        ("a" * 9000, "az"),
        ("en;q=" + "9" * 900, "az"),
    ],
)
def test_bare_address_leads_to_the_best_language_offered(visitor: Client, asked: str, given: str) -> None:
    response = visitor.get("/", headers={"accept-language": asked})
    assert response.status_code == 302
    assert response["Location"] == f"/{given}/"
    assert response["Content-Language"] == given
    assert response["Vary"] == "Accept-Language"


def test_bare_address_does_not_look_at_cookies(visitor: Client) -> None:
    visitor.cookies[settings.LANGUAGE_COOKIE_NAME] = "tr"
    response = visitor.get("/", headers={"accept-language": "ru"})
    assert response["Location"] == "/ru/"


def test_bare_address_does_not_lead_to_a_language_that_is_not_offered(visitor: Client) -> None:
    Memorial.objects.update(languages=["az", "ru"])
    assert visitor.get("/", headers={"accept-language": "en"})["Location"] == "/az/"


def test_robots_are_kept_from_desk_secrets_and_search_alone(visitor: Client) -> None:
    Memorial.objects.update(languages=["az", "ru"])
    kept_from = ["/admin/"]
    for language in ("az", "ru"):
        kept_from += [f"/{language}/{place}/" for place in ("contribute/yours", "preview", "search")]
    lines = "".join(f"Disallow: {path}\n" for path in kept_from)
    told = visitor.get("/robots.txt").content.decode()
    assert told == f"User-agent: *\n{lines}\nSitemap: http://testserver/sitemap.xml\n"


ODD = (
    "", " ", "0", "-1", "1", "%", "%00", "\x00", "\ud7ff", "\ufffe", "ə", "İ", "Ж", "'", '"', "<b>", "{{x}}", "../..",
    "..\\", "null", "zzzzzzzzzzzz", "ffffffffffff", "999999999999999999999999", "1e999", "NaN", "\U0001f56f", "\u202e",
    "a" * 5000, "%ff%fe", "$ne", "--",
)  # fmt: skip
NAMES = ("after", "before", "letter", "fate", "age", "sex", "residence", "place", "kind", "page", "q", "language")


def answers_well(client: Client, url: str, **headers: str) -> None:
    response = client.get(url, headers=headers or None)
    assert response.status_code < 500, f"{url[:200]} {headers}"


#: What has broken something before, or is furthest from what is expected; all of it is asked in the slow suite.
WORST = {"", "-1", "\x00", "\ud7ff", "a" * 5000, "999999999999999999999999"}


@pytest.mark.parametrize("odd", [odd if odd in WORST else pytest.param(odd, marks=pytest.mark.slow) for odd in ODD])
def test_no_query_breaks_a_list(visitor: Client, odd: str) -> None:
    make_person()
    value = odd if odd.startswith("%") else quote(odd)
    query = "&".join(f"{name}={value}" for name in NAMES)
    for page in ("people", "families", "testimonies", "sources", "events", "figures", "places"):
        answers_well(visitor, f"/en/{page}/?{query}")
        for name in ("after", "before", "kind"):
            answers_well(visitor, f"/en/{page}/?{name}={value}&{name}={value}")


@pytest.mark.parametrize("odd", [odd for odd in ODD if odd.strip()])
def test_no_address_breaks_the_memorial(visitor: Client, odd: str) -> None:
    person = make_person()
    value = odd if odd.startswith("%") else quote(odd)
    short = person.public_id
    for url in (
        f"/en/people/{value}/",
        f"/en/people/{short}/{value}/",
        f"/en/sources/{value}/",
        f"/en/testimonies/{value}/",
        f"/en/preview/{value}/{short}/",
        f"/en/preview/person/{value}/",
        f"/{value}/people/",
        f"/{value}",
    ):
        answers_well(visitor, url)


@pytest.mark.parametrize(
    "odd", ["", "\x00", "\xff\xfe", ";;;", "q=1", "en;q=x", "*;q=0", "zh-Hant-TW", "a" * 5000, "en," * 2000]
)
def test_no_accepted_language_breaks_a_page(visitor: Client, odd: str) -> None:
    for url in ("/", "/en/", "/en/people/", "/nothing", "/robots.txt"):
        answers_well(visitor, url, **{"accept-language": odd})


def test_every_page_is_only_read(visitor: Client) -> None:
    makers: dict[Any, Any] = MAKERS
    entries: list[Entry] = [maker() for maker in makers.values()]
    strict = Client(enforce_csrf_checks=True)
    for url in all_urls(entries, ["en"]):
        # Where strangers may write, nobody needs a cookie to do so; so much from one place is refused in the end.
        expected = {303, 400, 422, 429} if WRITTEN_AT.fullmatch(url) else {405}
        # A harvester may send its question, which writes nothing.
        expected = {200} if url == "/oai" else expected
        assert strict.post(url, {"x": "1"}).status_code in expected, url
        assert strict.delete(url).status_code == 405, url
        assert strict.generic("NONSENSE", url).status_code == 405, url


def test_head_answers_as_get_does_without_a_body(visitor: Client) -> None:
    for url in all_urls([make_person(), make_source(), make_testimony()], ["en"]):
        got, head = visitor.get(url), visitor.head(url)
        assert (head.status_code, head.content) == (got.status_code, b""), url
        assert head.headers.get("Content-Type") == got.headers.get("Content-Type")


def test_errors_tell_nothing_of_what_failed(rf: RequestFactory, memorial: Memorial) -> None:
    request: HttpRequest = rf.get("/en/secret-path/")
    handlers: list[Callable[[], Any]] = [
        lambda: error_pages.not_found(request, Exception("inner words")),
        lambda: error_pages.forbidden(request, PermissionDenied("inner words")),
        lambda: error_pages.server_error(request),
    ]
    for handler in handlers:
        page = handler().content.decode()
        assert "inner words" not in page
        assert "secret-path" not in page


@pytest.mark.parametrize(("asked", "given"), [("az", "az"), ("en,ru;q=0.5", "ru"), ("tr", "ru")])
def test_address_without_a_language_leads_to_the_best_offered(visitor: Client, asked: str, given: str) -> None:
    Memorial.objects.update(languages=["ru", "az"])
    visitor.cookies[settings.LANGUAGE_COOKIE_NAME] = "tr"
    response = visitor.get("/people/?fate=killed", headers={"accept-language": asked})
    assert (response.status_code, response["Location"]) == (302, f"/{given}/people/?fate=killed")
    assert response["Vary"] == "Accept-Language"


def test_page_travels_compressed(visitor: Client) -> None:
    plain = visitor.get("/en/about/")
    small = visitor.get("/en/about/", headers={"accept-encoding": "gzip"})
    assert small["Content-Encoding"] == "gzip"
    assert gzip.decompress(small.content) == plain.content
    assert len(small.content) < len(plain.content) / 2
