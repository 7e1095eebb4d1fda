"""What the desk's forms ask with: dates that say how they were understood, languages by tag and name."""

import re
from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

from babel import Locale, UnknownLocaleError
from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet, BaseModelFormSet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from memorial.base.date_input import DateFormField, understand
from memorial.base.date_words import words
from memorial.base.dates import InvalidDate
from memorial.base.languages import active_language, interface_languages, language_name
from memorial.base.memorial import Memorial
from memorial.base.references import keys_kept, reference_fields, rows_read_with

if TYPE_CHECKING:  # the type stubs know which rows a form is of; the classes themselves take no such argument
    RowForm = forms.ModelForm[Any]
    RowSet = BaseInlineFormSet[Any, Any, Any]
    AnyRowSet = BaseModelFormSet[Any, Any]
else:
    RowForm, RowSet, AnyRowSet = forms.ModelForm, BaseInlineFormSet, BaseModelFormSet


class DeskForm(RowForm):
    """What every form of the desk is built on: it refuses references to what the person may not know of."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in reference_fields(self.fields).items():
            field.known = rows_read_with(self.instance, name)
            field.standing = keys_kept(self.instance, name, self.initial)

    def clean(self) -> dict[str, Any]:
        row: dict[str, Any] = super().clean() or self.cleaned_data
        for name, field in reference_fields(self.fields).items():
            refusal = field.refusal(as_list(row.get(name)))
            if refusal is not None:
                self.add_error(name, refusal)
        return row


def as_list(value: Any) -> list[Any]:
    """Return one thing or several as a list; nothing is an empty one."""
    if value is None or value == "":
        return []
    return list(value) if hasattr(value, "__iter__") and not isinstance(value, str) else [value]


WITH_SCRIPT = ("az-Arab", "az-Cyrl", "ku-Arab", "sr-Latn")


def understood(text: str, *, anniversary: bool = False) -> dict[str, str]:
    """Return how a typed date is understood: its EDTF string and words, or the error that says how to write it."""
    try:
        edtf = understand(text, anniversary=anniversary)
    except InvalidDate as refusal:
        return {"error": str(refusal)}
    sentence = _("understood as: %(words)s (%(edtf)s)") % {"words": words(edtf), "edtf": edtf} if edtf else ""
    return {"edtf": edtf, "words": words(edtf), "sentence": sentence}


def language_options() -> list[tuple[str, str]]:
    """Return languages to choose from, as tags and names in the language of the page: the memorial's own first."""
    try:
        known = Locale.parse(active_language(), sep="-").languages
    except (UnknownLocaleError, ValueError):
        known = Locale("en").languages
    others = sorted([*(tag for tag in map(str, known) if len(tag) == 2), *WITH_SCRIPT], key=language_name)
    return [(tag, language_name(tag)) for tag in dict.fromkeys([*interface_languages(), *others])]


class AnnotatedInput(AdminTextInputWidget):
    """A line of text with what the desk makes of it below."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        line = super().render(name, value, attrs, renderer)
        return format_html('<span class="annotated">{}<output>{}</output></span>', line, self.annotation(value))

    def annotation(self, value: Any) -> str:
        raise NotImplementedError


class DateInput(AnnotatedInput):
    """An uncertain date: typed as people write it, with the words in which it was understood."""

    anniversary = False

    class Media:
        js = ("memorial/dates.js",)

    def annotation(self, value: Any) -> str:
        return understood(str(value or ""), anniversary=self.anniversary).get("sentence", "")

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"] |= {"data-dates": reverse("admin:dates"), "autocomplete": "off", "maxlength": "100"}
        if self.anniversary:
            context["widget"]["attrs"]["data-anniversary"] = "1"
        return context


class AnniversaryInput(DateInput):
    """A date, or a month and a day of every year."""

    anniversary = True


class LanguageInput(AnnotatedInput):
    """The tag of a language, offered from the list of the page, with its name."""

    def annotation(self, value: Any) -> str:
        name = language_name(str(value)) if value else ""
        return "" if name == value else name

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"] |= {"list": "languages", "autocomplete": "off", "class": "vLanguageField"}
        return context


class LanguageListField(forms.CharField):
    """Languages in their order, written az, en, ru."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return [tag for tag in re.split(r"[\s,;]+", str(value or "")) if tag]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.to_python(data) != initial)


def known_languages() -> str:
    """Return the languages that the interface speaks, for a help text."""
    return _(
        "In the order in which visitors are offered them, separated by commas; the first is the memorial's own. "
        "The interface speaks: %(languages)s."
    ) % {"languages": ", ".join(f"{tag} ({language_name(tag)})" for tag in interface_languages())}


class MemorialForm(DeskForm):
    """The memorial's own row."""

    day_of_remembrance = DateFormField(
        anniversary=True,
        required=False,
        label=gettext_lazy("day of remembrance"),
        widget=AnniversaryInput,
        help_text=gettext_lazy("A month and a day, such as 26 February."),
    )
    languages = LanguageListField(label=gettext_lazy("languages offered"), widget=AdminTextInputWidget)

    class Meta:
        model = Memorial
        fields = (
            "day_of_remembrance",
            "occurred",
            "languages",
            "time_zone",
            "contact",
            "one_hand",
            "grave_words",
            "map_south",
            "map_west",
            "map_north",
            "map_east",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "languages" in self.fields:
            self.fields["languages"].help_text = known_languages()

    def clean_time_zone(self) -> str:
        zone: str = self.cleaned_data["time_zone"]
        if zone not in available_timezones():
            raise ValidationError(_("This time zone is not known. Write for example Asia/Baku or UTC."), "unknown_zone")
        return zone
