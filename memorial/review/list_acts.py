"""Acts on several entries at once, chosen from a list: each is looked at, confirmed, and done or refused by itself.

Nothing is published in this way: what becomes public is looked at one by one.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from memorial.accounts.models import User
from memorial.review.actions import TransitionRefused
from memorial.review.acts import ACTS, Act
from memorial.review.forms import ActForm
from memorial.review.models import Entry
from memorial.review.panels import kinds_open, record_models
from memorial.review.public_changes import waited_for_once
from memorial.review.snapshots import content_hash, digest, snapshot, with_parts
from memorial.review.status import TRANSITIONS

#: What can be done from a list, by the names of `ACTS`, with the permissions of which one is needed.
LIST_ACTS: Mapping[str, tuple[str, ...]] = {
    "submit": (TRANSITIONS["submit"].permission,),
    "withdraw": (TRANSITIONS["withdraw"].permission,),
    "put_back": (TRANSITIONS["put_back"].permission,),
    "take": ("change", "publish"),
    "hand_over": ("change", "publish"),
}
#: How many entries are taken at once.
MOST = 200
#: No key of a row has more digits.
KEY_DIGITS = 18


@dataclass
class Choice:
    """One entry of a list act: what was seen of it, whether it is still marked, and why it was not done."""

    entry: Entry
    ref: str
    name: str
    url: str
    seen: str
    marked: bool = True
    refusal: str = ""


@dataclass
class ListAct:
    """One act on several entries, from the first look to what came of it."""

    act: Act
    form: ActForm
    choices: list[Choice]
    #: How many of those that were chosen are not there, or no longer, or not for this person.
    absent: int = 0
    done: list[Choice] = field(default_factory=list)
    #: What is in the way of all of them.
    problem: str = ""

    @property
    def refused(self) -> dict[str, list[Choice]]:
        """The entries with which it was not done, by the reason."""
        reasons: dict[str, list[Choice]] = {}
        for choice in self.choices:
            if choice.refusal:
                reasons.setdefault(choice.refusal, []).append(choice)
        return reasons


def acts_open(name: str, user: User, model: type[Entry] | None = None) -> bool:
    """Return whether a person may do an act from the list of one kind, or of any kind."""
    kinds = {kind for verb in LIST_ACTS[name] for kind in kinds_open(user, verb)}
    return bool(kinds) if model is None else model._meta.model_name in kinds


def as_keys(values: Iterable[str]) -> list[int]:
    """Return those of some words that can be keys of rows."""
    return [int(value) for value in values if value.isascii() and value.isdecimal() and len(value) <= KEY_DIGITS]


def too_many() -> str:
    """Return the sentence that refuses more entries than are taken at once."""
    return _("At most %(most)s entries are taken at once. Choose fewer; nothing was done.") % {"most": MOST}


def begin(name: str, rows: Iterable[Any]) -> ListAct:
    """Return a list act as it is first shown, with entries that were read with their parts."""
    act = ACTS[name]
    choices = [choice_of(entry, digest(snapshot(entry))) for entry in rows]
    return ListAct(act, act.form(auto_id="id_act_%s"), choices)


def choice_of(entry: Entry, seen: str, *, marked: bool = True) -> Choice:
    """Return one entry as the page of a list act draws it."""
    kind = str(entry._meta.model_name)
    url = reverse(f"admin:{entry._meta.app_label}_{kind}_review", args=[entry.pk])
    return Choice(entry, f"{kind}-{entry.pk}", str(entry), url, seen, marked)


def read(refs: Sequence[str], user: User) -> list[Entry]:
    """Return the entries that some references name; those of which the person may not know are not there."""
    keys: dict[str, list[str]] = {}
    for ref in refs:
        kind, _dash, key = ref.partition("-")
        keys.setdefault(kind, []).append(key)
    found: list[Entry] = []
    for kind, model in record_models().items():
        if kind in keys:
            rows: Any = model.objects  # type: ignore[attr-defined]  # an EntryManager
            chosen = rows.visible_to(user).filter(pk__in=as_keys(keys[kind]))
            found += with_parts(chosen.select_related("in_charge").order_by("label", "pk"))
    return found


def received(name: str, sent: QueryDict, user: User) -> ListAct:
    """Return a list act as it was sent: to be shown for confirmation, or (where it was confirmed) done."""
    refs = list(dict.fromkeys(sent.getlist("only") or sent.getlist("listed") or sent.getlist("entry")))
    if len(refs) > MOST:
        return ListAct(ACTS[name], ACTS[name].form(), [], problem=too_many())
    found = begin(name, read(refs, user))
    found.absent = len(refs) - len(found.choices)
    if "confirmed" not in sent:
        return found
    marked = set(sent.getlist("entry"))
    for choice in found.choices:
        choice.marked = choice.ref in marked
        choice.seen = sent.get(f"seen-{choice.ref}", "")
    found.form = ACTS[name].form(sent, auto_id="id_act_%s")
    if not marked:
        found.problem = _("No entry is marked. Mark at least one; nothing was done.")
    elif found.form.is_valid():
        carry_out(found, user)
    return found


def carry_out(found: ListAct, by: User) -> None:
    """Do an act with each marked entry by itself; what was not done stays listed, unmarked, with the reason."""
    with waited_for_once():
        for choice in found.choices:
            if not choice.marked:
                continue
            choice.refusal = attempt(choice, lambda entry: found.act.run(entry, by, found.form))
            if not choice.refusal:
                found.done.append(choice)
    kept = [choice for choice in found.choices if choice not in found.done]
    found.choices = [again(choice) for choice in kept]


def attempt(choice: Choice, run: Callable[[Entry], Any]) -> str:
    """Do an act with one entry if it is still as it was seen; return why it was not done, or nothing."""
    model = type(choice.entry)
    # A refusal is caught within the transaction: the stop of an account that it may have set must stay.
    with transaction.atomic():
        if not model._base_manager.select_for_update().filter(pk=choice.entry.pk).exists():
            return _("It is no longer there: somebody has published or discarded it meanwhile.")
        if content_hash(choice.entry) != choice.seen:
            return _("Somebody has changed it meanwhile. Look at it again, and mark it if it is still right.")
        try:
            run(choice.entry)
        except TransitionRefused as refusal:
            return str(refusal)
        except ValidationError as refusal:
            return " ".join(refusal.messages)
        except PermissionDenied:
            return _("You may not do this with it.")
    return ""


def again(choice: Choice) -> Choice:
    """Return an entry that was not done for another look: as it is now, and marked by the person alone."""
    rows = type(choice.entry)._base_manager.select_related("copy_of", "in_charge")
    now = rows.filter(pk=choice.entry.pk).first()
    seen = content_hash(now) if now is not None else ""
    fresh = choice_of(now or choice.entry, seen, marked=False)
    fresh.refusal = choice.refusal
    return fresh
