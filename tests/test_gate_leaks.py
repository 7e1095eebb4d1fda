"""What a consent does not allow leaves by no address: every address of the map is asked before and after.

Adding something hidden changes no byte, header, count or order that a stranger receives; and a narrator who is not to
be named in full is named so nowhere. A few cases are drawn here, many in the slow suite.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import product
from typing import Any
from urllib.parse import quote

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memorial.models import Asset, Consent, Event, Memorial, Person, Place, Source, Testimony
from memorial.review.clock import set_clock
from memorial.review.gate import Channel
from memorial.review.models import Entry
from memorial.review.publication import Publication, keep_revision
from memorial.review.snapshots import whole
from memorial.review.status import Status
from tests.addresses import LANGUAGES, all_urls
from tests.factories import (
    MAKERS,
    add_picture,
    consent_to,
    keep_version,
    make_asset,
    make_person,
    make_source,
    make_testimony,
)
from tests.permanent_ids import words_beside_ids
from tests.test_leaks import Answer, ask

DAY = timedelta(days=1)
World = dict[Any, Any]
MAKING: dict[Any, Any] = MAKERS

#: How a testimony can be hidden: the fields of its consent to publish, and of itself.
CONSENTS: dict[str, dict[str, Any]] = {
    "archive only": {"purpose": "keep"},
    "for research alone": {"purpose": "research"},
    "refused": {"given": False},
    "unknown": {"given": None},
    "for researchers": {"audience": "researchers"},
    "for curators": {"audience": "curators"},
    "withdrawn": {"withdrawn_at": timezone.now()},
    "paused": {"paused_at": timezone.now()},
    "over": {"valid_until": "2001"},
    "over on a day that cannot be known": {"valid_until": "../2999"},
    "yet to begin": {"valid_from": "2999"},
    "begun on a day that cannot be known": {"valid_from": "2001/.."},
}
ITSELF: dict[str, dict[str, Any]] = {
    "embargoed": {"opens_at": timezone.now() + DAY},
    "draft": {"status": Status.DRAFT},
    "in review": {"status": Status.IN_REVIEW},
    "withdrawn with its consent": {"status": Status.WITHDRAWN},
    "restricted": {"status": Status.DRAFT, "restricted": True},
}
STATES = [*CONSENTS, *ITSELF]
#: What may hide the recording of a testimony that has never been published: it is bound by nothing yet.
UNBOUND = {"draft", "in review", "restricted"}
#: What is hidden together with it.
LIVING = ["nobody", "agreed", ""]


def public_world() -> World:
    """Make a small public world: one entry of each kind, tied to one another, each published once."""
    world: World = {model: maker(version=1) for model, maker in MAKING.items()}
    world[Testimony].people.add(world[Person])
    shown = make_testimony(basis="consent", narrator_name="Synthetic Narrator", version=1)
    consent_to(shown, naming="initials")
    for entry in world.values():
        if hasattr(entry, "pictures"):
            add_picture(entry, world[Asset])
        keep_version(entry)
    world["consented"] = keep_version(shown)
    return world


def hidden_testimony(world: World, state: str, living: str) -> list[Entry]:
    """Add a hidden testimony with its recording, a picture of living people, and ties to all that is public."""
    own = {"status": Status.PUBLISHED, **ITSELF.get(state, {})}
    texts = {"en": {"summary": "Zqsummary", "text": "Zqtext", "role": "Zqrole", "content_note": "Zqnote"}}
    testimony = make_testimony(basis="consent", narrator_name="Zqname", texts=texts, version=1, **own)
    consent_to(testimony, **{"naming": "full", **CONSENTS.get(state, {})})
    testimony.people.add(world[Person])
    testimony.places.add(world[Place])
    testimony.events.add(world[Event])
    testimony.citations.create(source=world[Source], fact="", locator="Zqlocator")
    bound = state not in UNBOUND and state != "withdrawn with its consent"
    recording = make_asset(
        kind="audio", living=living if bound else "agreed", texts={"en": {"caption": "Zqcaption"}}, version=1
    )
    add_picture(testimony, recording)
    add_picture(world[Event], recording)
    face = make_asset(living="agreed", source=world[Source], texts={"en": {"caption": "Zqcaption"}}, version=1)
    if state in CONSENTS:
        consent_to(face, **CONSENTS[state])
    add_picture(world[Person], face)
    hidden: list[Entry] = [testimony, recording, face]
    for entry in hidden:
        said = Publication(seen="", is_correction=True, correction={"en": "Zqcorrection"})
        keep_revision(whole(type(entry), pk=entry.pk), author=None, reviewer=None, how=said)
        # As each act of the desk does: only then have the indexes looked at what it is now.
        entry.refresh()
    return hidden


def addresses(entries: list[Entry], languages: list[str]) -> list[str]:
    return list(all_urls(entries, languages))


#: What is asked of the search for: the words of what is hidden, and how they begin.
SOUGHT = ("Zqsummary", "Zqtext", "Zqrole", "Zqnote", "Zqcaption", "Zqname", "zq*", "synthetic")


def searches(language: str, words: tuple[str, ...] = SOUGHT) -> list[str]:
    """Return the addresses at which these words are looked for."""
    pages = [f"/{language}/search/?q={quote(word)}" for word in words]
    return [*pages, *(f"/{language}/search/suggestions/?q={quote(word)}" for word in words)]


@contextmanager
def for_now() -> Iterator[None]:
    """Take back what is added."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def hold(world: World, before: dict[str, Answer], states: list[str], living: str, language: str, step: int = 1) -> None:
    """Add what these states hide, and hold every answer against the one that was given before.

    Of the addresses of what is hidden itself every one is asked, or one at each ``step``.
    """
    with for_now():
        hidden = [entry for state in states for entry in hidden_testimony(world, state, living)]
        after = {url: ask(url) for url in before}
        changed = [url for url in before if after[url] != before[url]]
        assert changed == [], (states, living)
        for url in sorted(set(addresses(hidden, [language])) - set(before))[::step]:
            answer = ask(url)
            assert answer.status in {404, 410}, (url, states)
            # A file that is there is known by its hash, and so is answered for without being opened.
            assert Client().get(url, headers={"If-None-Match": "*"}).status_code == answer.status, (url, states)
            assert answer.status == 404 or "withdrawn with its consent" in states, url
            assert "zq" not in words_beside_ids(answer.text), url
            assert "Location" not in answer.headers, url


