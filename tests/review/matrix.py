"""The stage of the role matrix: one entry in every status, what is sent for every act, and what must not change."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from memorial.models import Event, LedgerLine, OpenForm, Source, User
from memorial.review.actions import open_copy
from memorial.review.checks import findings
from memorial.review.ledger import Verb, record
from memorial.review.snapshots import content_hash, whole
from memorial.review.status import Status
from tests.factories import keep_version, make_source
from tests.review.filling import address, filled

#: What may be written when somebody only looks: who has which form open; and the ledger, which is read line by line.
BESIDE = {OpenForm, LedgerLine, Session}
#: Fields that no form asks for, sent with each form that is saved.
CRAFTED = {
    "status": "published",
    "version": "9",
    "public_id": "crafted-id",
    "label": "crafted",
    "in_charge": "1",
    "created_by": "1",
    "submitted_by": "1",
    "approved_by": "1",
    "published_at": "2020-01-01",
    "published_at_0": "2020-01-01",
    "published_at_1": "00:00",
    "opens_at_0": "2020-01-01",
    "opens_at_1": "00:00",
    "copy_of": "1",
    "returned": "on",
    "_transition": "publish",
    "transition": "publish",
}
NEW = "Synthetic words that are new"
UNTOUCHED = ("status", "version", "public_id", "created_by", "submitted_by", "approved_by", "published_at", "opens_at",
             "copy_of", "returned", "withdrawn_at", "withdrawal_reason")  # fmt: skip


def title_of(state: str) -> str:
    """Return the title of the entry of a row: no title is part of another."""
    return f"Synthetic source [{state}]"


def written(status: Status, by: User, state: str, **fields: Any) -> Source:
    """Return an entry that somebody has written, and submitted if it is in review."""
    source = make_source(title=title_of(state), status=status, created_by=by, **fields)
    if status in (Status.DRAFT, Status.IN_REVIEW):
        record(Verb.CREATED, by=by, entry=source, after=content_hash(source))
    if status == Status.IN_REVIEW:
        Source.objects.filter(pk=source.pk).update(submitted_by=by)
        record(Verb.SUBMITTED, by=by, entry=source)
    return source


def once_public(by: User, state: str, **fields: Any) -> Source:
    """Return an entry with two versions."""
    source = written(Status.PUBLISHED, by, state, **fields)
    keep_version(source)
    Source.objects.filter(pk=source.pk).update(version=2)
    return keep_version(Source.objects.get(pk=source.pk))


def withdrawn(by: User, state: str) -> Source:
    """Return an entry that was public and that somebody has withdrawn."""
    source = once_public(by, state)
    gone = {"status": Status.WITHDRAWN, "withdrawn_at": timezone.now(), "withdrawal_reason": "checking"}
    Source.objects.filter(pk=source.pk).update(**gone)
    record(Verb.WITHDRAWN, by=by, entry=source)
    return source


def copied(writer: User, by: User, state: str, status: Status = Status.DRAFT) -> Source:
    """Return the working copy that somebody has begun of another's entry, with words of its own."""
    copy: Any = open_copy(entry=once_public(writer, f"{state}-live"), by=writer)
    Source.objects.filter(pk=copy.pk).update(title=title_of(state), status=status, created_by=by, in_charge=by)
    copy.refresh_from_db()
    copy.refresh()
    record(Verb.EDITED, by=by, entry=copy)
    return Source.objects.get(pk=copy.pk)


def with_copy(writer: User, state: str) -> Source:
    """Return a published entry of which somebody has a working copy open."""
    source = once_public(writer, state)
    open_copy(entry=source, by=writer)
    return source


def of_withdrawn(by: User, state: str) -> Source:
    """Return the working copy of an entry that was withdrawn after it was begun."""
    copy = copied(by, by, state)
    live: Any = copy.copy_of
    Source.objects.filter(pk=live.pk).update(status=Status.WITHDRAWN)
    return copy


