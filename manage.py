#!/usr/bin/env python3
"""The entrance for every command of the memorial."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "memorial.settings")
    # A worker that parted from a server begins commands; they count for nobody, as those that are run by hand.
    os.environ.pop("PROMETHEUS_MULTIPROC_DIR", None)
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as problem:
        sys.exit(f"The memorial cannot start. {problem}")
    except KeyboardInterrupt:
        # As a shell tells that somebody has pressed Ctrl-C.
        sys.exit(130)
