"""Filling of the desk's rows: what the start page and the translation board read, made anew for each changed entry."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from memorial.base.rows import insert_rows, with_keys
from memorial.base.texts import Translation, is_outdated, original_of, words_of
from memorial.review.desk_rows import DeskRow, TextRow
from memorial.review.entry_watchers import entries_changed, entries_gone


def text_state(text: Translation | None, original: Translation) -> TextRow.State:
    """Return how a text stands beside the original: missing, a draft, current, or out of date."""
    if text is None or not words_of(text):
        return TextRow.State.MISSING
    if text is original or text.state == Translation.State.ORIGINAL:
        return TextRow.State.CURRENT
    if is_outdated(text, original):
        return TextRow.State.OUTDATED
    return TextRow.State.DRAFT if text.state == Translation.State.UNREVIEWED else TextRow.State.CURRENT


def index_entries(entries: Sequence[Any], languages: Sequence[str]) -> None:
    """Make the desk's rows of some entries of one kind anew, and what else their kind derives from them.

    Their translations are read with them.
    """
    if not entries:
        return
    kind, keys = entries[0]._meta.model_name, [entry.pk for entry in entries]
    since = {row.object_id: row for row in DeskRow.objects.filter(with_keys("object_id", keys), kind=kind)}
    rows = [desk_row(entry, since.get(entry.pk)) for entry in entries]
    clear(kind, keys)
    insert_rows(rows)
    texts = [row for entry in entries for row in text_rows(entry, languages)]
    insert_rows(texts)
    type(entries[0]).derive(entries, languages)
    entries_changed(entries)


def forget(kind: str, keys: Sequence[int]) -> None:
    """Remove what is kept of entries that are no longer there."""
    clear(kind, keys)
    entries_gone(kind, keys)


def clear(kind: str, keys: Sequence[int]) -> None:
    """Remove the desk's rows of some entries."""
    DeskRow.objects.filter(with_keys("object_id", keys), kind=kind).delete()
    TextRow.objects.filter(with_keys("object_id", keys), kind=kind).delete()


def desk_row(entry: Any, before: DeskRow | None) -> DeskRow:
    """Return the row of one entry; it keeps since when it stands as it does, if that has not changed."""
    stands = (entry.status, entry.returned)
    same = before is not None and (before.status, before.returned) == stands
    return DeskRow(
        kind=str(entry._meta.model_name),
        object_id=entry.pk,
        public_id=entry.root_id,
        label=entry.label,
        status=entry.status,
        is_copy=entry.is_copy,
        restricted=entry.is_confidential,
        returned=entry.returned,
        opens_at=entry.opens_at,
        since=before.since if before is not None and same else timezone.now(),
        changed_at=entry.changed_at,
        in_charge_id=entry.in_charge_id,
        submitted_by_id=entry.submitted_by_id,
    )


def text_rows(entry: Any, languages: Sequence[str]) -> list[TextRow]:
    """Return how an entry's texts stand in each language; nothing for one without an original, or for a copy."""
    if entry.is_copy:
        return []
    texts = {text.language: text for text in entry.translations.all()}
    original = original_of(texts.values())
    if original is None or not words_of(original):
        return []
    return [
        TextRow(
            kind=str(entry._meta.model_name),
            object_id=entry.pk,
            public_id=entry.public_id,
            label=entry.label,
            status=entry.status,
            restricted=entry.restricted,
            language=language,
            state=text_state(texts.get(language), original),
            in_charge_id=entry.in_charge_id,
        )
        for language in languages
    ]
