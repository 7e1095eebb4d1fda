"""Roles: what each member of the staff may do, in one table from which the groups of accounts are made.

Roles combine: somebody may be a contributor and a keeper. Whose status an entry must have for an act stands in
`memorial.review.status`; that nobody publishes what they have written themselves is a rule beside both.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.db import models, transaction
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OPEN_CONFIDENTIAL = "memorial.open_confidential"
CONFIRM_STOP = "memorial.confirm_stop"
READ_LEDGER = "memorial.read_ledger"
DEAL_WITH_FINDINGS = "memorial.deal_with_findings"
MODERATE = "memorial.moderate_contribution"
ANSWER_SEARCHES = "memorial.answer_search"
IMPORT_LISTS = "memorial.import_record"
EXPORT_PUBLIC = "memorial.export_public"
EXPORT_RECORD = "memorial.export_record"
SEE_SENT_MAILS = "memorial.view_sentmail"


class Role(models.TextChoices):
    """A part that somebody takes in keeping the memorial."""

    CONTRIBUTOR = "contributor", _("contributor")
    CURATOR = "curator", _("curator")
    KEEPER = "keeper", _("keeper")
    STEWARD = "steward", _("steward")


@dataclass(frozen=True)
class Right:
    """One line of the table: what may be done, the permissions that allow it, and to whom they are given."""

    label: str | Promise
    #: Verbs that hold for every kind of entry: ``view`` stands for view_person, view_place …
    verbs: tuple[str, ...]
    #: Permissions by their own names.
    permissions: tuple[str, ...]
    roles: frozenset[Role]


ALL = frozenset(Role)
WRITERS = frozenset({Role.CONTRIBUTOR, Role.CURATOR})
CURATORS = frozenset({Role.CURATOR})
STEWARDS = frozenset({Role.STEWARD})

RIGHTS = (
    Right(_("read entries, drafts among them"), ("view",), ("view_memorial",), ALL),
    Right(_("write drafts and working copies, and submit them"), ("add", "change"), (), WRITERS),
    Right(_("delete drafts of their own that were never public"), ("delete",), (), WRITERS),
    Right(_("review: publish, return, put back, reopen; record consent"), ("publish",), (), CURATORS),
    Right(_("read what strangers send, and decide about it"), (), ("moderate_contribution",), CURATORS),
    Right(_("see which names visitors sought in vain, and answer them"), (), ("answer_search",), CURATORS),
    Right(_("withdraw"), ("withdraw",), (), CURATORS | STEWARDS),
    Right(_("confirm what was stopped"), (), ("confirm_stop",), CURATORS | STEWARDS),
    Right(_("read the ledger"), (), ("read_ledger",), CURATORS | STEWARDS),
    Right(_("deal with findings about originals"), (), ("deal_with_findings",), CURATORS | STEWARDS),
    Right(_("export what is public"), (), ("export_public",), CURATORS | STEWARDS),
    Right(_("open the confidential compartment"), (), ("open_confidential",), frozenset({Role.KEEPER})),
    Right(_("settings of the memorial"), (), ("add_memorial", "change_memorial"), STEWARDS),
    Right(_("accounts and roles"), (), ("view_user", "add_user", "change_user"), STEWARDS),
    Right(_("see the mails that an embedded installation would send"), (), ("view_sentmail",), STEWARDS),
    Right(_("bring in lists of people, and undo it"), (), ("import_record",), CURATORS | STEWARDS),
    Right(_("ask for fuller exports, and approve those of others"), (), ("export_record",), STEWARDS),
)


def rights_of(role: Role) -> list[Right]:
    """Return the lines of the table that hold for a role."""
    return [right for right in RIGHTS if role in right.roles]


def permissions_of(role: Role) -> Q:
    """Return which of Django's permissions a role has, as a question to their table."""
    wanted = Q(pk__in=[])
    for right in rights_of(role):
        for verb in right.verbs:
            wanted |= Q(codename__startswith=f"{verb}_", content_type__model__in=ENTRY_KINDS)
        wanted |= Q(codename__in=right.permissions)
    return wanted & Q(content_type__app_label="memorial")


#: The kinds of entries, by the names of their models; a test holds this list against the models themselves.
ENTRY_KINDS = (
    "asset",
    "commemoration",
    "event",
    "figure",
    "household",
    "person",
    "place",
    "recognition",
    "source",
    "testimony",
)


@transaction.atomic
def make_roles() -> None:
    """Make the groups of accounts from the table, so that each has the permissions of its role and no other."""
    for role in Role:
        group, _made = Group.objects.get_or_create(name=role.value)
        group.permissions.set(Permission.objects.filter(permissions_of(role)))


def roles_among(groups: Iterable[str]) -> list[Role]:
    """Return the roles that stand among the names of groups, in the order of the table."""
    names = set(groups)
    return [role for role in Role if role.value in names]


def table() -> Mapping[Right, Mapping[Role, bool]]:
    """Return the table line by line, for the documentation and the page of an account."""
    return {right: {role: role in right.roles for role in Role} for right in RIGHTS}
