"""Private links: the address by which the sender of a contribution comes back to it, without an account.

It is made of the key of the form, so that the same form sent twice leads to the same address; only its hash is kept.
"""

import base64
import hashlib
import secrets

from django.db import transaction
from django.utils.crypto import salted_hmac

from memorial.contributions.attachments import Attachment
from memorial.contributions.models import Contribution, State

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


def find_by_reference(said: str) -> Contribution | None:
    """Return the contribution of a reference as somebody writes it, with or without its stroke; a withdrawn one not."""
    letters = "".join(sign for sign in said[:40].upper() if sign.isascii() and sign.isalnum())
    return Contribution.objects.filter(reference=f"{letters[:4]}-{letters[4:]}").exclude(state=State.WITHDRAWN).first()


def new_link(contribution: Contribution) -> str:
    """Give a contribution another private link, and return its secret; the link it had leads nowhere any more."""
    once = new_once()
    give_link(contribution, once)
    return token_for(once)


def new_once() -> str:
    """Return a fresh key, whose secret leads nowhere before it is given to a contribution."""
    return secrets.token_hex(16)


@transaction.atomic
def give_link(contribution: Contribution, once: str) -> None:
    """Let the secret of this key lead to a contribution, and no other any more.

    Of a form that was begun the pages that were opened before lose their authority too: its key is from now on this
    one. One that was sent keeps its key, so that the same form sent again is known.
    """
    contribution.link = kept_hash(token_for(once))
    if contribution.state == State.BEGUN:
        Attachment.objects.filter(once=contribution.once).update(once=once)
        contribution.once = once
    contribution.save(update_fields=["link", "once"])


def revoke_link(contribution: Contribution) -> None:
    """Let no link lead to a contribution any more."""
    contribution.link = None
    contribution.save(update_fields=["link"])
