"""What curators do about searches in vain, on the page of the desk and after it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from memorial.models import LedgerLine, Memorial, Person, PersonName, UnansweredSearch, User
from memorial.review.actions import TransitionRefused, copy_of_entry, open_copy
from memorial.review.ledger import Verb
from memorial.review.status import Status
from memorial.search.asked_acts import answer_search, forget_searches, set_search_aside, take_search
from tests.conftest import signed_in
from tests.factories import make_person
from tests.review.filling import address, filled, messages_of

LIST = "/admin/searches/"
TODAY = date(2026, 3, 10)


def sought(words: str = "leyla sinaqova", days: int = 3, **fields: Any) -> UnansweredSearch:
    """Keep a search in vain that was asked on so many days."""
    return UnansweredSearch.objects.create(words=words, days=days, **{"last_day": TODAY, **fields})


def shown(browser: Client) -> list[str]:
    """Return the words that the page shows."""
    return [search.words for search in browser.get(LIST).context["searches"]]


def lines() -> list[tuple[str, str, str]]:
    """Return the lines of the ledger about searches and people."""
    return list(LedgerLine.objects.order_by("number").values_list("verb", "kind", "entry"))


def test_two_days_are_not_shown_and_three_are(curator_browser: Client) -> None:
    two = sought("synthetic two", days=2)
    sought("synthetic three", days=3)
    assert shown(curator_browser) == ["synthetic three"]
    assert "1 name waits" in curator_browser.get("/admin/").content.decode()
    for way in ("look_into_search", "set_search_aside", "searched_person"):
        url = reverse(f"admin:{way}", args=[two.pk])
        assert {curator_browser.get(url).status_code, curator_browser.post(url).status_code} <= {404, 405}


@pytest.mark.parametrize("who", ["contributor_browser", "keeper_browser", "steward_browser"])
def test_only_curators_see_what_was_sought(request: pytest.FixtureRequest, who: str) -> None:
    browser = request.getfixturevalue(who)
    search = sought()
    assert browser.get(LIST).status_code == 403
    assert "/admin/searches/" not in browser.get("/admin/").content.decode()
    for way in ("look_into_search", "set_search_aside", "searched_person"):
        assert browser.post(reverse(f"admin:{way}", args=[search.pk])).status_code == 403
    assert UnansweredSearch.objects.get().state == "waiting"


def test_acts_ask_for_the_permission_themselves(contributor: User) -> None:
    search, person = sought(), make_person()
    for act in (take_search, set_search_aside):
        with pytest.raises(PermissionDenied):
            act(search=search, by=contributor)
    with pytest.raises(PermissionDenied):
        answer_search(search=search, person=person, by=contributor)


def test_look_into_it_says_who_does(curator: User, second_curator: User) -> None:
    search = sought()
    signed_in(curator).post(reverse("admin:look_into_search", args=[search.pk]))
    assert f"in charge: {curator.known_as}" in signed_in(second_curator).get(LIST).content.decode()
    assert lines() == [(Verb.TAKEN, "unansweredsearch", str(search.pk))]
    with pytest.raises(TransitionRefused):
        take_search(search=search, by=curator)


def test_set_aside_is_gone_and_the_ledger_has_no_word_of_it(curator_browser: Client) -> None:
    search = sought()
    curator_browser.post(reverse("admin:set_search_aside", args=[search.pk]))
    assert shown(curator_browser) == []
    assert lines() == [(Verb.SEARCH_ASIDE, "unansweredsearch", str(search.pk))]
    assert "sinaqova" not in str(list(LedgerLine.objects.values()))
    again = curator_browser.post(reverse("admin:set_search_aside", args=[search.pk]), follow=True)
    assert "A colleague was faster" in " ".join(messages_of(again))


def test_person_is_offered_by_the_same_matching(curator_browser: Client) -> None:
    person = make_person(given="Leyla", family="Sınaqova")
    search = sought("leila synaqova")
    page = curator_browser.get(reverse("admin:searched_person", args=[search.pk]))
    assert [line.person for line in page.context["people"]] == [person]
    other = make_person(given="Samir", family="Yoxlayev")
    page = curator_browser.get(reverse("admin:searched_person", args=[search.pk]), {"q": "Йохлаев"})
    assert [line.person for line in page.context["people"]] == [other]


def test_we_have_this_person_begins_a_name_in_the_working_copy(curator_browser: Client) -> None:
    person, search = make_person(given="Leyla", family="Sınaqova"), sought("leila synagova")
    page = curator_browser.post(
        reverse("admin:searched_person", args=[search.pk]), {"person": str(person.pk)}, follow=True
    )
    copy: Any = copy_of_entry(Person.objects.get(pk=person.pk))
    assert page.redirect_chain[-1][0].startswith(address(Person, "change", copy.pk))
    names = next(one.formset for one in page.context["inline_admin_formsets"] if one.formset.model is PersonName)
    begun = names.extra_forms[0]
    assert (begun["full"].value(), begun["kind"].value(), begun["source"].value()) == (
        "leila synagova",
        "as_written",
        None,
    )
    assert [verb for verb, _kind, _entry in lines()] == [Verb.COPIED]
    assert not PersonName.objects.filter(full__contains="synagova").exists()
    assert shown(curator_browser) == []
    assert [one.words for one in curator_browser.get(f"{LIST}?answered=yes").context["searches"]] == ["leila synagova"]


def test_name_that_was_begun_is_saved_as_it_is_written(curator_browser: Client) -> None:
    person, search = make_person(given="Leyla", family="Sınaqova"), sought("leila synagova")
    page = curator_browser.post(
        reverse("admin:searched_person", args=[search.pk]), {"person": str(person.pk)}, follow=True
    )
    copy: Any = copy_of_entry(Person.objects.get(pk=person.pk))
    names = next(one.formset for one in page.context["inline_admin_formsets"] if one.formset.model is PersonName)
    begun = names.extra_forms[0].prefix
    written = filled(page) | {f"{begun}-full": "Leila Synagova", f"{begun}-language": "en"}
    curator_browser.post(address(Person, "change", copy.pk), written)
    assert copy.names.filter(full="Leila Synagova", kind="as_written", source=None).exists()
    assert not person.names.filter(full="Leila Synagova").exists()
    assert Person.objects.get(pk=person.pk).status == Status.PUBLISHED


def test_copy_or_draft_that_is_there_takes_the_name(curator: User) -> None:
    person = make_person()
    copy = open_copy(entry=person, by=curator)
    assert answer_search(search=sought(), person=person, by=curator) == copy
    draft = make_person(status=Status.DRAFT)
    search = sought("other sinaqova")
    assert answer_search(search=search, person=draft, by=curator) == draft
    assert [verb for verb, _kind, _entry in lines()] == [Verb.COPIED, Verb.SEARCH_ANSWERED, Verb.SEARCH_ANSWERED]


def test_person_who_cannot_be_changed_or_known_of_is_refused(curator: User, curator_browser: Client) -> None:
    search = sought()
    hidden = make_person(status=Status.DRAFT, restricted=True)
    withdrawn = make_person(status=Status.WITHDRAWN)
    for key in (hidden.pk, withdrawn.pk, "", "x", "9" * 30, Person.objects.order_by("-pk")[0].pk + 1):
        page = curator_browser.post(reverse("admin:searched_person", args=[search.pk]), {"person": str(key)})
        assert page.status_code == 302
    assert UnansweredSearch.objects.get().state == "waiting"
    assert lines() == []
    with pytest.raises(PermissionDenied):
        answer_search(search=search, person=hidden, by=curator)


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same(curator_browser: Client, rows: int, django_assert_num_queries: Any) -> None:
    for row in range(rows):
        sought(f"synthetic {row}")
    # Session, person, two kinds of permission, the memorial's clock, how many, and the rows.
    with django_assert_num_queries(7):
        assert len(shown(curator_browser)) == rows


def test_what_nobody_asked_again_is_forgotten(memorial: Memorial) -> None:
    old, older = TODAY - timedelta(days=91), TODAY - timedelta(days=366)
    sought("two long ago", days=2, last_day=old)
    sought("two lately", days=2, last_day=TODAY - timedelta(days=90))
    sought("three long ago", last_day=old)
    sought("three a year ago", last_day=older)
    sought("aside a year ago", last_day=older, state="aside")
    assert forget_searches(TODAY) == 3
    assert set(UnansweredSearch.objects.values_list("words", flat=True)) == {"two lately", "three long ago"}


def test_what_visitors_find_by_now_is_forgotten(memorial: Memorial) -> None:
    make_person(given="Leyla", family="Sınaqova")
    make_person(given="Samir", family="Yoxlayev", status=Status.DRAFT)
    sought("leyla sinaqova", state="answered")
    sought("samir yoxlayev", state="answered")
    assert forget_searches(TODAY) == 1
    assert UnansweredSearch.objects.get().words == "samir yoxlayev"
