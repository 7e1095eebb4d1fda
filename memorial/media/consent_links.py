"""The ways from a testimony or an asset to the consents that were given for it."""

from django.urls import reverse
from django.utils.http import urlencode

from memorial.accounts.models import User
from memorial.review.actions import allowed
from memorial.review.models import Entry


def consent_links(entry: Entry | None, person: User) -> dict[str, str]:
    """Return where the consents of an entry are listed and recorded, for a person who may do so."""
    if entry is None or not (allowed(entry, "publish", person) and entry.is_visible_to(person)):
        return {}
    itself = entry.copy_of or entry
    about = {str(entry._meta.model_name): itself.pk}
    return {
        "consents_url": f"{reverse('admin:memorial_consent_changelist')}?{urlencode({'q': itself.public_id})}",
        "new_consent_url": f"{reverse('admin:memorial_consent_add')}?{urlencode(about)}",
    }
