"""The record that comes with the software loads whole, and each of its facts has its sources."""

import csv
import tomllib
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from memorial.base.public_ids import record_public_id
from memorial.exchange.record_tables import ENTRY_TABLES
from memorial.models import IntroductionSource, Kinship, Memorial, PersonName, Source

FOLDER = Path(__file__).parents[2] / "memorial" / "records" / "khojaly"
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def said(standing: None) -> str:
    """The record, loaded once, and what was said of it."""
    said = StringIO()
    call_command("load_record", "khojaly", stdout=said)
    return said.getvalue()


def rows(name: str) -> list[dict[str, str]]:
    path = FOLDER / f"{name}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def sources_of(row: dict[str, str], fact: str) -> int:
    return len((row.get(f"{fact}_source") or row["source"]).split(";"))


def test_record_khojaly_loads(said: str) -> None:
    models: dict[type[Any], int] = {PersonName: len(rows("names")), Kinship: len(rows("kin"))}
    for name, table in ENTRY_TABLES.items():
        models[table.model] = models.get(table.model, 0) + len(rows(name))
    assert {model: model.objects.count() for model in models} == models
    assert Source.objects.press_of_the_time().count() == len(rows("press"))
    for table in ENTRY_TABLES.values():
        model: Any = table.model
        assert model.objects.public().count() == model.objects.count()
    assert Memorial.objects.get().day_of_remembrance == "--02-26"


@pytest.mark.every_case
@pytest.mark.parametrize("name", [name for name, table in ENTRY_TABLES.items() if table.source != "none"])
def test_record_khojaly_cites_each_fact(said: str, name: str) -> None:
    table = ENTRY_TABLES[name]
    qualifiers = {"yes", "no"}
    for row in rows(name):
        if not row["source"]:
            continue
        entry: Any = table.model._base_manager.get(public_id=record_public_id("khojaly", name, row["key"]))
        stated = {
            table.fact_of(column) for column in table.columns if row.get(column) and row[column] not in qualifiers
        }
        for fact in stated - {""}:
            assert entry.citations.filter(fact=fact).count() >= sources_of(row, fact), (row["key"], fact)


def test_record_khojaly_gives_every_translation_its_place(said: str) -> None:
    for language in ("az", "ru", "tr"):
        for row in rows(f"translations/{language}"):
            if row["table"] == "memorial":
                text = Memorial.objects.get().translations.get(language=language)
            else:
                model = ENTRY_TABLES[row["table"]].texts_model
                text = model.objects.get(
                    entry__public_id=record_public_id("khojaly", row["table"], row["key"]), language=language
                )
            assert getattr(text, row["field"]) == row["text"].strip()


def test_record_khojaly_loaded_again_changes_nothing(said: str) -> None:
    again = StringIO()
    call_command("load_record", "khojaly", stdout=again)
    total = sum(len(rows(name)) for name in ENTRY_TABLES)
    assert again.getvalue().strip() == f"Nothing to add: all {total} entries of this record are already here."


def test_record_khojaly_keeps_the_sources_of_its_introduction(said: str) -> None:
    settings = tomllib.loads((FOLDER / "record.toml").read_text(encoding="utf-8"))["memorial"]
    kept = IntroductionSource.objects.public().order_by("position")
    assert [row.source.public_id for row in kept] == [
        record_public_id("khojaly", "sources", key) for key in settings["source"].split(";")
    ]
