"""The rows by which photographs, documents and recordings are tied to an entry, and put into their order."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from memorial.base.forms import DeskForm, RowSet

#: How many places there are: more rows than this no form can have.
MOST = 1000


class PlaceInput(forms.NumberInput):
    """A place among rows; a script beside it moves the row by button or by hand, with the words that it finds here."""

    def __init__(self) -> None:
        words = {
            "data-up": gettext_lazy("Move up"),
            "data-down": gettext_lazy("Move down"),
            "data-drag": gettext_lazy("Drag to another place"),
            "data-moved": gettext_lazy("%(name)s: now at place %(place)s of %(total)s."),
        }
        super().__init__(attrs={"class": "vIntegerField place", "min": 1, **words})


class PlaceField(forms.IntegerField):
    """A place as people count it, from 1; kept from 0. Left empty, it is the place after all others."""

    widget = PlaceInput

    def clean(self, value: Any) -> int | None:
        place: int | None = super().clean(value)
        return None if place is None else place - 1

    def prepare_value(self, value: Any) -> Any:
        return value + 1 if isinstance(value, int) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class PictureForm(DeskForm):
    """One photograph, document or recording in its place."""

    position = PlaceField(label=gettext_lazy("order"), required=False, min_value=1, max_value=MOST)

    def has_changed(self) -> bool:
        """Return whether there is anything to save: a new row with a place and nothing in it is none."""
        changed = set(self.changed_data)
        return bool(changed if self.instance.pk else changed - {"position"})

    def moved(self) -> int:
        """Return -1 for a row that was put before what stands in its place, 1 for one put after it, 0 for others."""
        before, now = self.initial.get("position"), self.instance.position
        if "position" not in self.changed_data or now is None:
            return 0
        return 1 if before is not None and now > before else -1


class PictureFormSet(RowSet):
    """The photographs, documents and recordings of one entry, in their order."""

    def clean(self) -> None:
        super().clean()
        # What somebody else has added since the form was opened stands in no row of it.
        shown = [form.instance.pk for form in self.initial_forms]
        unseen = self.ties().filter(entry=self.instance.pk).exclude(pk__in=shown)
        chosen = [form.instance.asset_id for form in self.extra_forms if form.has_changed()]
        if self.instance.pk and unseen.filter(asset__in=[key for key in chosen if key]).exists():
            raise ValidationError(self.get_unique_error_message(("asset",)), code="unique")

    def ties(self) -> Any:
        """Return the ties of this kind as they are kept, whosever they are."""
        kind: Any = self.model
        return kind._base_manager

    def get_unique_error_message(self, unique_check: Any) -> str:
        return _("This is already among them.")

    def save(self, commit: bool = True) -> Any:
        """Save the rows, and if any of them was changed, number them all anew."""
        if self.has_changed():
            self.put_in_order()
            # What goes, or becomes another, leaves before what comes: two rows can exchange what they show.
            leaving = [form.instance.pk for form in self.initial_forms if {"asset", "DELETE"} & set(form.changed_data)]
            self.ties().filter(pk__in=leaving).delete()
        return super().save(commit)

    def put_in_order(self) -> None:
        """Give the rows that stay the numbers 0, 1, 2 …; one without a number comes last."""
        gone = self.deleted_forms
        rows = [form for form in self.forms if form not in gone and (form.instance.pk or form.has_changed())]
        rows.sort(key=lambda form: (MOST if form.instance.position is None else form.instance.position, form.moved()))
        for place, form in enumerate(rows):
            if form.instance.position == place:
                continue
            form.instance.position = place
            if form.instance.pk and not form.has_changed():
                self.ties().filter(pk=form.instance.pk).update(position=place)
