"""Samples: how many rows of a set are checked, and which, so that anybody can draw them again.

The rows are put in the order of SHA-256 of the seed, a space and the permanent id; the first of them are the sample.
"""

import hashlib
import heapq
import math
import secrets

from django.utils import timezone

from memorial.accounts.models import User
from memorial.base.rows import save_columns
from memorial.review.bulk_models import BulkDraw, BulkReview, BulkRow

#: If so large a part of a set is wrong, a sample shows at least one of it with this probability.
WRONG, SEEN = 0.01, 0.95
#: So many rows are enough for that in a set of any size.
LEAST = math.ceil(math.log(1 - SEEN) / math.log(1 - WRONG))
AT_ONCE = 2000


def least_size(rows: int, share: int = 0, number: int = 1) -> int:
    """Return how many rows of a set are checked: all of a small one, or the least that is enough, or a larger share.

    ``number`` says that it is the first, second, third … drawing. Whoever draws until nothing wrong is found would find
    nothing in the end: so the second sample has twice the size of the first one, the third three times, and so on.
    """
    first = max(LEAST, math.ceil(rows * share / 100))
    return min(rows, first * number)


def draw_sample(review: BulkReview, by: User | None) -> BulkDraw:
    """Draw a sample of what is in a set now, by a new seed; the earlier one counts no more."""
    number = review.draws.count() + 1
    rows = review.of_rows.in_set()
    draw = BulkDraw.objects.create(
        review=review,
        number=number,
        seed=secrets.token_hex(16),
        size=least_size(rows.count(), review.share, number),
        at=timezone.now(),
        by=by,
    )
    review.of_rows.filter(place__isnull=False).update(place=None)
    ids = rows.order_by().values_list("public_id", "pk").iterator(chunk_size=AT_ONCE)
    drawn = heapq.nsmallest(draw.size, ((place_of(draw.seed, public_id), key) for public_id, key in ids))
    save_columns([BulkRow(pk=key, place=place) for place, (_hash, key) in enumerate(drawn, start=1)], ["place"])
    return draw


def place_of(seed: str, public_id: str) -> str:
    """Return by what the rows are put in order for a drawing."""
    return hashlib.sha256(f"{seed} {public_id}".encode()).hexdigest()
