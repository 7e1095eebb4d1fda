"""The cases of `entrances`: messages and candles of the desk, and requests to take something down; synthetic."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from memorial.contributions.intake import Sent, contribute
from memorial.contributions.models import Kind
from memorial.contributions.moderation import seen_of
from memorial.models import CandleDay, Contribution, Message
from memorial.review.ledger import Verb
from tests.factories import keep_version, make_source
from tests.review.entrances import Stage, Trial, entrance

DAY = date(2026, 2, 26)
NOTE = "Synthetic note"
VERDICT = {"decision": "granted", "verified": "Synthetic: asked back.", "why": NOTE}


def written_message(**fields: Any) -> str:
    """Return the permanent id of a message of the book."""
    return Message.objects.create(words="Synthetic", language="en", shown_at=timezone.now(), **fields).public_id


def candles_of_a_day() -> str:
    """Return a day on which candles were lit, as its address names it."""
    CandleDay.objects.update_or_create(day=DAY, defaults={"count": 9})
    return DAY.isoformat()


def asked_for() -> str:
    """Return the reference of a request about a published entry; always the same one."""
    entry = Contribution.objects.filter(kind=Kind.TAKEDOWN).values_list("reference", flat=True).first()
    if entry is not None:
        return entry
    about = keep_version(make_source())
    sent = Sent(
        kind=Kind.TAKEDOWN, once="d" * 32, language="en", words=NOTE, about_kind="source", about=about.public_id
    )
    return contribute(sent=sent).contribution.reference


def looked_at_request() -> dict[str, str]:
    """Return what a form remembers of the request as it is now."""
    return {"seen": seen_of(Contribution.objects.get(reference=asked_for()))}


@entrance("message_take_down")
def taking_a_message_down(stage: Stage) -> Trial:
    url = reverse("admin:message_take_down", args=[written_message()])
    down = reverse("admin:message_take_down", args=[written_message(taken_down_at=timezone.now())])
    curator, others = stage.browser("curator"), [stage.browser(who) for who in ("contributor", "steward", "keeper")]
    in_vain = [lambda browser=browser: browser.post(url) for browser in others]
    return Trial(
        Verb.MESSAGE_TAKEN_DOWN,
        lambda: curator.post(url),
        (*in_vain, lambda: curator.get(url), lambda: curator.post(down)),
    )


@entrance("message_put_back")
def putting_a_message_back(stage: Stage) -> Trial:
    url = reverse("admin:message_put_back", args=[written_message(taken_down_at=timezone.now())])
    shown = reverse("admin:message_put_back", args=[written_message()])
    curator, other = stage.browser("curator"), stage.browser("contributor")
    in_vain = (lambda: other.post(url), lambda: curator.get(url), lambda: curator.post(shown))
    return Trial(Verb.MESSAGE_PUT_BACK, lambda: curator.post(url), in_vain)


@entrance("candles_lower")
def lowering_candles(stage: Stage) -> Trial:
    url = reverse("admin:candles_lower", args=[candles_of_a_day()])
    curator, other = stage.browser("curator"), stage.browser("contributor")
    in_vain = (
        lambda: other.post(url, {"count": "1"}),
        lambda: curator.post(url, {"count": "9"}),
        lambda: curator.post(url, {"count": "no number"}),
        lambda: curator.get(url),
    )
    return Trial(Verb.CANDLES_LOWERED, lambda: curator.post(url, {"count": "1"}), in_vain)


@entrance("takedown_pause")
def pausing_what_a_request_is_about(stage: Stage) -> Trial:
    url = reverse("admin:takedown_pause", args=[asked_for()])
    curator, other = stage.browser("curator"), stage.browser("steward")
    in_vain = (
        lambda: other.post(url, {"note": NOTE}),
        lambda: curator.post(url, {"note": " "}),
        lambda: curator.get(url),
    )
    return Trial(Verb.WITHDRAWN, lambda: curator.post(url, {"note": NOTE, **looked_at_request()}), in_vain)


@entrance("takedown_decide")
def deciding_about_a_request(stage: Stage) -> Trial:
    url = reverse("admin:takedown_decide", args=[asked_for()])
    curator, other = stage.browser("curator"), stage.browser("contributor")
    in_vain = (
        lambda: other.post(url, VERDICT),
        lambda: curator.post(url, {**VERDICT, "why": "", **looked_at_request()}),
        lambda: curator.post(url, {**VERDICT, "seen": "0"}),
        lambda: curator.get(url),
    )
    return Trial(Verb.CONTRIBUTION_DECIDED, lambda: curator.post(url, {**VERDICT, **looked_at_request()}), in_vain)


#: How each door of the desk is tried that has to do with the book, candles and requests.
DOORS: dict[str, Any] = {
    "book of condolence": lambda at: at.opens(reverse("admin:messages")),
    "take a message down": lambda at: at.does(reverse("admin:message_take_down", args=[written_message()])),
    "put a message back": lambda at: at.does(
        reverse("admin:message_put_back", args=[written_message(taken_down_at=timezone.now())])
    ),
    "candles of each day": lambda at: at.opens(reverse("admin:candles")),
    "lower the candles of a day": lambda at: at.does(
        reverse("admin:candles_lower", args=[candles_of_a_day()]), {"count": "1"}
    ),
    "way of a take-down request": lambda at: at.opens(reverse("admin:takedown_decide", args=[asked_for()])),
    "pause what a request is about": lambda at: at.does(
        reverse("admin:takedown_pause", args=[asked_for()]), {"note": "Synthetic note.", **looked_at_request()}
    ),
    "decide about a request": lambda at: at.does(
        reverse("admin:takedown_decide", args=[asked_for()]), {**VERDICT, **looked_at_request()}
    ),
}
