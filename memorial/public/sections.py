"""Sections: under which address visitors find each kind of entry."""

from memorial.commemorations.models import Commemoration
from memorial.commemorations.recognitions import Recognition
from memorial.events.figures import Figure
from memorial.events.models import Event
from memorial.events.places import Place
from memorial.media.models import Asset
from memorial.people.kinship import Household
from memorial.people.models import Person
from memorial.review.models import Entry
from memorial.sources.models import Source
from memorial.testimonies.models import Testimony

#: Every kind whose versions have an address, by the section in which it stands.
SECTIONS: dict[str, type[Entry]] = {
    "people": Person,
    "families": Household,
    "testimonies": Testimony,
    "events": Event,
    "places": Place,
    "figures": Figure,
    "sources": Source,
    "recognitions": Recognition,
    "commemorations": Commemoration,
    "collection": Asset,
}
KINDS = {str(model._meta.model_name): section for section, model in SECTIONS.items()}


class KindConverter:
    """A kind of entry in an address: ``people`` there, ``person`` here."""

    regex = "|".join(SECTIONS)

    def to_python(self, value: str) -> str:
        """Return the kind of a section."""
        return str(SECTIONS[value]._meta.model_name)

    def to_url(self, value: str) -> str:
        """Return the section of a kind; a kind without a public place has no address."""
        if value not in KINDS:
            raise ValueError(value)
        return KINDS[value]
