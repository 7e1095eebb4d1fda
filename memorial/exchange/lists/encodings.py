"""Encodings: how the signs of a list were written as bytes, found by which letters make sense together."""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from django.utils.translation import gettext as _

from memorial.exchange.lists.refusals import ListRefused, refuse

#: The encodings that are known, as they are shown; what Python calls them.
CODECS: Final = {
    "utf-8": "utf-8-sig",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
    "windows-1251": "cp1251",
    "windows-1254": "cp1254",
    "windows-1252": "cp1252",
    "latin-1": "latin-1",
}
SINGLE_BYTE = ("windows-1251", "windows-1254", "windows-1252", "latin-1")
MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
BLOCK: Final = 1 << 18
#: How much of the text that is not ASCII is weighed.
SAMPLE: Final = 1 << 20
ASCII = bytes(range(128))
#: Bytes for which latin-1 has only invisible signs; where they stand, windows-1252 was meant.
UNSEEN = re.compile("[\x80-\x9f]")
#: A letter beyond ASCII beside one of ASCII, as in Latin scripts; and beside its like, as in Cyrillic words.
BESIDE_ASCII = re.compile(rb"[A-Za-z](?=[\xc0-\xff])|[\xc0-\xff](?=[A-Za-z])")
BESIDE_LIKE = re.compile(rb"[\xc0-\xff\xa8\xb8](?=[\xc0-\xff\xa8\xb8])")
#: The bytes in which windows-1254 differs from Western encodings (Ğ İ Ş ğ ı ş, there Ð Ý Þ ð ý þ).
TURKISH = bytes.fromhex("d0dddef0fdfe")
#: Those of them, and of Ç and Ü, that are frequent in Turkish and rare in Icelandic, which has Ð and Þ.
SOUTHERN = bytes.fromhex("c7dcdde7fcfd")
#: Letters with acute, and Æ, which are frequent in Icelandic and rare in Turkish.
NORTHERN = bytes.fromhex("c1c6c9cdd3dae1e6e9edf3fa")
WORDS = re.compile(r"\w")


class Found(NamedTuple):
    """The encoding that a file seems to have, the others that all its bytes allow, and whether it was guessed."""

    encoding: str
    others: tuple[str, ...] = ()
    guessed: bool = False


def find_encoding(path: Path) -> Found:
    """Return the encoding of a text by all of its bytes, not only those at its beginning.

    A file that is UTF-8 but for a few bytes is refused (``encoding``) at the line of the first, as what it was meant to
    say there cannot be known; one with NUL bytes that is not UTF-16 is refused (``nul``).
    """
    with path.open("rb") as file:
        head = file.read(BLOCK)
    for mark, name in MARKS.items():
        if head.startswith(mark):
            return Found(name)
    if b"\0" in head:
        return _find_wide(path, head)
    sample, present = _survey(path)
    if not present:
        return Found("utf-8")
    if _is_utf_8(path):
        return Found("utf-8", _possible(present))
    _refuse_damaged_utf_8(path, sample)
    possible = _possible(present)
    guess = next((name for name in (*_likely(sample), *possible) if name in possible), "latin-1")
    return Found(guess, tuple(name for name in possible if name != guess), guessed=True)


def _survey(path: Path) -> tuple[bytes, bytes]:
    """Return a sample of what is not ASCII with what stands around it, and which bytes beyond ASCII there are."""
    sample, present = bytearray(), b""
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            if block.isascii():
                continue
            present = bytes(set(present) | set(block.translate(None, ASCII)))
            if len(sample) < SAMPLE:
                sample += block
    return bytes(sample), present


