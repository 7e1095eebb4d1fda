"""Problems of a record: each is said with its file, its line and the reason, and nothing is written."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from memorial.models import Event, Memorial, Person, Place, Source
from tests.exchange.faulty_children import CHILDREN, TEXTS
from tests.exchange.faulty_files import FORM, TOML
from tests.exchange.faulty_rows import ROWS
from tests.exchange.folders import Files, added, changed, write_folder

pytestmark = pytest.mark.django_db


def refused(folder: Path) -> list[str]:
    """Return what the command says of a record that it refuses."""
    said = StringIO()
    with pytest.raises(CommandError, match="Nothing has been loaded"):
        call_command("load_record", str(folder), stdout=said, stderr=said)
    return said.getvalue().splitlines()


ALL = [*FORM, *TOML, *ROWS, *CHILDREN, *TEXTS]


@pytest.mark.parametrize(("files", "expected"), [case[1:] for case in ALL], ids=[case[0] for case in ALL])
def test_record_problem_is_said_with_file_line_and_reason(tmp_path: Path, files: Files, expected: str) -> None:
    said = refused(write_folder(tmp_path, files))
    assert any(expected in line for line in said), said
    for model in (Memorial, Source, Place, Person, Event):
        assert not model._base_manager.exists()


@pytest.mark.parametrize(("files", "expected"), [case[1:] for case in ALL], ids=[case[0] for case in ALL])
def test_record_problem_is_said_in_one_line(tmp_path: Path, files: Files, expected: str) -> None:
    said = refused(write_folder(tmp_path, files))
    assert len(said) <= 3, said


def test_record_problems_are_said_all_at_once(tmp_path: Path) -> None:
    said = refused(
        write_folder(
            tmp_path,
            {
                **changed("events.csv", "1901-01-02", "once"),
                **changed("people.csv", "one,female", "one,woman"),
                **changed("kin.csv", ",report-a", ","),
                "strange.csv": "key\n",
            },
        )
    )
    assert [line.split(": ")[0] for line in said] == ["events.csv:2", "kin.csv:2", "people.csv:2", "strange.csv:1"]


def test_record_row_after_a_long_cell_keeps_its_line(tmp_path: Path) -> None:
    said = refused(write_folder(tmp_path, added("press.csv", "herald,Synthetic Herald,,once,en,,report-a")))
    assert said == [said[0]]
    assert said[0].startswith("press.csv:4: published: “once” is not a date")


def test_record_file_that_is_none_is_said(tmp_path: Path) -> None:
    folder = write_folder(tmp_path, {"names.csv": None, "kin.csv": None})
    (folder / "names.csv").mkdir()
    (folder / "kin.csv").symlink_to("nowhere.csv")
    (folder / "translations" / "az.csv").mkdir()
    said = refused(folder)
    for file in ("names.csv", "kin.csv", "translations/az.csv"):
        assert f"{file}:1: It cannot be read as a file." in said


def test_record_texts_that_are_in_no_folder_are_said(tmp_path: Path) -> None:
    folder = write_folder(tmp_path, {"translations/tr.csv": None})
    (folder / "translations").rmdir()
    (folder / "translations").write_text("key\n")
    assert "translations:1: A record has no such file." in refused(folder)
