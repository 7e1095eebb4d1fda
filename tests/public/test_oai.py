"""Harvesting as another archive does it: every verb and every error of the protocol, and nothing is lost."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone
from lxml import etree

from memorial.exchange.harvest.kinds import SETS
from memorial.models import HarvestHeader, Memorial, MemorialTranslation, User
from memorial.public import oai
from memorial.public.oai_arguments import LASTS
from memorial.review.withdrawal import withdraw_now
from tests.factories import MAKERS, make_event, make_person, make_source

SPACES = {"o": "http://www.openarchives.org/OAI/2.0/", "dc": "http://purl.org/dc/elements/1.1/"}
SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).with_name("oai.xsd")))
LIST = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}
GONE: dict[str, Any] = {"reason": "checking", "note": "Synthetic note"}


def ask(visitor: Client, **arguments: Any) -> Any:
    """Ask as a harvester does, and return the answer, which always has the form of the protocol."""
    return read(visitor.get(f"/oai?{urlencode(arguments, doseq=True)}"))


def read(response: Any) -> Any:
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/xml; charset=utf-8"
    root = etree.fromstring(response.content)
    SCHEMA.assertValid(root)
    return root


def ids(root: Any) -> list[str]:
    return [each.text.rpartition("/")[2] for each in root.iterfind(".//o:header/o:identifier", SPACES)]


def token(root: Any) -> str:
    return str(root.findtext(".//o:resumptionToken", "", SPACES) or "")


def code(root: Any) -> str:
    found = root.find("o:error", SPACES)
    return "" if found is None else str(found.get("code"))


def test_every_verb_answers_in_the_form_of_the_protocol(visitor: Client) -> None:
    makers: dict[Any, Any] = MAKERS
    made = {model: maker() for model, maker in makers.items()}
    Memorial.objects.update(contact="Write to <curators@memorial.example>, or come.")
    told = ask(visitor, verb="Identify").find("o:Identify", SPACES)
    assert told.findtext("o:repositoryName", "", SPACES) == "Synthetic Memorial"
    assert told.findtext("o:adminEmail", "", SPACES) == "curators@memorial.example"
    assert told.findtext("o:baseURL", "", SPACES) == "http://testserver/oai"
    assert ask(visitor, verb="ListMetadataFormats").findtext(".//o:metadataPrefix", "", SPACES) == "oai_dc"
    sets = [each.text for each in ask(visitor, verb="ListSets").iterfind(".//o:setSpec", SPACES)]
    assert sets == list(SETS)
    listed = ask(visitor, **LIST)
    assert sorted(ids(listed)) == sorted(made[model].public_id for model in SETS.values())
    assert ids(ask(visitor, **{**LIST, "verb": "ListIdentifiers"})) == ids(listed)
    for name, model in SETS.items():
        assert ids(ask(visitor, **LIST, set=name)) == [made[model].public_id]
        identifier = f"oai:{oai.host()}:{name}/{made[model].public_id}"
        one = ask(visitor, verb="GetRecord", metadataPrefix="oai_dc", identifier=identifier)
        assert ids(one) == [made[model].public_id]
        assert one.findtext(".//dc:identifier", "", SPACES).startswith("http://testserver/az/")
        assert code(ask(visitor, verb="ListMetadataFormats", identifier=identifier)) == ""


def test_question_that_is_sent_is_answered_as_one_in_the_address(visitor: Client, settings: Any) -> None:
    make_person()
    assert ids(read(visitor.post("/oai", LIST))) == ids(ask(visitor, **LIST))
    assert visitor.head("/oai", LIST).status_code == 200 and visitor.put("/oai").status_code == 405
    assert code(read(visitor.post("/oai", b"\xff\x00{", content_type="application/json"))) == "badVerb"
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 3
    many = {f"a{number}": "1" for number in range(9)}
    assert code(ask(visitor, **many)) == code(read(visitor.post("/oai", many))) == "badArgument"
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 3
    assert code(read(visitor.post("/oai", LIST))) == "badArgument"


SECOND = "2024-01-01T00:00:00Z"
WRONG: dict[str, list[dict[str, Any]]] = {
    "badVerb": [{}, {"verb": ""}, {"verb": "identify"}, {"verb": "\x00"}, {"verb": ["Identify", "Identify"]}],
    "badArgument": [
        {"verb": "Identify", "x": "1"},
        {"verb": "Identify", "metadataPrefix": "oai_dc"},
        {"verb": "ListRecords"},
        {"verb": "GetRecord", "metadataPrefix": "oai_dc"},
        {"verb": "GetRecord", "identifier": "oai:x:y"},
        {**LIST, "metadataPrefix": ["oai_dc", "oai_dc"]},
        {**LIST, "resumptionToken": "x"},
        *({**LIST, "from": text} for text in ("", "x", "2024", "2024-13-01", "2024-02-30", "٢٠٢٤-01-01")),
        {**LIST, "from": "2024-01-01T00:00Z"},
        *({**LIST, "until": text} for text in ("0000-01-01", "2024-01-01T24:00:00Z", "2024-01-01\x00", "9" * 5000)),
        {**LIST, "from": "2024-01-02", "until": "2024-01-01"},
        {**LIST, "from": "2024-01-01", "until": SECOND},
        {**LIST, "set": "people\x00"},
        {**LIST, "set": "<b>"},
    ],
    "cannotDisseminateFormat": [{**LIST, "metadataPrefix": text} for text in ("mods", "<b>\x00", "ə" * 900)],
    "noRecordsMatch": [{**LIST, "until": "2001-01-01"}, {**LIST, "from": "9999-12-31"}, {**LIST, "set": "families"}],
    "idDoesNotExist": [
        {"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": text}
        for text in ("x", "oai:", "oai:localhost:people/", "oai:localhost:people/0\x00", "%zz <&>", "ə" * 5000)
    ],
    "badResumptionToken": [
        *({"verb": "ListRecords", "resumptionToken": text} for text in ("x", "a:b:c", "\x00", "ə", "x" * 50_000)),
        {"verb": "ListSets", "resumptionToken": "x"},
    ],
}  # fmt: skip


@pytest.mark.parametrize("expected", WRONG)
def test_wrong_question_is_answered_by_its_error(visitor: Client, expected: str) -> None:
    make_person()
    for asked in WRONG[expected]:
        assert code(ask(visitor, **asked)) == expected, asked
    assert ask(visitor, verb="nothing").find("o:request", SPACES).attrib == {}


def test_days_and_seconds_are_whole_at_both_ends(visitor: Client) -> None:
    make_person()
    ask(visitor, **LIST)
    HarvestHeader.objects.update(changed_at=datetime(2024, 2, 26, 10, 30, 15, 999_999, tzinfo=UTC))
    for at in ("2024-02-26", "2024-02-26T10:30:15Z"):
        assert len(ids(ask(visitor, **LIST, **{"from": at, "until": at}))) == 1
    for name, at in {"from": "2024-02-26T10:30:16Z", "until": "2024-02-25"}.items():
        assert code(ask(visitor, **LIST, **{name: at})) == "noRecordsMatch"


def test_end_of_all_time_is_a_time(visitor: Client) -> None:
    make_person()
    assert len(ids(ask(visitor, **LIST, **{"from": "1000-01-01", "until": "9999-12-31"}))) == 1


def harvest(visitor: Client, **arguments: Any) -> list[str]:
    """Harvest a whole list, stretch by stretch."""
    root = ask(visitor, **arguments)
    found = ids(root)
    while more := token(root):
        root = ask(visitor, verb=arguments["verb"], resumptionToken=more)
        found += ids(root)
    return found


@pytest.mark.parametrize("verb", ["ListRecords", "ListIdentifiers"])
def test_list_is_gone_on_with_to_its_end(visitor: Client, monkeypatch: pytest.MonkeyPatch, verb: str) -> None:
    monkeypatch.setattr(oai, "PAGE_SIZE", 2)
    people = [make_person().public_id for _number in range(5)]
    make_event()
    assert harvest(visitor, **{**LIST, "verb": verb}, set="people") == people
    first = ask(visitor, **{**LIST, "verb": verb})
    element = first.find(".//o:resumptionToken", SPACES)
    assert element.get("cursor") == "0" and element.get("expirationDate") > first.findtext("o:responseDate", "", SPACES)
    other = "ListIdentifiers" if verb == "ListRecords" else "ListRecords"
    assert code(ask(visitor, verb=other, resumptionToken=token(first))) == "badResumptionToken"
    assert code(ask(visitor, verb=verb, resumptionToken=token(first)[:-1])) == "badResumptionToken"
    last = ask(visitor, verb=verb, resumptionToken=token(ask(visitor, verb=verb, resumptionToken=token(first))))
    assert last.find(".//o:resumptionToken", SPACES).attrib == {"cursor": "4"} and token(last) == ""


def test_token_that_is_too_old_is_refused(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(oai, "PAGE_SIZE", 1)
    make_person(), make_person()
    given = token(ask(visitor, **LIST))
    monkeypatch.setattr("django.core.signing.time.time", lambda: timezone.now().timestamp() + LASTS.total_seconds() + 1)
    assert code(ask(visitor, verb="ListRecords", resumptionToken=given)) == "badResumptionToken"


def test_what_changes_while_it_is_harvested_is_told_in_the_same_list(
    visitor: Client, curator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(oai, "PAGE_SIZE", 1)
    first, second = make_person(version=1), make_person()
    root = ask(visitor, **LIST)
    withdraw_now(entry=first, by=curator, **GONE)
    rest = []
    while more := token(root):
        root = ask(visitor, verb="ListRecords", resumptionToken=more)
        rest += [(each.get("status"), each[0].text.rpartition("/")[2]) for each in root.iterfind(".//o:header", SPACES)]
    assert rest == [(None, second.public_id), ("deleted", first.public_id)]


def test_withdrawal_reaches_who_goes_on_from_the_last_answer(visitor: Client, curator: User) -> None:
    live, other = make_person(given="Zqname", version=1), make_source(title="Zqsource")
    answered = ask(visitor, **LIST).findtext("o:responseDate", "", SPACES)
    HarvestHeader.objects.filter(entry=other.public_id).update(changed_at=timezone.now() - timedelta(days=2))
    withdraw_now(entry=live, by=curator, **GONE)
    root = ask(visitor, **LIST, **{"from": answered})
    assert ids(root) == [live.public_id] and root.find(".//o:header", SPACES).get("status") == "deleted"
    assert root.find(".//o:metadata", SPACES) is None and "Zqname" not in etree.tostring(root).decode()
    identifier = f"oai:{oai.host()}:people/{live.public_id}"
    one = ask(visitor, verb="GetRecord", metadataPrefix="oai_dc", identifier=identifier)
    assert one.find(".//o:header", SPACES).get("status") == "deleted"


def test_entry_that_has_closed_this_moment_is_told_no_longer(visitor: Client) -> None:
    person = make_person(given="Zqname")
    ask(visitor, **LIST)
    type(person).objects.filter(pk=person.pk).update(status="withdrawn")
    root = ask(visitor, **LIST)
    assert root.find(".//o:header", SPACES).get("status") == "deleted" and "Zqname" not in etree.tostring(root).decode()


def test_signs_of_xml_and_signs_that_it_cannot_carry_do_no_harm(visitor: Client) -> None:
    make_source(title="A & B <Zq> \x0b\ufffe]]> \U0001f56f")
    MemorialTranslation.objects.update(title="A & B <Zq> \x0b")
    told = ask(visitor, **LIST).findtext(".//dc:title", "", SPACES)
    assert told == "A & B <Zq> ]]> \U0001f56f"
    assert ask(visitor, verb="Identify").findtext(".//o:repositoryName", "", SPACES) == "A & B <Zq> "


def test_answer_is_the_same_whatever_the_visitor_speaks(visitor: Client) -> None:
    make_event(texts={"az": {"title": "Sintetik hadisə"}, "en": {"title": "Synthetic event"}})
    one, other = (visitor.get("/oai", LIST, headers={"accept-language": tag}) for tag in ("en", "ru"))
    assert one.content.split(b"</request>")[1] == other.content.split(b"</request>")[1]
    assert "Accept-Language" not in one.headers.get("Vary", "") and not one.cookies


@pytest.mark.parametrize(
    ("hosts", "host"), [(["memorial.example", "b"], "memorial.example"), ([".x.org"], "x.org"), (["*"], "localhost")]
)
def test_ids_bear_the_first_name_of_the_installation(settings: Any, hosts: list[str], host: str) -> None:
    settings.ALLOWED_HOSTS = hosts
    assert oai.host() == host
