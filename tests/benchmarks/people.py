"""Synthetic people in great number, of names drawn by rule as often as real ones are borne; nothing of them is true."""

import random
from collections.abc import Iterator

from django.db import connection, transaction
from django.utils import timezone

from memorial.models import (
    Memorial,
    MemorialTranslation,
    Person,
    PersonCitation,
    PersonName,
    PersonTranslation,
    Place,
    PlaceTranslation,
    Source,
)
from memorial.people.register import fill_register
from memorial.review.status import Status
from memorial.search.synthetic import Spelled, synthetic_names

CHUNK = 2000
#: With so few do the family names begin that a letter fills more than one page of the register among 1,000 people too.
INITIALS = "AƏHİMŞ"
#: Of so many drawn names one at least begins with one of them.
DRAWN = 6
OCCURRED = "1992-02-26"
LANGUAGES = ["az", "en", "ru", "tr"]


def load(count: int) -> None:
    """Fill the empty default database with this many synthetic people, published, each with one source."""
    chance = random.Random(count)  # noqa: S311  # the same people each time
    with transaction.atomic():
        memorial = Memorial.objects.create(occurred=OCCURRED, languages=LANGUAGES)
        MemorialTranslation.objects.create(entry=memorial, language="en", title="Synthetic memorial")
        places = make_places()
        source = Source.objects.create(kind=Source.Kind.REPORT, title="Synthetic report", **published())
        source.refresh()
        names = names_for(count)
        for first in range(0, count, CHUNK):
            make_people(range(first, min(first + CHUNK, count)), places, source, names, chance)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def published() -> dict[str, object]:
    """Return the fields of an entry that is public."""
    return {"status": Status.PUBLISHED, "published_at": timezone.now(), "version": 1}


def make_places() -> list[Place]:
    """Make a few places, as many for few people as for many."""
    places = []
    for number in range(8):
        place = Place.objects.create(kind=Place.Kind.TOWN, **published())
        PlaceTranslation.objects.create(entry=place, language="en", name=f"Synthetic town {number}")
        place.refresh()
        places.append(place)
    return places


def people(numbers: range, places: list[Place], chance: random.Random) -> Iterator[Person]:
    """Yield people who differ in all that the register can be asked for."""
    for number in numbers:
        yield Person(
            label=f"Synthetic person {number}",
            sex=chance.choice(Person.Sex.values),
            fate=chance.choice(Person.Fate.values),
            birth=f"{chance.randint(1910, 1991)}",
            residence=chance.choice(places),
            **published(),
        )


def names_for(count: int) -> Iterator[Spelled]:
    """Yield names for so many people, as Azerbaijani writes them."""
    drawn = (spellings[0] for spellings in synthetic_names(DRAWN * count, seed=count))
    return (name for name in drawn if name.family[0] in INITIALS)


def make_people(
    numbers: range, places: list[Place], source: Source, drawn: Iterator[Spelled], chance: random.Random
) -> None:
    """Make one chunk of people with name, text, citation and their rows in the register."""
    made = Person.objects.bulk_create(people(numbers, places, chance))
    names, texts, citations = [], [], []
    for person in made:
        name = next(drawn)
        parts = {"given": name.given, "patronymic": name.patronymic, "family": name.family}
        names.append(PersonName(person=person, full=name.full, **parts, language="az", preferred=True))
        texts.append(PersonTranslation(entry=person, language="en", summary="A synthetic person.", story="Synthetic."))
        citations.append(PersonCitation(entry=person, fact="birth", source=source))
    PersonName.objects.bulk_create(names)
    PersonTranslation.objects.bulk_create(texts)
    PersonCitation.objects.bulk_create(citations)
    keys = [person.pk for person in made]
    named = Person.objects.filter(pk__in=keys).prefetch_related("names", "translations")
    fill_register(named, LANGUAGES, OCCURRED)