def before_all(world: World, language: str) -> dict[str, Answer]:
    public: list[Entry] = list(world.values())
    return {url: ask(url) for url in [*addresses(public, [language]), *searches(language)]}


def drawn(examples: int) -> settings:
    return settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))


def test_nothing_hidden_changes_what_a_stranger_receives(memorial: Memorial) -> None:
    set_clock(timezone.now())
    world = public_world()
    before = before_all(world, "en")
    hold(world, before, STATES, "nobody", "en", step=4)
    shown = hidden_testimony(world, "allowed", "nobody")
    answers = [ask(url) for url in addresses(shown, ["en"])]
    told = " ".join(answer.text for answer in answers if answer.status == 200)
    # The positive control: what is allowed is found by the same walk.
    assert all(word in told for word in ("Zqname", "Zqrole", "Zqtext", "Zqnote", "Zqcaption", "Zqlocator"))
    found = ask("/en/search/?q=Zqtext").text
    assert shown[0].get_absolute_url() in found
    assert "Zqnote" in found
    assert shown[1].get_absolute_url() in ask("/en/search/?q=Zqcaption").text


@pytest.mark.slow
def test_nothing_hidden_changes_what_a_stranger_receives_in_any_language(memorial: Memorial) -> None:
    set_clock(timezone.now())
    world = public_world()
    before = {language: before_all(world, language) for language in LANGUAGES}
    # Many at once: each walk asks for all that is public again, and tells of every one of them.
    lists = st.lists(st.sampled_from(STATES), min_size=3, max_size=8)

    @drawn(12)
    @given(states=lists, living=st.sampled_from(LIVING), language=st.sampled_from(LANGUAGES))
    def holds(states: list[str], living: str, language: str) -> None:
        hold(world, before[language], states, living, language)

    holds()


