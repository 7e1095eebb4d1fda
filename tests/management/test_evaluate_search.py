"""`evaluate_search` measures the search in an installation of its own."""

import tempfile
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from memorial.models import Person
from tests.factories import make_person


def told(*options: str) -> str:
    """Run the command, and return what it said."""
    said = StringIO()
    call_command("evaluate_search", *options, stdout=said)
    return said.getvalue()


def pairs_file(folder: Path, text: str = "stored,sought\nHəsən Sintetikov,Hasan Sintetikov\n") -> str:
    path = folder / "pairs.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_bad_file_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="none called stored"):
        told("--pairs", pairs_file(tmp_path, "name\nHəsən\n"))
    with pytest.raises(CommandError, match="cannot be read"):
        told("--pairs", str(tmp_path / "nothing.csv"))


def test_background_has_bounds() -> None:
    with pytest.raises(CommandError, match="from none to"):
        told("--background", "-1")


def test_nothing_is_written_where_there_is_a_record(tmp_path: Path, db: None) -> None:
    person = make_person(given="Synthetic", family="Somebody")
    with pytest.raises(CommandError, match="entries of its own"):
        told("--in-scratch", "--background", "1", "--pairs", pairs_file(tmp_path))
    assert list(Person.objects.all()) == [person]


@pytest.mark.slow
def test_tables_are_printed(tmp_path: Path, db: None) -> None:
    said = told("--in-scratch", "--background", "10", "--pairs", pairs_file(tmp_path))
    assert "all pairs" in said and "names near each other" in said and "median" in said


@pytest.mark.slow
def test_evaluation_has_a_folder_of_its_own_that_is_gone_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    told("--background", "10", "--pairs", pairs_file(tmp_path))
    assert "all pairs" in capfd.readouterr().out
    assert [path.name for path in tmp_path.iterdir()] == ["pairs.csv"]
