"""Entry watchers: what concepts above this one must do in the transaction in which an entry is changed in any way."""

from collections.abc import Callable, Sequence
from typing import Any

Changed = Callable[[Sequence[Any]], None]
Gone = Callable[[str, Sequence[int]], None]
Turned = Callable[[type[Any], Sequence[int]], None]
#: What is called with entries of one kind that were changed, also where only their status or a consent was.
CHANGED: list[Changed] = []
#: What is called with a kind and the keys of entries that were removed.
GONE: list[Gone] = []
#: What is called with a kind and the keys of entries that opened or closed by themselves, without anybody's act.
TURNED: list[Turned] = []
#: What is called each minute, after the time was noted.
MINUTES: list[Callable[[], None]] = []
#: What is called each minute in each process, for what lies on the machine on which it runs.
MINUTES_HERE: list[Callable[[], None]] = []
#: What is called when words were erased for good, after their entry was changed.
ERASED: list[Callable[[], None]] = []


def watches_changes(watcher: Changed) -> Changed:
    """Have a function called with every entry that is changed, in the transaction that changes it."""
    CHANGED.append(watcher)
    return watcher


def watches_removals(watcher: Gone) -> Gone:
    """Have a function called with the kind and the keys of entries that are removed."""
    GONE.append(watcher)
    return watcher


def watches_turns(watcher: Turned) -> Turned:
    """Have a function called with a kind and the keys of entries whose embargo or consent began or was over."""
    TURNED.append(watcher)
    return watcher


def watches_time(watcher: Callable[[], None]) -> Callable[[], None]:
    """Have a function called each minute in one process of all, for what opens or closes without anybody's act."""
    MINUTES.append(watcher)
    return watcher


def watches_time_here(watcher: Callable[[], None]) -> Callable[[], None]:
    """Have a function called each minute in every process, for what lies on the machine on which it runs."""
    MINUTES_HERE.append(watcher)
    return watcher


def watches_erasure(watcher: Callable[[], None]) -> Callable[[], None]:
    """Have a function called when words were erased, for what keeps traces of words that stood there before."""
    ERASED.append(watcher)
    return watcher


def entries_changed(entries: Sequence[Any]) -> None:
    """Tell all watchers of some entries of one kind, whose rows and parts are saved, that they were changed."""
    for watcher in CHANGED:
        watcher(entries)


def entries_gone(kind: str, keys: Sequence[int]) -> None:
    """Tell all watchers that entries were removed."""
    for watcher in GONE:
        watcher(kind, keys)


def entries_turned(model: type[Any], keys: Sequence[int]) -> None:
    """Tell all watchers that entries of one kind have opened or closed by themselves."""
    for watcher in TURNED:
        watcher(model, keys)


def minute_passed() -> None:
    """Tell all watchers that the time was noted again."""
    for watcher in MINUTES:
        watcher()


def minute_passed_here() -> None:
    """Tell those who look after this machine that a minute has passed."""
    for watcher in MINUTES_HERE:
        watcher()


def words_erased() -> None:
    """Tell all watchers that words were erased for good."""
    for watcher in ERASED:
        watcher()
