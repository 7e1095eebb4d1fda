"""What is not published leaves by no door: every address × every status × every kind of entry, in every language."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver, path
from django.utils.functional import cached_property

from memorial.models import Household, Memorial, Person, Place, Source, Testimony
from memorial.public.previews import PAGES
from memorial.review.models import Entry
from memorial.review.status import Status
from tests.addresses import LANGUAGES, Address, UnknownAddress, all_urls, public_addresses, urls_for
from tests.concealed import Marks, add_hidden_world, hidden_id, public_world
from tests.factories import MAKERS, make_person, make_testimony

#: Each way of not being public: the status, and whether the entry is a working copy of a published one.
HIDDEN = {
    "draft": (Status.DRAFT, False),
    "in_review": (Status.IN_REVIEW, False),
    "withdrawn": (Status.WITHDRAWN, False),
    "working_copy": (Status.DRAFT, True),
    "working_copy_in_review": (Status.IN_REVIEW, True),
}

#: Texts that no public page shows even of a published entry, so that the positive control does not look for them.
SHOWN_NOWHERE = {
    "Asset.credit",
    *(f"AssetTranslation[{language}].{field}" for language in LANGUAGES for field in ("alternative_text", "caption")),
    *(f"Consent.{field}" for field in ("pseudonym", "wording_version", "how_recorded")),
    *(f"PersonName[{language}].{field}" for language in LANGUAGES for field in ("prefix", "suffix")),
    # A testimony's summary and the description of an unnamed person are found on the further entries.
    *(f"TestimonyTranslation[{language}].summary" for language in LANGUAGES),
    *(f"PersonTranslation[{language}].description" for language in LANGUAGES),
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
    response = Client().get(url)
    assert not response.cookies, f"{url} sets a cookie"
    # A preview asks who is there before it says that there is nothing.
    assert "/preview/" in url or "Cookie" not in response.headers.get("Vary", ""), f"{url} depends on a cookie"
    headers = "\n".join(f"{name}: {value}" for name, value in sorted(response.headers.items()))
    return Answer(response.status_code, response.content, headers)


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
    }
    return [f"/en/{name}/?{query}" for name, found in lists.items() for query in found]


def walk(entries: list[Entry]) -> dict[str, Answer]:
    """Ask for every public address of these entries, and for the lists with their queries."""
    return {url: ask(url) for url in (*all_urls(entries), *queries())}


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
    assert {"home", "people", "person", "source", "figures", "preview"} <= {each.name for each in public_addresses()}
    assert Address("person", frozenset({"public_id", "slug"})) in public_addresses()


@pytest.mark.parametrize("case", HIDDEN)
def test_hidden_entries_change_nothing_that_a_stranger_sees(memorial: Memorial, case: str) -> None:
    memorial.translations.update(introduction="Synthetic introduction")
    status, copies = HIDDEN[case]
    marks = Marks()
    world = public_world()
    public: list[Entry] = list(world.values())
    before = walk(public)
    hidden = add_hidden_world(world, marks, status=status, copies=copies)
    after = walk(public)
    assert {url: marks.found_in(answer.text) for url, answer in after.items() if marks.found_in(answer.text)} == {}
    assert [url for url, answer in after.items() if answer != before[url]] == []
    check_own_addresses(hidden, marks, withdrawn=status == Status.WITHDRAWN)


def check_own_addresses(hidden: list[Entry], marks: Marks, *, withdrawn: bool) -> None:
    """The addresses of hidden entries answer as if nothing had ever been there, or say that it was withdrawn."""
    without = set(all_urls([]))
    for url in all_urls(hidden):
        if url in without:
            continue
        answer = ask(url)
        expected = 410 if withdrawn and "/preview/" not in url else 404
        assert answer.status == expected, url
        assert marks.found_in(answer.body.decode()) == set(), url
        # A canonical link repeats the address that was asked for; a permanent redirect would tell the name.
        assert "Location" not in answer.headers, url


def test_published_entries_are_found_by_the_same_walk(memorial: Memorial) -> None:
    marks = Marks()
    world = public_world()
    hidden = add_hidden_world(world, marks, status=Status.PUBLISHED)
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
    assert [url for url, answer in answers.items() if "zq" in answer.text.lower()] == []
    testimony.consents.update(naming="full")
    assert "zqname" in ask(testimony.get_absolute_url()).text.lower()


def test_previews_exist_for_every_kind_that_has_a_public_place() -> None:
    without: set[Any] = set(MAKERS) - {model for model, _render in PAGES.values()}
    assert {model.__name__ for model in without} == {"Asset"}
