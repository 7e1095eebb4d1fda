"""Families: who was related to whom, and who lived together."""

from collections.abc import Iterable
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models.functions import Greatest, Least
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from memorial.base.parts import Part
from memorial.base.texts import Translation
from memorial.events.places import Place
from memorial.people.models import Person
from memorial.review.checks import Finding
from memorial.review.gate import Channel
from memorial.review.models import Entry
from memorial.review.querysets import ChildQuerySet, EntryManager, Row, public_rule
from memorial.sources.citation_checks import uncited_facts
from memorial.sources.models import Citation, Source


class KinshipQuerySet(models.QuerySet[Row]):
    """Ties between two people."""

    def public(self, channel: Channel = Channel.PAGE) -> Self:
        """Return the ties of which a stranger may see both people."""
        return self.filter(public_rule(self.model, "person", channel), public_rule(self.model, "relative", channel))

    def with_draft(self, person: Person) -> Self:
        """Return also the ties of a person who is not public, to relatives who are; for staff previews alone."""
        if person.is_public:
            return self
        person_public, relative_public = (public_rule(self.model, side) for side in ("person", "relative"))
        ties = models.Q(relative_public, person=person) | models.Q(person_public, relative=person)
        return self | self.model._base_manager.filter(ties)

    def of(self, person: Any) -> Self:
        """Return the ties of one person, given also by key, from whichever side they were entered."""
        return self.filter(models.Q(person=person) | models.Q(relative=person))


KinshipManager = models.Manager.from_queryset(KinshipQuerySet)


class Kinship(Part):
    """One tie between two people, stored once and read from both sides: ``person`` is the ``kind`` of ``relative``."""

    class Kind(models.TextChoices):
        """What the first person is to the second."""

        PARENT = "parent", _("parent")
        CHILD = "child", _("child")
        SPOUSE = "spouse", _("spouse")
        SIBLING = "sibling", _("brother or sister")
        OTHER = "other", _("other relative")

    inverse: ClassVar[dict[str, str]] = {Kind.PARENT: Kind.CHILD, Kind.CHILD: Kind.PARENT}

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="kin", verbose_name=_("person"))
    kind = models.CharField(_("is the"), max_length=8, choices=Kind.choices)
    relative = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="kin_of", verbose_name=_("of"))
    detail = models.CharField(
        _("in detail"), max_length=120, blank=True, help_text=_("Grandmother, cousin, son-in-law …")
    )
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True, related_name="kinships", verbose_name=_("source")
    )

    objects = KinshipManager()

    class Meta:
        verbose_name = _("kinship")
        verbose_name_plural = _("kinships")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(person=models.F("relative")),
                name="kinship_two_people",
                violation_error_message=_("Nobody is their own relative. Choose another person."),
            ),
            models.UniqueConstraint(
                Least("person", "relative"),
                Greatest("person", "relative"),
                name="kinship_stored_once",
                violation_error_message=_("These two people are already tied to each other; change that tie instead."),
            ),
        ]

    def __str__(self) -> str:
        # Neither person: whoever reads it may not know of one of them.
        return self.get_kind_display()

    @classmethod
    def mirror(cls, *, gone: Iterable["Kinship"], made: Iterable["Kinship"]) -> None:
        """Bring ties that were changed by publishing one person into the open working copies of the other.

        Otherwise that copy, once published, would silently undo them. What somebody changed there stays as it is, and
        the comparison shows it.
        """
        came = {tie.pk: tie for tie in made}
        for tie in gone:
            same = models.Q(kind=tie.kind, detail=tie.detail, source=tie.source_id)
            mirrored = cls._base_manager.filter(same, copied_from=tie.pk)
            if tie.pk in came:
                new = came[tie.pk]
                mirrored.update(kind=new.kind, detail=new.detail, source=new.source_id)
            else:
                mirrored.delete()
        known = {tie.pk for tie in gone}
        for tie in came.values():
            if tie.pk not in known:
                tie.add_to_copies()

    def add_to_copies(self) -> None:
        """Give this new tie to the open working copies of both people."""
        for side, other in (("person", self.relative_id), ("relative", self.person_id)):
            for copy in Person.objects.filter(copy_of=getattr(self, f"{side}_id")):
                if Kinship.objects.of(copy).filter(models.Q(person=other) | models.Q(relative=other)).exists():
                    continue
                tie = Kinship(kind=self.kind, detail=self.detail, source=self.source, copied_from=self.pk)
                tie.person, tie.relative = (copy, self.relative) if side == "person" else (self.person, copy)
                tie.save()

    def kind_of_other(self, person: Person) -> "Kinship.Kind":
        """Return what the other one is to this person."""
        if self.person_id == person.pk:
            return self.Kind(self.inverse.get(self.kind, self.kind))
        return self.Kind(self.kind)


class Household(Entry):
    """People who lived together."""

    facts = ("name", "place", "members")
    fact_names: ClassVar[dict[str, str | Promise]] = {"members": _("members")}
    fact_columns: ClassVar[dict[str, str]] = {"memberships": "members"}
    made_of = ("translations", "memberships", "citations")

    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="households", verbose_name=_("place")
    )
    members = models.ManyToManyField(
        Person, through="HouseholdMember", related_name="households", verbose_name=_("members")
    )

    objects = EntryManager()

    class Meta(Entry.Meta):
        verbose_name = _("household")
        verbose_name_plural = _("households")
        ordering = ["label", "pk"]

    def describe(self) -> str:
        return self.written("name")

    def own_findings(self) -> Iterable[Finding]:
        return uncited_facts(self)

    def get_absolute_url(self) -> str:
        return f"{reverse('families')}#{self.public_id}"


class MemberQuerySet(ChildQuerySet[Row]):
    """Members of a household, as public as the person; whether the household is public is asked where it is read."""

    entry_path = "person"

    def with_own(self, person: Any) -> Self:
        """Return also the rows of a person whom a stranger may not see; for staff previews, to find the households."""
        return self | self.model._base_manager.filter(person=person)


MemberManager = models.Manager.from_queryset(MemberQuerySet)


class HouseholdMember(Part):
    """One person's place in a household."""

    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("person"))
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = MemberManager()

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["household", "person"],
                name="householdmember_once",
                violation_error_message=_("This person is already a member of the household."),
            )
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


class HouseholdTranslation(Translation):
    """What a household is called, in one language."""

    entry = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="translations")
    name = models.CharField(_("name"), max_length=200)

    class Meta(Translation.Meta):
        verbose_name = _("name")
        verbose_name_plural = _("names")


class HouseholdCitation(Citation):
    """A source for one fact of a household."""

    entry = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="citations")
