"""Documents of linked data: the words are schema.org's, no date is falser than the record."""

import json
import re
from typing import Any

import pytest
from pyld import jsonld

from memorial.exchange.linked.documents import document_of, written
from memorial.exchange.linked.terms import Site, plain_date
from memorial.exchange.representations.fields import Reader
from memorial.exchange.representations.kinds import KINDS
from memorial.models import Kinship, Memorial
from memorial.review.gate import Channel
from tests.exchange.linked.vocabulary import SCHEMA, problems
from tests.exchange.representations.told import everything, full_entry, told
from tests.factories import (
    add_name,
    add_picture,
    consent_to,
    make_asset,
    make_event,
    make_figure,
    make_person,
    make_testimony,
)

pytestmark = pytest.mark.django_db
SITE = Site("https://memorial.example.org")
ISO = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
DATES = {"birthDate", "deathDate", "startDate", "datePublished", "dateCreated"}


def document(entry: Any, channel: Channel = Channel.API) -> dict[str, Any]:
    """Return the document of an entry."""
    kind = next(kind for kind in KINDS.values() if kind.model is type(entry))
    return document_of(kind.name, told(entry, channel), SITE)


def loaded(url: str, _options: Any) -> dict[str, Any]:
    """Give a processor the words that we use, and nothing from the network."""
    assert url == "https://schema.org/"
    return {"contextUrl": None, "documentUrl": url, "document": SCHEMA, "contentType": "application/ld+json"}


def test_every_kind_is_linked_data_in_the_words_of_schema_org(memorial: Memorial) -> None:
    made = [full_entry(kind.model) for kind in KINDS.values()]
    for entry in made:
        if hasattr(entry, "consents"):
            consent_to(entry, purpose="research")
    said = everything(Reader(Channel.API))
    found = [document_of(name, one, SITE) for name, all_told in said.items() for one in all_told]
    assert {one["identifier"] for one in found} >= {entry.public_id for entry in made}
    assert [problem for one in found for problem in problems(one)] == []
    known = {one["@id"] for one in found}
    for one in found:
        [expanded] = jsonld.expand(one, {"documentLoader": loaded})
        assert expanded["@id"] == one["@id"] and expanded["@id"].startswith(f"{SITE.base}/linked/")
        assert jsonld.to_rdf(one, {"documentLoader": loaded, "format": "application/n-quads"}).count("\n") >= 4
        named = set(re.findall(r'"@id": ?"([^"]+#entry)"', json.dumps(one)))
        assert named <= known, "an entry that is named has a document of its own"


@pytest.mark.parametrize("edtf", ["1953", "1953-06", "1953-06-24"])
def test_plain_date_is_told_in_both_ways(edtf: str) -> None:
    found = document(make_person(birth=edtf, death="1992-02-26", living="no"))
    assert found["birthDate"] == edtf and found["deathDate"] == "1992-02-26"
    assert found["bio:birth"]["dcterms:date"] == {"@type": "edtf:EDTF", "@value": edtf}


@pytest.mark.parametrize(
    "edtf", ["1953~", "1953?", "195X", "1953-XX-24", "1950/1953", "../1953", "1953-06-24/1953-06-26", "[1953,1954]"]
)
def test_date_in_doubt_is_never_a_plain_one(edtf: str) -> None:
    assert plain_date(edtf) is None
    assert not DATES & set(document(make_event("Synthetic", date="1992/1993")))


def test_birth_of_somebody_living_is_the_year() -> None:
    found = json.dumps(document(make_person(birth="1953-06-24", living="yes")))
    assert '"birthDate": "1953"' in found and "06-24" not in found


def test_every_spelling_stands_with_its_language_and_its_parts_beside() -> None:
    person = make_person(given="Aysel", family="Sintetikova")
    add_name(person, given="Айсель", family="Синтетикова", language="ru")
    other = make_person(given="Kin", family="Sintetikova")
    Kinship.objects.create(person=other, kind="parent", relative=person)
    found = document(person)
    assert found["familyName"]["@value"] == "Sintetikova"
    assert found["alternateName"] == {"@value": "Айсель Синтетикова", "@language": "ru"}
    assert found["parent"] == {"@id": f"{SITE.base}/linked/person/{other.public_id}.jsonld#entry"}


def test_words_behind_a_note_and_covered_files_are_not_told() -> None:
    grave = {"en": {"content_note": "Synthetic note", "summary": "Grave words"}, "az": {"summary": "Ağır sözlər"}}
    person = make_person(texts=grave)
    testimony = make_testimony()
    testimony.translations.update(content_note="Synthetic note", summary="Grave words")
    for entry in (person, testimony):
        assert "rave words" not in written(document(entry, Channel.PAGE)), "nor in another language"
        assert "Ağır" not in written(document(entry, Channel.PAGE))
    assert document(testimony, Channel.PAGE)["isFamilyFriendly"] is False
    for grade, told_of in (("none", True), ("distressing", False), ("graphic", False), ("", False)):
        asset = make_asset(grade=grade)
        asset.translations.create(language="en", caption="Synthetic", shown="What is shown")
        found = document(asset, Channel.PAGE)
        assert ("contentUrl" in found) == ("description" in found) == told_of, grade
        add_picture(person, asset)
    assert "/media/" not in written(document(person, Channel.PAGE))


def test_text_that_nobody_has_reviewed_is_not_told() -> None:
    found = document(make_person(texts={"en": {"summary": "Machine words", "state": "unreviewed"}}))
    assert "description" not in found


def test_narrator_is_named_as_far_as_the_consent_allows() -> None:
    for naming, named in (("full", "Aysel"), ("pseudonym", "Synthetic Name"), ("anonymous", None)):
        testimony = make_testimony(narrator=make_person(given="Aysel", family="Sintetikova"), basis="consent")
        for purpose in ("publish", "research"):
            consent_to(testimony, purpose=purpose, naming=naming, pseudonym="Synthetic Name")
        author = document(testimony).get("author", {})
        assert ("@id" in author) == (naming == "full")
        assert (named or "") in author.get("name", "") and bool(author) == bool(named)


def test_limited_number_is_no_plain_value() -> None:
    for qualifier, high, expected in (
        ("", None, {"value": 613}),
        ("at_least", None, {"minValue": 613}),
        ("as_many_as", None, {"maxValue": 613}),
        ("range", 700, {"minValue": 613, "maxValue": 700}),
    ):
        observed = document(make_figure(low=613, high=high, qualifier=qualifier))["about"]
        assert {name: observed[name] for name in ("value", "minValue", "maxValue") if name in observed} == expected


def test_hostile_words_do_not_end_the_element() -> None:
    hostile = "</script><script>alert(1)</script>&<!--\u2028\u2029 ]]>"
    text = written(document(make_person(given=hostile, family="Sintetikova")))
    assert not set("<>&\u2028\u2029") & set(text)
    assert hostile in json.dumps(json.loads(text), ensure_ascii=False)
