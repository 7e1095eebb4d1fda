"""Mailing: the few mails to somebody who left an address with what they sent.

None says who wrote, what was sent or what was decided about: on a shared screen it tells that there is a reference,
and no more. The address is taken from the locked compartment at the moment of sending and stands nowhere else; the
private link stands in two mails alone, and in no job in clear.
"""

import logging
from datetime import timedelta
from enum import StrEnum
from smtplib import SMTPException

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from memorial.base.jobs import task
from memorial.base.memorial import Memorial
from memorial.contributions.buckets import Bucket
from memorial.contributions.contacts import contact_of
from memorial.contributions.keys import wrapping
from memorial.contributions.links import find_by_link, give_link, new_once, token_for
from memorial.contributions.mails import LetterMail, mails_are_sent
from memorial.contributions.models import Contribution
from memorial.contributions.networks import name_today

logger = logging.getLogger(__name__)

#: How long after each failure of the mail server it is tried again: for two days in all.
PAUSES = [timedelta(minutes=1), timedelta(minutes=10), *[timedelta(hours=1)] * 3, *[timedelta(hours=6)] * 7]
#: For how many seconds it is remembered that a receipt is on its way.
REMEMBERED = 24 * 60 * 60
#: How many mails strangers can have sent to one mailbox at once, and one more each hour after that.
MOST_MAILS = 10
MAILS = Bucket("mails", holds=MOST_MAILS, seconds_per_drop=3600)


class Occasion(StrEnum):
    """Why somebody is written to."""

    RECEIVED = "received"
    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    DECIDED = "decided"
    LINK = "link"


def tell_sender(contribution: Contribution, occasion: Occasion, token: str = "") -> None:
    """Have a mail written to the sender soon, once the surrounding transaction is kept, if an address was left.

    The private link is mailed on receipt, and where another was asked for: that of ``token``, or one made as it is
    sent.
    """
    address = address_of(contribution)
    if not address:
        return
    if occasion == Occasion.LINK and not token and not mails_are_sent():
        # Another link would take the place of the one that the sender may still have, and would reach nobody.
        return
    if occasion == Occasion.RECEIVED and not cache.add(f"memorial:received:{contribution.pk}", True, REMEMBERED):
        # The same form, sent twice by a double click.
        return
    if occasion in (Occasion.RECEIVED, Occasion.LINK) and MAILS.take(name_today(mailbox(address))):
        # Whoever writes somebody else's address into many forms must not fill that mailbox.
        return
    sealed = wrapping().encrypt(token.encode()).decode() if token and occasion == Occasion.LINK else ""
    # The job stands in the database: it is there if the act is, and gone with it.
    send_mail.enqueue(contribution.pk, occasion.value, sealed)


def mailbox(address: str) -> str:
    """Return what the addresses have in common by which many mail servers reach the same mailbox."""
    name, _at, server = address.lower().rpartition("@")
    return f"{name.partition('+')[0]}@{server}"


def address_of(contribution: Contribution) -> str:
    """Return the mail address that a sender has left, empty where there is none that could be one."""
    address = contact_of(contribution).get("mail", "")
    try:
        validate_email(address)
    except ValidationError:
        return ""
    return address


@task()
def send_mail(contribution_id: int, occasion: str, sealed: str = "", failures: int = 0) -> None:
    """Send one mail; what the mail server does not take is tried again later, and nothing that it says is kept."""
    contribution = Contribution.objects.filter(pk=contribution_id).first()
    if contribution is None:
        return
    try:
        write(contribution, Occasion(occasion), sealed)
    except (SMTPException, OSError) as problem:
        if failures < len(PAUSES):
            later = send_mail.using(run_after=timezone.now() + PAUSES[failures])
            later.enqueue(contribution_id, occasion, sealed, failures + 1)
        else:
            given_up(contribution, problem)
    except ValueError as problem:
        given_up(contribution, problem)


def given_up(contribution: Contribution, problem: Exception) -> None:
    """Write into the log that a mail was not sent; what a mail server or a header says could name the address."""
    logger.error("A mail about contribution %s was not sent: %s", contribution.reference, type(problem).__name__)


def write(contribution: Contribution, occasion: Occasion, sealed: str) -> None:
    """Write to the sender of a contribution, if the address is still there.

    No transaction is open meanwhile: a slow mail server must not keep others from saving.
    """
    address = address_of(contribution)
    if not address:
        return
    memorial = Memorial.current()
    language = contribution.language if contribution.language in memorial.languages else memorial.languages[0]
    # Another link is made as it is mailed, where none was given before.
    once = new_once() if occasion == Occasion.LINK and not sealed else ""
    token = token_for(once) if once else token_in(contribution, occasion, sealed)
    with override(language):
        LetterMail(
            reference=contribution.reference,
            subject=_("About what you sent, reference %(reference)s") % {"reference": contribution.reference},
            body=text(contribution, occasion, token),
            to=[address],
            headers={"Auto-Submitted": "auto-generated", "Content-Language": language},
        ).send()
    if once:
        # The link that the sender may still have goes on to hold until another is on its way.
        give_link(contribution, once)


def token_in(contribution: Contribution, occasion: Occasion, sealed: str) -> str:
    """Return the secret of the private link that a mail tells; empty in those that tell none."""
    if occasion not in (Occasion.RECEIVED, Occasion.LINK):
        return ""
    token = opened(sealed) if sealed else token_for(contribution.once)
    # Where another link was asked for meanwhile, this one leads nowhere any more.
    return token if find_by_link(token) == contribution else ""


def opened(sealed: str) -> str:
    """Return the secret that a job carries locked; empty where it cannot be opened."""
    try:
        return wrapping().decrypt(sealed).decode()
    except InvalidToken:
        return ""


def text(contribution: Contribution, occasion: Occasion, token: str) -> str:
    """Return what a mail says: no name, no address, no word of what was sent, and no decision."""
    parts = [said(occasion), _("Reference: %(reference)s") % {"reference": contribution.reference}]
    if token:
        link = settings.MAIL_LINKS_TO + reverse("yours", args=[token])
        parts += [
            _("This is your private link:") + f"\n{link}",
            _(
                "Whoever has this link can read, change and withdraw what you sent. Pass it on to nobody. If others "
                "read your mail, write it down and delete this mail."
            ),
        ]
    else:
        lost = settings.MAIL_LINKS_TO + reverse("yours_lost")
        parts += [
            _("Open your private link to read more. This mail does not hold it."),
            _("If you no longer have it, ask for another with your reference:") + f"\n{lost}",
        ]
    parts.append(_("Nobody reads answers to this mail. Please write to us through your private link."))
    return "\n\n".join(parts) + "\n"


def said(occasion: Occasion) -> str:
    """Return the first sentence of a mail."""
    return {
        Occasion.RECEIVED: _("What you sent to the memorial is stored safely."),
        Occasion.ASKED: _("The curators of the memorial have a question about what you sent."),
        Occasion.ACCEPTED: _("The curators of the memorial have read what you sent."),
        Occasion.DECLINED: _("The curators of the memorial have read what you sent."),
        Occasion.DECIDED: _("The curators of the memorial have answered your request."),
        Occasion.LINK: _("You asked for another private link. The earlier one no longer works."),
    }[occasion]
