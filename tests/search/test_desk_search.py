"""The desk finds by the same rules as visitors do, in lists, references and its own box; each sees what they may."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from memorial.models import Asset, Event, Household, Person, Place, Source, Testimony, User
from memorial.review import entry_finders
from memorial.review.actions import open_copy
from memorial.review.models import Entry
from memorial.review.status import Status
from memorial.search import desk_search
from tests.conftest import signed_in
from tests.factories import MAKERS, make_household, make_person, make_place, make_source, make_testimony
from tests.review.filling import address

SEARCH = "/admin/search/"
SPELLINGS = ("Hacıyeva", "hacıyeva", "HACIYEVA", "Haciyeva", "Гаджиева", "Hajiyeva", "Һаҹыјева", "Hacıyva", "Hacı")


def listed(browser: Client, model: type[Entry], text: str, **more: str) -> list[Any]:
    """Return what a list shows when something was typed into its box."""
    return list(browser.get(address(model, "changelist"), {"q": text, **more}).context["cl"].result_list)


def offered(browser: Client, text: str, name: str = "narrator", kind: str = "testimony") -> list[str]:
    """Return the keys that a reference offers."""
    asked = {"app_label": "memorial", "model_name": kind, "field_name": name, "term": text}
    return [row["id"] for row in browser.get("/admin/autocomplete/", asked).json()["results"]]


def found(browser: Client, text: str) -> dict[str, list[str]]:
    """Return what the search of the desk shows: names by kind."""
    page = browser.get(SEARCH, {"q": text})
    kinds = {kind.name: [line.name for line in kind.lines] for kind in page.context["kinds"]}
    return {"people": [line.name for line in page.context["people"]], **kinds}


@pytest.mark.parametrize("typed", SPELLINGS)
def test_person_is_found_in_any_spelling(curator_browser: Client, typed: str) -> None:
    person = make_person(given="Leyla", family="Hacıyeva", status=Status.DRAFT)
    make_person(given="Samir", family="Yoxlayev")
    assert listed(curator_browser, Person, typed) == [person]
    assert offered(curator_browser, typed) == [str(person.pk)]
    assert found(curator_browser, typed)["people"] == [str(person)]


def test_permanent_id_and_label_find_the_entry_alone(curator_browser: Client) -> None:
    person, place = make_person(given="Leyla", family="Sınaqova"), make_place("Synthetic Harbour")
    make_person(given="Leyla", family="Yoxlayeva")
    for typed in (person.public_id, person.public_id.upper(), person.label):
        assert listed(curator_browser, Person, typed)[0] == person
        assert offered(curator_browser, typed)[0] == str(person.pk)
    assert len(listed(curator_browser, Person, person.public_id)) == 1
    assert listed(curator_browser, Place, place.public_id) == [place]
    assert found(curator_browser, person.public_id) == {"people": [str(person)]}
    assert found(curator_browser, place.public_id) == {"people": [], "places": ["Synthetic Harbour"]}


def test_best_stands_first_and_columns_still_sort(curator_browser: Client) -> None:
    far = make_person(given="Leyla", family="Sınaqeva")
    near = make_person(given="Leyla", family="Sınaqova")
    assert listed(curator_browser, Person, "Leyla Sınaqova") == [near, far]
    assert listed(curator_browser, Person, "Leyla Sınaqova", o="1") == [far, near]
    assert offered(curator_browser, "Leyla Sınaqova") == [str(near.pk), str(far.pk)]
    names = [row.label for row in listed(curator_browser, Person, "Leyla", o="1")]
    assert names == sorted(names)
    assert [row.label for row in listed(curator_browser, Person, "Leyla", o="-1")] == names[::-1]


def test_filters_narrow_what_was_found(curator_browser: Client) -> None:
    make_person(given="Leyla", family="Sınaqova", fate="killed")
    missing = make_person(given="Leyla", family="Sınaqova", fate="missing")
    assert listed(curator_browser, Person, "Sınaqova", fate__exact="missing") == [missing]


def test_list_says_when_only_the_nearest_are_shown(curator_browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("memorial.search.desk_finders.MOST", 2)
    for given in ("Leyla", "Samir", "Murad"):
        make_person(given=given, family="Sınaqlı")
    page = curator_browser.get(address(Person, "changelist"), {"q": "Sınaqlı"})
    assert page.context["cl"].result_count == 2
    assert "The 2 nearest are shown; there are more." in page.content.decode()


def test_working_copy_is_not_found_beside_its_entry(curator: User, curator_browser: Client) -> None:
    person = make_person(given="Leyla", family="Sınaqova")
    copy: Any = open_copy(entry=person, by=curator)
    copy.names.update(full="Synthetic Newname")
    copy.refresh()
    assert listed(curator_browser, Person, "Sınaqova") == [person]
    assert listed(curator_browser, Person, "Newname") == []
    assert found(curator_browser, "Newname")["people"] == []


@pytest.mark.parametrize("model", [Place, Source, Event, Household, Testimony, Asset])
def test_other_kinds_are_found_by_their_columns(curator_browser: Client, model: Any) -> None:
    maker: Any = MAKERS[model]
    entry = maker()
    word = next(word for word in (entry.label or "").replace(",", " ").split() if word.isalpha() and len(word) > 3)
    assert entry in listed(curator_browser, model, word)


def test_entry_is_found_by_its_texts_in_any_language(curator_browser: Client) -> None:
    told = make_testimony(texts={"en": {"text": "Synthetic snow lay there"}, "ru": {"text": "Лежал снег"}})
    for typed in ("snow", "снег", "сне"):
        assert listed(curator_browser, Testimony, typed) == [told]


def test_person_without_a_name_is_found_by_the_description(curator_browser: Client) -> None:
    person = make_person(family="", texts={"en": {"description": "Synthetic unnamed shepherd"}})
    assert listed(curator_browser, Person, "shepherd") == [person]


HIDDEN: dict[str, dict[str, Any]] = {
    "restricted": {"status": Status.DRAFT, "restricted": True},
    "withdrawn": {"status": Status.WITHDRAWN},
}


@pytest.mark.parametrize("how", HIDDEN)
def test_what_a_person_may_not_know_of_is_found_nowhere(
    contributor_browser: Client, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_person(given="Leyla", family="Sınaqova", **HIDDEN[how])
    make_place("Synthetic Sınaqova", **HIDDEN[how])
    make_source(title="Synthetic Sınaqova", **HIDDEN[how])
    seen = make_person(given="Leyla", family="Sınaqova")
    monkeypatch.setattr("memorial.search.desk_finders.MOST", 1)
    monkeypatch.setattr("memorial.search.desk_search.SHOWN_PEOPLE", 1)
    page = contributor_browser.get(address(Person, "changelist"), {"q": "Leyla Sınaqova"})
    assert list(page.context["cl"].result_list) == [seen]
    assert "there are more" not in page.content.decode()
    assert offered(contributor_browser, "Sınaqova") == [str(seen.pk)]
    assert found(contributor_browser, "Leyla Sınaqova") == {"people": [str(seen)]}
    assert "Show more people" not in contributor_browser.get(SEARCH, {"q": "Leyla Sınaqova"}).content.decode()


def test_keeper_finds_what_is_restricted_and_curator_what_is_withdrawn(keeper: User, curator: User) -> None:
    restricted = make_person(given="Leyla", family="Sınaqova", status=Status.DRAFT, restricted=True)
    withdrawn = make_person(given="Samir", family="Sınaqov", status=Status.WITHDRAWN)
    page = signed_in(keeper).get(SEARCH, {"q": "Leyla Sınaqova"})
    assert [line.person for line in page.context["people"]] == [restricted]
    assert ">restricted<" in page.content.decode()
    page = signed_in(curator).get(SEARCH, {"q": "Samir Sınaqov"})
    assert [line.person for line in page.context["people"]] == [withdrawn]
    assert ">withdrawn<" in page.content.decode()


def test_title_of_a_hidden_source_is_no_reason(contributor_browser: Client) -> None:
    person = make_person(given="Leyla", family="Sınaqova")
    source = make_source(title="Synthetic secret register", status=Status.DRAFT, restricted=True)
    person.names.create(full="Лейла Сынагова", language="ru", script="Cyrl", source=source)
    person.refresh()
    page = contributor_browser.get(SEARCH, {"q": "Лейла Сынагова"})
    assert [line.person for line in page.context["people"]] == [person]
    assert "secret register" not in page.content.decode()


def test_account_without_a_role_finds_nothing(db: None, memorial: Any) -> None:
    make_person(given="Leyla", family="Sınaqova")
    make_place("Synthetic Sınaqova")
    nobody = User.objects.create_user(username="nobody", password="synthetic pass phrase", is_staff=True)
    assert found(signed_in(nobody), "Sınaqova") == {"people": []}


def test_box_stands_at_the_head_of_every_page_and_not_before_the_door(curator_browser: Client) -> None:
    for url in ("/admin/", address(Person, "changelist"), address(Person, "add")):
        assert 'action="/admin/search/"' in curator_browser.get(url).content.decode()
    assert 'action="/admin/search/"' not in Client().get("/admin/login/").content.decode()


@pytest.mark.parametrize(
    "typed", ["", " ", "\0", "😀", '"', "-", "*", "a" * 10_000, "NEAR(", "%", "' OR 1=1 --", "x y " * 500, "İ", "ə"]
)
def test_anything_can_be_typed(curator_browser: Client, typed: str) -> None:
    make_person()
    assert curator_browser.get(SEARCH, {"q": typed}).status_code == 200
    assert curator_browser.get(address(Person, "changelist"), {"q": typed}).status_code == 200
    assert curator_browser.get(address(Place, "changelist"), {"q": typed}).status_code == 200
    offered(curator_browser, typed)


def queries(browser: Client, url: str, text: str) -> int:
    """Return how many queries a search takes."""
    browser.get(url, {"q": text})
    with CaptureQueriesContext(connection) as counted:
        assert browser.get(url, {"q": text}).status_code == 200
    return len(counted)


@pytest.mark.parametrize("url", [SEARCH, address(Person, "changelist"), address(Place, "changelist")])
def test_search_costs_the_same_for_more_rows(curator_browser: Client, url: str) -> None:
    def make_each() -> None:
        for maker in (make_person, make_household, make_place, make_source, make_testimony):
            maker()
        make_place("Synthetic Sınaqlı")
        make_source(title="Synthetic Sınaqlı")
        make_person(given="Synthetic", family="Sınaqlı")

    make_each()
    first = queries(curator_browser, url, "Synthetic Sınaqlı")
    for _time in range(2):
        make_each()
    assert queries(curator_browser, url, "Synthetic Sınaqlı") == first


def test_every_kind_that_has_texts_has_a_finder() -> None:
    assert set(entry_finders.FINDERS) <= {str(model._meta.model_name) for model in MAKERS}
    assert "person" in entry_finders.FINDERS
    assert desk_search.SHOWN_PEOPLE <= entry_finders.MOST
