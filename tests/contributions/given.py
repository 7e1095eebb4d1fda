"""Contributions with files and answers, as they come in before a curator accepts them; synthetic."""

from pathlib import Path
from typing import Any

from memorial.contributions.arrivals import take
from memorial.contributions.intake import Sent, contribute
from memorial.contributions.models import Contribution, Kind
from tests.contributions.sending import number
from tests.media.files import sent

ALL = {"keep": True, "publish": True, "research": False}


def given(kind: str = Kind.TESTIMONY, *files: tuple[bytes, str], **fields: Any) -> Contribution:
    """Return a contribution that was sent with these files (content and name)."""
    once = f"{next(number):032x}"
    came = take([sent(content, name) for content, name in files], once)
    assert [one.sentence for one in came] == [""] * len(files)
    if kind in (Kind.TESTIMONY, Kind.PICTURE):
        fields.setdefault("answers", ALL)
    fields.setdefault("words", "Synthetic words of the sender.")
    fields.setdefault("language", "az")
    return contribute(sent=Sent(kind=kind, once=once, **fields)).contribution


def told(**fields: Any) -> Contribution:
    """Return a testimony that was sent by somebody who is to be named by initials; synthetic."""
    named = {"naming": "initials", "shown_name": "Z. Q.", "audience": "public", "given_by": "self"}
    return given(
        Kind.TESTIMONY,
        *fields.pop("files", ()),
        **{**named, "wording_version": "1", "wording_language": "az", **fields},
    )


def folders(settings: Any, place: Path) -> None:
    """Keep what strangers attach in a folder of the test's own."""
    settings.CONTRIBUTED = place / "contributed"
