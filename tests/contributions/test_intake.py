"""Intake: stored once, with its contact locked away."""

from pathlib import Path
from typing import Any

from django.db import connection

from memorial.contributions.contacts import contact_of, destroy_contact, seal_contact
from memorial.contributions.intake import Sent, contribute
from memorial.contributions.links import find_by_link, new_link, revoke_link
from memorial.contributions.models import Contribution, Kind, State
from memorial.models import Compartment, Memorial
from tests.contributions.keys import use_keys


def sent(**fields: object) -> Sent:
    return Sent(**{"kind": Kind.TESTIMONY, "once": "a" * 32, "language": "az", "words": "Synthetic words", **fields})  # type: ignore[arg-type]


def test_contribution_sent_twice_is_one(memorial: Memorial) -> None:
    first, second = contribute(sent=sent()), contribute(sent=sent(words="Other words"))
    assert first.contribution == second.contribution
    assert first.token == second.token
    assert Contribution.objects.get().words == "Synthetic words"


def test_contribution_begun_is_continued(memorial: Memorial) -> None:
    begun = contribute(sent=sent(), finished=False)
    assert begun.contribution.state == State.BEGUN
    ended = contribute(sent=sent(words="More words"))
    assert (ended.contribution.pk, ended.contribution.state) == (begun.contribution.pk, State.NEW)
    assert ended.contribution.words == "More words"


def test_private_link_leads_to_its_contribution_until_it_is_revoked(memorial: Memorial) -> None:
    receipt = contribute(sent=sent())
    assert find_by_link(receipt.token) == receipt.contribution
    another = new_link(receipt.contribution)
    assert find_by_link(receipt.token) is None
    assert find_by_link(another) == receipt.contribution
    revoke_link(receipt.contribution)
    assert find_by_link(another) is None


def test_contact_is_locked_and_gone_with_its_key(settings: Any, tmp_path: Path, transactional_db: None) -> None:
    use_keys(settings, tmp_path)
    Memorial.objects.create()
    receipt = contribute(sent=sent(contact={"name": "Zqname", "mail": "zq@example.org"}))
    assert contact_of(receipt.contribution) == {"name": "Zqname", "mail": "zq@example.org"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed, key FROM memorial_compartment")
        assert "Zqname" not in str(cursor.fetchall())
    backup = Compartment.objects.get()
    seal_contact(receipt.contribution, {"name": "Zqother"})
    assert contact_of(receipt.contribution) == {"name": "Zqother"}
    destroy_contact(receipt.contribution)
    backup.save()
    assert contact_of(receipt.contribution) == {}
