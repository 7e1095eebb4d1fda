"""What the tests of versions ask with: an entry published once more, the page of one version, and its words."""

from typing import Any, TypeVar

from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from memorial.review.models import Entry
from memorial.review.revisions import Revision, RevisionWithdrawal
from memorial.review.snapshots import snapshot, whole
from memorial.review.status import Status

EntryType = TypeVar("EntryType", bound=Entry)


def publish_again(entry: EntryType, *, sentence: dict[str, str] | None = None, **fields: Any) -> EntryType:
    """Keep what an entry says now as its next version, as publishing does; ``sentence`` makes it a correction."""
    rows = type(entry)._base_manager.filter(pk=entry.pk)
    count = Revision.objects.of(str(entry._meta.model_name), entry.public_id).count()
    rows.update(version=count + 1, **fields)
    entry.refresh_from_db()
    kept = snapshot(whole(type(entry), pk=entry.pk))
    Revision.objects.create(
        kind=kept["kind"],
        entry=kept["id"],
        version=entry.version,
        snapshot=kept,
        note="Synthetic note for colleagues",
        made_at=timezone.now(),
        published_at=timezone.now(),
        is_correction=sentence is not None,
        correction=sentence or {},
    )
    return entry


def withdraw_version(entry: Entry, number: int, reason: str = "privacy") -> None:
    """Withdraw one version of an entry."""
    revision = Revision.objects.get(kind=entry._meta.model_name, entry=entry.public_id, version=number)
    RevisionWithdrawal.objects.create(revision=revision, at=timezone.now(), reason=reason)


def hide(entry: Entry, **fields: Any) -> None:
    """Take an entry from the public."""
    type(entry)._base_manager.filter(pk=entry.pk).update(**{"status": Status.DRAFT, **fields})


def version_url(entry: Entry, number: int, language: str = "en", form: str = "") -> str:
    """Return the address of one version, or of its reference in one form."""
    with translation.override(language):
        arguments: list[Any] = [entry._meta.model_name, entry.public_id, number]
        return reverse("citation", args=[*arguments, form]) if form else reverse("version", args=arguments)


def version_page(visitor: Client, entry: Entry, number: int = 1, language: str = "en") -> str:
    """Return the HTML of the page of one version."""
    response = visitor.get(version_url(entry, number, language))
    assert response.status_code == 200
    return response.content.decode()
