"""What a visitor may ask of a list, as a form that needs no script."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from memorial.events.places import Place
from memorial.people.models import Person

ANY = ("", _("any"))


def place_choices(places: Iterable[Place]) -> list[tuple[str, str]]:
    """Return places to choose from by their permanent ids, in the order of the page's alphabet."""
    named = [(place.public_id, text) for place in places if (text := place.text("name"))]
    return [(key, text.value) for key, text in sorted(named, key=lambda choice: choice[1].sort_key)]


class RegisterForm(forms.Form):
    """Narrows the register of people; what it does not know it leaves aside, without a word of blame."""

    fate = forms.ChoiceField(label=_("Fate"), required=False, choices=[ANY, *Person.Fate.choices])
    age = forms.ChoiceField(
        label=_("Age at the time"),
        required=False,
        choices=[ANY, *((value, label) for value, label in Person.AgeGroup.choices if value)],
    )
    sex = forms.ChoiceField(label=_("Sex"), required=False, choices=[ANY, *Person.Sex.choices])
    residence = forms.ChoiceField(label=_("Residence"), required=False)
    place = forms.ChoiceField(label=_("Place of birth, life, death or burial"), required=False)

    def __init__(self, asked: Mapping[str, Any] | None = None, *, places: Iterable[Place], **kwargs: Any) -> None:
        super().__init__(asked, label_suffix="", **kwargs)
        known = place_choices(places)
        for name in ("residence", "place"):
            self.fields[name].choices = [ANY, *known]  # type: ignore[attr-defined]  # a field of choices

    def chosen(self) -> dict[str, str]:
        """Return what was asked and can be answered, by field."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
