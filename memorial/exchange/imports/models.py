"""The import of one list, what becomes of each of its rows, and what is kept for the next list."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from memorial.accounts.models import User
from memorial.base.held_work import HeldWork
from memorial.base.rows import among
from memorial.people.models import Person
from memorial.sources.models import Source


def staff_key() -> "models.ForeignKey[User | None, User | None]":
    """Return a reference to whoever of the staff did something; nothing for a command."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )


class SavedMapping(models.Model):
    """A mapping under a name, to be used again when the next list of the same form comes."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    mapping = models.TextField()
    saved_at = models.DateTimeField(_("saved"), auto_now=True)
    saved_by = staff_key()

    class Meta:
        verbose_name = _("saved mapping")
        verbose_name_plural = _("saved mappings")
        default_permissions = ()
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ListImport(HeldWork):
    """One list on its way into the record."""

    class State(models.TextChoices):
        """How far it has come."""

        TAKEN_IN = "taken_in", _("to be mapped")
        CHECKING = "checking", _("being checked")
        CHECKED = "checked", _("checked")
        RUNNING = "running", _("running")
        DONE = "done", _("brought in")
        UNDOING = "undoing", _("being undone")
        UNDONE = "undone", _("undone")
        REFUSED = "refused", _("refused")
        DISCARDED = "discarded", _("discarded")

    AT_WORK = frozenset({State.CHECKING, State.RUNNING, State.UNDOING})
    #: Nothing more of it will be in the record; what had to stay when it was undone is there yet.
    OVER: ClassVar[frozenset[str]] = frozenset({State.UNDONE, State.DISCARDED})

    name = models.CharField(_("name of the file"), max_length=200)
    #: The file among those that this installation keeps; empty once it was erased.
    kept_as = models.CharField(max_length=60, blank=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(_("size"))
    reading = models.TextField(blank=True)
    mapping = models.TextField(blank=True)
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True, related_name="imports", verbose_name=_("source")
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.TAKEN_IN)
    #: Rows that the work at hand has gone through, and how many there are, once that is known.
    row_at = models.PositiveIntegerField(default=0)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    #: Why it was refused or stopped, in a sentence.
    problem = models.TextField(blank=True)
    #: The language of whoever asked for the work at hand: what a check says of rows is kept in sentences.
    language = models.CharField(max_length=12, blank=True)
    #: When the check began that found the outcomes: it knows of nobody who was written since.
    checked_at = models.DateTimeField(null=True, blank=True)
    #: When the last run of it ended, or was stopped.
    written_at = models.DateTimeField(null=True, blank=True)
    taken_in_at = models.DateTimeField(_("taken in"), auto_now_add=True)
    taken_in_by = staff_key()
    run_at = models.DateTimeField(_("brought in"), null=True, blank=True)
    run_by = staff_key()
    undone_by = staff_key()

    class Meta:
        verbose_name = _("import of a list")
        verbose_name_plural = _("imports of lists")
        default_permissions = ()
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name


#: In the very words of the index of identifiers, which leaves out rows without one: SQLite takes it for no other words.
HAS_KEY = RawSQL("""NOT ("memorial_importrow"."row_key" = '')""", (), output_field=models.BooleanField())


class RowQuerySet(models.QuerySet["ImportRow"]):
    """Rows of imports."""

    def with_any(self, column: str, values: Iterable[Any]) -> "RowQuerySet":
        """Return the rows that have one of very many values in an indexed column; an empty identifier is none."""
        rows = self.filter(among(column, values))
        return rows.filter(HAS_KEY) if column == "row_key" else rows

    def to_do(self) -> "RowQuerySet":
        """Return the rows that a run writes: those that are new or the same as somebody, by the check or a decision."""
        found, said = ImportRow.Outcome, ImportRow.Decision
        decided = models.Q(outcome=found.MAYBE, decision__in=[said.SAME, said.DIFFERENT])
        return self.filter(models.Q(outcome__in=[found.NEW, found.SAME]) | decided, done=False)

    def to_decide(self) -> "RowQuerySet":
        """Return the rows of which a person has still to say who they are."""
        return self.filter(outcome=ImportRow.Outcome.MAYBE, decision="")

    def undecided(self) -> "RowQuerySet":
        """Return the rows of which nobody has said anything."""
        return self.filter(decision="")

    def told_apart(self) -> "RowQuerySet":
        """Return the rows that make somebody new because a person has said that nobody here is meant."""
        return self.filter(outcome=ImportRow.Outcome.MAYBE, decision=ImportRow.Decision.DIFFERENT)


class ImportRow(models.Model):
    """What becomes of one row of a list: found by the check, decided by a person, and what the run has written."""

    class Outcome(models.TextChoices):
        """What the check found."""

        NEW = "new", pgettext_lazy("row of a list", "new")
        SAME = "same", _("the same as somebody here")
        MAYBE = "maybe", _("possibly the same")
        HERE = "here", _("here already, from this source")
        REPEATED = "repeated", _("says what an earlier row says")
        REFUSED = "refused", _("refused")

    class Decision(models.TextChoices):
        """What a person said of a row that is possibly the same as somebody."""

        SAME = "same", pgettext_lazy("decision", "the same person")
        DIFFERENT = "different", _("different people")
        UNSURE = "unsure", _("not sure")

    list_import = models.ForeignKey(ListImport, on_delete=models.CASCADE, related_name="of_rows")
    number = models.PositiveIntegerField(_("row"))
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome.choices)
    #: What the row calls the person, as the list writes it.
    called = models.CharField(_("name"), max_length=250, blank=True)
    #: Of whom it tells, by what it says: names, birth, sex, parents. What is decided of it holds where it comes again.
    identity = models.CharField(max_length=64)
    #: The identifier that the list itself gives the row, together with the source; empty where it gives none.
    row_key = models.CharField(max_length=64, blank=True)
    #: A digest of all that is taken from the row, with the source.
    digest = models.CharField(max_length=64)
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    #: The earlier row of the same list that it may repeat.
    like_row = models.PositiveIntegerField(null=True, blank=True)
    score = models.PositiveSmallIntegerField(_("score"), default=0)
    #: Codes of why, with what they are about; sentences are made of them in the reader's language.
    reasons = models.JSONField(default=list, blank=True)
    #: Others who may be meant, or who bear the name and are somebody else: key, score, reasons.
    others = models.JSONField(default=list, blank=True)
    #: What was doubtful or refused: column, what stands there, why, what to do.
    remarks = models.JSONField(default=list, blank=True)
    #: What the row says, for rows that wait for a person; the file is not needed for them any more.
    said = models.JSONField(null=True, blank=True)
    #: Names of parents, by which the next list tells people of one name apart.
    parents = models.JSONField(default=list, blank=True)
    decision = models.CharField(_("decision"), max_length=9, choices=Decision.choices, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = staff_key()
    done = models.BooleanField(default=False)
    #: The keys of all that the run wrote for the row, and how what it added to stood before.
    made = models.JSONField(null=True, blank=True)
    #: Why it was not written though it was to be, or not undone.
    left = models.CharField(max_length=300, blank=True)

    objects = models.Manager.from_queryset(RowQuerySet)()

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        default_permissions = ()
        ordering = ["list_import", "number"]
        constraints = [models.UniqueConstraint(fields=["list_import", "number"], name="importrow_once")]
        indexes = [
            models.Index(fields=["list_import", "outcome", "number"], name="importrow_outcome"),
            models.Index(fields=["identity"], name="importrow_identity"),
            models.Index(fields=["digest"], name="importrow_digest"),
            models.Index(fields=["row_key"], condition=~models.Q(row_key=""), name="importrow_row_key"),
            models.Index(fields=["person"], condition=models.Q(done=True), name="importrow_person"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.called}"


class PairDecision(models.Model):
    """What a person decided of a row and somebody in the record; it holds for every later list that says the same."""

    #: Of the row: its identity, see `ImportRow.identity`.
    identity = models.CharField(max_length=64)
    #: The permanent id of the person.
    person = models.CharField(max_length=12)
    decision = models.CharField(max_length=9, choices=ImportRow.Decision.choices)
    at = models.DateTimeField(auto_now=True)
    by = staff_key()

    class Meta:
        verbose_name = _("decision about a pair")
        verbose_name_plural = _("decisions about pairs")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["identity", "person"], name="pairdecision_once")]

    def __str__(self) -> str:
        return f"{self.person}: {self.decision}"
