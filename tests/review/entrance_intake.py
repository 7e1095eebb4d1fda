"""The cases of `entrances` about what keeps watch over contributions: words, files, terms, keys, mails; synthetic."""

from datetime import timedelta
from typing import Any

from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from memorial.contributions.attachments import Attachment
from memorial.contributions.models import Kind, State
from memorial.contributions.watching import watch
from memorial.models import Message, SentMail, WatchedWord
from memorial.review.ledger import Verb
from tests.contributions.sending import sent_in, with_file
from tests.review.entrances import Stage, Trial, entrance
from tests.review.filling import address


def watched_word(by: Any) -> int:
    """Return the key of a word that is watched."""
    watch(words="syntheticword", note="", by=by)
    return WatchedWord.objects.get(words="syntheticword").pk


def file_of_a_contribution() -> str:
    """Return the address of an attached file on the desk; the file itself lies nowhere."""
    attachment: Attachment = with_file(sent_in())
    return reverse("admin:contributed_file", args=[attachment.key])


def kept_mail() -> int:
    """Return the key of a mail that an embedded installation has kept."""
    return SentMail.objects.create(reference="AAAA-BBBB", subject="Synthetic", body="Synthetic").pk


@entrance("watched_words")
def watching(stage: Stage) -> Trial:
    url, curator = reverse("admin:watched_words"), stage.browser("curator")
    word = {"words": "syntheticword", "note": ""}
    others = [stage.browser(who) for who in ("contributor", "steward")]
    return Trial(
        Verb.WORD_WATCHED,
        lambda: curator.post(url, word),
        (
            lambda: curator.get(url),
            lambda: curator.post(url, {}),
            *(lambda one=one: one.post(url, word) for one in others),
        ),
    )


@entrance("unwatch_word")
def watching_no_longer(stage: Stage) -> Trial:
    url, curator = reverse("admin:unwatch_word", args=[watched_word(stage.curator)]), stage.browser("curator")
    in_vain = (lambda: curator.get(url), lambda: stage.browser("contributor").post(url))
    return Trial(Verb.WORD_WATCHED, lambda: curator.post(url), in_vain)


@entrance("command clear_out_contributions")
def clearing_out(stage: Stage) -> Trial:
    call = "clear_out_contributions"
    begun = sent_in(Kind.MESSAGE)

    def long_ago() -> None:
        past = timezone.now() - timedelta(days=31)
        type(begun).objects.filter(pk=begun.pk).update(state=State.ASIDE, moved_at=past)
        call_command(call, verbosity=0)

    return Trial(Verb.ERASED, long_ago, (lambda: call_command(call, verbosity=0),))


@entrance("command erase_contribution")
def erasing(stage: Stage) -> Trial:
    message = Message.objects.create(words="Synthetic", language="en", shown_at=timezone.now())
    row = sent_in(Kind.MESSAGE, state=State.ACCEPTED, made_kind="message", made=message.public_id)
    return Trial(Verb.ERASED, lambda: call_command("erase_contribution", row.reference, verbosity=0))


@entrance("command rewrap_contact_keys")
def wrapping_keys_anew(stage: Stage) -> Trial:
    return Trial(Verb.KEYS_REWRAPPED, lambda: call_command("rewrap_contact_keys", verbosity=0))


#: The doors of the desk that these entrances stand behind, as `test_matrix_doors` tries them.
DOORS: dict[str, Any] = {
    "watched words": lambda at: at.opens(reverse("admin:watched_words")),
    "watch a word": lambda at: at.does(reverse("admin:watched_words"), {"words": "syntheticword", "note": ""}),
    "take a word off the list": lambda at: at.does(
        reverse("admin:unwatch_word", args=[watched_word(at.actor.colleague)])
    ),
    "file of a contribution": lambda at: at.may_open(file_of_a_contribution()),
    "sent mails": lambda at: at.opens(address(SentMail, "changelist")),
    "one sent mail": lambda at: at.opens(address(SentMail, "change", kept_mail())),
    "change a sent mail": lambda at: at.does(address(SentMail, "change", kept_mail()), {"subject": "Other"}),
    "add a sent mail": lambda at: at.does(address(SentMail, "add"), {"subject": "Other", "body": "Other"}),
    "delete a sent mail": lambda at: at.does(address(SentMail, "delete", kept_mail()), {"post": "yes"}),
}
