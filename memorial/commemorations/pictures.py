"""Pictures of commemorations."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from memorial.commemorations.models import Commemoration
from memorial.media.pictures import Picture


class CommemorationPicture(Picture):
    """A photograph, document or recording of a monument, a ceremony, a day."""

    entry = models.ForeignKey(
        Commemoration, on_delete=models.CASCADE, related_name="pictures", verbose_name=_("commemoration")
    )

    class Meta(Picture.Meta):
        abstract = False
