"""Synthetic people in very great number, written straight into the tables, and questions that ask for them."""

import datetime
import json
import random
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any

from django.db import connection, transaction

from memorial.base.public_ids import record_public_id
from memorial.models import Memorial, MemorialTranslation, Person, PersonName
from memorial.review.clock import note_time
from memorial.search.engines import kind_of
from memorial.search.synthetic import Spelled, all_names, spelled, synthetic_names
from tests.benchmarks.people import LANGUAGES, OCCURRED, make_places, published

CHUNK = 5000
SEED = 1992
EACH_KIND = 100
#: Among so many people are those who are asked for.
ASKED_FOR = 10_000
#: The columns in which synthetic people and their names differ.
OF_PERSON = ("id", "public_id", "label", "fate", "birth", "birth_earliest", "birth_latest", "residence_id")
DAYS = ("birth_earliest", "birth_latest")
OF_NAME = ("id", "person_id", "full", "given", "patronymic", "family", "language", "script")


def fill(number: int) -> None:
    """Fill the empty database with so many synthetic people of three names each, as rows alone."""
    memorial = Memorial.objects.create(occurred=OCCURRED, languages=LANGUAGES)
    MemorialTranslation.objects.create(entry=memorial, language="en", title="Synthetic memorial")
    note_time()
    places = [place.pk for place in make_places()]
    pattern = Person.objects.create(label="Synthetic person", birth="1950", **published())
    name = PersonName.objects.create(person=pattern, full="Synthetic", language="az")
    names, chance = synthetic_names(number, SEED), random.Random(SEED)  # noqa: S311  # the same people each time
    for first in range(0, number, CHUNK):
        some = list(islice(names, min(CHUNK, number - first)))
        people = list(people_rows(range(first + 10, first + 10 + len(some)), places, chance))
        with transaction.atomic():
            copies(
                pattern,
                ("id", "public_id", "label", "fate", "birth", "birth_earliest", "birth_latest", "residence_id"),
                people,
            )
            copies(
                name,
                ("id", "person_id", "full", "given", "patronymic", "family", "language", "script"),
                list(name_rows(people, some)),
            )
    pattern.delete()
    with connection.cursor() as cursor:
        for table in (Person, PersonName):
            if connection.vendor == "postgresql":
                called = table._meta.db_table
                last = f"(SELECT max(id) FROM {called})"  # noqa: S608
                cursor.execute(f"SELECT setval(pg_get_serial_sequence('{called}', 'id'), {last})")
        cursor.execute("ANALYZE")


def people_rows(keys: range, places: Sequence[int], chance: random.Random) -> Iterator[tuple[Any, ...]]:
    """Yield the columns in which synthetic people differ."""
    for key in keys:
        born = datetime.date(chance.randint(1905, 1991), chance.randint(1, 12), chance.randint(1, 28))
        label, public_id = f"Synthetic person {key}", record_public_id("synthetic", "people", str(key))
        yield (
            key,
            public_id,
            label,
            chance.choice(Person.Fate.values),
            f"{born}",
            f"{born}",
            f"{born}",
            chance.choice(places),
        )


def name_rows(people: Sequence[tuple[Any, ...]], names: Sequence[tuple[Spelled, ...]]) -> Iterator[tuple[Any, ...]]:
    """Yield the columns in which their names differ."""
    for person, spellings in zip(people, names, strict=True):
        for place, name in enumerate(spellings):
            yield (
                person[0] * 3 + place,
                person[0],
                name.full,
                name.given,
                name.patronymic,
                name.family,
                name.language,
                name.script,
            )


def copies(pattern: Any, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Write rows that are like one that stands there, but for some columns."""
    table = type(pattern)
    others = [field.column for field in table._meta.concrete_fields if field.column not in columns]
    name, same = table._meta.db_table, ", ".join(f'p."{each}"' for each in others)
    if connection.vendor == "sqlite":
        own = ", ".join(f"json_extract(value, '$[{place}]')" for place in range(len(columns)))
        source = "json_each(%s)"
        values: list[Any] = [json.dumps(rows)]
    else:
        own = ", ".join(f'v."{each}"' for each in columns)
        kinds = ", ".join(f"%s::{'date' if each in DAYS else kind_of(table, each)}[]" for each in columns)
        source = f"unnest({kinds}) AS v({quoted(columns)})"
        values = [list(some) for some in zip(*rows, strict=True)]
    into = f"INSERT INTO {name} ({quoted([*columns, *others])})"
    with connection.cursor() as cursor:
        asked = f"{into} SELECT {own}, {same} FROM {source}, {name} p WHERE p.id = {pattern.pk}"  # noqa: S608
        cursor.execute(asked, values)


def quoted(columns: Sequence[str]) -> str:
    """Return the names of columns as a statement gives them: one is called `full`, which is a word of the language."""
    return ", ".join(f'"{each}"' for each in columns)


def questions(number: int, seed: int) -> dict[str, list[str]]:
    """Return distinct questions by kind, as people would ask for some of so many synthetic people."""
    chance = random.Random(seed)  # noqa: S311  # the same questions each time
    # The names of those who come first are drawn as those of all others.
    sample = list(synthetic_names(min(number, ASKED_FOR), SEED))
    chance.shuffle(sample)
    plain, some = iter(sample), 2 * EACH_KIND
    return {
        "exact": distinct(chance.choice(next(plain)).full for _ in range(some)),
        "other script": distinct(elsewhere(next(plain)) for _ in range(some)),
        "misspelt": distinct(misspelt(next(plain)[0], chance) for _ in range(some)),
        "prefix": distinct(next(plain)[chance.choice((0, 1))].full[: chance.randint(3, 7)] for _ in range(2 * some)),
        "two common words": distinct(two_common(chance) for _ in range(5 * some))[: EACH_KIND // 2],
        "nonsense": distinct(nonsense(chance) for _ in range(some))[: EACH_KIND // 2],
    }


common_names = lru_cache(maxsize=1)(all_names)


def two_common(chance: random.Random) -> str:
    """Return one of the commonest given names with one of the commonest family names, in any two languages."""
    common = common_names()
    given, family = chance.choice(common.male[:12]), chance.choice(chance.choice(common.families[:12]))
    return f"{chance.choice(given)} {chance.choice(family)}"


def nonsense(chance: random.Random) -> str:
    """Return what is nobody's name."""
    return "".join(chance.choices("bcdfgklmnprstvzaeiou ", k=chance.randint(6, 24))).strip()


def distinct(questions: Iterator[str]) -> list[str]:
    """Return different questions alone, no more of them than one kind has."""
    return list(dict.fromkeys(questions))[:EACH_KIND]


def elsewhere(spellings: tuple[Spelled, ...]) -> str:
    """Return a name as the language writes it that none of a person's own spellings is in."""
    other = "tr" if spellings[2].language == "en" else "en"
    return f"{spelled(spellings[0].given, other)} {spelled(spellings[0].family, other)}"


def misspelt(name: Spelled, chance: random.Random) -> str:
    """Return a given and a family name with one letter wrong in each."""
    words = []
    for word in (name.given, name.family):
        place = chance.randrange(1, len(word))
        words.append(word[:place] + chance.choice(("", chance.choice("aeilmnrst"))) + word[place + 1 :])
    return " ".join(words)
