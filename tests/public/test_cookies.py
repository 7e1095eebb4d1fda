"""Public pages set no cookie and ask for none, whatever a browser brings along."""

import pytest
from django.test import Client

from memorial.models import User
from tests.addresses import all_urls, lasting_headers, without_token
from tests.conftest import signed_in
from tests.factories import make_person

#: Cookies that are not understood: what would answer each of them is another cookie.
STRANGE = [
    {"sessionid": "short", "csrftoken": "no token", "messages": "no messages", "django_language": "tr"},
    {"sessionid": "0123456789abcdefghijklmnopqrstuv"},
]


@pytest.mark.parametrize("cookies", STRANGE)
def test_page_is_the_same_with_a_cookie_and_without(visitor: Client, cookies: dict[str, str]) -> None:
    urls = [url for url in all_urls([make_person()], ("en",)) if "/preview/" not in url]
    for url in (*urls, "/en/no-such-page/", "/en/people/000000000000/"):
        plain = Client().get(url)
        browser = Client()
        for name, value in cookies.items():
            browser.cookies[name] = value
        response = browser.get(url)
        assert not response.cookies, url
        assert lasting_headers(response) == lasting_headers(plain), url
        assert without_token(response.content) == without_token(plain.content), url


def test_page_is_the_same_to_staff(visitor: Client, contributor: User) -> None:
    url = make_person().get_absolute_url()
    response, plain = signed_in(contributor).get(url), visitor.get(url)
    assert (lasting_headers(response), response.content) == (lasting_headers(plain), plain.content)


def test_desk_and_previews_know_who_is_there(contributor_browser: Client) -> None:
    person = make_person(status="draft")
    assert contributor_browser.get("/admin/").status_code == 200
    assert contributor_browser.get(f"/en/preview/person/{person.public_id}/").status_code == 200
