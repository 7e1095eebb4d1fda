"""Private links: the address by which the sender of a contribution comes back to it, without an account.

It is made of the key of the form, so that the same form sent twice leads to the same address; only its hash is kept.
"""

import base64
import hashlib
import secrets

from django.utils.crypto import salted_hmac

from memorial.contributions.models import Contribution

SALT = "memorial.contributions.link"


def token_for(once: str) -> str:
    """Return the secret of the private link that belongs to a form: 43 letters, of 256 bits."""
    digest = salted_hmac(SALT, once, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def kept_hash(token: str) -> str:
    """Return what is kept of a private link."""
    return hashlib.sha256(token.encode()).hexdigest()


def find_by_link(token: str) -> Contribution | None:
    """Return the contribution that a private link leads to; nothing for one that is revoked or was never one."""
    return Contribution.objects.filter(link=kept_hash(token)).first()


def new_link(contribution: Contribution) -> str:
    """Give a contribution another private link, and return its secret; the link it had leads nowhere any more."""
    token = secrets.token_urlsafe(32)
    contribution.link = kept_hash(token)
    contribution.save(update_fields=["link"])
    return token


def revoke_link(contribution: Contribution) -> None:
    """Let no link lead to a contribution any more."""
    contribution.link = None
    contribution.save(update_fields=["link"])
