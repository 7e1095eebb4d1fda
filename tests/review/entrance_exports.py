"""The cases of `entrances`: exports, and how a fuller one is approved and given out; synthetic."""

from functools import partial
from typing import Any

from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from memorial.exchange.exports.exporting import make
from memorial.models import Export, User
from memorial.review.clock import set_clock
from memorial.review.ledger import Verb
from tests.conftest import staff
from tests.factories import make_source
from tests.review.entrances import Stage, Trial, entrance

FULLER = {"format": "jsonl", "kinds": ["sources"], "fuller": "on", "reason": "Synthetic audit"}


def waiting(by: User) -> Export:
    """Return a fuller export that somebody has asked for."""
    return Export.objects.create(
        asked_by=by, format="jsonl", kinds=["sources"], fuller=True, reason="Synthetic", state=Export.State.ASKED
    )


def ready(by: User, **fields: Any) -> Export:
    """Return an export of what is public whose file is there."""
    set_clock(timezone.now())
    make_source()
    fields = {"format": "jsonl", "kinds": ["sources"], "state": Export.State.WAITING, **fields}
    return make(Export.objects.create(asked_by=by, **fields))


def at(way: str, export: Export) -> str:
    """Return an address of an export."""
    return reverse(f"admin:export_{way}", args=[export.pk])


def somebody(role: str = "steward") -> User:
    """Return one more colleague of a role."""
    return User.objects.filter(username=f"another-{role}").first() or staff(f"another-{role}", role)  # type: ignore[arg-type]


@entrance("export_new")
def asking_for_a_fuller_export(stage: Stage) -> Trial:
    url = reverse("admin:export_new")
    others = [partial(stage.browser(who).post, url, FULLER) for who in ("contributor", "curator", "keeper")]
    steward = stage.browser("steward")
    without = partial(steward.post, url, FULLER | {"reason": " "})
    return Trial(Verb.EXPORT_ASKED, partial(steward.post, url, FULLER), (*others, without, partial(steward.get, url)))


@entrance("export_list")
def asking_for_a_fuller_export_of_a_list(stage: Stage) -> Trial:
    url = reverse("admin:export_list", args=["source"]) + "?q=synthetic"
    others = [partial(stage.browser(who).post, url, FULLER) for who in ("contributor", "curator", "keeper")]
    steward = stage.browser("steward")
    return Trial(Verb.EXPORT_ASKED, partial(steward.post, url, FULLER), (*others, partial(steward.get, url)))


def deciding(stage: Stage, way: str, verb: Verb) -> Trial:
    """Return the case of a decision about a fuller export of somebody else's."""
    url = at(way, waiting(somebody()))
    others = [partial(stage.browser(who).post, url) for who in ("contributor", "curator", "keeper")]
    steward = stage.browser("steward")
    return Trial(verb, partial(steward.post, url), (*others, partial(steward.get, url)))


@entrance("export_approve")
def approving_a_fuller_export(stage: Stage) -> Trial:
    trial = deciding(stage, "approve", Verb.EXPORT_APPROVED)
    own = partial(stage.browser("steward").post, at("approve", waiting(stage.steward)))
    return Trial(trial.verb, trial.does, (*trial.in_vain, own))


@entrance("export_decline")
def declining_a_fuller_export(stage: Stage) -> Trial:
    return deciding(stage, "decline", Verb.EXPORT_DECLINED)


@entrance("export_download")
def downloading_an_export(stage: Stage) -> Trial:
    url, steward = at("download", ready(stage.steward)), stage.browser("steward")
    others = [partial(stage.browser(who).post, url) for who in ("contributor", "curator", "keeper")]
    return Trial(Verb.EXPORTED, lambda: steward.post(url).getvalue(), (*others, partial(steward.get, url)))


@entrance("command export")
def exporting_at_the_machine(stage: Stage) -> Trial:
    make_source()
    out = stage.folder / "synthetic.jsonl"
    fuller = partial(call_command, "export", out=out, full=waiting(stage.steward).pk)
    return Trial(Verb.EXPORTED, partial(call_command, "export", "sources", format="jsonl", out=out), (fuller,))


def opens_download(door: Any) -> str:
    """Try to download a file that the person has asked for."""
    answer = door.actor.browser.post(at("download", ready(door.person)))
    answer.getvalue()
    return "+" if answer.status_code == 200 else "."


#: How each door of the desk is tried that has to do with exports.
DOORS: dict[str, Any] = {
    "exports": lambda door: door.opens(reverse("admin:exports")),
    "form of an export": lambda door: door.opens(reverse("admin:export_new")),
    "export of a list": lambda door: door.opens(reverse("admin:export_list", args=["person"]) + "?q=x"),
    "ask for a fuller export": lambda door: door.does(reverse("admin:export_new"), FULLER),
    "one's own export": lambda door: door.opens(
        reverse("admin:export", args=[ready(door.person).pk]),
    ),
    "another's export": lambda door: door.opens(reverse("admin:export", args=[ready(somebody()).pk])),
    "another's fuller export": lambda door: door.opens(reverse("admin:export", args=[waiting(somebody()).pk])),
    "download an export": opens_download,
    "approve a fuller export": lambda door: door.does(at("approve", waiting(somebody()))),
    "approve one's own": lambda door: door.does(at("approve", waiting(door.person))),
    "decline a fuller export": lambda door: door.does(at("decline", waiting(somebody()))),
}
