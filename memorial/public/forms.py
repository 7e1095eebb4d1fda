"""What a visitor may ask of a list, as a form that needs no script."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from memorial.events.places import Place
from memorial.people.models import Person

ANY = ("", _("any"))


def place_choices(places: Iterable[Place]) -> list[tuple[str, str]]:
    """Return places to choose from by their permanent ids, in the order of the page's alphabet."""
    named = [(place.public_id, text) for place in places if (text := place.text("name"))]
    return [(key, text.value) for key, text in sorted(named, key=lambda choice: choice[1].sort_key)]


class PlainSelect(forms.Select):
    """A choice as Django writes it, without a template for each option: a list of places is long."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Return the element; of several options with the chosen value, the first is it."""
        chosen, options = set(self.format_value(value)), []
        for key, label in self.choices:
            mark = " selected" if str(key) in chosen else ""
            chosen.discard(str(key))
            options.append((key, mark, label))
        drawn = format_html_join("", '\n  <option value="{}"{}>{}</option>\n', options)
        shown = flatatt(self.build_attrs(self.attrs, attrs))
        return format_html('<select name="{}"{}>{}\n</select>', name, shown, drawn)


class RegisterForm(forms.Form):
    """Narrows the register of people; what it does not know it leaves aside, without a word of blame."""

    fate = forms.ChoiceField(label=_("Fate"), required=False, choices=[ANY, *Person.Fate.choices], widget=PlainSelect)
    age = forms.ChoiceField(
        label=_("Age at the time"),
        required=False,
        choices=[ANY, *((value, label) for value, label in Person.AgeGroup.choices if value)],
        widget=PlainSelect,
    )
    sex = forms.ChoiceField(label=_("Sex"), required=False, choices=[ANY, *Person.Sex.choices], widget=PlainSelect)
    residence = forms.ChoiceField(label=_("Residence"), required=False, widget=PlainSelect)
    place = forms.ChoiceField(label=_("Place of birth, life, death or burial"), required=False, widget=PlainSelect)

    def __init__(self, asked: Mapping[str, Any] | None = None, *, places: Iterable[Place], **kwargs: Any) -> None:
        super().__init__(asked, label_suffix="", **kwargs)
        known = place_choices(places)
        for name in ("residence", "place"):
            self.fields[name].choices = [ANY, *known]  # type: ignore[attr-defined]  # a field of choices

    def chosen(self) -> dict[str, str]:
        """Return what was asked and can be answered, by field."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
