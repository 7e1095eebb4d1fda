"""What may be asked of people."""

from datetime import date
from typing import Any, Self

from django.db import models

from memorial.review.querysets import EntryQuerySet, Row

#: The texts of a person that are not shown beside a name in a list.
LONG = ("summary", "story")


class PersonQuerySet(EntryQuerySet[Row]):
    """People."""

    def born_on(self, day: date) -> Self:
        """Return those whose birthday is this day of the year; a birthday that is not exactly known does not count."""
        return self.filter(birthday=day.month * 100 + day.day)

    def of_place(self, place: Any) -> Self:
        """Return those who were born, lived, died or are buried at a place, given by its key or an outer reference."""
        at = models.Q(residence=place) | models.Q(birthplace=place)
        return self.filter(at | models.Q(death_place=place) | models.Q(burial_place=place))

    def with_names(self) -> Self:
        """Return them with what it takes to show their names in a list, and without their stories: constant queries."""
        translation: Any = self.model._meta.get_field("translations").related_model
        texts = translation.objects.defer(*LONG)
        return self.prefetch_related("names", models.Prefetch("translations", texts))


PersonManager = models.Manager.from_queryset(PersonQuerySet)
