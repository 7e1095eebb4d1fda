"""Lists and entries: what is asked is told, through the gate, at the same cost for one and for many."""

from datetime import timedelta
from itertools import chain
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from memorial.api import pages
from memorial.exchange.representations.kinds import KINDS
from memorial.models import Memorial
from memorial.people.merged import Merge, Step
from memorial.review.status import Status
from tests.api.asking import ROOT, all_pages, ask, ids, problem, told
from tests.factories import (
    MAKERS,
    add_name,
    consent_to,
    keep_version,
    make_event,
    make_person,
    make_place,
    make_source,
    make_testimony,
)

pytestmark = pytest.mark.usefixtures("memorial")


def queries(address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        told(address)
    return len(asked)


@pytest.mark.parametrize("name", KINDS)
def test_list_of_each_kind_costs_the_same_for_one_and_for_three(name: str) -> None:
    make: Any = MAKERS[KINDS[name].model]
    first = keep_version(make())
    cost = queries(f"{name}/")
    make(), make()
    assert queries(f"{name}/") == cost
    assert len(ids(f"{name}/")) == 3
    assert told(f"{name}/{first.public_id}/") in told(f"{name}/")["results"]


def test_fields_alone_are_told_and_expanded_ones_cost_the_same_for_many() -> None:
    town = make_place("Synthetic town")
    make_person(residence=town, birthplace=make_place())
    address = "people/?fields=id,residence,birthplace&expand=residence,birthplace"
    cost = queries(address)
    make_person(residence=make_place(), birthplace=make_place())
    make_person(residence=town)
    assert queries(address) == cost
    rows = told(address)["results"]
    assert {frozenset(row) for row in rows} == {frozenset({"id", "residence", "birthplace"})}
    homes = [row["residence"] for row in rows]
    assert {home["id"] for home in homes} >= {town.public_id}
    assert told(f"places/{town.public_id}/") in homes
    assert all(home["url"].startswith("http://testserver/") for home in homes)


def test_expanded_part_is_told_one_step_far_and_only_where_it_is_asked() -> None:
    person, source = make_person(), make_source()
    person.citations.create(source=source, fact="birth")
    [row] = told(f"people/{person.public_id}/?expand=citations.source")["citations"]
    assert row["source"] == told(f"sources/{source.public_id}/")
    assert "citations" not in told(f"people/{person.public_id}/?expand=citations.source&fields=id")


def test_pages_go_on_and_back_over_the_same_entries_in_every_order() -> None:
    moment = timezone.now() - timedelta(days=30)
    for number in range(7):
        born = f"19{50 + number // 2}" if number else ""
        make_person(given=f"Synthetic {number}", birth=born, published_at=moment + timedelta(days=number // 2))
    for order in ("id", "-id", "changed", "-changed", "name", "-name", "birth", "-birth"):
        whole = ids(f"people/?ordering={order}")
        assert len(whole) == (6 if "birth" in order else 7)
        found = all_pages(f"people/?ordering={order}&limit=3")
        assert [*chain(*found)] == whole
        if not order.startswith("-"):
            assert ids(f"people/?ordering=-{order}") == whole[::-1]
        second = told(f"people/?ordering={order}&limit=3")["next"]
        assert [
            each["id"] for each in Client().get(Client().get(second).json()["previous"]).json()["results"]
        ] == whole[:3]


def test_narrowed_list_is_looked_through_a_stretch_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "WINDOW", 2)
    wanted = {make_person(fate="killed").public_id for _number in range(3)}
    for _number in range(9):
        make_person(fate="missing")
    make_person(fate="killed", status=Status.DRAFT)
    found = all_pages("people/?fate=killed&limit=2")
    assert set(chain(*found)) == wanted and len([*chain(*found)]) == 3
    assert len(found) > 2
    assert set(chain(*all_pages("people/?fate=killed&limit=2&ordering=-name"))) == wanted


def test_people_are_narrowed_by_each_filter() -> None:
    town = make_place()
    one = make_person(
        sex="female", fate="killed", birth="1985-03", death="1992-02-26", residence=town, given="Sintetika"
    )
    add_name(one, given="Синтетика", family="Синтетическая", language="ru")
    make_person(sex="male", fate="survived", birth="1930")
    yes = ["sex=female", "fate=killed", "age_group=child", "born_from=1985", "born_to=1985&born_from=1980"]
    yes += ["died_from=1992", "died_to=1992", f"place={town.public_id}", "name_language=ru"]
    for query in yes:
        assert ids(f"people/?{query}") == [one.public_id], query
        assert ids(f"people/?{query}&ordering=name") == [one.public_id], query
    assert ids("people/?born_from=1986") == []
    assert len(ids("people/?changed_since=2001-01-01")) == 2
    assert ids("people/?changed_since=2999-01-01T00:00:00Z") == []


def test_other_kinds_are_narrowed_by_what_they_speak_of_and_when() -> None:
    person, place, event = make_person(), make_place(), make_event(date="1992-02-26")
    one = make_testimony(kind="interview", language="ru", given="1995")
    one.people.add(person)
    one.places.add(place)
    one.events.add(event)
    make_testimony(kind="written", language="az", given="2001")
    for query in (
        "kind=interview",
        "language=ru",
        f"person={person.public_id}",
        f"event={event.public_id}",
        f"speaks_of_place={place.public_id}",
        "date_to=1996",
    ):
        assert ids(f"testimonies/?{query}") == [one.public_id], query
    assert ids("testimonies/?language=hy") == ids("sources/?language=fr") == []
    assert ids("events/?date_from=1992&date_to=1992") == [event.public_id]
    assert ids("events/?date_from=1993") == []
    assert ids("events/?ordering=-date") == [event.public_id]


def test_day_of_birth_of_the_living_is_found_by_no_filter_and_no_order() -> None:
    living = make_person(birth="1980-05-17", living="yes", fate="survived")
    unsaid = make_person(birth="1979-12-31/1980-01-01", living="yes", fate="survived")
    assert ids("people/?born_from=1980&born_to=1980") == [living.public_id]
    assert unsaid.public_id not in ids("people/?born_to=1990")
    assert ids("people/?ordering=birth") == []
    assert "05-17" not in str(told(f"people/{living.public_id}/"))


def test_withdrawn_entry_says_when_and_the_class_of_reason_alone() -> None:
    gone = make_person(
        given="Zqname", status=Status.WITHDRAWN, withdrawn_at=timezone.now(), withdrawal_reason="privacy"
    )
    said = problem(f"people/{gone.public_id}/", 410)
    assert said["reason"] == "privacy"
    assert said["withdrawn"] == timezone.now().date().isoformat()
    assert "Zqname" not in str(said)
    assert ids("people/") == []
    problem(f"places/{gone.public_id}/", 404)


def test_testimony_is_told_only_with_a_consent_to_research_as_well(memorial: Memorial) -> None:
    testimony = make_testimony(basis="consent", narrator_name="Synthetic Narrator")
    consent_to(testimony, naming="full")
    assert ids("testimonies/") == []
    problem(f"testimonies/{testimony.public_id}/", 404)
    consent_to(testimony, purpose="research", naming="initials")
    assert ids("testimonies/") == [testimony.public_id]
    assert "Narrator" not in str(told(f"testimonies/{testimony.public_id}/?fields=narrator_name,title"))


def test_answer_has_a_strong_tag_and_is_not_sent_twice() -> None:
    person = make_person()
    address = f"people/{person.public_id}/"
    first = ask(address)
    etag = first.headers["ETag"]
    assert not etag.startswith("W/")
    again = ask(address, if_none_match=etag)
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == etag
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    problem(address, 412, if_match='"another"')
    type(person).objects.filter(pk=person.pk).update(fate="killed")
    assert ask(address, if_none_match=etag).status_code == 200


def test_headers_are_those_of_a_page_for_everybody() -> None:
    browser = Client()
    browser.cookies["sessionid"] = "synthetic"
    response = browser.get(f"{ROOT}people/", headers={"accept-language": "ru"})
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "") and "Accept-Language" not in response.headers.get(
        "Vary", ""
    )
    assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response.headers
    head = browser.head(f"{ROOT}people/")
    assert head.headers["ETag"] == response.headers["ETag"]
    preflight = browser.options(f"{ROOT}people/")
    assert (preflight.status_code, preflight.content) == (204, b"")
    assert preflight.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


def test_id_of_a_merged_person_leads_to_the_one_who_is_kept(curator: Any) -> None:
    kept, merged = make_person(), make_person(status=Status.WITHDRAWN, withdrawn_at=timezone.now())
    problem(f"people/{merged.public_id}/", 410)
    Merge.objects.create(
        kept=kept, merged=merged, step=Step.STANDING, at=timezone.now(), by=curator, status_before=Status.PUBLISHED
    )
    response = ask(f"people/{merged.public_id}/?fields=id")
    assert response.status_code == 302
    assert response.headers["Location"] == f"{ROOT}people/{kept.public_id}/?fields=id"
    type(kept).objects.filter(pk=kept.pk).update(status=Status.DRAFT)
    problem(f"people/{merged.public_id}/", 410)
