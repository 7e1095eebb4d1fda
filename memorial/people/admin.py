"""People and households on the desk."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from memorial.accounts.models import User
from memorial.base.admin import ChildRows, StackedInline, TabularInline, TranslationInline, date_column
from memorial.base.date_words import life_words
from memorial.media.picture_admin import IllustratedAdmin, PictureInline
from memorial.people.depictions import Depiction
from memorial.people.forms import DepictionForm, KinshipFormSet, NameForm, NameFormSet
from memorial.people.kinship import (
    Household,
    HouseholdCitation,
    HouseholdMember,
    HouseholdTranslation,
    Kinship,
)
from memorial.people.merging import OPEN, may_merge
from memorial.people.models import Person, PersonCitation, PersonTranslation
from memorial.people.names import PersonName
from memorial.review.acts_admin import Look, person_of
from memorial.review.admin import EntryAdmin
from memorial.review.models import Entry
from memorial.sources.admin import CitationInline


class NameInline(ChildRows, StackedInline):
    """Every spelling of the name, each as somebody wrote it."""

    model = PersonName
    form = NameForm
    formset = NameFormSet
    above = True
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("full", "language", "script", "kind", "preferred"),
                    ("family", "given", "patronymic", "prefix", "suffix"),
                    ("source", "locator"),
                )
            },
        ),
    )

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        asked = request.method == "GET" and name_in(request)
        return 1 if asked or not (obj and obj.names.exists()) else 0

    def get_queryset(self, request: HttpRequest) -> "QuerySet[PersonName]":
        return super().get_queryset(request).select_related("source")


class PersonTranslationInline(TranslationInline):
    """What is told of the person."""

    model = PersonTranslation


class PersonCitationInline(CitationInline):
    """Where each fact comes from."""

    model = PersonCitation


class KinInline(ChildRows, TabularInline):
    """Ties as they were entered from this person's side."""

    model = Kinship
    formset = KinshipFormSet
    fk_name = "person"
    extra = 1
    fields = ("kind", "relative", "detail", "source")
    verbose_name_plural = _("family: this person is the … of …")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Kinship]":
        """A tie to a working copy belongs to that copy alone, and is no part of the other person."""
        far = "relative" if self.fk_name == "person" else "person"
        rows = super().get_queryset(request).filter(**{f"{far}__copy_of": None})
        return rows.select_related("person", "relative", "source")


class KinOfInline(KinInline):
    """Ties as they were entered from the other person's side."""

    fk_name = "relative"
    extra = 0
    fields = ("person", "kind", "detail", "source")
    verbose_name_plural = _("family: … is the … of this person")


class DepictionInline(PictureInline):
    """The photographs of a person and recordings of their voice, each with how it is known that it is this person."""

    model = Depiction
    form = DepictionForm
    fields = ("preview", "asset", "where_shown", "verified_how", "verified_by", "position")
    readonly_fields = ("preview", "verified_by")

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Let the rows know who says whom a picture shows."""
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.form.verifier = person_of(request)
        return formset


def name_in(request: HttpRequest) -> str:
    """Return the name that an address asks to be added; it stands in the form as a beginning, and is not kept yet."""
    return request.GET.get("name", "")[:250]


@admin.register(Person)
class PersonAdmin(IllustratedAdmin):
    """A person: the names, the life, what happened, the family, and where each fact comes from."""

    fieldsets = (
        (_("Who"), {"fields": (("sex", "living"),)}),
        (_("Birth and life"), {"fields": (("birth", "birthplace"), "residence")}),
        (_("Age at the time"), {"fields": (("age_low", "age_high", "age_about"),)}),
        (
            _("What happened"),
            {"fields": (("fate", "fate_date"), ("death", "death_place"), ("burial_place", "burial_unknown"))},
        ),
    )
    inlines = (NameInline, PersonTranslationInline, KinInline, KinOfInline, DepictionInline, PersonCitationInline)
    list_display = ("name_on_the_desk", "birth_in_words", "fate", "residence", "status", "changed_at")
    list_filter = ("status", "fate", "sex")
    list_select_related = ("residence",)
    search_fields = ("label", "names__full", "=public_id")
    search_help_text = _("By any spelling of the name, or permanent id.")

    birth_in_words = date_column("birth", _("born"))

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        """Begin a new name with what the address asks for."""
        given: dict[str, Any] = super().get_formset_kwargs(request, obj, inline, prefix)
        if request.method == "GET" and isinstance(inline, NameInline) and name_in(request):
            given["initial"] = [{"full": name_in(request)}]
        return given

    def look_context(self, entry: Entry, look: Look, person: User) -> dict[str, Any]:
        """Lead to the page on which the person is merged with another, where that can be."""
        offered = may_merge(person) and not (entry.is_copy or entry.restricted) and entry.status in OPEN
        url = reverse("admin:choose_merge", args=[entry.pk]) if offered else ""
        return super().look_context(entry, look, person) | {"merge_url": url}

    def details(self, row: Person) -> str:
        return life_words(row.birth, row.death)


class HouseholdTranslationInline(TranslationInline):
    """What the household is called."""

    model = HouseholdTranslation
    above = True


class MemberInline(ChildRows, TabularInline):
    """Who lived together."""

    model = HouseholdMember
    extra = 1
    fields = ("person", "position")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[HouseholdMember]":
        rows = super().get_queryset(request).filter(person__copy_of=None)
        return rows.select_related("person")


class HouseholdCitationInline(CitationInline):
    """Where it comes from that they lived together."""

    model = HouseholdCitation


@admin.register(Household)
class HouseholdAdmin(EntryAdmin):
    """A household: where, and who."""

    fieldsets = ((None, {"fields": ("place",)}),)
    inlines = (HouseholdTranslationInline, MemberInline, HouseholdCitationInline)
    list_display = ("name_on_the_desk", "place", "status", "changed_at")
    list_select_related = ("place",)
    search_fields = ("label", "translations__name", "=public_id")
    search_help_text = _("By name or permanent id.")
