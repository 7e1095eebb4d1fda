"""What several tests of review do: submit, look and publish, as different people."""

from typing import Any

from memorial.models import Person, User
from memorial.review.actions import open_copy, record_edit, submit
from memorial.review.checks import findings
from memorial.review.models import Entry
from memorial.review.publication import Publication, publish
from memorial.review.snapshots import content_hash, whole
from memorial.review.status import Status
from tests.factories import make_person
from tests.review.filling import address


def seen(entry: Entry, **more: Any) -> Publication:
    """Return a publication by somebody who has looked at the entry as it is now."""
    live = content_hash(entry.copy_of) if entry.copy_of else ""
    return Publication(seen=content_hash(entry), seen_live=live, **more)


def published(entry: Any, by: User, **more: Any) -> Any:
    """Publish what was submitted, acknowledging whatever the check list warns of."""
    more.setdefault("acknowledged", warnings_of(entry))
    return publish(entry=entry, by=by, how=seen(entry, **more))


def warnings_of(entry: Any) -> list[str]:
    """Return the names of the warnings of an entry as it is now."""
    found = findings(whole(type(entry), pk=entry.pk))
    return [finding.name for finding in found if not finding.blocking]


def submitted(by: User, **fields: Any) -> Person:
    """Return a person's draft that somebody has written and submitted."""
    person = make_person(status=Status.DRAFT, created_by=by, in_charge=by, **fields)
    record_edit(entry=person, before="", by=by, created=True)
    submit(entry=person, by=by, note="Synthetic note")
    person.refresh_from_db()
    return person


def edited_copy(entry: Any, by: User, **fields: Any) -> Any:
    """Open the working copy of a published entry and change some of its own fields, as its form does."""
    copy: Any = open_copy(entry=entry, by=by)
    before = content_hash(copy)
    for name, value in fields.items():
        setattr(copy, name, value)
    copy.save()
    record_edit(entry=copy, before=before, by=by)
    return copy


def version_of(entry: Any, by: User, reviewer: User, **fields: Any) -> Any:
    """Change a published entry by a working copy that one person writes and another publishes."""
    copy = edited_copy(entry, by, **fields)
    submit(entry=copy, by=by, note="Synthetic note")
    return published(copy, reviewer)


def page_of(entry: Any) -> str:
    """Return the address of an entry's review page."""
    return address(type(entry), "review", entry.pk)
