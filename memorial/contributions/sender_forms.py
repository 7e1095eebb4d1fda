"""What the sender of a contribution is asked behind the private link; nothing is chosen beforehand."""

import copy
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from memorial.base.initials import initials
from memorial.contributions.consent_forms import AUDIENCES, NAMINGS, YES, YES_OR_NO
from memorial.contributions.contacts import contact_of
from memorial.contributions.continuing import FORMS
from memorial.contributions.forms import MOST_NAME, Choice, StrangersForm, Words
from memorial.contributions.models import Contribution, Kind, State
from memorial.contributions.sender_acts import MOST_LETTER
from memorial.review.gate import Naming


class SenderForm(forms.Form):
    """A form behind the private link: it knows the contribution, and keeps in its fields what is wrong."""

    use_required_attribute = False

    def __init__(self, contribution: Contribution, filled: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(filled, label_suffix="", auto_id=f"{type(self).__name__.lower()}-%s", **kwargs)
        self.contribution = contribution


class AnswerForm(SenderForm):
    """An answer to the curators, or a letter to them."""

    words = Words(
        label=_("Your answer"),
        rows=8,
        most=MOST_LETTER,
        required=True,
        error_messages={"required": _("Nothing was written. Please write your answer into the field.")},
    )

    def __init__(self, contribution: Contribution, filled: Mapping[str, str] | None = None) -> None:
        super().__init__(contribution, filled)
        if contribution.state != State.ASKED:
            self.fields["words"].label = _("Your letter")


class CorrectForm(SenderForm):
    """What was sent, to be written otherwise: the words, and what was answered in words to further questions."""

    def __init__(self, contribution: Contribution, filled: Mapping[str, str] | None = None) -> None:
        said = {"words": contribution.words, **contribution.details}
        super().__init__(contribution, filled, initial=said)
        self.fields.update({name: copy.deepcopy(field) for name, field in worded(contribution).items()})
        # That nothing is left is said once, and not of each field.
        for field in self.fields.values():
            field.required = False

    def clean(self) -> dict[str, Any]:
        """Say when nothing would be left of what was sent."""
        said: dict[str, Any] = self.cleaned_data
        if not self.errors and not any(said.values()) and not self.contribution.attachments.exists():
            raise ValidationError(_("Nothing would be left of it. If that is what you wish, withdraw it below."))
        return said

    def details(self) -> dict[str, str]:
        """Return what is said in the further fields."""
        return {name: said for name, said in self.cleaned_data.items() if name != "words"}


def worded(contribution: Contribution) -> dict[str, Words]:
    """Return the fields of the form by which something was sent in which one writes, and does not choose."""
    form: type[StrangersForm] = FORMS[contribution.kind]
    return {name: field for name in ("words", *form.details) if isinstance(field := form.base_fields.get(name), Words)}


class RenameForm(SenderForm):
    """How the narrator of a testimony wishes to be named."""

    naming = Choice(
        label=_("How do you wish to be named?"),
        choices=NAMINGS,
        error_messages={
            "required": _("Please choose one of the answers."),
            "invalid_choice": _("Please choose one of the answers given here."),
        },
    )
    name = Words(
        label=_("The name"),
        most=MOST_NAME,
        help_text=_("Your own name, or the other one. You can leave it empty if you gave your name before."),
    )

    def __init__(self, contribution: Contribution, filled: Mapping[str, str] | None = None) -> None:
        super().__init__(contribution, filled)
        self.fields["naming"].required = True

    def clean(self) -> dict[str, Any]:
        """Say when a name is missing for what was chosen."""
        said: dict[str, Any] = self.cleaned_data
        naming = said.get("naming")
        if naming in (Naming.FULL, Naming.INITIALS) and not self.real_name():
            self.add_error("name", _("Please write your name here, or choose not to be named."))
        if naming == Naming.PSEUDONYM and not said.get("name"):
            self.add_error("name", _("Please write the other name, or choose not to be named."))
        return said

    def real_name(self) -> str:
        """Return the sender's own name, as written now or as it is locked away; empty where another was chosen."""
        if self.cleaned_data.get("naming") in (Naming.PSEUDONYM, Naming.ANONYMOUS):
            return ""
        return str(self.cleaned_data.get("name") or contact_of(self.contribution).get("name", ""))

    def chosen(self) -> dict[str, str]:
        """Return the way of naming, what is shown of the name, and the name to be locked away."""
        naming, name = self.cleaned_data["naming"], self.real_name()
        shown = {Naming.FULL: name, Naming.INITIALS: initials(name), Naming.PSEUDONYM: self.cleaned_data["name"]}
        return {"naming": naming, "shown_name": shown.get(naming, "")[:MOST_NAME], "name": name}


class MessageNameForm(SenderForm):
    """The name beside a message of the book of condolence."""

    name = Words(label=_("The name to be shown with it"), most=MOST_NAME, help_text=_("Empty for none."))

    def chosen(self) -> dict[str, str]:
        """Return what is shown of the name; of a message none is locked away."""
        return {"naming": "", "shown_name": self.cleaned_data["name"]}


class AllowForm(SenderForm):
    """What something may be used for, and who may see it; what is not answered stays as it was."""

    def __init__(self, contribution: Contribution, filled: Mapping[str, str] | None = None) -> None:
        super().__init__(contribution, filled)
        asked = FORMS[contribution.kind]
        for purpose in getattr(asked, "purposes", ()):
            if not (purpose == "keep" and contribution.answers.get(purpose)):
                label = asked.base_fields[purpose].label
                self.fields[str(purpose)] = Choice(label=label, choices=YES_OR_NO)
        if contribution.kind == Kind.TESTIMONY:
            self.fields["audience"] = Choice(label=_("Who may read it?"), choices=AUDIENCES)

    def answers(self) -> dict[str, bool]:
        """Return the questions that were answered, with what was said."""
        return {name: said == YES for name, said in self.cleaned_data.items() if said and name != "audience"}


def rename_form(contribution: Contribution) -> type[RenameForm] | type[MessageNameForm]:
    """Return the form in which it is asked how a sender is named."""
    return MessageNameForm if contribution.kind == Kind.MESSAGE else RenameForm
