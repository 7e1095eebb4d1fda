"""The address of somebody who stood here twice: where it leads, and when it leads nowhere; synthetic."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from memorial.models import Contribution, Person, User
from memorial.people.merging import merge, undo_merge
from memorial.public.contribute_page import about_in
from memorial.review.actions import copy_of_entry, submit
from memorial.review.status import Status
from memorial.review.withdrawal import withdraw
from tests.factories import keep_version, make_household, make_person, make_testimony
from tests.review.acting import published

pytestmark = pytest.mark.django_db


def joined(kept: Person, merged: Person, by: User, reviewer: User) -> None:
    """Merge two people of whom the kept one is public, and publish that."""
    merge(kept=kept, merged=merged, by=by, note="")
    copy = copy_of_entry(kept)
    assert copy is not None
    submit(entry=copy, by=by, note="Synthetic note")
    published(Person.objects.get(pk=copy.pk), reviewer)


def addresses(person: Person) -> list[str]:
    """Return every address at which a person answers, in one language, and their manifest."""
    key = person.public_id
    return [
        reverse("person_short", args=[key]),
        person.get_absolute_url(),
        reverse("version", args=["person", key, 1]),
        reverse("citation", args=["person", key, 1, "ris"]),
    ]


def test_address_of_the_merged_one_leads_to_the_kept_one(visitor: Client, curator: User, second_curator: User) -> None:
    kept = keep_version(make_person(given="Sevda", family="Sintetikova"))
    merged = keep_version(make_person(given="Sevda", family="Sintetik"))
    told, home = keep_version(make_testimony()), keep_version(make_household("Synthetic home", members=(merged,)))
    told.people.add(merged)
    known = addresses(merged)
    merge(kept=kept, merged=merged, by=curator, note="")
    assert [visitor.get(url).status_code for url in known] == [200] * 4 or visitor.get(known[0]).status_code == 301
    assert "Sevda Sintetik" in visitor.get(merged.get_absolute_url()).content.decode()
    copy = copy_of_entry(kept)
    assert copy is not None
    submit(entry=copy, by=curator, note="Synthetic note")
    published(Person.objects.get(pk=copy.pk), second_curator)
    for url in known:
        answer = visitor.get(url)
        assert (answer.status_code, answer["Location"]) == (301, kept.get_absolute_url()), url
        assert "must-revalidate" in answer["Cache-Control"]
    with override("az"):
        short, own = reverse("person_short", args=[merged.public_id]), kept.get_absolute_url()
    assert visitor.get(short)["Location"] == own
    page = visitor.get(kept.get_absolute_url()).content.decode()
    assert "Sevda Sintetik" in page and reverse("testimony", args=[told.public_id]) in page
    assert "Sevda Sintetikova" in visitor.get(reverse("families")).content.decode()
    assert "Synthetic home" in visitor.get(reverse("families")).content.decode()
    assert Person.objects.get(pk=kept.pk).memberships.get().household == home
    # A version that never was is not there, whoever is asked for it.
    for number in (0, 7):
        assert visitor.get(reverse("version", args=["person", merged.public_id, number])).status_code in (404, 410)
    form = reverse("contribute_correction", args=["person", merged.public_id])
    assert "Sevda Sintetikova" in visitor.get(form).content.decode()
    assert about_in(f"see /people/{merged.public_id}/")["about"] == kept.public_id
    assert Contribution.objects.count() == 0
    manifest = reverse("manifest", args=["person", merged.public_id])
    assert visitor.get(manifest)["Location"] == reverse("manifest", args=["person", kept.public_id])


def test_chain_leads_to_its_end_and_nowhere_when_that_is_withdrawn(
    visitor: Client, curator: User, second_curator: User
) -> None:
    first = make_person(family="Sintetik", status=Status.DRAFT)
    second, third = (keep_version(make_person(family="Sintetikova")) for _turn in range(2))
    joined(second, first, curator, second_curator)
    short = reverse("person_short", args=[first.public_id])
    assert visitor.get(short)["Location"] == second.get_absolute_url()
    joined(third, second, curator, second_curator)
    assert visitor.get(short)["Location"] == third.get_absolute_url()
    withdraw(entry=third, by=curator, reason="privacy", note="Synthetic note")
    # As before: a draft was never there, and who was public is gone.
    assert visitor.get(short).status_code == 404
    assert visitor.get(reverse("person_short", args=[second.public_id])).status_code == 410


def test_draft_that_was_merged_into_a_draft_leads_nowhere(visitor: Client, curator: User) -> None:
    kept, merged = (make_person(family="Sintetik", status=Status.DRAFT) for _turn in range(2))
    made = merge(kept=kept, merged=merged, by=curator, note="")
    for person in (kept, merged):
        assert visitor.get(reverse("person_short", args=[person.public_id])).status_code == 404
    submit(entry=Person.objects.get(pk=kept.pk), by=curator, note="Synthetic note")
    undo_merge(merge=made, by=curator)
    assert visitor.get(reverse("person_short", args=[merged.public_id])).status_code == 404
