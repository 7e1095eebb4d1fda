"""Acts: the buttons of the review page, each with the form that it asks with and the action that it calls."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from memorial.accounts.models import User
from memorial.review.actions import (
    TransitionRefused,
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
from memorial.review.hands import hands_of, one_hand_allowed
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
    #: What comes of it, said before it is done.
    hint: str | Promise = ""


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


def run_restore(entry: Entry, by: User, form: forms.Form) -> list[str]:
    """Restore an earlier version as a draft; return the permanent ids that it names and that are no longer there."""
    versions = Revision.objects.of(str(entry._meta.model_name), entry.root_id)
    revision = versions.filter(version=form.cleaned_data["version"]).first()
    if revision is None:
        raise TransitionRefused(_("There is no such version of this entry."))
    return restore_revision(entry=entry, revision=revision, by=by)[1]


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
            _("Somebody else will look at it, compare it, and publish it or return it."),
        ),
        Act("publish", _("Publish"), _("published"), PublishForm, run_publish, "publish"),
        Act(
            "return",
            _("Return to the author"),
            _("returned"),
            ReturnForm,
            lambda entry, by, form: return_to_author(entry=entry, by=by, reason=form.cleaned_data["note"]),
            "return",
            _("It becomes a draft again, and the author reads your reason."),
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
            _("Visitors no longer see it from this moment on. One person is enough; all curators are told of it."),
        ),
        Act(
            "put_back",
            _("Put back as it was"),
            _("put back"),
            FreeNoteForm,
            lambda entry, by, form: put_back(entry=entry, by=by, note=form.cleaned_data["note"]),
            "put_back",
            _("Visitors see it again, as it was when it was withdrawn."),
        ),
        Act(
            "reopen",
            _("Reopen as a draft"),
            _("reopened"),
            FreeNoteForm,
            lambda entry, by, form: reopen(entry=entry, by=by, note=form.cleaned_data["note"]),
            "reopen",
            _("It can be changed and submitted again; visitors do not see it meanwhile."),
        ),
        Act(
            "discard",
            _("Discard"),
            _("discarded"),
            ActForm,
            lambda entry, by, form: discard(entry=entry, by=by, seen=form.cleaned_data["seen"]),
            hint=_("It leaves the desk. Its words are kept, and can be brought back."),
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
    """Return the acts that a person could do with an entry now, as the review page offers them.

    What they have written or submitted themselves they are not offered to publish, unless they are the only curator.
    """
    return acts_with(entry, by, barred=has_part_in(entry, by) and not one_hand_allowed())


def acts_with(entry: Entry, by: User, *, barred: bool) -> list[Act]:
    """Return the acts that a person could do with an entry; ``barred`` is whether publishing is left to others."""
    transitions = {step.name for step in open_transitions(entry=entry, by=by)}
    if barred:
        transitions.discard("publish")
    named = [act for act in ACTS.values() if act.transition in transitions]
    if may_discard(entry=entry, by=by):
        named.append(ACTS["discard"])
    if allowed(entry, "change", by) or allowed(entry, "publish", by):
        named += [ACTS["take"]] if entry.in_charge != by else []
        named.append(ACTS["hand_over"])
    return [*named, ACTS["note"]]


def has_part_in(entry: Entry, by: User) -> bool:
    """Return whether a person who could publish what was submitted has written or submitted it themselves."""
    return entry.status == Status.IN_REVIEW and allowed(entry, "publish", by) and by.pk in hands_of(entry)


def can_be_edited(entry: Entry, by: User) -> bool:
    """Return whether a person may open the working copy of an entry, or make one."""
    return not entry.is_copy and entry.status == Status.PUBLISHED and allowed(entry, "change", by)


def open_working_copy(entry: Entry) -> Entry | None:
    """Return the working copy that is open of an entry, if there is one."""
    return None if entry.is_copy else copy_of_entry(entry)
