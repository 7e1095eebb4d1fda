"""Publication: by a second person, of what was seen, whole or not at all; at once or when its time has come."""

import pytest
from django.core.exceptions import PermissionDenied

from memorial.accounts.roles import Role
from memorial.models import Memorial, Person, Place, ReviewNote, Revision, User
from memorial.review.actions import (
    ChangedMeanwhile,
    TransitionRefused,
    open_copy,
    return_to_author,
    submit,
)
from memorial.review.ledger import LedgerLine, Verb, record
from memorial.review.publication import Publication, publish
from memorial.review.restoring import discard
from memorial.review.snapshots import content_hash, digest
from memorial.review.status import Status
from memorial.review.withdrawal import reopen, withdraw
from tests.conftest import staff
from tests.factories import make_person, make_place
from tests.review.acting import edited_copy, published, seen, submitted, version_of, warnings_of


def test_second_person_publishes_what_the_first_has_written(contributor: User, curator: User) -> None:
    live = published(submitted(contributor), curator, note="Synthetic remark")
    assert (live.status, live.version, live.is_public) == (Status.PUBLISHED, 1, True)
    revision = Revision.objects.get()
    assert (revision.author, revision.reviewer, revision.version) == (contributor, curator, 1)
    assert (revision.note, revision.one_hand, revision.sha256) == ("Synthetic remark", False, content_hash(live))
    assert digest(revision.snapshot) == revision.sha256


@pytest.mark.parametrize("part", [Verb.CREATED, Verb.EDITED, Verb.SUBMITTED, Verb.RESTORED])
def test_nobody_publishes_a_version_in_which_they_had_a_hand(contributor: User, curator: User, part: Verb) -> None:
    person = submitted(contributor)
    record(part, by=curator, entry=person)
    with pytest.raises(TransitionRefused, match="Somebody else must look at it"):
        published(person, curator)
    person.refresh_from_db()
    assert (person.status, Revision.objects.count()) == (Status.IN_REVIEW, 0)


def test_hand_in_an_earlier_version_is_forgotten(contributor: User, curator: User, second_curator: User) -> None:
    person = submitted(curator)
    live = published(person, second_curator)
    assert version_of(live, contributor, curator, birth="1954").version == 2


def test_hand_in_a_discarded_copy_is_forgotten(contributor: User, curator: User) -> None:
    person = make_person()
    copy = edited_copy(person, curator, birth="1953")
    record(Verb.DISCARDED, by=curator, entry=copy)
    copy.delete()
    assert version_of(person, contributor, curator, birth="1954").version == 2


def test_one_hand_publishes_only_where_the_memorial_allows_it_and_has_one_curator(
    memorial: Memorial, curator: User
) -> None:
    memorial.one_hand = True
    memorial.save()
    live = published(submitted(curator), curator)
    assert Revision.objects.get(entry=live.public_id).one_hand
    assert LedgerLine.objects.get(verb=Verb.PUBLISHED).detail["one_hand"] is True
    staff("another", Role.CURATOR)
    with pytest.raises(TransitionRefused):
        published(submitted(curator), curator)


def test_closed_account_of_a_curator_does_not_count(memorial: Memorial, curator: User) -> None:
    memorial.one_hand = True
    memorial.save()
    other = staff("another", Role.CURATOR)
    User.objects.filter(pk=other.pk).update(is_active=False)
    assert published(submitted(curator), curator).is_public


def test_contributor_publishes_nothing(contributor: User, curator: User) -> None:
    person = submitted(curator)
    with pytest.raises(PermissionDenied):
        published(person, contributor)


def test_what_was_not_seen_is_not_published(contributor: User, curator: User) -> None:
    person = submitted(contributor)
    how = seen(person, acknowledged=warnings_of(person))
    person.names.update(full="Synthetic Other")
    with pytest.raises(ChangedMeanwhile):
        publish(entry=person, by=curator, how=how)
    with pytest.raises(ChangedMeanwhile):
        publish(entry=person, by=curator, how=Publication(seen="", acknowledged=warnings_of(person)))
    assert not Person.objects.public().exists()


def test_copy_is_published_only_beside_the_live_entry_that_was_seen(contributor: User, curator: User) -> None:
    person = make_person()
    copy = edited_copy(person, contributor, birth="1954")
    submit(entry=copy, by=contributor, note="Synthetic note")
    copy.refresh_from_db()
    how = seen(copy, acknowledged=warnings_of(copy))
    person.names.update(full="Synthetic Other")
    with pytest.raises(ChangedMeanwhile):
        publish(entry=copy, by=curator, how=how)


def test_copy_that_says_the_same_is_not_submitted(contributor: User) -> None:
    copy = open_copy(entry=make_person(), by=contributor)
    with pytest.raises(TransitionRefused, match="says the same"):
        submit(entry=copy, by=contributor, note="Synthetic note")


