"""The history of an entry: what was published, who did what, and what can be brought back."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from memorial.accounts.roles import Role
from memorial.models import Discarded, Memorial, Person, User
from memorial.review.actions import open_copy, put_in_charge
from memorial.review.restoring import discard
from memorial.review.status import Status
from memorial.review.withdrawal import reopen, withdraw, withdraw_version
from tests.conftest import make_memorial, signed_in, staff
from tests.factories import MAKERS, keep_version, make_person, make_testimony
from tests.review.acting import edited_copy, version_of
from tests.review.filling import address, messages_of


def history_of(entry: Any) -> str:
    return address(type(entry), "history", entry.pk)


def written(page: Any) -> str:
    return str(page.content.decode())


@pytest.fixture(scope="module")
def memorial(standing: None) -> Memorial:
    """One memorial for all tests."""
    return make_memorial()


@pytest.fixture(autouse=True)
def taken_back(memorial: Memorial, db: None) -> None:
    """Take back what a test does, and leave what stands for all of them."""


@pytest.fixture(scope="module")
def contributor(memorial: Memorial) -> User:
    return staff("contributor", Role.CONTRIBUTOR)


@pytest.fixture(scope="module")
def curator(memorial: Memorial) -> User:
    return staff("curator", Role.CURATOR)


@pytest.fixture(scope="module")
def published(contributor: User, curator: User) -> Person:
    """Somebody whose entry was published three times; synthetic."""
    made = keep_version(make_person(sex="unknown", texts={"en": {"story": "First synthetic story."}}))
    for sex in ("female", "male"):
        version_of(made, contributor, curator, sex=sex)
    return made


@pytest.fixture
def person(published: Person) -> Person:
    """The same person, as the database knows them when a test begins."""
    return Person.objects.get(pk=published.pk)


@pytest.mark.parametrize("model", MAKERS, ids=lambda model: model.__name__)
def test_every_kind_has_a_history(contributor_browser: Client, model: type[Any]) -> None:
    make: Any = MAKERS[model]
    page = contributor_browser.get(history_of(keep_version(make())))
    assert page.status_code == 200
    assert "Version 1" in written(page)
    draft = contributor_browser.get(history_of(make(status=Status.DRAFT)))
    assert "it was never published" in written(draft)


def test_versions_say_who_wrote_and_who_published(person: Person, contributor_browser: Client) -> None:
    page = contributor_browser.get(history_of(person))
    assert [one.revision.version for one, _form in page.context["versions"]] == [3, 2, 1]
    assert written(page).count("submitted by contributor; published by curator") == 2
    assert reverse("version", args=["person", person.public_id, 2]) in written(page)


@pytest.mark.parametrize("model", MAKERS, ids=lambda model: model.__name__)
def test_version_of_every_kind_has_its_address(curator_browser: Client, model: type[Any]) -> None:
    make: Any = MAKERS[model]
    entry = keep_version(make())
    ((one, _form),) = curator_browser.get(history_of(entry)).context["versions"]
    assert one.url == reverse("version", args=[model._meta.model_name, entry.public_id, 1])


def test_what_was_done_is_read_by_those_who_may(person: Person, curator: User, contributor: User) -> None:
    put_in_charge(entry=person, person=contributor, by=curator)
    page = written(signed_in(curator).get(history_of(person)))
    assert "handed over; to contributor" in page
    assert "published; version 3" in page
    assert "What was done" not in written(signed_in(contributor).get(history_of(person)))


def test_copy_has_the_history_of_its_entry(person: Person, contributor: User, contributor_browser: Client) -> None:
    copy = open_copy(entry=person, by=contributor)
    assert contributor_browser.get(history_of(copy)).headers["Location"] == history_of(person)


def test_any_two_versions_are_compared(person: Person, contributor_browser: Client) -> None:
    page = contributor_browser.get(history_of(person), {"a": 3, "b": 1})
    beside = page.context["compared"]
    assert (beside.older, beside.newer, beside.comparison.differs) == (1, 3, True)
    assert "From version 1 to version 3" in written(page)
    assert "First synthetic story." in written(page)


@pytest.mark.parametrize(
    "asked", [{"a": "1"}, {"a": "1", "b": "1"}, {"a": "x", "b": "2"}, {"a": "9", "b": "1"}, {"a": "9" * 99, "b": "١"}]
)
def test_versions_that_are_not_there_are_not_compared(
    person: Person, contributor_browser: Client, asked: dict[str, str]
) -> None:
    page = contributor_browser.get(history_of(person), asked)
    assert page.status_code == 200
    assert page.context["compared"] is None
    assert "Choose two different versions" in written(page)


def test_version_is_restored_as_a_working_copy(person: Person, contributor_browser: Client) -> None:
    answer = contributor_browser.post(address(Person, "acts", person.pk, "restore"), {"version": 1})
    copy = Person.objects.get(copy_of=person)
    assert answer.headers["Location"] == address(Person, "change", copy.pk)
    assert copy.sex == "unknown"
    person.refresh_from_db()
    assert person.sex == "male"


@pytest.mark.parametrize("version", ["99", "0", "x", ""])
def test_version_that_is_not_there_is_not_restored(person: Person, contributor_browser: Client, version: str) -> None:
    page = contributor_browser.post(address(Person, "acts", person.pk, "restore"), {"version": version})
    assert page.status_code == 422
    assert not Person.objects.filter(copy_of=person).exists()


def test_version_is_not_restored_over_an_open_copy(
    person: Person, contributor: User, contributor_browser: Client
) -> None:
    open_copy(entry=person, by=contributor)
    page = contributor_browser.post(address(Person, "acts", person.pk, "restore"), {"version": 1})
    assert "There is a working copy already" in written(page)


def test_earlier_version_is_withdrawn_here(person: Person, curator_browser: Client) -> None:
    sent = {"version": 1, "reason": "privacy"}
    answer = curator_browser.post(address(Person, "acts", person.pk, "withdraw_version"), sent)
    assert answer.headers["Location"] == history_of(person)
    page = curator_browser.get(history_of(person))
    assert "to protect somebody&#x27;s privacy" in written(page)
    withdrawable = {one.revision.version: one.can_be_withdrawn for one, _form in page.context["versions"]}
    assert withdrawable == {3: False, 2: True, 1: False}
    again = curator_browser.post(address(Person, "acts", person.pk, "withdraw_version"), sent)
    assert again.status_code == 422
    assert "has been withdrawn already" in written(again)


def test_words_of_a_withdrawn_version_are_read_only_by_those_who_may_withdraw(
    person: Person, curator: User, contributor: User, contributor_browser: Client
) -> None:
    withdraw_version(entry=person, version=1, by=curator, reason="privacy")
    page = contributor_browser.get(history_of(person), {"a": 1, "b": 3})
    assert "First synthetic story." not in written(page)
    assert not next(one for one, _form in page.context["versions"] if one.revision.version == 1).can_be_opened
    refused = contributor_browser.post(address(Person, "acts", person.pk, "restore"), {"version": 1})
    assert "This version was withdrawn" in written(refused)
    assert not Person.objects.filter(copy_of=person).exists()
    assert signed_in(curator).get(history_of(person), {"a": 1, "b": 3}).context["compared"] is not None


def test_discarded_copy_is_brought_back(person: Person, contributor: User, contributor_browser: Client) -> None:
    discard(entry=edited_copy(person, contributor, sex="female"), by=contributor)
    page = contributor_browser.get(history_of(person))
    (row,) = page.context["discarded"]
    answer = contributor_browser.post(address(Person, "bring_back", row.pk), follow=True)
    assert "brought back as a draft" in messages_of(answer)[0]
    assert Person.objects.get(copy_of=person).sex == "female"
    again = contributor_browser.post(address(Person, "bring_back", row.pk), follow=True)
    assert "There is a working copy already" in messages_of(again)[0]


def test_words_of_a_reopened_draft_are_kept_when_a_version_is_restored_over_them(
    person: Person, curator: User, contributor_browser: Client
) -> None:
    withdraw(entry=person, by=curator, reason="mistake", note="Synthetic note")
    reopen(entry=person, by=curator)
    Person.objects.update(birth="1931")
    contributor_browser.post(address(Person, "acts", person.pk, "restore"), {"version": 1})
    (row,) = contributor_browser.get(history_of(person)).context["discarded"]
    contributor_browser.post(address(Person, "bring_back", row.pk))
    assert Person.objects.get().birth == "1931"


def test_deleted_draft_is_listed_and_brought_back(contributor: User, contributor_browser: Client) -> None:
    draft = make_person(given="Deleted", status=Status.DRAFT, created_by=contributor)
    discard(entry=draft, by=contributor)
    listed = contributor_browser.get(address(Person, "discarded"))
    ((row, name),) = listed.context["rows"]
    assert name == "Synthetic, Deleted"
    contributor_browser.post(address(Person, "bring_back", row.pk))
    back = Person.objects.get(status=Status.DRAFT)
    assert (back.public_id, back.label, back.status) == (draft.public_id, "Synthetic, Deleted", Status.DRAFT)
    assert not contributor_browser.get(address(Person, "discarded")).context["rows"]


def test_bringing_back_takes_a_post_and_the_permission(contributor: User, steward: User) -> None:
    discard(entry=make_person(status=Status.DRAFT, created_by=contributor), by=contributor)
    row = Discarded.objects.get()
    assert signed_in(contributor).get(address(Person, "bring_back", row.pk)).status_code == 405
    assert signed_in(steward).post(address(Person, "bring_back", row.pk)).status_code == 403
    assert signed_in(contributor).post(address(Person, "bring_back", row.pk + 1)).status_code == 404
    assert not Person.objects.filter(status=Status.DRAFT).exists()


def test_restricted_draft_is_brought_back_by_a_keeper_alone(keeper: User, contributor_browser: Client) -> None:
    draft = make_person(given="Secret", status=Status.DRAFT, restricted=True, created_by=keeper)
    discard(entry=draft, by=keeper)
    row = Discarded.objects.get()
    assert not contributor_browser.get(address(Person, "discarded")).context["rows"]
    assert contributor_browser.post(address(Person, "bring_back", row.pk)).status_code == 404
    ((_row, name),) = signed_in(keeper).get(address(Person, "discarded")).context["rows"]
    assert name == f"person {draft.public_id}"
    signed_in(keeper).post(address(Person, "bring_back", row.pk))
    assert Person.objects.get(status=Status.DRAFT).restricted


def test_opaque_kind_is_listed_by_its_id(contributor: User, contributor_browser: Client) -> None:
    testimony = make_testimony(status=Status.DRAFT, created_by=contributor, narrator_name="Synthetic Narrator")
    discard(entry=testimony, by=contributor)
    page = contributor_browser.get(address(type(testimony), "discarded"))
    assert "Synthetic Narrator" not in written(page)
    assert testimony.public_id in written(page)


def test_history_of_a_withdrawn_entry_is_hidden_with_it(
    person: Person, curator: User, contributor: User, contributor_browser: Client
) -> None:
    discard(entry=edited_copy(person, contributor, sex="female"), by=contributor)
    withdraw(entry=person, by=curator, reason="privacy", note="Synthetic note")
    assert contributor_browser.get(history_of(person)).status_code == 404
    assert contributor_browser.post(address(Person, "bring_back", Discarded.objects.get().pk)).status_code == 404


def long_history(person: Person, contributor: User, curator: User, count: int) -> None:
    """Give an entry so many more versions, discarded copies and acts."""
    for number in range(count):
        discard(entry=edited_copy(person, contributor, birth=f"19{number + 20}"), by=contributor)
        version_of(person, contributor, curator, birth=f"19{number + 10}")
        put_in_charge(entry=person, person=contributor, by=curator)
        withdraw_version(entry=person, version=number + 1, by=curator, reason="mistake")


def test_history_costs_the_same_however_long_it_is(
    curator: User, contributor: User, curator_browser: Client, django_assert_max_num_queries: Any
) -> None:
    costs = []
    for count in (1, 3):
        person = keep_version(make_person())
        long_history(person, contributor, curator, count)
        with django_assert_max_num_queries(22) as asked:
            page = curator_browser.get(history_of(person))
        costs.append(len(asked))
        assert len(page.context["versions"]) == count + 1
        assert len(page.context["discarded"]) == count
    assert costs[0] == costs[1]


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_deleted_drafts_costs_the_same(
    contributor: User, contributor_browser: Client, count: int, django_assert_num_queries: Any
) -> None:
    for _draft in range(count):
        discard(entry=make_person(status=Status.DRAFT, created_by=contributor), by=contributor)
    contributor_browser.get(address(Person, "discarded"))
    with django_assert_num_queries(7):
        page = contributor_browser.get(address(Person, "discarded"))
    assert len(page.context["rows"]) == count
