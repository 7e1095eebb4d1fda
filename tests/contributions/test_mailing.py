"""Mails to senders: only where an address was left, with nothing in them that tells whom or what; nothing is kept."""

import json
import logging
import smtplib
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.cache.backends import locmem
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.dummy import EmailBackend as DummyBackend
from django.db import transaction
from django.test import Client
from django_tasks_db.models import DBTaskResult

from memorial.contributions.contacts import destroy_contact, seal_contact
from memorial.contributions.intake import Sent, contribute
from memorial.contributions.links import find_by_link, new_link
from memorial.contributions.mailing import MOST_MAILS, PAUSES, Occasion, send_mail, tell_sender
from memorial.contributions.mails import SentMail
from memorial.contributions.models import Contribution, Kind
from memorial.models import Memorial
from tests.contributions.keys import use_keys
from tests.contributions.sending import number

ADDRESS = "zqaddress@example.org"
#: What no mail, no job and no log may hold. (A secret of random letters may well hold any two of them.)
MARKS = ("Zqname", "Zqphone", "Zqwords", "Zqshown", "Zqdetail", "Zqrefused", "zqaddress")
KEPT = "memorial.contributions.mails.KeptMail"


@pytest.fixture(autouse=True)
def keys(settings: Any, tmp_path: Path) -> None:
    use_keys(settings, tmp_path)


class DeadServer(BaseEmailBackend):
    """A mail server that takes nothing, and says whose mail that was."""

    def send_messages(self, email_messages: Any) -> int:
        raise smtplib.SMTPRecipientsRefused({ADDRESS: (550, b"Zqrefused")})


class OddServer(BaseEmailBackend):
    """A way of sending that cannot write a header, and says which."""

    def send_messages(self, email_messages: Any) -> int:
        raise ValueError(ADDRESS)


def written(**fields: Any) -> tuple[Contribution, str]:
    """Return a contribution whose sender left an address, and the secret of its private link."""
    contact = fields.pop("contact", {"mail": ADDRESS, "name": "Zqname", "telephone": "Zqphone"})
    asked = {"kind": Kind.TESTIMONY, "once": f"{next(number):032d}", "language": "en", "words": "Zqwords", **fields}
    receipt = contribute(sent=Sent(**asked, contact=contact))
    return receipt.contribution, receipt.token


def jobs() -> list[list[Any]]:
    """Return what the jobs that wait are given, the earliest first."""
    rows = DBTaskResult.objects.filter(task_path=send_mail.module_path).order_by("enqueued_at", "run_after")
    return [row.args_kwargs["args"] for row in rows]


def work() -> None:
    """Do the jobs that wait, once each."""
    given = jobs()
    DBTaskResult.objects.all().delete()
    for arguments in given:
        send_mail.call(*arguments)


def test_nobody_is_written_to_who_left_no_address(memorial: Memorial) -> None:
    for contact in ({}, {"name": "Zqname"}, {"mail": "no address"}, {"mail": "a@example.org\nBcc: b@example.org"}):
        row, token = written(contact=contact)
        tell_sender(row, Occasion.RECEIVED, token)
    assert (jobs(), mail.outbox) == ([], [])


@pytest.mark.every_case
@pytest.mark.parametrize("occasion", list(Occasion))
@pytest.mark.parametrize("language", ["az", "en", "ru", "tr"])
def test_mail_names_nobody_and_repeats_nothing(memorial: Memorial, occasion: Occasion, language: str) -> None:
    row, token = written(language=language, shown_name="Zqshown", details={"x": "Zqdetail"})
    tell_sender(row, occasion, token if occasion == Occasion.RECEIVED else "")
    work()
    (sent,) = mail.outbox
    whole = sent.message().as_string()
    text = f"{sent.subject}\n{sent.body}"
    assert [mark for mark in MARKS if mark in text] == []
    assert row.reference in sent.subject
    assert row.reference in sent.body
    assert (sent.to, sent.cc, sent.bcc) == ([ADDRESS], [], [])
    assert f"/{language}/contribute/" in sent.body
    assert whole.count(ADDRESS) == 1
    assert ("/yours/" in sent.body) == (occasion in (Occasion.RECEIVED, Occasion.LINK))


def test_other_language_is_answered_in_the_memorials_own(memorial: Memorial) -> None:
    row, token = written(language="hy")
    tell_sender(row, Occasion.RECEIVED, token)
    work()
    assert f"/{memorial.languages[0]}/contribute/yours/{token}/" in mail.outbox[0].body


def test_receipt_is_mailed_once(memorial: Memorial) -> None:
    row, token = written()
    for _time in range(2):
        tell_sender(row, Occasion.RECEIVED, token)
    assert len(jobs()) == 1


def test_job_holds_neither_the_address_nor_the_link(memorial: Memorial) -> None:
    row, token = written()
    another = new_link(row)
    tell_sender(row, Occasion.RECEIVED, token)
    tell_sender(row, Occasion.LINK, another)
    tell_sender(row, Occasion.ASKED)
    kept = json.dumps(list(DBTaskResult.objects.values("args_kwargs", "return_value", "traceback")))
    assert len(jobs()) == 3
    for secret in (token, another, *MARKS):
        assert secret not in kept


