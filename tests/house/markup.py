"""Rules for templates and style sheets, read as text."""

import re

UNSAFE = re.compile(r"\|\s*safe(seq)?\b|\{%-?\s*autoescape\s+off")
INLINE_STYLE = re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE)
EVENTS = (
    r"(?:abort|blur|change|click|close|drag|drop|error|focus|input|key|load|mouse|pointer|reset|scroll|submit|toggle"
    r"|touch|unload|wheel)"
)
#: Linked data is no script: no browser runs it, and its filter leaves no sign in it that could end the element.
LINKED_DATA = re.escape('type="application/ld+json">{{ linked|linked_data }}</script>')
INLINE_SCRIPT = re.compile(
    rf"<script(?! {LINKED_DATA})(?![^>]*\ssrc\s*=)[^>]*>|\son(?:before)?{EVENTS}\w*\s*=\s*[\"']|javascript:",
    re.IGNORECASE,
)
FOREIGN_ASSET = re.compile(
    r"<(?:script|img|link|source|iframe|audio|video|object|embed|image|use)\b[^>]*?"
    r"\s(?:src|srcset|href|data|poster)\s*=\s*[\"'](?:https?:)?//",
    re.IGNORECASE,
)
FOREIGN_STYLE = re.compile(r"(?:url\(\s*[\"']?|@import\s+[\"'])(?:https?:)?//", re.IGNORECASE)


def found(pattern: re.Pattern[str], text: str) -> list[str]:
    """Return each occurrence with its line."""
    return [f"line {text.count(chr(10), 0, hit.start()) + 1}: {hit.group().strip()}" for hit in pattern.finditer(text)]


def unescaped_text(text: str) -> list[str]:
    """Name each place where a template does not escape what it shows."""
    return found(UNSAFE, text)


def inline_style(text: str) -> list[str]:
    """Name each style that stands in the page and not in the style sheet."""
    return found(INLINE_STYLE, text)


def inline_script(text: str) -> list[str]:
    """Name each script that stands in the page."""
    return found(INLINE_SCRIPT, text)


def foreign_assets(text: str) -> list[str]:
    """Name each thing that a page or a style sheet would fetch from somebody else."""
    return found(FOREIGN_ASSET, text) + found(FOREIGN_STYLE, text)
