"""The evaluation: pairs of spellings, what is made of them, and what counts as found."""

import csv
from collections.abc import Collection, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from memorial.models import Person, Source
from memorial.search.evaluating import Tally, ask, evaluate, nobody, report
from memorial.search.evaluation.false_matches import crossed, unseen
from memorial.search.evaluation.pairs import (
    FOLDER,
    BadPairs,
    Pair,
    Part,
    different_names,
    pairs_of,
    part_of,
    people_of,
    read_pairs,
)
from memorial.search.evaluation.scratch import NotScratch, fill
from memorial.search.evaluation.variants import (
    given_alone,
    one_wrong,
    other_keyboard,
    other_order,
    two_wrong,
    variants_of,
    with_initial,
)
from memorial.search.synthetic import SOURCE, synthetic_names
from tests.factories import make_person


def rows_of(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "pairs.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_pairs_are_as_many_as_were_asked_for() -> None:
    assert len(pairs_of(Part.TUNE)) + len(pairs_of(Part.REPORT)) >= 400
    assert len(different_names()) >= 100


@pytest.mark.parametrize("part", list(Part))
def test_part_has_people_of_its_own(part: Part) -> None:
    assert {part_of(pair.person) for pair in pairs_of(part)} == {part}


@pytest.mark.parametrize("name", [*Part, "different"])
def test_row_names_its_source_and_licence(name: str) -> None:
    rows = rows_of(name)
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        assert row["source"].startswith(("https://", "http://", "Synthetic")), row["id"]
        assert row["licence"] and row["stored_language"] and row["sought_language"], row["id"]
        assert row["stored"] != row["sought"], row["id"]


def test_pairs_cover_the_languages_of_the_memorial() -> None:
    languages = {row["stored_language"] for part in Part for row in rows_of(part)}
    assert languages >= {"az", "az-Cyrl", "ru", "tr", "en", "hy", "fa", "ar", "de", "fr", "es"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("one,two\na,b\n", "there is none called stored"),
        ("stored,sought\n", "has no pairs"),
        ("stored,sought\nHasan,\n", "Line 2"),
        (f"stored,sought\nHasan,{'a' * 300}\n", "far too long"),
        ("", "none called stored"),
        ('stored,sought\n"Hasan,b\n', "not a CSV file"),
    ],
)
def test_bad_file_is_refused_with_a_sentence(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(BadPairs, match=says):
        read_pairs(written(tmp_path, text))


def test_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadPairs, match="UTF-8"):
        read_pairs(written(tmp_path, "stored,sought\nГасан,Həsən\n", "utf-16"))
    with pytest.raises(BadPairs, match="cannot be read"):
        read_pairs(tmp_path / "nothing.csv")


def test_file_of_others_is_read_with_and_without_languages(tmp_path: Path) -> None:
    path = written(tmp_path, "\ufeffstored,sought,sought_language\nSynthetic One,Synthetik One,de\nA B,C D,\n")
    assert read_pairs(path) == [
        Pair("line 1", "Synthetic One", "Synthetik One", "", "de"),
        Pair("line 2", "A B", "C D", "", ""),
    ]
    assert read_pairs(path)[0].languages == "? ~ de"


def test_people_of_gives_each_spelling_once() -> None:
    pairs = [Pair("one", "a", "b"), Pair("one", "a", "c"), Pair("two", "b", "a"), Pair("one", "d", "a")]
    assert people_of(pairs) == {"one": ["a", "d"], "two": ["b"]}


def test_variants_are_what_people_type() -> None:
    assert with_initial("Həsən Sintetik") == "H. Sintetik"
    assert other_order("Həsən Sintetik") == "Sintetik Həsən"
    assert given_alone("Həsən Sintetik") == "Həsən"
    assert other_keyboard("Гасан") == "ufcfy"
    assert other_keyboard("ufcfy") == "гасан"
    assert other_keyboard("Həsən") == ""
    assert with_initial("Синтетик, Гасан Али") == ""


@pytest.mark.parametrize("name", ["Həsən Sintetik", "Гасан Синтетик", "Հասան Սինթետիկ", "حسن سینتتیک"])
def test_slips_change_a_name_and_are_the_same_each_time(name: str) -> None:
    assert one_wrong(name) == one_wrong(name) != name
    assert two_wrong(name) == two_wrong(name) != name
    assert abs(len(one_wrong(name)) - len(name)) <= 1
    assert abs(len(two_wrong(name)) - len(name)) <= 2
    assert one_wrong("北京") == one_wrong("A B") == ""


