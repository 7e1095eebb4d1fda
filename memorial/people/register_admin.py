"""The form of the memorial itself: it stands here because what it says of languages and time decides the register."""

from collections.abc import Sequence

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import ngettext

from memorial.base.admin import MemorialAdmin
from memorial.base.forms import AnyRowSet, RowForm
from memorial.base.memorial import Memorial
from memorial.people.actions import remake_register
from memorial.sources.admin import IntroductionSourceInline


@admin.register(Memorial)
class MemorialWithRegisterAdmin(MemorialAdmin):
    """The memorial's own row; when its languages or its time change, the register of names is made anew."""

    inlines = (*MemorialAdmin.inlines, IntroductionSourceInline)
    decisive = frozenset({"languages", "occurred"})

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
