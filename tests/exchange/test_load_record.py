"""Loading a record: everything is there with its sources, once, and nothing that a curator did is lost."""

import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from memorial.base.public_ids import record_public_id
from memorial.models import (
    Commemoration,
    Event,
    Figure,
    Household,
    Kinship,
    Memorial,
    Person,
    PersonName,
    Place,
    Recognition,
    RegisterRow,
    Source,
    Testimony,
)
from memorial.review.status import Status
from tests.exchange.folders import FILES, Files, changed, write_folder
from tests.factories import MAKERS

pytestmark = pytest.mark.django_db
ENTRIES = (Source, Place, Person, Household, Event, Figure, Testimony, Recognition, Commemoration)
FORMAT = Path(__file__).parents[2] / "docs" / "record-format.md"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path)


def load(record: Path | str, *options: str) -> str:
    """Load a record by its path or name, and return what the command says."""
    said = StringIO()
    call_command("load_record", str(record), *options, stdout=said, stderr=said)
    return said.getvalue()


def get(model: Any, table: str, key: str) -> Any:
    return model.objects.get(public_id=record_public_id("synthetic", table, key))


def cited(entry: Any) -> set[tuple[str, str, str]]:
    """Return the citations of an entry as fact, source and stance."""
    return {(row.fact, row.source.title or row.source.publisher, row.stance) for row in entry.citations.all()}


def all_rows() -> dict[str, list[dict[str, Any]]]:
    """Return every row of every table of ours."""
    models: set[Any] = {*ENTRIES, Memorial, PersonName, Kinship, RegisterRow}
    models |= {model._meta.get_field(name).related_model for model in ENTRIES for name in ("translations", "citations")}
    return {model.__name__: list(model._base_manager.order_by("pk").values()) for model in models}


def test_record_loads_every_row(folder: Path) -> None:
    said = load(folder)
    counts = {model.__name__: model.objects.public().count() for model in ENTRIES}
    assert counts == {
        **dict.fromkeys(("Household", "Event", "Testimony", "Recognition", "Commemoration"), 1),
        **dict.fromkeys(("Place", "Person", "Figure"), 2),
        "Source": 3,
    }
    assert (PersonName.objects.count(), Kinship.objects.count()) == (2, 1)
    assert "Added: sources 2, press 1, places 2, people 2" in said and "(in all 14)" in said
    assert {(person.version, person.published_at is None) for person in Person.objects.all()} == {(1, False)}


def test_record_makes_the_memorial(folder: Path) -> None:
    load(folder)
    memorial = Memorial.objects.get()
    assert (memorial.day_of_remembrance, memorial.occurred, memorial.languages) == (
        "--01-02",
        "1901-01-02",
        ["en", "tr", "az"],
    )
    assert [float(side or 0) for side in (memorial.map_south, memorial.map_west)] == [-1.0, -1.5]
    assert dict(memorial.translations.values_list("language", "state")) == {"en": "original", "tr": "unreviewed"}
    assert memorial.translations.get(language="en").introduction == "This record is synthetic."


def test_record_leaves_an_existing_memorial(folder: Path, memorial: Memorial) -> None:
    load(folder)
    assert Memorial.objects.get().occurred == "1992-02-26"
    assert memorial.translations.get().title == "Synthetic Memorial"
    assert set(RegisterRow.objects.values_list("language", flat=True)) == set(memorial.languages)


def test_record_fills_fields_and_references(folder: Path) -> None:
    load(folder)
    town, one = get(Place, "places", "town"), get(Person, "people", "one")
    assert (float(town.latitude), float(town.longitude), town.part_of.text("name").value) == (
        0.5,
        -0.25,
        "Synthetic District",
    )
    assert (one.birth, str(one.birth_earliest), one.fate, one.living, one.residence) == (
        "1860?",
        "1860-01-01",
        "killed",
        "no",
        town,
    )
    two = get(Person, "people", "two")
    assert (two.age_low, two.age_about, str(two)) == (60, True, "Synthetic unidentified person")
    testimony = get(Testimony, "testimonies", "t1")
    assert (testimony.narrator_name, testimony.given_place) == ("Synthetic Narrator", town)
    assert (set(testimony.people.all()), set(testimony.places.all())) == ({one, two}, {town})
    assert testimony.events.get() == get(Event, "events", "fire")
    assert [row.person for row in Household.objects.get().memberships.all()] == [one, two]
    assert [get(Figure, "figures", f"killed-{end}").position for end in "ab"] == [1, 2]


def test_record_keeps_names_with_their_sources(folder: Path) -> None:
    load(folder)
    one = get(Person, "people", "one")
    spellings = {(name.full, name.preferred, str(name.source.publisher)) for name in one.names.all()}
    assert spellings == {
        ("Synthetic Person One", True, "Synthetic House"),
        ("Person One, Synthetik", False, "Synthetic Gazette"),
    }
    assert str(one) == "Person One, Synthetic"
    rows = RegisterRow.objects.filter(language="tr").order_by("sort_key").values_list("name", flat=True)
    assert list(rows) == ["Person One, Synthetic", "Synthetic unidentified person"]