@pytest.mark.parametrize("note", ["", "  \n"])
def test_submitting_and_returning_ask_for_words(contributor: User, curator: User, note: str) -> None:
    person = make_person(status=Status.DRAFT)
    with pytest.raises(TransitionRefused, match="Write a note"):
        submit(entry=person, by=contributor, note=note)
    waiting = submitted(contributor)
    with pytest.raises(TransitionRefused, match="Write the reason"):
        return_to_author(entry=waiting, by=curator, reason=note)


def test_returned_entry_is_its_authors_draft_again_with_the_reason(contributor: User, curator: User) -> None:
    person = submitted(contributor)
    returned = return_to_author(entry=person, by=curator, reason="Synthetic reason")
    assert (returned.status, returned.returned, returned.in_charge) == (Status.DRAFT, True, contributor)
    assert [(note.act, note.text) for note in ReviewNote.objects.filter(entry=person.public_id)] == [
        ("submitted", "Synthetic note"),
        ("returned", "Synthetic reason"),
    ]
    again = submit(entry=returned, by=contributor, note="Synthetic second note")
    assert not again.returned


def test_thread_of_a_copy_stands_on_its_entry(contributor: User, curator: User) -> None:
    live = version_of(make_person(), contributor, curator, birth="1954")
    assert ReviewNote.objects.get().entry == live.public_id


def test_warning_is_acknowledged_by_name(contributor: User, curator: User) -> None:
    person = submitted(contributor, birth="1954")
    names = warnings_of(person)
    assert names
    with pytest.raises(TransitionRefused):
        published(person, curator, acknowledged=names[1:])
    live = published(person, curator, acknowledged=names)
    assert Revision.objects.get(entry=live.public_id).acknowledged == sorted(names)


def test_what_blocks_cannot_be_acknowledged(contributor: User, curator: User) -> None:
    place = make_place(status=Status.DRAFT)
    place.translations.all().delete()
    submit(entry=place, by=contributor, note="Synthetic note")
    with pytest.raises(TransitionRefused, match="Not yet written in any language"):
        published(place, curator, acknowledged=["obstacle-1"])
    assert not Place.objects.public().exists()


def test_restricted_entry_is_not_published(keeper: User, curator: User, memorial: Memorial) -> None:
    person = make_person(status=Status.DRAFT, restricted=True)
    submit(entry=person, by=keeper, note="Synthetic note")
    with pytest.raises(PermissionDenied):
        published(person, curator)
    both = staff("both", Role.CURATOR, Role.KEEPER)
    with pytest.raises(Exception, match="restricted entry is never public"):
        published(person, both)


def test_copy_of_an_entry_withdrawn_meanwhile_is_not_published(contributor: User, curator: User) -> None:
    person = make_person()
    copy = edited_copy(person, contributor, birth="1954")
    submit(entry=copy, by=contributor, note="Synthetic note")
    withdraw(entry=person, by=curator, reason="checking", note="Synthetic reason")
    with pytest.raises(TransitionRefused, match="withdrawn meanwhile"):
        published(copy, curator)
    assert Person.objects.filter(copy_of=person).exists()


def test_correction_says_what_was_corrected(contributor: User, curator: User) -> None:
    copy = edited_copy(make_person(), contributor, birth="1954")
    submit(entry=copy, by=contributor, note="Synthetic note")
    with pytest.raises(TransitionRefused, match="Write what was corrected"):
        published(copy, curator, is_correction=True, correction={"en": "  "})
    published(copy, curator, is_correction=True, correction={"en": "Synthetic sentence", "az": ""})
    assert Revision.objects.get().correction == {"en": "Synthetic sentence"}


def test_entry_that_is_gone_says_so(contributor: User, curator: User) -> None:
    copy = edited_copy(make_person(), contributor, birth="1954")
    submit(entry=copy, by=contributor, note="Synthetic note")
    stale = Person.objects.get(pk=copy.pk)
    how = seen(stale)
    published(copy, curator)
    with pytest.raises(ChangedMeanwhile, match="no longer there"):
        publish(entry=stale, by=curator, how=how)


def test_discarding_a_stale_copy_does_not_hide_who_wrote_the_reopened_entry(contributor: User, curator: User) -> None:
    live = make_person()
    stale = edited_copy(live, contributor, birth="1953")
    draft = reopen(entry=withdraw(entry=live, by=curator, reason="checking", note="Synthetic"), by=curator)
    discard(entry=stale, by=curator)
    submit(entry=draft, by=contributor, note="Synthetic note")
    with pytest.raises(TransitionRefused, match="Somebody else must look at it"):
        published(draft, curator)


def test_publishing_the_reopened_entry_does_not_hide_who_wrote_its_open_copy(
    contributor: User, curator: User, second_curator: User
) -> None:
    live = make_person()
    copy = edited_copy(live, curator, birth="1953")
    draft = reopen(
        entry=withdraw(entry=live, by=second_curator, reason="checking", note="Synthetic"), by=second_curator
    )
    submit(entry=draft, by=contributor, note="Synthetic note")
    published(draft, staff("third", Role.CURATOR))
    submit(entry=copy, by=contributor, note="Synthetic note")
    with pytest.raises(TransitionRefused, match="Somebody else must look at it"):
        published(copy, curator)
