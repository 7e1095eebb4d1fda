"""Recordings: the sound, film or scan in which a testimony was given."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from memorial.media.pictures import Picture
from memorial.testimonies.models import Testimony


class Recording(Picture):
    """One recording or scan of a testimony; its transcript stands with the recording itself."""

    entry = models.ForeignKey(Testimony, on_delete=models.CASCADE, related_name="pictures", verbose_name=_("testimony"))

    class Meta(Picture.Meta):
        abstract = False
        verbose_name = _("recording")
        verbose_name_plural = _("recordings and scans")
