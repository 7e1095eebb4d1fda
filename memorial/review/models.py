"""The entry: what every publishable record has in common."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from memorial.accounts.roles import OPEN_CONFIDENTIAL
from memorial.base.memorial import Memorial
from memorial.base.public_ids import new_public_id
from memorial.base.texts import Text, Translation, choose_text
from memorial.review.checks import Finding
from memorial.review.clock import moment_now
from memorial.review.desk_index import index_entries
from memorial.review.gate import Audience, Channel, Item, Moment, decide
from memorial.review.status import Status, WithdrawalReason

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def person_key(name: "StrOrPromise") -> "models.ForeignKey[Any, Any]":
    """Return a reference to somebody of the staff; what they did keeps its author, so accounts are never deleted."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=name,
    )


class Entry(models.Model):
    """A record that can be published: a person, a testimony, a place, a source …"""

    #: The facts that a citation of this kind of entry can support: field names of the entry or of its texts.
    facts: ClassVar[Sequence[str]] = ()
    #: What those facts are called that are not the name of one field.
    fact_names: ClassVar[dict[str, str | Promise]] = {}
    #: Fields and parts that state a fact of another name.
    fact_columns: ClassVar[dict[str, str]] = {}
    #: The rows that make up an entry together with its own: what a working copy copies and a revision keeps.
    made_of: ClassVar[Sequence[str]] = ("translations", "citations")
    #: Columns of the entry's own row that no visitor is ever shown; parts name theirs in the same way.
    not_public: ClassVar[frozenset[str]] = frozenset()
    #: Whether the entry's name is itself a confidence: then messages and labels give its permanent id instead.
    opaque: ClassVar[bool] = False

    public_id = models.CharField(_("permanent id"), max_length=12, unique=True, default=new_public_id, editable=False)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT, editable=False)
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)
    # Without an index of its own: nearly every row has none, and a planner that trusts it walks the whole table.
    copy_of = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        editable=False,
        db_index=False,
        related_name="working_copies",
    )
    label = models.CharField(_("shown on the desk as"), max_length=250, blank=True, editable=False, db_index=True)
    embargo_until = models.DateField(
        _("embargo until"),
        null=True,
        blank=True,
        help_text=_("Not shown to visitors before this day begins where the memorial is, even when it is published."),
    )
    restricted = models.BooleanField(
        _("restricted"),
        default=False,
        help_text=_("Only keepers know that this entry exists; it cannot be published. Each opening is recorded."),
    )
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True, editable=False)
    in_charge = person_key(_("in charge"))
    submitted_by = person_key(_("submitted by"))
    approved_by = person_key(_("approved by"))
    returned = models.BooleanField(_("returned"), default=False, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    created_by = person_key(_("created by"))
    changed_at = models.DateTimeField(_("last changed"), auto_now=True, db_index=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    withdrawal_reason = models.CharField(
        _("reason of the withdrawal"), max_length=12, choices=WithdrawalReason.choices, blank=True, editable=False
    )

    class Meta:
        abstract = True
        default_permissions = ("add", "change", "delete", "view", "publish", "withdraw")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(restricted=False) | ~models.Q(status=Status.PUBLISHED),
                name="%(class)s_restricted_not_public",
                violation_error_message=_("A restricted entry is never public. Lift the restriction first."),
            ),
            models.CheckConstraint(
                condition=models.Q(copy_of=None) | ~models.Q(status=Status.PUBLISHED),
                name="%(class)s_copy_not_public",
                violation_error_message=_("A working copy is never public."),
            ),
            models.UniqueConstraint(
                fields=["copy_of"],
                condition=models.Q(copy_of__isnull=False),
                name="%(class)s_one_copy",
                violation_error_message=_("This entry already has a working copy."),
            ),
        ]

    def __str__(self) -> str:
        return self.called(self.label, self.root_id, restricted=self.restricted)

    def get_absolute_url(self) -> str:
        """Return the entry's public address in the active language; each kind has its own."""
        return reverse("home")

    @classmethod
    def called(cls, label: str, root_id: str, *, restricted: bool) -> str:
        """Return what the desk calls an entry of this kind: its label, or its permanent id if that is a confidence."""
        if cls.opaque or restricted or not label:
            return f"{cls._meta.verbose_name} {root_id}"
        return label

    def name_elsewhere(self) -> str:
        """Return what the label of another entry calls this one: its permanent id where a reader may not know of it."""
        hidden = self.restricted or self.status == Status.WITHDRAWN
        return f"{self._meta.verbose_name} {self.root_id}" if hidden else str(self)

    @property
    def root_id(self) -> str:
        """The permanent id by which the entry is known: a working copy has that of the entry it is a copy of."""
        return self.copy_of.public_id if self.copy_of else self.public_id

    def text(self, field: str, order: Sequence[str] = ()) -> Text | None:
        """Return one of the entry's texts in the language of the page, or in the nearest that has it."""
        return choose_text(self.translations.all(), field, order=order)  # type: ignore[attr-defined]

    def written(self, field: str) -> str:
        """Return one of the entry's texts for use in a label; empty where there is none in any language."""
        text = self.text(field)
        return text.value if text else ""

    def describe(self) -> str:
        """Return what the desk calls this entry, made from the entry and its texts."""
        return ""

    def desk_label(self) -> str:
        """Return what the desk calls this entry, as long as its column takes."""
        return self.describe()[:250]

    def refresh(self) -> None:
        """Bring up to date what is derived from the entry and its parts; to be called after they were changed."""
        memorial = Memorial.current()
        # The desk calls an entry by one name for all, whatever language the person at the desk reads.
        with translation.override(memorial.own_language):
            self.label = self.desk_label()
        type(self)._base_manager.filter(pk=self.pk).update(label=self.label)
        index_entries([self], memorial.languages)

    @classmethod
    def derive(cls, entries: Sequence[Any], languages: Sequence[str]) -> None:
        """Make what this kind derives beside the desk's rows what some of its entries now are; nothing, for most."""

    @classmethod
    def lacks_derived(cls) -> models.Q:
        """Return which entries lack what `derive` makes; none, for most kinds."""
        return models.Q(pk__in=())

    def written_over(self, changes: Mapping[str, Any]) -> None:
        """Carry over what a published working copy changed to where else it stands; nothing, for most kinds."""

    @classmethod
    def fact_label(cls, fact: str) -> str:
        """Return what a fact is called in the page's language: the name of the field, or "entry" for the whole."""
        if not fact:
            return str(_("the entry as a whole"))
        if fact in cls.fact_names:
            return str(cls.fact_names[fact])
        own = {field.name: field for field in cls._meta.concrete_fields}
        texts = {field.name: field for field in cls.translation_model()._meta.concrete_fields}
        return str((own.get(fact) or texts[fact]).verbose_name)

    @classmethod
    def translation_model(cls) -> type[Translation]:
        """Return the table that keeps the texts of this kind of entry."""
        return cast(type[Translation], cls._meta.get_field("translations").related_model)

    def publication_obstacles(self) -> list[str]:
        """Return the sentences that say why this entry cannot be published yet; empty when nothing is in the way."""
        texts = self.translation_model()
        required = [field for field in texts._meta.concrete_fields if field.name in self.facts and not field.blank]
        if not required or self.translations.exists():  # type: ignore[attr-defined]
            return []
        names = ", ".join(str(field.verbose_name) for field in required)
        return [gettext("Not yet written in any language: %(names)s.") % {"names": names}]

    def return_obstacles(self) -> list[str]:
        """Return the sentences that say why it cannot come back from where it was set aside; nothing, for most."""
        return []

    def is_visible_to(self, user: Any) -> bool:
        """Whether a person at the desk may know of it: the rule of `EntryQuerySet.visible_to`, for one entry."""
        kind = f"{self._meta.app_label}.%s_{self._meta.model_name}"
        if not user.has_perm(kind % "view"):
            return False
        if self.is_confidential and not user.has_perm(OPEN_CONFIDENTIAL):
            return False
        both = [one for one in (self, self.copy_of) if one is not None]
        return all(one.status != Status.WITHDRAWN for one in both) or bool(user.has_perm(kind % "withdraw"))

    @property
    def is_of_the_living(self) -> bool:
        """Whether it tells of somebody who is or may be alive, and whom nobody is to find by what it says."""
        return False

    def own_findings(self) -> Iterable[Finding]:
        """Yield what the check list finds in this kind of entry beyond what it finds in every kind."""
        return ()

    @property
    def is_public(self) -> bool:
        """Whether a stranger may see it now: the rule of `public_rule`, for one entry."""
        if self.status != Status.PUBLISHED or self.is_copy:
            return False
        item = self.item()
        moment = self.moment if item.is_timed else Moment.at(timezone.now())
        return decide(item, Channel.PAGE, Audience.PUBLIC, moment) is not None

    @property
    def is_waiting(self) -> bool:
        """Whether it is published and its time has yet to come."""
        return self.status == Status.PUBLISHED and not self.moment.has_come(self.opens_at)

    @property
    def was_shown(self) -> bool:
        """Whether strangers may have seen it as it is published now, also where a consent has ended since."""
        item = self.item().before_it_ended()
        return item.published and decide(item, Channel.PAGE, Audience.PUBLIC, self.moment) is not None

    @property
    def moment(self) -> Moment:
        """The moment at which it was read, where that was read with it; otherwise now."""
        own: Any = self
        return Moment(own.begun_by, own.over_by) if "over_by" in self.__dict__ else moment_now()

    def item(self) -> Item:
        """Return what the consent gate knows of it; kinds that rest on consent say so here, as in `consent_rule`."""
        published = self.status == Status.PUBLISHED and not self.is_copy
        return Item(published=published, opens=self.opens_at, restricted=self.restricted)

    @classmethod
    def consent_rule(cls, path: str = "", channel: Channel = Channel.PAGE) -> models.Q:
        """Return the rule that the consents are there which a channel needs, for the entries at the end of a path."""
        return models.Q()

    @property
    def is_confidential(self) -> bool:
        """Whether keepers alone may know of it: it is restricted, or the working copy of an entry that is."""
        return self.restricted or (self.copy_of is not None and self.copy_of.restricted)

    @property
    def is_copy(self) -> bool:
        """Whether it is somebody's working copy of a published entry."""
        own: Any = self
        return own.copy_of_id is not None
