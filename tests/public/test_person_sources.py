"""Each fact of a person's page leads to its sources, and where sources differ all of them are heard."""

import re

from django.test import Client

from memorial.models import Person
from memorial.public.person import PAGE_ORDER
from memorial.review.status import Status
from tests.factories import add_name, make_person, make_place, make_source
from tests.public.person_page import cite, page, plain


def test_every_spelling_stands_with_language_script_and_source(visitor: Client) -> None:
    source, hidden = make_source(title="Synthetic gazette"), make_source(title="Hidden gazette", status=Status.DRAFT)
    person = make_person(given="Alif", family="Synthetic")
    add_name(person, given="Алиф", family="Синтетик", language="ru", script="Cyrl", source=source, locator="p. 4")
    add_name(person, given="Əlif", family="Sintetik", language="az", source=hidden)
    html = page(visitor, person)
    assert '<span lang="ru" dir="ltr">Алиф Синтетик</span>' in html
    words = plain(html)
    assert "Алиф Синтетик1 Russian · Cyrillic" in words
    assert "Əlif Sintetik Azerbaijani · Latin · no source recorded" in words
    assert "p. 4" in words
    assert "Hidden gazette" not in html


def test_each_mark_leads_to_a_note_and_back(visitor: Client) -> None:
    person = make_person(birth="1953", fate=Person.Fate.KILLED, texts={"en": {"story": "A synthetic story."}})
    source = cite(person, "birth", locator="p. 12")
    for fact in ("", "story", "names", "sex", "residence", "fate"):
        cite(person, fact, source=source)
    cite(person, "fate", stance="differs", value="missing")
    html = page(visitor, person)
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)
    assert "ref-1-birth" in ids
    assert "p. 12" in html


def test_source_that_is_not_public_is_not_named(visitor: Client) -> None:
    person = make_person(birth="1953")
    cite(person, "birth", source=make_source(title="Synthetic hidden report", status=Status.WITHDRAWN), says="Hidden")
    html = page(visitor, person)
    assert "idden" not in html.replace('class="hidden"', "")
    assert "No source is recorded on this page yet." in html


def test_sources_that_differ_are_all_heard(visitor: Client) -> None:
    person = make_person(birth="1953-06-24", fate=Person.Fate.KILLED)
    cite(person, "birth", source=make_source(publisher="Synthetic gazette"))
    cite(person, "birth", stance="differs", value="1954~", source=make_source(publisher="Synthetic agency"))
    cite(person, "fate", stance="differs", value="missing", source=make_source(publisher="Synthetic committee"))
    cite(person, "age", stance="differs", says="forty years old", source=make_source(publisher="Synthetic paper"))
    words = plain(page(visitor, person))
    assert "24 June 19531" in words
    assert "Sources differ. Synthetic agency states: about 1954" in words
    assert "Sources differ. Synthetic committee states: missing" in words
    assert "Sources differ. Synthetic paper says: “forty years old”" in words


def test_fact_that_only_others_state_is_shown_as_theirs(visitor: Client) -> None:
    person = make_person()
    cite(person, "death", stance="differs", value="1993", source=make_source(publisher="Synthetic agency"))
    assert "Died Sources differ. Synthetic agency states: 1993" in plain(page(visitor, person))


def test_sources_are_numbered_in_the_order_of_the_page(visitor: Client) -> None:
    person = make_person(birth="1953", fate=Person.Fate.KILLED, residence=make_place())
    for fact in ("", "residence", "fate", "birth"):
        cite(person, fact, source=make_source(title=f"Synthetic source of {fact or 'all'}"))
    html = page(visitor, person)
    places = [html.index(f"Synthetic source of {fact}") for fact in ("birth", "fate", "residence", "all")]
    assert places == sorted(places)


def test_every_fact_that_can_be_cited_has_its_place_on_the_page() -> None:
    assert set(PAGE_ORDER) == {*Person.facts, ""}


def test_source_says_how_it_was_read(visitor: Client) -> None:
    person = make_person(birth="1954")
    read = make_source(texts={"en": {"note": "Synthetic note: read in a reproduction"}})
    person.citations.create(fact="birth", source=read)
    assert "Synthetic note: read in a reproduction" in visitor.get(person.get_absolute_url()).content.decode()
