"""Log lines: each record of the log as one line of JSON, for programs that gather the logs of several machines."""

import json
import logging
from datetime import UTC, datetime
from typing import Any

from memorial.operations.request_ids import CURRENT


class JsonLines(logging.Formatter):
    """Writes a record as one line: when, how grave, by whom, what, in which request, and what went wrong.

    Only named fields leave, so that nothing that happens to hang on a record is written.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; what is secret in it has been taken out before (`WithoutSecrets`)."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if CURRENT.get():
            line["request"] = CURRENT.get()
        line |= getattr(record, "fields", {})
        if record.exc_info:
            record.exc_text = record.exc_text or self.formatException(record.exc_info)
        if record.exc_text:
            line["traceback"] = record.exc_text
        if record.stack_info:
            line["stack"] = record.stack_info
        return json.dumps(line)
