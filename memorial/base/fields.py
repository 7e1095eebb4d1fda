"""Model fields for uncertain dates: the string as written, and what is computed from it for sorting and filtering.

The computed fields are filled whenever their row is written, in bulk as well. A write that names its columns
(`update_fields`) must name them too.
"""

import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.forms import Field as FormField

from memorial.base.date_input import DateFormField
from memorial.base.dates import bounds, month_and_day, validate_edtf, validate_edtf_or_anniversary

if TYPE_CHECKING:  # the type stubs know what a field holds; the classes themselves take no such argument
    TextColumn = models.CharField[str, str]
    DayColumn = models.DateField[datetime.date | None, datetime.date | None]
    NumberColumn = models.PositiveSmallIntegerField[int | None, int | None]
else:
    TextColumn, DayColumn, NumberColumn = models.CharField, models.DateField, models.PositiveSmallIntegerField


class EdtfField(TextColumn):
    """A date as an EDTF string, empty where the record has none; its forms take what people write."""

    usual: ClassVar[dict[str, Any]] = {"max_length": 100, "blank": True, "default": ""}

    def __init__(self, *args: Any, anniversary: bool = False, **kwargs: Any) -> None:
        self.anniversary = anniversary
        self.default_validators = [validate_edtf_or_anniversary if anniversary else validate_edtf]
        super().__init__(*args, **{**self.usual, **kwargs})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.setdefault("blank", False)
        kwargs = {key: value for key, value in kwargs.items() if key not in self.usual or value != self.usual[key]}
        if self.anniversary:
            kwargs["anniversary"] = True
        return name, path, args, kwargs

    def formfield(self, **kwargs: Any) -> FormField | None:
        return super().formfield(**{"form_class": DateFormField, "anniversary": self.anniversary, **kwargs})


class FromDate:
    """What computed fields share: the name of the date they follow, and that nobody types into them."""

    usual: ClassVar[dict[str, Any]] = {"null": True, "blank": True, "editable": False}

    def __init__(self, source: str, **kwargs: Any) -> None:
        self.source = source
        super().__init__(**{**self.usual, **kwargs})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()  # type: ignore[misc]  # the field that stands beside
        kwargs = {key: value for key, value in kwargs.items() if key not in self.usual}
        return name, path, [self.source, *args], kwargs

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = self.computed_from(getattr(model_instance, self.source))
        setattr(model_instance, self.attname, value)  # type: ignore[attr-defined]  # the field that stands beside
        return value

    def computed_from(self, value: str) -> Any:
        raise NotImplementedError


class EarliestDay(FromDate, DayColumn):
    """The earliest day that a date of the same row allows, null where it is open or unknown."""

    def computed_from(self, value: str) -> datetime.date | None:
        return bounds(value).earliest


class LatestDay(FromDate, DayColumn):
    """The latest day that a date of the same row allows, null where it is open or unknown."""

    def computed_from(self, value: str) -> datetime.date | None:
        return bounds(value).latest


class MonthAndDay(FromDate, NumberColumn):
    """Month times a hundred plus day, for what is remembered on a day of the year; null where the day is in doubt."""

    def computed_from(self, value: str) -> int | None:
        day = month_and_day(value)
        return day[0] * 100 + day[1] if day else None


#: The kinds of columns that follow from a date beside them.
COMPUTED = (EarliestDay, LatestDay, MonthAndDay)
