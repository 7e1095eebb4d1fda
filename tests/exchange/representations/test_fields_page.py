"""The documentation lists every field as the code describes it."""

from pathlib import Path

from tests.exchange.representations.fields_page import HEADING, section

PAGE = Path(__file__).resolve().parents[3] / "docs" / "data.md"


def test_documentation_lists_every_field_as_it_is_described() -> None:
    written = PAGE.read_text(encoding="utf-8")
    start = written.index(HEADING)
    end = written.find("\n## ", start)
    listed = written[start:] if end < 0 else written[start : end + 1]
    # Written anew with `section()` when a field changes.
    assert listed.rstrip() == section().rstrip()
