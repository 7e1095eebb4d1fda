"""Tricked spellings are read as what they stand for; a word inside another one is not meant.

The watched words here are invented and mean nothing in any language.
"""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memorial.contributions.folding import fold, readings
from memorial.contributions.watching import WatchList
from tests.contributions.invented import INVENTED
from tests.contributions.laments import LAMENTS

LISTED = WatchList(INVENTED.items())
ZORBUL, PHRASE, BRYUKHTA, STEM, LINTOK = INVENTED


@pytest.mark.parametrize(
    "spelling",
    [
        "zorbul", "ZORBUL", "Zorbul!", "«zorbul»", "ZoRbUl",
        "zоrbul", "zοrbul", "zօrbսl", "ΖΟRBUL", "ᴢᴏʀʙᴜʟ",
        "z o r b u l", "z.o.r.b.u.l", "z-o-r-b-u-l", "z_o_r_b_u_l", "z*o*r*b*u*l", "z  o  r  b  u  l", "a z o r b u l",
        "z·o·r·b·u·l", "z\no\nr\nb\nu\nl", "zor.bul", "zor-bul", "zor'bul",
        "zor\u200bbul", "z\u200do\u200cr\u2060b\ufefful", "zor\u00adbul", "z\u034forbul", "zor\u3164bul",
        "z̵o̵r̵b̵u̵l̵", "żørbuł", "z̷̛͎ơ̴̗r̵͉̀b̸̻̊u̶̜͌l̷̩̐", "zörbül",
        "z0rbul", "zorbu1", "z0rbu|", "2orbul".replace("2", "z"), "zorbuI", "ZORBU1", "z0r8ul", "z0r6ul",
        "zoooorbul", "zorbulllll", "ZZZORBUL", "zzoorrbbuull",
        "ｚｏｒｂｕｌ", "𝐳𝐨𝐫𝐛𝐮𝐥", "𝔷𝔬𝔯𝔟𝔲𝔩", "ⓩⓞⓡⓑⓤⓛ", "⒵⒪⒭⒝⒰⒧", "🅉🄾🅁🄱🅄🄻", "🅩🅞🅡🅑🅤🅛", "🆉🅾🆁🅱🆄🅻", "🇿🇴🇷🇧🇺🇱",
        "z\u200b 0.r b.u l", "Z O O O R B U L",
    ],
)  # fmt: skip
def test_tricked_spelling_of_a_word_is_found(spelling: str) -> None:
    for sentence in (spelling, f"They wrote {spelling} to us", f"“{spelling}”, dedilər"):
        assert LISTED.found_in(sentence) == [ZORBUL]


@pytest.mark.parametrize(
    ("spelling", "found"),
    [
        ("mekkavit dranolu", PHRASE),
        ("Mekkavit,  DRANOLU", PHRASE),
        ("mekkavit-dranolu", PHRASE),
        ("mekkavitdranolu", PHRASE),
        ("m e k k a v i t dranolu", PHRASE),
        ("m€kkavit dr@nolu", PHRASE),
        ("брюхта", BRYUKHTA),
        ("БРЮХТА", BRYUKHTA),
        ("бpюxтa", BRYUKHTA),
        ("6рюхта", BRYUKHTA),
        ("б р ю х т а", BRYUKHTA),
        ("брю́хта", BRYUKHTA),
        ("брюхт@", BRYUKHTA),
        ("şivrəq", STEM),
        ("SİVREQ", STEM),
        ("şivrəqlərdən", STEM),
        ("sivreqlerinizin", STEM),
        ("ŞIVRƏQLƏR", STEM),
        ("lintok", LINTOK),
        ("LINTOK", LINTOK),
        ("LİNTOK", LINTOK),
        ("lıntok", LINTOK),
        ("1intok", LINTOK),
        ("Iintok", LINTOK),
        ("|intok", LINTOK),
        ("l!nt0k", LINTOK),
        ("ӏіптоk".replace("п", "n"), LINTOK),
    ],
)
def test_tricked_spelling_in_each_alphabet_is_found(spelling: str, found: int) -> None:
    assert LISTED.found_in(f"x, {spelling}: y") == [found]


@pytest.mark.parametrize(
    "text",
    [
        "zorbulan", "azorbul", "unzorbulled", "lintokların", "klintok", "mekkavit", "dranolu mekkavit",
        "mekkavit və dranolu", "mekkavit dranolular",
        "zor bul", "lint ok", "az or bul", "брюхтами", "кобрюхта", "şivrə qlər", "ŞİVRƏ",
        "26.02.1992", "1992 0 1 2 3", "z", "a b c d e f", "", "   ", "…!?", "0", "@@@ $$$ |||",
    ],
)  # fmt: skip
def test_word_inside_another_or_beside_another_is_not_meant(text: str) -> None:
    assert LISTED.found_in(text) == []


def test_letter_repeated_in_the_list_must_be_repeated_in_the_text() -> None:
    assert WatchList([(1, "tikkor")]).found_in("tikor") == []
    assert WatchList([(1, "tikkor")]).found_in("tikkkkor") == [1]


def test_several_words_are_found_each_once_in_order() -> None:
    assert LISTED.found_in("lintok zorbul L1NTOK z.o.r.b.u.l") == sorted([LINTOK, ZORBUL])


def test_grieving_texts_are_never_flagged() -> None:
    flagged = {text: LISTED.found_in(text) for texts in LAMENTS.values() for text in texts}
    assert {text: found for text, found in flagged.items() if found} == {}


def test_what_stands_inside_the_words_of_grief_is_no_reason_to_flag_them() -> None:
    words = {word for texts in LAMENTS.values() for text in texts for word in fold(text).split() if len(word) > 5}
    whole = {word for texts in LAMENTS.values() for text in texts for reading in readings(text) for word in reading}
    inner = [part for word in sorted(words) for part in (word[1:-1], word[:-1], word[1:]) if part not in whole]
    listed = WatchList(enumerate(inner))
    assert len(inner) > 500
    found = {inner[key] for texts in LAMENTS.values() for text in texts for key in listed.found_in(text)}
    assert found == set()


def test_invented_word_within_a_grieving_text_is_found() -> None:
    for texts in LAMENTS.values():
        for text in texts:
            assert LISTED.found_in(f"{text} z.0.r.b.u.l {text}") == [ZORBUL]


@given(st.text(max_size=200))
def test_anything_can_be_folded_and_folding_again_changes_nothing(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert readings(text)
    LISTED.found_in(text)


def test_reading_a_very_long_text_takes_little_time() -> None:
    many = WatchList([(key, f"zorbul{key:04d}x") for key in range(500)] + list(INVENTED.items()))
    began = time.perf_counter()
    assert many.found_in("Sözlərim çatmır, 1992-ci ildə hamımız oradaydıq. " * 2000 + "z0rbul") == [ZORBUL]
    assert time.perf_counter() - began < 10
