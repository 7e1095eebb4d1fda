"""A tie is stored once and read from both sides."""

import pytest
from django.core.exceptions import ValidationError

from memorial.models import HouseholdMember, Kinship, Memorial
from memorial.review.status import Status
from tests.factories import make_household, make_person

Kind = Kinship.Kind


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "seen_from_the_relative", "seen_from_the_person"),
    [
        (Kind.PARENT, Kind.PARENT, Kind.CHILD),
        (Kind.CHILD, Kind.CHILD, Kind.PARENT),
        (Kind.SPOUSE, Kind.SPOUSE, Kind.SPOUSE),
        (Kind.SIBLING, Kind.SIBLING, Kind.SIBLING),
        (Kind.OTHER, Kind.OTHER, Kind.OTHER),
    ],
)
def test_tie_is_read_from_both_sides(
    memorial: Memorial, kind: Kind, seen_from_the_relative: Kind, seen_from_the_person: Kind
) -> None:
    person, relative = make_person(), make_person()
    tie = Kinship.objects.create(person=person, kind=kind, relative=relative)
    assert tie.kind_of_other(relative) == seen_from_the_relative
    assert tie.kind_of_other(person) == seen_from_the_person
    assert list(Kinship.objects.of(person)) == list(Kinship.objects.of(relative)) == [tie]


@pytest.mark.django_db
def test_tie_is_stored_once_whichever_side_is_entered(memorial: Memorial) -> None:
    person, relative = make_person(), make_person()
    Kinship.objects.create(person=person, kind=Kind.PARENT, relative=relative)
    with pytest.raises(ValidationError, match="already tied"):
        Kinship(person=relative, kind=Kind.CHILD, relative=person).full_clean()


@pytest.mark.django_db
def test_nobody_is_their_own_relative(memorial: Memorial) -> None:
    person = make_person()
    with pytest.raises(ValidationError, match="their own relative"):
        Kinship(person=person, kind=Kind.SIBLING, relative=person).full_clean()


@pytest.mark.django_db
@pytest.mark.parametrize("status", [Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN])
def test_tie_is_public_only_when_both_people_are(memorial: Memorial, status: Status) -> None:
    person = make_person()
    hidden = Kinship.objects.create(person=person, kind=Kind.SPOUSE, relative=make_person(status=status))
    shown = Kinship.objects.create(person=person, kind=Kind.CHILD, relative=make_person())
    assert hidden not in Kinship.objects.public()
    assert list(Kinship.objects.public().of(person)) == [shown]


@pytest.mark.django_db
def test_member_of_a_household_is_as_public_as_the_person(memorial: Memorial) -> None:
    shown, hidden = make_person(), make_person(status=Status.DRAFT)
    make_household(members=(shown, hidden))
    assert [member.person for member in HouseholdMember.objects.public()] == [shown]
