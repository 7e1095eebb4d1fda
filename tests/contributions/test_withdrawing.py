"""Withdrawing by the private link: at once everywhere, and what is deleted is deleted."""

from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from memorial.contributions.contacts import contact_of
from memorial.contributions.intake import Sent, contribute
from memorial.contributions.made_entries import COMMAND
from memorial.contributions.models import Contribution, Kind, State
from memorial.contributions.sender_acts import allow, may, pause, withdraw
from memorial.contributions.takedown import pause as take_down_for_now
from memorial.models import Asset, Consent, Memorial, Message, Testimony, User
from memorial.review.actions import TransitionRefused
from memorial.review.status import Status
from tests.addresses import TOKEN, lasting_headers, public_addresses, urls_for
from tests.contributions.keys import use_keys
from tests.contributions.sending import sent_in
from tests.contributions.taken_in import lines, page, shown_message, taken_in, told
from tests.factories import add_picture, keep_version, make_asset, make_person, make_testimony


@pytest.fixture(autouse=True)
def keys(settings: Any, tmp_path: Path) -> None:
    use_keys(settings, tmp_path)


def test_all_files_that_were_made_follow(memorial: Memorial) -> None:
    first, second = make_asset(living="nobody"), make_asset(living="agreed")
    second.consents.create(purpose="publish", given=True, audience="public")
    row = taken_in(Kind.PICTURE, made_kind="asset", made=first.public_id)
    fields = {"size": 1, "sha256": "0" * 64, "media_type": "image/png", "kind": "image"}
    row.attachments.create(once="b" * 32, asset=second.public_id, **fields)
    withdraw(contribution=row, wholly=False)
    assert {Client().get(each.get_absolute_url()).status_code for each in (first, second)} == {410}
    assert set(Asset.objects.values_list("status", flat=True)) == {Status.WITHDRAWN}


def test_correction_that_was_taken_up_stays(memorial: Memorial) -> None:
    person = make_person(given="Synthetic")
    row = taken_in(Kind.CORRECTION, made_kind="person", made=person.public_id, words="Zqcorrection")
    assert not may(row)["pause"]
    withdraw(contribution=row, wholly=True)
    row.refresh_from_db()
    assert Client().get(person.get_absolute_url()).status_code == 200
    assert (row.words, row.state) == ("", State.WITHDRAWN)
    assert lines()[0] == ("c_withdrawn", COMMAND)


def test_message_that_is_withdrawn_is_deleted(memorial: Memorial) -> None:
    row, _message = shown_message()
    withdraw(contribution=row, wholly=True)
    assert not Message.objects.exists()
    assert "Zqmessage" not in Client().get("/en/messages/").content.decode()


def test_withdrawal_from_the_pages_keeps_it_in_the_archive(memorial: Memorial) -> None:
    row, testimony = told()
    withdraw(contribution=row, wholly=False)
    row.refresh_from_db()
    testimony.refresh_from_db()
    assert Client().get(testimony.get_absolute_url()).status_code == 410
    assert (row.state, row.answers) == (State.ACCEPTED, {"keep": True, "publish": False, "research": False})
    assert list(testimony.consents.filter(withdrawn_at=None).values_list("purpose", flat=True)) == ["keep"]
    assert testimony.narrator_name == "Zqname Zqfamily"
    assert row.changed_at is not None


def test_without_leave_to_keep_it_all_goes(memorial: Memorial) -> None:
    row = sent_in(answers={"keep": False})
    assert not may(row)["archive"]
    with pytest.raises(TransitionRefused):
        withdraw(contribution=row, wholly=False)


def test_withdrawal_leaves_no_word_and_a_tombstone_without_a_name(memorial: Memorial) -> None:
    row, testimony = told()
    row.letters.create(words="Zqletter", at=timezone.now())
    withdraw(contribution=row, wholly=True)
    row.refresh_from_db()
    assert (row.state, row.words, row.shown_name, row.letters.count()) == (State.WITHDRAWN, "", "", 0)
    answered = Client().get(testimony.get_absolute_url())
    assert answered.status_code == 410
    assert not {mark for mark in ("Zqname", "Zqfamily", "Zqsummary", "Zqletter") if mark in answered.content.decode()}
    testimony = Testimony.objects.get()
    assert (testimony.narrator_name, testimony.written("summary")) == ("", "")
    assert not Consent.objects.filter(given=True, withdrawn_at=None).exists()
    assert {who for _verb, who in lines()} == {COMMAND}
    with pytest.raises(TransitionRefused):
        withdraw(contribution=row, wholly=True)


def test_withdrawal_destroys_the_key_of_the_contact(transactional_db: None) -> None:
    Memorial.objects.create()
    sent = Sent(kind=Kind.TESTIMONY, once="c" * 32, language="en", words="Zq", contact={"mail": "zq@example.org"})
    row = contribute(sent=sent).contribution
    withdraw(contribution=row, wholly=True)
    assert contact_of(row) == {}


