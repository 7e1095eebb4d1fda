"""Acts on several entries at once: each is looked at, confirmed, and done or refused by itself."""

from typing import Any

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.test import Client

from memorial.models import Halt, LedgerLine, Person, Place, ReviewNote, User
from memorial.review import list_acts
from memorial.review.actions import open_copy, submit
from memorial.review.hands import MOST_WITHDRAWALS
from memorial.review.list_acts import LIST_ACTS
from memorial.review.status import Status
from tests.conftest import signed_in
from tests.factories import keep_version, make_person, make_place, make_testimony
from tests.review.filling import address, messages_of

PLACES = address(Place, "changelist")
NOTE = "Synthetic note with many words"


def url(act: str) -> str:
    return f"/admin/work/acts/{act}/"


def ref(entry: Any) -> str:
    return f"{entry._meta.model_name}-{entry.pk}"


def choose(browser: Client, act: str, *entries: Any, listed: str = PLACES) -> Any:
    """Mark entries in a list and choose an act, as a curator does."""
    keys = [getattr(entry, "pk", entry) for entry in entries]
    return browser.post(listed, {"action": act, ACTION_CHECKBOX_NAME: keys, "index": "0"})


def as_shown(page: Any, **more: Any) -> dict[str, Any]:
    """Return what the page that asks about an act would send."""
    choices = page.context["found"].choices
    data = {"confirmed": "1", "listed": [choice.ref for choice in choices]}
    data |= {f"seen-{choice.ref}": choice.seen for choice in choices}
    return data | {"entry": [choice.ref for choice in choices if choice.marked]} | more


def carry_out(browser: Client, act: str, *entries: Any, **more: Any) -> Any:
    """Choose entries, confirm, and return the page that says what came of it."""
    return browser.post(url(act), as_shown(choose(browser, act, *entries), **more))


def names(choices: Any) -> list[str]:
    return [choice.name for choice in choices]


def status_of(*entries: Any) -> list[str]:
    return [type(entry)._base_manager.get(pk=entry.pk).status for entry in entries]


def test_list_offers_each_role_what_it_may_do(
    contributor_browser: Client, curator_browser: Client, steward_browser: Client, keeper_browser: Client
) -> None:
    make_place()

    def offered(browser: Client) -> set[str]:
        form = browser.get(PLACES).context["action_form"]
        return {value for value, _label in form.fields["action"].choices if value} if form else set()

    assert offered(contributor_browser) == {"submit", "take", "hand_over"}
    assert offered(curator_browser) == set(LIST_ACTS)
    assert offered(steward_browser) == {"withdraw"}
    assert "publish" not in LIST_ACTS
    assert offered(keeper_browser) == {"submit", "take", "hand_over"}


def test_choice_in_a_list_asks_first_and_does_nothing(contributor_browser: Client) -> None:
    places = [make_place(f"Synthetic {letter}", status=Status.DRAFT) for letter in "ab"]
    page = choose(contributor_browser, "submit", *places)
    assert page.status_code == 200
    assert names(page.context["found"].choices) == ["Synthetic a", "Synthetic b"]
    assert "What is new, and what to look at." in page.content.decode()
    assert status_of(*places) == [Status.DRAFT, Status.DRAFT]


def test_entries_are_submitted_each_with_the_note_and_one_line(contributor: User, contributor_browser: Client) -> None:
    places = [make_place(status=Status.DRAFT) for _place in range(3)]
    before = LedgerLine.objects.count()
    page = carry_out(contributor_browser, "submit", *places[:2], note=NOTE)
    assert len(page.context["found"].done) == 2
    assert status_of(*places) == [Status.IN_REVIEW, Status.IN_REVIEW, Status.DRAFT]
    lines = LedgerLine.objects.order_by("number")[before:]
    assert [(line.verb, line.actor, line.entry) for line in lines] == [
        ("submitted", contributor, place.public_id) for place in sorted(places[:2], key=lambda place: place.label)
    ]
    assert list(ReviewNote.objects.values_list("text", flat=True)) == [NOTE, NOTE]


