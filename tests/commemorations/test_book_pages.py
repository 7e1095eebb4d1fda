"""The book of condolence and the candles on the desk."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from memorial.commemorations.actions import lower_candles, put_back_message, take_message_down
from memorial.models import CandleDay, LedgerLine, Message, User
from memorial.review.actions import TransitionRefused
from tests.conftest import signed_in
from tests.review.filling import messages_of

#: Session, person, two kinds of permission, the memorial for the clock; how many there are, and the rows.
QUERIES = 7
DAY = date(2026, 2, 26)


def message(by: User | None = None, **fields: Any) -> Message:
    fields = {"words": "Synthetic message", "language": "en", "shown_at": timezone.now(), "shown_by": by, **fields}
    return Message.objects.create(**fields)


def lines() -> list[tuple[str, str, str]]:
    return list(LedgerLine.objects.order_by("number").values_list("verb", "kind", "entry"))


def test_message_is_taken_down_and_put_back(curator: User, visitor: Client) -> None:
    kept, browser = message(words="Zqwords of the message"), signed_in(curator)
    assert "Zqwords" in visitor.get(reverse("messages")).content.decode()
    down = browser.post(reverse("admin:message_take_down", args=[kept.public_id]), follow=True)
    assert messages_of(down) == ["The message is taken down."]
    assert "Zqwords" not in visitor.get(reverse("messages")).content.decode()
    assert "Zqwords" not in down.content.decode()
    assert "Zqwords" in browser.get(reverse("admin:messages") + "?down=yes").content.decode()
    back = browser.post(reverse("admin:message_put_back", args=[kept.public_id]), follow=True)
    assert messages_of(back) == ["The message is shown again."]
    assert "Zqwords" in visitor.get(reverse("messages")).content.decode()
    about = ("message", kept.public_id)
    assert lines() == [("message_down", *about), ("message_back", *about)]
    ledger = browser.get(reverse("admin:ledger")).content.decode()
    assert "Message" in ledger
    assert "Zqwords" not in ledger


def test_act_that_was_done_already_is_refused_in_a_sentence(curator: User) -> None:
    kept = message()
    with pytest.raises(TransitionRefused, match="not taken down"):
        put_back_message(message=kept, by=curator)
    take_message_down(message=kept, by=curator)
    with pytest.raises(TransitionRefused, match="taken down already"):
        take_message_down(message=kept, by=curator)
    kept.delete()
    kept.pk = 99
    with pytest.raises(TransitionRefused, match="no longer there"):
        put_back_message(message=kept, by=curator)
    assert len(lines()) == 1


def test_what_its_writer_has_paused_stays_hidden_when_it_is_put_back(curator: User) -> None:
    kept = take_message_down(message=message(paused_at=timezone.now()), by=curator)
    put_back_message(message=kept, by=curator)
    assert not Message.objects.public().exists()


def test_candles_are_lowered_and_never_raised(curator: User) -> None:
    CandleDay.objects.create(day=DAY, count=5000)
    browser, url = signed_in(curator), reverse("admin:candles_lower", args=[DAY.isoformat()])
    done = browser.post(url, {"count": "40"}, follow=True)
    assert messages_of(done) == ["The count is lowered."]
    assert CandleDay.objects.get().count == 40
    for count in ("41", "40", "-1", "", "a", "9" * 30):
        answer = browser.post(url, {"count": count})
        assert answer.status_code == 422
        assert "error" in answer.content.decode()
    assert CandleDay.objects.get().count == 40
    assert lines() == [("candles_lowered", "candleday", "2026-02-26")]
    assert LedgerLine.objects.get().detail == {"counted": 5000, "lowered_to": 40}
    assert browser.get(reverse("admin:ledger")).status_code == 200


@pytest.mark.parametrize("day", ["2026-02-27", "2026-02-30", "today", "0000-00-00"])
def test_day_without_candles_is_not_found(curator_browser: Client, day: str) -> None:
    CandleDay.objects.create(day=DAY, count=1)
    assert curator_browser.post(reverse("admin:candles_lower", args=[day]), {"count": "0"}).status_code == 404


def test_pages_are_for_those_who_moderate(contributor: User, keeper: User, steward: User, visitor: Client) -> None:
    kept = message()
    CandleDay.objects.create(day=DAY, count=9)
    acts = [reverse(f"admin:{name}", args=[kept.public_id]) for name in ("message_take_down", "message_put_back")]
    acts.append(reverse("admin:candles_lower", args=[DAY.isoformat()]))
    for person in (contributor, keeper, steward):
        browser = signed_in(person)
        assert browser.get(reverse("admin:messages")).status_code == 403
        assert browser.get(reverse("admin:candles")).status_code == 403
        assert [browser.post(url, {"count": "1"}).status_code for url in acts] == [403] * 3
        with pytest.raises(PermissionDenied):
            lower_candles(day=DAY, count=1, by=person)
    assert {visitor.get(reverse(f"admin:{name}")).status_code for name in ("messages", "candles")} == {302}
    assert not lines()


def test_acts_are_not_done_by_reading(curator_browser: Client) -> None:
    kept = message()
    for name, key in (("message_take_down", kept.public_id), ("message_put_back", kept.public_id)):
        assert curator_browser.get(reverse(f"admin:{name}", args=[key])).status_code == 405
    assert curator_browser.post(reverse("admin:message_take_down", args=["0" * 12])).status_code == 404


def test_message_is_written_in_its_own_direction(curator: User) -> None:
    message(curator, words="<b>Synthetic</b>", language="fa", name="Zq <i>")
    page = signed_in(curator).get(reverse("admin:messages")).content.decode()
    assert 'lang="fa" dir="rtl"' in page
    assert "&lt;b&gt;Synthetic" in page
    assert "<i>" not in page


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("way", ["messages", "candles"])
def test_list_costs_the_same(curator: User, way: str, rows: int, django_assert_num_queries: Any) -> None:
    for number in range(rows):
        message(curator)
        CandleDay.objects.create(day=date(2026, 2, 1 + number), count=3)
    browser = signed_in(curator)
    with django_assert_num_queries(QUERIES):
        assert browser.get(reverse(f"admin:{way}")).status_code == 200
