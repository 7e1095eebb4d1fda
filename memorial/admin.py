"""Index of the desk: every concept keeps its own forms and lists, and Django finds them all here."""

from memorial.accounts.admin import AccountAdmin
from memorial.commemorations.admin import CommemorationAdmin, RecognitionAdmin
from memorial.events.admin import EventAdmin, FigureAdmin, PlaceAdmin
from memorial.media.admin import AssetAdmin
from memorial.people.admin import HouseholdAdmin, PersonAdmin
from memorial.people.memorial_admin import MemorialAdmin
from memorial.sources.admin import SourceAdmin
from memorial.testimonies.admin import TestimonyAdmin

__all__ = [
    "AccountAdmin",
    "AssetAdmin",
    "CommemorationAdmin",
    "EventAdmin",
    "FigureAdmin",
    "HouseholdAdmin",
    "MemorialAdmin",
    "PersonAdmin",
    "PlaceAdmin",
    "RecognitionAdmin",
    "SourceAdmin",
    "TestimonyAdmin",
]