def test_link_that_was_given_is_mailed(memorial: Memorial) -> None:
    row, _token = written()
    another = new_link(row)
    tell_sender(row, Occasion.LINK, another)
    work()
    assert f"/contribute/yours/{another}/" in mail.outbox[0].body
    assert find_by_link(another) == row


@pytest.mark.parametrize("occasion", [Occasion.RECEIVED, Occasion.LINK])
def test_link_that_was_replaced_meanwhile_is_not_mailed(memorial: Memorial, occasion: Occasion) -> None:
    row, token = written()
    given = token if occasion == Occasion.RECEIVED else new_link(row)
    tell_sender(row, occasion, given)
    newest = new_link(row)
    work()
    assert "/yours/" not in mail.outbox[0].body
    assert find_by_link(newest) == row


def test_lost_link_holds_until_another_is_on_its_way(memorial: Memorial, settings: Any) -> None:
    row, token = written()
    tell_sender(row, Occasion.LINK)
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{__name__}.DeadServer"
    work()
    assert find_by_link(token) == row
    settings.EMAIL_BACKEND = working
    work()
    assert find_by_link(token) is None
    link = next(word for word in mail.outbox[0].body.split() if "/yours/" in word)
    assert find_by_link(link.rstrip("/").rpartition("/")[2]) == row


@pytest.mark.parametrize("backend", [KEPT, f"{DummyBackend.__module__}.EmailBackend"])
def test_link_is_not_replaced_where_no_mail_reaches_anybody(memorial: Memorial, settings: Any, backend: str) -> None:
    settings.EMAIL_BACKEND = backend
    row, token = written()
    tell_sender(row, Occasion.LINK)
    work()
    assert find_by_link(token) == row
    assert "sends no mails" in Client().get("/en/contribute/lost/").content.decode()
    assert "It also comes" not in Client().get(f"/en/contribute/yours/{token}/?sent").content.decode()


def test_mail_survives_a_mail_server_that_fails(memorial: Memorial, settings: Any, caplog: Any) -> None:
    row, token = written()
    tell_sender(row, Occasion.RECEIVED, token)
    settings.EMAIL_BACKEND = f"{__name__}.DeadServer"
    with caplog.at_level(logging.DEBUG):
        for failures in range(len(PAUSES)):
            work()
            assert jobs() == [[row.pk, "received", "", failures + 1]]
            assert DBTaskResult.objects.get().run_after is not None
        work()
    assert jobs() == []
    assert row.reference in caplog.text
    assert [mark for mark in MARKS if mark in caplog.text] == []


def test_mail_is_sent_when_the_server_works_again(memorial: Memorial, settings: Any) -> None:
    row, token = written()
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{__name__}.DeadServer"
    tell_sender(row, Occasion.RECEIVED, token)
    work()
    settings.EMAIL_BACKEND = working
    work()
    assert (len(mail.outbox), jobs()) == (1, [])


def test_what_cannot_be_written_is_given_up_without_a_word_of_it(
    memorial: Memorial, settings: Any, caplog: Any
) -> None:
    row, token = written()
    tell_sender(row, Occasion.RECEIVED, token)
    settings.EMAIL_BACKEND = f"{__name__}.OddServer"
    work()
    assert jobs() == []
    assert row.reference in caplog.text
    assert ADDRESS not in caplog.text


def test_mail_of_an_act_that_failed_is_not_sent(memorial: Memorial) -> None:
    row, _token = written()

    def act() -> None:
        with transaction.atomic():
            tell_sender(row, Occasion.ASKED)
            raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        act()
    assert jobs() == []


def test_address_that_is_gone_meanwhile_is_not_written_to(transactional_db: None) -> None:
    Memorial.objects.create()
    row, token = written()
    tell_sender(row, Occasion.RECEIVED, token)
    destroy_contact(row)
    work()
    assert mail.outbox == []


def test_contribution_that_is_gone_is_nobodys(memorial: Memorial) -> None:
    send_mail.call(12345, "received")
    assert mail.outbox == []


def test_embedded_installation_keeps_mails_without_address_and_link(memorial: Memorial, settings: Any) -> None:
    settings.EMAIL_BACKEND = KEPT
    row, token = written()
    seal_contact(row, {"mail": ADDRESS})
    tell_sender(row, Occasion.RECEIVED, token)
    work()
    kept = SentMail.objects.get()
    assert kept.reference == row.reference
    assert "private link: only its sender knows it" in kept.body
    assert token not in f"{kept.subject}{kept.body}"
    assert ADDRESS not in f"{kept.subject}{kept.body}"


def test_nobody_is_mailed_without_end_by_what_others_send(memorial: Memorial) -> None:
    for place in range(MOST_MAILS + 3):
        row, token = written(contact={"mail": f"ZqAddress+{place}@Example.org"})
        tell_sender(row, Occasion.RECEIVED, token)
        tell_sender(row, Occasion.LINK)
    assert len(jobs()) == MOST_MAILS
    tell_sender(row, Occasion.ASKED)
    other, token = written(contact={"mail": "zqother@example.org"})
    tell_sender(other, Occasion.RECEIVED, token)
    assert len(jobs()) == MOST_MAILS + 2
    assert "zqaddress" not in str(vars(locmem)["_caches"]).lower()
