"""Opening: a set of drafts is written down as it is, row by row, and a sample of it is drawn."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from memorial.accounts.models import User
from memorial.base.rows import save_columns
from memorial.review.actions import allowed
from memorial.review.bulk_models import BulkCheck, BulkReview, BulkRow
from memorial.review.bulk_proof import ABOUT, hash_of, pairs_of
from memorial.review.bulk_refusals import BulkRefused
from memorial.review.bulk_samples import draw_sample
from memorial.review.checks import findings
from memorial.review.hands import HANDS, WRITING
from memorial.review.ledger import LedgerLine, Verb, record
from memorial.review.models import Entry
from memorial.review.snapshots import digest, snapshot, with_parts
from memorial.review.status import Status

#: No set is larger: whatever is more comes in several.
LARGEST = 200_000
CHUNK = 200
#: So many are written down while the person waits; more of them by a worker.
AT_ONCE = 200
LONGEST_TITLE = 200
Left = BulkRow.Left


@transaction.atomic
def open_bulk_review(
    *,
    model: type[Entry],
    keys: "QuerySet[Entry] | Iterable[int]",
    by: User,
    title: str,
    note: str = "",
    share: int = 0,
) -> BulkReview:
    """Open a review of drafts of one kind, given by their keys or by the rows themselves.

    What is no draft, or not open to the person, is not in the set. A large set is written down by a worker. Raises
    BulkRefused where nothing is left, or too much.
    """
    if not allowed(model, "publish", by):
        raise PermissionDenied
    if not title.strip():
        raise BulkRefused(_("Give the set a title by which others know what it is."))
    if not 0 <= share <= 100:
        raise BulkRefused(_("The share is a number from 0 to 100."))
    drafts = drafts_among(model, keys, by)
    if not drafts:
        raise BulkRefused(_("There is no draft among these entries that was never public."))
    review = BulkReview.objects.create(
        kind=str(model._meta.model_name),
        title=title.strip()[:LONGEST_TITLE],
        note=note.strip(),
        share=share,
        opened_by=by,
        opened_at=timezone.now(),
    )
    rows = (BulkRow(review=review, number=number, entry=key) for number, key in enumerate(drafts, start=1))
    BulkRow.objects.bulk_create(rows, batch_size=1000)
    if len(drafts) <= AT_ONCE:
        while freeze_some(review):
            pass
        begin_checking(review)
    return review


def drafts_among(model: type[Entry], keys: "QuerySet[Entry] | Iterable[int]", by: User) -> "array[int]":
    """Return the keys of those drafts that were never public and of which a person may know, each once."""
    if isinstance(keys, QuerySet):
        keys = keys.order_by().values_list("pk", flat=True).iterator(chunk_size=2000)
    wanted = array("q", sorted({int(key) for key in keys}))
    if len(wanted) > LARGEST:
        sentence = _("These are more than %(most)d entries. Narrow the list, and review them in several sets.")
        raise BulkRefused(sentence % {"most": LARGEST})
    found: array[int] = array("q")
    rows: Any = model.objects  # type: ignore[attr-defined]  # an EntryManager
    drafts = rows.visible_to(by).of_record().filter(status=Status.DRAFT, version=0, restricted=False)
    for first in range(0, len(wanted), 5000):
        some = wanted[first : first + 5000]
        inside = drafts.filter(pk__range=(some[0], some[-1])).order_by().values_list("pk", flat=True)
        standing = set(some)
        found.extend(sorted(key for key in inside.iterator(chunk_size=5000) if key in standing))
    return found


def freeze_some(review: BulkReview) -> bool:
    """Write down what some rows of a set say, from where it was left; return whether there are more."""
    rows = list(review.of_rows.filter(number__gt=review.row_at).order_by("number")[:CHUNK])
    if not rows:
        return False
    entries = {entry.pk: entry for entry in with_parts(review.model._base_manager.filter(pk__in=entries_of(rows)))}
    contents = {key: digest(snapshot(entry)) for key, entry in entries.items()}
    before = found_wrong(review.kind, [entry.public_id for entry in entries.values()])
    for row in rows:
        entry = entries.get(row.entry)
        row.left = why_not(entry)
        if entry is None:
            continue
        row.public_id, row.content = entry.public_id, contents[entry.pk]
        if (row.public_id, row.content) in before:
            row.left = Left.FOUND_BEFORE
        note_warnings(review, row, entry)
    save_columns(rows, ["public_id", "content", "left", "about"])
    hands = hands_of_each([entries[row.entry] for row in rows if not row.left])
    review.hands = sorted({*review.hands, *(hand for some in hands.values() for hand in some)})
    review.row_at = rows[-1].number
    review.save(update_fields=["hands", "warnings", "row_at"])
    return True


def entries_of(rows: Iterable[BulkRow]) -> list[int]:
    """Return the keys of the entries of rows."""
    return [row.entry for row in rows]


def why_not(entry: Entry | None) -> str:
    """Return why an entry is not published with a set, before its words are looked at; empty where nothing says so."""
    if entry is None:
        return Left.GONE
    if entry.status != Status.DRAFT or entry.is_copy or entry.version:
        return Left.STATUS
    return Left.RESTRICTED if entry.restricted else ""


def found_wrong(kind: str, ids: Sequence[str]) -> set[tuple[str, str]]:
    """Return which of some entries were found wrong in a bulk review, with the contents that they had then.

    A set that was opened again, until its sample has luck, does not have them in it.
    """
    wrong = BulkCheck.objects.filter(right=False, row__review__kind=kind, row__public_id__in=ids).order_by()
    return set(wrong.values_list("row__public_id", "row__content"))


def note_warnings(review: BulkReview, row: BulkRow, entry: Entry) -> None:
    """Note what the check list warns of in a row that is in the set, and leave out what it blocks."""
    if row.left:
        return
    found = findings(entry)
    blocking = [finding.name for finding in found if finding.blocking]
    if not is_valid(entry):
        row.left = Left.INVALID
        return
    if blocking:
        row.left, row.about = Left.BLOCKED, ", ".join(blocking)[:300]
        return
    row.about = ", ".join(finding.name for finding in found)[:300]
    for finding in found:
        number, example = review.warnings.get(finding.name, (0, entry.pk))
        review.warnings[finding.name] = (number + 1, example)


def is_valid(entry: Any) -> bool:
    """Return whether an entry has only values that are allowed.

    What is published later says the same, or is left out. That its references exist and that its permanent id is its
    own, the database itself holds to.
    """
    try:
        entry.clean_fields(exclude={field.name for field in entry._meta.concrete_fields if field.is_relation})
        entry.clean()
    except ValidationError:
        return False
    return True


def hands_of_each(entries: Sequence[Entry]) -> dict[int, set[int]]:
    """Return who has written each of some drafts that were never public: the rule of `hands_of`, for many at once."""
    if not entries:
        return {}
    kind = str(entries[0]._meta.model_name)
    written: dict[str, set[int]] = defaultdict(set)
    lines = LedgerLine.objects.filter(entry__in=[entry.public_id for entry in entries], kind=kind, verb__in=WRITING)
    for public_id, actor, detail in lines.order_by().values_list("entry", "actor", "detail"):
        written[public_id] |= {hand for hand in (actor, *detail.get(HANDS, ())) if hand is not None}
    for entry in entries:
        own: Any = entry
        written[entry.public_id] |= {own.created_by_id, own.submitted_by_id} - {None}
    return {entry.pk: written[entry.public_id] for entry in entries}


def begin_checking(review: BulkReview) -> None:
    """Draw the first sample of a set that is written down, and write the line of the ledger that begins its review."""
    rows = review.of_rows.in_set()
    review.frozen, review.row_at = hash_of(pairs_of(rows)), 0
    review.state = BulkReview.State.CHECKING
    number = rows.count()
    detail: dict[str, Any] = {"kind": review.kind, "rows": number, "left_out": review.of_rows.exclude(left="").count()}
    if number:
        draw = draw_sample(review, review.opened_by)
        detail |= {"sample": draw.size, "seed": draw.seed}
    else:
        review.state = BulkReview.State.RETURNED
    review.save()
    record(Verb.BULK_OPENED, by=review.opened_by, about=(ABOUT, str(review.pk)), after=review.frozen, detail=detail)
