"""Comparing: the whole names of the people who may be meant, and what else is known of them, against what is sought."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.db import connection

from memorial.people.models import Person
from memorial.people.names import NameQuerySet, PersonName
from memorial.search.engines import Gate
from memorial.search.facts import NOTHING, Agreeing, agreeing, beside_names
from memorial.search.glances import glance, most_apart
from memorial.search.likeness import FARTHEST, distance
from memorial.search.matching import Apart, Asked, NameForm
from memorial.search.retrieval import Inquiry, Retrieval
from memorial.search.scoring import Agreement, Comparison, best_agreement, rank
from memorial.search.sounds import script_of
from memorial.search.written import ROLES, name_form

#: What is read of a written name to compare it: as rows alone, because hundreds of them are read for each search.
FORM = """person_id, id, "full", language, """ + ", ".join(ROLES)
#: The names of so many are read at once.
NEAREST = 15
#: What is so much less than the best hit is left out; of a single word there are many that are only somewhat like it.
BESIDE_THE_BEST, BESIDE_ONE_WORD = 0.7, 0.8
#: By so little may the name that the page shows agree less than another in the same letters: nobody sees a difference.
NO_MATTER = 0.02


@dataclass(frozen=True)
class Wanted:
    """What is known of somebody who is sought: a name, years between which they were born, a place, names of kin."""

    name: str
    born: tuple[int, int] | None = None
    place: str = ""
    kin: tuple[str, ...] = ()

    @property
    def has_facts(self) -> bool:
        """Whether anything is known beside the name."""
        return bool(self.born or self.place or self.kin)


@dataclass(frozen=True)
class Compared:
    """How one person agrees with what is sought."""

    key: int
    name: Agreement
    forms: Sequence[NameForm]
    facts: Agreeing = NOTHING
    #: Read already where facts were asked for.
    person: Person | None = None

    @property
    def score(self) -> float:
        return self.name.score * self.facts.factor

    @property
    def certain(self) -> bool:
        """Whether it is "this person"."""
        return self.name.certain and not self.facts.contradicted

    @property
    def order(self) -> tuple[float, bool, float, int]:
        """By what people stand in their order, the likeliest first."""
        return (-round(self.score, 3), not self.certain, self.name.distance, self.key)

    def shown_as(self, comparison: Comparison, person: Person) -> Agreement:
        """Return how the name agrees that the page shows anyway, where no other agrees better."""
        shown = person.name_for()
        form = next((form for form in self.forms if shown is not None and form.key == shown.pk), None)
        if form is None or form.key == self.name.form.key:
            return self.name
        other = comparison.agreement(form)
        if in_one_script(comparison.asked, other) and other.certain == self.name.certain:
            return other if other.score >= self.name.score - NO_MATTER else self.name
        return other if rank(other) >= rank(self.name) else self.name


def in_one_script(asked: Sequence[Asked], found: Agreement) -> bool:
    """Return whether the words of a name that were found are written in the script in which they were asked for."""
    sought = {script_of(asked[place].word) for match in found.matches for place in match.asked}
    return sought == {script_of(found.form.words[place]) for match in found.matches for place in match.words}


def compare(comparison: Comparison, wanted: Wanted, retrieval: Retrieval, inquiry: Inquiry) -> list[Compared]:
    """Return how the nearest of the people who were found agree with what is sought, the likeliest first.

    The names of those who are not near enough beside the best of the nearest are not even read, nor is anybody who can
    agree no better than as many as are wanted.
    """
    bounds = retrieval.nearest(inquiry.most_compared)
    found: list[Compared] = []
    order, best = list(bounds), 0.0
    while order and (wanted.has_facts or not enough(found, max(map(bounds.__getitem__, order)), inquiry.limit)):
        some, order = order[:NEAREST], order[NEAREST:]
        forms = forms_of([key for key in some if bounds[key] >= best * BESIDE_THE_BEST])
        for key in some:
            if key in forms and bounds[key] >= best * BESIDE_THE_BEST:
                found.append(Compared(key, best_agreement(comparison, forms[key]), forms[key]))
                # Where more is known than a name, the best name may be that of another.
                best = 0.0 if wanted.has_facts else max(best, found[-1].name.score)
    if wanted.has_facts:
        found = with_facts(found, wanted, inquiry)
    return sorted(found, key=lambda one: one.order)


def enough(found: Sequence[Compared], most: float, limit: int) -> bool:
    """Return whether more than are wanted agree as well as anybody who is left can; those stand nearer anyway."""
    return sum(round(one.name.score, 3) >= round(most, 3) for one in found) > limit


def forms_of(keys: Sequence[int]) -> dict[int, list[NameForm]]:
    """Return the written names of people, who were read through the gate, taken apart."""
    forms: dict[int, list[NameForm]] = defaultdict(list)
    if not keys:
        return forms
    wanted = f"person_id IN ({places_for(keys)}) ORDER BY id"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {FORM} FROM memorial_personname WHERE {wanted}", list(keys))  # noqa: S608
        for person, key, full, language, *parts in cursor.fetchall():
            form = name_form(full, parts, key, language)
            if form.words:
                forms[person].append(form)
    return forms


def distances(retrieval: Retrieval) -> Apart:
    """Return how far words are apart, as far as it was found out when they were looked up, else anew."""
    known = {
        (one.asked.word, word.word): word.distance
        for one in retrieval.sought
        for word in one.meant.values()
        if not word.other_parts
    }

    def apart(one: str, other: str) -> float:
        near = known.get((one, other))
        if near is not None:
            return near
        most = most_apart(one, other)
        return distance(one, other) if glance(one, other, most) <= most else FARTHEST

    return apart


def with_facts(found: Sequence[Compared], wanted: Wanted, inquiry: Inquiry) -> list[Compared]:
    """Return people with how what else is known of them agrees."""
    people = people_of([one.key for one in found], inquiry.gate)
    beside = beside_names(
        list(people.values()), inquiry.rows, inquiry.edition, places=bool(wanted.place), kin=bool(wanted.kin)
    )
    return [
        replace(one, person=person, facts=agreeing(wanted.born, wanted.place, wanted.kin, person, beside[one.key]))
        for one in found
        if (person := people.get(one.key))
    ]


def people_of(keys: Sequence[int], gate: Gate) -> dict[int, Person]:
    """Return people by their keys, those whom the gate shows, with their names read.

    The statements are always the same and put together here: it takes longer to have them made than to have them
    answered.
    """
    if not keys:
        return {}
    shown = f"id IN ({places_for(keys)}) AND {gate.lets_through('memorial_person.id')}"
    asked = f"SELECT {columns_of(Person)} FROM memorial_person WHERE {shown}"  # noqa: S608
    people: dict[int, Any] = {person.pk: person for person in Person.objects.raw(asked, [*keys, *gate.values])}
    written: dict[int, list[PersonName]] = {key: [] for key in people}
    wanted = f"person_id IN ({places_for(keys)}) ORDER BY id"
    asked = f"SELECT {columns_of(PersonName)} FROM memorial_personname WHERE {wanted}"  # noqa: S608
    for name in PersonName.objects.raw(asked, list(keys)):
        if name.person_id in people:
            name.person = people[name.person_id]
            written[name.person_id].append(name)
    for key, person in people.items():
        names: Any = NameQuerySet(PersonName)
        names._result_cache = written[key]
        # What Django keeps after a prefetch.
        person._prefetched_objects_cache = {"names": names}
    return people


def places_for(values: Sequence[Any]) -> str:
    """Return the places of values in a statement."""
    return ", ".join(["%s"] * len(values))


@lru_cache(maxsize=16)
def columns_of(model: type[Any]) -> str:
    """Return the columns of a table as a statement names them."""
    return ", ".join(connection.ops.quote_name(field.column) for field in model._meta.concrete_fields)
