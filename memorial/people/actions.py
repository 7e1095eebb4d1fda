"""What may be done with the people of the record as a whole."""

from django.db import transaction

from memorial.base.memorial import Memorial
from memorial.people.models import Person
from memorial.people.register import RegisterRow, fill_register
from memorial.review.entry_watchers import entries_changed
from memorial.review.status import Status

AT_ONCE = 500


@transaction.atomic
def remake_register() -> int:
    """Make the register anew, after the languages offered or the time of what happened were changed.

    Returns how many people it names.
    """
    memorial = Memorial.current()
    RegisterRow.objects.exclude(language__in=memorial.languages).delete()
    people, last = 0, 0
    while chunk := list(Person.objects.with_names().filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        fill_register(chunk, memorial.languages, memorial.occurred)
        # The stage of life at the time is what people are found by as well.
        entries_changed(chunk)
        people += sum(person.status == Status.PUBLISHED for person in chunk)
        last = chunk[-1].pk
    return people
