"""Settings of the test suite: the installation's own, with nothing kept on disk after the run."""

import atexit
import os
import shutil
import tempfile

# Several processes that are one installation are told of the folder that they share.
if "TEST_STORE" in os.environ:
    os.environ["DATA_DIR"] = os.environ["TEST_STORE"]
else:
    os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="memorial-tests-")
    atexit.register(shutil.rmtree, os.environ["DATA_DIR"], ignore_errors=True)

from memorial.databases import on_server  # noqa: E402
from memorial.settings import *  # noqa: E402, F403

STATIC_ROOT.mkdir(exist_ok=True)  # noqa: F405  # whitenoise warns when it is missing, and warnings are errors here
DATABASES["default"] = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}  # noqa: F405
# A server to run on instead, as postgresql://user:password@host:port/name; the tests make databases of their own there.
if server := os.environ.get("TEST_POSTGRESQL", ""):
    DATABASES["default"] = on_server("TEST_POSTGRESQL", server)  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
