"""Two people save the same entry: the second sees both texts and chooses, and nothing is written over unseen."""

from django.test import Client

from memorial.models import Person, Place, Testimony, User
from memorial.people.names import PersonName
from memorial.review.ledger import LedgerLine
from memorial.review.status import Status
from tests.factories import make_person, make_place, make_testimony
from tests.review.filling import address, filled, problems
from tests.review.meeting import Two, asked, draft, form_of, meet, new_name, settle


def is_line_of_text(name: str) -> bool:
    """Return whether a field takes any words: one of its own, or one of the first language's."""
    own, texts = {"credit", "title"}, {"name", "title", "body", "subject", "summary", "story"}
    return name in own or (name.startswith("translations-0-") and name.rpartition("-")[2] in texts)


def test_plain_field_that_both_changed_must_be_chosen(two: Two) -> None:
    person = draft(birth="1950")
    page = meet(two, person, {"birth": "1951"}, {"birth": "1952"})
    assert asked(page) == {"birth": ""}
    assert Person.objects.get().birth == "1952"
    again = settle(two[0], page)
    assert asked(again) == {"birth": ""}
    assert "Choose one of the two." in again.content.decode()
    assert settle(two[0], again, birth="mine").status_code == 302
    assert Person.objects.get().birth == "1951"


def test_fields_that_one_of_them_changed_are_both_kept(two: Two) -> None:
    person = draft(birth="1950")
    page = meet(two, person, {"sex": "female"}, {"birth": "1952"})
    assert asked(page) == {"birth": "kept", "sex": "mine"}
    assert settle(two[0], page).status_code == 302
    person.refresh_from_db()
    assert (person.birth, person.sex) == ("1952", "female")


def test_page_says_who_has_saved_and_when(two: Two, second_curator: User) -> None:
    page = meet(two, draft(birth="1950"), {"sex": "female"}, {"birth": "1952"})
    assert f"edited by {second_curator.known_as}" in page.content.decode()


def test_conflict_writes_no_line_until_it_is_settled(two: Two) -> None:
    page = meet(two, draft(birth="1950"), {"sex": "female"}, {"birth": "1952"})
    lines = LedgerLine.objects.count()
    two[0].get(page.context["address"])
    assert LedgerLine.objects.count() == lines
    settle(two[0], page)
    assert LedgerLine.objects.count() == lines + 1


def test_box_that_was_ticked_by_the_other_stays_ticked(two: Two) -> None:
    person = draft()
    page = meet(two, person, {"birth": "1951"}, {"burial_unknown": "on"})
    assert asked(page) == {"birth": "mine", "burial_unknown": "kept"}
    settle(two[0], page)
    person.refresh_from_db()
    assert person.burial_unknown


def test_people_of_a_testimony_are_named_and_chosen(two: Two) -> None:
    people = [make_person(given=f"Synthetic {letter}") for letter in "ABC"]
    testimony = make_testimony(status=Status.DRAFT)
    testimony.people.add(people[0])
    first, second, third = (person.pk for person in people)
    page = meet(two, testimony, {"people": [first, second]}, {"people": [first, third]})
    assert asked(page) == {"people": ""}
    assert "Synthetic B" in page.content.decode()
    assert settle(two[0], page, people="mine").status_code == 302
    assert set(Testimony.objects.get().people.values_list("pk", flat=True)) == {first, second}


def test_third_person_who_saves_while_somebody_chooses_is_seen_too(two: Two, contributor_browser: Client) -> None:
    person = draft(birth="1950")
    page = meet(two, person, {"birth": "1951"}, {"birth": "1952"})
    contributor_browser.post(form_of(person), filled(contributor_browser.get(form_of(person))) | {"sex": "male"})
    again = settle(two[0], page, birth="mine")
    assert asked(again) == {"birth": "", "sex": "kept"}
    assert settle(two[0], again, birth="mine").status_code == 302
    person.refresh_from_db()
    assert (person.birth, person.sex) == ("1951", "male")


def test_choice_between_two_texts_is_asked_again_when_there_is_a_third(two: Two, contributor_browser: Client) -> None:
    person = draft(birth="1950")
    page = meet(two, person, {"birth": "1951"}, {"birth": "1952"})
    contributor_browser.post(form_of(person), filled(contributor_browser.get(form_of(person))) | {"birth": "1953"})
    again = settle(two[0], page, birth="mine")
    assert "1953" in again.content.decode()
    assert asked(again) == {"birth": ""}
    assert Person.objects.get().birth == "1953"


