"""Acts: the buttons of the review page, each with the form that it asks with and the action that it calls."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from memorial.accounts.models import User
from memorial.review.actions import (
    add_note,
    allowed,
    copy_of_entry,
    may_discard,
    open_transitions,
    put_in_charge,
    return_to_author,
    submit,
)
from memorial.review.forms import (
    ActForm,
    FreeNoteForm,
    HandOverForm,
    NoteForm,
    PublishForm,
    ReturnForm,
    SubmitForm,
    VersionForm,
    WithdrawForm,
    WithdrawVersionForm,
)
from memorial.review.models import Entry
from memorial.review.publication import Publication, publish
from memorial.review.restoring import discard, restore_revision
from memorial.review.revisions import Revision
from memorial.review.status import Status
from memorial.review.withdrawal import put_back, reopen, withdraw, withdraw_version

Run = Callable[[Entry, User, Any], Any]


@dataclass(frozen=True)
class Act:
    """One act: what its button says, what it asks, what it does, and what the desk says afterwards."""

    name: str
    label: str | Promise
    done: str | Promise
    form: type[ActForm]
    run: Run
    #: The transition of the status table that it makes, if it makes one.
    transition: str = ""


def run_publish(entry: Entry, by: User, form: PublishForm) -> Entry:
    """Publish what the reviewer has seen."""
    said = form.cleaned_data
    how = Publication(
        seen=said["seen"],
        seen_live=said["seen_live"],
        note=said["note"],
        acknowledged=form.acknowledged(),
        opens_at=form.opens_at(),
        is_correction=said["is_correction"],
        correction=form.correction(),
    )
    return publish(entry=entry, by=by, how=how)


def run_restore(entry: Entry, by: User, form: forms.Form) -> Any:
    """Restore an earlier version as a draft."""
    revision = Revision.objects.get(
        kind=entry._meta.model_name, entry=entry.root_id, version=form.cleaned_data["version"]
    )
    return restore_revision(entry=entry, revision=revision, by=by)[0]


ACTS = {
    act.name: act
    for act in (
        Act(
            "submit",
            _("Submit for review"),
            _("submitted"),
            SubmitForm,
            lambda entry, by, form: submit(entry=entry, by=by, note=form.cleaned_data["note"]),
            "submit",
        ),
        Act("publish", _("Publish"), _("published"), PublishForm, run_publish, "publish"),
        Act(
            "return",
            _("Return to the author"),
            _("returned"),
            ReturnForm,
            lambda entry, by, form: return_to_author(entry=entry, by=by, reason=form.cleaned_data["note"]),
            "return",
        ),
        Act(
            "withdraw",
            _("Withdraw at once"),
            _("withdrawn"),
            WithdrawForm,
            lambda entry, by, form: withdraw(
                entry=entry, by=by, reason=form.cleaned_data["reason"], note=form.cleaned_data["note"]
            ),
            "withdraw",
        ),
        Act(
            "put_back",
            _("Put back as it was"),
            _("put back"),
            FreeNoteForm,
            lambda entry, by, form: put_back(entry=entry, by=by, note=form.cleaned_data["note"]),
            "put_back",
        ),
        Act(
            "reopen",
            _("Reopen as a draft"),
            _("reopened"),
            FreeNoteForm,
            lambda entry, by, form: reopen(entry=entry, by=by, note=form.cleaned_data["note"]),
            "reopen",
        ),
        Act(
            "discard",
            _("Discard"),
            _("discarded"),
            ActForm,
            lambda entry, by, form: discard(entry=entry, by=by, seen=form.cleaned_data["seen"]),
        ),
        Act(
            "note",
            _("Write a note"),
            _("noted"),
            NoteForm,
            lambda entry, by, form: add_note(entry=entry, by=by, text=form.cleaned_data["note"]),
        ),
        Act(
            "take",
            _("Take in charge"),
            _("taken in charge"),
            ActForm,
            lambda entry, by, form: put_in_charge(entry=entry, person=by, by=by),
        ),
        Act(
            "hand_over",
            _("Hand over"),
            _("handed over"),
            HandOverForm,
            lambda entry, by, form: put_in_charge(entry=entry, person=form.cleaned_data["person"], by=by),
        ),
        Act("restore", _("Restore this version"), _("restored as a working copy"), VersionForm, run_restore),
        Act(
            "withdraw_version",
            _("Withdraw this version"),
            _("version withdrawn"),
            WithdrawVersionForm,
            lambda entry, by, form: withdraw_version(
                entry=entry, by=by, version=form.cleaned_data["version"], reason=form.cleaned_data["reason"]
            ),
        ),
    )
}


def open_acts(entry: Entry, by: User) -> list[Act]:
    """Return the acts that a person could do with an entry now, as the review page offers them."""
    transitions = {step.name for step in open_transitions(entry=entry, by=by)}
    named = [act for act in ACTS.values() if act.transition in transitions]
    if may_discard(entry=entry, by=by):
        named.append(ACTS["discard"])
    if allowed(entry, "change", by) or allowed(entry, "publish", by):
        named += [ACTS["take"], ACTS["hand_over"]]
    return [*named, ACTS["note"]]


def can_be_edited(entry: Entry, by: User) -> bool:
    """Return whether a person may open the working copy of an entry, or make one."""
    return not entry.is_copy and entry.status == Status.PUBLISHED and allowed(entry, "change", by)


def open_working_copy(entry: Entry) -> Entry | None:
    """Return the working copy that is open of an entry, if there is one."""
    return None if entry.is_copy else copy_of_entry(entry)
