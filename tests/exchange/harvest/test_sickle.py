"""A harvest by a program that others use for it, over the network: whole, and then what has changed since."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections
from django.test.testcases import LiveServerThread, _StaticFilesHandler
from sickle import Sickle
from sickle.oaiexceptions import CannotDisseminateFormat, IdDoesNotExist, NoRecordsMatch

from memorial.models import Memorial, User
from memorial.public import oai
from memorial.review.timekeeping import keep_time
from memorial.review.withdrawal import withdraw_now
from memorial.testimonies.actions import withdraw_consent
from tests.factories import consent_to, make_event, make_person, make_source, make_testimony

pytestmark = pytest.mark.slow


@pytest.fixture
def harvester(memorial: Memorial, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sickle]:
    """Another archive, that is told of seven entries at a time; the server sees what the test has written."""
    monkeypatch.setattr(oai, "PAGE_SIZE", 7)
    shared = connections["default"]
    shared.inc_thread_sharing()
    server = LiveServerThread("127.0.0.1", _StaticFilesHandler, connections_override={"default": shared})
    server.daemon = True
    server.start()
    server.is_ready.wait()
    yield Sickle(f"http://127.0.0.1:{server.port}/oai", timeout=20)
    server.terminate()
    shared.dec_thread_sharing()


def headers(harvester: Sickle, **asked: Any) -> dict[str, bool]:
    """Return by id whether each entry is there, as the harvester understands it."""
    found = harvester.ListRecords(metadataPrefix="oai_dc", **asked)
    return {record.header.identifier: not record.deleted for record in found}


def test_whole_harvest_and_the_next_one_after_withdrawals(harvester: Sickle, curator: User) -> None:
    people = [make_person(given=f"Synthetic{number}", version=1) for number in range(15)]
    make_event(), make_source()
    told = make_testimony(basis="consent", version=1)
    consents = [consent_to(told, purpose=purpose) for purpose in ("publish", "research")]
    told.refresh()
    assert harvester.Identify().deletedRecord == "persistent"
    assert {each.setSpec for each in harvester.ListSets()} >= {"people", "testimonies", "events", "sources"}
    first = headers(harvester)
    assert len(first) == 18 and all(first.values())
    titles = [record.metadata["title"][0] for record in harvester.ListRecords(metadataPrefix="oai_dc", set="people")]
    assert titles == [f"Synthetic{number} Synthetic" for number in range(15)]
    last = max(header.datestamp for header in harvester.ListIdentifiers(metadataPrefix="oai_dc"))
    withdraw_now(entry=people[3], by=curator, reason="privacy", note="Synthetic")
    withdraw_consent(consent=consents[1], by=curator)
    new = make_person(given="Syntheticnew")
    keep_time()
    ids = {name: f"oai:{oai.host()}:{name}/" for name in ("people", "testimonies")}
    since = headers(harvester, **{"from": last})
    assert since[ids["people"] + new.public_id] is True
    gone = {identifier for identifier, there in since.items() if not there}
    assert gone == {ids["people"] + people[3].public_id, ids["testimonies"] + told.public_id}
    assert {**first, **since} == headers(harvester)


def test_harvester_understands_what_it_is_refused(harvester: Sickle) -> None:
    make_person()
    with pytest.raises(NoRecordsMatch):
        headers(harvester, until="2001-01-01")
    with pytest.raises(CannotDisseminateFormat):
        list(harvester.ListRecords(metadataPrefix="mods"))
    with pytest.raises(IdDoesNotExist):
        harvester.GetRecord(metadataPrefix="oai_dc", identifier="oai:nobody:people/x")
