"""The forms by which sources are cited."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.utils.translation import gettext_lazy as _

from memorial.base.forms import DeskForm


class CitationForm(DeskForm):
    """One source for one fact, chosen from the facts that this kind of entry has."""

    fact = forms.ChoiceField(label=_("fact"), required=False, widget=forms.Select({"aria-label": _("fact")}))

    class Meta:
        widgets = {
            "locator": forms.TextInput(attrs={"size": 14}),
            "says": AdminTextareaWidget(attrs={"rows": 2}),
            "value": forms.TextInput(attrs={"size": 18}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "fact" in self.fields:
            kind: Any = self._meta.model._meta.get_field("entry").related_model
            choices = [(fact, kind.fact_label(fact)) for fact in ("", *kind.facts)]
            self.fields["fact"].choices = choices  # type: ignore[attr-defined]
