"""Versions: they tell what a version said, of that alone what may be seen today."""

from typing import Any

import pytest

from memorial.exchange.representations.kinds import KINDS
from memorial.media.models import Asset
from memorial.models import Person
from memorial.review.revisions import Revision, RevisionWithdrawal
from memorial.review.status import Status
from tests.api.asking import problem, told
from tests.factories import (
    MAKERS,
    add_picture,
    consent_to,
    keep_version,
    make_asset,
    make_person,
    make_place,
    make_source,
    make_testimony,
)

pytestmark = pytest.mark.usefixtures("memorial")


def kept(person: Any, **changed: Any) -> Any:
    """Keep what an entry says as its first version, and change it since."""
    keep_version(person)
    type(person).objects.filter(pk=person.pk).update(version=2, **changed)
    keep_version(type(person).objects.get(pk=person.pk))
    return person


@pytest.mark.parametrize("name", KINDS)
def test_version_of_each_kind_is_told(name: str) -> None:
    make: Any = MAKERS[KINDS[name].model]
    entry = keep_version(make(version=1))
    [line] = told(f"{name}/{entry.public_id}/versions/")["results"]
    said = told(f"{name}/{entry.public_id}/versions/1/")
    assert line["address"].endswith(f"/{name}/{entry.public_id}/versions/1/")
    assert (said["id"], said["version"], said["kind"]) == (entry.public_id, 1, name)
    problem(f"{name}/{entry.public_id}/versions/9/", 404)


def test_version_tells_its_own_words_and_hides_what_is_hidden_today() -> None:
    town, source = make_place("Synthetic town"), make_source(title="Zqsource")
    person = make_person(fate="missing", residence=town, texts={"en": {"story": "Synthetic story"}}, version=1)
    person.names.update(source=source, locator="Zqlocator")
    person.citations.create(source=source, fact="fate", locator="Zqpage")
    person.pictures.create(asset=make_asset(), verified_how="Zqverified")
    kept(person, fate="killed")
    address = f"people/{person.public_id}/versions/1/"
    said = told(address)
    assert (said["fields"]["fate"], said["fields"]["residence"]) == ("missing", town.public_id)
    assert said["parts"]["citations"][0]["source"] == source.public_id
    assert "Zqverified" not in str(said)
    for hidden in (town, source):
        type(hidden).objects.filter(pk=hidden.pk).update(status=Status.DRAFT)
    said = told(address)
    assert said["fields"]["residence"] is None
    assert "Zq" not in str(said) and source.public_id not in str(said)


def test_version_names_the_narrator_and_tells_birthdays_as_far_as_is_allowed_today() -> None:
    testimony = make_testimony(basis="consent", narrator_name="Zqname Synthetic", version=1)
    consent_to(testimony, naming="full"), consent_to(testimony, purpose="research", naming="anonymous")
    keep_version(testimony)
    address = f"testimonies/{testimony.public_id}/versions/1/"
    assert told(address)["narrator"]["name"] is None
    assert "Zqname" not in str(told(address))
    testimony.consents.filter(purpose="research").delete()
    problem(address, 404)
    living = keep_version(make_person(birth="1980-05-17", living="yes", fate="survived", version=1))
    assert told(f"people/{living.public_id}/versions/1/")["fields"]["birth"] == "1980"


def test_what_an_asset_was_received_with_is_told_by_no_version() -> None:
    asset = keep_version(make_asset(received_as="Zqfile.jpg", supplied_by="Zqgiver", terms="Zqterms", version=1))
    said = told(f"assets/{asset.public_id}/versions/1/")
    assert "Zq" not in str(said)
    assert not Asset.not_public & set(said["fields"])


def test_picture_that_may_not_be_taken_away_is_named_by_no_version() -> None:
    asset = make_asset(living="agreed")
    consent_to(asset)
    person = make_person(version=1)
    add_picture(person, asset)
    keep_version(person)
    assert asset.public_id not in str(told(f"people/{person.public_id}/versions/1/"))
    consent_to(asset, purpose="research")
    assert asset.public_id in str(told(f"people/{person.public_id}/versions/1/"))


def test_withdrawn_version_and_withdrawn_entry_say_so_alone(curator: Any) -> None:
    person = kept(make_person(version=1, fate="missing"))
    first = Revision.objects.get(entry=person.public_id, version=1)
    RevisionWithdrawal.objects.create(revision=first, at=first.made_at, by=curator, reason="privacy")
    assert problem(f"people/{person.public_id}/versions/1/", 410)["reason"] == "privacy"
    assert [line["reason"] for line in told(f"people/{person.public_id}/versions/")["results"]] == ["privacy", None]
    Person.objects.filter(pk=person.pk).update(status=Status.DRAFT)
    problem(f"people/{person.public_id}/versions/", 404)
