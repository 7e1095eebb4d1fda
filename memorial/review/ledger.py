"""The ledger: who did what, when, to which entry; each line holds the hash of the line before it.

It is only ever added to: the database itself refuses to change or delete a line. It holds no word of an entry, only
its permanent id and the hash of its content, so that it can be kept and shown when the entry itself may not.
"""

from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from memorial.accounts.models import User
from memorial.base.canonical import canonical_hash
from memorial.review.entry_watchers import entries_changed
from memorial.review.models import Entry
from memorial.review.public_changes import change_public

#: What stands in the first line in the place of the hash of a line before it.
BEGINNING = "0" * 64


class Verb(models.TextChoices):
    """What was done."""

    CREATED = "created", _("created")
    EDITED = "edited", _("edited")
    COPIED = "copied", _("opened for editing")
    SUBMITTED = "submitted", _("submitted")
    RETURNED = "returned", _("returned")
    APPROVED = "approved", _("approved for a later time")
    PUBLISHED = "published", _("published")
    DISCARDED = "discarded", _("discarded")
    DELETED = "deleted", _("deleted")
    WITHDRAWN = "withdrawn", _("withdrawn")
    PUT_BACK = "put_back", _("put back")
    REOPENED = "reopened", _("reopened")
    RESTORED = "restored", _("restored")
    VERSION_WITHDRAWN = "version_withdrawn", _("version withdrawn")
    TAKEN = "taken", _("taken in charge")
    HANDED_OVER = "handed_over", _("handed over")
    NOTED = "noted", _("note written")
    STOPPED = "stopped", _("stopped until confirmed")
    CONFIRMED = "confirmed", _("confirmed")
    CLOCK_SET = "clock_set", _("clock confirmed")
    CONSENT_GIVEN = "consent_given", _("consent recorded")
    CONSENT_WITHDRAWN = "consent_withdrawn", _("consent withdrawn")
    CONSENT_PAUSED = "consent_paused", _("consent paused")
    CONSENT_RESUMED = "consent_resumed", _("consent no longer paused")
    OPENED = "opened", _("confidential entry opened")
    ACCOUNT_OPENED = "account_opened", _("account opened")
    ACCOUNT_EDITED = "account_edited", _("account changed")
    ROLES_CHANGED = "roles_changed", _("roles changed")
    PASSWORD_SET = "password_set", _("password set")  # noqa: S105  # a verb
    MEMORIAL_EDITED = "memorial_edited", _("memorial's settings changed")
    IMPORTED = "imported", _("imported")
    LIST_TAKEN_IN = "list_taken_in", _("list taken in")
    IMPORT_STARTED = "import_started", _("import of a list started")
    IMPORT_STOPPED = "import_stopped", _("import of a list stopped")
    IMPORT_DISCARDED = "import_discarded", _("import of a list discarded")
    IMPORT_UNDONE = "import_undone", _("import of a list undone")
    PAIR_DECIDED = "pair_decided", _("row and person told apart, or said to be one")
    EXPORTED = "exported", _("exported")
    EXPORT_ASKED = "export_asked", _("export asked for")
    EXPORT_APPROVED = "export_approved", _("fuller export approved")
    EXPORT_DECLINED = "export_declined", _("fuller export declined")
    PREPARED = "prepared", _("roles and versions made ready")
    FIXITY_CHECKED = "fixity_checked", _("originals re-read")
    FIXITY_FOUND = "fixity_found", _("found wrong with an original")
    CONTRIBUTION_ACCEPTED = "c_accepted", _("contribution accepted")
    CONTRIBUTION_DECLINED = "c_declined", _("contribution declined")
    CONTRIBUTION_ASKED = "c_asked", _("asked back about a contribution")
    CONTRIBUTION_MERGED = "c_merged", _("contribution merged with another")
    CONTRIBUTION_ASIDE = "c_aside", _("contribution put aside")
    CONTRIBUTION_BACK = "c_back", _("contribution taken back into the queue")
    CONTRIBUTION_DECIDED = "c_decided", _("request decided")
    CONTRIBUTION_PAUSED = "c_paused", _("paused by its sender")
    CONTRIBUTION_RESUMED = "c_resumed", _("shown again by its sender")
    CONTRIBUTION_WITHDRAWN = "c_withdrawn", _("withdrawn by its sender")
    CONTRIBUTION_CHANGED = "c_changed", _("changed by its sender")
    CONTACT_OPENED = "contact_opened", _("contact of a sender opened")
    CONTACT_DESTROYED = "contact_destroyed", _("contact of a sender destroyed")
    KEYS_REWRAPPED = "keys_rewrapped", _("keys of the compartments wrapped anew")
    ERASED = "erased", _("words erased at the wish of their giver")
    MESSAGE_TAKEN_DOWN = "message_down", _("message taken down")
    MESSAGE_PUT_BACK = "message_back", _("message shown again")
    CANDLES_LOWERED = "candles_lowered", _("count of candles lowered")
    WORD_WATCHED = "word_watched", _("list of watched words changed")
    SEARCH_ANSWERED = "search_answered", _("search answered")
    SEARCH_ASIDE = "search_aside", _("search set aside")
    FIXITY_DEALT_WITH = "fixity_dealt_with", _("finding dealt with")
    MERGED = "merged", _("merged with another person")
    MERGE_UNDONE = "merge_undone", _("merge with another person undone")
    BULK_OPENED = "bulk_opened", _("bulk review opened")
    BULK_CHECKED = "bulk_checked", _("row of a bulk review checked")
    BULK_DRAWN = "bulk_drawn", _("sample of a bulk review drawn anew")
    BULK_RETURNED = "bulk_returned", _("bulk review returned")
    BULK_STARTED = "bulk_started", _("publication of a bulk review started")
    BULK_CONFIRMED = "bulk_confirmed", _("bulk review confirmed by a further person")
    BULK_STOPPED = "bulk_stopped", _("bulk review stopped")
    BULK_PUBLISHED = "bulk_published", _("bulk review published")
    BULK_UNDOING = "bulk_undoing", _("withdrawal of a bulk review started")
    BULK_WITHDRAWN = "bulk_withdrawn", _("bulk review withdrawn")


