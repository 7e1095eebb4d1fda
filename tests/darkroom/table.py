"""Writes the table of the corpus into the documentation: ``python -m tests.darkroom.table``."""

import os
import sys
from pathlib import Path

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

from tests.darkroom import corpus, heavy  # noqa: E402  # models exist only after the setup
from tests.darkroom.cases import Case  # noqa: E402
from tests.darkroom.trials import tried  # noqa: E402

PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "media.md"
#: Of these, all is made that is ever made of a picture.
HEAVY = {case.name for case in heavy.cases()}
BEGIN, END = "<!-- the table begins -->", "<!-- the table ends -->"


def row(case: Case, *, whole_set: bool) -> str:
    """Try one case, and return its row."""
    content = case.build()
    trial = tried(content, whole_set=whole_set)
    mark = "" if trial.happened in case.may else " (not as it should be)"
    size = f"{len(content) / 1000:,.1f} kB"
    return f"| {case.name} | {size} | {trial.happened}{mark} | {trial.megabytes} MB | {trial.seconds:.2f} s |"


def main() -> None:
    """Try every case, and put what happened in the place of what stood there."""
    rows = ["| file | size | what happened | memory | time |", "| --- | ---: | --- | ---: | ---: |"]
    for case in [*corpus.cases(), *heavy.cases()]:
        rows.append(row(case, whole_set=case.name in HEAVY))
        sys.stdout.write(rows[-1] + "\n")
        sys.stdout.flush()
    before, _begin, rest = PAGE.read_text().partition(BEGIN)
    after = rest.partition(END)[2]
    PAGE.write_text(f"{before}{BEGIN}\n\n" + "\n".join(rows) + f"\n\n{END}{after}")


if __name__ == "__main__":
    main()
