"""Form words: how the fields of a form are called and what their values say, for pages that show them as text."""

from collections.abc import Iterable
from typing import Any

from django.forms import ChoiceField
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from memorial.base.forms import LanguageInput
from memorial.base.languages import language_name
from memorial.base.references import Reference
from memorial.base.sent_fields import Fields, plain_widget
from memorial.review.conflicts import sheet_of
from memorial.review.kept_words import Said


class FormWords:
    """How the fields of a form are called and said to people; ``inlines`` are the inline formsets of its page."""

    def __init__(self, form: Any, inlines: Iterable[Any]) -> None:
        self.fields = {"": dict(form.fields)}
        self.kinds: dict[str, str] = {"": ""}
        for inline in inlines:
            self.fields[inline.formset.prefix] = dict(inline.formset.empty_form.fields)
            self.kinds[inline.formset.prefix] = str(inline.opts.verbose_name)

    def field(self, kind: str, name: str) -> Any:
        """Return a field of the form, or of a kind of its rows; a date and a time are two parts of one field."""
        fields = self.fields.get(kind, {})
        return fields.get(name) or fields.get(name.rpartition("_")[0])

    def label(self, kind: str, name: str) -> str:
        """Return what a field is called."""
        field = self.field(kind, name)
        return capfirst(str(field.label)) if field is not None and field.label else name

    def text(self, kind: str, name: str, values: list[str]) -> str:
        """Return what a field says."""
        names = names_of(self.field(kind, name), [value for value in values if value.strip()])
        return ", ".join(names) if len(names) > 1 else next(iter(names), "").replace("\r\n", "\n")

    def shown(self, kind: str, row: Fields) -> list[Said]:
        """Return what a row says, field by field, without what is empty and what nobody reads."""
        fields = ((name, self.field(kind, name)) for name in row)
        named = [name for name, field in fields if field is not None and not field.widget.is_hidden]
        texts = ((name, self.text(kind, name, row[name])) for name in named)
        return [Said(self.label(kind, name), text) for name, text in texts if text]

    def title(self, kind: str, row: Fields) -> str:
        """Return what a row is called: its kind, and the first thing that it says."""
        first = next(iter(self.shown(kind, row)), None)
        name = capfirst(self.kinds.get(kind, kind))
        return f"{name}: {first.text}" if first else name

    def everything(self, fields: Fields) -> list[Said]:
        """Return all that was written in a form."""
        sheet = sheet_of(fields)
        words = self.shown("", sheet.own)
        for kind, rows in sheet.rows.items():
            for row in rows:
                words += [Said(f"{self.title(kind, row)} › {one.label}", one.text) for one in self.shown(kind, row)]
        return words


def names_of(field: Any, values: list[str]) -> list[str]:
    """Return values as people read them: an entry by its name, a choice by its label, a language by its own."""
    if isinstance(field, Reference):
        keys = [value for value in values if value.isascii() and value.isdecimal() and len(value) < 19]
        rows: Any = field.queryset.model._base_manager.filter(pk__in=keys)  # type: ignore[attr-defined]
        labels = {str(row.pk): str(field.label_from_instance(row)) for row in rows}
        return [labels.get(value, value) for value in values]
    if isinstance(field, ChoiceField):
        labels = flat(field.choices)
        return [labels.get(value, value) for value in values]
    if field is not None and isinstance(plain_widget(field), LanguageInput):
        return [language_name(value) for value in values]
    if field is not None and getattr(plain_widget(field), "input_type", "") == "checkbox":
        return [_("yes") for _value in values]
    return values


def flat(choices: Any) -> dict[str, str]:
    """Return choices by their values, without their groups."""
    found: dict[str, str] = {}
    for value, label in choices:
        found |= flat(label) if isinstance(label, list | tuple) else {str(value): str(label)}
    return found