#: What stands in the place of a name, by how the narrator wishes to be named.
NAMINGS = {"initials": "Z. V.", "pseudonym": "Synthetic Swallow", "anonymous": "Synthetic nurse"}
#: The parts of the name that is told nowhere.
NAME = ("zqgiven", "vqfamily")


def withheld(world: World, naming: str, kind: str) -> Testimony:
    """Add a public testimony whose narrator is not to be named in full, with a recording whose file is called so."""
    texts = {"en": {"summary": "A synthetic summary", "role": "Synthetic nurse"}}
    full: dict[str, Any] = {"narrator_name": "Zqgiven Vqfamily oğlu", "texts": texts, "version": 1}
    testimony = make_testimony(basis="consent", **full)
    consent_to(testimony, naming=naming, pseudonym="Synthetic Swallow")
    consent_to(testimony, purpose="research", naming="full")
    testimony.people.add(world[Person])
    naming_source = make_source(title="Zqgiven Vqfamily tells")
    testimony.citations.create(source=naming_source, fact="narrator", locator="Zqgiven", value="Vqfamily")
    Source.objects.filter(pk=naming_source.pk).update(status=Status.DRAFT)
    recording = make_asset(kind=kind, received_as="zqgiven-vqfamily.mp3", supplied_by="Zqgiven", version=1)
    add_picture(testimony, recording)
    scan = make_asset(received_as="zqgiven-vqfamily.jpg", version=1)
    add_picture(testimony, scan)
    for entry in (recording, scan, testimony):
        keep_version(entry)
        entry.refresh()
    return testimony


def hold_name(world: World, naming: str, kinds: list[str], language: str) -> None:
    named = searches(language, ("Zqgiven Vqfamily", "Vqfamily", "Z. V.", "zqgi*"))
    before = {url: ask(url) for url in named}
    with for_now():
        told = [withheld(world, naming, kind) for kind in kinds]
        assert [url for url in named if ask(url) != before[url]] == []
        recordings = [tie.asset for testimony in told for tie in testimony.pictures.all()]
        urls = addresses([*world.values(), *told, *recordings], [language])
        answers = {url: ask(url) for url in urls}
        assert [url for url in urls if any(name in url.lower() for name in NAME)] == []
        assert [url for url, answer in answers.items() if any(name in answer.text.lower() for name in NAME)] == []
        files = [Client().get(url, headers={"If-None-Match": "*"}) for url in urls if url.startswith("/media/")]
        assert {file.status_code for file in files} == {304}
        assert [file.headers for file in files if any(name in str(file.headers).lower() for name in NAME)] == []
        for each in told:
            own = [answer.text for url, answer in answers.items() if each.public_id in url and answer.status == 200]
            assert sum(NAMINGS[naming] in text for text in own) >= 4, "page, version, citation and manifest"


@pytest.mark.parametrize("naming", NAMINGS)
def test_name_that_is_withheld_is_told_nowhere(memorial: Memorial, naming: str) -> None:
    hold_name({Person: make_person()}, naming, ["audio"], "en")


@pytest.mark.slow
def test_name_that_is_withheld_is_told_nowhere_in_any_language(memorial: Memorial) -> None:
    world = public_world()
    for naming, language in product(NAMINGS, LANGUAGES):
        hold_name(world, naming, ["image", "audio", "document"], language)


def test_name_is_told_by_the_same_addresses_where_it_may_be(memorial: Memorial) -> None:
    testimony = withheld({Person: make_person()}, "initials", "audio")
    Consent.objects.filter(testimony=testimony, purpose="publish").update(naming="full")
    answers = [ask(url).text.lower() for url in addresses([testimony], ["en"])]
    assert sum("zqgiven vqfamily" in text for text in answers) >= 5


def test_every_channel_outside_the_desk_is_asked_for_what_is_hidden() -> None:
    assert len(Channel) == 13
    assert len(STATES) == 17
