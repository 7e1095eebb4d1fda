"""The forms by which names and ties are entered."""

import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from memorial.accounts.models import User
from memorial.base.forms import DeskForm, RowSet
from memorial.media.picture_forms import PictureForm
from memorial.people.names import PersonName, script_of


def kept_rows(formset: RowSet) -> Iterator[dict[str, Any]]:
    """Return what was entered in the rows that are filled in and not to be deleted."""
    for form in formset.forms:
        row = getattr(form, "cleaned_data", None)
        if row and not row.get("DELETE"):
            yield row


def refuse_twice(keys: list[Any], sentence: str) -> None:
    """Refuse rows of one form of which two say the same."""
    if len(set(keys)) < len(keys):
        raise ValidationError(sentence, code="twice")


class NameForm(DeskForm):
    """One spelling of a name."""

    class Meta:
        widgets = {name: forms.TextInput(attrs={"size": 16}) for name in ("prefix", "suffix")}

    def clean(self) -> dict[str, Any]:
        """Read the script from the letters, unless it was chosen."""
        row: dict[str, Any] = super().clean() or self.cleaned_data
        if "script" not in self.changed_data and script_of(row.get("full", "")):
            row["script"] = script_of(row["full"])
        return row

    def _get_validation_exclusions(self) -> set[str]:
        # Which name is preferred is settled between all rows of the form, not against what was kept before.
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]  # unknown to the type stubs
        return excluded | {"preferred"}


class NameFormSet(RowSet):
    """All spellings of one person's name."""

    def clean(self) -> None:
        super().clean()
        preferred = [row["language"] for row in kept_rows(self) if row.get("preferred") and row.get("language")]
        # A name that somebody else has added since the form was opened stands in no row of it.
        shown = [form.instance.pk for form in self.initial_forms]
        unseen = PersonName.objects.filter(person=self.instance.pk, preferred=True).exclude(pk__in=shown)
        preferred += unseen.values_list("language", flat=True)
        refuse_twice(preferred, _("Only one name can be preferred in each language."))
        written = [
            (row["full"], row["language"], row.get("kind"), row.get("source"))
            for row in kept_rows(self)
            if row.get("full") and row.get("language")
        ]
        refuse_twice(written, _("This spelling is already recorded from this source."))

    def save(self, commit: bool = True) -> Any:
        """Save the rows; those that change give up their preference first, so that another row can take it."""
        changing = [form.instance.pk for form in self.initial_forms if form.has_changed()]
        PersonName.objects.filter(pk__in=changing).update(preferred=False)
        return super().save(commit)


class DepictionForm(PictureForm):
    """One picture of a person; whoever writes how it is known whom it shows, or puts another in its place, signs it."""

    #: Who fills in the form; the form of the desk says it.
    verifier: User | None = None

    def clean(self) -> dict[str, Any]:
        row = super().clean()
        if self.verifier is not None and {"asset", "verified_how"} & set(self.changed_data):
            self.instance.verified_by = self.verifier.known_as[:150] if row.get("verified_how") else ""
        return row


class KinshipFormSet(RowSet):
    """The ties of one person from one side; each other person stands once on both sides together."""

    sides = {"kin": ("relative", "kin_of", "person"), "kin_of": ("person", "kin", "relative")}

    def clean(self) -> None:
        super().clean()
        own, other_prefix, other_field = self.sides[self.get_default_prefix()]
        here = [str(row[own].pk) for row in kept_rows(self) if row.get(own)]
        sentence = _("These two people are already tied to each other; change that tie instead.")
        refuse_twice(here, sentence)
        if {str(self.instance.pk), str(self.instance.copy_of_id)} & set(here):
            raise ValidationError(_("Nobody is their own relative. Choose another person."), code="own_relative")
        if set(here) & set(self.typed(other_prefix, other_field)):
            raise ValidationError(sentence, code="tied_twice")

    def typed(self, prefix: str, field: str) -> Iterator[str]:
        """Return the other people that stand on the other side of the same form."""
        for name in self.data:
            row = re.fullmatch(rf"{prefix}-([0-9]+)-{field}", name)
            if row and not self.data.get(f"{prefix}-{row[1]}-DELETE"):
                yield str(self.data[name]).strip().lstrip("0")


class MergeForm(forms.Form):
    """What is said when two people are merged; ``seen`` is what was looked at, ``keep`` who is kept."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=200)
    note = forms.CharField(
        label=gettext_lazy("how it is known that they are one person"),
        widget=AdminTextareaWidget(attrs={"rows": 3}),
        max_length=5000,
        help_text=gettext_lazy("For colleagues; visitors do not see it."),
    )
