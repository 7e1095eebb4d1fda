"""Private addresses: how the secret of a private link is kept out of every log.

Whoever reads a log must not come to stand in the place of a sender. This is read before the models are.
"""

import logging
import re

#: What stands behind the way to a private page, as a path or as part of a query.
SECRET = re.compile(r"(yours(?:/|%2F))[^\s\"'<>]+", re.IGNORECASE)
HIDDEN = r"\1[…]"
#: A secret by itself, as it stands where somebody has mistyped the way to it.
ALONE = re.compile(r"(?<![\w-])[A-Za-z0-9_-]{43}(?![\w-])")
#: What PostgreSQL tells beside an error: the row that it refused, word for word, to the end of what it says.
ROWS = re.compile(r"^(DETAIL|CONTEXT):.*?(?=\n\n(?:The above exception|During handling)|\Z)", re.MULTILINE | re.DOTALL)
PLAIN = logging.Formatter()


def without_secrets(text: str) -> str:
    """Return a text in which no private link can be read, and no row of the record that a database refused."""
    text = ROWS.sub(r"\1: […]", text)
    return ALONE.sub("[…]", SECRET.sub(HIDDEN, text))


class WithoutSecrets(logging.Filter):
    """Lets every line of the log through, without the secrets of private links in it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Take the secrets out of a line, its arguments, its traceback, and whatever hangs on it."""
        record.msg, record.args = without_secrets(said_by(record)), None
        if record.exc_info:
            record.exc_text = record.exc_text or PLAIN.formatException(record.exc_info)
            record.exc_info = None
        if record.exc_text:
            record.exc_text = without_secrets(record.exc_text)
        if record.stack_info:
            record.stack_info = without_secrets(record.stack_info)
        # A request has its address in it.
        for name in ("request", "server_time"):
            record.__dict__.pop(name, None)
        return True


def said_by(record: logging.LogRecord) -> str:
    """Return what a line says; as it was written where its arguments do not fit."""
    try:
        return record.getMessage()
    except (TypeError, ValueError, KeyError):
        return f"{record.msg} {record.args}"
