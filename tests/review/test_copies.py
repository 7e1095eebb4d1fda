"""Working copies: they hold all of their entry, the public sees none of them, and writing one over loses nothing."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from memorial.models import (
    Event,
    HouseholdMember,
    Kinship,
    Memorial,
    Person,
    PersonCitation,
    PersonName,
    Place,
    Testimony,
    User,
)
from memorial.review.actions import TransitionRefused, open_copy, record_edit, submit
from memorial.review.ledger import LedgerLine, Verb
from memorial.review.snapshots import content_hash, own_rows, snapshot, whole
from memorial.review.status import Status
from tests.factories import (
    MAKERS,
    add_name,
    add_picture,
    make_asset,
    make_event,
    make_household,
    make_person,
    make_place,
    make_source,
    make_testimony,
)
from tests.review.acting import edited_copy, published, version_of


def full_person() -> Person:
    """Return a published person with names, texts, kin on both sides, a picture and citations."""
    person = make_person(
        residence=make_place(), texts={"en": {"story": "Synthetic story"}, "az": {"story": "Sintetik"}}
    )
    source = make_source()
    add_name(person, given="Sintetik", family="Soyad", language="az", source=source)
    Kinship.objects.create(person=person, kind="parent", relative=make_person(), source=source)
    Kinship.objects.create(person=make_person(), kind="sibling", relative=person)
    asset = make_asset(living="agreed", living_consent="Synthetic consent")
    add_picture(person, asset, verified_how="Synthetic note on the back")
    person.citations.create(fact="birth", source=source, locator="p. 1")
    person.citations.create(fact="death", source=source, locator="p. 2")
    return person


@pytest.mark.parametrize("model", MAKERS, ids=lambda model: model.__name__)
def test_copy_of_every_kind_says_the_same_as_its_entry(contributor: User, model: Any) -> None:
    makers: Any = MAKERS
    entry: Any = makers[model]()
    copy = open_copy(entry=entry, by=contributor)
    assert (copy.copy_of_id, copy.status, copy.created_by) == (entry.pk, Status.DRAFT, contributor)  # type: ignore[attr-defined]
    assert content_hash(copy) == content_hash(entry)


def test_copy_holds_names_texts_kin_pictures_and_citations(contributor: User) -> None:
    person = full_person()
    copy = open_copy(entry=person, by=contributor)
    kept, copied = snapshot(whole(Person, pk=person.pk)), snapshot(whole(Person, pk=copy.pk))
    assert copied == kept
    assert {name: len(rows) for name, rows in copied["parts"].items()} == {
        "names": 2,
        "translations": 2,
        "kin": 1,
        "kin_of": 1,
        "pictures": 1,
        "citations": 2,
    }


def test_copy_of_a_testimony_lists_the_same_people_places_and_events(contributor: User) -> None:
    testimony = make_testimony()
    testimony.people.add(make_person())
    testimony.places.add(make_place())
    testimony.events.add(make_event())
    copy: Any = open_copy(entry=testimony, by=contributor)
    for name in ("people", "places", "events"):
        assert list(getattr(copy, name).all()) == list(getattr(testimony, name).all())


def test_second_person_continues_the_one_copy(contributor: User, curator: User) -> None:
    person = make_person()
    first = open_copy(entry=person, by=contributor)
    assert open_copy(entry=person, by=curator) == first
    assert LedgerLine.objects.filter(verb=Verb.COPIED).count() == 1


@pytest.mark.parametrize("status", [Status.DRAFT, Status.IN_REVIEW])
def test_only_what_is_published_is_copied(contributor: User, status: Status) -> None:
    with pytest.raises(TransitionRefused):
        open_copy(entry=make_person(status=status), by=contributor)


def test_copy_of_a_copy_is_refused(contributor: User) -> None:
    copy = open_copy(entry=make_person(), by=contributor)
    with pytest.raises(TransitionRefused):
        open_copy(entry=copy, by=contributor)


def test_database_refuses_a_second_copy_and_a_public_one(contributor: User) -> None:
    person = make_person()
    copy = open_copy(entry=person, by=contributor)
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.create(copy_of=person)
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(pk=copy.pk).update(status=Status.PUBLISHED)


def test_public_page_does_not_change_while_a_copy_is_edited(visitor: Client, contributor: User, curator: User) -> None:
    person = full_person()
    before = visitor.get(person.get_absolute_url()).content
    copy = edited_copy(person, contributor, birth="1954")
    copy.names.update(full="Synthetic Changed")
    copy.translations.update(story="Synthetic other story")
    submit(entry=copy, by=contributor, note="Synthetic note")
    assert visitor.get(person.get_absolute_url()).content == before
    published(copy, curator)
    person.refresh_from_db()
    after = visitor.get(person.get_absolute_url()).content
    assert b"1954" in after
    assert b"Synthetic other story" in after


def test_publishing_keeps_the_entry_its_id_and_what_refers_to_it(contributor: User, curator: User) -> None:
    person = full_person()
    household = make_household(members=(person,))
    testimony = make_testimony(narrator=person)
    testimony.people.add(person)
    live = version_of(person, contributor, curator, birth="1954")
    assert (live.pk, live.public_id, live.version, live.birth) == (person.pk, person.public_id, 2, "1954")
    assert live.birth_earliest.year == 1954
    assert household.memberships.get().person == live
    assert list(testimony.people.all()) == [live]
    assert not Person.objects.filter(copy_of=person).exists()


def test_publishing_matches_parts_row_by_row(contributor: User, curator: User) -> None:
    person = full_person()
    rows = {name: set(getattr(person, name).values_list("pk", flat=True)) for name in Person.made_of}
    kept, changed = person.names.order_by("pk")
    copy: Any = open_copy(entry=person, by=contributor)
    before = content_hash(copy)
    copy.names.filter(copied_from=changed.pk).update(full="Sintetik Dəyişmiş")
    copy.citations.filter(fact="death").delete()
    copy.citations.create(fact="fate", source=make_source())
    record_edit(entry=copy, before=before, by=contributor)
    submit(entry=copy, by=contributor, note="Synthetic note")
    published(copy, curator)
    assert {name.pk: name.full for name in person.names.all()} == {kept.pk: kept.full, changed.pk: "Sintetik Dəyişmiş"}
    after = {name: set(getattr(person, name).values_list("pk", flat=True)) for name in Person.made_of}
    as_they_were = ("names", "translations", "kin", "kin_of", "pictures")
    assert {name: after[name] for name in as_they_were} == {name: rows[name] for name in as_they_were}
    assert sorted(person.citations.values_list("fact", flat=True)) == ["birth", "fate"]
    assert len(after["citations"] & rows["citations"]) == 1


def test_names_can_change_places(contributor: User, curator: User) -> None:
    person = make_person()
    other = add_name(person, given="Second", family="Synthetic", preferred=False)
    first = person.names.get(preferred=True)
    copy: Any = open_copy(entry=person, by=contributor)
    copy.names.filter(copied_from=first.pk).update(preferred=False)
    copy.names.filter(copied_from=other.pk).update(preferred=True)
    submit(entry=copy, by=contributor, note="Synthetic note")
    published(copy, curator)
    other.refresh_from_db()
    assert (other.preferred, person.names.filter(preferred=True).count()) == (True, 1)


def test_texts_can_change_languages(contributor: User, curator: User) -> None:
    place = make_place(texts={"en": {"name": "Synthetic A"}, "ru": {"name": "Synthetic B"}})
    copy: Any = open_copy(entry=place, by=contributor)
    copy.translations.filter(name="Synthetic A").update(language="xx")
    copy.translations.filter(name="Synthetic B").update(language="en")
    copy.translations.filter(name="Synthetic A").update(language="ru")
    submit(entry=copy, by=contributor, note="Synthetic note")
    published(copy, curator)
    assert dict(place.translations.values_list("language", "name")) == {"en": "Synthetic B", "ru": "Synthetic A"}


def test_label_and_register_follow_the_published_copy(visitor: Client, contributor: User, curator: User) -> None:
    person = make_person(given="Synthetic", family="Before")
    copy: Any = open_copy(entry=person, by=contributor)
    copy.names.update(full="Synthetic After", family="After")
    copy.refresh()
    assert "Before" in visitor.get("/en/people/").content.decode()
    submit(entry=copy, by=contributor, note="Synthetic note")
    live = published(copy, curator)
    assert live.label == "After, Synthetic"
    page = visitor.get("/en/people/").content.decode()
    assert "After, Synthetic" in page
    assert "Before" not in page


def test_tie_added_by_one_copy_survives_the_publication_of_the_other(contributor: User, curator: User) -> None:
    one, other = make_person(), make_person()
    first: Any = open_copy(entry=one, by=contributor)
    second: Any = edited_copy(other, contributor, birth="1954")
    Kinship.objects.create(person=first, kind="parent", relative=other)
    submit(entry=first, by=contributor, note="Synthetic note")
    published(first, curator)
    submit(entry=second, by=contributor, note="Synthetic note")
    published(second, curator)
    tie = Kinship.objects.get()
    assert (tie.person, tie.relative) == (one, other)


@pytest.mark.parametrize("gone", [True, False])
def test_tie_changed_by_one_copy_is_not_undone_by_the_other(contributor: User, curator: User, gone: bool) -> None:
    one, other = make_person(), make_person()
    Kinship.objects.create(person=one, kind="parent", relative=other)
    first: Any = open_copy(entry=one, by=contributor)
    second: Any = edited_copy(other, contributor, birth="1954")
    ties = Kinship.objects.filter(person=first)
    if gone:
        ties.delete()
    else:
        ties.update(detail="Synthetic detail")
    submit(entry=first, by=contributor, note="Synthetic note")
    published(first, curator)
    submit(entry=second, by=contributor, note="Synthetic note")
    published(second, curator)
    assert list(Kinship.objects.values_list("detail", flat=True)) == ([] if gone else ["Synthetic detail"])


def test_tie_to_a_working_copy_is_no_part_of_the_other_person(contributor: User) -> None:
    one, other = make_person(), make_person()
    Kinship.objects.create(person=one, kind="parent", relative=other)
    open_copy(entry=one, by=contributor)
    assert Kinship.objects.count() == 2
    assert len(own_rows(whole(Person, pk=other.pk), "kin_of")) == 1


def test_household_is_written_over_with_its_members(contributor: User, curator: User) -> None:
    one, other = make_person(), make_person()
    household = make_household(members=(one,))
    kept = household.memberships.get()
    copy: Any = open_copy(entry=household, by=contributor)
    copy.memberships.create(person=other, position=2)
    submit(entry=copy, by=contributor, note="Synthetic note")
    published(copy, curator)
    assert list(household.memberships.values_list("pk", "person"))[0] == (kept.pk, one.pk)
    assert HouseholdMember.objects.count() == 2


def test_lists_of_a_testimony_are_written_over(contributor: User, curator: User) -> None:
    testimony = make_testimony()
    testimony.citations.create(source=make_source())
    person, place = make_person(), make_place()
    testimony.places.add(place)
    copy: Any = open_copy(entry=testimony, by=contributor)
    copy.people.add(person)
    copy.places.clear()
    submit(entry=copy, by=contributor, note="Synthetic note")
    published(copy, curator)
    assert (list(testimony.people.all()), list(testimony.places.all())) == ([person], [])
    assert Testimony.objects.count() == 1


def test_row_that_came_in_the_meantime_refuses_the_copy_and_loses_nothing(contributor: User, curator: User) -> None:
    person = make_person()
    copy: Any = open_copy(entry=person, by=contributor)
    source = make_source()
    copy.citations.create(fact="birth", source=source, locator="p. 1")
    submit(entry=copy, by=contributor, note="Synthetic note")
    how = content_hash(person)
    PersonCitation.objects.create(entry=person, fact="birth", source=source, locator="p. 1")
    assert content_hash(person) != how
    live = published(copy, curator)
    assert live.citations.count() == 1
    assert PersonName.objects.filter(person=person).count() == 1


def test_place_cannot_come_to_lie_in_itself_through_its_copy(contributor: User, memorial: Memorial) -> None:
    place = make_place()
    copy: Any = open_copy(entry=place, by=contributor)
    copy.part_of = place
    with pytest.raises(Exception, match="cannot lie in itself"):
        copy.full_clean()


def test_copies_stand_in_no_public_list(visitor: Client, contributor: User) -> None:
    event = make_event("Synthetic step")
    copy = edited_copy(event, contributor, time="23:00")
    copy.translations.update(title="Synthetic changed step")
    page = visitor.get("/en/events/").content.decode()
    assert "Synthetic step" in page
    assert "Synthetic changed step" not in page
    assert Event.objects.public().count() == 1
    assert Place.objects.public().count() == 0
