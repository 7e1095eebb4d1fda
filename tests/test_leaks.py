"""What is not published leaves by no door: every address × every status × every kind of entry, in every language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import get_resolver, path
from django.utils import timezone
from django.utils.functional import cached_property

from memorial.exchange.harvest.kinds import SETS
from memorial.models import Asset, Household, Memorial, Person, Place, Source, Testimony
from memorial.public.oai import host
from memorial.public.previews import PAGES
from memorial.public.sections import KINDS
from memorial.review.clock import note_time, set_clock
from memorial.review.models import Entry
from memorial.review.status import Status
from tests.addresses import (
    LANGUAGES,
    Address,
    UnknownAddress,
    all_urls,
    lasting_headers,
    public_addresses,
    urls_for,
    without_token,
)
from tests.concealed import Marks, add_hidden_world, hidden_id, public_world
from tests.factories import MAKERS, make_person, make_testimony


@dataclass(frozen=True)
class Hiding:
    """One way of not being public: the status, whether it is a working copy, when it opens, and what the clock says."""

    status: Status
    copies: bool = False
    #: From now: when it opens, and when the memorial last knew the time (never, unless given).
    opens_in: timedelta | None = None
    clock: timedelta | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)
    #: What hides by the clock, or never comes near the public, hides in every language by one and the same rule.
    languages: Sequence[str] = LANGUAGES

    @property
    def how(self) -> dict[str, Any]:
        """The fields that hide an entry, made now."""
        opens = {"opens_at": timezone.now() + self.opens_in} if self.opens_in else {}
        return {"status": self.status, **opens, **self.fields}


HIDDEN = {
    "draft": Hiding(Status.DRAFT, languages=("tr",)),
    "draft_in_every_language": Hiding(Status.DRAFT),
    "in_review": Hiding(Status.IN_REVIEW, languages=("az",)),
    "withdrawn": Hiding(Status.WITHDRAWN, languages=("ru",)),
    "working_copy": Hiding(Status.DRAFT, copies=True, languages=("en",)),
    "working_copy_in_review": Hiding(Status.IN_REVIEW, copies=True, languages=("tr",)),
    "restricted": Hiding(Status.DRAFT, fields={"restricted": True}, languages=("en",)),
    "scheduled": Hiding(Status.PUBLISHED, opens_in=timedelta(hours=1), clock=timedelta(0), languages=("az",)),
    "embargoed": Hiding(
        Status.PUBLISHED,
        opens_in=timedelta(days=400),
        clock=timedelta(0),
        fields={"embargo_until": timezone.now().date() + timedelta(days=400)},
        languages=("en",),
    ),
    "due_without_a_clock": Hiding(Status.PUBLISHED, opens_in=timedelta(hours=-1), languages=("ru",)),
    "due_by_a_clock_that_jumped": Hiding(
        Status.PUBLISHED, opens_in=timedelta(hours=-1), clock=timedelta(days=-10), languages=("en",)
    ),
}

#: Texts that leave by no address even of a published entry, so that the positive control does not look for them.
SHOWN_NOWHERE = {
    *(f"Asset.{field}" for field in ("supplied_by", "supplied_from", "terms", "living_consent")),
    "Depiction.verified_how",
    *(f"Consent.{field}" for field in ("pseudonym", "wording_version", "how_recorded")),
    # Who speaks is said as far as the consent of today allows, whatever a version knew.
    "Testimony.narrator_name in a version",
}  # fmt: skip


@dataclass(frozen=True)
class Answer:
    """What a stranger receives: the status, and everything that could carry a word."""

    status: int
    body: bytes
    headers: str

    @cached_property
    def text(self) -> str:
        return self.body.decode() + self.headers


def ask(url: str) -> Answer:
    """Ask for an address as somebody who has never been here."""
    if url.startswith("/api/"):
        # Whoever asks for the whole map at once is told to wait; here everything is asked for.
        cache.clear()
    response = Client().get(url)
    assert not response.cookies, f"{url} sets a cookie"
    # A preview asks who is there before it says that there is nothing.
    assert "/preview/" in url or "Cookie" not in response.headers.get("Vary", ""), f"{url} depends on a cookie"
    headers = "\n".join(f"{name}: {value}" for name, value in sorted(lasting_headers(response).items()))
    return Answer(response.status_code, without_token(response.content), headers)


def queries() -> list[str]:
    """Return the addresses of lists that are asked for what is hidden."""
    ids = {model: hidden_id(model) for model in MAKERS}
    lists = {
        "people": [f"{name}={ids[Place]}" for name in ("place", "residence")]
        + [f"{name}={ids[Person]}" for name in ("after", "before")]
        + ["fate=unknown", "letter=Z"],
        "families": [f"after={ids[Household]}"],
        "testimonies": [f"after={ids[Testimony]}", f"before={ids[Testimony]}"],
        "sources": [f"after={ids[Source]}", f"before={ids[Source]}", "kind=press_of_the_time"],
        "collection": [f"after={ids[Asset]}", f"before={ids[Asset]}"],
        "corrections": [f"{name}={ids[Person]}v2" for name in ("after", "before")],
        # By how all marks begin, so that the answer does not repeat one; and by what public entries are called.
        "search": ["q=zq*", "q=zq", "q=synthetic", "q=synthetic&kind=sources", f"q=synthetic&place={ids[Place]}"],
        "search/suggestions": ["q=zq", "q=synthetic"],
    }
    return [*(f"/en/{name}/?{query}" for name, found in lists.items() for query in found), *harvests(ids)]


def harvests(ids: Mapping[type[Entry], str]) -> list[str]:
    """Return what a harvester asks for, and asks about what is hidden."""
    verbs = ("ListRecords", "ListIdentifiers")
    lists = [f"verb={verb}&metadataPrefix=oai_dc" for verb in verbs]
    lists += [f"verb=ListRecords&metadataPrefix=oai_dc&set={name}" for name in SETS]
    known = [f"oai:{host()}:{name}/{ids[model]}" for name, model in SETS.items()]
    one = [f"verb=GetRecord&metadataPrefix=oai_dc&identifier={each}" for each in known]
    return [f"/oai?{query}" for query in ("verb=Identify", "verb=ListSets", *lists, *one)]


def walk(entries: list[Entry], languages: Sequence[str] = LANGUAGES) -> dict[str, Answer]:
    """Ask for every public address of these entries, and for the lists with their queries."""
    return {url: ask(url) for url in (*all_urls(entries, languages), *queries())}


def test_every_kind_of_entry_is_walked() -> None:
    assert set(MAKERS) == set(Entry.__subclasses__())


def test_address_that_the_walk_cannot_fill_fails_the_test(monkeypatch: pytest.MonkeyPatch) -> None:
    resolver = get_resolver()
    new = path("synthetic/<slug:key>/", lambda request, key: None, name="synthetic")  # type: ignore[arg-type, return-value]
    monkeypatch.setattr(resolver, "url_patterns", [*resolver.url_patterns, new])
    found = next(address for address in public_addresses() if address.name == "synthetic")
    with pytest.raises(UnknownAddress):
        urls_for(found, [])


def test_walk_finds_the_pages_that_are_known() -> None:
    assert {"home", "person", "figures", "preview", "version", "citation", "corrections_feed"} <= {
        each.name for each in public_addresses()
    }
    assert Address("person", frozenset({"public_id", "slug"})) in public_addresses()


#: What hides by the same rule as another case, or in more languages.
SLOW = {
    "draft_in_every_language",
    "in_review",
    "restricted",
    "working_copy",
    "embargoed",
    "withdrawn",
    "working_copy_in_review",
    "scheduled",
    "due_without_a_clock",
    "due_by_a_clock_that_jumped",
}


@pytest.mark.parametrize(
    "case", [pytest.param(case, marks=pytest.mark.slow) if case in SLOW else case for case in HIDDEN]
)
def test_hidden_entries_change_nothing_that_a_stranger_sees(memorial: Memorial, case: str) -> None:
    memorial.translations.update(introduction="Synthetic introduction")
    hiding = HIDDEN[case]
    if hiding.clock is not None:
        set_clock(timezone.now() + hiding.clock)
    marks = Marks()
    world = public_world(marks)
    public: list[Entry] = list(world.values())
    before = walk(public, hiding.languages)
    hidden = add_hidden_world(world, marks, copies=hiding.copies, **hiding.how)
    after = walk(public, hiding.languages)
    assert {url: marks.found_in(answer.text) for url, answer in after.items() if marks.found_in(answer.text)} == {}
    assert [url for url, answer in after.items() if answer != before[url]] == []
    assert [url for url, answer in after.items() if "zqnote" in answer.text] == []
    check_own_addresses(hidden, marks, hiding)


def check_own_addresses(hidden: list[Entry], marks: Marks, hiding: Hiding) -> None:
    """The addresses of hidden entries answer as if nothing had ever been there, or say that it was withdrawn."""
    without = set(all_urls([]))
    withdrawn = hiding.status == Status.WITHDRAWN
    for url in all_urls(hidden, hiding.languages):
        if url in without:
            continue
        answer = ask(url)
        expected = 410 if withdrawn and not url.startswith("/media/") and "/preview/" not in url else 404
        assert answer.status == expected, url
        assert marks.found_in(answer.body.decode()) == set(), url
        # A canonical link repeats the address that was asked for; a permanent redirect would tell the name.
        assert "Location" not in answer.headers, url


@pytest.mark.slow  # every address of every entry in four languages
def test_published_entries_are_found_by_the_same_walk(memorial: Memorial) -> None:
    marks = Marks()
    world = public_world(marks)
    assert note_time()
    hidden = add_hidden_world(world, marks, status=Status.PUBLISHED, opens_at=timezone.now() - timedelta(hours=1))
    answers = walk([*world.values(), *hidden])
    found = set().union(*(marks.found_in(answer.text) for answer in answers.values() if answer.status == 200))
    assert set(marks.places.values()) - found - SHOWN_NOWHERE == set()
    assert found & SHOWN_NOWHERE == set()
    assert {answer.status for url, answer in answers.items() if "/preview/" in url} == {404}


def test_narrator_who_is_not_to_be_named_is_named_nowhere(memorial: Memorial) -> None:
    person = make_person(given="Zqnarrator", family="Hidden", status=Status.IN_REVIEW)
    testimony = make_testimony(narrator_name="Zqname Zqfamily", basis=Testimony.Basis.CONSENT)
    testimony.consents.create(purpose="publish", given=True, audience="public", naming="anonymous")
    make_testimony(narrator=person, basis=Testimony.Basis.CONSENT)
    answers = walk([testimony])
    # Not "zq" alone, which a permanent id may hold.
    said = ("zqnarrator", "zqname", "zqfamily")
    assert [url for url, answer in answers.items() if any(word in answer.text.lower() for word in said)] == []
    testimony.consents.update(naming="full")
    assert "zqname" in ask(testimony.get_absolute_url()).text.lower()


def test_previews_and_versions_exist_for_every_kind_that_has_a_public_place() -> None:
    assert set(KINDS) == set(PAGES)
    assert {model for model, _render in PAGES.values()} == set(MAKERS)
