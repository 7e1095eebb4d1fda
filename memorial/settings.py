"""The settings of an installation, read from top to bottom; a wrong value stops the start with a sentence.

An *embedded* installation keeps all it writes in one data directory (``DATA_DIR``, or ``var/`` once ``make run`` has
made it) and needs nothing else. Any other installation is a *production* one and must name its secret and its hosts.
"""

import os
from pathlib import Path

from csp.constants import NONE, SELF

from memorial.databases import databases
from memorial.environment import (
    contact_keys,
    env_bool,
    env_choice,
    env_hosts,
    env_like,
    env_number,
    env_port,
    env_token,
    kept_secret,
    log_settings,
    own_folder,
    required,
    shelves_pages,
    whole_mail_server,
)
from memorial.environment_urls import content_network, media_storages, shared_cache, whole_content_network

BASE_DIR = Path(__file__).resolve().parent.parent

# Where this installation lives

DEBUG = env_bool("DEBUG", default=False)


def embedded_data_dir() -> Path | None:
    """Return the data directory of an embedded installation, or nothing for a production one."""
    given = os.environ.get("DATA_DIR", "").strip()
    if given:
        return Path(given).expanduser().resolve()
    usual = BASE_DIR / "var"
    if "SECRET_KEY" not in os.environ and (usual.is_dir() or DEBUG):
        return usual
    return None


DATA_DIR = embedded_data_dir()
if DATA_DIR is not None:
    STORE = own_folder(DATA_DIR, "DATA_DIR")
    SECRET_KEY = os.environ.get("SECRET_KEY") or kept_secret(DATA_DIR / "secret_key")
else:
    SECRET_KEY = required(
        "SECRET_KEY",
        "Set it to a long random text that only this installation knows, or set DATA_DIR to run an embedded one.",
    )
    required("ALLOWED_HOSTS", "Set it to the host names of this memorial, separated by commas.")
    STORE = own_folder(
        Path(required("STORE_DIR", "Set it to the folder where this installation keeps its files.")), "STORE_DIR"
    )
ALLOWED_HOSTS = env_hosts("ALLOWED_HOSTS", default="localhost,127.0.0.1,[::1]")

# What `manage.py serve` listens on, and the record that it loads where there is none yet

PORT = env_port("PORT", default=8000)
RECORD = os.environ.get("RECORD", "").strip() or "khojaly"

# What it is made of

INSTALLED_APPS = [
    "django_tasks_db",  # first, so that our desk can leave out its stock list of jobs
    "memorial",
    "memorial.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
]

MIDDLEWARE = [
    "memorial.public.probes.Probes",
    "memorial.public.request_lines.RequestLines",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "memorial.public.compression.TextCompression",
    "csp.middleware.CSPMiddleware",
    "memorial.public.cookies.WithoutCookies",
    "memorial.public.unreached.WithoutDatabase",
    "memorial.public.replica_reading.FromReplicas",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "memorial.public.entrance.LanguageOfAddress",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "memorial.urls"
WSGI_APPLICATION = "memorial.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# The record: in a file of this installation, or on a PostgreSQL server

# A page that asks the database for longer is given up, so that nobody can make it work for nothing (`wsgi` says so);
# commands take the time that they need.
STATEMENT_SECONDS = env_number("STATEMENT_SECONDS", default=30)
DATABASES = databases(STORE)
# Servers that follow the first and are asked by visitors, by how many seconds one may be behind it, and for how many
# they are believed while the first is lost: it may be lost for this machine alone
REPLICAS = [alias for alias in DATABASES if alias != "default"]
REPLICA_LAG = env_number("REPLICA_LAG_SECONDS", default=2)
REPLICA_ALONE = env_number("REPLICA_ALONE_SECONDS", default=600)
# Where files came to before there were sealed originals; what an older installation kept there is sealed once.
MEDIA_ROOT = STORE / "media"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

# Public pages that are kept as they were sent: whether at all, in how much memory of each process, in how much room on
# the disk, and for how many seconds a process may rely on having seen that nothing was changed

KEEP_PAGES = env_bool("KEEP_PAGES", default=not DEBUG)
KEEP_MOST_BYTES = env_number("KEEP_MEGABYTES", default=48) * 1024 * 1024
KEPT = STORE / "kept"
KEPT_MOST_BYTES = env_number("KEPT_MEGABYTES", default=1000) * 1024 * 1024
KEEP_RELIED_ON = 0.1
SHELVE_PAGES = shelves_pages("SHELVE_PAGES", keeps_pages=KEEP_PAGES)
SHELF = STORE / "shelf"

# A content network or another proxy that keeps pages as well: where it is told that they have changed, and with which
# word it knows that it is the memorial who says so

PURGE_AT = content_network("PURGE_URL")
PURGE_TOKEN = os.environ.get("PURGE_TOKEN", "").strip()
whole_content_network(PURGE_AT, PURGE_TOKEN, keeps_pages=KEEP_PAGES)

# People who sign in

AUTH_USER_MODEL = "memorial.User"
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
CSRF_FAILURE_VIEW = "memorial.public.error_pages.token_missing"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# Languages of the interface; the memorial says in its own row which of them it offers, and in what order

LANGUAGE_CODE = "en"
LANGUAGES = [("az", "Azərbaycanca"), ("en", "English"), ("ru", "Русский"), ("tr", "Türkçe")]
LOCALE_PATHS = [BASE_DIR / "memorial" / "locale"]
TIME_ZONE = "UTC"

# Static files: ours alone, hashed, sent by the server itself

STATIC_URL = "static/"
STATIC_ROOT = STORE / "static"

# Originals, and what is shown in their place: in the folder of this installation, or in a bucket

STORAGES = media_storages("STORAGE_URL", STORE) | {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage",
        # In production the web server in front, which is somebody else on that machine, sends them.
        "OPTIONS": {} if DATA_DIR else {"file_permissions_mode": 0o644, "directory_permissions_mode": 0o755},
    },
}

