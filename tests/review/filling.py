"""Fills in the desk's forms as a browser does: what the page shows, with what the test changes."""

from typing import Any

from django.db.models import Model
from django.forms import BoundField
from django.test import Client
from django.urls import reverse


def address(model: type[Model], what: str, *args: Any) -> str:
    """Return the address of a kind's list, or of one of its forms."""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{what}", args=args)


def shown(bound: BoundField) -> dict[str, Any]:
    """Return what a field of a page sends back when nobody touches it."""
    value = bound.value()
    if bound.field.widget.__class__.__name__ == "AdminSplitDateTime":
        parts = bound.field.widget.decompress(value)
        return {f"{bound.html_name}_{place}": part or "" for place, part in enumerate(parts)}
    if value is None or value is False:
        return {} if value is False else {bound.html_name: ""}
    if hasattr(value, "storage"):
        return {}
    if value is True:
        return {bound.html_name: "on" if bound.field.widget.__class__.__name__ == "CheckboxInput" else "True"}
    if isinstance(value, list | tuple):
        return {bound.html_name: [getattr(item, "pk", item) for item in value]}
    return {bound.html_name: value}


def filled(page: Any) -> dict[str, Any]:
    """Return what the form of a page would send."""
    context = page.context
    data: dict[str, Any] = {}
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    for form in forms:
        for bound in form:
            data |= shown(bound)
    return data | ({"open_form": context["open_form"]} if context.get("open_form") else {})


def send(browser: Client, form: str, **changes: Any) -> Any:
    """Open a form, change some of its fields, and send it; a name with ``__`` in it stands for one with ``-``."""
    data = filled(browser.get(form))
    data |= {name.replace("__", "-"): value for name, value in changes.items()}
    return browser.post(form, data)


def problems(page: Any) -> str:
    """Return the sentences with which a form was refused; empty when it was saved."""
    context = page.context
    return " ".join(str(error) for error in context["errors"]) if context and "errors" in context else ""


def messages_of(page: Any) -> list[str]:
    """Return what the desk said on the page."""
    return [str(message) for message in page.context["messages"]]
