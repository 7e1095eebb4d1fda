"""Preparation: what an installation must have before it is served, made where it is missing and left where it is not.

A record that is loaded and an installation that is older than the versions both come to their first editions here.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from memorial.accounts.roles import make_roles
from memorial.base.memorial import Memorial
from memorial.base.texts import Translation, original_of, words_digest
from memorial.review.clock import Clock, note_time
from memorial.review.desk_index import index_entries
from memorial.review.desk_rows import DeskRow
from memorial.review.ledger import LedgerLine, Verb, record
from memorial.review.models import Entry
from memorial.review.revisions import Revision
from memorial.review.snapshots import digest, snapshot, with_parts
from memorial.review.status import Status

#: How many entries are held in memory at once, each with all its parts.
BATCH = 200


@transaction.atomic
def prepare() -> Counter[str]:
    """Make what is missing, and return how much of each thing that was; nothing is written where nothing is missing."""
    # Later blanks are somebody's own: a text that nobody has compared with its original yet.
    from_before = not LedgerLine.objects.filter(verb=Verb.PREPARED).exists()
    memorial = Memorial.current()
    made = Counter({"roles": int(roles_made()), "clock": int(clock_made())})
    with override(memorial.own_language):
        for model in Entry.__subclasses__():
            made += entries_prepared(model, memorial.languages, from_before=from_before)
    made = +made
    if made:
        record(Verb.PREPARED, by=None, command="prepare", detail={"made": dict(made)})
    return made


def roles_made() -> bool:
    """Make the roles as the table says, and return whether any of them was otherwise before."""
    before = permissions_of_groups()
    make_roles()
    return permissions_of_groups() != before


def permissions_of_groups() -> set[tuple[str, int | None]]:
    """Return which group has which permission."""
    return set(Group.objects.values_list("name", "permissions"))


def clock_made() -> bool:
    """Note the time where it has never been noted, and return whether that was so."""
    return not Clock.objects.exists() and note_time()


def entries_prepared(model: type[Entry], languages: Sequence[str], *, from_before: bool) -> Counter[str]:
    """Give the entries of one kind what they lack, and return how much of each thing that was."""
    made: Counter[str] = Counter()
    rows: Any = model._base_manager
    if from_before:
        for some in batches(without_version(rows.filter(copy_of=None))):
            made["translations"] += remember_originals(some)
    for some in batches(without_version(rows.filter(status=Status.PUBLISHED, version__gt=0))):
        note = _("The version that was public when versions began to be kept.")
        made["versions"] += len(keep_first_editions(some, note))
    listed = DeskRow.objects.filter(kind=str(model._meta.model_name), object_id=OuterRef("pk"))
    for some in batches(rows.filter(~Exists(listed) | model.lacks_derived())):
        index_entries(some, languages)
        made["desk rows"] += len(some)
    return made


def index_anew(languages: Sequence[str]) -> None:
    """Make the desk's rows of all entries anew, after the languages offered were changed."""
    for model in Entry.__subclasses__():
        for some in batches(model._base_manager.all()):
            index_entries(some, languages)


def without_version(rows: Any) -> Any:
    """Return those of some entries whose present version has not been kept."""
    kind = str(rows.model._meta.model_name)
    kept = Revision.objects.filter(kind=kind, entry=OuterRef("public_id"), version=OuterRef("version"))
    return rows.filter(~Exists(kept))


def batches(rows: Any) -> Iterator[list[Any]]:
    """Yield entries with all their parts, some at a time."""
    last, ordered = 0, rows.select_related("in_charge", "submitted_by").order_by("pk")
    while some := with_parts(ordered.filter(pk__gt=last)[:BATCH]):
        yield some
        last = some[-1].pk


def keep_first_editions(entries: Iterable[Entry], note: str) -> list[Revision]:
    """Keep published entries, read with their parts, as the versions they are; nobody has written or reviewed them."""
    now = timezone.now()
    rows = []
    for entry in entries:
        kept = snapshot(entry)
        rows.append(
            Revision(
                kind=kept["kind"],
                entry=kept["id"],
                version=entry.version,
                snapshot=kept,
                sha256=digest(kept),
                note=note,
                made_at=now,
                published_at=entry.published_at or now,
            )
        )
    return Revision.objects.bulk_create(rows)


def remember_originals(entries: Iterable[Any]) -> int:
    """Note in the translations of entries from which words they were made, and return in how many that was missing."""
    marked = [text for entry in entries for text in mark_translations(entry.translations.all())]
    if marked:
        type(marked[0])._base_manager.bulk_update(marked, ["made_from"])
    return len(marked)


def mark_translations(texts: Iterable[Translation]) -> list[Translation]:
    """Give the translations of one entry that do not know their original its digest; return them, not saved."""
    texts = list(texts)
    original = original_of(texts)
    if original is None:
        return []
    marked = [text for text in texts if text.state != Translation.State.ORIGINAL and not text.made_from]
    for text in marked:
        text.made_from = words_digest(original)
    return marked
