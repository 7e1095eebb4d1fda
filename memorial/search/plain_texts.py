"""Plain texts: the words of a text as a page shows them, without the marks of Markdown or the times of a transcript."""

import re

from memorial.base.prose import READER
from memorial.media.transcripts import cues

#: Without one of these signs a text in Markdown is read as it is written, but for marks at which words part anyway.
SIGNS = re.compile(r"[\[<&\\`*_#>~]|^\s*(?:[-+=]|\d+[.)])", re.MULTILINE)
SPACE = re.compile(r"\s+")


def plain_text(value: str, *, prose: bool, transcript: bool = False) -> str:
    """Return the words of a text on one line: of Markdown what is read of it, of a transcript what is spoken."""
    if transcript:
        value = " ".join(cue.words for cue in cues(value))
    elif prose and SIGNS.search(value):
        value = read(value)
    return SPACE.sub(" ", value).strip()


def read(markdown: str) -> str:
    """Return what is read of a text in Markdown: no signs, and of a link its words without the address."""
    said: list[str] = []
    for block in READER.parse(markdown):
        if block.type in {"fence", "code_block"}:
            said.append(block.content)
        for part in block.children or ():
            said.append("\n" if part.type in {"softbreak", "hardbreak"} else part.content)
        said.append("\n")
    return "".join(said)
