"""The book of condolence: as it was written, in its own language and direction, once a curator has read it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from memorial.commemorations.messages import Message
from memorial.models import Memorial


def make_message(words: str = "Synthetic message", **fields: Any) -> Message:
    """Make a message that a curator has shown; synthetic."""
    return Message.objects.create(**{"words": words, "language": "az", "shown_at": timezone.now(), **fields})


@pytest.fixture(autouse=True)
def book(memorial: Memorial, settings: Any) -> None:
    return None


def test_message_stands_in_its_language_and_direction(visitor: Client) -> None:
    make_message("Synthetic words", language="fa", name="Zqname")
    page = visitor.get("/en/messages/").content.decode()
    assert '<div class="said" lang="fa" dir="rtl">' in page
    assert '<bdi lang="fa">Zqname</bdi>' in page


def test_message_is_plain_text(visitor: Client) -> None:
    make_message("<script>x</script> [a](http://example.org/)\n\nSecond\nline", name="<b>Zq</b>")
    page = visitor.get("/en/messages/").content.decode()
    assert "<script>x" not in page
    assert "<b>Zq" not in page
    assert 'href="http://example.org' not in page
    assert "<p>Second<br>line</p>" in page


def test_message_cannot_turn_round_the_page(visitor: Client) -> None:
    make_message("a\u202eb\u2066c", name="d\u202ee")
    page = visitor.get("/en/messages/").content.decode()
    assert "abc" in page
    assert "de</bdi>" in page
    assert not {"\u202e", "\u2066"} & set(page)


@pytest.mark.parametrize("hidden", ["taken_down_at", "paused_at"])
def test_hidden_message_changes_nothing_that_a_stranger_sees(visitor: Client, hidden: str) -> None:
    make_message("Shown")
    before = visitor.get("/en/messages/")
    gone = make_message("Zqhidden", **{hidden: timezone.now()})
    for query in ("", f"?after={gone.public_id}", f"?before={gone.public_id}"):
        after = visitor.get(f"/en/messages/{query}")
        assert (after.content, after.headers) == (before.content, before.headers)


def test_book_is_paged_with_the_latest_first(visitor: Client) -> None:
    now = timezone.now()
    for number in range(45):
        make_message(f"Synthetic {number:02}", shown_at=now - timedelta(minutes=number))
    first = visitor.get("/en/messages/")
    page = first.content.decode()
    assert page.index("Synthetic 00") < page.index("Synthetic 39")
    assert "Synthetic 40" not in page
    after = Message.objects.get(words="Synthetic 39").public_id
    second = visitor.get(f"/en/messages/?after={after}").content.decode()
    assert "Synthetic 40" in second
    assert "Synthetic 39" not in second


def test_book_costs_the_same_with_more_messages(visitor: Client) -> None:
    counts = []
    for wanted in (1, 3):
        while Message.objects.count() < wanted:
            make_message()
        with CaptureQueriesContext(
            connection,
        ) as found:
            visitor.get("/en/messages/")
        counts.append(len(found))
    assert counts[0] == counts[1]
    assert counts[0] <= 4
