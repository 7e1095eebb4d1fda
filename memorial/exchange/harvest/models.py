"""The headers of what can be harvested, and which settings of the memorial they were told with."""

from django.db import models


class HarvestHeader(models.Model):
    """One entry of which harvesters were told or are to be told; it stays when the entry is withdrawn or erased."""

    kind = models.CharField(max_length=20)
    entry = models.CharField(max_length=12)
    object_id = models.BigIntegerField()
    #: When what is told of it last changed; nothing from the act until the next look, which comes after its commit.
    changed_at = models.DateTimeField(null=True)
    #: A digest of what is told of it; empty when it is told no longer, and nothing is left to compare anything with.
    told = models.CharField(max_length=64, blank=True)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["kind", "entry"], name="harvestheader_once")]
        indexes = [
            models.Index(fields=["kind", "object_id"], name="harvestheader_object"),
            models.Index(fields=["changed_at", "id"], name="harvestheader_order"),
            models.Index(fields=["kind", "changed_at", "id"], name="harvestheader_kind"),
            models.Index(fields=["id"], condition=models.Q(changed_at=None), name="harvestheader_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.entry}"


class HarvestState(models.Model):
    """What every record says alike, as it was when the headers last took notice of it; one row, also a lock."""

    SINGLE_ID = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=SINGLE_ID, editable=False)
    #: A digest of the memorial's settings that stand in each record.
    common = models.CharField(max_length=64, blank=True)
    #: Whether every entry that may be harvested had its header once; from then on every act sees to that.
    whole = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.common
