"""Two curators who accept, or decide, at the same moment: one wins, and the other is told in a sentence."""

from collections.abc import Callable
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from memorial.accounts.roles import Role, make_roles
from memorial.contributions.acceptance import accept
from memorial.contributions.models import Kind
from memorial.contributions.takedown import Said, decide
from memorial.models import LedgerLine, Memorial, Message, User
from memorial.review.actions import TransitionRefused
from memorial.review.ledger_check import chain_faults
from tests.conftest import staff
from tests.contributions.given import given
from tests.contributions.keys import use_keys
from tests.factories import keep_version, make_source

pytestmark = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="the default database is written by one at a time"
)


@pytest.fixture
def people(transactional_db: None, settings: Any, tmp_path: Path) -> list[User]:
    use_keys(settings, tmp_path)
    make_roles()
    Memorial.objects.create()
    return [staff("curator", Role.CURATOR), staff("second-curator", Role.CURATOR)]


def together(does: Callable[[User], Any], people: list[User]) -> list[str]:
    """Have each do the same at the same moment, and return the sentences of those who were refused."""
    start, told = Barrier(len(people)), []

    def run(person: User) -> None:
        try:
            start.wait(timeout=30)
            does(person)
        except TransitionRefused as refusal:
            told.append(str(refusal))
        finally:
            connection.close()

    threads = [Thread(target=run, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return told


def test_two_who_accept_at_once_make_one(people: list[User]) -> None:
    row = given(Kind.MESSAGE)
    told = together(lambda person: accept(contribution=row, by=person), people)
    assert len(told) == 1
    assert "A colleague or the sender was faster" in told[0]
    assert Message.objects.count() == 1
    assert LedgerLine.objects.filter(verb="c_accepted").count() == 1
    assert list(chain_faults()) == []


def test_two_who_decide_at_once_settle_it_once(people: list[User]) -> None:
    entry = keep_version(make_source())
    row = given(Kind.TAKEDOWN, about_kind="source", about=entry.public_id)
    said = Said(granted=True, verified="Synthetic", why="Synthetic", answer="Synthetic answer")
    assert together(lambda person: decide(contribution=row, by=person, said=said), people) == []
    assert row.verdicts.count() == 2
    assert row.letters.count() == 1
    assert LedgerLine.objects.filter(verb="withdrawn").count() == 1
