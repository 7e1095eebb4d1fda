"""What the documentation names exists, and what exists is documented."""

import ast
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])
FENCED = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
INDENTED = re.compile(r"^ {4}(\S.*)$", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#]+)(?:#[^)]*)?\)")
SETTING_READERS = {
    "contact_keys",
    "content_network",
    "media_storages",
    "required",
    "shared_cache",
    "shelves_pages",
    "get",
} | {f"env_{kind}" for kind in ("bool", "choice", "hosts", "like", "number", "port", "token")}
SETTING_FILES = ("settings.py", "environment.py", "environment_urls.py", "databases.py")


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def make_targets() -> set[str]:
    """Return the targets of the Makefile that are meant for people."""
    declared = re.search(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert declared
    return set(declared[1].split())


def settings_read() -> set[str]:
    """Return the names of the environment variables that the settings read."""
    names = set()
    trees = [ast.parse((ROOT / "memorial" / name).read_text()) for name in SETTING_FILES]
    for node in (node for tree in trees for node in ast.walk(tree)):
        candidates: list[ast.expr] = []
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in SETTING_READERS:
            candidates = node.args[:1]
        elif isinstance(node, ast.Compare) and ast.unparse(node.comparators[0]) == "os.environ":
            candidates = [node.left]
        elif isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
            candidates = [node.slice]
        names |= {str(it.value) for it in candidates if isinstance(it, ast.Constant) and str(it.value).isupper()}
    return names


def settings_documented() -> set[str]:
    """Return the names in the table of settings."""
    text = (ROOT / "docs" / "settings.md").read_text()
    return set(re.findall(r"^\| `([A-Z0-9_]+)` \|", text, re.MULTILINE))


def commands(text: str) -> list[str]:
    """Return the lines of a page that a reader would type."""
    return [line for block in FENCED.findall(text) for line in block.splitlines()] + INDENTED.findall(text)


def unknown_commands(text: str) -> list[str]:
    """Return the lines of a page that call a make target or a management command that does not exist."""
    known, targets = set(get_commands()), make_targets()
    unknown = []
    for line in commands(text):
        called = re.search(r"(?:^|python\d? )(?:\S*/)?manage\.py (\w+)", line)
        made = re.match(r"make ([a-z]+)", line)
        if (called and called[1] not in known) or (made and made[1] not in targets):
            unknown.append(line)
    return unknown


def test_every_setting_is_documented_and_every_documented_setting_is_read() -> None:
    assert {"SECRET_KEY", "DATA_DIR", "PORT", "DEBUG"} <= settings_read()
    assert settings_documented() == settings_read()


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_commands_of_a_page_exist(page: Path) -> None:
    assert unknown_commands(page.read_text()) == []


def test_command_that_does_not_exist_is_noticed() -> None:
    text = (
        "```sh\nmake runs\nmake run\n.venv/bin/python manage.py migrated\nDATA_DIR=x python3 manage.py migrate\n```\n"
    )
    assert unknown_commands(text) == ["make runs", ".venv/bin/python manage.py migrated"]


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_of_a_page_lead_somewhere(page: Path) -> None:
    missing = [link for link in LINK.findall(page.read_text()) if not (page.parent / link).exists()]
    assert missing == []


def test_make_help_lists_every_target() -> None:
    make = shutil.which("make")
    assert make
    said = subprocess.run([make, "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout  # noqa: S603
    for target in make_targets():
        assert re.search(rf"^make {target} +\S", said, re.MULTILINE), target


def test_architecture_describes_every_folder() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text()
    folders = {place.name for place in (ROOT / "memorial").iterdir() if place.is_dir() and place.name[0] != "_"}
    assert {folder for folder in folders if f"**{folder}**" not in text} == set()


def test_decisions_are_numbered_listed_and_complete() -> None:
    folder = ROOT / "docs" / "adr"
    decisions = sorted(folder.glob("[0-9]*.md"))
    index = (folder / "README.md").read_text()
    for number, decision in enumerate(decisions, start=1):
        text = decision.read_text()
        assert text.startswith(f"# {number:04d} ")
        assert f"({decision.name})" in index
        for part in ("Status: ", "## Context\n", "## Decision\n", "## Consequences\n"):
            assert part in text, (decision.name, part)


def test_changelog_begins_with_the_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    headings = re.findall(r"^## (\S+):", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert headings[0] == version
