"""What a person says of the export that they ask for."""

from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from memorial.accounts.models import User
from memorial.exchange.exports.approvals import may_export
from memorial.exchange.exports.models import Format
from memorial.exchange.representations.fields import Kind
from memorial.exchange.representations.kinds import KINDS

capitalised = lazy(capfirst, str)


class ExportForm(forms.Form):
    """Of what an export is to be, in which form, and for those who may ask for it whether it is a fuller one."""

    kinds = forms.MultipleChoiceField(
        label=_("What"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what is to be exported.")},
    )
    format = forms.ChoiceField(label=_("Format"), choices=Format.choices, initial=Format.XLSX, widget=forms.RadioSelect)
    fuller = forms.BooleanField(
        label=_("Fuller: with drafts and what was withdrawn, as far as you may see them"),
        required=False,
        help_text=_("A second person must approve it. It is for you alone, and each download stands in the ledger."),
    )
    reason = forms.CharField(
        label=_("What the fuller export is for"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Read by whoever approves it; it is kept, and never published."),
    )

    def __init__(self, *args: Any, user: User, kind: Kind | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        choices = [(each.name, capitalised(each.model._meta.verbose_name_plural)) for each in KINDS.values()]
        own: Any = self.fields["kinds"]
        own.choices = choices
        own.initial = list(KINDS)
        if kind is not None:
            del self.fields["kinds"]
        if not may_export(user, fuller=True):
            del self.fields["fuller"], self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("fuller") and not said.get("reason", "").strip():
            self.add_error("reason", _("Say what the fuller export is for: whoever approves it decides by that."))
        return said
