"""Originals on the disk for the tests of fixity, and what may happen to them there."""

import hashlib
from pathlib import Path

from memorial.media.originals import sealed
from memorial.media.receiving import seal
from memorial.models import FixityFinding, FixityRun, LedgerLine, Original
from memorial.preservation.fixity import Extent, Manner, check
from memorial.review.ledger import Verb
from tests.media.files import mp3


def sealed_originals(number: int, folder: Path) -> list[Original]:
    """Return originals that were sealed as everything is that comes in, without a visit to the darkroom before."""
    originals = []
    for each in range(number):
        path, content = folder / f"synthetic-{each}", mp3() + f"synthetic {each}".encode()
        path.write_bytes(content)
        said = {"media_type": "audio/mpeg", "kind": "audio"}
        originals.append(seal(path, hashlib.sha256(content).hexdigest(), len(content), said, None))
        path.unlink()
    return originals


def path_of(original: Original) -> Path:
    """Return where an original stands on the disk."""
    return Path(sealed().path(original.name))


def flip_bit(original: Original) -> None:
    """Change one bit of an original, as a failing disk would; the file is read-only, and is so again after."""
    path = path_of(original)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    overwrite(path, bytes(content))


def overwrite(path: Path, content: bytes) -> None:
    """Write into a read-only file, and leave it read-only."""
    path.chmod(0o600)
    path.write_bytes(content)
    path.chmod(0o400)


def check_all() -> FixityRun:
    """Re-read every original."""
    return check(Extent.ALL)


def stopping_after(number: int) -> Manner:
    """Return the manner of a run that is told to stop after so many originals."""
    left = iter([True] * number)
    return Manner(goes_on=lambda: next(left, False))


def standing() -> list[tuple[str, str]]:
    """Return what is found and not dealt with, the earliest first."""
    return [(finding.what, finding.name) for finding in FixityFinding.objects.standing().order_by("pk")]


def ledger(verb: Verb) -> list[tuple[str, str, object]]:
    """Return who wrote the lines of an act, of what they speak, and their details."""
    lines = LedgerLine.objects.filter(verb=verb).order_by("number")
    return [(line.who, line.entry, line.detail) for line in lines]
