"""Refusals: why a list cannot be read, in a sentence for the person who brought it."""

from typing import NoReturn


class ListRefused(Exception):
    """A file that cannot be read as a list: which fault (code), in which line or row, and what to do about it."""

    def __init__(self, code: str, sentence: str, line: int | None = None) -> None:
        super().__init__(sentence)
        self.code = code
        self.line = line


def refuse(code: str, sentence: str, line: int | None = None) -> NoReturn:
    """Refuse a list, for a fault that has a code and a sentence, at a line of the file or a row of the sheet."""
    raise ListRefused(code, sentence, line)
