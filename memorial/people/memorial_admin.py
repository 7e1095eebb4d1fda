"""The memorial itself on the desk; the form stands here because its languages and its time decide the register."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from memorial.accounts.models import User
from memorial.base.admin import TranslationInline
from memorial.base.canonical import canonical_hash
from memorial.base.forms import AnyRowSet, MemorialForm, RowForm
from memorial.base.memorial import Memorial, MemorialTranslation
from memorial.people.actions import remake_register
from memorial.review.acts_admin import person_of
from memorial.review.hands import curators
from memorial.review.ledger import Verb, record
from memorial.review.preparation import index_anew
from memorial.review.saving import WatchedAdmin
from memorial.review.start_page import start_notice
from memorial.sources.admin import IntroductionSourceInline
from memorial.sources.models import IntroductionSource


class SettingsForm(MemorialForm):
    """The memorial's own row; one hand may publish alone only where there is no second one."""

    def clean_one_hand(self) -> bool:
        alone: bool = self.cleaned_data["one_hand"]
        if alone and "one_hand" in self.changed_data and (number := len(curators())) > 1:
            sentence = ngettext(
                "This is only for a memorial with a single curator; here there is %(number)d.",
                "This is only for a memorial with a single curator; here there are %(number)d.",
                number,
            )
            raise ValidationError(sentence % {"number": number}, code="several_curators")
        return alone


class MemorialTranslationInline(TranslationInline):
    """The memorial's title, subtitle and introduction."""

    model = MemorialTranslation
    above = True


@admin.register(Memorial)
class MemorialAdmin(WatchedAdmin):
    """The one row of the memorial: it can be made once, and never deleted.

    When its languages or its time change, the register of names is made anew. What is changed stands in the ledger.
    """

    form = SettingsForm
    inlines = (MemorialTranslationInline, IntroductionSourceInline)
    fieldsets = (
        (None, {"fields": ("day_of_remembrance", "occurred")}),
        (None, {"fields": ("languages", "contact", "time_zone")}),
        (_("Before publishing"), {"fields": ("grave_words", "one_hand")}),
        (_("Public data"), {"fields": ("licence",)}),
        (_("Bounds of the map"), {"fields": (("map_south", "map_north"), ("map_west", "map_east"))}),
    )
    decisive = frozenset({"languages", "occurred"})

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not Memorial.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: RowForm, change: bool) -> None:
        request.content_before = memorial_hash() if change else ""  # type: ignore[attr-defined]
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: RowForm, formsets: Sequence[AnyRowSet], change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if self.decisive & set(form.changed_data):
            people = remake_register()
            sentence = ngettext(
                "The register of names was made anew: %(number)d person.",
                "The register of names was made anew: %(number)d people.",
                people,
            )
            self.message_user(request, sentence % {"number": people})
        if "languages" in form.changed_data:
            index_anew(form.instance.languages)
        self.note_in_ledger(request, form)

    def note_in_ledger(self, request: HttpRequest, form: RowForm) -> None:
        """Write into the ledger that the memorial was changed, where it was."""
        before: str = request.content_before  # type: ignore[attr-defined]
        after = memorial_hash()
        if after != before:
            about, detail = ("memorial", str(form.instance.pk)), {"fields": sorted(form.changed_data)}
            record(Verb.MEMORIAL_EDITED, by=person_of(request), about=about, before=before, after=after, detail=detail)


def memorial_hash() -> str:
    """Return the hash of all that the memorial says of itself: its row, its texts, and what they rest on."""
    tables: tuple[Any, ...] = (Memorial, MemorialTranslation, IntroductionSource)
    rows = [row for table in tables for row in table.objects.order_by("pk").values()]
    return canonical_hash([{name: str(value) for name, value in row.items()} for row in rows])


@start_notice("admin/people/contact_notice.html")
def notice(user: User) -> dict[str, Any] | None:
    """Return which row lacks an address of the curators, for somebody who may enter one; nothing where there is one."""
    if not user.has_perm("memorial.change_memorial"):
        return None
    key = Memorial.objects.filter(contact="").values_list("pk", flat=True).first()
    return {"key": key} if key else None