# Files from outside: how large they may be, and what the process that opens one may use of the machine

MEDIA_INCOMING = own_folder(STORE / "incoming", "The folder of incoming files")
FILE_UPLOAD_TEMP_DIR = MEDIA_INCOMING
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "memorial.media.uploads.UploadInBounds",
]
MEDIA_MOST_BYTES = env_number("MEDIA_MEGABYTES", default=40) * 1024 * 1024
MEDIA_MOST_PIXELS = env_number("MEDIA_MEGAPIXELS", default=50) * 1_000_000
MEDIA_MEMORY = env_number("MEDIA_MEMORY_MEGABYTES", default=512) * 1024 * 1024
MEDIA_SECONDS = env_number("MEDIA_SECONDS", default=60)

# What strangers send in: where its files wait, how much room all of it may take, and how much the disk keeps free for
# those who work here; then the keys of those who sent it, which no backup of the database holds

CONTRIBUTED = own_folder(STORE / "contributed", "The folder of contributed files")
CONTRIBUTED_MOST_BYTES = env_number("CONTRIBUTED_MEGABYTES", default=2000) * 1024 * 1024
CONTRIBUTED_MOST_OPEN = env_number("CONTRIBUTED_MOST", default=20_000)
DISK_RESERVE = env_number("DISK_RESERVE_MEGABYTES", default=500) * 1024 * 1024
LISTS = own_folder(STORE / "lists", "The folder of lists that are brought in")
LIST_MOST_BYTES = env_number("LIST_MEGABYTES", default=300) * 1024 * 1024
CONTACT_KEYS_DIR = Path(os.environ.get("CONTACT_KEYS_DIR", "").strip() or STORE / "contact_keys")
CONTACT_KEYS = contact_keys("CONTACT_KEYS", kept=STORE / "contact_key" if DATA_DIR is not None else None)

# By how many proxies of our own a request has come here: what they say of its sender is believed, and nothing else

PROXIES = env_choice("PROXIES", {"0": 0, "1": 1, "2": 2}, default="0")

# What is remembered for a while and may be forgotten: how often each network sent something. By a server that several
# processes share, or by each of them alone

CACHES = {"default": shared_cache("CACHE_URL")}

# Mails to those who left an address with what they sent: by a server, or kept where an embedded installation has none

MAIL_FROM = env_like("MAIL_FROM", r"[^\s@<>,]+@[^\s@<>,]+", "Write one address alone: memorial@example.org")
EMAIL_HOST_USER = os.environ.get("EMAIL_USER", "").strip()
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_PASSWORD", "").strip()
EMAIL_HOST = env_like("EMAIL_HOST", r"[A-Za-z0-9.:-]+", "Write the name of a mail server: smtp.example.org")
whole_mail_server(EMAIL_HOST, MAIL_FROM, EMAIL_HOST_USER, EMAIL_HOST_PASSWORD)
EMAIL_PORT = env_port("EMAIL_PORT", default=587)
EMAIL_SECURITY = env_choice("EMAIL_TLS", {"starttls": "starttls", "tls": "tls", "no": ""}, default="starttls")
EMAIL_USE_TLS, EMAIL_USE_SSL = EMAIL_SECURITY == "starttls", EMAIL_SECURITY == "tls"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = MAIL_FROM or "memorial@localhost"
if EMAIL_HOST:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
elif DATA_DIR is not None:
    EMAIL_BACKEND = "memorial.contributions.mails.KeptMail"
else:
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
# Where the links in mails lead: no visitor is there whose request could tell it.
MAIL_LINKS_TO = f"{'http' if DATA_DIR is not None else 'https'}://{ALLOWED_HOSTS[0].lstrip('.')}" + (
    f":{PORT}" if DATA_DIR is not None else ""
)

# Within how many days every original is re-read and held against what was received

FIXITY_DAYS = env_number("FIXITY_DAYS", default=30)

# Work that nobody waits for: kept in the database with what it is about, done by `manage.py work`

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# A person with thirty names, forty citations and texts in four languages is a form of about a thousand fields, and a
# testimony of book length in Cyrillic letters is sent as six signs for each letter: neither may be turned away.

DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
# Without a script all chosen files come at once; the page for them looks at fewer and says so of the others.
DATA_UPLOAD_MAX_NUMBER_FILES = 300

# What a browser is told

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "media-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
if DATA_DIR is None and not DEBUG:
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = env_bool("SSL_REDIRECT", default=True)
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env_bool("BEHIND_PROXY", default=False) else None

# What those who run it are told: the form of the log, whether each request gets a line, who may read the counts and
# where the processes of a server keep them, and the file by which a server is told that it will soon be stopped

LOG_FORM = env_choice("LOG_FORMAT", {"plain": "plain", "json": "json"}, default="plain" if DATA_DIR else "json")
LOG_REQUESTS = env_bool("LOG_REQUESTS", default=False)
LOGGING = log_settings(LOG_FORM, requests=LOG_REQUESTS)
METRICS_TOKEN = env_token("METRICS_TOKEN")
COUNTS = STORE / "counts"
STOPPING_FILE = os.environ.get("STOPPING_FILE", "").strip()
