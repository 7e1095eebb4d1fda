"""The application that the server runs."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "memorial.settings")

try:
    application = get_wsgi_application()
except ImproperlyConfigured as problem:
    sys.exit(f"The memorial cannot start. {problem}")

# Models exist only once the application has been made.
from memorial.review.timekeeping import start_heartbeat  # noqa: E402

start_heartbeat()
