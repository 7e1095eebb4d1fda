"""People known: what is compared with rows of the people who are here, for hundreds of them at a time."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from django.db.models import Q

from memorial.accounts.models import User
from memorial.base.ages import AgeRange
from memorial.base.chunks import chunks
from memorial.base.rows import among
from memorial.exchange.imports.compared import Known
from memorial.exchange.imports.models import ImportRow, ListImport
from memorial.exchange.imports.said import days_of, parents_named, taken_apart
from memorial.people.kinship import Kinship
from memorial.people.merged import Merge
from memorial.people.models import Person
from memorial.people.names import PersonName
from memorial.search.matching import NameForm

#: So many keys go into one question.
AT_ONCE = 900


class Here(NamedTuple):
    """Somebody who is here: permanent id, and what is compared."""

    key: int
    public_id: str
    known: Known


def visible_people(user: User | None) -> Any:
    """Return the people with whom rows may be compared: those of whom whoever brings the list in may know.

    A command acts for nobody and knows what every curator may know: nobody who is restricted.
    """
    # Whoever was merged into somebody is not there beside them.
    rows: Any = Person.objects.exclude(pk__in=Merge.objects.leading_on().values("merged"))
    return rows.filter(restricted=False, copy_of=None) if user is None else rows.visible_to(user).of_record()


def entered_since(brought: ListImport, user: User) -> bool:
    """Return whether somebody was entered since a list was checked that has new people, who may be one of them."""
    since = brought.checked_at
    if since is None or not brought.of_rows.filter(outcome=ImportRow.Outcome.NEW, done=False).exists():
        return False
    return bool(visible_people(user).filter(changed_at__gte=since, created_at__gte=since).exists())


def people_here(keys: Iterable[int], user: User | None) -> dict[int, Here]:
    """Return people without their names and parents, those of whom a person may know, in a few questions for all."""
    found: dict[int, Here] = {}
    columns = ("pk", "public_id", "birth", "death", "sex", "fate", "age_low", "age_high", "age_about")
    for some in chunks(sorted(set(keys)), AT_ONCE):
        rows = visible_people(user).filter(among("pk", some)).values_list(*columns)
        for key, public_id, birth, death, sex, fate, low, high, about in rows:
            told = "" if sex == Person.Sex.UNKNOWN else sex
            age = None if low is None else AgeRange(low, high or low, about)
            known = Known((), (), birth, days_of(birth), death, days_of(death), told, age=age, fate=fate)
            found[key] = Here(key, public_id, known)
    return found


def with_names(people: Mapping[int, Here], keys: Iterable[int]) -> dict[int, Here]:
    """Return some of the people with their names and those of their parents."""
    found: dict[int, Here] = {}
    for some in chunks(sorted(set(keys)), AT_ONCE):
        names = names_of(some)
        mothers, fathers = parents_here(some)
        for key in some:
            taken = names[key]
            known = people[key].known._replace(
                forms=tuple(form for form, _text, _father in taken),
                texts=tuple(text for _form, text, _father in taken),
                mothers=parents_named(mothers[key]),
                fathers=parents_named([*fathers[key], *(father for _form, _text, father in taken if father)]),
            )
            found[key] = people[key]._replace(known=known)
    return found


def names_of(keys: Collection[int]) -> dict[int, list[tuple[NameForm, str, str]]]:
    """Return the names of some people, taken apart, as they are written, and each with its patronymic."""
    names: dict[int, list[tuple[NameForm, str, str]]] = defaultdict(list)
    columns = ("person_id", "full", "family", "patronymic", "given", "language")
    rows = PersonName.objects.filter(among("person", keys)).exclude(kind=PersonName.Kind.NICKNAME).order_by("pk")
    for person, full, family, patronymic, given, language in rows.values_list(*columns):
        form = taken_apart(full, family, patronymic, given, language)
        if form.words:
            names[person].append((form, full, patronymic))
    return names


def parents_here(keys: Collection[int]) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    """Return the names of the mothers and of the fathers of some people, as earlier lists and kinship tell them."""
    mothers: dict[int, list[str]] = defaultdict(list)
    fathers: dict[int, list[str]] = defaultdict(list)
    told = ImportRow.objects.filter(among("person", keys), done=True).exclude(parents=[])
    for person, pairs in told.values_list("person_id", "parents"):
        for who, name in pairs:
            (mothers if who == "mother" else fathers)[person].append(name)
    kinds = Kinship.Kind
    ties = Kinship.objects.filter(
        (among("person", keys) & Q(kind=kinds.CHILD)) | (among("relative", keys) & Q(kind=kinds.PARENT))
    ).values_list("person_id", "relative_id", "kind", "person__sex", "relative__sex")
    parent_of: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for one, other, kind, sex, other_sex in ties:
        child, parent, whose = (other, one, sex) if kind == kinds.PARENT else (one, other, other_sex)
        parent_of[parent].append((child, whose))
    hidden = Q(person__restricted=True)
    names = PersonName.objects.filter(among("person", parent_of)).exclude(hidden)
    for parent, full in names.values_list("person_id", "full"):
        for child, sex in parent_of[parent]:
            if sex != Person.Sex.UNKNOWN:
                (mothers if sex == Person.Sex.FEMALE else fathers)[child].append(full)
    return mothers, fathers
