"""Deriving: what follows from people who were written or changed, made what they now are, for many at a time."""

from collections.abc import Sequence

from django.utils import translation

from memorial.base.fields import COMPUTED
from memorial.base.memorial import Memorial
from memorial.base.rows import save_columns
from memorial.people.models import Person
from memorial.review.desk_index import index_entries

#: Columns that a row of a list can fill in, and those that derive from them.
FILLED = (
    *("sex", "birth", "death", "fate", "fate_date", "age_low", "age_high", "age_about"),
    *("residence", "birthplace", "death_place", "burial_place", "changed_at"),
)
DERIVED = tuple(column for column in Person._meta.concrete_fields if isinstance(column, COMPUTED))


def save_filled(people: Sequence[Person]) -> None:
    """Save what a row filled in or what was emptied again, with the days that follow from it."""
    for person in people:
        for column in DERIVED:
            column.pre_save(person, add=False)
    save_columns(people, [*FILLED, *(column.name for column in DERIVED)])


def with_names(keys: Sequence[int]) -> list[Person]:
    """Return people as they now are, with all from which something derives."""
    rows = Person._base_manager.filter(pk__in=keys).select_related("copy_of")
    return list(rows.prefetch_related("names", "translations"))


def derive_anew(people: Sequence[Person], memorial: Memorial) -> None:
    """Make the labels of people, and all that follows from them, what they and the parts they know now say."""
    with translation.override(memorial.own_language):
        for person in people:
            person.label = person.desk_label()
    save_columns(people, ["label"])
    index_entries(people, memorial.languages)
