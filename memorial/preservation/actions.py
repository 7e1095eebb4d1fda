"""What may be done about a finding: the file is looked at again, or a person says what was done."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from memorial.accounts.models import User
from memorial.accounts.roles import DEAL_WITH_FINDINGS
from memorial.preservation.fixity import about, keep_readings, write_down
from memorial.preservation.models import FixityFinding
from memorial.preservation.reading import Reading, StorageAway, read, words_of
from memorial.preservation.unknown_files import is_stray
from memorial.review.ledger import Verb, record

How, What = FixityFinding.How, FixityFinding.What
SAY = gettext_lazy("Say what was done, so that whoever reads it in ten years understands.")


class FindingRefused(Exception):
    """What was asked cannot be done now; its message is a sentence for the person at the desk."""


def look_again(*, finding: FixityFinding, by: User) -> bool:
    """Look at the file of a finding now, and return whether it is right again; only then is the finding closed."""
    refuse_others(by)
    refuse_closed(finding)
    try:
        seen = seen_now(finding)
    except StorageAway as problem:
        raise FindingRefused(_("The storage of originals could not be read: %s") % problem) from problem
    with transaction.atomic():
        if finding.original:
            keep_readings([(finding.original, seen)])
        if seen.what:
            write_down(seen.what, finding.name, original=finding.original, reading=seen, by=by)
            return False
        close(finding, by=by, how=How.RIGHT_AGAIN)
    return True


def seen_now(finding: FixityFinding) -> Reading:
    """Return how the file of a finding stands now; raises StorageAway."""
    if finding.original:
        return read(finding.original)
    try:
        return Reading(What.UNKNOWN if is_stray(finding.name) else "", reason=finding.reason)
    except Exception as problem:  # a storage elsewhere raises errors of its own
        raise StorageAway(words_of(problem)) from problem


@transaction.atomic
def deal_with(*, finding: FixityFinding, by: User, note: str) -> None:
    """Close a finding because a person has dealt with it, and says how."""
    refuse_others(by)
    if not note.strip():
        raise FindingRefused(str(SAY))
    close(finding, by=by, how=How.DEALT_WITH, note=note.strip())


def close(finding: FixityFinding, *, by: User, how: str, note: str = "") -> None:
    """Write down who closed a finding and how, with one line in the ledger; within a transaction."""
    current = FixityFinding.objects.select_for_update(of=("self",)).select_related("original").get(pk=finding.pk)
    refuse_closed(current)
    current.dealt_with_at, current.dealt_with_by, current.how, current.note = timezone.now(), by, how, note
    current.save()
    detail = {"what": current.what, "finding": current.pk, "how": how}
    record(Verb.FIXITY_DEALT_WITH, by=by, about=about(current), detail=detail)


def refuse_others(by: User) -> None:
    """Refuse whoever has nothing to do with findings."""
    if not by.has_perm(DEAL_WITH_FINDINGS):
        raise PermissionDenied


def refuse_closed(finding: FixityFinding) -> None:
    """Refuse a finding that somebody has dealt with already."""
    if not finding.stands:
        raise FindingRefused(_("This has been dealt with already."))
