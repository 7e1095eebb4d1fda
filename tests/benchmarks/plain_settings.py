"""Settings of the plain page: the installation's own database, and nothing between the request and the view."""

from memorial.settings import *  # noqa: F403

MIDDLEWARE = []
ROOT_URLCONF = "tests.benchmarks.plain_page"
