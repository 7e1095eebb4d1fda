"""Wordings: which version and language is shown, and that what was published is never changed."""

import hashlib
import re
from pathlib import Path
from typing import Any

import pytest

from memorial.base.prose import prose
from memorial.contributions.wordings import (
    CONSENT,
    FILE,
    PRIVACY,
    NoWording,
    Wording,
    current,
    edition,
    editions,
    folder,
    parsed,
    text,
)
from memorial.review.gate import Purpose
from tests.addresses import LANGUAGES

NAMES = (CONSENT, PRIVACY)
#: Each published version in each language that it is written in.
WRITTEN = [(name, each.version, tag) for name in NAMES for each in editions(name) for tag in sorted(each.languages)]


def texts_in(place: Path) -> list[Path]:
    """Return the files of a folder that are texts; the one that explains the folder is none."""
    return [path for path in place.glob("*.md") if path.name != "README.md"]


def changed(place: Path) -> list[str]:
    """Return the files that are not what was published: changed, missing, or not in the list."""
    lines = [line.split() for each in place.glob("*.sha256") for line in each.read_text().splitlines()]
    listed = {name: digest for digest, name in lines}
    there = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in texts_in(place)}
    return sorted(name for name in listed.keys() | there.keys() if listed.get(name) != there.get(name))


def shape(wording: Wording) -> tuple[tuple[str, int, int], ...]:
    """Return of each section its anchor, its paragraphs, and the lines of its lists: the same in every language."""
    return tuple(
        (part.anchor, part.words.count("\n\n"), len(re.findall("^- ", part.words, re.MULTILINE)))
        for part in wording.sections
    )


@pytest.fixture
def elsewhere(settings: Any, tmp_path: Path) -> Path:
    """An empty folder of texts of the test's own."""
    settings.BASE_DIR = tmp_path
    place = tmp_path / "docs" / "wordings"
    place.mkdir(parents=True)
    return place


def test_what_was_published_is_unchanged() -> None:
    assert changed(folder()) == []


def test_change_of_what_was_published_is_noticed(elsewhere: Path) -> None:
    (elsewhere / "consent-1.en.md").write_text("# Synthetic\n")
    (elsewhere / "consent-1.tr.md").write_text("# Synthetic\n")
    digest = hashlib.sha256(b"# Synthetic\n").hexdigest()
    for tag in ("en", "tr"):
        (elsewhere / f"consent-{tag}.sha256").write_text(f"{digest}  consent-1.{tag}.md\n")
    assert changed(elsewhere) == []
    (elsewhere / "consent-1.en.md").write_text("# Synthetic.\n")
    (elsewhere / "consent-1.tr.md").unlink()
    (elsewhere / "consent-2.en.md").write_text("# Synthetic\n")
    assert changed(elsewhere) == ["consent-1.en.md", "consent-1.tr.md", "consent-2.en.md"]


def test_every_file_is_a_version_of_a_known_text() -> None:
    matches = {path.name: FILE.fullmatch(path.name) for path in texts_in(folder())}
    assert {file for file, match in matches.items() if not match or match["name"] not in NAMES} == set()


@pytest.mark.parametrize("name", NAMES)
def test_first_version_is_written_in_every_language(name: str) -> None:
    assert edition(name, "1").languages == set(LANGUAGES)


@pytest.mark.parametrize("name", NAMES)
def test_languages_of_a_version_say_the_same_under_the_same_headings(name: str) -> None:
    for each in editions(name):
        shapes = {tag: shape(text(name, each.version, tag)) for tag in each.languages}
        assert len(set(shapes.values())) == 1, shapes


@pytest.mark.parametrize(("name", "version", "tag"), WRITTEN)
def test_text_is_whole_and_plain(name: str, version: str, tag: str) -> None:
    wording = text(name, version, tag)
    assert wording.language == tag
    assert wording.title
    assert wording.opening
    anchors = [part.anchor for part in wording.sections]
    assert all(anchors)
    assert len(set(anchors)) == len(anchors)
    whole = "\n".join([wording.opening, *(part.heading + part.words for part in wording.sections)])
    assert all(part.words for part in wording.sections)
    assert "!" not in whole
    # It speaks for any memorial, and names no body, address or number that an installation would have to change.
    assert not re.search(r"kho[dj]+al|xocal|ходж|hocal", whole, re.IGNORECASE)
    assert not re.search(r"https?:|www\.|@|\+\d", whole)
    assert "#" not in whole
    assert "<a" not in prose(whole)


def test_consent_has_a_section_for_each_purpose_and_each_question() -> None:
    anchors = [part.anchor for part in text(CONSENT, current(CONSENT).version, "en").sections]
    assert anchors[: len(Purpose)] == [purpose.value for purpose in Purpose]
    assert {"naming", "audience", "term", "giver", "withdraw", "undo", "unpublish", "delete", "remains"} <= set(anchors)


def test_newest_version_is_current_by_its_number(elsewhere: Path) -> None:
    for file in ("consent-2.en.md", "consent-10.en.md", "consent-9.tr.md", "privacy-11.en.md"):
        (elsewhere / file).write_text("# Synthetic\n")
    assert current(CONSENT).version == "10"
    assert [each.version for each in editions(CONSENT)] == ["10", "9", "2"]


def test_other_files_are_no_versions(elsewhere: Path) -> None:
    for file in ("consent-0.en.md", "consent-01.en.md", "consent.en.md", "consent-3.en.txt", ".consent-4.en.md~"):
        (elsewhere / file).write_text("# Synthetic\n")
    assert editions(CONSENT) == []
    with pytest.raises(NoWording):
        current(CONSENT)


def test_folder_that_is_missing_holds_no_text(settings: Any, tmp_path: Path) -> None:
    settings.BASE_DIR = tmp_path
    assert editions(CONSENT) == []


@pytest.mark.parametrize("version", ["0", "01", "-1", "1.0", "", "99999999999999999999", "../1"])
def test_version_that_does_not_exist_has_no_text(version: str) -> None:
    with pytest.raises(NoWording):
        text(CONSENT, version, "en")


@pytest.mark.parametrize(
    ("written", "asked", "order", "shown"),
    [
        (["az", "en", "tr"], "tr", ["az", "en"], "tr"),
        (["az", "en"], "tr", ["en", "az"], "en"),
        (["az", "en"], "tr", ["ru", "az"], "az"),
        (["fa"], "tr", ["az"], "fa"),
    ],
)
def test_language_that_is_missing_is_replaced_in_the_order_of_the_memorial(
    elsewhere: Path, written: list[str], asked: str, order: list[str], shown: str
) -> None:
    for tag in written:
        (elsewhere / f"consent-1.{tag}.md").write_text(f"# Synthetic {tag}\n")
    wording = text(CONSENT, "1", asked, order)
    assert (wording.language, wording.title) == (shown, f"Synthetic {shown}")


def test_text_is_taken_apart() -> None:
    wording = parsed(CONSENT, "1", "fa", "# Title\n\nOpening\n\nMore\n\n## One {#one}\n\nWords\n\n## Two\n\n- a\n- b\n")
    assert (wording.title, wording.opening, wording.direction) == ("Title", "Opening\n\nMore", "rtl")
    assert [(part.heading, part.anchor, part.words) for part in wording.sections] == [
        ("One", "one", "Words"),
        ("Two", "", "- a\n- b"),
    ]


def test_text_without_sections_is_its_opening() -> None:
    wording = parsed(CONSENT, "1", "en", "# Title\n\nWords")
    assert (wording.opening, wording.sections) == ("Words", ())