def test_entries_are_withdrawn_and_put_back_by_another(curator_browser: Client, second_curator_browser: Client) -> None:
    places = [keep_version(make_place()) for _place in range(2)]
    carry_out(curator_browser, "withdraw", *places, reason="privacy", note=NOTE)
    assert status_of(*places) == [Status.WITHDRAWN, Status.WITHDRAWN]
    own = carry_out(curator_browser, "put_back", *places)
    (reason,) = own.context["found"].refused
    assert "You have withdrawn this entry yourself" in reason
    page = carry_out(second_curator_browser, "put_back", *places)
    assert len(page.context["found"].done) == 2
    assert status_of(*places) == [Status.PUBLISHED, Status.PUBLISHED]


def test_entries_are_taken_and_handed_over(curator: User, curator_browser: Client, contributor: User) -> None:
    place = make_place(status=Status.DRAFT)
    carry_out(curator_browser, "take", place)
    assert Place.objects.get().in_charge == curator
    carry_out(curator_browser, "hand_over", place, person=contributor.pk)
    assert Place.objects.get().in_charge == contributor


def test_entry_that_changed_meanwhile_is_refused_and_the_others_are_done(contributor_browser: Client) -> None:
    changed, same = [make_place(f"Synthetic {letter}", status=Status.DRAFT) for letter in "ab"]
    page = choose(contributor_browser, "submit", changed, same)
    Place.objects.filter(pk=changed.pk).update(other_names="Synthetic alias")
    done = contributor_browser.post(url("submit"), as_shown(page, note=NOTE))
    found = done.context["found"]
    assert names(found.done) == ["Synthetic b"]
    assert {reason[:31]: names(its) for reason, its in found.refused.items()} == {
        "Somebody has changed it meanwhi": ["Synthetic a"]
    }
    assert status_of(changed, same) == [Status.DRAFT, Status.IN_REVIEW]
    assert NOTE in done.content.decode()
    assert not found.choices[0].marked
    again = contributor_browser.post(url("submit"), as_shown(done, note=NOTE, entry=[ref(changed)]))
    assert names(again.context["found"].done) == ["Synthetic a"]


@pytest.mark.parametrize("seen", ["", "forged"])
def test_entry_that_was_not_seen_is_refused(contributor_browser: Client, seen: str) -> None:
    place = make_place(status=Status.DRAFT)
    sent = {"confirmed": "1", "listed": ref(place), "entry": ref(place), f"seen-{ref(place)}": seen, "note": NOTE}
    assert contributor_browser.post(url("submit"), sent).context["found"].refused
    assert status_of(place) == [Status.DRAFT]


def test_entry_whose_status_changed_meanwhile_is_refused_and_says_so(
    contributor: User, contributor_browser: Client
) -> None:
    place = make_place("Synthetic a", status=Status.DRAFT)
    page = choose(contributor_browser, "submit", place)
    submit(entry=place, by=contributor, note="Synthetic")
    done = contributor_browser.post(url("submit"), as_shown(page, note=NOTE))
    assert "it cannot be submitted" in next(iter(done.context["found"].refused))
    assert NOTE in done.content.decode()


def test_entry_that_went_meanwhile_is_counted_as_absent(contributor_browser: Client) -> None:
    gone, kept = make_place(status=Status.DRAFT), make_place(status=Status.DRAFT)
    page = choose(contributor_browser, "submit", gone, kept)
    Place.objects.filter(pk=gone.pk).delete()
    found = contributor_browser.post(url("submit"), as_shown(page, note=NOTE)).context["found"]
    assert (found.absent, len(found.done)) == (1, 1)


