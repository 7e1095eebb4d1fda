"""The review page: what is compared there, who is offered what, and what becomes of a refusal."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from memorial.models import LedgerLine, Memorial, Person, PersonCitation, User
from memorial.review.actions import add_note, open_copy, put_in_charge, return_to_author, submit
from memorial.review.clock import set_clock
from memorial.review.ledger import Verb
from memorial.review.status import Status
from memorial.review.withdrawal import reopen, withdraw
from tests.conftest import signed_in
from tests.factories import MAKERS, add_name, keep_version, make_asset, make_person, make_place, make_source
from tests.review.acting import edited_copy, page_of, published
from tests.review.filling import address, send


def acts_on(page: Any) -> list[str]:
    """Return the acts that a page offers, with their forms."""
    return [act.name for act, _form in page.context["acts"]]


def act(browser: Client, entry: Any, name: str, **sent: Any) -> Any:
    """Send the form of an act as the page of the entry shows it."""
    page = browser.get(page_of(entry))
    form = next((form for act, form in page.context["acts"] if act.name == name), page.context["note_form"])
    return browser.post(address(type(entry), "acts", entry.pk, name), {**form.initial, **sent})


def written(page: Any) -> str:
    return str(page.content.decode())


@pytest.mark.parametrize("model", MAKERS, ids=lambda model: model.__name__)
@pytest.mark.parametrize("status", [Status.DRAFT, Status.PUBLISHED])
def test_page_of_every_kind_shows_what_it_says(curator_browser: Client, model: type[Any], status: Status) -> None:
    make: Any = MAKERS[model]
    entry = make(status=status)
    page = curator_browser.get(page_of(entry))
    assert page.status_code == 200
    assert page.context["comparison"].is_alone
    assert "What it says" in written(page)


def test_copy_is_compared_with_its_entry_words_marked(curator: User, contributor_browser: Client) -> None:
    person = make_person(texts={"en": {"story": "A synthetic life in one town."}})
    copy: Any = open_copy(entry=person, by=curator)
    copy.translations.update(story="A synthetic life in two towns.")
    page = written(contributor_browser.get(page_of(copy)))
    assert "Compared with version 1" in page
    assert '<del><span class="visually-hidden">[taken away: </span>one town<span' in page
    assert '<ins><span class="visually-hidden">[new: </span>two towns<span' in page
    assert "the public page does not change until it is published" in page


def test_words_of_an_entry_are_never_markup(curator_browser: Client) -> None:
    person = make_person(given="<b>Given</b>", texts={"en": {"story": "<script>synthetic()</script>"}})
    page = written(curator_browser.get(page_of(person)))
    assert "<script>synthetic" not in page
    assert "<b>Given" not in page
    assert "&lt;script&gt;synthetic()&lt;/script&gt;" in page


def test_reader_who_can_change_nothing_reads_it_here(steward: User) -> None:
    person = make_person(texts={"en": {"story": "A synthetic story."}})
    browser = signed_in(steward)
    assert browser.get(address(Person, "change", person.pk)).headers["Location"] == page_of(person)
    page = browser.get(page_of(person))
    assert "A synthetic story." in written(page)
    assert acts_on(page) == ["withdraw"]


def test_author_is_told_that_somebody_else_publishes(curator: User, curator_browser: Client) -> None:
    person = make_person(status=Status.DRAFT)
    submit(entry=person, by=curator, note="Synthetic note")
    page = curator_browser.get(page_of(person))
    assert "publish" not in acts_on(page)
    assert "Somebody else has to look at it and publish it" in written(page)
    refused = curator_browser.post(address(Person, "acts", person.pk, "publish"), {"note": "A forged note"})
    assert refused.status_code == 422
    assert "A forged note" in written(refused)
    assert "You have written or submitted this version yourself" in written(refused)
    assert Person.objects.get().status == Status.IN_REVIEW


def test_only_curator_is_told_that_it_is_by_one_hand(memorial: Memorial, curator: User) -> None:
    Memorial.objects.update(one_hand=True)
    person = make_person(status=Status.DRAFT)
    submit(entry=person, by=curator, note="Synthetic note")
    page = signed_in(curator).get(page_of(person))
    assert "publish" in acts_on(page) and "you are the only curator" in written(page)


def test_reviewer_publishes_what_was_compared(contributor: User, second_curator_browser: Client) -> None:
    person = make_person()
    copy = edited_copy(person, contributor, sex="male")
    submit(entry=copy, by=contributor, note="Synthetic note")
    page = second_curator_browser.get(page_of(copy))
    assert acts_on(page) == ["publish", "return", "discard", "take", "hand_over"]
    warned = {f"acknowledge_{finding.name}": "on" for finding in page.context["findings"]}
    answer = act(second_curator_browser, copy, "publish", **warned)
    assert answer.headers["Location"] == page_of(person)
    person.refresh_from_db()
    assert (person.sex, person.version) == ("male", 2)


def test_each_warning_has_its_own_mark_with_its_sentence(contributor: User, curator_browser: Client) -> None:
    person = make_person(status=Status.DRAFT, birth="1953")
    submit(entry=person, by=contributor, note="Synthetic note")
    page = curator_browser.get(page_of(person))
    warnings = [finding for finding in page.context["findings"] if not finding.blocking]
    assert warnings
    for finding in warnings:
        assert f'name="acknowledge_{finding.name}"' in written(page)
        assert written(page).count(str(finding.sentence)) == 1
    refused = act(curator_browser, person, "publish", note="Synthetic words to keep")
    assert refused.status_code == 422
    assert "Synthetic words to keep" in written(refused)
    assert Person.objects.get().status == Status.IN_REVIEW


def test_blocked_entry_is_not_offered_for_publishing(contributor: User, curator_browser: Client) -> None:
    place = make_place(status=Status.IN_REVIEW)
    place.translations.all().delete()
    page = written(curator_browser.get(page_of(place)))
    assert "This has to be mended first" in page
    assert '<button type="submit" disabled>Publish</button>' in page


def test_returned_draft_shows_the_reason(contributor: User, curator: User, contributor_browser: Client) -> None:
    person = make_person(status=Status.DRAFT)
    submit(entry=person, by=contributor, note="Synthetic note")
    return_to_author(entry=person, by=curator, reason="Synthetic reason to return")
    page = contributor_browser.get(page_of(person))
    assert "Returned to its author" in written(page)
    assert written(page).count("Synthetic reason to return") == 2
    assert acts_on(page)[0] == "submit"
    form = address(Person, "change", person.pk)
    assert "Synthetic reason to return" in written(contributor_browser.get(form))


def test_withdrawn_entry_says_since_when_and_why(curator: User, curator_browser: Client) -> None:
    person = make_person()
    withdraw(entry=person, by=curator, reason="privacy", note="Synthetic reason for colleagues")
    page = written(curator_browser.get(page_of(person)))
    assert "to protect somebody&#x27;s privacy. This is all that visitors are told." in page
    assert "Synthetic reason for colleagues" in page


def test_scheduled_and_approved_say_when(contributor: User, curator: User, curator_browser: Client) -> None:
    set_clock(timezone.now())
    day = timezone.now() + timedelta(days=30)
    assert "Visitors will see it from" in written(curator_browser.get(page_of(make_person(opens_at=day))))
    copy = edited_copy(make_person(), contributor, sex="male")
    submit(entry=copy, by=contributor, note="Synthetic note")
    published(copy, curator, opens_at=day)
    copy.refresh_from_db()
    page = written(curator_browser.get(page_of(copy)))
    assert "Approved by curator. It will be published on" in page


def test_page_leads_to_the_preview_the_public_page_and_the_history(curator: User, curator_browser: Client) -> None:
    person = make_person()
    page = curator_browser.get(page_of(person))
    assert page.context["public_url"] == person.get_absolute_url()
    assert not page.context["preview_url"]
    copy = open_copy(entry=person, by=curator)
    page = curator_browser.get(page_of(copy))
    assert page.context["preview_url"] == reverse("preview", args=["person", copy.public_id])
    assert page.context["public_url"] == person.get_absolute_url()
    assert address(Person, "history", copy.pk) in written(page)
    asset = make_asset(status=Status.DRAFT)
    page = curator_browser.get(page_of(asset))
    assert page.context["preview_url"] == reverse("preview", args=["asset", asset.public_id])
    assert page.context["public_url"] == ""


def test_note_is_written_into_the_thread(curator: User, contributor_browser: Client) -> None:
    person = make_person()
    add_note(entry=person, by=curator, text="Synthetic question")
    answer = act(contributor_browser, person, "note", note="Synthetic answer")
    page = contributor_browser.get(answer.headers["Location"])
    assert [note.text for note in page.context["thread"]] == ["Synthetic question", "Synthetic answer"]
    assert act(contributor_browser, person, "note", note="   ").status_code == 422


def test_who_is_in_charge_is_said_and_can_change(curator: User, curator_browser: Client) -> None:
    person = make_person(status=Status.DRAFT)
    page = curator_browser.get(page_of(person))
    assert "nobody is in charge" in written(page)
    assert "take" in acts_on(page)
    put_in_charge(entry=person, person=curator, by=curator)
    assert "in charge: curator" in written(curator_browser.get(page_of(person)))
    assert "take" not in acts_on(curator_browser.get(page_of(person)))


def test_act_that_is_not_offered_says_why_and_keeps_the_words(contributor: User, curator_browser: Client) -> None:
    person = make_person(status=Status.IN_REVIEW)
    assert "return" in acts_on(curator_browser.get(page_of(person)))
    Person.objects.update(status=Status.DRAFT)  # a colleague was quicker
    late = curator_browser.post(address(Person, "acts", person.pk, "return"), {"note": "Synthetic reason, late"})
    assert late.status_code == 422
    assert "it cannot be returned" in written(late)
    assert "Synthetic reason, late" in written(late)


def test_reopened_draft_is_compared_with_its_last_version(curator: User, curator_browser: Client) -> None:
    person = keep_version(make_person(sex="female"))
    withdraw(entry=person, by=curator, reason="mistake", note="Synthetic note")
    draft = reopen(entry=person, by=curator)
    assert "It says the same as version 1" in written(curator_browser.get(page_of(draft)))
    Person.objects.update(sex="male")
    assert curator_browser.get(page_of(draft)).context["comparison"].differs


def test_address_of_what_was_published_meanwhile_says_so(
    contributor: User, curator: User, curator_browser: Client
) -> None:
    person = make_person()
    copy = edited_copy(person, contributor, sex="male")
    gone = copy.pk
    submit(entry=copy, by=contributor, note="Synthetic note")
    published(copy, curator)
    for url in (address(Person, "review", gone), address(Person, "history", gone)):
        page = curator_browser.get(url)
        assert page.status_code == 404
        assert "Somebody has published or discarded it meanwhile" in written(page)
    sent = {"note": "Synthetic reason, too late", "of": person.public_id}
    late = curator_browser.post(address(Person, "acts", gone, "return"), sent)
    assert late.status_code == 404
    assert "Synthetic reason, too late" in written(late)
    assert page_of(person) in written(late)
    assert curator_browser.post(address(Person, "edit", gone)).status_code == 404


def test_hidden_entry_is_as_one_that_is_not_there(contributor_browser: Client) -> None:
    hidden = make_person(given="Synthetic secret", status=Status.DRAFT, restricted=True)
    page = contributor_browser.get(page_of(hidden))
    assert page.status_code == 404
    assert "Synthetic secret" not in written(page)
    forged = contributor_browser.post(address(Person, "acts", 999, "note"), {"note": "x", "of": hidden.public_id})
    assert "Synthetic secret" not in written(forged)
    assert page_of(hidden) not in written(forged)


@pytest.mark.parametrize("what", ["review", "change", "history"])
def test_opening_of_a_restricted_entry_is_written_down_once(keeper: User, what: str) -> None:
    person = make_person(status=Status.DRAFT, restricted=True)
    browser = signed_in(keeper)
    for times in (1, 2):
        assert browser.get(address(Person, what, person.pk)).status_code == 200
        lines = LedgerLine.objects.filter(verb=Verb.OPENED, actor=keeper, entry=person.public_id)
        assert lines.count() == times
    browser.get(address(Person, "review", make_person().pk))
    assert LedgerLine.objects.count() == 2


def test_form_says_that_it_is_a_working_copy_and_leads_to_review(curator: User, curator_browser: Client) -> None:
    copy = open_copy(entry=make_person(), by=curator)
    form = address(Person, "change", copy.pk)
    page = written(curator_browser.get(form))
    assert "working copy of version 1; the public page does not change until it is published" in page
    assert address(Person, "history", copy.pk) in page
    answer = send(curator_browser, form, sex="male", _review="1")
    assert answer.headers["Location"] == page_of(copy)


def test_form_of_what_has_no_history_leads_to_none(steward: User, memorial: Memorial) -> None:
    page = written(signed_in(steward).get(address(Memorial, "change", memorial.pk)))
    assert "/history/" not in page


def long_person(count: int) -> Person:
    """Make a person with so many names, citations and languages."""
    person = make_person(texts={tag: {"story": "Synthetic."} for tag in ("en", "az", "ru")[:count]})
    for number in range(count):
        source = make_source()
        add_name(person, given=f"Given {number}", family="Synthetic", language="ru", source=source)
        PersonCitation.objects.create(entry=person, fact="birth", source=source, locator=str(number))
    return person


def test_page_costs_the_same_for_one_part_as_for_many(
    curator: User, contributor: User, curator_browser: Client, django_assert_max_num_queries: Any
) -> None:
    costs = set()
    for count in (1, 3):
        copy = edited_copy(long_person(count), contributor, sex="male")
        for number in range(count):
            add_note(entry=copy, by=contributor, text=f"Synthetic note {number}")
        submit(entry=copy, by=contributor, note="Synthetic")
        with django_assert_max_num_queries(48) as asked:
            curator_browser.get(page_of(copy))
        costs |= {len(asked)}
    assert len(costs) == 1
