"""Parts: the rows that make up an entry together with its own row."""

from typing import ClassVar

from django.db import models


class Part(models.Model):
    """A row of an entry's edition: a spelling, a text, a tie, a citation; in a working copy it knows whence it came."""

    #: Columns that no visitor is ever shown.
    not_public: ClassVar[frozenset[str]] = frozenset()
    #: The column of the place that a row has among those of its kind; empty where they stand in no order.
    ordered_by: ClassVar[str] = ""

    #: The key of the row of the live entry that this row of a working copy stands for; empty for a new one.
    copied_from = models.PositiveBigIntegerField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True