def test_record_cites_each_fact(folder: Path) -> None:
    load(folder)
    a, b = "Synthetic Report A", "Synthetic Report B"
    both = {(fact, source, "agrees") for fact in ("sex", "residence", "occupation", "fate") for source in (a, b)}
    assert cited(get(Person, "people", "one")) == both | {
        ("birth", b, "agrees"),
        ("death", a, "agrees"),
        ("death", b, "differs"),
        ("story", a, "agrees"),
        ("story", b, "agrees"),
    }
    assert cited(get(Person, "people", "two")) == {(fact, a, "agrees") for fact in ("sex", "age", "fate", "death")}
    assert {fact for fact, _source, _stance in cited(get(Place, "places", "town"))} == {
        *("kind", "name", "other_names", "point", "part_of")
    }
    assert cited(get(Place, "places", "district")) == set()
    assert ("number", b, "agrees") in cited(get(Figure, "figures", "killed-b"))
    assert cited(get(Source, "press", "gazette")) == {
        (fact, b, "agrees") for fact in ("publisher", "place", "published", "summary")
    }


def test_record_keeps_what_a_citation_says(folder: Path) -> None:
    load(folder)
    one = get(Person, "people", "one")
    rival = one.citations.get(stance="differs")
    assert (rival.fact, rival.locator, rival.says, rival.value) == ("death", "p. 12", "On the third day", "1901-01-03")
    assert one.citations.get(fact="story", source__title="Synthetic Report A").locator == "p. 3"


def test_record_gives_texts_their_state(folder: Path) -> None:
    load(folder)
    states = dict(get(Person, "people", "one").translations.values_list("language", "state"))
    assert states == {"en": "original", "tr": "unreviewed"}
    assert dict(get(Place, "places", "town").translations.values_list("language", "state"))["tr"] == "original"
    assert dict(get(Event, "events", "fire").translations.values_list("language", "state"))["tr"] == "reviewed"
    assert get(Source, "press", "gazette").text("summary").value == "Reported a fire,\nand two dead"


def test_record_loaded_again_changes_nothing(folder: Path) -> None:
    load(folder)
    before = all_rows()
    assert load(folder).strip() == "Nothing to add: all 14 entries of this record are already here."
    assert all_rows() == before


def test_record_loaded_again_leaves_what_a_curator_changed(folder: Path) -> None:
    load(folder)
    one = get(Person, "people", "one")
    one.names.filter(preferred=False).delete()
    one.citations.filter(fact="sex").delete()
    one.translations.filter(language="en").update(story="A curator's words")
    Person.objects.filter(pk=one.pk).update(birth="1861", status=Status.WITHDRAWN)
    before = all_rows()
    load(folder)
    assert all_rows() == before


def test_record_of_a_later_edition_adds_its_new_rows(folder: Path) -> None:
    load(folder)
    before = all_rows()
    write_folder(
        folder,
        {
            "people.csv": FILES["people.csv"] + "three,male,,,,,missing,town,,,,,report-b,\n",
            "names.csv": FILES["names.csv"] + "three,birth,yes,,,Three,,,Synthetic Three,en,Latn,report-b\n",
            "kin.csv": FILES["kin.csv"] + "three,child,one,,report-b\n",
        },
    )
    said = load(folder)
    assert "Added: people 1 (in all 1)." in said
    assert "Already here, and left as they were: 14." in said
    three = get(Person, "people", "three")
    assert (str(three), three.kin.get().relative) == ("Three", get(Person, "people", "one"))
    after = all_rows()
    assert [row for row in after["Person"] if row["id"] != three.pk] == before["Person"]


def test_record_loads_as_drafts(folder: Path) -> None:
    assert "as drafts" in load(folder, "--draft")
    for model in ENTRIES:
        assert set(model.objects.values_list("status", "version", "published_at")) == {(Status.DRAFT, 0, None)}


def test_record_holds_back_a_testimony_that_rests_on_consent(tmp_path: Path) -> None:
    folder = write_folder(tmp_path, changed("testimonies.csv", ",published,", ",consent,"))
    assert "Kept as drafts until their consent has been recorded: testimonies 1." in load(folder)
    assert Testimony.objects.get().status == Status.DRAFT
    assert not Testimony.objects.public().exists()


def test_record_keeps_curators_entries_of_its_own_apart(folder: Path) -> None:
    makers: list[Any] = list(MAKERS.values())
    for maker in makers:
        maker()
    load(folder)
    assert Person.objects.count() == 3


def test_record_takes_no_more_statements_for_more_rows(tmp_path: Path) -> None:
    counts = [_statements(write_folder(tmp_path / str(number), _people(number))) for number in (1, 15)]
    assert counts[0] == counts[1]


def _people(number: int) -> Files:
    """Return the tables of so many more people, each with a name and a text."""
    keys = [f"more-{number}-{index}" for index in range(number)]
    return {
        "record.toml": FILES["record.toml"].replace('"synthetic"', f'"synthetic-{number}"'),
        "people.csv": FILES["people.csv"]
        + "".join(f"{key},male,1850,,,,missing,town,,Synthetic,,,report-b,\n" for key in keys),
        "names.csv": FILES["names.csv"]
        + "".join(f"{key},birth,yes,Synthetic,,Name,,,Synthetic Name {key},en,Latn,report-b\n" for key in keys),
    }


def _statements(folder: Path) -> int:
    """Return how many statements that touch our tables one loading takes."""
    Memorial.objects.all().delete()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        load(folder)
    return sum(bool(re.search(r"(FROM|INTO|UPDATE) \"memorial_", query["sql"])) for query in queries)


def test_record_example_of_the_documentation_loads(tmp_path: Path) -> None:
    blocks = re.findall(r"^`([\w./-]+)`[^\n]*\n\n```\w+\n(.*?)```", FORMAT.read_text(), re.DOTALL | re.MULTILINE)
    for name, text in blocks:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    assert "Added" in load(tmp_path)


def test_record_that_does_not_exist_is_said_so() -> None:
    with pytest.raises(CommandError, match="There is no record “synthetic-nowhere”.*khojaly"):
        load("synthetic-nowhere")
