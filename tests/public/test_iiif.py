"""IIIF manifests: what a viewer of another institution is given of an entry, in which words, and what it is not."""

import json
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from memorial.models import Asset, Memorial
from tests.factories import (
    add_name,
    add_picture,
    make_asset,
    make_commemoration,
    make_event,
    make_person,
    make_place,
    make_source,
    make_testimony,
)
from tests.public.manifest_checks import manifest_of, nodes, painted

MAKERS: dict[str, Any] = {
    "commemoration": make_commemoration,
    "event": make_event,
    "person": make_person,
    "place": make_place,
    "testimony": make_testimony,
}
BY = "https://creativecommons.org/licenses/by/4.0/"


@pytest.mark.parametrize("kind", MAKERS)
def test_manifest_holds_the_pictures_of_an_entry_in_their_order(visitor: Client, kind: str) -> None:
    entry = MAKERS[kind]()
    second, first = make_asset(), make_asset()
    add_picture(entry, second, position=2)
    add_picture(entry, first, position=1)
    manifest = manifest_of(visitor, kind, entry)
    assert [canvas["id"].rpartition("/")[2] for canvas in manifest["items"]] == [first.public_id, second.public_id]
    [page] = manifest["items"][0]["items"]
    body = page["items"][0]["body"]
    assert (body["type"], body["format"], body["width"], body["height"]) == ("Image", "image/jpeg", 640, 480)
    service = body["service"][0]
    assert (service["type"], service["profile"]) == ("ImageService3", "level0")
    assert body["id"] == f"{service['id']}/full/max/0/default.jpg"
    assert manifest["items"][0]["thumbnail"][0]["width"] == 320


def test_manifest_holds_the_scans_of_a_source_page_by_page(visitor: Client) -> None:
    source = make_source(title="Synthetischer Bericht", title_language="de", published="1992-03")
    pages = [make_asset(source=source, source_position=position) for position in (2, 1)]
    manifest = manifest_of(visitor, "source", source)
    assert manifest["label"] == {"de": ["Synthetischer Bericht"]}
    assert [canvas["id"][-12:] for canvas in manifest["items"]] == [pages[1].public_id, pages[0].public_id]
    assert manifest["metadata"][0]["value"]["en"] == ["March 1992"]


def test_title_in_no_known_language_belongs_to_none(visitor: Client) -> None:
    source = make_source(title="Synthetic 12")
    make_asset(source=source)
    assert manifest_of(visitor, "source", source)["label"] == {"none": ["Synthetic 12"]}


def test_asset_has_a_manifest_of_its_own(visitor: Client) -> None:
    texts = {"az": {"caption": "Sintetik", "place": "Yer"}, "en": {"caption": "Synthetic", "alternative_text": "Grey"}}
    asset = make_asset(texts=texts, taken="1990", rights=BY, credit="Synthetic Maker")
    manifest = manifest_of(visitor, "asset", asset)
    assert manifest["label"] == {"az": ["Sintetik"], "en": ["Synthetic"]}
    assert manifest["summary"] == {"en": ["Grey"]}
    assert manifest["rights"] == "http://creativecommons.org/licenses/by/4.0/"
    said = {pair["label"]["en"][0]: pair["value"] for pair in manifest["metadata"]}
    assert (said["Date"]["en"], said["Place"]) == (["1990"], {"az": ["Yer"]})
    assert manifest["requiredStatement"]["label"]["en"] == ["Credit"]
    assert manifest["requiredStatement"]["value"]["en"] == ["Synthetic Maker", "Synthetic Memorial"]
    assert [page["id"] for page in manifest["homepage"]] == [
        f"http://testserver/{language}/collection/{asset.public_id}/" for language in ("az", "en", "ru", "tr")
    ]
    assert manifest["provider"][0]["label"] == {"en": ["Synthetic Memorial"]}


def test_person_is_named_in_every_language_that_has_a_name(visitor: Client) -> None:
    person = make_person(given="Synthetic", family="Person", birth="1953", death="1992-02-26")
    add_name(person, given="Sintetik", family="Şəxs", language="az")
    add_name(person, given="Sintetik", family="Başqa", language="az")
    add_picture(person)
    manifest = manifest_of(visitor, "person", person)
    assert manifest["label"] == {"az": ["Sintetik Şəxs"], "en": ["Synthetic Person"]}
    assert manifest["homepage"][0]["language"] == ["az"]
    assert manifest["homepage"][0]["id"].startswith(f"http://testserver/az/people/{person.public_id}/")
    assert "1953" in manifest["metadata"][0]["value"]["en"][0]


def test_narrator_is_named_as_far_as_the_consent_allows(visitor: Client) -> None:
    testimony = make_testimony(narrator_name="Synthetic Zqname", basis="consent")
    testimony.consents.create(purpose="publish", given=True, audience="public", naming="anonymous")
    add_picture(testimony)
    manifest = manifest_of(visitor, "testimony", testimony)
    assert "Zqname" not in json.dumps(manifest)
    testimony.consents.update(naming="full")
    assert manifest_of(visitor, "testimony", testimony)["label"] == {"none": ["Synthetic Zqname"]}


