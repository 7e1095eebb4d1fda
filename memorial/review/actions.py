"""What may be done with an entry: its status changes by the transition table and in no other way."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _

from memorial.accounts.models import User
from memorial.review.models import Entry
from memorial.review.status import TRANSITIONS, Status, Transition


class TransitionRefused(Exception):
    """A change of status that the table or the entry itself does not allow; its message says why."""


def may_make(*, transition: Transition, entry: Entry | type[Entry], by: User) -> bool:
    """Return whether a person has the permission that a transition takes for this kind of entry."""
    meta = entry._meta
    return by.has_perm(f"{meta.app_label}.{transition.permission}_{meta.model_name}")


def open_transitions(*, entry: Entry, by: User) -> list[Transition]:
    """Return the transitions that this person could make with this entry now."""
    return [
        transition
        for transition in TRANSITIONS.values()
        if entry.status in transition.sources
        and may_make(transition=transition, entry=entry, by=by)
        and not (entry.copy_of and transition.target == Status.PUBLISHED)
    ]


@transaction.atomic
def change_status(*, entry: Entry, transition: str, by: User) -> Entry:
    """Make one transition of the table and return the entry as it then stands.

    Raises PermissionDenied when the person may not, TransitionRefused when the entry cannot.
    """
    step = TRANSITIONS[transition]
    if not may_make(transition=step, entry=entry, by=by):
        raise PermissionDenied
    current: Entry = type(entry)._base_manager.select_for_update().get(pk=entry.pk)
    if current.status not in step.sources:
        raise TransitionRefused(
            _("“%(entry)s” is %(status)s; it cannot be %(done)s.")
            % {"entry": current, "status": Status(current.status).label, "done": step.done}
        )
    if step.target == Status.PUBLISHED:
        _make_public(current)
    current.status = step.target
    current.full_clean()
    current.save()
    return current


def _make_public(entry: Entry) -> None:
    """Count the publication, or refuse it with the sentences that stand in its way."""
    obstacles = entry.publication_obstacles()
    if obstacles:
        raise TransitionRefused(str(format_lazy("“{}”: {}", entry, " ".join(obstacles))))
    entry.version += 1
    entry.published_at = timezone.now()
