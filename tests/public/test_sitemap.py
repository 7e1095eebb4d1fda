"""The map of the site: every page in every language, in parts that hold the limits, and nothing that is not public."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from lxml import etree

from memorial.base.public_ids import LETTERS, new_public_id
from memorial.models import Memorial, Person
from memorial.public import sitemap
from memorial.public.sitemap import IDS, id_at, part_of, parts_of, place_of
from memorial.public.urls import urlpatterns
from tests.factories import make_asset, make_event, make_person, make_source, make_testimony

S = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).with_name("sitemap.xsd")))


def read(visitor: Client, path: str) -> Any:
    """Return a part of the map, which always has its form."""
    response = visitor.get(path)
    assert response.status_code == 200 and response.headers["Content-Type"].startswith("application/xml")
    root = etree.fromstring(response.content)
    SCHEMA.assertValid(root)
    assert len(response.content) < 50_000_000
    return root


def locations(root: Any) -> list[str]:
    return [each.text.removeprefix("http://testserver") for each in root.iterfind(".//s:loc", S)]


def whole_map(visitor: Client) -> list[str]:
    """Return every address of the map."""
    return [url for part in locations(read(visitor, "/sitemap.xml")) for url in locations(read(visitor, part))]


def test_map_names_every_page_that_is_there(visitor: Client) -> None:
    Memorial.objects.update(languages=["az", "en"])
    entries: list[Any] = [make_person(), make_testimony(), make_source(), make_asset()]
    make_event()
    urls = whole_map(visitor)
    assert len(urls) == len(set(urls)) == 2 * (len(entries) + len(sitemap.LISTS))
    for entry in entries:
        assert entry.get_absolute_url() in urls
    assert {visitor.get(url).status_code for url in urls} == {200}


#: Pages that answer one visitor alone, and what is no page.
NO_PAGES = {"search", "search_suggestions", "opensearch", "candle_light", "corrections_feed", "feed", "yours_lost"}


def test_page_that_is_about_no_one_entry_is_in_the_map_or_said_to_be_none() -> None:
    names = {pattern.name for pattern in urlpatterns if not pattern.pattern.converters}
    forms = {name for name in names if str(name).startswith("contribute_")}
    assert names - forms - NO_PAGES == set(sitemap.LISTS)


def test_page_stands_with_its_other_languages_and_when_it_was_published(visitor: Client) -> None:
    person: Any = make_person()
    root = read(visitor, "/sitemap/people-1-0.xml")
    first = root.find("s:url", S)
    links = {link.get("hreflang"): link.get("href") for link in first.iterfind("x:link", S)}
    assert list(links) == ["az", "en", "ru", "tr", "x-default"] and links["x-default"] == links["az"]
    assert links["en"] == f"http://testserver{person.get_absolute_url()}"
    assert first.findtext("s:lastmod", "", S) == person.published_at.isoformat(timespec="seconds")
    assert len(root.findall("s:url", S)) == 4


def test_map_of_an_empty_memorial_is_the_pages_alone(visitor: Client) -> None:
    make_person(status="draft"), make_source(status="withdrawn")
    assert locations(read(visitor, "/sitemap.xml")) == ["/sitemap/pages-1-0.xml"]
    assert visitor.get("/sitemap/people-1-0.xml").status_code == 404


@pytest.mark.parametrize(
    "part",
    ["people-2-5", "people-0-0", "people-1-1", "people-1024-0", "people-99999999999999999999-0", "events-1-0",
     "pages-2-0", "pages-1-1", "x-1-0", "people-1-" + "9" * 5000],
)  # fmt: skip
def test_part_that_is_not_named_does_not_exist(visitor: Client, part: str) -> None:
    make_person()
    assert visitor.get(f"/sitemap/{part}.xml").status_code == 404


def test_parts_share_all_entries_out_and_each_is_small(
    visitor: Client, monkeypatch: pytest.MonkeyPatch, memorial: Memorial
) -> None:
    monkeypatch.setattr(sitemap, "SAMPLE", 8)
    monkeypatch.setattr(sitemap, "EACH", 6)
    people = [Person(public_id=new_public_id(), status="published") for _number in range(60)]
    Person.objects.bulk_create([*people, *(Person(public_id=new_public_id()) for _number in range(300))])
    parts = parts_of(Person)
    assert parts in {4, 8, 16, 32, 64}
    found = [list(part_of(Person, parts, number)) for number in range(parts)]
    assert sorted(person.pk for part in found for person in part) == sorted(
        Person.objects.public().values_list("pk", flat=True)
    )
    named = [path for path in locations(read(visitor, "/sitemap.xml")) if "people" in path]
    assert len(named) == parts
    assert visitor.get(f"/sitemap/people-{parts // 2}-0.xml").status_code == 200


def test_parts_follow_from_what_is_public_alone(memorial: Memorial, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "SAMPLE", 3)
    for number in range(4):
        make_person(public_id=LETTERS[number * 8] * 12)
    before = parts_of(Person)
    Person.objects.bulk_create(Person(public_id=f"0{new_public_id()[1:]}") for _number in range(50))
    assert parts_of(Person) == before


def test_ids_and_their_places_are_one() -> None:
    for place in (0, 1, IDS // 3, IDS - 1):
        assert place_of(id_at(place)) == place
    ids = [new_public_id() for _number in range(50)]
    assert sorted(ids, key=place_of) == sorted(ids)
    assert [id_at(place_of(each)) for each in ids] == ids


def test_map_that_is_known_is_not_sent_again(visitor: Client) -> None:
    make_person()
    for path in ("/sitemap.xml", "/sitemap/people-1-0.xml"):
        first = visitor.get(path, headers={"accept-language": "ru"})
        assert "Accept-Language" not in first.headers.get("Vary", "")
        assert visitor.get(path, headers={"if-none-match": first.headers["ETag"]}).status_code == 304
        assert visitor.post(path).status_code == 405


@pytest.mark.parametrize("rows", [1, 3])
def test_part_costs_the_same_however_many_it_names(
    visitor: Client, django_assert_num_queries: Callable[[int], Any], rows: int
) -> None:
    for _number in range(rows):
        make_person()
    with django_assert_num_queries(7):
        visitor.get("/sitemap/people-1-0.xml")
