"""Sent fields: what a page's forms would send back if nobody touched them, as flat names with their values."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.forms import BoundField

#: Every field of a form and of its rows by the name under which it is sent; a box that is not ticked has no value.
Fields = dict[str, list[str]]


def sent_fields(form: forms.BaseForm, rows: Iterable[Any]) -> Fields:
    """Return what a form of the desk would send with its rows; ``rows`` are the inline formsets of the page."""
    fields = form_fields(form)
    for inline in rows:
        fields |= form_fields(inline.formset.management_form)
        for row in inline.formset.forms:
            known = row.instance.pk is not None
            fields |= form_fields(row) if inline.has_change_permission or not known else hidden_fields(row)
        if inline.has_add_permission:
            fields |= form_fields(inline.formset.empty_form)
    return fields


def form_fields(form: forms.BaseForm) -> Fields:
    """Return what one form would send."""
    fields: Fields = {}
    for bound in form:
        fields |= field_as_sent(bound)
    return fields


def hidden_fields(form: forms.BaseForm) -> Fields:
    """Return what a form would send of which a person may only read the rest."""
    fields: Fields = {}
    for bound in form.hidden_fields():
        fields |= field_as_sent(bound)
    return fields


def field_as_sent(bound: BoundField) -> Fields:
    """Return what one field would send; passwords and files never stand in a page."""
    widget: Any = plain_widget(bound.field)
    if bound.field.disabled or isinstance(widget, forms.FileInput | forms.PasswordInput):
        return {}
    value = bound.value()
    if not isinstance(widget, forms.MultiWidget):
        return {bound.html_name: widget_values(widget, value)}
    several: Any = widget  # the type stubs do not know by which names its parts are sent
    parts = value if isinstance(value, list | tuple) else several.decompress(value)
    names = [f"{bound.html_name}{name}" for name in several.widgets_names]
    return {name: widget_values(one, part) for name, one, part in zip(names, several.widgets, parts, strict=False)}


def widget_values(widget: Any, value: Any) -> list[str]:
    """Return what a single input would send for a value."""
    if isinstance(widget, forms.CheckboxInput):
        return ["on"] if widget.check_test(value) else []
    shown = widget.format_value(value)
    if isinstance(shown, list | tuple):
        return [str(one) for one in shown]
    return ["" if shown is None else str(shown)]


def plain_widget(field: Any) -> Any:
    """Return the input with which a field asks, without what the desk draws around it."""
    widget = field.widget
    return widget.widget if isinstance(widget, RelatedFieldWidgetWrapper) else widget
