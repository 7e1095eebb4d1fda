"""The search of the API: what it finds, why, and that it notes nothing and finds nothing that is hidden."""

import pytest

from memorial.review.status import Status
from memorial.search.asked import UnansweredSearch
from tests.api.asking import problem, told
from tests.factories import add_name, consent_to, make_event, make_person, make_testimony

pytestmark = pytest.mark.usefixtures("memorial")


def test_person_is_found_by_another_spelling_with_the_reason() -> None:
    person = make_person(given="Sintetik", family="Hasanov", birth="1953", fate="killed")
    add_name(person, given="Синтетик", family="Гасанов", language="ru")
    [hit] = told("search/?q=Hasanov Sintetik&kind=people")["people"]["results"]
    assert hit["id"] == person.public_id
    assert hit["certain"] is True
    assert 0 < hit["score"] <= 1
    assert hit["address"].endswith(f"/api/v1/people/{person.public_id}/")
    [near] = told("search/?q=Sintetik Hasamov&language=en")["people"]["results"]
    assert near["reasons"] and all(reason["sentence"] for reason in near["reasons"])
    for query in ("fate=killed", "born_from=1953&born_to=1953", "born_from=1000"):
        assert told(f"search/?q=Hasanov&{query}")["people"]["results"], query
    for query in ("fate=missing", "born_from=1954", "place=0123456789ab", "born_to=1000"):
        assert told(f"search/?q=Hasanov&{query}")["people"]["results"] == [], query


def test_texts_are_found_and_stay_behind_their_notes() -> None:
    event = make_event(
        "Synthetic pass",
        texts={"en": {"title": "Synthetic pass", "summary": "Zqcovered words", "content_note": "Synthetic note"}},
    )
    [found] = [each for each in told("search/?q=Zqcovered")["texts"] if each["kind"] == "events"]
    [hit] = found["results"]
    assert (hit["id"], hit["note"], hit["snippet"]) == (event.public_id, "Synthetic note", [])


def test_what_is_hidden_from_the_api_is_not_found_and_nothing_is_noted() -> None:
    before = told("search/?q=Zqhidden")
    make_person(given="Zqhidden", status=Status.DRAFT)
    testimony = make_testimony(basis="consent", texts={"en": {"summary": "Zqhidden words"}})
    consent_to(testimony)
    testimony.refresh()
    assert told("search/?q=Synthetic&kind=events&fate=killed") == before
    assert told("search/?q=Zqhidden") == before == {"people": {"results": [], "more": False}, "texts": []}
    consent_to(testimony, purpose="research")
    assert [each["kind"] for each in told("search/?q=Zqhidden")["texts"]] == ["testimonies"]
    assert not UnansweredSearch.objects.exists()


def test_search_takes_words_and_says_what_it_does_not_take() -> None:
    for words in ("%", "' OR 1=1", '"unbalanced', "*", "-", "a%0Ab", "   ", "％", "\U0001f600", "OR AND NOT"):
        told(f"search/?q={words}")
    for query, parameter in {
        "": "q",
        "q=": "q",
        "q=" + "a" * 201: "q",
        "q=a&limit=51": "limit",
        "q=a&kind=households": "kind",
        "q=a&language=fr": "language",
        "q=a&born_from=x": "born_from",
    }.items():
        assert problem(f"search/?{query}", 400)["parameter"] == parameter, query
