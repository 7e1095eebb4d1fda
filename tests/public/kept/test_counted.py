"""Kept pages are counted where they are given, and carry nothing of the request for which they were made."""

from memorial.models import Memorial
from memorial.public.kept.pages import KeptPages
from tests.operations.test_counts import told
from tests.public.kept import ask

NAMES = (
    'memorial_requests_total{group="page",kept="yes",status="200"}',
    'memorial_requests_total{group="page",kept="yes",status="304"}',
    'memorial_requests_total{group="page",kept="no",status="200"}',
    "memorial_kept_pages_missed_total",
)


def test_kept_page_is_counted_once_each_time(layer: KeptPages, memorial: Memorial) -> None:
    before = [told(name) for name in NAMES]
    first = ask(layer, "/en/")
    ask(layer, "/en/")
    ask(layer, "/en/", HTTP_IF_NONE_MATCH=first.headers["etag"])
    assert [told(name) - then for name, then in zip(NAMES, before, strict=True)] == [2, 1, 0, 1]


def test_kept_page_carries_no_id_of_a_request(layer: KeptPages, memorial: Memorial) -> None:
    answers = [ask(layer, "/en/"), ask(layer, "/en/"), ask(layer, "/admin/login/")]
    assert ["x-request-id" in answer.headers for answer in answers] == [False, False, True]
    layer.memory.clear()
    assert "x-request-id" not in ask(layer, "/en/").headers
