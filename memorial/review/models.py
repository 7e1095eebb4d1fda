"""The entry: what every publishable record has in common."""

from collections.abc import Sequence
from typing import ClassVar, cast

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from memorial.base.memorial import Memorial
from memorial.base.public_ids import new_public_id
from memorial.base.texts import Text, Translation, choose_text
from memorial.review.status import Status


class Entry(models.Model):
    """A record that can be published: a person, a testimony, a place, a source …"""

    #: The facts that a citation of this kind of entry can support: field names of the entry or of its texts.
    facts: ClassVar[Sequence[str]] = ()
    #: What those facts are called that are not the name of one field.
    fact_names: ClassVar[dict[str, str | Promise]] = {}

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
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("created by"),
    )
    changed_at = models.DateTimeField(_("last changed"), auto_now=True, db_index=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True
        default_permissions = ("add", "change", "delete", "view", "publish")
        constraints = [
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
        return self.label or f"{self._meta.verbose_name} {self.public_id}"

    def get_absolute_url(self) -> str:
        """Return the entry's public address in the active language; each kind has its own."""
        return reverse("home")

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
        """Bring up to date what is derived from the entry's children; to be called after they were changed."""
        # The desk calls an entry by one name for all, whatever language the person at the desk reads.
        with translation.override(Memorial.current().own_language):
            self.label = self.desk_label()
        type(self)._base_manager.filter(pk=self.pk).update(label=self.label)

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

    @property
    def is_public(self) -> bool:
        return self.status == Status.PUBLISHED and self.copy_of is None
