"""The forms of the desk about candles."""

from django import forms
from django.utils.translation import gettext_lazy as _


class LowerForm(forms.Form):
    """To which number the candles of a day are lowered."""

    count = forms.IntegerField(
        label=_("lower to"), min_value=0, max_value=2_000_000_000, widget=forms.NumberInput(attrs={"size": 8})
    )
