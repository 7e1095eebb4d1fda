"""The same application for a server that speaks ASGI."""

import os
import sys

from django.core.asgi import get_asgi_application
from django.core.exceptions import ImproperlyConfigured

from memorial.operations.count_files import share_counts

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "memorial.settings")

try:
    share_counts()
    application = get_asgi_application()
except ImproperlyConfigured as problem:
    sys.exit(f"The memorial cannot start. {problem}")

# Models exist only once the application has been made.
from memorial.review.timekeeping import start_heartbeat  # noqa: E402

start_heartbeat()
