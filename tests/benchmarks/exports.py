"""The benchmark of exports: how fast files of synthetic people are written, in how much memory, and how large they are.

``python -m tests.benchmarks.exports 100000 [csv xlsx jsonl copy]`` fills a database of its own and writes each file in
a process of its own, which has no memory that another has taken; ``copy`` is the public copy with all its files.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

FORMATS = ("csv", "xlsx", "jsonl", "copy")


def main(number: int, forms: list[str]) -> None:
    """Fill a database and write each file, and print what each took."""
    with tempfile.TemporaryDirectory() as folder:
        surroundings = os.environ | {"BENCHMARK_DATABASE": str(Path(folder) / "memorial.sqlite3")}
        for form in ("fill", *forms):
            command = [sys.executable, "-m", "tests.benchmarks.exports_child", form, str(number)]
            done = subprocess.run(command, env=surroundings, check=True, capture_output=True, text=True)  # noqa: S603
            said = json.loads(done.stdout.splitlines()[-1])
            sys.stdout.write(
                f"{form:6} {said['work']:7.1f} s of work, {number / said['work']:8,.0f} people a second, "
                f"{said['memory']:6.0f} MB at the peak, {said['megabytes']:7.1f} MB written\n"
            )
            sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:] or list(FORMATS))
