"""Rules for names and for every text file: which files a concept may hold, and what none may contain."""

import ast
import re

#: What a file of any concept may be called.
ROLES = {"__init__", "models", "querysets", "actions", "forms", "admin"}
#: The nouns of each concept. A new file takes a new word here: think first whether the reader would guess it.
NOUNS: dict[str, set[str]] = {
    "base": {
        "age_words",
        "ages",
        "alphabets",
        "date_forms",
        "date_input",
        "date_input_single",
        "date_input_words",
        "canonical",
        "date_order",
        "date_phrases",
        "date_words",
        "dates",
        "fields",
        "grave_words",
        "jobs",
        "languages",
        "memorial",
        "number_endings",
        "paging",
        "parts",
        "prose",
        "public_ids",
        "references",
        "sent_fields",
        "text_forms",
        "texts",
    },
    "accounts": {"roles"},
    "review": {
        "account_admin",
        "acts",
        "acts_admin",
        "board",
        "checks",
        "clock",
        "comparison",
        "conflict_page",
        "conflicts",
        "contact_details",
        "content",
        "copies",
        "desk",
        "desk_index",
        "desk_pages",
        "desk_rows",
        "form_words",
        "gate",
        "halts",
        "halts_page",
        "hands",
        "history",
        "history_admin",
        "kept_words",
        "ledger",
        "ledger_check",
        "ledger_page",
        "lost_forms",
        "list_acts",
        "notes",
        "open_forms",
        "panels",
        "preparation",
        "publication",
        "restoring",
        "revisions",
        "saving",
        "snapshots",
        "start_page",
        "status",
        "timekeeping",
        "withdrawal",
        "word_differences",
        "work_page",
    },
    "sources": {"citation_checks"},
    "darkroom": {"__main__", "formats", "limits", "making", "paper", "reading", "visits"},
    "media": {
        "arrivals",
        "asset_checks",
        "asset_panels",
        "bucket",
        "derivatives",
        "desk_files",
        "incoming",
        "making",
        "originals",
        "picture_admin",
        "picture_forms",
        "pictures",
        "receiving",
        "sending",
        "showing",
        "storage",
        "transcripts",
        "unattached",
        "upload_page",
        "uploads",
    },
    "events": {"figures", "pictures", "places"},
    "people": {"depictions", "kinship", "memorial_admin", "names", "person_checks", "register"},
    "testimonies": {"consent", "consent_admin", "recordings", "terms", "testimony_checks"},
    "commemorations": {"candles", "messages", "pictures", "recognitions"},
    "contributions": {
        "attachments",
        "contacts",
        "intake",
        "keys",
        "links",
        "mails",
        "tokens",
        "watched",
        "wordings",
    },
    "exchange": {
        "record_checks",
        "record_citations",
        "record_memorial",
        "record_plan",
        "record_rows",
        "record_tables",
        "record_texts",
        "record_values",
        "records",
    },
    "preservation": {"fixity", "fixity_page", "nightly", "reading", "unknown_files"},
    "public": {
        "about",
        "assets",
        "citation",
        "citing",
        "collection",
        "commemorations",
        "compression",
        "cookies",
        "corrections",
        "declared",
        "editions",
        "entrance",
        "error_pages",
        "events",
        "families",
        "figures",
        "finding",
        "home",
        "iiif",
        "iiif_answers",
        "iiif_images",
        "illustrations",
        "language_maps",
        "listing",
        "media_files",
        "named_entries",
        "notes",
        "pages",
        "paging",
        "past_entries",
        "people",
        "person",
        "person_facts",
        "person_lines",
        "places",
        "previews",
        "recognitions",
        "sections",
        "sources",
        "testimonies",
        "testimony_lines",
        "titles",
        "urls",
        "verify",
        "version_facts",
        "versions",
    },
}
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
