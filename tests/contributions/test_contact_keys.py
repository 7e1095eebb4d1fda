"""The keys of those who sent something: new ones, wrapped anew, and gone from every backup once they are destroyed."""

import io
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.core import serializers
from django.core.management import CommandError, call_command
from django.db import connection

from memorial.contributions import keys
from memorial.contributions.contacts import contact_of, destroy_contact
from memorial.contributions.erasure import erase
from memorial.contributions.intake import Sent, contribute
from memorial.contributions.keys import KeyGone, destroy_key, key_of, rewrap_keys
from memorial.contributions.models import Contribution, Kind
from memorial.models import Compartment, LedgerLine, Memorial
from memorial.review.ledger import Verb
from tests.contributions.keys import use_keys

SAID = {"name": "Zqname", "mail": "zq@example.org"}


@pytest.fixture(autouse=True)
def folders(memorial: Memorial, settings: Any, tmp_path: Path) -> Path:
    use_keys(settings, tmp_path)
    return tmp_path


def given(once: str = "a" * 32) -> Contribution:
    return contribute(sent=Sent(Kind.MESSAGE, once, "az", words="Synthetic words", contact=SAID)).contribution


def key_files() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in keys.place().iterdir() if path.name != keys.LOCK}


def test_new_key_is_a_key() -> None:
    out = io.StringIO()
    call_command("new_contact_key", stdout=out)
    Fernet(out.getvalue().strip())


def test_keys_are_wrapped_anew_and_the_old_one_can_go(settings: Any) -> None:
    rows = [given("a" * 32), given("b" * 32)]
    before, (earlier,) = key_files(), settings.CONTACT_KEYS
    settings.CONTACT_KEYS = [Fernet.generate_key().decode(), earlier]
    out = io.StringIO()
    call_command("rewrap_contact_keys", stdout=out)
    assert "Keys wrapped anew: 2." in out.getvalue()
    assert all(key_files()[name] != wrapped for name, wrapped in before.items())
    settings.CONTACT_KEYS = settings.CONTACT_KEYS[:1]
    assert [contact_of(row) for row in rows] == [SAID, SAID]
    settings.CONTACT_KEYS = [earlier]
    assert contact_of(rows[0]) == {}
    line = LedgerLine.objects.get(verb=Verb.KEYS_REWRAPPED)
    assert (line.detail, line.who) == ({"keys": 2, "closed": 0}, "rewrap_contact_keys")


def test_wrapping_that_was_interrupted_can_be_begun_again(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [given("a" * 32), given("b" * 32)]
    settings.CONTACT_KEYS = [Fernet.generate_key().decode(), *settings.CONTACT_KEYS]
    write = keys.write_durably
    written: list[Path] = []

    def write_once(path: Path, data: bytes) -> None:
        if written:
            raise KeyboardInterrupt
        written.append(path)
        write(path, data)

    monkeypatch.setattr(keys, "write_durably", write_once)
    with pytest.raises(KeyboardInterrupt):
        call_command("rewrap_contact_keys")
    assert [contact_of(row) for row in rows] == [SAID, SAID]
    monkeypatch.setattr(keys, "write_durably", write)
    call_command("rewrap_contact_keys", stdout=io.StringIO())
    settings.CONTACT_KEYS = settings.CONTACT_KEYS[:1]
    assert [contact_of(row) for row in rows] == [SAID, SAID]


def test_key_that_nobody_opens_is_named_and_the_others_are_wrapped(settings: Any) -> None:
    given()
    foreign = keys.place() / ("0" * 32)
    foreign.write_bytes(Fernet(Fernet.generate_key()).encrypt(b"synthetic"))
    before = foreign.read_bytes()
    said = io.StringIO()
    with pytest.raises(CommandError, match="1 keys are wrapped anew, 1 are not"):
        call_command("rewrap_contact_keys", stderr=said)
    assert foreign.name in said.getvalue()
    assert foreign.read_bytes() == before


def test_key_that_is_destroyed_meanwhile_is_not_written_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    row = given()
    name = Compartment.objects.get(contribution=row).key
    listed = [keys.place() / name]
    monkeypatch.setattr(Path, "iterdir", lambda _folder: iter(listed))
    destroy_key(name)
    assert rewrap_keys() == (0, [])
    assert not listed[0].exists()


def test_draft_of_a_key_goes_with_it() -> None:
    row = given()
    name = Compartment.objects.get(contribution=row).key
    draft = keys.place() / f".{name}.0a1b"
    draft.write_bytes((keys.place() / name).read_bytes())
    destroy_key(name)
    assert key_files() == {}
    with pytest.raises(KeyGone):
        key_of(name)


def test_backup_of_all_tables_says_nothing_once_the_key_is_destroyed(
    settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    row = given()
    backup = serializers.serialize("json", [row, Compartment.objects.get()])
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM memorial_compartment")
        dumped = str(cursor.fetchall())
    with django_capture_on_commit_callbacks(execute=True):
        erase(row)
    # The backup comes back, into the same installation with the same keys.
    for restored in serializers.deserialize("json", backup):
        restored.save()
    compartment = Compartment.objects.get()
    assert compartment.sealed
    assert compartment.sealed in dumped
    assert contact_of(Contribution.objects.get()) == {}
    for word in SAID.values():
        assert word not in dumped
        assert word not in backup
    installation = Fernet(settings.CONTACT_KEYS[0])
    with pytest.raises(Exception):  # noqa: B017, PT011  # however it fails
        installation.decrypt(compartment.sealed.encode())
    assert key_files() == {}


def test_backup_can_be_read_while_the_key_is_there() -> None:
    """What the test above shows is the doing of the key."""
    row = given()
    backup = serializers.serialize("json", [Compartment.objects.get()])
    Compartment.objects.all().delete()
    for restored in serializers.deserialize("json", backup):
        restored.save()
    assert contact_of(row) == SAID
    assert destroy_contact(row)
