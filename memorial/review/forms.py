"""The forms of the review page: a note with what is submitted, a reason with what is returned or withdrawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from memorial.accounts.models import User
from memorial.base.languages import direction
from memorial.base.memorial import Memorial
from memorial.review.checks import Finding
from memorial.review.status import WithdrawalReason


@dataclass(frozen=True)
class Group:
    """Fields of a form that are shown together; those that are seldom needed are folded until they hold something."""

    legend: str
    fields: list[forms.BoundField]
    folded: bool = False

    @property
    def is_open(self) -> bool:
        return any(field.errors or field.value() for field in self.fields)


class ActForm(forms.Form):
    """What a person is asked for one act; ``seen`` is the content that they have looked at, ``of`` the entry's id."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    of = forms.CharField(required=False, widget=forms.HiddenInput)

    def groups(self) -> list[Group]:
        """Return the fields as the page shows them."""
        return [Group("", self.visible_fields())]

    def words(self) -> list[tuple[str, str]]:
        """Return what was written into this form, by the names of its fields, to be shown where it cannot be sent."""
        written = [(str(field.label), field.value()) for field in self.visible_fields()]
        return [(label, value) for label, value in written if value and isinstance(value, str)]


class NoteForm(ActForm):
    """A note for the colleagues, into the thread of the entry."""

    note = forms.CharField(label=gettext_lazy("note"), widget=AdminTextareaWidget(attrs={"rows": 3}), max_length=5000)


class SubmitForm(NoteForm):
    """What is new, said to the reviewer."""

    note = forms.CharField(
        label=gettext_lazy("note to the reviewer"),
        widget=AdminTextareaWidget(attrs={"rows": 3}),
        max_length=5000,
        help_text=gettext_lazy("What is new, and what to look at."),
    )


class ReturnForm(NoteForm):
    """Why something goes back to its author."""

    note = forms.CharField(
        label=gettext_lazy("reason"),
        widget=AdminTextareaWidget(attrs={"rows": 3}),
        max_length=5000,
        help_text=gettext_lazy("What the author should do."),
    )


class FreeNoteForm(ActForm):
    """An act with which something may be said."""

    note = forms.CharField(
        label=gettext_lazy("note"), widget=AdminTextareaWidget(attrs={"rows": 2}), max_length=5000, required=False
    )


class WithdrawForm(NoteForm):
    """Why something is taken away: a class for visitors, a reason for colleagues."""

    reason = forms.ChoiceField(
        label=gettext_lazy("class of reason"),
        choices=[("", "---------"), *WithdrawalReason.choices],
        help_text=gettext_lazy("This is all that visitors are told."),
    )
    note = forms.CharField(
        label=gettext_lazy("reason for colleagues"), widget=AdminTextareaWidget(attrs={"rows": 2}), max_length=5000
    )
    field_order = ("seen", "reason", "note")


class HandOverForm(ActForm):
    """To whom an entry is handed over."""

    person = forms.ModelChoiceField(label=gettext_lazy("colleague"), queryset=User.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields["person"]
        people.queryset = User.objects.filter(is_active=True, is_staff=True).order_by("username")
        people.label_from_instance = lambda user: user.known_as


class PublishForm(ActForm):
    """How a version is published: what is said about it, when it opens, which warnings are acknowledged."""

    seen_live = forms.CharField(required=False, widget=forms.HiddenInput)
    note = forms.CharField(
        label=gettext_lazy("note"), widget=AdminTextareaWidget(attrs={"rows": 2}), max_length=5000, required=False
    )
    opens_on = forms.DateField(
        label=gettext_lazy("not before"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy("A day on which it opens, by the memorial's clock; empty for at once."),
    )
    opens_time = forms.TimeField(
        label=gettext_lazy("at"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    is_correction = forms.BooleanField(
        label=gettext_lazy("this is a correction"),
        required=False,
        help_text=gettext_lazy("It is then listed on the public page of corrections."),
    )

    def __init__(self, *args: Any, found: Sequence[Finding] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = dict(settings.LANGUAGES)
        self.languages = [str(language) for language in Memorial.current().languages]
        for language in self.languages:
            self.fields[f"correction_{language}"] = forms.CharField(
                label=_("what was corrected (%(language)s)") % {"language": names.get(language, language)},
                widget=AdminTextareaWidget(attrs={"rows": 2, "lang": language, "dir": direction(language)}),
                required=False,
                max_length=300,
                help_text=_("One sentence that tells nothing private."),
            )
        self.warnings = [finding for finding in found if not finding.blocking]
        for finding in self.warnings:
            self.fields[f"acknowledge_{finding.name}"] = forms.BooleanField(label=str(finding.sentence), required=False)

    def groups(self) -> list[Group]:
        named = {field.name: field for field in self.visible_fields()}
        waiting = [named.pop("opens_on"), named.pop("opens_time")]
        correcting = [named.pop("is_correction"), *(named.pop(f"correction_{tag}") for tag in self.languages)]
        warned = [named.pop(f"acknowledge_{finding.name}") for finding in self.warnings]
        groups = [
            Group(_("I have seen and accept:"), warned),
            Group("", list(named.values())),
            Group(_("Open at a later time"), waiting, folded=True),
            Group(_("Mark as a correction"), correcting, folded=True),
        ]
        return [group for group in groups if group.fields]

    def clean(self) -> dict[str, Any]:
        row: dict[str, Any] = super().clean() or self.cleaned_data
        if row.get("opens_time") and not row.get("opens_on"):
            raise ValidationError(_("Choose the day as well, or leave the time empty."), code="no_day")
        return row

    def opens_at(self) -> datetime | None:
        """Return the moment that was chosen, by the memorial's clock."""
        day = self.cleaned_data["opens_on"]
        if day is None:
            return None
        return datetime.combine(day, self.cleaned_data["opens_time"] or time(), tzinfo=Memorial.current().zone)

    def acknowledged(self) -> list[str]:
        """Return the names of the warnings that were acknowledged."""
        return [finding.name for finding in self.warnings if self.cleaned_data[f"acknowledge_{finding.name}"]]

    def correction(self) -> dict[str, str]:
        """Return what was corrected, by language."""
        return {language: self.cleaned_data[f"correction_{language}"] for language in self.languages}


class VersionForm(ActForm):
    """Which version is restored."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class WithdrawVersionForm(VersionForm):
    """Which version is withdrawn, and for which class of reason."""

    reason = forms.ChoiceField(
        label=gettext_lazy("class of reason"), choices=[("", "---------"), *WithdrawalReason.choices]
    )
