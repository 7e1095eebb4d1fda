"""What bringing in a list costs, beside bare rows: ``python -m tests.benchmarks.imports [people] [rows]``."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

STEPS = ("list", "check", "run", "bare", "undo")


def main(people: int, rows: int) -> None:
    """Fill a database with synthetic people, bring a list in and take it away again, and print what each step took."""
    with tempfile.TemporaryDirectory(prefix="memorial-imports-") as folder:
        places = {"BENCHMARK_DATABASE": str(Path(folder, "x.sqlite3")), "BENCHMARK_LIST": str(Path(folder, "list.csv"))}
        environment = {**os.environ, **places, "DATA_DIR": folder}
        step("search_child", "fill", people, environment)
        told = {name: step("imports_child", name, rows, environment) for name in STEPS}
    # The time of the processor, which depends less on what else a machine is doing.
    spent = told["check"]["work"] + told["run"]["work"]
    for name in ("check", "run", "undo", "bare"):
        memory = told[name].get("memory", 0) // 1_000_000
        sys.stdout.write(f"{name:>6}: {rows / told[name]['work']:>8,.0f} rows a second, {memory} MB\n")
    sys.stdout.write(f"   all: {rows / spent:>8,.0f} rows a second, {told['check']['rows']}\n")
    sys.stdout.write(f" ratio: {spent / told['bare']['work']:.1f} times the bare rows\n")


def step(module: str, name: str, number: int, environment: dict[str, str]) -> Any:
    """Return what one step printed, made in a process of its own."""
    command = [sys.executable, "-m", f"tests.benchmarks.{module}", name, str(number)]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)  # noqa: S603  # ours
    return json.loads(done.stdout)


if __name__ == "__main__":
    numbers = [int(each) for each in sys.argv[1:3]]
    main(*(numbers + [100_000, 100_000][len(numbers) :]))
