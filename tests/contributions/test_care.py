"""Care: a quiet word after many heavy things, for whoever opened them and nobody else."""

from datetime import timedelta
from unittest import mock

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from memorial.contributions.care import MANY
from memorial.contributions.models import Contribution, State
from memorial.models import LedgerLine, User
from tests.contributions.sending import sent_in
from tests.review.filling import messages_of

QUEUE = reverse("admin:contributions")
IN_CHARGE = reverse("admin:contributions_hand_over")


def open_heavy(browser: Client, how_many: int) -> None:
    """Open so many heavy contributions, one after another, and one of them twice."""
    for _each in range(how_many):
        row = sent_in(grave=True)
        address = reverse("admin:contribution", args=[row.reference])
        browser.get(address)
    browser.get(address)


def test_pause_is_suggested_after_many_and_only_to_the_one_who_opened_them(
    curator_browser: Client, second_curator_browser: Client
) -> None:
    open_heavy(curator_browser, MANY - 1)
    light = sent_in()
    curator_browser.get(reverse("admin:contribution", args=[light.reference]))
    assert "good moment for a pause" not in curator_browser.get(QUEUE).content.decode()
    open_heavy(curator_browser, 1)
    text = curator_browser.get(QUEUE).content.decode()
    assert f"You have opened {MANY} heavy contributions today." in text
    assert IN_CHARGE in text
    assert "good moment for a pause" not in second_curator_browser.get(QUEUE).content.decode()
    assert not LedgerLine.objects.exists()


def test_another_session_and_another_day_begin_anew(curator: User, curator_browser: Client) -> None:
    open_heavy(curator_browser, MANY)
    assert "for a pause" in curator_browser.get(QUEUE).content.decode()
    other = Client()
    other.force_login(curator)
    assert "for a pause" not in other.get(QUEUE).content.decode()
    tomorrow = timezone.localdate() + timedelta(days=1)
    with mock.patch("django.utils.timezone.localdate", return_value=tomorrow):
        assert "for a pause" not in curator_browser.get(QUEUE).content.decode()


def test_what_is_in_charge_is_handed_over(curator: User, curator_browser: Client, second_curator: User) -> None:
    mine = [sent_in(in_charge=curator) for _each in range(3)]
    foreign = sent_in(in_charge=second_curator)
    decided = sent_in(in_charge=curator, state=State.ACCEPTED)
    page = curator_browser.get(IN_CHARGE)
    assert [line.contribution for line in page.context["lines"]] == mine
    kept = [*(row.reference for row in (*mine[:2], foreign, decided)), "\0"]
    answer = curator_browser.post(IN_CHARGE, {"reference": kept, "person": second_curator.pk}, follow=True)
    assert "2 were handed over." in messages_of(answer)
    in_charge = dict(Contribution.objects.values_list("reference", "in_charge"))
    assert [in_charge[row.reference] for row in mine] == [second_curator.pk, second_curator.pk, curator.pk]
    assert list(LedgerLine.objects.values_list("verb", flat=True)) == ["handed_over"] * 2


def test_handing_over_needs_a_mark_and_a_colleague(curator: User, curator_browser: Client, steward: User) -> None:
    row = sent_in(in_charge=curator)
    for data in ({}, {"reference": row.reference}, {"reference": row.reference, "person": steward.pk}, {"person": "x"}):
        assert curator_browser.post(IN_CHARGE, data).status_code == 422
    assert Contribution.objects.get(pk=row.pk).in_charge == curator
    assert not LedgerLine.objects.exists()


def test_nothing_in_charge_is_said_calmly(curator_browser: Client) -> None:
    assert "You have nothing in charge." in curator_browser.get(IN_CHARGE).content.decode()
