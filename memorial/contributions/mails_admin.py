"""Mails on the desk: what an embedded installation has written, for the steward; and what the start page says of mails.

The list is only read. What it shows is what is kept: no address, and no private link.
"""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest

from memorial.accounts.models import User
from memorial.accounts.roles import MODERATE, SEE_SENT_MAILS
from memorial.base.admin import DeskAdmin
from memorial.base.paging import CappedPaginator
from memorial.contributions.mails import NONE, SentMail
from memorial.contributions.models import Contribution
from memorial.review.start_page import start_notice


@admin.register(SentMail)
class SentMailAdmin(DeskAdmin):
    """The mails of an embedded installation, newest first; nothing of them is ever changed."""

    list_display = ("at", "reference", "subject")
    search_fields: ClassVar[tuple[str, ...]] = ("=reference",)
    ordering = ("-at", "-pk")
    sortable_by: ClassVar[tuple[str, ...]] = ()
    fields = ("at", "reference", "subject", "body")
    readonly_fields = fields
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@start_notice("admin/contributions/mails_notice.html")
def mails_notice(user: User) -> dict[str, Any] | None:
    """Say on the start page that nobody is written to, where this installation can send no mail."""
    concerned = user.has_perm(SEE_SENT_MAILS) or user.has_perm(MODERATE)
    return {"none": True} if settings.EMAIL_BACKEND == NONE and concerned else None


@start_notice("admin/contributions/changed_notice.html")
def changed_notice(user: User) -> dict[str, Any] | None:
    """Return how many contributions their senders have changed or withdrawn since a curator has looked at them."""
    if not user.has_perm(MODERATE):
        return None
    rows = Contribution.objects.filter(changed_at__isnull=False).order_by("changed_at", "pk")
    found = list(rows.values_list("reference", "state")[: CappedPaginator.MOST + 1])
    if not found:
        return None
    return {
        "first": found[:5],
        "number": min(len(found), CappedPaginator.MOST),
        "capped": len(found) > CappedPaginator.MOST,
    }