def test_refused_words_of_a_settled_conflict_stand_in_the_ordinary_form(two: Two) -> None:
    person = draft(birth="1950")
    page = settle(two[0], meet(two, person, {"birth": "30 February 1950"}, {"sex": "female"}))
    assert page.status_code == 200
    data = filled(page)
    assert (data["birth"], data["sex"]) == ("30 February 1950", "female")
    answer = two[0].post(form_of(person), data | {"birth": "1951"})
    assert answer.status_code == 302, problems(answer)


def test_form_sent_twice_saves_once(two: Two) -> None:
    person = draft()
    data = filled(two[0].get(form_of(person))) | new_name(person, "İki Sintetik")
    assert two[0].post(form_of(person), data).status_code == 302
    lines = LedgerLine.objects.count()
    answer = two[0].post(form_of(person), data)
    assert answer.status_code == 302, problems(answer)
    assert (person.names.count(), LedgerLine.objects.count()) == (2, lines)


def test_page_that_was_gone_back_to_saves_what_was_changed_there(two: Two) -> None:
    person = draft(birth="1950")
    data = filled(two[0].get(form_of(person))) | new_name(person, "İki Sintetik") | {"burial_unknown": "on"}
    assert two[0].post(form_of(person), data).status_code == 302
    answer = two[0].post(form_of(person), data | {"birth": "1951", "names-0-full": "Changed Synthetic"})
    assert answer.status_code == 302, problems(answer)
    person.refresh_from_db()
    assert (person.birth, person.burial_unknown) == ("1951", True)
    assert {one.full for one in person.names.all()} == {"Changed Synthetic", "İki Sintetik"}


def test_page_that_was_gone_back_to_writes_over_nobody(two: Two) -> None:
    person = draft(birth="1950")
    data = filled(two[0].get(form_of(person)))
    assert two[0].post(form_of(person), data | {"sex": "female"}).status_code == 302
    two[1].post(form_of(person), filled(two[1].get(form_of(person))) | {"birth": "1952", "burial_unknown": "on"})
    page = two[0].post(form_of(person), data | {"sex": "female", "fate": "killed"})
    assert asked(page) == {"birth": "kept", "burial_unknown": "kept", "fate": "mine"}


def test_old_window_of_the_same_person_writes_over_nothing(two: Two) -> None:
    person = draft(birth="1950")
    old = filled(two[0].get(form_of(person)))
    fresh = filled(two[0].get(form_of(person)))
    assert two[0].post(form_of(person), fresh | {"birth": "1952"}).status_code == 302
    page = two[0].post(form_of(person), old | {"sex": "female"})
    assert asked(page) == {"birth": "", "sex": ""}
    assert "by yourself" in page.content.decode()


def test_form_without_a_token_is_compared_with_what_is_kept(two: Two) -> None:
    person = draft(birth="1950")
    data = filled(two[0].get(form_of(person))) | {"birth": "1951", "open_form": "unknown"}
    assert asked(two[0].post(form_of(person), data)) == {"birth": ""}
    assert asked(two[0].post(form_of(person), {"birth": "1951"}))["birth"] == ""
    assert Person.objects.get().birth == "1950"


def test_new_entry_sent_twice_is_made_once(curator_browser: Client) -> None:
    url = address(Place, "add")
    data = filled(curator_browser.get(url)) | {"kind": "town", "translations-1-name": "Synthetic town"}
    assert curator_browser.post(url, data).status_code == 302
    answer = curator_browser.post(url, data)
    assert (answer.status_code, answer["Location"]) == (302, form_of(Place.objects.get()))
    page = curator_browser.post(url, data | {"translations-1-name": "Synthetic other town"})
    assert page.status_code == 409
    assert "Synthetic other town" in page.content.decode()
    assert Place.objects.count() == 1


def test_name_of_a_hidden_entry_is_not_told_by_the_conflict_page(two: Two) -> None:
    hidden = make_place("Synthetic hidden place", status=Status.DRAFT, restricted=True)
    person = draft(birthplace=hidden, birth="1950")
    page = meet(two, person, {"birthplace": ""}, {"birth": "1952"})
    assert asked(page) == {"birth": "kept", "birthplace": "mine"}
    assert "Synthetic hidden place" not in page.content.decode()
    assert PersonName.objects.count() == 1