def test_grave_text_of_an_entry_leaves_its_note_alone(visitor: Client) -> None:
    event = make_event(texts={"en": {"title": "Synthetic", "summary": "Plain **words** & more"}})
    add_picture(event)
    assert manifest_of(visitor, "event", event)["summary"] == {"en": ["Plain words & more"]}
    event.translations.update(content_note="Synthetic note")
    manifest = manifest_of(visitor, "event", event)
    assert manifest["summary"] == {"en": ["Synthetic note"]}
    assert "Plain" not in json.dumps(manifest)


def test_translation_that_nobody_has_reviewed_says_so(visitor: Client) -> None:
    texts = {"en": {"caption": "Synthetic"}, "az": {"caption": "Sintetik", "state": "unreviewed"}}
    manifest = manifest_of(visitor, "asset", make_asset(texts=texts))
    said = {pair["label"]["en"][0]: pair["value"] for pair in manifest["metadata"]}
    assert said["Translation not yet reviewed"]["en"] == ["Azerbaijani"]


def test_rights_stand_on_the_whole_only_where_all_agree(visitor: Client) -> None:
    place = make_place()
    add_picture(place, make_asset(rights=BY))
    assert "rights" in manifest_of(visitor, "place", place)
    add_picture(place, make_asset())
    manifest = manifest_of(visitor, "place", place)
    assert "rights" not in manifest
    assert len({canvas["rights"] for canvas in manifest["items"]}) == 2


def graded(grade: str) -> Asset:
    """Return a picture with a content note."""
    words = {"caption": "Synthetic caption", "content_note": "synthetic note", "alternative_text": "Synthetic detail"}
    return make_asset(grade=grade, texts={"en": words})


@pytest.mark.parametrize("grade", ["distressing", "graphic", ""])
def test_hard_picture_is_a_note_and_a_way_in_the_manifest_of_an_entry(visitor: Client, grade: str) -> None:
    person, asset = make_person(), graded(grade)
    add_picture(person, asset)
    manifest = manifest_of(visitor, "person", person)
    [canvas] = manifest["items"]
    assert painted(manifest) == []
    assert ("synthetic note" in canvas["summary"]["en"][0]) == bool(grade)
    assert canvas["requiredStatement"]["value"]["en"][0] == canvas["summary"]["en"][0]
    assert canvas["homepage"][1]["id"].endswith(asset.get_absolute_url())
    assert "Synthetic detail" not in json.dumps(manifest)


def test_distressing_picture_is_painted_in_its_own_manifest_after_its_note(visitor: Client) -> None:
    manifest = manifest_of(visitor, "asset", graded("distressing"))
    assert manifest["summary"]["en"] == ["Distressing picture: synthetic note."]
    assert manifest["requiredStatement"]["value"]["en"][0] == "Distressing picture: synthetic note."
    assert len(painted(manifest)) == 1
    assert not [node for node in nodes(manifest) if "thumbnail" in node]


@pytest.mark.parametrize("grade", ["graphic", ""])
def test_graphic_picture_is_painted_nowhere(visitor: Client, grade: str) -> None:
    manifest = manifest_of(visitor, "asset", graded(grade))
    assert painted(manifest) == []
    assert manifest["summary"]["en"][0].startswith("Graphic picture: " if grade else "Nobody has said yet")
    assert "Synthetic detail" not in json.dumps(manifest)


def test_documents_are_led_to_and_recordings_left_out(visitor: Client) -> None:
    event = make_event()
    document = make_asset(kind="document", texts={"en": {"caption": "Synthetic paper"}})
    hard = make_asset(kind="document", grade="distressing")
    for asset in (make_asset(), document, hard, make_asset(kind="audio"), make_asset(kind="video")):
        add_picture(event, asset)
    manifest = manifest_of(visitor, "event", event)
    assert len(manifest["items"]) == 1
    [rendering] = manifest["rendering"]
    assert (rendering["format"], rendering["label"]) == ("application/pdf", {"en": ["Synthetic paper"]})
    assert f"/media/{document.public_id}/" in rendering["id"]


@pytest.mark.parametrize("kind", ["document", "audio", "video"])
def test_what_is_no_picture_has_no_manifest(visitor: Client, kind: str) -> None:
    asset, event = make_asset(kind=kind), make_event()
    add_picture(event, asset)
    assert visitor.get(f"/iiif/asset/{asset.public_id}/manifest.json").status_code == 404
    assert visitor.get(f"/iiif/event/{event.public_id}/manifest.json").status_code == 404


