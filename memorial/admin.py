"""Index of the desk: every concept keeps its own forms and lists, and Django finds them all here."""

from django.contrib import admin
from django_tasks_db.models import DBTaskResult

from memorial.commemorations.admin import CommemorationAdmin, RecognitionAdmin
from memorial.events.admin import EventAdmin, FigureAdmin, PlaceAdmin
from memorial.media.admin import AssetAdmin
from memorial.people.admin import HouseholdAdmin, PersonAdmin
from memorial.people.memorial_admin import MemorialAdmin
from memorial.preservation.admin import finding, findings
from memorial.public.declared import channels_declared
from memorial.review.account_admin import AccountAdmin
from memorial.sources.admin import SourceAdmin
from memorial.testimonies.admin import TestimonyAdmin
from memorial.testimonies.consent_admin import ConsentAdmin

__all__ = [
    "AccountAdmin",
    "AssetAdmin",
    "CommemorationAdmin",
    "ConsentAdmin",
    "EventAdmin",
    "FigureAdmin",
    "HouseholdAdmin",
    "MemorialAdmin",
    "PersonAdmin",
    "PlaceAdmin",
    "RecognitionAdmin",
    "SourceAdmin",
    "TestimonyAdmin",
    "channels_declared",
    "finding",
    "findings",
]

# A job names rows of the record and is no entry: what failed is shown with the asset that it was for.
admin.site.unregister(DBTaskResult)
