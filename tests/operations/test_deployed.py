"""The web server of docs/deploy in front of real servers: what it passes on, sends itself, keeps out."""

import gzip
import json
import re
import socket
import ssl
import time
from contextlib import ExitStack, closing
from http.client import HTTPConnection
from typing import Any

import pytest

from tests.operations.deployed import NAME, TOKEN, Installation, Unit

pytestmark = pytest.mark.slow
SLOW = 300
SECRET = "Zq5vM0kGq1w9x_8-synthetic-secret-of-a-link-1"  # noqa: S105  # it opens nothing
Pools = dict[str, Unit]


def logs(installation: Installation) -> str:
    """Return all that any log says by now."""
    time.sleep(0.3)
    return "".join(path.read_text() for path in (installation.folder / "log").iterdir())


def test_page_comes_over_https_alone(installation: Installation, pools: Pools) -> None:
    status, headers, body = installation.ask("/en/", headers={"Accept-Encoding": "gzip"})
    assert status == 200
    assert b"Khojaly" in gzip.decompress(body)
    assert headers["Strict-Transport-Security"]
    assert len(headers.get_all("X-Request-ID")) == 1
    assert installation.ask("/en/")[0] == 200
    with closing(HTTPConnection("127.0.0.1", installation.http, timeout=10)) as plain:
        plain.request("GET", "/en/?a=1", headers={"Host": NAME})
        answer = plain.getresponse()
        assert (answer.status, answer.headers["Location"]) == (301, f"https://{NAME}/en/?a=1")


def test_each_request_has_another_id_also_for_a_kept_page(installation: Installation, pools: Pools) -> None:
    ids = [installation.ask("/en/people/", headers={"X-Request-ID": "visitor-chose-this"})[1] for _time in range(3)]
    assert len({headers["X-Request-ID"] for headers in ids}) == 3
    assert "visitor-chose-this" not in str([str(headers) for headers in ids])


def test_other_names_get_nothing(installation: Installation, pools: Pools) -> None:
    with pytest.raises((ssl.SSLError, OSError)):
        open_tls(installation, "other.example.org")


def open_tls(installation: Installation, name: str, source: str = "127.0.0.1") -> ssl.SSLSocket:
    """Return a connection on which nothing has been asked yet."""
    context = ssl.create_default_context(cafile=str(installation.folder / "tls" / "fullchain.pem"))
    plain = socket.create_connection(("127.0.0.1", installation.https), 20, (source, 0))
    return context.wrap_socket(plain, server_hostname=name)


def test_static_file_is_sent_by_the_web_server_compressed_and_for_good(
    installation: Installation, pools: Pools
) -> None:
    _status, _headers, page = installation.ask("/en/")
    style = re.search(rb'href="(/static/[^"]+\.css)"', page)
    assert style
    status, headers, body = installation.ask(style[1].decode(), headers={"Accept-Encoding": "gzip"})
    assert (status, headers["Content-Encoding"], headers["Server"]) == (200, "gzip", "nginx")
    assert b"body" in gzip.decompress(body)
    assert "immutable" in headers["Cache-Control"]
    assert installation.ask("/static/../memorial.sqlite3")[0] in (400, 404)
    assert installation.ask("/static/staticfiles.json/../../secret_key")[0] in (400, 404)


def test_others_on_the_machine_can_read_static_files_and_nothing_else(installation: Installation, pools: Pools) -> None:
    store = installation.folder / "store"
    files = [path for path in store.rglob("*") if path.is_file()]
    static = [path for path in files if path.is_relative_to(store / "static")]
    assert static
    assert [path for path in static if not path.stat().st_mode & 0o004] == []
    assert [path.name for path in files if path not in static and path.stat().st_mode & 0o077] == []


def test_what_is_posted_reaches_the_memorial_whole(installation: Installation, pools: Pools) -> None:
    _status, _headers, page = installation.ask("/en/contribute/testimony/")
    token = re.search(rb'name="token" value="([^"]+)"', page)
    assert token
    time.sleep(4)  # a form that comes back faster than anybody writes is shown again
    fields = {"token": token[1].decode(), "words": "Zqwords of a synthetic visitor", "language": "en", "keep": "yes"}
    status, headers, _body = post_form(installation, "/en/contribute/testimony/", fields | {"remarks": "", "mail": ""})
    assert status == 303
    way = headers["Location"].partition(NAME)[2] or headers["Location"]
    assert "/contribute/yours/" in way
    status, _headers, body = installation.ask(way)
    assert status == 200
    assert b"Zqwords" in body
    secret = way.split("/yours/")[1].split("/")[0]
    for typed in (f"/en/contribute/your/{secret}/", f"/en/contribute/%79ours/{secret}/", f"/en/?next={way}"):
        installation.ask(typed)
    said = logs(installation)
    assert secret not in said
    assert "Zqwords" not in said


def post_form(installation: Installation, path: str, fields: dict[str, str]) -> tuple[int, Any, bytes]:
    """Send a form as a browser does."""
    lines = [f'--zq\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}' for name, value in fields.items()]
    body = "\r\n".join([*lines, "--zq--", ""]).encode()
    return installation.ask(path, "POST", body, headers={"Content-Type": "multipart/form-data; boundary=zq"})


