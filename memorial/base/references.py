"""References: how a form asks for another entry, without telling anybody of one that they may not know of.

A reference is looked up by typing. What already stands in a form and is hidden from the person who fills it in stays
there under a word that says nothing; a hidden entry that was not there is refused like one that does not exist.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.db import models
from django.forms import ModelChoiceField, ModelMultipleChoiceField
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    ChoiceField = ModelChoiceField[Any]
    MultipleChoiceField = ModelMultipleChoiceField[Any]
else:
    ChoiceField, MultipleChoiceField = ModelChoiceField, ModelMultipleChoiceField


def visible(row: Any, user: Any) -> bool:
    """Return whether a person may know of a row; what has no rule of its own is hidden from nobody at the desk."""
    rule = getattr(row, "is_visible_to", None)
    return bool(rule is None or rule(user))


def label_for(row: Any, user: Any) -> str:
    """Return what a person at the desk reads in the place of a row."""
    return str(row) if visible(row, user) else _("(not open to you)")


class Reference:
    """What both kinds of reference fields share: for whom they are shown."""

    user: Any = None
    #: Rows that were read with the form, by their keys, so that showing them asks nothing more.
    known: dict[str, Any] = {}  # noqa: RUF012  # replaced by each form, never changed

    def label_from_instance(self, row: Any) -> str:
        return label_for(row, self.user)

    def hidden(self, rows: Iterable[Any]) -> bool:
        """Return whether any of these rows is hidden from the person who fills in the form."""
        return any(not visible(row, self.user) for row in rows)


class ReferenceField(Reference, ChoiceField):
    """A reference to one row."""


class ReferencesField(Reference, MultipleChoiceField):
    """References to several rows."""


class ReferenceOptions:
    """Draws only what is chosen, and asks the database only for what was not read with the form."""

    def optgroups(self, name: str, value: list[str], attrs: Any = None) -> list[Any]:
        widget: Any = self
        field = widget.choices.field
        groups: list[Any] = [(None, [], 0)]
        if not widget.is_required and not widget.allow_multiple_selected:
            groups[0][1].append(widget.create_option(name, "", "", False, 0))
        chosen = [str(one) for one in value if str(one) not in widget.choices.field.empty_values]
        rows = dict(field.known)
        unread = [key for key in chosen if key not in rows and key.isdecimal()]
        if unread:
            rows |= {str(row.pk): row for row in field.queryset.filter(pk__in=unread)}
        for key in chosen:
            if key in rows:
                label = field.label_from_instance(rows[key])
                groups[0][1].append(widget.create_option(name, key, label, True, len(groups[0][1])))
        return groups


class ReferenceSelect(ReferenceOptions, AutocompleteSelect):  # type: ignore[misc]  # the options are drawn otherwise
    """Looks up one row by typing."""


class ReferenceSelectMultiple(ReferenceOptions, AutocompleteSelectMultiple):  # type: ignore[misc]  # as above
    """Looks up several rows by typing."""


def reference_fields(fields: dict[str, Any]) -> dict[str, Any]:
    """Return those fields of a form that are references."""
    return {name: field for name, field in fields.items() if isinstance(field, Reference)}


def rows_read_with(instance: models.Model, name: str) -> dict[str, Any]:
    """Return the row to which a column refers, by its key, if it was read together with the instance."""
    column: Any = instance._meta.get_field(name)
    if column.many_to_many or not column.is_cached(instance):
        return {}
    row = column.get_cached_value(instance)
    return {str(row.pk): row} if row is not None else {}
