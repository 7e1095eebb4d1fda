"""What the machine notices about something that was sent: it flags and sorts, and nothing is lost."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from memorial.contributions import proofs
from memorial.contributions.admission import Noticed, admit
from memorial.contributions.buckets import ACTS, TIDE, TIDE_OF_PROVED
from memorial.contributions.intake import contribute
from memorial.contributions.models import LAST, Contribution, Kind, State
from memorial.contributions.tokens import new_token
from memorial.models import Memorial, User, WatchedWord
from tests.contributions.clocks import SetClock, set_clock
from tests.contributions.keys import use_keys
from tests.contributions.laments import LAMENTS
from tests.contributions.sent_forms import asked, sent_form, solved

__all__ = ["set_clock"]

OWN_WORDS = "Atam həmin gecə evdən çıxanda mənə dedi ki, qapını bağla və bacını oyat, qorxma."


@pytest.fixture(autouse=True)
def folders(settings: Any, tmp_path: Path, memorial: Memorial) -> None:
    use_keys(settings, tmp_path)
    settings.CONTRIBUTED.mkdir()


def test_quick_or_unknown_form_is_given_back() -> None:
    assert sent_form(age=2.9).noticed().too_fast
    assert sent_form()._replace(token=None).noticed().too_fast
    assert sent_form(age=3).noticed() == Noticed([])


def test_field_that_people_do_not_see_puts_aside_and_loses_nothing() -> None:
    caught = sent_form(OWN_WORDS, posted={"remarks": "https://example.org"})
    seen = caught.noticed()
    assert seen == Noticed(["honeypot"], rank=LAST, aside=True)
    kept = contribute(sent=caught.sent, signs=seen.signs, rank=seen.rank, aside=seen.aside).contribution
    assert (kept.state, kept.signs, kept.words) == (State.ASIDE, ["honeypot"], OWN_WORDS)
    assert kept.moved_at is not None
    assert not Contribution.objects.open().exists()


@pytest.mark.parametrize(("kind", "most"), [(Kind.MESSAGE, 2), (Kind.TESTIMONY, 4), (Kind.CORRECTION, 10)])
def test_links_beyond_what_a_kind_needs_go_last(kind: str, most: int) -> None:
    links = [f"https://example.org/{number}" for number in range(most + 1)]
    assert sent_form(" ".join(links[:-1]), kind=kind).noticed() == Noticed([])
    assert sent_form(" ".join(links), kind=kind).noticed() == Noticed(["links"], rank=LAST)
    hidden = {"how": " ".join(links)}
    assert sent_form("x", kind=kind, details=hidden).noticed().signs == ["links"]


def test_same_words_again_go_last_however_they_are_written() -> None:
    assert sent_form(OWN_WORDS).noticed() == Noticed([])
    assert sent_form(OWN_WORDS.upper().replace("A", "А")).noticed() == Noticed(["same"], rank=LAST)
    assert sent_form(OWN_WORDS + " Sağ olun.").noticed() == Noticed([])


def test_same_form_sent_again_is_no_copy_of_itself() -> None:
    once = "c" * 32
    assert sent_form(OWN_WORDS, once=once).noticed() == sent_form(OWN_WORDS, once=once).noticed() == Noticed([])


@pytest.mark.parametrize("words", ["Allah rəhmət eləsin. Məkanı cənnət olsun.", "Rest in peace.", "Светлая память."])
def test_condolences_that_many_say_are_no_copies(words: str) -> None:
    assert [sent_form(words).noticed().signs for _time in range(3)] == [[], [], []]


def test_words_are_not_kept_where_copies_are_looked_for() -> None:
    sent_form(OWN_WORDS).noticed()
    kept = repr(cache._cache)  # type: ignore[attr-defined]  # the cache in memory
    assert "memorial:words:" in kept
    assert hashlib.sha256(OWN_WORDS.encode()).hexdigest() not in kept
    assert "Atam" not in kept


def test_watched_word_flags_and_sorts_lower(curator: User) -> None:
    word = WatchedWord.objects.create(words="zorbul", added_by=curator)
    assert sent_form("z.0.r.b.u.l").noticed() == Noticed([f"watched:{word.pk}"], rank=5)
    assert sent_form("x", kind=Kind.TAKEDOWN, details={"why": "zorbul"}).noticed().rank == 3
    assert sent_form("zorbulan").noticed() == Noticed([])
    assert sent_form("x", contact={"name": "Zorbul"}).noticed() == Noticed([])


def test_grieving_texts_keep_the_usual_place(curator: User) -> None:
    WatchedWord.objects.create(words="zorbul", added_by=curator)
    cache.clear()
    for number, text in enumerate(text for texts in LAMENTS.values() for text in texts):
        if number % 10 == 0:
            cache.clear()
        assert sent_form(text).noticed() == Noticed([])


def test_flood_sorts_lower_and_who_took_their_time_before_the_rest(set_clock: SetClock) -> None:
    for _time in range(TIDE.holds):
        assert sent_form().noticed() == Noticed([])
    assert sent_form(age=5).noticed() == Noticed(["flood"], rank=LAST)
    assert sent_form(age=90).noticed() == Noticed(["flood"], rank=8)
    assert sent_form(age=90, kind=Kind.TAKEDOWN).noticed() == Noticed(["flood"], rank=6)
    set_clock.forward(TIDE.holds * TIDE.seconds_per_drop)
    assert sent_form().noticed() == Noticed([])


def test_flood_from_one_network_lowers_nobody_else() -> None:
    signs = [sent_form().noticed(asked()).signs for _time in range(60)]
    assert signs == [[]] * 5 + [["flood"]] * 55
    assert sent_form().noticed(asked("192.0.2.2")) == Noticed([])


def test_proof_of_work_keeps_its_place_in_a_flood() -> None:
    while not sent_form().noticed().signs:
        pass
    assert sent_form(proof=True).noticed() == Noticed([])
    for _time in range(TIDE_OF_PROVED.holds):
        TIDE_OF_PROVED.take()
    assert sent_form(proof=True).noticed() == Noticed(["flood"], rank=8)


def test_proof_of_work_gives_its_network_more_room_once_per_form(set_clock: SetClock) -> None:
    def room_after_ten(*, proof: bool, address: str, once: str = "") -> int:
        for _time in range(10):
            assert admit(asked(address)) is None
            sent_form(proof=proof, once=once).noticed(asked(address))
        return sum(admit(asked(address)) is None for _time in range(40))

    assert ACTS["send"].holds == 30
    assert room_after_ten(proof=False, address="192.0.2.1") == 20
    assert room_after_ten(proof=True, address="192.0.2.2") == 27
    assert room_after_ten(proof=True, address="192.0.2.3", once="d" * 32) == 20


@pytest.mark.parametrize("proof", ["", "0", "-1", "1e5", "٣", "9" * 21, "\x00", "x" * 10_000])
def test_proof_that_is_none_changes_nothing(proof: str) -> None:
    while not sent_form().noticed().signs:
        pass
    assert sent_form(posted={"proof": proof}).noticed().signs == ["flood"]


def test_proof_of_another_form_is_none() -> None:
    while not sent_form().noticed().signs:
        pass
    other = new_token()
    assert sent_form(posted={"token": other, "proof": solved(other)}).noticed().signs == ["flood"]


def test_script_and_server_ask_for_the_same_sum() -> None:
    script = (Path(proofs.__file__).parents[1] / "static" / "memorial" / "proof.js").read_text()
    assert f"const BITS = {proofs.BITS};" in script


def test_guard_has_what_the_server_looks_at_and_hides_it_from_people(visitor: Client) -> None:
    page = visitor.get(reverse("contribute_message")).content.decode()
    assert 'name="token" value="' in page
    assert "<p hidden><label>" in page
    assert 'name="remarks" value="" tabindex="-1" autocomplete="off"' in page
    assert 'name="proof" value=""' in page
    assert "proof.js" in page
