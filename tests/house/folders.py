"""Rules for names and for every text file: which files a concept may hold, and what none may contain."""

import ast
import re

from tests.house.nouns import NOUNS

#: What a file of any concept may be called.
ROLES = {"__init__", "models", "querysets", "actions", "forms", "admin"}
FORBIDDEN = {"utils", "util", "helpers", "helper", "common", "misc", "services", "service", "managers", "manager"}
#: A path that exists on one person's machine only.
MACHINE_PATH = re.compile(r"(?<![\w.~-])/(?:home|root|Users|work|mnt|tmp)/\w|\b[A-Z]:\\(?:Users|home)")
UNFINISHED = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")


def unknown_file_names(folder: str, names: list[str]) -> list[str]:
    """Name each file of a concept that is not in the closed list."""
    allowed = ROLES | NOUNS.get(folder, set())
    return [f"{folder}/{name}.py is not in the closed list" for name in names if name not in allowed]


def junk_drawers(path: str) -> list[str]:
    """Say when a file or folder is called by what it is not."""
    parts = [part.rsplit(".", 1)[0] for part in path.split("/")]
    return [f"{part} says nothing about what is in it" for part in parts if part in FORBIDDEN]


def undefined_concept(folder: str, source: str) -> list[str]:
    """Say when a folder's docstring does not define its concept: "Folder: what it is.", and a paragraph."""
    words = ast.get_docstring(ast.parse(source)) or ""
    title, _gap, paragraph = words.partition("\n\n")
    if title.startswith(f"{folder.capitalize()}: ") and paragraph.strip():
        return []
    return [f"the docstring does not define “{folder}”"]


def machine_paths(text: str) -> list[str]:
    """Name each path of one person's machine."""
    return [hit.group() for hit in MACHINE_PATH.finditer(text)]


def unfinished_work(text: str) -> list[str]:
    """Name each note of something left to be done."""
    return [hit.group() for hit in UNFINISHED.finditer(text)]
