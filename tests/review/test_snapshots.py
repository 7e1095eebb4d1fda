"""What is kept of an entry, and what its hash is of."""

from memorial.models import Memorial, Person
from memorial.review.snapshots import content_hash, digest, snapshot, whole
from tests.factories import make_person


def test_column_that_came_later_leaves_what_was_kept_before_as_it_is(memorial: Memorial) -> None:
    person = make_person()
    kept = snapshot(whole(Person, pk=person.pk))
    assert kept["fields"].pop("fate_date") == ""
    assert digest(kept) == content_hash(person)
    Person.objects.filter(pk=person.pk).update(fate_date="1992-02")
    assert digest(kept) != content_hash(person)
