"""Canonical data: one text for one content, so that equal contents have equal hashes on every machine."""

import hashlib
import json
from typing import Any

ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical(value: Any) -> str:
    """Return plain data as JSON in one form: keys in order, no spaces, letters as themselves."""
    return ENCODER.encode(value)


def canonical_hash(value: Any) -> str:
    """Return the SHA-256 of plain data in its canonical form, in hexadecimal."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()
