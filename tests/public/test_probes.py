"""What balancers and operators ask, and what strangers get who ask the same."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from memorial.models import Contribution, Memorial
from memorial.review.timekeeping import keep_time
from tests.factories import make_person
from tests.permanent_ids import words_beside_ids

TOKEN = "synthetic-token-0123456789-0123456789"
AS_OPERATOR = {"Authorization": f"Bearer {TOKEN}"}


@pytest.mark.parametrize(("way", "said"), [("/healthz", b"alive\n"), ("/readyz", b"ready\n")])
def test_probe_answers_whoever_asks_by_whichever_name(memorial: Memorial, settings: Any, way: str, said: bytes) -> None:
    settings.SECURE_SSL_REDIRECT = True
    answer = Client().get(way, HTTP_HOST="10.0.0.5:8000")
    assert (answer.status_code, answer.content) == (200, said)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert not answer.cookies
    assert "10.0.0.5" not in str(answer.headers)


def test_process_that_answers_asks_the_database_nothing(settings: Any) -> None:
    # No fixture gives this test a database: whoever asked it would fail.
    assert Client().get("/healthz").status_code == 200


def test_server_that_is_not_ready_says_why_in_a_word(settings: Any, tmp_path: Path) -> None:
    settings.STOPPING_FILE = str(tmp_path)
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"stopping\n")
    assert Client().get("/healthz").status_code == 200


@pytest.mark.parametrize("way", ["/healthz", "/readyz"])
def test_probe_is_only_read(way: str) -> None:
    assert Client(enforce_csrf_checks=True).post(way).status_code == 405


@pytest.mark.every_case
@pytest.mark.parametrize(
    ("token", "headers"),
    [
        ("", {}),
        ("", {"Authorization": "Bearer "}),
        (TOKEN, {}),
        (TOKEN, {"Authorization": f"Bearer {TOKEN}x"}),
        (TOKEN, {"Authorization": TOKEN}),
        (TOKEN, {"Authorization": "Bearer ə"}),
    ],
)
def test_counts_do_not_exist_for_whoever_does_not_know_the_token(
    memorial: Memorial, settings: Any, token: str, headers: dict[str, str]
) -> None:
    settings.METRICS_TOKEN = token
    answer, nothing = Client().get("/metrics", headers=headers), Client().get("/no-such-page")
    assert answer.status_code == 404
    assert answer.content.replace(b"/metrics", b"") == nothing.content.replace(b"/no-such-page", b"")


def test_operator_reads_counts_and_what_waits(memorial: Memorial, settings: Any) -> None:
    settings.METRICS_TOKEN = TOKEN
    keep_time()
    Contribution.objects.create(kind="message", language="en", state="new", words="Zqwords")
    person = make_person(given="Zqname")
    Client().get(person.get_absolute_url())
    Client().get("/en/search/", {"q": "zqsought"})
    answer = Client().get("/metrics", headers=AS_OPERATOR, HTTP_HOST="10.0.0.5")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    said = answer.content.decode()
    assert 'memorial_requests_total{group="page",kept="no",status="200"}' in said
    assert 'memorial_request_seconds_count{group="search"}' in said
    assert "memorial_contributions_waiting 1.0" in said
    assert "memorial_jobs_waiting " in said
    assert 0 <= float(said.split("\nmemorial_heartbeat_age_seconds ")[1].split("\n")[0]) < 60
    assert "zq" not in words_beside_ids(said)
    assert person.public_id not in said
