"""How a testimony is named in a list and on its page: by its narrator, as far as the narrator may be named."""

from collections.abc import Sequence
from dataclasses import dataclass

from memorial.base.texts import Text
from memorial.testimonies.models import Testimony
from memorial.testimonies.naming import Narrator, narrator_of


@dataclass(frozen=True)
class TestimonyLine:
    """One testimony in a list; its summary stays behind its content note."""

    testimony: Testimony
    narrator: Narrator
    note: Text | None
    summary: Text | None

    @property
    def texts(self) -> list[Text]:
        """What the line shows besides names."""
        return [text for text in (self.narrator.described, self.note, self.summary) if text]

    @property
    def foreign(self) -> str:
        """The name of the language in which its texts stand, where that is not the language of the page."""
        return next((text.foreign_name for text in self.texts if text.foreign), "")

    @property
    def unreviewed(self) -> bool:
        """Whether any of its texts is a translation that has not been reviewed."""
        return any(text.unreviewed for text in self.texts)


def testimony_line(testimony: Testimony, order: Sequence[str]) -> TestimonyLine:
    """Return the line of a testimony that was read with its narrator; ``order`` is the memorial's languages."""
    note = testimony.text("content_note", order)
    summary = None if note else testimony.text("summary", order)
    return TestimonyLine(testimony, narrator_of(testimony, order), note, summary)
