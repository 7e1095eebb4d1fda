"""The history of an entry: its versions, what was done with it, and what was discarded and can be brought back."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from memorial.accounts.models import User
from memorial.accounts.roles import OPEN_CONFIDENTIAL, READ_LEDGER
from memorial.base.languages import active_language
from memorial.base.memorial import Memorial
from memorial.review.actions import TransitionRefused, allowed
from memorial.review.comparison import Comparison, compare
from memorial.review.ledger import LedgerLine, Verb
from memorial.review.ledger_page import details
from memorial.review.models import Entry
from memorial.review.revisions import Discarded, Revision

#: So many lines of the ledger are shown on an entry's page, the newest first; the ledger's own page has them all.
MOST_LINES = 100


@dataclass(frozen=True)
class Act:
    """One line of the ledger as the history shows it."""

    line: LedgerLine
    details: list[str]


@dataclass(frozen=True)
class Version:
    """One version as the history shows it, with what this person can do with it."""

    revision: Revision
    #: Its public address, where a stranger can open it.
    url: str
    is_public: bool
    can_be_opened: bool
    can_be_withdrawn: bool

    @property
    def withdrawal(self) -> Any:
        return getattr(self.revision, "withdrawal", None)


def versions(entry: Entry, person: User) -> list[Version]:
    """Return the versions of an entry, the newest first; their contents are not read."""
    kind = str(entry._meta.model_name)
    found = Revision.objects.of(kind, entry.public_id).select_related("author", "reviewer", "withdrawal")
    withdrawing = allowed(entry, "withdraw", person)
    address = addresses(kind, entry.public_id) if entry.is_public else lambda _number: ""
    shown = []
    for revision in found.defer("snapshot").reverse():
        stands, has_words = getattr(revision, "withdrawal", None) is None, revision.erased_at is None
        is_public = entry.is_public and revision.version == entry.version
        shown.append(
            Version(
                revision,
                url=address(revision.version),
                is_public=is_public,
                can_be_opened=has_words and (stands or withdrawing),
                can_be_withdrawn=has_words and stands and withdrawing and not is_public,
            )
        )
    return shown


def addresses(kind: str, public_id: str) -> Callable[[int], str]:
    """Return what gives the permanent address of each version."""
    memorial, active = Memorial.current(), active_language()
    language = active if active in memorial.languages else memorial.own_language

    def address(number: int) -> str:
        with translation.override(language):
            return reverse("version", args=[kind, public_id, number])

    return address


def acts(entry: Entry, person: User) -> list[Act]:
    """Return what was done with an entry, the newest first, for those who may read the ledger."""
    if not person.has_perm(READ_LEDGER):
        return []
    rows = LedgerLine.objects.filter(entry=entry.public_id, kind=entry._meta.model_name).select_related("actor")
    lines = list(rows.order_by("-number")[:MOST_LINES])
    handed = User.objects.in_bulk({line.detail["to"] for line in lines if line.detail.get("to")})
    return [Act(line, [*details(line), *handed_to(line, handed)]) for line in lines]


def handed_to(line: LedgerLine, people: Mapping[int, User]) -> list[str]:
    """Return to whom an entry was handed over."""
    person = people.get(line.detail.get("to", 0))
    return [_("to %(person)s") % {"person": person.known_as}] if person and line.verb == Verb.HANDED_OVER else []


def discarded_of(entry: Entry, person: User) -> QuerySet[Discarded]:
    """Return what was discarded of an entry, the newest first; what was confidential then, to keepers alone."""
    rows = Discarded.objects.filter(kind=entry._meta.model_name, entry=entry.public_id)
    if not person.has_perm(OPEN_CONFIDENTIAL):
        rows = rows.filter(restricted=False)
    return rows.select_related("by").defer("snapshot")


def deleted_drafts(model: type[Entry], person: User) -> QuerySet[Discarded]:
    """Return the deleted drafts of one kind that a person may know of and that nobody has brought back since."""
    there = model._base_manager.filter(public_id=OuterRef("entry"))
    rows = Discarded.objects.filter(~Exists(there), kind=model._meta.model_name, was_copy=False)
    if not person.has_perm(OPEN_CONFIDENTIAL):
        confidential = Discarded.objects.filter(kind=model._meta.model_name, restricted=True)
        rows = rows.exclude(entry__in=confidential.values("entry"))
    return rows.select_related("by").defer("snapshot")


def name_of_discarded(row: Discarded, model: type[Entry]) -> str:
    """Return what the desk calls something that was discarded; an opaque kind by its permanent id."""
    return model.called(row.label, row.entry, restricted=row.restricted)


@dataclass(frozen=True)
class Compared:
    """Two versions beside one another."""

    older: int
    newer: int
    comparison: Comparison


def compared(entry: Entry, person: User, asked: Mapping[str, str]) -> Compared | None:
    """Return the comparison of two versions that an address asks for, or nothing where it asks for none."""
    if "a" not in asked and "b" not in asked:
        return None
    numbers = sorted(number_in(asked.get(name, "")) for name in ("a", "b"))
    revisions = {row.version: row for row in openable(entry, person, numbers)}
    if len(set(numbers)) < 2 or set(numbers) != set(revisions):
        raise TransitionRefused(_("Choose two different versions of this entry to compare."))
    older, newer = (revisions[number] for number in numbers)
    return Compared(older.version, newer.version, compare(type(entry), older.snapshot, newer.snapshot, person))


def number_in(text: str) -> int:
    """Return the number of a version from an address; 0, which no version has, for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 0


def openable(entry: Entry, person: User, numbers: Iterable[int]) -> QuerySet[Revision]:
    """Return those of some versions whose words a person may read: a withdrawn one takes the right to withdraw."""
    rows: Any = (
        Revision.objects.of(str(entry._meta.model_name), entry.public_id).with_words().filter(version__in=list(numbers))
    )
    found: QuerySet[Revision] = rows if allowed(entry, "withdraw", person) else rows.standing()
    return found