@pytest.mark.parametrize("how", [{"status": "draft"}, {"status": "withdrawn"}, {"status": "draft", "restricted": True}])
def test_hidden_picture_changes_no_byte(visitor: Client, how: dict[str, Any]) -> None:
    person, source = make_person(), make_source()
    shown = make_asset(source=source)
    add_picture(person, shown)
    urls = [f"/iiif/{entry._meta.model_name}/{entry.public_id}/manifest.json" for entry in (person, source, shown)]
    before = [(visitor.get(url).content, visitor.get(url).headers) for url in urls]
    hidden = make_asset(source=source, texts={"en": {"caption": "Zqhidden"}}, **how)
    copy = make_asset(copy_of=shown, original=shown.original, status="draft", texts={"en": {"caption": "Zqcopy"}})
    add_picture(person, hidden)
    assert [(visitor.get(url).content, visitor.get(url).headers) for url in urls] == before
    gone = 410 if how["status"] == "withdrawn" else 404
    assert visitor.get(f"/iiif/asset/{hidden.public_id}/manifest.json").status_code == gone
    assert visitor.get(f"/iiif/asset/{copy.public_id}/manifest.json").status_code == 404


def test_entry_that_is_not_public_answers_like_an_address_that_never_was(visitor: Client) -> None:
    never = visitor.get("/iiif/person/zzzzzzzzzzzz/manifest.json")
    hidden, bare = make_person(status="in_review"), make_person()
    add_picture(hidden)
    for url in (
        f"/iiif/person/{hidden.public_id}/manifest.json",
        f"/iiif/person/{bare.public_id}/manifest.json",
        f"/iiif/figure/{bare.public_id}/manifest.json",
        f"/iiif/event/{bare.public_id}/manifest.json",
        "/iiif/nothing/at-all/manifest.json",
    ):
        response = visitor.get(url)
        assert (response.status_code, response.content, response.headers) == (404, never.content, never.headers), url


def test_withdrawn_entry_says_so_and_no_more(visitor: Client) -> None:
    person = make_person(given="Zqgiven", status="withdrawn")
    response = visitor.get(f"/iiif/person/{person.public_id}/manifest.json")
    assert (response.status_code, response["Content-Type"]) == (410, "application/json")
    assert set(json.loads(response.content)) == {"error", "reason", "withdrawn"}
    assert b"Zqgiven" not in response.content


def test_manifest_is_the_same_for_every_reader(visitor: Client) -> None:
    place = make_place()
    add_picture(place)
    url = f"/iiif/place/{place.public_id}/manifest.json"
    first = visitor.get(url)
    assert first["Access-Control-Allow-Origin"] == "*"
    assert first["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert first["Vary"] == "Accept-Encoding" and "Content-Language" not in first.headers
    other = visitor.get(f"{url}?x=1", headers={"accept-language": "ru"})
    assert (other.content, other.headers) == (first.content, first.headers)
    assert list(json.loads(first.content)) == sorted(json.loads(first.content))
    head = visitor.head(url)
    assert (head.status_code, head.content, head["Content-Type"]) == (200, b"", first["Content-Type"])
    assert visitor.post(url).status_code == 405


def test_memorial_without_a_title_still_says_whose_the_pictures_are(client: Client, db: None) -> None:
    manifest = manifest_of(client, "asset", make_asset(credit=""))
    assert manifest["requiredStatement"]["value"] == {"none": ["Memorial"]}


def test_languages_offered_are_those_of_the_pages(visitor: Client) -> None:
    Memorial.objects.update(languages=["ru", "en"])
    manifest = manifest_of(visitor, "asset", make_asset())
    assert [page["language"] for page in manifest["homepage"]] == [["ru"], ["en"]]


@pytest.mark.parametrize("kind", [*MAKERS, "source"])
def test_three_pictures_cost_as_many_queries_as_one(
    visitor: Client, kind: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    entry = make_source() if kind == "source" else MAKERS[kind]()
    for asset in [make_asset(texts={"en": {"caption": "Synthetic"}}) for _number in range(3)]:
        if kind == "source":
            Asset.objects.filter(pk=asset.pk).update(source=entry)
        else:
            add_picture(entry, asset)
    url = f"/iiif/{kind}/{entry.public_id}/manifest.json"
    with django_assert_num_queries({"person": 6, "testimony": 6, "source": 6}.get(kind, 5)):
        visitor.get(url)


@pytest.mark.parametrize("kind", ["asset", "person", "source", "testimony"])
def test_page_of_an_entry_leads_to_its_manifest(visitor: Client, kind: str) -> None:
    asset = make_asset()
    entry: Any = asset if kind == "asset" else make_source() if kind == "source" else MAKERS[kind]()
    link = f'href="/iiif/{kind}/{entry.public_id}/manifest.json">'
    assert (link in visitor.get(entry.get_absolute_url()).content.decode()) == (kind == "asset")
    if kind == "source":
        Asset.objects.filter(pk=asset.pk).update(source=entry)
    elif kind != "asset":
        add_picture(entry, asset)
    assert visitor.get(entry.get_absolute_url()).content.decode().count(link) == 1
