"""Encodings of lists: each is found by its letters, shown, and can be corrected."""

import codecs
from pathlib import Path

import pytest

from memorial.exchange.lists.encodings import find_encoding
from memorial.exchange.lists.files import look_at
from memorial.exchange.lists.readings import Kind, Reading
from tests.exchange.lists.made_files import read, refusal, written

CYRILLIC = "Имя,Год,Пол\nСинтетикова Ёлка,1950,ж\nСинтетиков Щука оглы,1951,М\n"
TURKISH = "Adı,Yıl,Yer\nSintetikoğlu Şişkin,1950,İzmir\nSentetik Çağrı,1951,Ağrı\n"
WESTERN = "Nombre,Año,Lugar\nSintética Núñez,1950,Córdoba\nSintético Gutiérrez,1951,Tucumán\n"
AZERBAIJANI = "Ad,İl,Kənd\nSintetikova Ayşə,1950,Heçyer\nSintetikov Əli,1951,Heçyer\n"
ICELANDIC = "Nafn,Ár,Staður\nGerviþór Ímyndarson,1950,Hvergi\nGervibjörg Óráðsdóttir,1951,Þúfa\n"


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        (CYRILLIC, "cp1251", "windows-1251"),
        (TURKISH, "cp1254", "windows-1254"),
        (WESTERN, "latin-1", "latin-1"),
        (ICELANDIC, "latin-1", "latin-1"),
        (WESTERN + "“Sintético”,1952,–\n", "cp1252", "windows-1252"),
        (AZERBAIJANI, "utf-8", "utf-8"),
        (AZERBAIJANI, "utf-8-sig", "utf-8"),
        (AZERBAIJANI, "utf-16-le", "utf-16-le"),
        (CYRILLIC, "utf-16-be", "utf-16-be"),
        ("\ufeff" + AZERBAIJANI, "utf-16-le", "utf-16-le"),
        ("\ufeff" + AZERBAIJANI, "utf-16-be", "utf-16-be"),
        ("Name,Year,Place\nSintetikova,1950,\n", "ascii", "utf-8"),
    ],
)
def test_encoding_is_found_by_its_letters(tmp_path: Path, text: str, codec: str, name: str) -> None:
    path = written(tmp_path, text, encoding=codec)
    look = look_at(path, path.name)
    assert look.reading.encoding == name
    lines = [line.split(",") for line in text.removeprefix("\ufeff").splitlines()]
    assert look.header == tuple(lines[0])
    assert look.first == tuple(map(tuple, lines[1:]))
    assert any("encoding was guessed" in doubt for doubt in look.doubts) == (not name.startswith("utf"))
    assert [row.cells for row in read(path)] == list(look.first)


def test_others_that_the_bytes_allow_are_offered(tmp_path: Path) -> None:
    path = written(tmp_path, TURKISH, encoding="cp1254")
    found = find_encoding(path)
    assert (found.encoding, found.guessed) == ("windows-1254", True)
    assert set(found.others) == {"windows-1251", "latin-1"}


def test_encoding_that_a_person_chose_is_kept(tmp_path: Path) -> None:
    path = written(tmp_path, TURKISH, encoding="cp1254")
    look = look_at(path, path.name, Reading(Kind.CSV, encoding="latin-1"))
    assert look.first[0][0] == "Sintetikoðlu Þiþkin"
    assert "windows-1254" in look.encodings
    assert look.doubts == ()


def test_letters_that_stand_far_below_are_weighed_too(tmp_path: Path) -> None:
    plain = "Name,Year,Sex\n" + "Sintetikova,1950,F\n" * 40_000
    path = written(tmp_path, plain + CYRILLIC, encoding="cp1251")
    assert find_encoding(path).encoding == "windows-1251"


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_few_bytes_that_are_not_utf_8_are_refused_at_their_line(tmp_path: Path, ends: str) -> None:
    sound = (AZERBAIJANI * 20).replace("\n", ends).encode()
    refused = refusal(written(tmp_path, sound + b"Sintetikov\xfd,1950,Nowhere" + ends.encode() + sound))
    assert (refused.code, refused.line) == ("encoding", 61)
    assert "Line 61 " in str(refused)


def test_utf_16_that_breaks_off_is_refused(tmp_path: Path) -> None:
    refused = refusal(written(tmp_path, codecs.BOM_UTF16_LE + AZERBAIJANI.encode("utf-16-le") + b"a"))
    assert (refused.code, refused.line) == ("encoding", 4)
