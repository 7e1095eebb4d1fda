"""What review costs: opening a working copy of a person, its form, comparing it and publishing it, large and small."""

import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from memorial.accounts.roles import Role, make_roles
from memorial.models import Person, PersonCitation, PersonName, User
from memorial.review.actions import open_copy, record_edit, submit
from memorial.review.publication import publish
from memorial.review.snapshots import content_hash
from tests.conftest import staff
from tests.factories import keep_version, make_person, make_source
from tests.review.acting import seen, warnings_of

ROUNDS = 7
STORY = "A synthetic sentence of a synthetic life, as no source tells it. " * 60

Step = tuple[str, Callable[[], Any]]


@dataclass(frozen=True)
class Size:
    """How much a synthetic person holds."""

    names: int
    citations: int
    languages: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.names} names, {self.citations} citations, {len(self.languages)} languages"


SMALL, LARGE = Size(1, 1, ("en",)), Size(30, 40, ("az", "en", "ru", "tr"))


def person_of(size: Size) -> Person:
    """Make a published person of a size, each name and citation with a source of its own."""
    person = make_person(texts={tag: {"summary": "Synthetic.", "story": STORY} for tag in size.languages})
    names = [
        PersonName(person=person, full=f"Synthetic {number}", language="tr", source=make_source())
        for number in range(size.names - 1)
    ]
    PersonName.objects.bulk_create(names)
    facts = Person.facts
    PersonCitation.objects.bulk_create(
        PersonCitation(entry=person, fact=facts[number % len(facts)], source=make_source(), locator=f"p. {number}")
        for number in range(size.citations)
    )
    return keep_version(person)


class Desk:
    """Two people at the desk: one writes, the other looks and publishes."""

    def __init__(self) -> None:
        make_roles()
        self.author, self.reviewer = (staff(f"synthetic-{name}", Role.CURATOR) for name in ("author", "reviewer"))
        self.writing, self.reviewing = Client(), Client()
        self.writing.force_login(self.author)
        self.reviewing.force_login(self.reviewer)

    def steps(self, person: Person, number: int) -> Iterator[Step]:
        """Yield the steps from an open copy to a new version; what is done between them is not measured."""
        yield "opening the copy", lambda: open_copy(entry=person, by=self.author)
        copy = Person.objects.get(copy_of=person)
        yield "its form", lambda: opened(self.writing, "change", copy)
        change(copy, self.author, number)
        yield "comparing", lambda: opened(self.reviewing, "review", copy)
        how = seen(copy, acknowledged=warnings_of(copy))
        yield "publishing", lambda: publish(entry=copy, by=self.reviewer, how=how)


def opened(browser: Client, what: str, copy: Person) -> None:
    """Open a page of the desk."""
    answer = browser.get(reverse(f"admin:memorial_person_{what}", args=[copy.pk]))
    if answer.status_code != 200:
        raise SystemExit(f"{what} answered {answer.status_code}")


def change(copy: Person, by: User, number: int) -> None:
    """Change a name, a text and a citation, and submit the copy."""
    before = content_hash(copy)
    copy.names.update(suffix=f"S{number}")
    copy.translations.update(story=STORY.replace("life", f"life {number}"))
    copy.citations.update(says=f"Synthetic {number}")
    record_edit(entry=copy, before=before, by=by)
    submit(entry=copy, by=by, note="Synthetic note")


def measured(desk: Desk, person: Person) -> dict[str, tuple[int, float]]:
    """Return how many queries and (as a median) milliseconds each step takes."""
    queries: dict[str, int] = {}
    spent: dict[str, list[float]] = defaultdict(list)
    for number in range(ROUNDS + 1):
        for name, step in desk.steps(person, number):
            if number == 0:  # the first round counts the queries, which takes time itself
                with CaptureQueriesContext(connection) as asked:
                    step()
                queries[name] = len(asked)
                continue
            start = time.perf_counter()
            step()
            spent[name].append((time.perf_counter() - start) * 1000)
    return {name: (queries[name], statistics.median(times)) for name, times in spent.items()}


def report(desk: Desk, say: Callable[[str], None]) -> None:
    """Measure a small and a large person in one process, and say what each step costs."""
    small, large = (measured(desk, person_of(size)) for size in (SMALL, LARGE))
    say(f"\nReview of one person: {SMALL}; and {LARGE}")
    say(f"{'':24}{'queries':>12}{'ms':>12}{'queries':>12}{'ms':>12}{'ratio':>8}")
    for name, (asked, spent) in small.items():
        more, longer = large[name]
        say(f"{name:24}{asked:>12}{spent:>12.1f}{more:>12}{longer:>12.1f}{longer / spent:>8.1f}")