def test_what_nobody_had_read_is_withdrawn_without_a_word_to_the_curators(memorial: Memorial, curator: User) -> None:
    unread, read = sent_in(), sent_in(in_charge=curator)
    for row in (unread, read):
        withdraw(contribution=row, wholly=True)
        row.refresh_from_db()
    assert (unread.changed_at is None, read.changed_at is None) == (True, False)


def disk_gone(execute: Any, sql: str, *rest: Any) -> Any:
    """Let the database fail when the letters are deleted, after everything was withdrawn."""
    if sql.startswith("DELETE") and "memorial_letter" in sql:
        raise OperationalError("disk I/O error")
    return execute(sql, *rest)


def test_act_that_fails_half_way_has_done_nothing(memorial: Memorial) -> None:
    row, testimony = told()
    row.letters.create(words="Synthetic", at=timezone.now())
    with connection.execute_wrapper(disk_gone), pytest.raises(OperationalError, match="disk"):
        withdraw(contribution=row, wholly=True)
    assert "Zqfamily" in page(testimony)
    assert lines() == []


def steady_addresses(entries: list[Any], languages: list[str]) -> dict[str, tuple[int, bytes, str]]:
    """Return what every public address answers that says the same to everybody at any time."""
    found = {}
    for address in public_addresses():
        if address.name.startswith("contribute_") or address.name == "candle_light":
            # Each opening of a form has a key of its own.
            continue
        for url in urls_for(address, entries, languages):
            response = Client().get(url)
            said = "\n".join(f"{name}: {value}" for name, value in sorted(lasting_headers(response).items()))
            # An answer to a harvester tells the second in which it was given.
            found[url] = (response.status_code, TOKEN.sub(b"", response.content), said)
    return found


# The rule is one for all languages.
@pytest.mark.parametrize("language", ["en", pytest.param("az", marks=pytest.mark.slow)])
def test_after_the_withdrawal_every_page_is_as_before_the_testimony(memorial: Memorial, language: str) -> None:
    person, other = make_person(given="Synthetic"), make_testimony("Synthetic other")
    entries = [keep_version(person), keep_version(other)]
    before = steady_addresses(entries, [language])
    row, testimony = told()
    testimony.people.add(person)
    add_picture(testimony, make_asset(kind="audio", living="agreed"))
    shown = steady_addresses(entries, [language])
    assert [url for url in before if shown[url] != before[url]]
    withdraw(contribution=row, wholly=True)
    after = steady_addresses(entries, [language])
    assert [url for url in before if after[url] != before[url]] == []
    assert after.keys() == before.keys()
    assert {Client().get(url).status_code for url in own_pages(testimony, language)} <= {404, 410}


def own_pages(testimony: Testimony, language: str) -> list[str]:
    """Return the addresses that the testimony alone has."""
    without = {url for address in public_addresses() for url in urls_for(address, [], [language])}
    own = {url for address in public_addresses() for url in urls_for(address, [testimony], [language])}
    return sorted(own - without)


def redacted_picture() -> tuple[Contribution, Asset, Asset]:
    """Return a picture of living people with its redacted copy, both published, and the contribution it came with."""
    whole = make_asset(living="agreed")
    for purpose in ("keep", "publish"):
        whole.consents.create(purpose=purpose, given=True, audience="public")
    covered = make_asset(living="nobody", redacts=whole)
    return taken_in(Kind.PICTURE, made_kind="asset", made=whole.public_id), whole, covered


@pytest.mark.parametrize("act", ["pause", "archive", "answer no"])
def test_redacted_copy_goes_with_the_picture(memorial: Memorial, act: str) -> None:
    row, whole, covered = redacted_picture()
    assert {Client().get(each.get_absolute_url()).status_code for each in (whole, covered)} == {200}
    if act == "pause":
        pause(contribution=row)
    elif act == "archive":
        withdraw(contribution=row, wholly=False)
    else:
        allow(contribution=row, answers={"publish": False})
    assert {Client().get(each.get_absolute_url()).status_code for each in (whole, covered)} <= {404, 410}


def test_curators_learn_that_a_request_was_withdrawn_because_of_which_something_is_down(
    memorial: Memorial, curator: User
) -> None:
    person = make_person(given="Synthetic")
    row = sent_in(Kind.TAKEDOWN, about_kind="person", about=person.public_id)
    take_down_for_now(contribution=row, by=curator, note="Synthetic cause")
    withdraw(contribution=row, wholly=True)
    row.refresh_from_db()
    assert (row.state, row.in_charge) == (State.WITHDRAWN, curator)
    assert row.changed_at is not None
