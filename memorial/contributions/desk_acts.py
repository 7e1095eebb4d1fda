"""The acts of a curator on one contribution: what each button says, what it asks, and what it does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from memorial.accounts.models import User
from memorial.contributions.acceptance import TAKES_FILES, accept
from memorial.contributions.desk_forms import AcceptForm, ActForm, AskForm, DeclineForm, HandOverForm, MergeForm
from memorial.contributions.models import OPEN, Contribution, Kind
from memorial.contributions.moderation import (
    RETURNING,
    ask,
    decline,
    hand_over,
    merge,
    note_seen,
    put_aside,
    refuse_moved,
    seen_of,
    take_back,
    take_in_charge,
)

Run = Callable[[Contribution, User, Any], Any]


@dataclass(frozen=True)
class Act:
    """One act: what its button says, what comes of it, what it asks and does, and what the desk says afterwards."""

    name: str
    label: str | Promise
    done: str | Promise
    hint: str | Promise
    form: type[ActForm]
    run: Run
    states: tuple[str, ...] = OPEN
    #: The kinds with which it is not done.
    not_with: tuple[str, ...] = ()


ACTS = {
    act.name: act
    for act in (
        Act(
            "accept",
            _("Accept"),
            _("It is accepted."),
            _("A draft is made of it, or a working copy, and goes through review; a message is shown at once."),
            AcceptForm,
            lambda row, by, form: accept(
                contribution=row, by=by, without=form.cleaned_data.get("without", []), seen=form.cleaned_data["seen"]
            ),
            not_with=(Kind.TAKEDOWN,),
        ),
        Act(
            "ask",
            _("Ask back"),
            _("The question waits for the sender behind their private link."),
            _(
                "The sender reads it behind their private link. A mail tells them that there is a question, if they "
                "left an address and this memorial sends mails."
            ),
            AskForm,
            lambda row, by, form: ask(contribution=row, by=by, words=form.cleaned_data["words"]),
        ),
        Act(
            "decline",
            _("Decline"),
            _("It is declined."),
            _("It leaves the queue, and can be taken back. The sender is told the reason, and nothing else."),
            DeclineForm,
            lambda row, by, form: decline(contribution=row, by=by, reason=form.cleaned_data["reason"]),
            not_with=(Kind.TAKEDOWN,),
        ),
        Act(
            "merge",
            _("Merge with another"),
            _("It is merged with the other one."),
            _("For what belongs together, or was sent twice."),
            MergeForm,
            lambda row, by, form: merge(contribution=row, by=by, reference=form.cleaned_data["reference"]),
        ),
        Act(
            "aside",
            _("Put aside as unwanted"),
            _("It is put aside."),
            _("For what is no contribution at all. It is kept for 30 days, can be taken back, and then is gone."),
            ActForm,
            lambda row, by, _form: put_aside(contribution=row, by=by),
        ),
        Act(
            "back",
            _("Take back into the queue"),
            _("It waits in the queue again."),
            _("It waits again at its usual place."),
            ActForm,
            lambda row, by, _form: take_back(contribution=row, by=by),
            states=RETURNING,
        ),
        Act(
            "take",
            _("Take in charge"),
            _("You have it in charge."),
            _("Colleagues see that you look after it."),
            ActForm,
            lambda row, by, _form: take_in_charge(contribution=row, by=by),
        ),
        Act(
            "hand_over",
            _("Hand over"),
            _("It is handed over."),
            _("No reason is asked for."),
            HandOverForm,
            lambda row, by, form: hand_over(contribution=row, by=by, person=form.cleaned_data["person"]),
        ),
        Act(
            "seen",
            _("I have seen what was changed"),
            _("It is noted that somebody has seen it."),
            _("The sender has changed something after the decision."),
            ActForm,
            lambda row, by, _form: note_seen(contribution=row, by=by),
            states=tuple(Contribution.State),
        ),
    )
}


@dataclass
class Offered:
    """An act as the page offers it, with its form, and whether that form was sent and refused."""

    act: Act
    form: ActForm
    is_open: bool = False


def is_offered(act: Act, row: Contribution, person: User) -> bool:
    """Return whether the page offers an act with a contribution as it stands."""
    if act.name == "seen":
        return row.changed_at is not None
    if act.name == "take" and row.in_charge == person:
        return False
    return row.state in act.states and row.kind not in act.not_with


def offered_acts(
    row: Contribution, person: User, files: list[tuple[str, str]], sent: tuple[str, ActForm] | None = None
) -> list[Offered]:
    """Return the acts that are open now; ``sent`` is the one that was refused, with its form as it was filled in."""
    seen = seen_of(row)
    offered = []
    for name, act in ACTS.items():
        refused = sent[1] if sent is not None and sent[0] == name else None
        if refused is not None or is_offered(act, row, person):
            form = refused or form_of(act, row, files, initial={"seen": seen})
            offered.append(Offered(act, form, is_open=refused is not None))
    return offered


def form_of(
    act: Act, row: Contribution, files: list[tuple[str, str]], data: Any = None, initial: Any = None
) -> ActForm:
    """Return the form of an act, as it was sent or fresh."""
    takes_files = act.form is AcceptForm and row.kind in TAKES_FILES
    more: dict[str, Any] = {"files": files} if takes_files else {}
    return act.form(data, initial=initial, auto_id=f"id_{act.name}_%s", **more)


def do(act: Act, contribution: Contribution, by: User, form: ActForm) -> Any:
    """Do an act with what a person has looked at, and return what came of it; raises TransitionRefused."""
    seen = form.cleaned_data["seen"]
    if act.name == "accept":
        # Files are looked at before the row is held; what is taken in is held against what was read once more there.
        refuse_moved(contribution, seen)
        return act.run(contribution, by, form)
    with transaction.atomic():
        current = Contribution.objects.select_for_update().filter(pk=contribution.pk).first() or contribution
        refuse_moved(current, seen)
        return act.run(current, by, form)
