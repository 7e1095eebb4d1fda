"""How a testimony is named in a list and on its page: by its narrator, as far as the narrator may be named."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from memorial.base.initials import initials
from memorial.base.languages import active_language
from memorial.base.texts import Text, untranslated
from memorial.review.gate import Audience, Channel, Naming, ShownAs, decide
from memorial.testimonies.models import Testimony


@dataclass(frozen=True)
class Narrator:
    """Who speaks; ``url`` where the narrator has a page here, ``role`` beside a name, ``nameless`` where it is one."""

    name: Text
    url: str = ""
    role: Text | None = None
    nameless: bool = False

    @property
    def described(self) -> Text | None:
        """What is told of the narrator: the role beside the name or in its place."""
        return self.name if self.nameless else self.role


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


def narrator_of(testimony: Testimony, order: Sequence[str], channel: Channel = Channel.PAGE) -> Narrator:
    """Return who speaks: a person with a page here, a name, a role, or nobody who is named."""
    role = testimony.text("role", order)
    way = naming_of(testimony, channel)
    if way.naming == Naming.FULL and testimony.narrator:
        return Narrator(testimony.narrator.display_name(order), testimony.narrator.get_absolute_url(), role)
    name = testimony.narrator_name
    if way.naming == Naming.FULL and name:
        return Narrator(as_written(testimony, name), role=role)
    if way.naming == Naming.INITIALS and (letters := initials(name)):
        return Narrator(as_written(testimony, letters), role=role)
    if way.naming == Naming.PSEUDONYM:
        return Narrator(as_written(testimony, way.pseudonym), role=role)
    return Narrator(role or untranslated(_("anonymous")), nameless=True)


def naming_of(testimony: Testimony, channel: Channel = Channel.PAGE) -> ShownAs:
    """Return how the narrator may be named, as the consent gate decides; where it shows nothing, not at all.

    Of a draft, it is as it will be once it is published.
    """
    shown = decide(testimony.item().once_public(), channel, Audience.PUBLIC, testimony.moment)
    return shown or ShownAs(Naming.ANONYMOUS)


def as_written(testimony: Testimony, name: str) -> Text:
    """Return a name in the language in which the testimony has it."""
    return Text(name, testimony.language or active_language(), foreign=False, unreviewed=False)
