"""Pictures of events and places."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from memorial.events.models import Event
from memorial.events.places import Place
from memorial.media.pictures import Picture


class EventPicture(Picture):
    """A photograph, document or recording of an event."""

    entry = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="pictures", verbose_name=_("event"))

    class Meta(Picture.Meta):
        abstract = False


class PlacePicture(Picture):
    """A photograph, document or recording of a place."""

    entry = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="pictures", verbose_name=_("place"))

    class Meta(Picture.Meta):
        abstract = False
