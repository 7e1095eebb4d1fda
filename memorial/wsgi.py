"""The application that the server runs."""

import multiprocessing
import os
import sys
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from memorial.databases import bound_questions
from memorial.operations.count_files import share_counts

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "memorial.settings")

try:
    share_counts(os.getppid())
    bound_questions(settings.DATABASES, settings.STATEMENT_SECONDS)
    application: Any = get_wsgi_application()
except ImproperlyConfigured as problem:
    sys.exit(f"The memorial cannot start. {problem}")

# Models exist only once the application has been made.
from memorial.garbage import collect_seldom  # noqa: E402
from memorial.operations.counts import start_pouring  # noqa: E402
from memorial.operations.parents import end_answering, end_with  # noqa: E402
from memorial.public.kept.crowd import InTurn  # noqa: E402
from memorial.public.kept.pages import KeptPages  # noqa: E402
from memorial.review.timekeeping import start_heartbeat  # noqa: E402

application = InTurn(application)
if settings.KEEP_PAGES:
    application = KeptPages(application)

if settings.METRICS_TOKEN:
    start_pouring()
start_heartbeat()
collect_seldom()
# A process of a server, and not one that somebody has started by itself and may leave alone.
if (parent := multiprocessing.parent_process()) and parent.pid:
    end_with(parent.pid, end_answering)
