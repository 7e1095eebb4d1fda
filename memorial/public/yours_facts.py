"""What the page behind a private link tells in words: where a contribution stands, what was sent, what would follow."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from memorial.base.languages import direction, language_name
from memorial.contributions.attachments import Attachment
from memorial.contributions.consent_forms import AUDIENCES, NAMINGS
from memorial.contributions.contacts import contact_of
from memorial.contributions.continuing import FORMS
from memorial.contributions.made_entries import made_entries, message_of
from memorial.contributions.mailing import address_of
from memorial.contributions.mails import mails_are_sent
from memorial.contributions.models import Contribution, Kind, Letter, State
from memorial.contributions.sender_acts import may
from memorial.contributions.sender_forms import AllowForm, AnswerForm, CorrectForm, SenderForm, rename_form
from memorial.public.pages import PublicRequest, memorial_day
from memorial.review.models import Entry
from memorial.review.status import Status

#: What is said after an act, by the word in the address.
DONE: dict[str, str | Promise] = {
    "answer": gettext_lazy("Your letter is stored. A curator will read it."),
    "correct": gettext_lazy("What you changed is stored."),
    "rename": gettext_lazy("It is stored how you wish to be named."),
    "allow": gettext_lazy("Your answers are stored."),
    "pause": gettext_lazy("It is paused. It is shown nowhere until you say otherwise."),
    "resume": gettext_lazy("It is no longer paused."),
    "link": gettext_lazy("This is your new private link. The earlier one no longer works."),
    "archived": gettext_lazy("It is no longer shown. It stays in the archive."),
    "withdrawn": gettext_lazy("It is withdrawn and deleted."),
}


@dataclass(frozen=True)
class Said:
    """One question of a form, and what was answered."""

    label: str
    answer: str


@dataclass(frozen=True)
class Written:
    """One letter, and the day on which it was written."""

    letter: Letter
    day: str


@dataclass(frozen=True)
class Facts:
    """All that the page tells of a contribution."""

    kind: str
    state: str
    next: str
    day: str
    language: str
    direction: str
    letters: Sequence[Written]
    said: Sequence[Said]
    uses: Sequence[Said]
    named: str
    audience: str
    files: Sequence[Attachment]
    #: Whether somebody is locked away as its sender, and whether a mail can be sent to them.
    locked: bool
    mailed: bool
    #: What of it a visitor can see now, as addresses of pages.
    pages: Sequence[str]


def facts_of(request: PublicRequest, contribution: Contribution) -> Facts:
    """Return all that the page tells of a contribution."""
    row, entries = contribution, made_entries(contribution)
    pages = [entry.get_absolute_url() for entry in entries if entry.is_public]
    message = message_of(row)
    if message is not None and message.taken_down_at is None and message.paused_at is None:
        pages.append(reverse("messages"))
    state, following = standing(row, entries, pages)
    return Facts(
        kind=row.get_kind_display(),
        state=state,
        next=following,
        day=memorial_day(request.memorial, row.moved_at or row.begun_at),
        language=language_name(row.language),
        direction=direction(row.language),
        letters=[Written(letter, memorial_day(request.memorial, letter.at)) for letter in row.letters.all()],
        said=said_in(row),
        uses=uses_of(row),
        named=named(row),
        audience=str(dict(AUDIENCES).get(row.audience, "")),  # type: ignore[call-overload]  # a choice is its string
        files=list(row.attachments.all()),
        locked=bool(contact_of(row)),
        mailed=mails_are_sent() and bool(address_of(row)),
        pages=pages,
    )


def said_in(row: Contribution) -> list[Said]:
    """Return what was answered to the questions of the form beside the words, as that form asks them."""
    fields: dict[str, Any] = FORMS[row.kind].base_fields
    found = []
    for name, answer in row.details.items():
        if name in fields and answer:
            choices = dict(getattr(fields[name], "choices", ()))
            found.append(Said(str(fields[name].label), str(choices.get(answer, answer))))
    return found


def uses_of(row: Contribution) -> list[Said]:
    """Return for what something may be used, as it was answered; what was left open counts as no."""
    asked = FORMS[row.kind]
    fields: dict[str, Any] = asked.base_fields
    purposes = getattr(asked, "purposes", ())
    return [Said(str(fields[each].label), _("Yes") if row.answers.get(each) else _("No")) for each in purposes]


def named(row: Contribution) -> str:
    """Return how the sender wishes to be named."""
    if row.kind == Kind.MESSAGE:
        return row.shown_name or _("without a name")
    if row.kind != Kind.TESTIMONY:
        return ""
    way = str(dict(NAMINGS).get(row.naming, _("Not at all")))  # type: ignore[call-overload]  # as above
    return f"{way}: {row.shown_name}" if row.shown_name else way


def standing(row: Contribution, entries: Sequence[Entry], pages: Sequence[str]) -> tuple[str, str]:
    """Return where a contribution stands, and what happens next, each in plain words."""
    if row.state == State.ACCEPTED:
        return taken_in(row, entries, pages)
    if row.state == State.DECLINED:
        why = row.get_reason_display() if row.reason else ""
        decided = _("The curators have decided not to use it: %(reason)s.") if why else _("The curators have decided.")
        following = _("If you think that this is wrong, please write to us. You can delete it below.")
        if row.kind == Kind.TAKEDOWN:
            following = _("Their answer stands below.") + " " + following
        return decided % {"reason": why}, following
    return {
        State.NEW: (
            _("It waits for a curator. Nobody but the curators can read it."),
            asked_down() if row.kind == Kind.TAKEDOWN else waits(),
        ),
        State.ASKED: (
            _("The curators have a question. It stands below."),
            _("When you have answered, a curator goes on with it. If you do not, we may be unable to use it."),
        ),
        State.ANSWERED: (_("Your answer is with the curators."), _("A curator reads it and goes on with it.")),
        State.MERGED: (
            _("The curators have put it together with something else that was sent and says the same."),
            _("They go on with both together."),
        ),
        State.ASIDE: (
            _("It was put aside, because it looked like an advertisement or like something sent by a machine."),
            _("It is deleted 30 days after it was put aside. If this is a mistake, please write to us."),
        ),
        State.WITHDRAWN: (_("It was withdrawn and deleted."), ""),
    }[State(row.state)]


def waits() -> str:
    """Return what happens next with what nobody has read yet."""
    return _(
        "A curator reads it. This can take some weeks. If there is a question, it will stand on this page. Nothing of "
        "it is shown to others before a curator has read it."
    )


def asked_down() -> str:
    """Return what happens next with a request to take something down."""
    return _(
        "A curator reads it soon. Where there is cause, it is taken down at once, until it is decided. Two people "
        "decide. The answer will stand on this page."
    )


def taken_in(row: Contribution, entries: Sequence[Entry], pages: Sequence[str]) -> tuple[str, str]:
    """Return where something stands that the curators have taken in."""
    if row.kind == Kind.TAKEDOWN:
        return _("Two people have decided: it is taken down."), _("Their answer stands below.")
    if row.paused_at is not None:
        return _("You have paused it. It is shown nowhere."), _("It stays so until you end the pause, or withdraw it.")
    if row.kind == Kind.CORRECTION:
        return (
            _("The curators have taken your correction up."),
            _("It is looked at once more by a second person before the page changes."),
        )
    if row.kind == Kind.MESSAGE:
        message = message_of(row)
        stands = message is not None and message.taken_down_at is None
        return (_("It stands in the book of condolence.") if stands else _("It is not shown."), "")
    if pages:
        return _("It is shown on the pages of this memorial."), ""
    if any(entry.status == Status.WITHDRAWN for entry in entries):
        return _("It is not shown. It stays in the archive."), _("Before it is shown again, a curator looks at it.")
    if not row.answers.get("publish"):
        return _("The curators have taken it in. It is kept in the archive and is not shown."), ""
    return (
        _("The curators have taken it in and prepare it. It is not shown yet."),
        _("A second person looks at it before it is shown. This can take some weeks."),
    )


def what_follows(contribution: Contribution, choice: str) -> list[str]:
    """Return what follows from a withdrawal, sentence by sentence, as the consent text says it."""
    if choice == "archive":
        return [
            _("It is no longer on the pages, and neither are its earlier versions."),
            _("It stays in the archive: your words, your files, and your name and contact if you gave them."),
            _("The other uses to which you said yes end too."),
            _("You can agree again later, or withdraw everything."),
            _("Copies that others have already taken, we cannot call back."),
        ]
    stays = (
        [_("What a page says since your correction stays: it is the memorial’s own text. Your words are deleted.")]
        if contribution.kind == Kind.CORRECTION
        else []
    )
    return [
        _("We delete your words and your files, the published text and all its earlier versions."),
        _("We delete your name and your contact: from then on nobody can read them, not even in an old backup."),
        *stays,
        _("Your words and files may still be in older backups, until newer ones replace those."),
        _("If it was published, its address says that something was withdrawn, and when. It does not say your name."),
        _("Copies that others have already taken, we cannot call back."),
        _("What has been deleted, nobody can bring back. If you change your mind, you would have to send it again."),
    ]


def forms_of(contribution: Contribution, name: str, form: SenderForm | None) -> dict[str, SenderForm]:
    """Return the forms of the acts that are open; ``form`` is one that was sent by the act of that ``name``."""
    kinds = {"answer": AnswerForm, "correct": CorrectForm, "rename": rename_form(contribution), "allow": AllowForm}
    open_acts = may(contribution)
    # What was written is given back also where the act is no longer open.
    return {
        act: form if act == name and form is not None else kind(contribution)
        for act, kind in kinds.items()
        if open_acts[act] or (act == name and form is not None)
    }