@pytest.mark.parametrize("sent", [{"note": NOTE, "reason": ""}, {"note": NOTE, "reason": "forged"}])
def test_bad_input_keeps_every_word_and_every_mark(curator_browser: Client, sent: dict[str, str]) -> None:
    marked, unmarked = [keep_version(make_place(f"Synthetic {letter}")) for letter in "ab"]
    shown = choose(curator_browser, "withdraw", marked, unmarked)
    page = curator_browser.post(url("withdraw"), as_shown(shown, entry=[ref(marked)], **sent))
    assert page.status_code == 422
    assert NOTE in page.content.decode()
    assert [choice.marked for choice in page.context["found"].choices] == [True, False]
    assert status_of(marked, unmarked) == [Status.PUBLISHED, Status.PUBLISHED]
    done = curator_browser.post(url("withdraw"), as_shown(page, note=NOTE, reason="mistake"))
    assert names(done.context["found"].done) == ["Synthetic a"]


def test_confirmation_of_nothing_does_nothing_and_keeps_the_words(curator_browser: Client) -> None:
    place = keep_version(make_place())
    shown = choose(curator_browser, "withdraw", place)
    page = curator_browser.post(url("withdraw"), as_shown(shown, entry=[], note=NOTE, reason="mistake"))
    assert page.status_code == 422
    assert "No entry is marked" in page.content.decode()
    assert NOTE in page.content.decode()


def test_withdrawals_stop_at_twenty_and_the_rest_are_named(curator_browser: Client) -> None:
    places = [keep_version(make_place(f"Synthetic {number:02}")) for number in range(MOST_WITHDRAWALS + 2)]
    page = carry_out(curator_browser, "withdraw", *places, reason="mistake", note=NOTE)
    found = page.context["found"]
    assert len(found.done) == MOST_WITHDRAWALS
    ((reason, rest),) = found.refused.items()
    assert "until a colleague has confirmed" in reason
    assert names(rest) == ["Synthetic 20", "Synthetic 21"]
    assert Halt.objects.filter(confirmed_at=None).count() == 1
    assert Place.objects.filter(status=Status.WITHDRAWN).count() == MOST_WITHDRAWALS
    assert LedgerLine.objects.filter(verb="stopped").count() == 1


@pytest.mark.parametrize("key", ["x", "", "9" * 30, "-1", "1 OR 1=1", "²"])
def test_forged_key_in_a_list_is_as_if_it_was_not_there(curator_browser: Client, key: str) -> None:
    place = make_place(status=Status.DRAFT)
    page = choose(curator_browser, "submit", key, place)
    assert [choice.entry.pk for choice in page.context["found"].choices] == [place.pk]
    assert choose(curator_browser, "submit", key).status_code == 302
    for refs in ([f"place-{key}", ref(place)], [key, ref(place)], [f"user-{key}", ref(place)]):
        page = curator_browser.post(url("submit"), {"entry": refs})
        assert [choice.entry.pk for choice in page.context["found"].choices] == [place.pk]


def test_hidden_entry_is_as_if_it_was_not_there(curator: User, curator_browser: Client) -> None:
    hidden = make_person(family="Hidden", restricted=True, status=Status.DRAFT)
    page = choose(curator_browser, "submit", hidden, listed=address(Person, "changelist"))
    assert "Hidden" not in page.content.decode()
    page = curator_browser.post(url("submit"), {"entry": [ref(hidden), "person-999999"]})
    assert (page.context["found"].choices, page.context["found"].absent) == ([], 2)
    sent = {"confirmed": "1", "listed": ref(hidden), "entry": ref(hidden), "note": NOTE, f"seen-{ref(hidden)}": ""}
    assert not curator_browser.post(url("submit"), sent).context["found"].done
    assert status_of(hidden) == [Status.DRAFT]


def test_withdrawn_entry_is_as_if_it_was_not_there_for_those_who_may_not_withdraw(contributor_browser: Client) -> None:
    place = make_place("Synthetic gone", status=Status.WITHDRAWN)
    page = contributor_browser.post(url("take"), {"entry": ref(place)})
    assert page.context["found"].choices == []
    assert "Synthetic gone" not in page.content.decode()


