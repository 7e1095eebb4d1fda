"""The forms of the desk about what was sent in: what is asked with each act, and by what the queue is narrowed."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from memorial.accounts.models import User
from memorial.accounts.roles import MODERATE
from memorial.base.languages import interface_languages, language_name
from memorial.contributions.models import Kind, Reason, State
from memorial.contributions.signs import SIGNS, WATCHED

#: Choices of the queue that are no state, language or sign of their own.
CHANGED, APART, OTHER_LANGUAGE, NO_SIGN, ANY_SIGN, MINE = "changed", "apart", "other", "none", "any", "yes"
STATES = (
    State.NEW,
    State.ASKED,
    State.ANSWERED,
    State.ACCEPTED,
    State.DECLINED,
    State.MERGED,
    State.ASIDE,
    State.WITHDRAWN,
)


class QueueForm(forms.Form):
    """By what the queue is narrowed: state, kind, language, sign, and whose charge it is."""

    state = forms.ChoiceField(label=pgettext_lazy("of a contribution", "state"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("kind"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("language"), required=False)
    sign = forms.ChoiceField(label=gettext_lazy("noticed by the machine"), required=False)
    mine = forms.ChoiceField(label=gettext_lazy("in charge"), required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data, auto_id="queue_%s")
        waiting = [("", _("what waits")), (APART, _("what waits apart"))]
        states = [*waiting, *((state.value, str(state.label)) for state in STATES)]
        languages = [(tag, language_name(tag)) for tag in interface_languages()]
        signs = [(code, str(words)) for code, words in SIGNS.items()]
        watched = (WATCHED, _("a watched word stands in it"))
        self.choose("state", [*states, (CHANGED, _("changed by its sender after the decision"))])
        self.choose("kind", [("", _("all kinds")), *Kind.choices])
        self.choose("language", [("", _("any language")), *languages, (OTHER_LANGUAGE, _("another language"))])
        self.choose("sign", [("", _("anything")), (NO_SIGN, _("nothing")), (ANY_SIGN, _("something")), watched, *signs])
        self.choose("mine", [("", _("anybody")), (MINE, _("you"))])

    def choose(self, name: str, choices: list[Any]) -> None:
        """Offer these choices in one of the fields."""
        field: Any = self.fields[name]
        field.choices = choices

    def chosen(self, name: str) -> str:
        """Return what was chosen in a field, if that is one of its choices."""
        self.is_valid()
        return str(self.cleaned_data.get(name) or "")

    def address(self) -> str:
        """Return what was chosen as it stands in an address."""
        return urlencode({name: self.chosen(name) for name in self.fields if self.chosen(name)})


def any_sign(sign: str) -> str:
    """Return what stands in the kept list of signs where one of a sort is among them."""
    if sign == ANY_SIGN:
        return '"'
    return f'"{WATCHED}' if sign == WATCHED else f'"{sign}"'


class ActForm(forms.Form):
    """What a curator is asked for one act; ``seen`` is the hash of what they have looked at."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)


class AcceptForm(ActForm):
    """Which of the files that came along are left out when something is accepted."""

    without = forms.MultipleChoiceField(
        label=gettext_lazy("leave out"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("A file that is left out stays with the contribution and does not become an original."),
    )

    def __init__(self, *args: Any, files: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        """``files`` are those that would be taken in, each by its key with what it is called."""
        super().__init__(*args, **kwargs)
        if not files:
            del self.fields["without"]
        else:
            self.fields["without"].choices = list(files)  # type: ignore[attr-defined]  # a field of choices


class AskForm(ActForm):
    """What the sender is asked."""

    words = forms.CharField(
        label=gettext_lazy("what you would like to know"),
        widget=AdminTextareaWidget(attrs={"rows": 5}),
        max_length=5000,
        help_text=gettext_lazy(
            "The sender reads exactly these words, without your name. Write in the language of the contribution, ask "
            "for no details of violence, and say if an answer is not needed."
        ),
    )


class DeclineForm(ActForm):
    """Why something is declined."""

    reason = forms.ChoiceField(
        label=gettext_lazy("reason"),
        choices=[("", "---------"), *Reason.choices],
        help_text=gettext_lazy("The sender is told this reason and nothing else."),
    )


class MergeForm(ActForm):
    """With which other contribution something is merged."""

    reference = forms.CharField(
        label=gettext_lazy("reference of the other contribution"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "size": 12}),
        help_text=gettext_lazy("That one goes on for both, and this one leads to it."),
    )


class HandOverForm(ActForm):
    """To which colleague something is handed over."""

    person = forms.ModelChoiceField(label=gettext_lazy("colleague"), queryset=User.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields["person"]
        people.queryset = moderators()
        people.label_from_instance = lambda user: user.known_as


def moderators() -> Any:
    """Return the colleagues who decide about what was sent in."""
    codename = MODERATE.split(".")[1]
    may = Q(groups__permissions__codename=codename) | Q(user_permissions__codename=codename) | Q(is_superuser=True)
    return User.objects.filter(may, is_active=True, is_staff=True).distinct().order_by("username")
