"""Holdings: what a file holds of the public record, and since when it is no longer what strangers may see.

A file of the whole record takes minutes to make. Whatever is changed meanwhile is noted, and looked at again before the
file is given to anybody. All of that is done under the lock that every act takes for its line in the ledger: an act is
either done before a file is begun, or the file learns of it.
"""

import secrets
from pathlib import Path

from django.db import models, transaction
from django.utils import timezone

from memorial.exchange.exports.folders import exports_folder, remove
from memorial.review.clock import moment_now
from memorial.review.gate import NEEDS, Channel
from memorial.review.models import Entry
from memorial.review.public_changes import change_public
from memorial.review.status import Status
from memorial.search.engines import hold
from memorial.testimonies.consent import Consent


def new_folder() -> str:
    """Return the name of a new folder."""
    return secrets.token_hex(16)


class Holding(models.Model):
    """What the files in one folder hold: from when it was read, until when, and since when it stands no more."""

    folder = models.CharField(max_length=32, unique=True, default=new_folder, editable=False)
    begun = models.DateTimeField()
    #: Up to when what waits for its time had opened when it was made; nothing where no time was believed.
    opened = models.DateTimeField(null=True)
    made = models.DateTimeField(null=True)
    closed = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.begun:%Y-%m-%d %H:%M} {self.folder}"

    @property
    def path(self) -> Path:
        """The folder in which its files stand."""
        return exports_folder() / self.folder

    @property
    def stands(self) -> bool:
        """Whether its files may be given out now: made, and nothing of it has been closed by an act or by itself."""
        return self.made is not None and self.closed is None and not self.is_over

    @property
    def is_over(self) -> bool:
        """Whether anything in it may have closed by itself since: a consent is over, or the clock has gone back."""
        moment = moment_now()
        consents = Consent.objects.filter(purpose__in=NEEDS[Channel.EXPORT])
        if consents.filter(ends_at__gt=self.begun, ends_at__lte=moment.over).exists():
            return True
        if self.opened is None or (moment.begun is not None and moment.begun >= self.opened):
            return False
        # What had opened when it was read may have to wait again.
        had_opened = models.Q(status=Status.PUBLISHED, opens_at__lte=self.opened)
        waits = models.Q() if moment.begun is None else models.Q(opens_at__gt=moment.begun)
        return any(model._base_manager.filter(had_opened & waits).exists() for model in Entry.__subclasses__())


class ChangedEntry(models.Model):
    """An entry that was changed while a holding was being read."""

    holding = models.ForeignKey(Holding, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=20)
    object_id = models.PositiveBigIntegerField()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["holding", "kind", "object_id"], name="changed_entry_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


@transaction.atomic
def begin() -> Holding:
    """Begin to read the record for a file, once every act that is under way is done."""
    hold()
    holding = Holding.objects.create(begun=moment_now().over)
    holding.path.mkdir(mode=0o700)
    return holding


def close(holding: Holding) -> None:
    """Give a holding's files to nobody any more, from the end of this transaction on, and remove them."""
    holding.closed = holding.closed or timezone.now()
    holding.save(update_fields=["closed"])
    change_public()
    transaction.on_commit(lambda: remove(holding.folder))
