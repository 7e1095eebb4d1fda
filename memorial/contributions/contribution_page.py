"""What the page of one contribution shows: all that was sent, what is noticed about it, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from memorial.accounts.models import User
from memorial.accounts.roles import OPEN_CONFIDENTIAL
from memorial.base.languages import direction, language_name
from memorial.commemorations.messages import Message
from memorial.contributions.attachments import Attachment
from memorial.contributions.contacts import Compartment
from memorial.contributions.forms import StrangersForm
from memorial.contributions.models import Contribution, Kind, State
from memorial.contributions.queue_page import charge_words, kind_name, waiting_words
from memorial.contributions.signs import sign_words, watched_words
from memorial.media.originals import Kind as FileKind
from memorial.people.merged import stands_for
from memorial.review.gate import Audience, Naming, Purpose
from memorial.review.models import Entry
from memorial.review.panels import record_models

#: Within how long of one another two contributions of one kind count as sent at nearly the same time, and how far apart
#: the same words are looked for.
NEAR, FAR = timedelta(minutes=10), timedelta(days=30)
#: How many similar ones of each sort are named.
MOST_SIMILAR = 5


@dataclass(frozen=True)
class Named:
    """An entry that a contribution is about, or that was made of it: what it is called, and the ways to it."""

    name: str
    kind: str
    url: str = ""
    public_url: str = ""


@dataclass(frozen=True)
class Shown:
    """One file that came along, as the page draws it: by its number, since people call files by their own names."""

    attachment: Attachment
    number: int
    url: str

    @property
    def is_picture(self) -> bool:
        return self.attachment.kind == FileKind.IMAGE

    @property
    def is_heard(self) -> bool:
        return self.attachment.kind == FileKind.AUDIO

    @property
    def is_seen(self) -> bool:
        return self.attachment.kind == FileKind.VIDEO

    @property
    def name(self) -> str:
        """What the file is called on the desk."""
        return _("file %(number)s: %(kind)s") % {"number": self.number, "kind": self.attachment.get_kind_display()}


@dataclass(frozen=True)
class Similar:
    """Another contribution that may belong to this one, and why."""

    contribution: Contribution
    why: str


def contribution_page(person: User, contribution: Contribution) -> dict[str, Any]:
    """Return what the page shows to a curator."""
    row = contribution
    entry = entry_of(row)
    return {
        "contribution": row,
        "language": language_name(row.language),
        "direction": direction(row.language),
        "waits": waiting_words(row),
        "in_charge": charge_words(row, person),
        "said": said_words(row, entry),
        "about": named(person, entry, row.about_kind),
        "consents": consent_words(row),
        "naming": label_of(Naming, row.naming),
        "audience": label_of(Audience, row.audience),
        "signs": sign_words(row.signs, watched_words(row.signs)),
        "files": files_of(row),
        "letters": row.letters.select_related("by"),
        "similar": similar_to(row),
        "merged": row.merged.order_by("sent_at", "pk"),
        "made": made_of(person, row),
        "contact": contact_state(row),
        "opens_contact": person.has_perm(OPEN_CONFIDENTIAL),
    }


def entry_of(contribution: Contribution) -> Entry | None:
    """Return the entry that a contribution is about, as it stands today; nothing where it names none that is there."""
    found = entry_at(contribution.about_kind, contribution.about)
    return stands_for(found) if found is not None else None


def entry_at(kind: str, public_id: str) -> Entry | None:
    """Return the entry of a kind and permanent id, whatever its status."""
    model: Any = record_models().get(kind)
    if model is None or not public_id:
        return None
    found: Entry | None = model._base_manager.filter(public_id=public_id, copy_of=None).first()
    return found


def named(person: User, entry: Entry | None, kind: str) -> Named | None:
    """Return what a person may know of an entry that something is about; nothing where it is about none."""
    if not kind:
        return None
    if kind == Message._meta.model_name:
        return Named(_("a message of the book"), "")
    if entry is None or not entry.is_visible_to(person):
        return Named(_("an entry that is not there, or not open to you"), kind_name(kind))
    rows: Any = type(entry).objects  # type: ignore[attr-defined]  # an EntryManager
    is_public = rows.public().filter(pk=entry.pk).exists()
    url = reverse(f"admin:memorial_{entry._meta.model_name}_review", args=[entry.pk])
    return Named(str(entry), kind_name(kind), url, entry.get_absolute_url() if is_public else "")


def made_of(person: User, contribution: Contribution) -> Named | None:
    """Return what was made of an accepted contribution."""
    row = contribution
    if not row.made_kind:
        return None
    if row.made_kind == Message._meta.model_name:
        kept = Message.objects.filter(public_id=row.made).exists()
        return (
            Named(_("a message of the book"), "", reverse("admin:messages"))
            if kept
            else Named(_("a message that is no longer there"), "")
        )
    return named(person, entry_at(row.made_kind, row.made), row.made_kind)


def said_words(contribution: Contribution, entry: Entry | None) -> list[tuple[str, str]]:
    """Return what was answered to the questions of its form, each with the question."""
    fields = fields_of(contribution.kind)
    said = []
    for name in contribution.details:
        field, value = fields.get(name), contribution.said(name)
        label = str(field.label) if field is not None else name.replace("_", " ")
        choices = {str(code): str(words) for code, words in getattr(field, "choices", ())}
        if name == "fact" and entry is not None and value in (*type(entry).facts, *type(entry).fact_names):
            choices = {value: entry.fact_label(value)}
        if value:
            said.append((label, choices.get(value, value)))
    return said


def fields_of(kind: str) -> Mapping[str, Any]:
    """Return the questions of the forms of a kind, by their names."""
    found: dict[str, Any] = {}
    waiting: list[type[StrangersForm]] = [StrangersForm]
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        if getattr(form, "kind", None) == kind:
            found |= form.base_fields
    return found


def consent_words(contribution: Contribution) -> list[tuple[str, str]]:
    """Return what was answered to each purpose that is asked about, in words; no answer counts as no."""
    if contribution.kind not in (Kind.TESTIMONY, Kind.PICTURE):
        return []
    words = {True: _("yes"), False: _("no"), None: _("no answer, which counts as no")}
    return [(str(purpose.label), words[contribution.answers.get(purpose.value)]) for purpose in Purpose]


def label_of(choices: Any, value: str) -> str:
    """Return what a choice says; empty where none was made."""
    return str(choices(value).label) if value in choices.values else ""


def files_of(contribution: Contribution) -> list[Shown]:
    """Return the files that came along, in their order."""
    found = contribution.attachments.order_by("pk")
    return [
        Shown(attachment, number, reverse("admin:contributed_file", args=[attachment.key]))
        for number, attachment in enumerate(found, start=1)
    ]


def contact_state(contribution: Contribution) -> str:
    """Return whether a contact is locked away (``locked``), was destroyed (``destroyed``), or none was left (empty)."""
    kept = Compartment.objects.filter(contribution=contribution).values_list("key", flat=True).first()
    return "" if kept is None else "locked" if kept else "destroyed"


def similar_to(contribution: Contribution) -> list[Similar]:
    """Return other contributions that may belong to this one: of the same words, the same entry, the same minutes."""
    row = contribution
    others = Contribution.objects.exclude(pk=row.pk).exclude(state=State.BEGUN).defer("words", "details", "answers")
    sorts: list[tuple[str, QuerySet[Contribution]]] = []
    if row.words and row.sent_at:
        around = Q(sent_at__gte=row.sent_at - FAR, sent_at__lte=row.sent_at + FAR)
        sorts.append((_("the same words"), others.filter(around, words=row.words)))
    if row.about:
        sorts.append((_("about the same entry"), others.filter(about=row.about, about_kind=row.about_kind)))
    if row.sent_at:
        around = Q(sent_at__gte=row.sent_at - NEAR, sent_at__lte=row.sent_at + NEAR)
        sorts.append((_("sent within ten minutes"), others.filter(around, kind=row.kind, language=row.language)))
    found: dict[int, Similar] = {}
    for why, rows in sorts:
        for other in rows.order_by("-sent_at", "-pk")[:MOST_SIMILAR]:
            found.setdefault(other.pk, Similar(other, why))
    return list(found.values())
