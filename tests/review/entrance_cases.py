"""The cases of `entrances`: acts of the review page and of lists, and what else the desk's pages change."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from memorial.models import Person, Source
from memorial.review.actions import open_copy, record_edit, submit
from memorial.review.checks import findings
from memorial.review.clock import set_clock
from memorial.review.halts import Halt
from memorial.review.hands import MOST_WITHDRAWALS
from memorial.review.ledger import Verb, record
from memorial.review.snapshots import content_hash, whole
from memorial.review.status import Status
from memorial.review.withdrawal import withdraw
from tests.factories import keep_version, make_person, make_source
from tests.review.acting import version_of
from tests.review.entrances import Send, Stage, Trial, entrance
from tests.review.filling import address

NOTE = "Synthetic note"


def act(browser: Client, entry: Any, name: str, **said: Any) -> Send:
    """Return the sending of one act by somebody who has looked at the entry as it is now."""
    looked = {"seen": content_hash(entry), "of": entry.root_id}
    if entry.copy_of is not None:
        looked["seen_live"] = content_hash(entry.copy_of)
    for finding in findings(whole(type(entry), pk=entry.pk)) if name == "publish" else []:
        looked[f"acknowledge_{finding.name}"] = "on"
    return lambda: browser.post(address(type(entry), "acts", entry.pk, name), looked | said)


def act_on_list(stage: Stage, name: str, *entries: Any, **said: Any) -> Send:
    """Return the sending of an act that was confirmed for several entries."""
    refs = [f"{entry._meta.model_name}-{entry.pk}" for entry in entries]
    seen = {f"seen-{ref}": content_hash(entry) for ref, entry in zip(refs, entries, strict=True)}
    data = {"confirmed": "1", "entry": refs, "listed": refs, **seen, **said}
    browser = stage.browser("curator")
    return lambda: browser.post(reverse("admin:list_act", args=[name]), data)


def submitted(stage: Stage) -> Source:
    """Return an entry that the contributor has written and submitted."""
    entry = make_source(status=Status.DRAFT, created_by=stage.contributor)
    record_edit(entry=entry, before="", by=stage.contributor, created=True)
    submit(entry=entry, by=stage.contributor, note=NOTE)
    return Source.objects.get(pk=entry.pk)


def withdrawn(stage: Stage) -> Source:
    """Return an entry that was public and that a curator has withdrawn."""
    entry = keep_version(make_source())
    return withdraw(entry=entry, by=stage.second, reason="checking", note=NOTE)  # type: ignore[return-value]


def two_versions(stage: Stage) -> Source:
    """Return an entry with two versions."""
    entry = keep_version(make_source())
    version_of(entry, stage.contributor, stage.second, author="Synthetic author")
    return Source.objects.get(pk=entry.pk)


@entrance("act submit")
def submitting(stage: Stage) -> Trial:
    browser, entry = stage.browser("contributor"), make_source(status=Status.DRAFT)
    in_vain = act(browser, entry, "submit", note=""), act(browser, make_source(), "submit", note=NOTE)
    return Trial(Verb.SUBMITTED, act(browser, entry, "submit", note=NOTE), in_vain)


@entrance("act publish")
def publishing(stage: Stage) -> Trial:
    entry = submitted(stage)
    in_vain = (
        act(stage.browser("contributor"), entry, "publish"),
        act(stage.browser("curator"), entry, "publish", seen="0" * 64),
        act(stage.browser("curator"), entry, "publish", opens_on="no day"),
    )
    return Trial(Verb.PUBLISHED, act(stage.browser("curator"), entry, "publish"), in_vain)


@entrance("act return")
def returning(stage: Stage) -> Trial:
    entry, browser = submitted(stage), stage.browser("curator")
    return Trial(Verb.RETURNED, act(browser, entry, "return", note=NOTE), (act(browser, entry, "return", note=" "),))


@entrance("act withdraw")
def withdrawing(stage: Stage) -> Trial:
    entry, browser = keep_version(make_source()), stage.browser("curator")
    in_vain = act(browser, entry, "withdraw", note=NOTE, reason=""), act(browser, entry, "withdraw", reason="privacy")
    return Trial(Verb.WITHDRAWN, act(browser, entry, "withdraw", note=NOTE, reason="privacy"), in_vain)


@entrance("act put_back")
def putting_back(stage: Stage) -> Trial:
    entry = withdrawn(stage)
    in_vain = (act(stage.browser("second"), entry, "put_back"),)
    return Trial(Verb.PUT_BACK, act(stage.browser("curator"), entry, "put_back"), in_vain)


@entrance("act reopen")
def reopening(stage: Stage) -> Trial:
    entry = withdrawn(stage)
    in_vain = (act(stage.browser("contributor"), entry, "reopen"),)
    return Trial(Verb.REOPENED, act(stage.browser("curator"), entry, "reopen"), in_vain)


@entrance("act discard")
def discarding(stage: Stage) -> Trial:
    copy: Any = open_copy(entry=keep_version(make_source()), by=stage.contributor)
    browser = stage.browser("contributor")
    in_vain = act(browser, copy, "discard", seen="0" * 64), act(browser, make_source(), "discard")
    return Trial(Verb.DISCARDED, act(browser, copy, "discard"), in_vain)


@entrance("act note")
def noting(stage: Stage) -> Trial:
    entry, browser = make_source(), stage.browser("contributor")
    return Trial(Verb.NOTED, act(browser, entry, "note", note=NOTE), (act(browser, entry, "note", note=" "),))


@entrance("act take")
def taking(stage: Stage) -> Trial:
    entry = make_source(status=Status.DRAFT)
    in_vain = (act(stage.browser("steward"), entry, "take"),)
    return Trial(Verb.TAKEN, act(stage.browser("contributor"), entry, "take"), in_vain)


@entrance("act hand_over")
def handing_over(stage: Stage) -> Trial:
    entry, browser = make_source(status=Status.DRAFT), stage.browser("contributor")
    in_vain = (
        act(browser, entry, "hand_over", person=stage.steward.pk),
        act(browser, entry, "hand_over", person="nobody"),
    )
    return Trial(Verb.HANDED_OVER, act(browser, entry, "hand_over", person=stage.curator.pk), in_vain)


@entrance("act restore")
def restoring(stage: Stage) -> Trial:
    entry, browser = two_versions(stage), stage.browser("contributor")
    in_vain = (act(browser, entry, "restore", version=""), act(stage.browser("steward"), entry, "restore", version="1"))
    return Trial(Verb.RESTORED, act(browser, entry, "restore", version="1"), in_vain)


@entrance("act withdraw_version")
def withdrawing_a_version(stage: Stage) -> Trial:
    entry, browser = two_versions(stage), stage.browser("curator")
    name = "withdraw_version"
    in_vain = act(browser, entry, name, version="2", reason="privacy"), act(browser, entry, name, version="1")
    return Trial(Verb.VERSION_WITHDRAWN, act(browser, entry, name, version="1", reason="privacy"), in_vain)


@entrance("list submit")
def submitting_from_the_list(stage: Stage) -> Trial:
    done, refused = make_source(status=Status.DRAFT), make_source()
    in_vain = act_on_list(stage, "submit", done, note=""), act_on_list(stage, "submit", refused, note=NOTE)
    return Trial(Verb.SUBMITTED, act_on_list(stage, "submit", done, refused, note=NOTE), in_vain)


@entrance("list withdraw")
def withdrawing_from_the_list(stage: Stage) -> Trial:
    done, refused = keep_version(make_source()), make_source(status=Status.DRAFT)
    said = {"note": NOTE, "reason": "privacy"}
    in_vain = act_on_list(stage, "withdraw", done, note=NOTE), act_on_list(stage, "withdraw", refused, **said)
    return Trial(Verb.WITHDRAWN, act_on_list(stage, "withdraw", done, refused, **said), in_vain)


@entrance("list put_back")
def putting_back_from_the_list(stage: Stage) -> Trial:
    done, refused = withdrawn(stage), make_source()
    return Trial(Verb.PUT_BACK, act_on_list(stage, "put_back", done), (act_on_list(stage, "put_back", refused),))


@entrance("list take")
def taking_from_the_list(stage: Stage) -> Trial:
    entry = make_source(status=Status.DRAFT)
    changed = act_on_list(stage, "take", entry, **{f"seen-source-{entry.pk}": "0" * 64})
    return Trial(Verb.TAKEN, act_on_list(stage, "take", entry), (changed, act_on_list(stage, "take")))


@entrance("list hand_over")
def handing_over_from_the_list(stage: Stage) -> Trial:
    entry = make_source(status=Status.DRAFT)
    in_vain = (act_on_list(stage, "hand_over", entry, person=stage.steward.pk),)
    return Trial(Verb.HANDED_OVER, act_on_list(stage, "hand_over", entry, person=stage.second.pk), in_vain)


@entrance("confirm_halt")
def confirming_a_halt(stage: Stage) -> Trial:
    for _withdrawal in range(MOST_WITHDRAWALS):
        record(Verb.WITHDRAWN, by=stage.curator)
    halt = Halt.objects.create(user=stage.curator, at=timezone.now())
    url = reverse("admin:confirm_halt", args=[halt.pk])
    browsers = [stage.browser(who) for who in ("second", "curator", "contributor")]
    second, own, none = [lambda browser=browser: browser.post(url) for browser in browsers]
    return Trial(Verb.CONFIRMED, second, (own, none, lambda: browsers[0].get(url)))


@entrance("confirm_clock")
def confirming_the_clock(stage: Stage) -> Trial:
    make_person(opens_at=timezone.now() - timedelta(hours=1))
    set_clock(timezone.now() - timedelta(days=3))
    url, browsers = reverse("admin:confirm_clock"), [stage.browser(who) for who in ("curator", "contributor")]
    return Trial(
        Verb.CLOCK_SET, lambda: browsers[0].post(url), (lambda: browsers[1].post(url), lambda: browsers[0].get(url))
    )


@entrance("act withdraw beyond measure")
def being_stopped(stage: Stage) -> Trial:
    """Withdrawing too much is refused, and that it was has a line of its own."""
    for _withdrawal in range(MOST_WITHDRAWALS):
        record(Verb.WITHDRAWN, by=stage.curator)
    person, browser = keep_version(make_person()), stage.browser("curator")
    return Trial(Verb.STOPPED, act(browser, person, "withdraw", note=NOTE, reason="privacy"))


@entrance("opening a restricted entry")
def opening_a_restricted_entry(stage: Stage) -> Trial:
    """Only a keeper opens it; that it was opened is noted each time, also when it is only read."""
    entry = make_person(status=Status.DRAFT, restricted=True)
    url, browsers = address(Person, "review", entry.pk), [stage.browser(who) for who in ("curator", "keeper")]
    in_vain = (lambda: browsers[0].get(url), lambda: browsers[1].get(address(Person, "changelist")))
    return Trial(Verb.OPENED, lambda: browsers[1].get(url), in_vain)
