"""Transcripts: the words of a recording with the times at which they are spoken (WebVTT)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import unescape
from io import StringIO
from typing import Any

import webvtt
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from memorial.base.texts import Text

HEADING = "WEBVTT"


@dataclass(frozen=True)
class Cue:
    """What is spoken at one moment: its time as a reader sees it (``0:05``), and the words."""

    time: str
    words: str


@dataclass(frozen=True)
class Transcript:
    """What is spoken in a recording, in one language: its passages, and the text in which they are kept."""

    text: Text
    cues: Sequence[Cue]


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


def transcript_of(text: Text | None) -> Transcript | None:
    """Return the passages of a text that holds a transcript; nothing where there is none to be read."""
    found = cues(text.value) if text else []
    return Transcript(text, found) if text and found else None


def as_file(value: str) -> str:
    """Return a transcript as a player reads it, its passages alone: remarks between them are for those who write it."""
    passages = [f"{caption.start} --> {caption.end}\n{caption.raw_text}" for caption in captions(value)]
    return "\n\n".join([HEADING, *passages]) + "\n"


def as_prose(text: Text) -> Text:
    """Return a text that holds a transcript as one to be read from above: each passage after its time."""
    return replace(text, value="\n\n".join(f"{cue.time} {cue.words}" for cue in cues(text.value)))


def parsed(value: str) -> list[Cue]:
    """Return the passages of a transcript."""
    return [Cue(short_time(caption.start), words_of(caption)) for caption in captions(value)]


def words_of(caption: Any) -> str:
    """Return what is spoken in a passage, after the name of who speaks where the transcript says it."""
    words = unescape(caption.text)
    return f"{unescape(caption.voice)}: {words}" if caption.voice else words


def captions(value: str) -> list[Any]:
    """Return the passages of a transcript as the library has them."""
    return list(webvtt.WebVTT.from_buffer(StringIO(value.strip() + "\n"), format="vtt").captions)


def short_time(stamp: str) -> str:
    """Return a time stamp without what nobody needs: ``0:05`` for ``00:00:05.000``."""
    hours, minutes, seconds = stamp.split(".")[0].split(":")
    shown = f"{int(minutes)}:{seconds}"
    return f"{int(hours)}:{minutes}:{seconds}" if int(hours) else shown