FORGED = {
    "X-Forwarded-Proto": "http",
    "X-Forwarded-For": "198.51.100.66",
    "X-Forwarded-Host": "evil.example.org",
    "X-Forwarded-Port": "81",
    "Forwarded": "for=198.51.100.66;proto=http;host=evil.example.org",
    "X_Forwarded_Proto": "http",
    "X_Forwarded_For": "198.51.100.67",
    "X_Request_ID": "visitor-chose-this",
}


def test_forged_and_underscored_headers_change_nothing(installation: Installation, pools: Pools) -> None:
    # A redirect to HTTPS would show that the forged scheme was believed; a robots file repeats the host.
    status, _headers, body = installation.ask("/robots.txt", headers=FORGED)
    assert status == 200
    assert f"Sitemap: https://{NAME}/sitemap.xml".encode() in body
    assert "visitor-chose-this" not in logs(installation)


def test_limits_of_one_network_cannot_be_passed_by_a_forged_address(installation: Installation, pools: Pools) -> None:
    # Each try of a private link that leads nowhere costs its network; one address that forges others is one network.
    answers = []
    for number in range(25):
        forged = {"X-Forwarded-For": f"198.51.100.{number}", "X_Forwarded_For": f"198.51.100.{number}"}
        answers.append(installation.ask(f"/en/contribute/yours/{SECRET}/", headers=forged, source="127.0.0.7")[0])
    assert answers[0] == 404
    assert answers[-1] == 429


@pytest.mark.parametrize(
    "begun",
    [
        f"GET /en/ HTTP/1.1\r\nHost: {NAME}\r\nX-Slow: ",
        f"POST /en/contribute/message/ HTTP/1.1\r\nHost: {NAME}\r\nContent-Length: 90000\r\n\r\nwords=",
    ],
    ids=["headers", "bodies"],
)
def test_slow_connections_leave_the_site_usable(installation: Installation, pools: Pools, begun: str) -> None:
    with ExitStack() as stack:
        for _number in range(SLOW):
            slow = stack.enter_context(open_tls(installation, NAME, source="127.0.0.3"))
            slow.sendall(begun.encode())
        started = time.monotonic()
        for path in ("/en/", "/en/people/", "/en/search/?q=zq", "/admin/login/"):
            assert installation.ask(path, source="127.0.0.4")[0] == 200
        assert time.monotonic() - started < 5


def test_greedy_address_is_asked_to_come_back_and_others_are_not(installation: Installation, pools: Pools) -> None:
    with closing(installation.connect(source="127.0.0.5")) as greedy:
        answers = []
        for _number in range(400):
            greedy.request("GET", "/en/", headers={"Host": NAME})
            answer = greedy.getresponse()
            answers.append((answer.status, answer.headers["Retry-After"], answer.read()))
    assert {status for status, _after, _body in answers} == {200, 503}
    after, body = next((after, body) for status, after, body in answers if status == 503)
    assert after == "30"
    assert "Пожалуйста".encode() in body
    assert installation.ask("/en/", source="127.0.0.6")[0] == 200


def test_probes_and_counts_are_for_the_operator_alone(installation: Installation, pools: Pools) -> None:
    bearer = {"Authorization": f"Bearer {TOKEN}"}
    for path in ("/healthz", "/readyz", "/metrics"):
        assert installation.ask(path, headers=bearer)[0] == 404
    for pool in pools:
        assert installation.ask_as_operator(f"/{pool}/healthz") == (200, b"alive\n")
        assert installation.ask_as_operator(f"/{pool}/readyz") == (200, b"ready\n")
        assert installation.ask_as_operator(f"/{pool}/metrics")[0] in (400, 404)
    status, said = installation.ask_as_operator("/public/metrics", **bearer)
    assert status == 200
    assert b"memorial_requests_total{" in said
    assert installation.ask_as_operator("/en/")[0] == 404


def test_logs_are_lines_of_json_without_visitors(installation: Installation, pools: Pools) -> None:
    installation.ask("/en/search/?q=zqsought", source="127.0.0.9")
    installation.ask("/en/no-such-zqpage/?q=zqsought", source="127.0.0.9")
    said = logs(installation)
    for hidden in ("zqsought", "127.0.0.9", "127.0.0.1", "198.51.100"):
        assert hidden not in said
    lines = [json.loads(line) for line in (installation.folder / "log" / "public-a.log").read_text().splitlines()]
    searched = [line for line in lines if line.get("route") == "search"]
    assert searched
    fronted = [json.loads(line) for line in (installation.folder / "log" / "access.log").read_text().splitlines()]
    assert {line["request"] for line in searched} <= {line["request"] for line in fronted}


def test_desk_goes_on_while_the_public_server_does_not(installation: Installation, pools: Pools) -> None:
    pools["public"].stop()
    try:
        for method in ("GET", "POST"):
            status, headers, body = installation.ask("/en/contribute/message/", method, b"")
            assert (status, headers["Retry-After"]) == (503, "30")
            assert b"try again in half a minute" in body
        assert installation.ask("/admin/login/")[0] == 200
        assert installation.ask_as_operator("/desk/readyz") == (200, b"ready\n")
    finally:
        pools["public"].start()
    assert installation.ask("/en/contribute/message/")[0] == 200
