"""Licences: under which of them a memorial gives its public data, and where each of them can be read."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Licence(models.TextChoices):
    """A licence for data, by its name in the SPDX list; none is ever assumed."""

    CC0 = "CC0-1.0", _("CC0 1.0: no rights reserved")
    CC_BY = "CC-BY-4.0", _("CC BY 4.0: whoever uses it names the memorial")
    CC_BY_SA = "CC-BY-SA-4.0", _("CC BY-SA 4.0: named, and what is made of it stands under the same licence")
    CC_BY_NC = "CC-BY-NC-4.0", _("CC BY-NC 4.0: named, and not for commercial purposes")
    ODBL = "ODbL-1.0", _("ODbL 1.0: named, and databases made of it stand under the same licence")


ADDRESSES = {
    Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/",
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
    Licence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/",
    Licence.CC_BY_NC: "https://creativecommons.org/licenses/by-nc/4.0/",
    Licence.ODBL: "https://opendatacommons.org/licenses/odbl/1-0/",
}


def address_of(licence: str) -> str:
    """Return where a licence can be read; nothing for one that is not known, and for none."""
    return ADDRESSES[Licence(licence)] if licence in Licence.values else ""
