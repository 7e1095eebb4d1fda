"""Transcripts: the words of a recording with the times at which they are spoken (WebVTT)."""

from dataclasses import dataclass
from io import StringIO

import webvtt
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

HEADING = "WEBVTT"


@dataclass(frozen=True)
class Cue:
    """What is spoken at one moment: its time as a reader sees it (``0:05``), and the words."""

    time: str
    words: str


def validate_transcript(value: str) -> None:
    """Refuse what no player could follow, with the line of the mistake where it is known."""
    try:
        found = parsed(value)
    except (webvtt.errors.MalformedFileError, webvtt.errors.MalformedCaptionError) as problem:
        sentence = _("This transcript cannot be read as WebVTT. The first line is WEBVTT, and each passage has a time.")
        raise ValidationError(sentence, code="transcript") from problem
    if not found:
        sentence = _("This transcript has no passage with a time, such as 00:00:05.000 --> 00:00:09.000.")
        raise ValidationError(sentence, code="transcript")


def cues(value: str) -> list[Cue]:
    """Return the passages of a transcript in their order; empty for one that cannot be read."""
    try:
        return parsed(value)
    except (webvtt.errors.MalformedFileError, webvtt.errors.MalformedCaptionError):
        return []


def parsed(value: str) -> list[Cue]:
    """Return the passages of a transcript."""
    found = webvtt.WebVTT.from_buffer(StringIO(value.strip() + "\n"), format="vtt")
    return [Cue(short_time(caption.start), caption.text) for caption in found.captions]


def short_time(stamp: str) -> str:
    """Return a time stamp without what nobody needs: ``0:05`` for ``00:00:05.000``."""
    hours, minutes, seconds = stamp.split(".")[0].split(":")
    shown = f"{int(minutes)}:{seconds}"
    return f"{int(hours)}:{minutes}:{seconds}" if int(hours) else shown
