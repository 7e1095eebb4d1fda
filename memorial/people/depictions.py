"""Depictions: which photographs show a person, who has verified that, and how."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from memorial.media.pictures import Picture
from memorial.people.models import Person


class Depiction(Picture):
    """One photograph of a person, or a recording of their voice; the first public picture is the portrait."""

    #: Who looked and what they compared is for the archive; visitors are told what is known, not by whom.
    not_public: ClassVar[frozenset[str]] = frozenset({"verified_by", "verified_how"})

    entry = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="pictures", verbose_name=_("person"))
    where_shown = models.CharField(
        _("where in the picture"),
        max_length=120,
        blank=True,
        help_text=_("“Second from the left”, on a group picture."),
    )
    verified_how = models.CharField(
        _("how it is known that this is this person"),
        max_length=300,
        blank=True,
        help_text=_("“Named on the back in the mother's hand.” Needed before publication; never published."),
    )
    #: Written by the form from the account of whoever wrote how it is known.
    verified_by = models.CharField(_("verified by"), max_length=150, blank=True, editable=False)

    class Meta(Picture.Meta):
        abstract = False
