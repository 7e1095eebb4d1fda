"""The forms of the desk about a request to take something down: the pause, and what one person decides."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.utils.translation import gettext_lazy as _

from memorial.contributions.desk_forms import ActForm

GRANTED, REFUSED = "granted", "refused"


class PauseForm(ActForm):
    """Why something is paused until two people have decided, and what it is where the request does not name it."""

    public_id = forms.CharField(
        label=_("permanent id of what it is about"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "size": 14}),
        help_text=_("The request says in words what it is about. The permanent id stands in the address of the page."),
    )
    note = forms.CharField(
        label=_("reason for colleagues"),
        widget=AdminTextareaWidget(attrs={"rows": 2}),
        max_length=5000,
        help_text=_("Visitors are told only that it was withdrawn at the request of somebody concerned."),
    )

    def __init__(self, *args: Any, names_it: bool, **kwargs: Any) -> None:
        """``names_it`` tells whether the request itself says which entry it is about."""
        super().__init__(*args, **kwargs)
        if names_it:
            del self.fields["public_id"]
        else:
            self.fields["public_id"].required = True


class DecideForm(ActForm):
    """What one person decides, how it is known who asks, and the answer where this settles the request."""

    decision = forms.ChoiceField(
        label=_("decision"),
        choices=[
            ("", "---------"),
            (GRANTED, _("it is taken down, and stays so")),
            (REFUSED, _("it stays, or is shown again")),
        ],
    )
    verified = forms.CharField(
        label=_("how it is known who asks"),
        widget=AdminTextareaWidget(attrs={"rows": 2}),
        max_length=5000,
        help_text=_("For colleagues: what was asked back and answered, or that it could not be found out. No names."),
    )
    why = forms.CharField(
        label=_("reason for colleagues"), widget=AdminTextareaWidget(attrs={"rows": 3}), max_length=5000
    )
    answer = forms.CharField(
        label=_("answer to the one who asks"),
        widget=AdminTextareaWidget(attrs={"rows": 5}),
        max_length=5000,
        required=False,
        help_text=_(
            "Sent only if a colleague has decided the same before you: that settles it. The one who asks reads exactly "
            "these words, without your name. Write in the language of the request."
        ),
    )
