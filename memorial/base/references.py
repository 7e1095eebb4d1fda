"""References: how a form asks for another entry, without telling anybody of one that they may not know of.

A reference is looked up by typing. What already stands in a form and is hidden from the person who fills it in stays
there under a word that says nothing; a hidden entry that was not there is refused like one that does not exist.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.forms import ModelChoiceField, ModelMultipleChoiceField
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    ChoiceField = ModelChoiceField[Any]
    MultipleChoiceField = ModelMultipleChoiceField[Any]
else:
    ChoiceField, MultipleChoiceField = ModelChoiceField, ModelMultipleChoiceField

#: No key of a row has more digits.
KEY_DIGITS = 18


def visible(row: Any, user: Any) -> bool:
    """Return whether a person may know of a row; what has no rule of its own is hidden from nobody at the desk."""
    rule = getattr(row, "is_visible_to", None)
    return bool(rule is None or rule(user))


def label_for(row: Any, user: Any) -> str:
    """Return what a person at the desk reads in the place of a row."""
    return str(row) if visible(row, user) else _("(not open to you)")


def is_key(text: str) -> bool:
    """Return whether a text can be the key of a row; the database takes no number that is longer."""
    return text.isdecimal() and len(text) <= KEY_DIGITS


def naming_only_visible(rows: models.QuerySet[Any], user: Any) -> models.QuerySet[Any]:
    """Return those of some rows that refer to nothing of which a person at the desk may not know."""
    for column in rows.model._meta.concrete_fields:
        shown = getattr(getattr(column.related_model, "objects", None), "visible_to", None)
        if shown is not None:
            mine = models.Q(**{column.name: None}) | models.Q(**{f"{column.name}__in": shown(user).order_by()})
            rows = rows.filter(mine)
    return rows


class Reference:
    """What both kinds of reference fields share: for whom they are shown."""

    user: Any = None
    #: The desk's list of what is referred to; it says what a row is called among its namesakes.
    desk: Any = None
    #: Rows that were read with the form, by their keys, so that showing them asks nothing more.
    known: dict[str, Any] = {}  # noqa: RUF012  # replaced by each form, never changed
    #: The keys that are kept in what the form is about: only of these is said that they are there and hidden.
    standing: frozenset[str] = frozenset()

    def label_from_instance(self, row: Any) -> str:
        if self.desk is not None and visible(row, self.user):
            return str(self.desk.told_apart(row))
        return label_for(row, self.user)

    def offers(self, row: Any) -> bool:
        """Return whether a row may stand in the form: it did before, or the person who fills it in may know of it."""
        return str(row.pk) in self.standing or visible(row, self.user)

    def refusal(self, rows: Iterable[Any]) -> ValidationError | None:
        """Return what is said of the first of these rows that may not stand in the form: as if it did not exist."""
        field: Any = self
        for row in rows:
            if not self.offers(row):
                sentence = field.error_messages["invalid_choice"]
                return ValidationError(sentence, code="invalid_choice", params={"value": row.pk})
        return None


class ReferenceField(Reference, ChoiceField):
    """A reference to one row."""


class ReferencesField(Reference, MultipleChoiceField):
    """References to several rows."""

    def clean(self, value: Any) -> Any:
        for key in value if isinstance(value, list | tuple) else ():
            if str(key).isdecimal() and not is_key(str(key)):
                raise ValidationError(self.error_messages["invalid_choice"], "invalid_choice", {"value": key})
        return super().clean(value)


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
        unread = [key for key in chosen if key not in rows and is_key(key)]
        if unread:
            rows |= {str(row.pk): row for row in field.queryset.filter(pk__in=unread)}
        for key in chosen:
            if key in rows and field.offers(rows[key]):
                label = field.label_from_instance(rows[key])
                groups[0][1].append(widget.create_option(name, key, label, True, len(groups[0][1])))
        return groups


class ReferenceSelect(ReferenceOptions, AutocompleteSelect):  # type: ignore[misc]  # the options are drawn otherwise
    """Looks up one row by typing."""


class ReferenceSelectMultiple(ReferenceOptions, AutocompleteSelectMultiple):  # type: ignore[misc]  # as above
    """Looks up several rows by typing."""


class ReferenceLookup(AutocompleteJsonView):
    """Answers what is typed into a reference: the entries that the person may know of, told apart from namesakes."""

    def process_request(self, request: Any) -> Any:
        """Answer for the columns of a kind alone: what leads back to it from another kind is none."""
        term, desk, column, key = super().process_request(request)
        if not column.concrete:
            raise PermissionDenied
        # No text holds this sign, and PostgreSQL takes no question with it.
        return term.replace("\0", ""), desk, column, key

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        found: Any = self
        return {"id": str(getattr(obj, to_field_name)), "text": str(found.model_admin.told_apart(obj))}


def reference_fields(fields: dict[str, Any]) -> dict[str, Any]:
    """Return those fields of a form that are references."""
    return {name: field for name, field in fields.items() if isinstance(field, Reference)}


def keys_kept(instance: models.Model, name: str, initial: Mapping[str, Any]) -> frozenset[str]:
    """Return the keys of the rows to which a kept row refers by a column; ``initial`` is what its form was given."""
    column: Any = instance._meta.get_field(name)
    if column.many_to_many:
        rows = initial.get(name) or () if instance.pk else ()
        return frozenset(str(getattr(row, "pk", row)) for row in rows)
    key = getattr(instance, column.attname)
    return frozenset() if key is None else frozenset([str(key)])


def rows_read_with(instance: models.Model, name: str) -> dict[str, Any]:
    """Return the row to which a column refers, by its key, if it was read together with the instance."""
    column: Any = instance._meta.get_field(name)
    if column.many_to_many or not column.is_cached(instance):
        return {}
    row = column.get_cached_value(instance)
    return {str(row.pk): row} if row is not None else {}