def _find_wide(path: Path, head: bytes) -> Found:
    """Return which UTF-16 a text without a mark is in: the one in which its ends of lines and spaces make sense."""
    even = head[: len(head) // 2 * 2]
    zeros = {"utf-16-le": even[1::2].count(0), "utf-16-be": even[0::2].count(0)}
    name = max(zeros, key=lambda key: zeros[key])
    text = even.decode(name, errors="replace")
    sensible = "\n" in text or "\r" in text or "\t" in text or "," in text
    if sum(zeros.values()) < 1.1 * zeros[name] and sensible and "\0" not in text and path.stat().st_size % 2 == 0:
        return Found(name)
    check_is_text(head.replace(b"\0", b"").decode("latin-1"))
    raise _nul(1 + _ends_of_lines(head[: head.index(0)].decode("latin-1")))


def check_is_text(sample: str) -> None:
    """Refuse (``no_text``) what has no word in it, or is so full of signs that no one types that it is no text."""
    if not WORDS.search(sample):
        refuse("empty", _("The file has no text. Choose the file of the list again."))
    untyped = sum(1 for sign in sample if sign < " " and sign not in "\t\r\n\f\v")
    if untyped > len(sample) / 100:
        refuse("no_text", _("The file is not a text. A list is CSV, TSV, XLSX or ODS."))


def _nul(line: int) -> ListRefused:
    sentence = _("Line %(line)d has a NUL byte, which no text has. Save the list anew from its program.")
    return ListRefused("nul", sentence % {"line": line}, line)


def _is_utf_8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _refuse_damaged_utf_8(path: Path, sample: bytes) -> None:
    """Refuse a file most of whose letters are UTF-8: read in another encoding, all of them would be wrong."""
    text = sample.decode("utf-8", errors="replace")
    faults = text.count("\ufffd")
    sound = sum(1 for sign in text if sign >= "\x80") - faults
    if sound > 10 * faults:
        check_text(path, "utf-8")


def _possible(present: bytes) -> tuple[str, ...]:
    """Return the encodings of one byte a sign that have a sign for each of these bytes."""
    possible = []
    for name in SINGLE_BYTE:
        text = present.decode(CODECS[name], errors="replace")
        # Without the bytes of its curly quotes and dashes, windows-1252 reads as latin-1 does.
        differs = name != "windows-1252" or any(byte < 0xA0 for byte in present)
        if "\ufffd" not in text and not UNSEEN.search(text) and differs:
            possible.append(name)
    return tuple(possible)


def _likely(sample: bytes) -> tuple[str, ...]:
    """Return the encodings of one byte a sign in which these bytes would be words, the likeliest first."""
    if len(BESIDE_LIKE.findall(sample)) > len(BESIDE_ASCII.findall(sample)):
        return ("windows-1251",)
    if _count(sample, TURKISH) and _count(sample, SOUTHERN) >= _count(sample, NORTHERN):
        return ("windows-1254",)
    return ("latin-1", "windows-1252")


def _count(sample: bytes, letters: bytes) -> int:
    return len(sample) - len(sample.translate(None, letters))


def check_text(path: Path, encoding: str) -> None:
    """Refuse a text that has a sign which is none in its encoding (``encoding``), or a NUL (``nul``), with its line.

    The whole text is asked before its first row is given, so that nothing is done by half.
    """
    line, after_return = 1, False
    for text, fault in _decoded(path, encoding):
        unseen = UNSEEN.search(text) if encoding == "latin-1" else None
        places = [place for place in (text.find("\0"), unseen.start() if unseen else -1) if place >= 0]
        until = min(places, default=len(text))
        line += _ends_of_lines(text[:until]) - (after_return and text.startswith("\n"))
        after_return = text.endswith("\r")
        if places and text[until] == "\0":
            raise _nul(line)
        if places or fault:
            sentence = _(
                "Line %(line)d has bytes that are no letters in the encoding %(encoding)s. "
                "Choose another encoding, or correct the line."
            )
            refuse("encoding", sentence % {"line": line, "encoding": encoding}, line)


def _decoded(path: Path, encoding: str) -> Iterator[tuple[str, bool]]:
    """Yield the text of a file in pieces, each with whether a fault stands behind it, which ends it."""
    decoder = codecs.getincrementaldecoder(CODECS[encoding])()
    with path.open("rb") as file:
        while True:
            block = file.read(BLOCK)
            try:
                yield decoder.decode(block, final=not block), False
            except UnicodeDecodeError as error:
                yield error.object[: error.start].decode(CODECS[encoding]), True
                return
            if not block:
                return


def _ends_of_lines(text: str) -> int:
    return text.count("\n") + text.count("\r") - text.count("\r\n")
