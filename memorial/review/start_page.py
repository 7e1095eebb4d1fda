"""The start page of the desk: what waits for the person who is signed in, and where everything is."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from memorial.accounts.models import User
from memorial.accounts.roles import CONFIRM_STOP
from memorial.base.languages import language_name
from memorial.base.memorial import Memorial
from memorial.base.paging import CappedPaginator
from memorial.review.clock import believed_time
from memorial.review.desk_rows import DeskRow, TextRow
from memorial.review.halts import Halt
from memorial.review.ledger import LedgerLine, Verb
from memorial.review.notes import ReviewNote
from memorial.review.panels import PANELS, SHOWN, Panel, capped_counts, entry_name, kinds_open, record_models
from memorial.review.purges import Purge
from memorial.review.status import Status, WithdrawalReason
from memorial.review.timekeeping import clock_question

#: The kinds of the record in the groups in which a curator looks for them.
GROUPS: Sequence[tuple[str | Promise, Sequence[str]]] = (
    (_("People"), ("Person", "Household")),
    (_("Testimonies"), ("Testimony", "Consent")),
    (_("Events, places and figures"), ("Event", "Place", "Figure")),
    (_("Commemorations and recognitions"), ("Commemoration", "Recognition")),
    (_("Sources and media"), ("Source", "Asset")),
    (_("The memorial"), ("Memorial",)),
    (_("Accounts"), ("User", "SentMail")),
)

Said = dict[str, Any] | None
#: What concepts above this one tell on the start page: by template, what it says to a person, or nothing.
NOTICES: dict[str, Callable[[User], Said]] = {}


def start_notice(template: str) -> Callable[[Callable[[User], Said]], Callable[[User], Said]]:
    """Have what a function says to a person shown at the head of the start page."""

    def register(notice: Callable[[User], Said]) -> Callable[[User], Said]:
        NOTICES[template] = notice
        return notice

    return register


@dataclass(frozen=True)
class Count:
    """How many rows there are, as far as they are counted."""

    number: int
    capped: bool

    @classmethod
    def of(cls, found: int) -> "Count":
        return cls(min(found, CappedPaginator.MOST), found > CappedPaginator.MOST)


@dataclass
class Line:
    """One row of a panel as it is drawn."""

    row: DeskRow
    name: str
    kind: str
    url: str
    time: datetime
    #: Where to take it in charge; empty for those who cannot, and for what they have in charge already.
    take_url: str = ""
    #: Who has it in charge, in words, where that is not said by the panel itself.
    in_charge: str = ""
    may_hand_over: bool = False
    withdrawal: LedgerLine | None = None
    reason: str = ""
    note: str = ""

    @property
    def ref(self) -> str:
        """What names the entry in a form of the desk."""
        return f"{self.row.kind}-{self.row.object_id}"


@dataclass
class Work:
    """A panel as the start page draws it: its first rows, and how many there are in all."""

    panel: Panel
    lines: list[Line]
    count: Count


@dataclass
class LanguageWork:
    """What there is to translate into one language."""

    tag: str
    missing: Count
    outdated: Count

    @property
    def name(self) -> str:
        return language_name(self.tag)


def grouped(models: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the stock list of models in our groups, in our order; what no group names stands at the end."""
    by_name = {model["object_name"]: model for model in models}
    groups = [(name, [by_name.pop(kind) for kind in kinds if kind in by_name]) for name, kinds in GROUPS]
    groups.append((_("Other"), list(by_name.values())))
    return [
        {
            "name": name,
            "app_label": f"group-{place}",
            "app_url": "",
            "has_module_perms": True,
            "models": members,
        }
        for place, (name, members) in enumerate(groups)
        if members
    ]