def test_variants_leave_out_what_cannot_be_made() -> None:
    made = variants_of([Pair("one", "Həsən", "Hasan"), Pair("one", "Həsən", "Hassan")])
    assert made["initial and family name"] == made["given name alone"] == []
    assert [pair.stored for pair in made["one letter wrong"]] == ["Həsən"]


def test_unseen_names_are_of_nobody_in_the_background() -> None:
    there = {(spelled.given, spelled.family) for names in synthetic_names(400, 1992) for spelled in names}
    names = unseen(400, 60)
    assert len(names) == len(set(names)) == 60
    assert not any((name.split()[0], name.split()[-1]) in there for name in names)
    assert unseen(0, 5) == []


def test_crossed_names_are_of_nobody_among_the_figures() -> None:
    pairs = [Pair(str(place), f"Given{chr(97 + place)} Family{chr(97 + place)}", "x") for place in range(12)]
    names = crossed(10, pairs)
    assert names
    assert not set(names) & {pair.stored for pair in pairs}


def hit(key: int, *, certain: bool = False) -> Any:
    return SimpleNamespace(person=SimpleNamespace(pk=key), certain=certain, name=SimpleNamespace(full=f"name {key}"))


def found(*hits: Any) -> Any:
    def find(name: str, left_out: Collection[int]) -> Sequence[Any]:
        return [hit for hit in hits if hit.person.pk not in left_out][:10]

    return find


def test_right_person_counts_first_and_among_ten() -> None:
    entries = {("one", "a"): 1, ("one", "b"): 2, ("two", "c"): 3}
    pair = Pair("one", "a", "x")
    assert ask(pair, entries, found(hit(1, certain=True))) == Tally(1, 1, 1, 1)
    assert ask(pair, entries, found(hit(2, certain=True), hit(1))) == Tally(1, 1, 1, 0)
    assert ask(pair, entries, found(hit(3), hit(1))) == Tally(1, 0, 1, 0)
    assert ask(pair, entries, found(hit(3))).shown == 0


def test_eleventh_hit_is_not_found() -> None:
    others = [hit(key) for key in range(10, 20)]
    assert ask(Pair("one", "a", "x"), {("one", "a"): 1}, found(*others, hit(1))).shown == 0
    assert ask(Pair("one", "a", "x"), {("one", "a"): 1}, found(*others[1:], hit(1))).shown == 1


def test_certain_hit_for_nobody_is_a_false_match() -> None:
    tally = nobody(["Synthetic Nobody"], found(hit(1), hit(2, certain=True)))
    assert (tally.asked, tally.certain) == (1, 1)
    assert nobody(["Synthetic Nobody"], found(hit(1))).certain == 0


def test_fill_writes_only_where_there_is_nothing(db: None) -> None:
    make_person(given="Synthetic", family="Somebody")
    with pytest.raises(NotScratch):
        fill(1, [])
    assert Person.objects.count() == 1


def test_fill_marks_each_name_as_synthetic(db: None) -> None:
    keys = fill(4, [Pair("one", "Həsən Sintetik", "x"), Pair("one", "Гасан Синтетик", "x")])
    assert list(keys) == [("one", "Həsən Sintetik"), ("one", "Гасан Синтетик")]
    assert Person.objects.public().count() == 6
    names = [name for person in Person.objects.all() for name in person.names.all()]
    assert {name.source.title for name in names if name.source} == {SOURCE} and len(names) == 14
    assert Source.objects.count() == 1


@pytest.mark.slow
def test_evaluation_finds_a_name_as_it_was_written(db: None) -> None:
    pairs = [Pair("one", "Həsən Sintetikov", "Həsən Sintetikov", "az", "az")]
    outcome = evaluate(pairs, [], 20)
    assert outcome.pairs["az ~ az"] == Tally(1, 1, 1, 1)
    lines = list(report(outcome, show_misses=True))
    assert any("all pairs" in line and "1.000" in line for line in lines)
    assert any(line.startswith("Time of") for line in lines)
