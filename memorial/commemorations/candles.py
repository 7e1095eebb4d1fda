"""Candles: a plain count for each day; a candle has no text, no name and no trace of who lit it."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from memorial.review.querysets import Row


class CandleDayQuerySet(models.QuerySet[Row]):
    """Days on which candles were lit."""

    def public(self) -> Self:
        """Return what a stranger may see: every day that had a candle."""
        return self.filter(count__gt=0)


CandleDayManager = models.Manager.from_queryset(CandleDayQuerySet)


class CandleDay(models.Model):
    """How many candles were lit on one day, by the clock of the memorial."""

    day = models.DateField(_("day"), primary_key=True)
    count = models.PositiveIntegerField(_("candles"), default=0)

    objects = CandleDayManager()

    class Meta:
        verbose_name = _("candles of a day")
        verbose_name_plural = _("candles")
        default_permissions = ()
        ordering = ["-day"]

    def __str__(self) -> str:
        return str(self.day)