def start_page(user: User, app_list: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what the start page shows to a person, in a number of queries that is the same whatever there is."""
    time = believed_time()
    panels = [panel for panel in PANELS.values() if panel.is_for(user)]
    languages = Memorial.current().languages
    rows = {panel.name: panel.on_start_page(user, time) for panel in panels}
    counts = capped_counts(user, {**rows, **texts_to_write(user, languages)})
    may_confirm = user.has_perm(CONFIRM_STOP)
    return {
        "groups": app_list,
        "work": [
            Work(panel, lines(panel, rows[panel.name][:SHOWN], user), Count.of(counts[panel.name])) for panel in panels
        ],
        "languages": [
            LanguageWork(
                tag,
                Count.of(counts[f"{TextRow.State.MISSING}_{tag}"]),
                Count.of(counts[f"{TextRow.State.OUTDATED}_{tag}"]),
            )
            for tag in languages
        ],
        "notices": [(template, said) for template, notice in NOTICES.items() if (said := notice(user))],
        "halts": standing_halts() if may_confirm else [],
        "clock": clock_question() if may_confirm else None,
        "still_seen": Purge.current().late_since if settings.PURGE_AT else None,
    }


def texts_to_write(user: User, languages: Iterable[str]) -> dict[str, QuerySet[TextRow]]:
    """Return the questions for texts that are missing or out of date, by language; what is withdrawn needs none."""
    rows = TextRow.objects.visible_to(user).exclude(status=Status.WITHDRAWN)
    states = (TextRow.State.MISSING, TextRow.State.OUTDATED)
    return {f"{state}_{tag}": rows.filter(state=state, language=tag) for tag in languages for state in states}


def standing_halts() -> list[Halt]:
    """Return the accounts that were stopped and that nobody has looked at yet."""
    return list(Halt.objects.filter(confirmed_at=None).select_related("user").order_by("at"))


def page_of(row: DeskRow | TextRow, what: str, *more: str) -> str:
    """Return the address of one of an entry's pages on the desk."""
    return reverse(f"admin:memorial_{row.kind}_{what}", args=[row.object_id, *more])


def lines(panel: Panel, rows: Iterable[DeskRow], user: User) -> list[Line]:
    """Return the rows of a panel as they are drawn; those of withdrawals say who, when and why."""
    changeable = kinds_open(user, "change")
    workable = {*changeable, *kinds_open(user, "publish")} if "hand_over" in panel.acts else set()
    drawn = []
    for row in rows:
        may, is_own = row.kind in workable, row.in_charge_id == user.pk
        what = panel.leads_to if row.kind in changeable else "review"
        drawn.append(
            Line(
                row=row,
                name=entry_name(row),
                kind=str(record_models()[row.kind]._meta.verbose_name),
                url=page_of(row, what),
                time=getattr(row, panel.column),
                in_charge=in_charge(panel, row, user),
                take_url=page_of(row, "acts", "take") if may and not is_own else "",
                may_hand_over=may,
            )
        )
    return with_withdrawals(drawn) if panel.name == "withdrawn" else drawn


def in_charge(panel: Panel, row: DeskRow, user: User) -> str:
    """Return who has an entry in charge, in words; nothing where that is plain."""
    if row.in_charge is None or (panel.name == "waiting" and row.in_charge == row.submitted_by):
        return ""
    if row.in_charge == user:
        return "" if panel.own else gettext("in your charge")
    return gettext("in charge: %(person)s") % {"person": row.in_charge.known_as}


def with_withdrawals(drawn: list[Line]) -> list[Line]:
    """Tell of each withdrawn entry who took it away, when, for which class of reason, and with which words."""
    ids = [line.row.public_id for line in drawn]
    kinds = {line.row.kind for line in drawn}
    found = LedgerLine.objects.filter(entry__in=ids, verb=Verb.WITHDRAWN).select_related("actor").order_by("number")
    ledger = {(line.kind, line.entry): line for line in found}
    notes = ReviewNote.objects.filter(kind__in=kinds, entry__in=ids, act=Verb.WITHDRAWN)
    words = {(note.kind, note.entry): note.text for note in notes}
    for line in drawn:
        key = (line.row.kind, line.row.public_id)
        line.withdrawal, line.note = ledger.get(key), words.get(key, "")
        line.reason = class_of_reason(line.withdrawal)
    return drawn


def class_of_reason(withdrawal: LedgerLine | None) -> str:
    """Return the class of reason that a withdrawal gives, in words."""
    given = withdrawal.detail.get("reason") if withdrawal else None
    return str(WithdrawalReason(given).label) if given in WithdrawalReason.values else ""
