"""The environment of an installation: its variables, read one by one; a wrong value stops the start with a sentence."""

import os
import re
import secrets
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured


def env_bool(name: str, default: bool) -> bool:
    """Return the yes-or-no of an environment variable; a mistyped one stops the start."""
    value = os.environ.get(name, "").strip().lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    if value:
        raise ImproperlyConfigured(f"{name} is '{value}'. Write yes or no.")
    return default


def env_port(name: str, default: int) -> int:
    """Return the number of a port; anything else stops the start."""
    value = os.environ.get(name, "").strip() or str(default)
    if not (value.isascii() and value.isdigit() and 0 < int(value) < 65536):
        raise ImproperlyConfigured(f"{name} is '{value}'. Write a number from 1 to 65535.")
    return int(value)


def env_number(name: str, default: int) -> int:
    """Return a whole number greater than nought; anything else stops the start."""
    value = os.environ.get(name, "").strip() or str(default)
    if not (value.isascii() and value.isdigit() and int(value)):
        raise ImproperlyConfigured(f"{name} is '{value}'. Write a whole number greater than 0.")
    return int(value)


def env_like(name: str, form: str, sentence: str) -> str:
    """Return an environment variable that is empty or of a form; anything else stops the start."""
    value = os.environ.get(name, "").strip()
    if value and not re.fullmatch(form, value, re.ASCII):
        raise ImproperlyConfigured(f"{name} is '{value}'. {sentence}")
    return value


def env_choice(name: str, choices: Mapping[str, Any], default: str) -> Any:
    """Return what an environment variable stands for, of the few values that it may have; another stops the start."""
    value = os.environ.get(name, "").strip() or default
    if value not in choices:
        raise ImproperlyConfigured(f"{name} is '{value}'. Write one of: {', '.join(choices)}.")
    return choices[value]


def env_token(name: str) -> str:
    """Return a secret that is empty or long enough to be no guess; another stops the start, and is not repeated."""
    value = os.environ.get(name, "").strip()
    if value and not re.fullmatch(r"[\w.~+/=-]{32,}", value, re.ASCII):
        raise ImproperlyConfigured(f"{name} is too short, or has other signs in it. Make one: openssl rand -hex 32")
    return value


def env_hosts(name: str, default: str) -> list[str]:
    """Return the host names of an environment variable; one that could not be a host name stops the start."""
    hosts = [host.strip() for host in (os.environ.get(name) or default).split(",")]
    for host in hosts:
        if not host or "/" in host or host == "*":
            raise ImproperlyConfigured(
                f"{name} holds '{host}'. Write host names alone, separated by commas: memorial.example.org"
            )
    return hosts


def required(name: str, sentence: str) -> str:
    """Return an environment variable that a production installation cannot do without."""
    value = os.environ.get(name, "").strip()
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. {sentence}")
    return value


def own_folder(path: Path, name: str) -> Path:
    """Return a folder that this installation can write to, made for its owner alone if it is missing."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as problem:
        raise ImproperlyConfigured(f"{name} is '{path}', which cannot be used: {problem.strerror}.") from problem
    if not os.access(path, os.W_OK | os.X_OK):
        raise ImproperlyConfigured(f"{name} is '{path}', where this user may not write.")
    return path


def shelves_pages(name: str, *, keeps_pages: bool) -> bool:
    """Return whether the web server is to give pages by itself.

    With a database server an act may be done on another machine, and could not take pages away here.
    """
    if not env_bool(name, default=False):
        return False
    for other in ("DATABASE_URL", "PURGE_URL"):
        if os.environ.get(other, "").strip():
            raise ImproperlyConfigured(
                f"{name} is yes, and {other} is set. Set one of them: docs/operations.md, “Shelf”."
            )
    if not keeps_pages:
        raise ImproperlyConfigured(f"{name} is yes, and KEEP_PAGES is no. What is not kept cannot be laid out.")
    return True


def new_secret() -> str:
    """Return a fresh secret."""
    return secrets.token_urlsafe(50)


def kept_secret(path: Path, new: Callable[[], str] = new_secret) -> str:
    """Return a secret of an embedded installation, made once and readable by its owner alone."""
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(new())
    return path.read_text().strip()


def whole_mail_server(host: str, sender: str, user: str, password: str) -> None:
    """Stop the start where only half of what it takes to send mails was told."""
    if not host:
        for name, value in (("EMAIL_USER", user), ("EMAIL_PASSWORD", password), ("MAIL_FROM", sender)):
            if value:
                raise ImproperlyConfigured(f"{name} is set, and EMAIL_HOST is not. Set both or neither.")
    elif not sender:
        raise ImproperlyConfigured(f"EMAIL_HOST is '{host}', and MAIL_FROM is not set. Set both or neither.")
    elif bool(user) != bool(password):
        raise ImproperlyConfigured("Of EMAIL_USER and EMAIL_PASSWORD one is not set. Set both or neither.")


def contact_keys(name: str, kept: Path | None) -> list[str]:
    """Return the keys that lock away who sent a contribution, the present one first; a wrong one stops the start.

    An embedded installation makes its own and keeps it in the file ``kept``; any other names them.
    """
    if kept is not None and not os.environ.get(name, "").strip():
        return [kept_secret(kept, new=lambda: Fernet.generate_key().decode())]
    if sys.argv[1:2] == ["new_contact_key"]:
        # It runs before there is one, and locks nothing.
        return [Fernet.generate_key().decode()]
    sentence = "Set it to a key made by `python manage.py new_contact_key`; earlier ones follow, separated by commas."
    keys = [key.strip() for key in required(name, sentence).split(",")]
    for key in keys:
        try:
            Fernet(key)
        except ValueError as problem:
            raise ImproperlyConfigured(f"{name} holds what is no key. {sentence}") from problem
    return keys


def is_refusal(status: int) -> bool:
    """Return whether an answer with this status was no fault of ours: asked for in vain, too often, or for now."""
    return 400 <= status < 500 or status == 503


def log_settings(form: str, *, requests: bool) -> dict[str, Any]:
    """Return how the log is written: everything by one way, on which private links are taken out.

    Django's own ways out would repeat the address of a private page, and those of the server what failed there.
    """
    by_that_way: dict[str, Any] = {"handlers": [], "level": "INFO", "propagate": True}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "plain": {"format": "{levelname} {name}: {message}", "style": "{"},
            "json": {"()": "memorial.operations.log_lines.JsonLines"},
        },
        "filters": {
            "secrets": {"()": "memorial.contributions.private_addresses.WithoutSecrets"},
            # A line for each of a million refusals would fill the disk that the refusals keep free; and what was asked
            # for in vain may be anything that somebody has typed.
            "refusals": {
                "()": "django.utils.log.CallbackFilter",
                "callback": lambda record: not is_refusal(getattr(record, "status_code", 0)),
            },
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": form, "filters": ["secrets"]}},
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            "_granian": by_that_way | {"level": "WARNING"},
            "django": by_that_way,
            "django.request": by_that_way | {"filters": ["refusals"]},
            "django.security.DisallowedHost": by_that_way | {"filters": ["refusals"]},
            "django.server": by_that_way,
            "memorial.requests": by_that_way | {"level": "INFO" if requests else "WARNING"},
        },
    }
