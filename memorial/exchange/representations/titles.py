"""Titles: what an entry of any kind is called wherever it is named."""

from collections.abc import Mapping, Sequence

from memorial.base.alphabets import capital
from memorial.base.texts import Text, untranslated
from memorial.commemorations.models import Commemoration
from memorial.commemorations.recognitions import Recognition
from memorial.events.figures import Figure
from memorial.events.models import Event
from memorial.events.places import Place
from memorial.media.models import Asset
from memorial.people.kinship import Household
from memorial.people.models import Person
from memorial.review.gate import Channel
from memorial.review.models import Entry
from memorial.sources.models import Source
from memorial.testimonies.models import Testimony
from memorial.testimonies.naming import narrator_of

#: The field of the text that names an entry, for the kinds that are named by a text.
TITLE_FIELDS: Mapping[type[Entry], str] = {
    Commemoration: "title",
    Event: "title",
    Figure: "subject",
    Household: "name",
    Place: "name",
    Recognition: "body",
}


def title_of(entry: Entry, order: Sequence[str], channel: Channel = Channel.PAGE) -> Text:
    """Return what an entry is called in the active language, or in the nearest of ``order`` that has it.

    The entry was read with what names it: a person's names, a testimony's narrator and consents, texts.
    """
    if isinstance(entry, Person):
        return entry.display_name(order)
    if isinstance(entry, Testimony):
        return narrator_of(entry, order, channel).name
    if isinstance(entry, Source):
        return untranslated(entry.name, entry.name_language)
    if isinstance(entry, Asset):
        # Never its label, which may be the name that a file came with.
        return entry.text("caption", order) or untranslated(capital(entry.get_kind_display()))
    return entry.text(TITLE_FIELDS[type(entry)], order) or untranslated(entry.public_id)


def language_of_title(entry: Entry, order: Sequence[str], channel: Channel = Channel.PAGE) -> str:
    """Return the language of what an entry is called; empty where it is a name in a language that nobody has noted."""
    if isinstance(entry, Source):
        return entry.name_language
    if isinstance(entry, Testimony):
        narrator = narrator_of(entry, order, channel)
        return narrator.name.language if narrator.nameless or narrator.person else entry.language
    return title_of(entry, order, channel).language
