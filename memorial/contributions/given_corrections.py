"""Given corrections: what somebody says of a page is a source in the working copy of it, for a curator to weigh."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from memorial.accounts.models import User
from memorial.contributions.given_files import GivenFile
from memorial.contributions.models import Contribution
from memorial.contributions.new_drafts import make_source
from memorial.people.merged import stands_for
from memorial.review.actions import TransitionRefused, may_change, open_copy, record_edit
from memorial.review.models import Entry
from memorial.review.panels import record_models
from memorial.review.snapshots import content_hash


def correct(contribution: Contribution, _files: Sequence[GivenFile], by: User) -> Entry:
    """Open the working copy of the entry, or take the one that is open, with what was sent cited; return the copy.

    Nothing of the entry's own words changes: the curator reads what is said and writes what is right.
    """
    live = entry_of(contribution)
    if live is None:
        raise TransitionRefused(_("The entry that this is about is no longer there."))
    copy = open_copy(entry=live, by=by)
    if not may_change(entry=copy, by=by):
        raise PermissionDenied
    if "citations" in copy.made_of:
        before = content_hash(copy)
        add_citation(copy, contribution, by)
        record_edit(entry=copy, before=before, by=by)
    return copy


def entry_of(contribution: Contribution) -> Entry | None:
    """Return the entry that a contribution is about, as it stands now, whatever its status; nothing without one."""
    model: Any = record_models().get(contribution.about_kind)
    if model is None or not contribution.about:
        return None
    found: Entry | None = model._base_manager.filter(public_id=contribution.about, copy_of=None).first()
    return stands_for(found) if found is not None else None


def add_citation(copy: Any, contribution: Contribution, by: User) -> None:
    """Cite a correction as a source for its fact, without a word of it.

    The curator has the words beside the form and writes what is right. Their sender can take them back at any time, and
    what stands in an entry stands in its versions for good.
    """
    fact = contribution.said("fact")
    known = fact if fact in copy.facts else ""
    citation = copy.citations.model(entry=copy, fact=known, source=make_source(contribution, by))
    citation.full_clean()
    citation.save()
