"""The people whom the memorial remembers, and those who speak of them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from memorial.base.ages import AgeRange
from memorial.base.dates import age_range, bounds, is_edtf, is_qualified
from memorial.base.fields import EarliestDay, EdtfField, LatestDay, MonthAndDay
from memorial.base.memorial import Memorial
from memorial.base.texts import Text, Translation, content_note_field, untranslated
from memorial.events.places import Place
from memorial.people.merged import copy_was_published, publication_obstacles, return_obstacles
from memorial.people.names import PersonName, choose_name
from memorial.people.person_checks import person_findings
from memorial.people.querysets import PersonManager
from memorial.people.register import fill_register, unlisted
from memorial.review.checks import Finding
from memorial.review.models import Entry
from memorial.sources.models import Citation

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def place_key(name: str, verbose_name: "StrOrPromise") -> "models.ForeignKey[Place | None, Place | None]":
    """Return a reference to a place of a person's life; places that a person refers to cannot be deleted."""
    return models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name=name, verbose_name=verbose_name
    )


class Person(Entry):
    """One human being, named or not yet named."""

    class Sex(models.TextChoices):
        """As the sources state it."""

        FEMALE = "female", _("female")
        MALE = "male", _("male")
        UNKNOWN = "unknown", _("not known")

    class Fate(models.TextChoices):
        """What happened to the person."""

        KILLED = "killed", _("killed")
        DIED_OF_COLD = "died_of_cold", _("died of cold")
        MISSING = "missing", _("missing")
        CAPTIVE = "captive", _("taken captive")
        WOUNDED = "wounded", _("wounded")
        SURVIVED = "survived", _("survived")
        UNKNOWN = "unknown", _("not known")

    class Living(models.TextChoices):
        """Whether the person is alive; a living person's privacy weighs more."""

        YES = "yes", _("living")
        NO = "no", _("not living")
        UNKNOWN = "unknown", _("not known")

    class AgeGroup(models.TextChoices):
        """Stages of life, given only when every age that the dates allow lies in one of them."""

        CHILD = "child", _("under 18")
        ADULT = "adult", _("18 to 59")
        ELDER = "elder", _("60 and over")
        UNKNOWN = "", _("not known")

    facts = (
        "names",
        "sex",
        "birth",
        "birthplace",
        "age",
        "residence",
        "occupation",
        "fate",
        "fate_date",
        "fate_detail",
        "death",
        "death_place",
        "burial_place",
        "summary",
        "story",
    )
    fact_names: ClassVar[dict[str, str | Promise]] = {"names": _("names"), "age": _("age")}
    fact_columns: ClassVar[dict[str, str]] = {"age_low": "age", "age_high": "age", "age_about": "age"}
    made_of = ("names", "translations", "kin", "kin_of", "pictures", "citations")
    died_of_it: ClassVar[frozenset[str]] = frozenset({Fate.KILLED, Fate.DIED_OF_COLD})

    sex = models.CharField(_("sex"), max_length=8, choices=Sex.choices, default=Sex.UNKNOWN)
    birth = EdtfField(_("born"))
    birth_earliest = EarliestDay("birth")
    birth_latest = LatestDay("birth")
    birthday = MonthAndDay("birth")
    death = EdtfField(_("died"))
    death_earliest = EarliestDay("death")
    death_latest = LatestDay("death")
    age_low = models.PositiveSmallIntegerField(
        _("stated age"), null=True, blank=True, help_text=_("Only when a source states it. Otherwise it is computed.")
    )
    age_high = models.PositiveSmallIntegerField(
        _("to"), null=True, blank=True, help_text=_("The upper end, when a source states a range.")
    )
    age_about = models.BooleanField(_("about"), default=False, help_text=_("The source says “about”."))
    fate = models.CharField(_("fate"), max_length=14, choices=Fate.choices, default=Fate.UNKNOWN)
    fate_date = EdtfField(
        _("date of what happened"),
        help_text=_("When the person went missing, was taken captive or was wounded. A death has a date of its own."),
    )
    residence = place_key("residents", _("residence"))
    birthplace = place_key("natives", _("birthplace"))
    death_place = place_key("died_here", _("place of death"))
    burial_place = place_key("buried_here", _("burial place"))
    burial_unknown = models.BooleanField(
        _("burial place is not known"), default=False, help_text=_("Shown on the page: not knowing is a fact here.")
    )
    living = models.CharField(_("living"), max_length=8, choices=Living.choices, default=Living.UNKNOWN)

    objects = PersonManager()

    class Meta(Entry.Meta):
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["label", "pk"]
        indexes = [
            models.Index(fields=["status", "copy_of", "opens_at"], name="person_public"),
            models.Index(fields=["birthday"], condition=models.Q(birthday__isnull=False), name="person_birthday"),
            models.Index(fields=["status", "changed_at"], name="person_recent"),
            models.Index(fields=["status", "label", "id"], name="person_by_status"),
            models.Index(fields=["fate", "label", "id"], name="person_by_fate"),
            models.Index(fields=["sex", "label", "id"], name="person_by_sex"),
            # The orders in which programs read the public ones, a page at a time.
            models.Index(fields=["status", "copy_of", "public_id"], name="person_by_public_id"),
            models.Index(fields=["status", "copy_of", "published_at", "public_id"], name="person_by_publication"),
            models.Index(fields=["status", "copy_of", "birth_earliest", "public_id"], name="person_by_birth"),
        ]
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(age_high__isnull=True)
                | models.Q(age_low__isnull=False, age_high__gt=models.F("age_low")),
                name="person_age_upward",
                violation_error_message=_("The upper end of a stated age is larger than its lower end."),
            ),
            models.CheckConstraint(
                condition=models.Q(burial_unknown=False) | models.Q(burial_place=None),
                name="person_burial_known_or_not",
                violation_error_message=_("A burial place is given and said to be unknown. Choose one."),
            ),
            models.CheckConstraint(
                condition=~models.Q(living="yes") | ~models.Q(fate__in=["killed", "died_of_cold"]),
                name="person_living_or_killed",
                violation_error_message=_("A person who was killed or died of cold is not living."),
            ),
        ]

    def clean(self) -> None:
        """Refuse a death before the birth, where neither date is in doubt."""
        super().clean()
        certain = not (is_qualified(self.birth) or is_qualified(self.death))
        if not (certain and is_edtf(self.birth) and is_edtf(self.death)):
            return
        born, died = bounds(self.birth).earliest, bounds(self.death).latest
        if born and died and died < born:
            sentence = _("The death is earlier than the birth. Correct one of the dates, or mark it with “about”.")
            raise ValidationError({"death": ValidationError(sentence, code="death_before_birth")})

    def name_for(self, language: str | None = None, order: Sequence[str] = ()) -> PersonName | None:
        """Return the form of the name for a reader of a language (the page's own unless given)."""
        return choose_name(self.names.all(), language, order)

    def display_name(self, order: Sequence[str] = ()) -> Text:
        """Return what the person is called on a page: a written name, or for the unnamed a description."""
        name = self.name_for(order=order)
        if name is None:
            return self.text("description", order) or untranslated(str(_("Unnamed person")))
        return untranslated(name.full, name.language)

    def describe(self) -> str:
        name = self.name_for()
        return name.register_form if name else self.written("description")

    def age(self, occurred: str = "") -> AgeRange | None:
        """Return the age at the time: stated by a source, else what the dates allow.

        ``occurred`` is when it happened (EDTF), for people whose death is not part of it or has no date.
        """
        if self.age_low is not None:
            return AgeRange(self.age_low, self.age_high or self.age_low, self.age_about)
        return self.reckoned_age(occurred)

    def reckoned_age(self, occurred: str = "") -> AgeRange | None:
        """Return the age at the time that the dates allow, whatever a source states."""
        then = self.death if self.fate in self.died_of_it and self.death else occurred
        return age_range(self.birth, then) if self.birth and then else None

    def age_group(self, occurred: str) -> "Person.AgeGroup":
        """Return the stage of life at the time, only when every possible age lies in it."""
        return self.stage_of_life(self.age(occurred))

    @classmethod
    def stage_of_life(cls, age: AgeRange | None) -> "Person.AgeGroup":
        """Return the stage of life in which every age of a range lies, if there is one."""
        if age is None:
            return cls.AgeGroup.UNKNOWN
        if age.high < 18:
            return cls.AgeGroup.CHILD
        if age.low >= 60:
            return cls.AgeGroup.ELDER
        return cls.AgeGroup.ADULT if age.low >= 18 and age.high < 60 else cls.AgeGroup.UNKNOWN

    @classmethod
    def derive(cls, entries: Sequence[Any], languages: Sequence[str]) -> None:
        """Make the register what these people now are; working copies do not stand in it."""
        if people := [person for person in entries if not person.is_copy]:
            fill_register(people, languages, Memorial.current().occurred)

    @classmethod
    def lacks_derived(cls) -> models.Q:
        """Return who is published and stands nowhere in the register."""
        return unlisted()

    def refresh(self) -> None:
        """Bring up to date the label with all that follows from it, and the labels of testimonies they gave."""
        super().refresh()
        if self.is_copy:
            return
        for testimony in self.testimonies_given.all():
            testimony.refresh()

    def publication_obstacles(self) -> list[str]:
        return [*super().publication_obstacles(), *publication_obstacles(self)]

    def return_obstacles(self) -> list[str]:
        return return_obstacles(self.copy_of or self)

    @property
    def is_of_the_living(self) -> bool:
        """Whether the person is or may be alive; somebody who was killed or has a date of death is not."""
        return self.living != self.Living.NO and self.fate not in self.died_of_it and not self.death

    def own_findings(self) -> Iterable[Finding]:
        return person_findings(self)

    def written_over(self, changes: Mapping[str, Any]) -> None:
        """Carry changed ties over to the open working copies of the relatives, where the same ties stand too."""
        for name in ("kin", "kin_of"):
            self.kin.model.mirror(gone=changes[name].gone, made=changes[name].made)
        copy_was_published(self)

    def get_absolute_url(self) -> str:
        return reverse("person", args=[self.public_id, slugify(self.display_name().value, allow_unicode=True) or "-"])


class PersonTranslation(Translation):
    """What is told of a person, in one language."""

    behind_note = ("summary", "story")

    entry = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="translations")
    description = models.CharField(
        _("description"),
        max_length=200,
        blank=True,
        help_text=_("Only for a person without a name: “unidentified woman, about 60”."),
    )
    occupation = models.CharField(_("occupation"), max_length=200, blank=True)
    fate_detail = models.CharField(_("fate in detail"), max_length=300, blank=True)
    content_note = content_note_field()
    summary = models.TextField(_("summary"), blank=True, help_text=_("One or two sentences, for lists and previews."))
    story = models.TextField(
        _("story"), blank=True, help_text=_("The person's life, as the sources tell it. Markdown.")
    )

    class Meta(Translation.Meta):
        verbose_name = _("text")
        verbose_name_plural = _("texts")


class PersonCitation(Citation):
    """A source for one fact of a person."""

    entry = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="citations")
