"""One step of the benchmark of exports, in a process of its own: fill a database, or write one file of it."""

import json
import os
import resource
import sys
import time
from pathlib import Path

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.benchmarks.search_settings"
django.setup()

from django.conf import settings  # noqa: E402  # only after the setup
from django.core.management import call_command  # noqa: E402

from tests.benchmarks.search_people import fill  # noqa: E402


def step(form: str, number: int) -> dict[str, float]:
    """Fill the database, or write one file; return the seconds of work, the memory at its peak, and the size."""
    folder = Path(os.environ["BENCHMARK_DATABASE"]).parent
    settings.STORE = folder
    begun, size = time.process_time(), 0
    if form == "fill":
        call_command("migrate", verbosity=0, interactive=False)
        fill(number)
    elif form == "copy":
        call_command("make_dumps", verbosity=0)
        size = sum(file.stat().st_size for file in folder.glob("exports/*/memorial-*"))
    else:
        out = folder / f"people.{form}"
        call_command("export", "people", format=form, out=out, verbosity=0)
        size = out.stat().st_size
    return {
        "work": time.process_time() - begun,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "megabytes": size / 1e6,
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(step(sys.argv[1], int(sys.argv[2]))) + "\n")
