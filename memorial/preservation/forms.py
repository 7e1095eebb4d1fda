"""What a person says about a finding."""

from django import forms
from django.utils.translation import gettext_lazy as _

from memorial.preservation.actions import SAY


class DealtWithForm(forms.Form):
    """What was done about a finding."""

    note = forms.CharField(
        label=_("What was done"),
        max_length=2000,
        error_messages={"required": SAY},
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Who was asked, what was found out, what was put back or left. It is kept, and never published."),
    )
