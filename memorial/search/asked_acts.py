"""What curators do about names that visitors sought in vain; each act has one line in the ledger, without the name."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from memorial.accounts.models import User
from memorial.accounts.roles import ANSWER_SEARCHES
from memorial.people.models import Person
from memorial.review.actions import TransitionRefused, copy_of_entry, may_change, open_copy, visible
from memorial.review.gate import Channel
from memorial.review.ledger import Verb, record
from memorial.review.models import Entry
from memorial.review.status import Status
from memorial.search.asked import DAYS_SHOWN, KEPT, KEPT_SHOWN, UnansweredSearch
from memorial.search.models import Edition
from memorial.search.people import find_people

#: How many are looked up again each day, to see whether visitors find them by now.
LOOKED_UP = 200

State = UnansweredSearch.State


def held(search: UnansweredSearch, by: User) -> UnansweredSearch:
    """Return a search as it is now, held by this transaction; raises where a person may not act on it."""
    if not by.has_perm(ANSWER_SEARCHES):
        raise PermissionDenied
    row = UnansweredSearch.objects.waiting().select_for_update().filter(pk=search.pk).first()
    if row is None:
        raise TransitionRefused(_("A colleague was faster: this search does not wait any more."))
    return row


def write_down(verb: Verb, row: UnansweredSearch, by: User) -> None:
    """Write the line of an act, with the number of the search alone."""
    record(verb, by=by, about=(str(row._meta.model_name), str(row.pk)))


@transaction.atomic
def take_search(*, search: UnansweredSearch, by: User) -> None:
    """Take a search in charge, so that colleagues know that somebody looks into it."""
    row = held(search, by)
    if row.in_charge == by:
        raise TransitionRefused(_("You have this in charge already."))
    row.in_charge = by
    row.save(update_fields=["in_charge"])
    write_down(Verb.TAKEN, row, by)


@transaction.atomic
def set_search_aside(*, search: UnansweredSearch, by: User) -> None:
    """Set a search aside: it is gone from the list, however often it is asked again."""
    row = held(search, by)
    row.state = State.ASIDE
    row.save(update_fields=["state"])
    write_down(Verb.SEARCH_ASIDE, row, by)


@transaction.atomic
def answer_search(*, search: UnansweredSearch, person: Person, by: User) -> Entry:
    """Say that a person of the record was meant, and return the draft or working copy that takes the new name.

    Nothing of the person changes by it: the name is written into its form, and published by somebody else. Opening a
    working copy is itself the act that the ledger tells of.
    """
    row = held(search, by)
    if not visible(person, by):
        raise PermissionDenied
    opens = person.status == Status.PUBLISHED and copy_of_entry(person) is None
    entry = open_copy(entry=person, by=by) if person.status == Status.PUBLISHED else person
    if not may_change(entry=entry, by=by):
        what = _("“%(person)s” cannot be changed now: it is %(status)s.")
        raise TransitionRefused(what % {"person": entry, "status": Status(entry.status).label})
    row.state, row.in_charge = State.ANSWERED, by
    row.save(update_fields=["state", "in_charge"])
    if not opens:
        write_down(Verb.SEARCH_ANSWERED, row, by)
    return entry


def forget_searches(today: date | None = None) -> int:
    """Forget what was not asked again in time, and what visitors find by now; return how many."""
    today = today or timezone.localdate()
    rows = UnansweredSearch.objects.all()
    forgotten, _kinds = rows.filter(days__lt=DAYS_SHOWN, last_day__lt=today - KEPT).delete()
    unasked, _kinds = rows.filter(last_day__lt=today - KEPT_SHOWN).delete()
    found = [row.pk for row in rows.shown().order_by("-last_day", "pk")[:LOOKED_UP] if is_found(row.words)]
    found_now, _kinds = rows.filter(pk__in=found).delete()
    return forgotten + unasked + found_now


def is_found(words: str) -> bool:
    """Return whether a visitor who asks for these words finds a person by them now."""
    public = Person.objects.public(Channel.SEARCH)
    return bool(find_people(words, rows=public, edition=Edition.PUBLIC, limit=1).hits)
