"""Tables and lines as the desk gives them out: read right by spreadsheets, and back by the memorial itself."""

import codecs
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from memorial.exchange.exports.copies import make_copy
from memorial.exchange.lists.files import look_at, rows
from memorial.models import Memorial
from memorial.review.clock import set_clock
from tests.exchange.exports.opened import csv_tables, json_lines, sheets
from tests.exchange.exports.test_exports_desk import asked, got
from tests.factories import add_name, make_person

pytestmark = pytest.mark.usefixtures("files")
NAMES = ["Gülnarə Sintetiková", "Гульнара Синтетикова", "'Abd Sintetikov", "=1+1", "-", "''", "a,b", 'say "x"', "a\nb"]


@pytest.fixture(autouse=True)
def time_is_known(memorial: Any) -> None:
    set_clock(timezone.now())


def unpacked(path: Path, folder: Path) -> dict[str, Path]:
    """Return the tables of a ZIP by their names, each as a file."""
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)
        return {name: folder / name for name in archive.namelist() if name.endswith(".csv")}


def test_tables_of_the_desk_say_in_which_letters_they_are_and_those_for_programs_have_nothing_before_them(
    curator_browser: Client, tmp_path: Path
) -> None:
    make_person(given="Gülnarə", family="Sintetikova")
    desk = unpacked(got(curator_browser, asked(curator_browser, format="csv"), tmp_path), tmp_path / "desk")
    copy = make_copy()
    assert copy is not None and len(desk) > 10 and {"codebook.az.csv", "people_names.csv"} <= desk.keys()
    (file,) = [file for file in copy.files.all() if file.name.endswith("-csv.zip")]
    published = unpacked(copy.holding.path / file.name, tmp_path / "published")
    assert {name for name, path in desk.items() if not path.read_bytes().startswith(codecs.BOM_UTF8)} == set()
    assert {name for name, path in published.items() if codecs.BOM_UTF8 in path.read_bytes()} == set()


def test_table_of_the_desk_is_read_back_as_a_list_without_a_change(curator_browser: Client, tmp_path: Path) -> None:
    person = make_person(given="Gülnarə", family="Sintetikova")
    for name in NAMES:
        add_name(person, full=name, family="", given="")
    path = unpacked(got(curator_browser, asked(curator_browser, format="csv"), tmp_path), tmp_path)["people_names.csv"]
    look = look_at(path, path.name)
    column = look.header.index("full")
    assert (look.header[0], look.reading.encoding, look.doubts) == ("entry", "utf-8", ())
    assert [row.cells[column] for row in rows(path, look.reading)] == ["Gülnarə Sintetikova", *NAMES]


@pytest.mark.parametrize("form", ["csv", "xlsx", "jsonl"])
def test_entries_leave_with_their_whole_address(
    curator_browser: Client, form: str, tmp_path: Path, settings: Any
) -> None:
    settings.MAIL_LINKS_TO = "https://memorial.example.org"
    person = make_person(given="Synthetic", family="Sintetikova")
    path = got(curator_browser, asked(curator_browser, format=form, kinds=["people"]), tmp_path)
    if form == "xlsx":
        header, row = sheets(path)["people"]
        line = dict(zip(header, row, strict=True))
    else:
        line = csv_tables(path)["people"][0] if form == "csv" else json_lines(path)[0]
    with override(Memorial.current().own_language):
        assert line["url"] == f"https://memorial.example.org{person.get_absolute_url()}"