Maker = Callable[[User, User], Source]
SOON = timedelta(days=3)
#: The rows of the matrix: each makes its entry for the person who acts and a colleague.
STATES: dict[str, Maker] = {
    "draft-own": lambda me, other: written(Status.DRAFT, me, "draft-own"),
    "draft-other": lambda me, other: written(Status.DRAFT, other, "draft-other"),
    "review-own": lambda me, other: written(Status.IN_REVIEW, me, "review-own"),
    "review-other": lambda me, other: written(Status.IN_REVIEW, other, "review-other"),
    "published": lambda me, other: once_public(other, "published"),
    "copied": lambda me, other: with_copy(other, "copied"),
    "scheduled": lambda me, other: once_public(other, "scheduled", opens_at=timezone.now() + SOON),
    "withdrawn-own": lambda me, other: withdrawn(me, "withdrawn-own"),
    "withdrawn-other": lambda me, other: withdrawn(other, "withdrawn-other"),
    "copy-own": lambda me, other: copied(other, me, "copy-own"),
    "copy-other": lambda me, other: copied(other, other, "copy-other"),
    "copy-review": lambda me, other: copied(other, other, "copy-review", Status.IN_REVIEW),
    "copy-withdrawn": lambda me, other: of_withdrawn(other, "copy-withdrawn"),
    "restricted-own": lambda me, other: written(Status.DRAFT, me, "restricted-own", restricted=True),
    "restricted": lambda me, other: written(Status.DRAFT, other, "restricted", restricted=True),
    "restricted-review": lambda me, other: written(Status.IN_REVIEW, other, "restricted-review", restricted=True),
}


def sent_with(act: str, entry: Source, colleague: User) -> dict[str, Any]:
    """Return what is sent with an act by somebody who has looked at the entry; an act without a line here fails."""
    looked = {"seen": content_hash(entry), **CRAFTED}
    if entry.copy_of is not None:
        looked["seen_live"] = content_hash(entry.copy_of)
    found = findings(whole(Source, pk=entry.pk))
    return (
        looked
        | {
            "submit": {"note": "Synthetic note"},
            "publish": {f"acknowledge_{finding.name}": "on" for finding in found},
            "return": {"note": "Synthetic reason"},
            "withdraw": {"reason": "request", "note": "Synthetic reason"},
            "put_back": {"note": ""},
            "reopen": {"note": ""},
            "discard": {},
            "note": {"note": "Synthetic note"},
            "take": {},
            "hand_over": {"person": str(colleague.pk)},
            "restore": {"version": "1"},
            "withdraw_version": {"version": "1", "reason": "privacy"},
        }[act]
    )


def kept() -> dict[str, list[str]]:
    """Return every row that is kept, but for the ledger and for what may be written by looking."""
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True) if model not in BESIDE}
    rows = {}
    with connection.cursor() as cursor:
        for table in sorted(tables):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  # our own tables
            rows[table] = sorted(map(repr, cursor.fetchall()))
    return rows


