"""Unanswered searches: names that visitors looked for and did not find, so that curators can see who is missed.

Of a visitor nothing is kept: neither when in the day they asked, nor in which language, nor from where. Kept are the
words in a plain spelling, on how many days they were asked, and the last of these days; and only what can be a name.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any, Self

from django.db import Error, connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from memorial.base.memorial import Memorial
from memorial.review.models import person_key
from memorial.review.querysets import Row
from memorial.search.letters import words_of

#: Longer questions are no names, and are not kept.
MOST_WORDS, MOST_LETTERS = 6, 80
#: What a flood can add: so many new words a day, and no more rows than these in all. What is there is never pushed out.
NEW_A_DAY, MOST_KEPT = 1_000, 100_000
#: On how many days a name was asked for before anybody is shown it.
DAYS_SHOWN = 3
#: What was not asked on a third day within this time is forgotten; what was, after a year in which nobody asked.
KEPT, KEPT_SHOWN = timedelta(days=90), timedelta(days=365)
#: For how many thousandths of a second a page waits for another writer before it keeps nothing.
PATIENCE = 50
#: Numbers, addresses of mail and of pages are no part of a name, and may say who somebody is.
NO_NAME = re.compile(r"\d|@|://|\bwww\b|[^\W\d_]{2,}\.[^\W\d_]{2,}")
#: What asks for a text and not for a name: a word that is left out, or a phrase.
NO_QUESTION = re.compile(r'(?:^|\s)[-−]\w|["“”«»*]')


class UnansweredSearchQuerySet(models.QuerySet[Row]):
    """Names that were sought in vain."""

    def shown(self) -> Self:
        """Return those of which curators may know: asked for on enough different days."""
        return self.filter(days__gte=DAYS_SHOWN)

    def waiting(self) -> Self:
        """Return those that nobody has answered or set aside yet."""
        return self.shown().filter(state=UnansweredSearch.State.WAITING)


UnansweredSearchManager = models.Manager.from_queryset(UnansweredSearchQuerySet)


class UnansweredSearch(models.Model):
    """A name that was sought and not found, in a plain spelling of its own, and on how many days."""

    class State(models.TextChoices):
        """What curators did about it."""

        WAITING = "waiting", _("waiting")
        ANSWERED = "answered", _("answered")
        ASIDE = "aside", _("set aside")

    words = models.CharField(_("words"), max_length=MOST_LETTERS, unique=True)
    days = models.PositiveSmallIntegerField(_("days"), default=1)
    last_day = models.DateField(_("last asked"))
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.WAITING)
    in_charge = person_key(_("in charge"))

    objects = UnansweredSearchManager()

    class Meta:
        verbose_name = _("unanswered search")
        verbose_name_plural = _("unanswered searches")
        default_permissions = ()
        permissions = [("answer_search", "Can see what was sought in vain, and answer it")]
        ordering = ["-days", "-last_day", "pk"]
        indexes = [
            models.Index(fields=["state", "days", "last_day"], name="unansweredsearch_shown"),
            models.Index(fields=["last_day", "days"], name="unansweredsearch_day"),
        ]

    def __str__(self) -> str:
        """Return its number alone: the words may be the name of somebody who does not want to be known."""
        return f"{self._meta.verbose_name} {self.pk}"


def note_unanswered(text: str) -> None:
    """Note that a name was sought in vain; it never raises, waits for nobody, and keeps nothing of the visitor.

    To be called once nothing was found. Where the database cannot be written to, nothing is noted.
    """
    words = kept_form(text)
    if not words:
        return
    try:
        today = timezone.localdate(timezone=(Memorial.objects.first() or Memorial()).zone)
        row = UnansweredSearch.objects.filter(words=words).values_list("last_day", flat=True).first()
        if row is None or row < today:
            with without_waiting():
                count(words, today, is_new=row is None)
    except Error:
        # Somebody reads a page; that the search could not be noted is not their concern.
        return


def kept_form(text: str) -> str:
    """Return the words of a question as they are kept, in one order; empty for what cannot be a name."""
    if len(text) > MOST_LETTERS or NO_NAME.search(text) or NO_QUESTION.search(text):
        return ""
    words = words_of(text)
    if not 0 < len(words) <= MOST_WORDS or all(len(word) == 1 for word in words):
        return ""
    kept = " ".join(sorted(words))[:MOST_LETTERS]
    # A figure in a circle is none yet in what was typed.
    return "" if NO_NAME.search(kept) else kept


def count(words: str, today: date, *, is_new: bool) -> None:
    """Count a day for some words; the same day is counted once, whoever asks and however often."""
    rows = UnansweredSearch.objects.all()
    if not is_new:
        rows.filter(words=words, last_day__lt=today).update(days=models.F("days") + 1, last_day=today)
    elif has_room(rows, today):
        rows.bulk_create([UnansweredSearch(words=words, last_day=today)], ignore_conflicts=True)


def has_room(rows: "models.QuerySet[Any]", today: date) -> bool:
    """Return whether new words are still taken today."""
    new = rows.filter(last_day=today, days=1).order_by().values("pk")[:NEW_A_DAY].count()
    return new < NEW_A_DAY and rows.order_by().values("pk")[:MOST_KEPT].count() < MOST_KEPT


@contextmanager
def without_waiting() -> Iterator[None]:
    """Write in a short transaction that gives up where another one is writing, instead of keeping a page waiting."""
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        database: Any = connection.connection
        patience = database.execute("PRAGMA busy_timeout").fetchone()[0]
        database.execute(f"PRAGMA busy_timeout = {PATIENCE}")
        try:
            with transaction.atomic():
                yield
        finally:
            database.execute(f"PRAGMA busy_timeout = {patience}")
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}ms'")
        yield
