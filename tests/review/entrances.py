"""Every way in which the record can be changed: found from the addresses, the acts and the commands, each with a case.

A case makes what it needs and says what is sent then, which verb the ledger has for it, and what is sent in vain.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.test import Client
from django.urls import get_resolver

from memorial.contributions.desk_acts import ACTS as CONTRIBUTION_ACTS
from memorial.management import commands
from memorial.models import User
from memorial.review.acts import ACTS
from memorial.review.list_acts import LIST_ACTS
from memorial.review.models import Entry
from tests.conftest import signed_in

#: Addresses at which nothing is changed, by the last word of their name: whatever is sent there, no line is written.
READING = frozenset(
    [*("changelist", "history", "review", "discarded", "dates", "ledger", "work", "board", "halts", "index", "preview"),
     "bulk_reviews", "bulk_check_next",
     "unanswered_searches", "desk_search", "exports", "export", "choose_merge",
     "list_import", "list_mapping", "list_decide", "list_refused_rows",
     "findings", "messages", "candles", "contributions", "contribution", "contributed_file",
     *("autocomplete", "jsi18n", "entrance", "robots", "password_change_done", "app_list"),
     *(f"memorial_sentmail_{way}" for way in ("add", "change", "delete")),  # a mail that was kept is only read
     "again"]  # what is shown in the place of an original is made again: nothing of the record changes
)  # fmt: skip
#: Who has signed in is no act on the record.
SESSION = frozenset({"login", "logout"})
#: Addresses that never open: an account, a consent and the memorial are not deleted.
CLOSED = frozenset({"memorial_user_delete", "memorial_consent_delete", "memorial_memorial_delete"})
#: That somebody has looked at what a sender changed is no act on the record.
QUIET_ACTS = frozenset({"seen"})
#: Commands that change nothing of the record, or (`serve`) only by other commands of this list.
QUIET_COMMANDS = frozenset(
    {"ledger_head", "verify_ledger", "update_translations", "serve"}
    | {"new_contact_key"}  # prints a key, and keeps none
    | {"evaluate_search"}  # asks a memorial of its own, made of synthetic people
    | {"make_dumps"}  # files of what is public are made anew, and nothing of the record changes
    | {"rebuild_index"}  # what is found is made anew from the record, and nothing of the record changes
    | {"move_to_postgresql"}  # every row is the same elsewhere, and nothing of the record here changes
    | {"take_over"}  # one server is led to in the place of another
    | {"make_derivatives", "work"}  # what is shown in the place of an original is made, and nothing of the record
)


@dataclass
class Stage:
    """Who acts in a case, and a folder for what is loaded."""

    contributor: User
    curator: User
    second: User
    keeper: User
    steward: User
    folder: Path

    def browser(self, who: str) -> Client:
        """Return a browser in which one of them has signed in."""
        return signed_in(User.objects.get(pk=getattr(self, who).pk))


Send = Callable[[], Any]


@dataclass
class Trial:
    """What is sent in one case: what changes something, by which verb, and what changes nothing."""

    verb: str
    does: Send
    in_vain: tuple[Send, ...] = ()


Case = Callable[[Stage], Trial]
#: The cases by the name of the entrance; "*" stands for every kind of entry.
CASES: dict[str, Case] = {}


def entrance(name: str) -> Callable[[Case], Case]:
    """Declare the case of an entrance."""

    def keep(case: Case) -> Case:
        CASES[name] = case
        return case

    return keep


def names_of_addresses(patterns: Any = None) -> Iterator[str]:
    """Yield the names of all addresses but those that are declared public and only ever read."""
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from names_of_addresses(pattern.url_patterns)
        elif pattern.name and not getattr(pattern.callback, "is_public", False):
            yield pattern.name


def entrances() -> set[str]:
    """Return every entrance by which the record could be changed."""
    names = set(names_of_addresses())
    found = {
        name for name in names if name.rsplit("_", 1)[-1] not in READING and name not in READING | SESSION | CLOSED
    }
    found = {name for name in found if name.rsplit("_", 1)[-1] not in ("acts", "act")}
    found |= {f"act {name}" for name in ACTS} | {f"list {name}" for name in LIST_ACTS}
    found |= {f"contribution {name}" for name in CONTRIBUTION_ACTS.keys() - QUIET_ACTS}
    folder = Path(commands.__path__[0])
    written = {file.stem for file in folder.glob("*.py") if file.stem != "__init__"}
    return found | {f"command {name}" for name in written - QUIET_COMMANDS}


def kinds() -> list[type[Entry]]:
    """Return every kind of entry."""
    return sorted(Entry.__subclasses__(), key=lambda model: model.__name__)


def case_of(name: str) -> Case | None:
    """Return the case of an entrance; that of its own, or the one that holds for every kind of entry."""
    if name in CASES:
        return CASES[name]
    for model in kinds():
        start = f"memorial_{model._meta.model_name}_"
        general = KIND_CASES.get(name.removeprefix(start)) if name.startswith(start) else None
        if general is not None:
            return lambda stage: general(stage, model)
    return None


#: The cases that hold for every kind of entry, by the last words of the entrance's name.
KIND_CASES: dict[str, Callable[[Stage, Any], Trial]] = {}


def of_every_kind(name: str) -> Callable[[Callable[[Stage, Any], Trial]], Callable[[Stage, Any], Trial]]:
    """Declare the case of an entrance that every kind of entry has."""

    def keep(case: Callable[[Stage, Any], Trial]) -> Callable[[Stage, Any], Trial]:
        KIND_CASES[name] = case
        return case

    return keep
