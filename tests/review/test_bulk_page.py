"""The desk's pages about bulk reviews: opened from a narrowed list, checked row by row, published and withdrawn."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from memorial.models import BulkReview, LedgerLine, Person, User
from memorial.review.bulk_acts import publish_set
from memorial.review.bulk_checking import check_row
from memorial.review.bulk_sets import OFFERED, OfferedSet, offers_set
from memorial.review.bulk_working import work
from tests.conftest import signed_in
from tests.factories import make_person
from tests.review.bulk import check_all, drafts, opened
from tests.review.entrance_bulk import LINES, SAID, act, address_of
from tests.review.filling import address, messages_of

OPEN = "admin:bulk_open"


def queries(browser: Client, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert browser.get(url).status_code == 200
    return len(asked)


def test_set_goes_through_the_desk_from_the_list_to_its_withdrawal(
    contributor: User, curator: User, second_curator: User
) -> None:
    drafts(2, contributor)
    other = make_person(status="in_review", family="Otherova", created_by=contributor)
    first, second = signed_in(curator), signed_in(second_curator)
    narrowed = "?status__exact=draft"
    listed = first.get(address(Person, "changelist") + narrowed).content.decode()
    url = reverse(OPEN, args=["person"]) + narrowed
    assert url in listed
    page = first.get(url)
    assert (page.context["found"], page.context["sample"]) == (2, 2)
    answer = first.post(url, SAID, follow=True)
    review = BulkReview.objects.get()
    assert answer.context["counts"]["in_set"] == 2
    for browser in (first, second):
        answer = browser.get(address_of("bulk_check_next", review), follow=True)
        while "row" in answer.context:
            shown = answer.content.decode()
            assert "Sintetikova" in shown and "Otherova" not in shown
            data = {"verdict": "right", "remark": "", "seen": answer.context["seen"]}
            answer = browser.post(address_of("bulk_check", review, answer.context["row"].number), data, follow=True)
    assert answer.context["may_publish"]
    names = [warned.name for warned in answer.context["warnings"]]
    assert names
    where, sent = act(review, "publish")
    answer = second.post(where, sent | {"acknowledged": names}, follow=True)
    assert answer.headers["Refresh"]
    work(review.pk)
    assert Person.objects.public().count() == 2
    assert not Person.objects.public().filter(pk=other.pk).exists()
    said = first.get(address_of("bulk_review", review)).content.decode()
    assert "2 published" in said and "Withdraw what this bulk review published" in said
    refused = first.post(*act(review, "withdraw"))
    assert refused.status_code == 422
    first.post(*act(review, "withdraw", note="Synthetic mistake"))
    work(review.pk)
    assert not Person.objects.public().exists()


@pytest.mark.parametrize("name", sorted(LINES))
def test_each_act_writes_one_line_and_a_second_time_none(
    name: str, contributor: User, curator: User, second_curator: User, steward: User
) -> None:
    make, verb = LINES[name]
    review = make()
    person = steward if name in ("confirm", "withdraw", "stop") else curator
    browser, last = signed_in(person), LedgerLine.objects.count()
    browser.get(act(review, name)[0])
    signed_in(contributor).post(*act(review, name, note="Synthetic"))
    assert LedgerLine.objects.count() == last
    browser.post(*act(review, name, note="Synthetic"))
    done = LedgerLine.objects.filter(number__gt=last)
    assert [line.verb for line in done] == [verb]
    if name != "draw":
        browser.post(*act(review, name, note="Synthetic"))
        assert done.count() == 1


def test_lists_cost_the_same_with_one_row_and_with_three(contributor: User, curator: User) -> None:
    browser = signed_in(curator)

    def cost(number: int) -> list[int]:
        review = opened(curator, drafts(number, contributor))
        for row in review.of_rows.all():
            check_row(review=review, number=row.number, by=curator, right=False, remark="Synthetic")
        review.of_rows.update(left="changed")
        ways = ("bulk_reviews",), ("bulk_review", review.pk), ("bulk_check", review.pk, 1), (OPEN[6:], "person")
        urls = [reverse(f"admin:{way}", args=more) for way, *more in ways]
        return [queries(browser, url) for url in [*urls, reverse("admin:index")]]

    cost(1)
    assert cost(1) == cost(3)


@pytest.mark.parametrize(
    "data",
    [{}, {"verdict": "maybe"}, {"verdict": "right", "seen": "\x00"}, {"verdict": "wrong", "remark": "x" * 3000}]
    + [{"verdict": "wrong", "remark": "\x00"}, {"verdict": "right", "seen": "y" * 999}],
)
def test_bad_word_on_a_row_is_refused_and_loses_nothing(data: Any, contributor: User, curator: User) -> None:
    review = opened(curator, drafts(1, contributor))
    answer = signed_in(curator).post(address_of("bulk_check", review, 1), data)
    assert answer.status_code == 422
    assert data.get("remark", "").replace("\x00", "") in answer.content.decode()


def test_addresses_that_name_nothing_are_not_found(contributor: User, curator: User) -> None:
    browser, review = signed_in(curator), opened(curator, drafts(1, contributor))
    for way, more in (("bulk_review", [10**30]), ("bulk_check", [review.pk, 10**30]), ("bulk_check", [review.pk, 7])):
        assert browser.get(reverse(f"admin:{way}", args=more)).status_code == 404
    assert browser.post(*act(review, "delete")).status_code == 404
    assert browser.get("/admin/bulk/open/user/").status_code == 404
    for asked in ("?no=such", "?status__exact=%00", "?q=%00", "?pk__in=1", "?page=9", "?q=" + "x" * 5000):
        assert browser.get(reverse(OPEN, args=["person"]) + asked).status_code in (200, 422), asked


def test_set_that_another_concept_offers_is_opened_by_its_parameter(contributor: User, curator: User) -> None:
    person, _other = drafts(2, contributor)
    offers_set("synthetic")(lambda user, value: OfferedSet([int(value)], "Synthetic list"))
    try:
        url = f"{reverse(OPEN, args=['person'])}?synthetic={person.pk}"
        page = signed_in(curator).get(url)
        assert (page.context["found"], page.context["form"].initial["title"]) == (1, "Synthetic list")
        signed_in(curator).post(url, SAID)
    finally:
        del OFFERED["synthetic"]
    assert BulkReview.objects.get().of_rows.get().entry == person.pk


def test_restricted_entry_is_not_named_to_those_who_may_not_know_of_it(contributor: User, curator: User) -> None:
    (person,) = drafts(1, contributor)
    review = opened(curator, [person])
    review.of_rows.update(left="restricted")
    Person.objects.filter(pk=person.pk).update(restricted=True)
    for way, more in (("bulk_review", []), ("bulk_check", [1])):
        page = signed_in(curator).get(address_of(way, review, *more))
        assert page.status_code == 200
        assert "Sintetikova" not in page.content.decode()


def test_what_another_person_said_of_a_row_is_shown_to_those_who_have_said_it_themselves(
    contributor: User, curator: User, second_curator: User
) -> None:
    review = opened(curator, drafts(1, contributor))
    url = reverse("admin:bulk_check", args=[review.pk, 1])
    first, second = signed_in(curator), signed_in(second_curator)
    seen = first.get(url).context["seen"]
    first.post(url, {"verdict": "right", "remark": "Synthetic remark", "seen": seen})
    assert "Synthetic remark" in first.get(url).content.decode()
    assert "Synthetic remark" not in second.get(url).content.decode()
    second.post(url, {"verdict": "right", "remark": "", "seen": seen})
    assert "Synthetic remark" in second.get(url).content.decode()


def test_act_says_why_it_was_refused(contributor: User, curator: User) -> None:
    review = opened(curator, drafts(1, contributor))
    answer = signed_in(curator).post(*act(review, "publish"), follow=True)
    assert any("not checked yet" in sentence for sentence in messages_of(answer))


@pytest.mark.parametrize(
    ("language", "blocked", "warned"),
    [
        ("en", "needs a content note: raped", "The age (aged 141 or 142) is above 120."),
        ("ru", "нужно предупреждение о содержании: raped", "превышает 120"),
    ],
)
def test_row_that_was_left_out_says_why_in_the_words_of_the_reader(
    contributor: User, curator: User, second_curator: User, language: str, blocked: str, warned: str
) -> None:
    people = [*drafts(1, contributor), *drafts(1, contributor, birth="1850", death="1992")]
    people += drafts(1, contributor, texts={"en": {"story": "She was raped."}})
    review = opened(curator, people)
    check_all(review, curator, second_curator)
    publish_set(review=review, by=curator, acknowledged=set(review.warnings) - {"age-over-120"})
    work(review.pk)
    browser, url = signed_in(curator), address_of("bulk_review", review)
    page = browser.get(url, headers={"accept-language": language}).content.decode()
    left = page[page.index('id="left"') :]
    assert blocked in left and warned in left, left
    assert "age-over-120" not in left and "content-note-en" not in left
    Person.objects.filter(pk=people[2].pk).update(restricted=True)
    assert "raped" not in browser.get(url).content.decode()
