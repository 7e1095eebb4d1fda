"""Proof: what the ledger says of a bulk review, as one hash of all its entries, and whether that is still so."""

import hashlib
from collections.abc import Iterable, Iterator

from django.db.models import QuerySet

from memorial.review.bulk_models import BulkReview, BulkRow
from memorial.review.ledger import LedgerLine, Verb
from memorial.review.revisions import Revision

#: What the lines of the ledger are about.
ABOUT = "bulk"
AT_ONCE = 1000
Pair = tuple[str, str]


def hash_of(pairs: Iterable[Pair]) -> str:
    """Return the SHA-256 of a list of entries: a line for each, with its permanent id, a space, its content's hash."""
    whole = hashlib.sha256()
    for public_id, content in pairs:
        whole.update(f"{public_id} {content}\n".encode())
    return whole.hexdigest()


def pairs_of(rows: "QuerySet[BulkRow]") -> Iterator[Pair]:
    """Yield permanent id and content of rows, in their order, some at a time."""
    yield from rows.order_by("number").values_list("public_id", "content").iterator(chunk_size=AT_ONCE)


def bulk_faults() -> Iterator[str]:
    """Yield which bulk reviews are not what the ledger says was published by them."""
    ended: dict[str, LedgerLine] = {}
    for line in LedgerLine.objects.filter(verb=Verb.BULK_PUBLISHED).order_by("number"):
        ended[line.entry] = line
    for key, line in ended.items():
        review = BulkReview.objects.filter(pk=int(key)).first() if key.isdecimal() else None
        rows = BulkRow.objects.filter(review=review, published=True)
        if review is None or hash_of(pairs_of(rows)) != line.after:
            yield f"The list of entries of bulk review {key} is not the one that line {line.number} published."
        else:
            yield from revision_faults_of(review)


def revision_faults_of(review: BulkReview) -> Iterator[str]:
    """Yield which entries of a bulk review have not the first version that was published by it."""
    last = 0
    rows = review.of_rows.filter(published=True).order_by("number")
    while some := list(rows.filter(number__gt=last)[:AT_ONCE]):
        first = Revision.objects.filter(kind=review.kind, entry__in=[row.public_id for row in some], version=1)
        kept = dict(first.order_by().values_list("entry", "sha256"))
        for row in some:
            if kept.get(row.public_id) is None:
                yield f"Version 1 of {review.kind} {row.public_id}, published by bulk review {review.pk}, is missing."
            elif kept[row.public_id] != row.content:
                yield f"Version 1 of {review.kind} {row.public_id} is not what bulk review {review.pk} published."
        last = some[-1].number