@contextmanager
def undone() -> Iterator[None]:
    """Do something and take it back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Actor:
    """Somebody at the desk, who tries everything with every entry; each trial is taken back."""

    def __init__(self, browser: Client, entries: dict[str, Source], colleague: User) -> None:
        self.browser, self.entries, self.colleague = browser, entries, colleague
        self.start_again()
        #: What somebody sends who was never shown the form: that of another entry.
        self.guessed: dict[str, Any] = {}

    def start_again(self) -> None:
        """Note how the record is before the next trial."""
        self.before, self.lines = kept(), LedgerLine.objects.count()

    def new_lines(self) -> list[LedgerLine]:
        """Return what the ledger says of the trial; that a restricted entry was opened is no change of it."""
        return list(LedgerLine.objects.filter(number__gt=self.lines).exclude(verb=Verb.OPENED))

    def post(self, url: str, data: dict[str, Any]) -> Any:
        """Send something that gets an answer, whatever it is."""
        answer = self.browser.post(url, data)
        assert answer.status_code < 500, (url, answer.status_code)
        return answer

    def is_done(self, url: str, lines: int = 1) -> bool:
        """Return whether the record was changed, with that many lines in the ledger; otherwise nothing was."""
        written = self.new_lines()
        if not written:
            assert kept() == self.before, (url, "something was changed without a line in the ledger")
            return False
        assert len(written) == lines, (url, [line.verb for line in written])
        return True

    def try_post(self, url: str, data: dict[str, Any], lines: int = 1) -> str:
        """Send something: + if it changed the record, with that many lines in the ledger; . if it changed nothing."""
        with undone():
            self.post(url, data)
            return "+" if self.is_done(url, lines) else "."

    def try_act(self, entry: Source, act: str) -> str:
        """Send one act, with fields that no form of an act asks for."""
        return self.try_post(address(Source, "acts", entry.pk, act), sent_with(act, entry, self.colleague))

    def try_list_act(self, act: str) -> dict[str, str]:
        """Do one act with all entries at once, as from the list: + for each with which it was done."""
        with undone():
            chosen = {f"source-{entry.pk}": content_hash(entry) for entry in self.entries.values()}
            data = sent_with(act, self.entries["published"], self.colleague) | {
                "confirmed": "1",
                "entry": list(chosen),
                "listed": list(chosen),
                **{f"seen-{name}": content for name, content in chosen.items()},
            }
            url = reverse("admin:list_act", args=[act])
            self.post(url, data)
            done = [line.entry for line in self.new_lines()]
            self.is_done(url, len(done))
        assert len(done) == len(set(done)), "two lines for one entry"
        return {state: "+" if entry.root_id in done else "." for state, entry in self.entries.items()}

    def try_forms(self, entry: Source) -> dict[str, str]:
        """Open the form and send it, also as a popup: + where the words can be changed, and where they were."""
        with undone():
            url = address(Source, "change", entry.pk)
            page = self.browser.get(url)
            opens = page.status_code == 200 and bool(page.context.get("has_change_permission"))
            sent = filled(page) if opens else self.guessed
            popup = "?_popup=1&_to_field=id"
            return {
                "form": "+" if opens else ".",
                "save": self.try_save(entry, url, sent),
                "popup": self.try_save(entry, url + popup, sent),
            }

    def try_save(self, entry: Source, url: str, sent: dict[str, Any]) -> str:
        """Send a form with fields that it never asked for: only what it asks for is changed."""
        with undone():
            self.post(url, sent | CRAFTED | {"title": NEW})
            done = self.is_done(url)
            now = Source._base_manager.get(pk=entry.pk)
            untouched = [name for name in UNTOUCHED if getattr(now, name) != getattr(entry, name)]
            assert untouched == [], (url, untouched)
            assert (now.title == NEW) == done, url
        return "+" if done else "."

    def try_page(self, url: str, entry: Source) -> str:
        """Open a page: + if it is shown, . if it is not, and then it does not tell the title either."""
        with undone():
            answer = self.browser.get(url, follow=True)
            assert answer.status_code < 500, (url, answer.status_code)
            said = answer.content.decode()
            live: Any = entry.copy_of or entry
            told = any(word in said for word in (entry.title, live.title, live.public_id))
            shown = answer.status_code == 200 and answer.request["PATH_INFO"] != reverse("admin:index") and told
            assert shown or entry.title not in said, url
            return "+" if shown else "."

    def try_edit(self, entry: Source) -> str:
        """Ask for a working copy: + if its form opens; a line in the ledger if it is a new one."""
        with undone():
            url = address(Source, "edit", entry.pk)
            answer = self.post(url, {})
            opens = answer.status_code == 302 and answer["Location"].split("?")[0].endswith("/change/")
            assert self.is_done(url) == (opens and entry.title != title_of("copied")), url
            return "+" if opens else "."

    def try_choice(self, entry: Source) -> str:
        """Look an entry up by typing: + if it is offered."""
        question = {"app_label": "memorial", "model_name": "eventcitation", "field_name": "source"}
        answer = self.browser.get(reverse("admin:autocomplete"), question | {"term": entry.title.split()[-1]})
        offered = [row["id"] for row in answer.json()["results"]] if answer.status_code == 200 else []
        return "+" if str(entry.pk) in offered else "."

    def try_reference(self, entry: Source, form: dict[str, Any]) -> str:
        """Send the form of another kind that cites the entry: + if it was saved so."""
        said = {"citations-0-source": entry.pk, "citations-TOTAL_FORMS": "1", "citations-0-stance": "agrees"}
        return self.try_post(address(Event, "add"), form | said)