def test_entry_that_the_list_did_not_show_is_not_taken(curator_browser: Client, curator: User) -> None:
    draft, published = make_place(status=Status.DRAFT), keep_version(make_place())
    page = choose(curator_browser, "take", draft, published, listed=f"{PLACES}?status__exact=draft")
    assert [choice.entry.pk for choice in page.context["found"].choices] == [draft.pk]
    copy = open_copy(entry=published, by=curator)
    page = choose(curator_browser, "take", draft, copy)
    assert [choice.entry.pk for choice in page.context["found"].choices] == [draft.pk]


@pytest.mark.every_case
@pytest.mark.parametrize("act", LIST_ACTS)
def test_act_is_for_those_alone_who_may_do_it(
    act: str, contributor_browser: Client, steward_browser: Client, curator_browser: Client
) -> None:
    place = make_place(status=Status.DRAFT)
    may = {"submit": "contributor", "take": "contributor", "hand_over": "contributor", "withdraw": "steward"}
    for role, browser in (("contributor", contributor_browser), ("steward", steward_browser)):
        answer = browser.post(url(act), {"entry": ref(place)})
        assert answer.status_code == (200 if may.get(act) == role else 403)
    assert curator_browser.post(url(act), {"entry": ref(place)}).status_code == 200
    assert curator_browser.get(url(act))["Location"] == "/admin/"


@pytest.mark.parametrize("act", ["publish", "discard", "note", "nothing"])
def test_nothing_else_is_done_from_a_list(act: str, curator_browser: Client) -> None:
    place = make_place(status=Status.IN_REVIEW)
    assert curator_browser.post(url(act), {"entry": ref(place), "confirmed": "1"}).status_code == 404
    chosen = choose(curator_browser, act, place)
    assert messages_of(curator_browser.get(chosen["Location"])) == ["No action selected."]


def test_more_than_two_hundred_are_refused(curator_browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    places = [make_place(status=Status.DRAFT) for _place in range(3)]
    monkeypatch.setattr(list_acts, "MOST", 2)
    monkeypatch.setattr("memorial.review.admin.MOST", 2)
    page = choose(curator_browser, "submit", *places)
    assert page.status_code == 302
    page = curator_browser.post(url("submit"), {"entry": [ref(place) for place in places]})
    assert page.status_code == 422
    assert "At most 2 entries" in page.content.decode()


def test_several_kinds_are_taken_together_from_a_list_of_work(curator: User, curator_browser: Client) -> None:
    entries = [
        make_place(status=Status.IN_REVIEW),
        make_testimony(status=Status.IN_REVIEW),
        make_person(status="draft"),
    ]
    shown = curator_browser.post(url("take"), {"entry": [ref(entry) for entry in entries]})
    curator_browser.post(url("take"), as_shown(shown))
    assert all(type(entry)._base_manager.get(pk=entry.pk).in_charge == curator for entry in entries)


def test_button_beside_a_row_takes_that_row_alone(curator_browser: Client) -> None:
    one, other = make_place(status=Status.DRAFT), make_place(status=Status.DRAFT)
    page = curator_browser.post(url("hand_over"), {"only": ref(one), "entry": [ref(one), ref(other)]})
    assert [choice.entry.pk for choice in page.context["found"].choices] == [one.pk]


@pytest.mark.parametrize("rows", [1, 3])
def test_page_that_asks_costs_the_same(curator: User, rows: int, django_assert_num_queries: Any) -> None:
    places = [make_place(status=Status.DRAFT, in_charge=curator) for _place in range(rows)]
    browser = signed_in(curator)
    refs = [ref(place) for place in places]
    with django_assert_num_queries(QUERIES):
        browser.post(url("submit"), {"entry": refs})


#: Session, person, the memorial for the clock, two kinds of permission, the places, their parts.
QUERIES = 7
