"""The queue: its order, what a row tells, how it is narrowed and paged, and what is put aside together."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from memorial.accounts.roles import Role
from memorial.contributions.intake import new_reference
from memorial.contributions.models import Contribution, Kind, State
from memorial.contributions.queue_order import PER_PAGE, Cursor, read_key, write_key
from memorial.models import LedgerLine, User, WatchedWord
from tests.conftest import signed_in, staff
from tests.contributions.sending import number, sent_in, with_file
from tests.factories import make_person
from tests.review.filling import messages_of

QUEUE = reverse("admin:contributions")


def references(page: Any) -> list[str]:
    """Return the references of a list in their order."""
    return [line.contribution.reference for line in page.context["lines"]]


def walk(browser: Client, asked: str = "") -> list[list[str]]:
    """Return the references of every page of the queue, page by page."""
    pages, after = [], ""
    while True:
        page = browser.get(f"{QUEUE}?{asked}&after={after}")
        pages.append(references(page))
        after = page.context["following"]
        if not after:
            return pages
        assert len(pages) < 50


def many(how_many: int, **fields: Any) -> None:
    """Store many rows like one that was sent, each a little later than the one before."""
    first = sent_in(**fields)
    rows = []
    for _each in range(how_many - 1):
        copy = Contribution.objects.get(pk=first.pk)
        copy.pk, copy.once, copy.link, copy.reference = None, f"{next(number):032d}", None, new_reference()
        rows.append(copy)
    Contribution.objects.bulk_create(rows)


def test_urgent_stands_on_top_and_then_the_oldest(curator_browser: Client) -> None:
    young, old = sent_in(days=1), sent_in(Kind.MESSAGE, days=9)
    correction, request = sent_in(Kind.CORRECTION, days=2), sent_in(Kind.TAKEDOWN)
    answered = sent_in(days=4, state=State.ANSWERED)
    for state in (State.ACCEPTED, State.ASIDE, State.ASKED, State.BEGUN, State.WITHDRAWN):
        sent_in(state=state)
    shown = references(curator_browser.get(QUEUE))
    assert shown == [row.reference for row in (request, correction, old, answered, young)]


def test_row_tells_what_it_is_and_how_long_it_has_waited(curator: User, curator_browser: Client) -> None:
    word = WatchedWord.objects.create(words="zqword")
    person = make_person(given="Zqgiven")
    row = sent_in(
        Kind.CORRECTION,
        days=3,
        language="az",
        words="Synthetic first line. " + "More. " * 100,
        about_kind="person",
        about=person.public_id,
        signs=["flood", f"watched:{word.pk}", "watched:999", "no-such-sign"],
        in_charge=curator,
    )
    with_file(row)
    page = curator_browser.get(QUEUE)
    text = re.sub(r"\s+", " ", page.content.decode())
    for words in ("Correction", row.reference, "new · Azerbaijani", "waits for 3 days", "1 file", "in your charge"):
        assert words in text, words
    for words in ("about: ", "Zqgiven", "it arrived in a flood", "“zqword”", "unusual", "Synthetic first line.", " …"):
        assert words in text, words
    assert '<p class="first" lang="az" dir="ltr">' in text
    assert len(page.context["lines"][0].first) == 240


def test_grave_words_are_folded_and_language_keeps_its_direction(curator_browser: Client) -> None:
    sent_in(words="Synthetic words of torture", language="fa")
    text = curator_browser.get(QUEUE).content.decode()
    folded = re.search(r"<details class=\"grave\">.*?</details>", text, re.DOTALL)
    assert folded
    assert "Synthetic words of torture" in folded[0]
    assert text.count("Synthetic words of torture") == 1
    assert 'lang="fa" dir="rtl"' in folded[0]
    assert "<details open" not in text


def test_what_is_about_a_restricted_entry_does_not_name_it(curator_browser: Client) -> None:
    person = make_person(given="Zqhidden", status="draft", restricted=True)
    sent_in(Kind.CORRECTION, about_kind="person", about=person.public_id)
    text = curator_browser.get(QUEUE).content.decode()
    assert "about: person" in text
    assert "Zqhidden" not in text
    assert person.public_id not in text


def test_light_ones_stand_between_heavy_ones_on_every_page(curator_browser: Client) -> None:
    many(70, days=9, grave=True)
    many(60, days=2, grave=False)
    pages = walk(curator_browser)
    shown = [reference for page in pages for reference in page]
    assert len(shown) == len(set(shown)) == 130
    heavy = dict(Contribution.objects.values_list("reference", "grave"))
    light_left, run = 60, 0
    for reference in shown:
        run = run + 1 if heavy[reference] else 0
        light_left -= not heavy[reference]
        assert run <= 2 or light_left == 0
    assert [len(page) for page in pages] == [PER_PAGE, PER_PAGE, 30]


def test_light_ones_of_a_lower_rank_do_not_come_before_urgent_heavy_ones(curator_browser: Client) -> None:
    urgent = [sent_in(Kind.CORRECTION, days=9 - day, grave=True) for day in range(4)]
    light = sent_in(days=20)
    assert references(curator_browser.get(QUEUE)) == [row.reference for row in [*urgent, light]]


@pytest.mark.parametrize(
    "after", ["", "x", "~~", "1-2-3~4-5-6~9", "-1--2~", "9" * 400, "1-99999999999999999-1~~0", "١-١-١~~"]
)
def test_odd_cursor_shows_a_page(after: str, curator_browser: Client) -> None:
    sent_in()
    for state in ("", "declined"):
        assert curator_browser.get(QUEUE, {"after": after, "state": state}).status_code == 200


def test_cursor_is_read_as_it_was_written() -> None:
    for text in ("2-1700000000000001-5~~1", "2-1-5~3-4-6~2", "~~0"):
        assert str(Cursor.read(text)) == text
    assert write_key(read_key("2-1700000000000001-5")) == "2-1700000000000001-5"


def test_queue_is_narrowed(curator: User, curator_browser: Client) -> None:
    plain = sent_in(language="az")
    asked = sent_in(state=State.ASKED, in_charge=curator)
    message = sent_in(Kind.MESSAGE, language="fa", signs=["links"])
    watched = sent_in(language="ru", signs=["watched:1"])
    aside = sent_in(state=State.ASIDE)
    changed = sent_in(state=State.ACCEPTED, changed_at=plain.sent_at)
    for asked_for, found in {
        "state=asked": [asked],
        "state=aside": [aside],
        "state=changed": [changed],
        "kind=message": [message],
        "language=az": [plain],
        "language=other": [message],
        "sign=none": [plain],
        "sign=links": [message],
        "sign=any": [message, watched],
        "sign=watched%3A": [watched],
        "mine=yes": [asked],
        "kind=correction": [],
        "state=nonsense": [plain, message, watched],
        "state=begun": [plain, message, watched],
    }.items():
        page = curator_browser.get(f"{QUEUE}?{asked_for}")
        assert references(page) == [row.reference for row in found], asked_for


def test_decided_ones_stand_with_the_latest_first_and_are_paged(curator_browser: Client) -> None:
    many(60, state=State.DECLINED, days=5)
    last = sent_in(state=State.DECLINED)
    pages = walk(curator_browser, "state=declined")
    assert pages[0][0] == last.reference
    assert [len(page) for page in pages] == [PER_PAGE, 11]
    assert len({reference for page in pages for reference in page}) == 61


def test_what_arrived_in_a_flood_waits_apart_and_folded(curator_browser: Client) -> None:
    real = sent_in(days=1)
    many(8, days=2, rank=9, signs=["flood"])
    page = curator_browser.get(QUEUE)
    assert references(page) == [real.reference]
    assert len(page.context["pile"]) == 5
    assert '<details class="pile">' in page.content.decode()
    for asked in ("state=apart", "sign=flood"):
        assert len(references(curator_browser.get(f"{QUEUE}?{asked}"))) == 8


def test_many_of_one_sign_are_put_aside_after_a_look(curator_browser: Client) -> None:
    real, request = sent_in(), sent_in(Kind.TAKEDOWN, signs=["flood"])
    many(30, rank=9, signs=["flood"])
    address = reverse("admin:contributions_put_aside")
    assert "Put all of these aside" in curator_browser.get(f"{QUEUE}?sign=flood").content.decode()
    page = curator_browser.get(address, {"sign": "flood"})
    assert (page.context["number"], len(page.context["lines"])) == (30, 20)
    assert Contribution.objects.filter(state=State.ASIDE).count() == 0
    late = sent_in(signs=["flood"])
    data = {"sign": "flood", "listed": f"{page.context['listed']} \0", "confirmed": "1"}
    answer = curator_browser.post(address, data, follow=True)
    assert messages_of(answer) == ["30 were put aside."]
    assert {row.reference for row in Contribution.objects.filter(state=State.NEW)} == {
        real.reference,
        request.reference,
        late.reference,
    }
    assert LedgerLine.objects.count() == 1
    again = curator_browser.post(address, data, follow=True)
    assert "Nothing was done" in messages_of(again)[0]
    assert LedgerLine.objects.count() == 1


def test_nothing_is_put_aside_together_without_a_sign(curator_browser: Client) -> None:
    row = sent_in()
    for sign in ("", "none", "nonsense"):
        data = {"sign": sign, "listed": row.reference, "confirmed": "1"}
        curator_browser.post(reverse("admin:contributions_put_aside"), data)
    assert Contribution.objects.get(pk=row.pk).state == State.NEW


def test_start_page_tells_how_many_wait_and_leads_there(curator_browser: Client, contributor_browser: Client) -> None:
    index = reverse("admin:index")
    assert "nothing waits" in curator_browser.get(index).content.decode()
    sent_in(days=4)
    sent_in(Kind.TAKEDOWN)
    sent_in(rank=9)
    text = curator_browser.get(index).content.decode()
    assert "2 contributions wait." in text
    assert "The oldest was sent 4\xa0days ago." in text
    assert text.count(f'href="{QUEUE}"') == 2
    assert QUEUE not in contributor_browser.get(index).content.decode()


def test_reference_leads_to_its_contribution(curator_browser: Client) -> None:
    row = sent_in()
    answer = curator_browser.get(QUEUE, {"reference": f" {row.reference.lower()} "})
    assert answer["Location"] == reverse("admin:contribution", args=[row.reference])
    begun = sent_in(state=State.BEGUN)
    for reference in (begun.reference, "XXXX-XXXX", "\0", "<b>"):
        answer = curator_browser.get(QUEUE, {"reference": reference})
        assert "There is no contribution with this reference." in answer.content.decode()
        assert "<b>" not in answer.content.decode()


def test_keeper_finds_a_reference_and_no_list(keeper: User) -> None:
    browser = signed_in(keeper)
    row = sent_in(words="Synthetic words for nobody else")
    page = browser.get(QUEUE)
    assert page.status_code == 200
    assert row.reference not in page.content.decode()
    assert "Synthetic words" not in page.content.decode()
    assert browser.get(QUEUE, {"reference": row.reference}).status_code == 302


def test_queue_is_for_curators_and_keepers(
    contributor_browser: Client, steward_browser: Client, visitor: Client
) -> None:
    for name in ("contributions", "contributions_put_aside", "contributions_hand_over"):
        for browser in (contributor_browser, steward_browser):
            assert browser.get(reverse(f"admin:{name}")).status_code == 403
            assert browser.post(reverse(f"admin:{name}"), {"sign": "flood"}).status_code == 403
        assert visitor.get(reverse(f"admin:{name}")).status_code == 302


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("asked", ["", "state=declined", "sign=flood"])
def test_queue_asks_the_same_however_many_wait(
    rows: int, asked: str, memorial: object, django_assert_num_queries: Any
) -> None:
    person = staff("asking", Role.CURATOR)
    browser = signed_in(person)
    state = State.DECLINED if "declined" in asked else State.NEW
    for _row in range(rows):
        for rank in (2, 9):
            entry = make_person()
            row = sent_in(
                rank=rank, about_kind="person", about=entry.public_id, signs=["flood", "watched:1"], state=state
            )
            with_file(row)
    browser.get(QUEUE)
    with django_assert_num_queries({"": 13, "state=declined": 9, "sign=flood": 12}[asked]):
        browser.get(f"{QUEUE}?{asked}")