#: Acts about no entry of which no visitor sees anything.
QUIET = frozenset(
    {
        *(Verb.NOTED, Verb.STOPPED, Verb.CONFIRMED, Verb.OPENED, Verb.TAKEN, Verb.HANDED_OVER),
        *(Verb.ACCOUNT_OPENED, Verb.ACCOUNT_EDITED, Verb.ROLES_CHANGED, Verb.PASSWORD_SET),
        *(Verb.LIST_TAKEN_IN, Verb.IMPORT_STARTED, Verb.IMPORT_STOPPED, Verb.IMPORT_DISCARDED, Verb.PAIR_DECIDED),
        *(Verb.EXPORT_ASKED, Verb.EXPORT_APPROVED, Verb.EXPORT_DECLINED),
        *(Verb.FIXITY_CHECKED, Verb.FIXITY_FOUND, Verb.FIXITY_DEALT_WITH),
        *(Verb.CONTACT_OPENED, Verb.CONTACT_DESTROYED, Verb.KEYS_REWRAPPED, Verb.WORD_WATCHED),
        *(Verb.SEARCH_ANSWERED, Verb.SEARCH_ASIDE),
        *(Verb.BULK_OPENED, Verb.BULK_CHECKED, Verb.BULK_DRAWN, Verb.BULK_RETURNED),
        *(Verb.BULK_STARTED, Verb.BULK_CONFIRMED, Verb.BULK_STOPPED),
    }
)


class LedgerLine(models.Model):
    """One act that changed something; never altered, never deleted."""

    number = models.PositiveBigIntegerField(_("number"), primary_key=True, editable=False)
    at = models.DateTimeField(_("when"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("who")
    )
    #: The name of the account at the time, or the command that acted.
    who = models.CharField(_("who"), max_length=150)
    verb = models.CharField(_("what"), max_length=20, choices=Verb.choices)
    kind = models.CharField(_("kind"), max_length=20, blank=True)
    entry = models.CharField(_("entry"), max_length=20, blank=True)
    before = models.CharField(max_length=64, blank=True)
    after = models.CharField(max_length=64, blank=True)
    #: Facts about the act that are no words of the entry: a version, a class of reason, the names of roles.
    detail = models.JSONField(default=dict)
    previous = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = _("line of the ledger")
        verbose_name_plural = _("ledger")
        default_permissions = ()
        ordering = ["number"]
        indexes = [
            models.Index(fields=["entry", "number"], name="ledger_entry"),
            models.Index(fields=["actor", "verb", "at"], name="ledger_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.verb}"

    def own_hash(self) -> str:
        """Return the hash of all that this line says, with the hash of the line before it."""
        said = [
            self.number,
            self.at.isoformat(timespec="microseconds"),
            self.actor_id,
            self.who,
            self.verb,
            self.kind,
            self.entry,
            self.before,
            self.after,
            self.detail,
            self.previous,
        ]
        return canonical_hash(said)


@transaction.atomic
def record(
    verb: Verb,
    *,
    by: User | None,
    entry: Entry | None = None,
    about: tuple[str, str] = ("", ""),
    before: str = "",
    after: str = "",
    detail: dict[str, Any] | None = None,
    command: str = "",
) -> LedgerLine:
    """Write one line about an entry (or ``about`` a kind and an id) in the transaction of the act itself.

    ``before`` and ``after`` are the hashes of the entry's content; a command that acts for nobody gives its name.
    Whoever watches entries is told, so an act writes its line after it has saved what it changed.
    """
    # The first line stands for the whole chain: whoever holds its lock is the one who may add to it.
    LedgerLine.objects.select_for_update().filter(number=1).first()
    last = LedgerLine.objects.order_by("-number").first()
    kind, entry_id = (str(entry._meta.model_name), entry.root_id) if entry is not None else about
    line = LedgerLine(
        number=last.number + 1 if last else 1,
        at=timezone.now(),
        actor=by,
        who=by.username if by else command,
        verb=verb,
        kind=kind,
        entry=entry_id,
        before=before,
        after=after,
        detail=detail or {},
        previous=last.hash if last else BEGINNING,
    )
    line.hash = line.own_hash()
    line.save(force_insert=True)
    if entry is not None and entry.pk is not None:
        entries_changed([entry])
    elif verb not in QUIET:
        change_public()
    return line
