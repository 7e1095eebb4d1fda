"""The conflict page: what somebody has written beside what somebody else has saved meanwhile, and a choice for each."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from memorial.base.sent_fields import Fields
from memorial.review.conflicts import Comparison, Difference, Note, Side, key_of
from memorial.review.form_words import FormWords
from memorial.review.kept_words import Said, Words, sent_words
from memorial.review.lost_forms import what_happened
from memorial.review.models import Entry
from memorial.review.open_forms import TOKEN, OpenForm
from memorial.review.word_differences import Piece, differences, folded

#: The button of the page, and what stands before the name of each of its choices.
MERGE, CHOICE = "_merge", "choice-"


@dataclass(frozen=True)
class Meeting:
    """Two people at one form: what differs, the row as it is kept, the form as it was opened and as it is now."""

    comparison: Comparison
    row: Any
    opened: OpenForm | None
    now: dict[str, Any]
    chosen: dict[str, Side] = field(default_factory=dict)
    #: Whether the page was sent before and something was left open.
    is_asked_again: bool = False


def conflict_page(admin: Any, request: HttpRequest, meeting: Meeting) -> TemplateResponse:
    """Return the page on which somebody chooses between their own words and what is kept now; nothing is saved."""
    comparison, row, now = meeting.comparison, meeting.row, meeting.now
    words = FormWords(now["adminform"].form, now["inline_admin_formsets"])
    about = row.root_id if isinstance(row, Entry) else str(row.pk)
    context = {
        **admin.admin_site.each_context(request),
        "title": _("Somebody has saved this meanwhile"),
        "opts": admin.opts,
        "original": row,
        "what": what_happened(admin.model, about, meeting.opened, by=request.user),
        "known": comparison.known,
        "choices": choices_shown(meeting, words),
        "notes": notes_shown(comparison.notes, words),
        "is_asked_again": meeting.is_asked_again,
        "address": request.get_full_path(),
        "token": now[TOKEN],
        "mine": Words(request.get_full_path(), comparison.sent).as_text(),
        "files": sent_words(request).files,
        "media": admin.media,
    }
    return TemplateResponse(request, "admin/conflict.html", context, status=409)


@dataclass(frozen=True)
class Line:
    """One field of one side, its text in pieces with the changed words marked."""

    label: str
    pieces: list[Piece]


@dataclass(frozen=True)
class Choice:
    """One difference as it is shown: both sides, what stood there before, and what is chosen."""

    name: str
    label: str
    opened: list[Said]
    mine: list[Line]
    kept: list[Line]
    chosen: str
    missing: bool


def choices_shown(meeting: Meeting, words: FormWords) -> list[Choice]:
    """Return the differences as the page shows them, each with what is chosen or likely."""
    comparison, insist, shown = meeting.comparison, meeting.is_asked_again, []
    for one in comparison.differences:
        side = meeting.chosen.get(one.name) or ("" if insist else one.likely or "")
        # Where nobody knows any more what stood there, what was written is compared with what is kept.
        before = side_said(one, one.opened if one.known else one.kept, words)
        shown.append(
            Choice(
                name=f"{CHOICE}{one.name}",
                label=label_of(one, comparison, words),
                opened=side_said(one, one.opened, words) if one.known else [],
                mine=lines(side_said(one, one.mine, words), before),
                kept=lines(side_said(one, one.kept, words), before),
                chosen=str(side),
                missing=insist and not side,
            )
        )
    return shown


def side_said(one: Difference, row: Fields | None, words: FormWords) -> list[Said]:
    """Return what one side of a difference says."""
    if row is None:
        return []
    if one.field:
        return [Said(words.label(one.kind, one.field), words.text(one.kind, one.field, row[one.field]))]
    return words.shown(one.kind, {name: values for name, values in row.items() if name != "DELETE"})


def lines(side: list[Said], before: list[Said]) -> list[Line]:
    """Return the words of one side in pieces, compared with what stood there before."""
    earlier = {one.label: one.text for one in before}
    return [Line(one.label, list(folded(differences(earlier.get(one.label, ""), one.text)))) for one in side]


def label_of(one: Difference, comparison: Comparison, words: FormWords) -> str:
    """Return what a difference is about: a field, or a field of a row that is named by what it says."""
    if not one.kind:
        return words.label("", one.field)
    key = one.name.split(":")[1]
    rows = [*comparison.now.rows.get(one.kind, []), *comparison.mine.rows.get(one.kind, [])]
    title = words.title(one.kind, next((row for row in rows if key_of(row) == key), {}))
    return f"{title} › {words.label(one.kind, one.field)}" if one.field else title


def notes_shown(notes: Iterable[Note], words: FormWords) -> list[tuple[str, str, list[Said]]]:
    """Return the rows about which nothing needs to be chosen: what became of each, its title, and what it says."""
    return [(str(note.what), words.title(note.kind, note.row), words.shown(note.kind, note.row)) for note in notes]
