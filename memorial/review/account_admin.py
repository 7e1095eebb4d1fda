"""The accounts on the desk; the forms stand here because what is changed in them is written into the ledger."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import UserAdmin as StockUserAdmin
from django.contrib.auth.models import Group
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from memorial.accounts.actions import give_roles
from memorial.accounts.forms import AccountForm, NewAccountForm, OneTimePasswordForm
from memorial.accounts.models import User
from memorial.accounts.roles import roles_among
from memorial.base.forms import RowForm
from memorial.review.acts_admin import person_of
from memorial.review.ledger import Verb, record
from memorial.review.saving import WatchedAdmin

if TYPE_CHECKING:
    StockAccountAdmin = StockUserAdmin[User]
else:
    StockAccountAdmin = StockUserAdmin

# The groups of accounts are made from the table of roles, and changed nowhere else.
admin.site.unregister(Group)


@admin.register(User)
class AccountAdmin(WatchedAdmin, StockAccountAdmin):
    """An account: who, and what they may do. It is closed, never deleted; each change has its line in the ledger."""

    form = AccountForm  # type: ignore[assignment]  # an account refers to nothing that could be hidden
    add_form = NewAccountForm
    change_password_form = OneTimePasswordForm
    add_form_template = None
    fieldsets = (
        (None, {"fields": ("username", "password", "must_change_password")}),
        (_("Who it is"), {"fields": (("first_name", "last_name"), "email")}),
        (
            _("What they may do"),
            {
                "fields": ("is_active", "is_staff", "roles"),
                "description": _(
                    "Roles combine. What is changed here holds from the person's next step on. To close an account, "
                    "take away “active”."
                ),
            },
        ),
        (_("When"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (
            None,
            {
                "classes": ("wide",),
                "fields": ("username", ("first_name", "last_name"), "email", "password1", "password2", "roles"),
                "description": _("The password opens the desk once; then the person sets one that only they know."),
            },
        ),
    )
    list_display = ("username", "first_name", "last_name", "roles_held", "is_staff", "is_active", "last_login")
    list_filter = ("is_staff", "is_active")
    sortable_by = ("username",)
    ordering = ("username",)
    search_help_text = _("By name or e-mail address.")
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")

    @admin.display(description=_("roles"))
    def roles_held(self, account: User) -> str:
        return ", ".join(str(role.label) for role in roles_among(group.name for group in account.groups.all()))

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        sets = super().get_fieldsets(request, obj)
        if obj is None or obj != request.user:
            return sets
        sentence = _("Your own roles, and whether your account is open, are changed by another steward.")
        own = set(AccountForm.not_ones_own)
        return [
            (name, {**shown, "description": sentence} if own & set(shown["fields"]) else shown) for name, shown in sets
        ]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.person = person_of(request)
        return form

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_view_permission(request, obj) and within_reach(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and within_reach(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # What somebody has entered and decided keeps its author: an account is closed, not deleted.
        return False

    def save_model(self, request: HttpRequest, obj: User, form: RowForm, change: bool) -> None:
        if not change:
            obj.must_change_password = obj.is_staff = True
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        give_roles(user=form.instance, roles=form.cleaned_data["roles"])
        record_account(form, by=person_of(request), opened=not change)

    @transaction.atomic
    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:  # noqa: A002  # named so by the stock view
        """Give somebody a password that opens the desk once; one's own is changed by whoever knows the present one."""
        person = person_of(request)
        account = self.get_object(request, unquote(id))
        if account == person:
            return HttpResponseRedirect(reverse("admin:password_change"))
        answer: HttpResponse = super().user_change_password(request, id, form_url)
        # The stock view leads on only after it has set the password.
        if account is not None and isinstance(answer, HttpResponseRedirect):
            record(Verb.PASSWORD_SET, by=person, about=("user", str(account.pk)), detail={"one_time": True})
        return answer


def within_reach(request: HttpRequest, account: User | None) -> bool:
    """Return whether a person may look after an account: a superuser's is looked after by superusers alone."""
    return account is None or not account.is_superuser or person_of(request).is_superuser


def record_account(form: Any, *, by: User, opened: bool) -> None:
    """Write the one line about an account that was opened or changed; none when nothing was."""
    about = ("user", str(form.instance.pk))
    before, after = form.initial.get("roles", []), form.cleaned_data["roles"]
    fields = sorted(set(form.changed_data) - {"roles"})
    detail = {"fields": fields} if fields else {}
    if "is_active" in fields:
        detail["is_active"] = form.instance.is_active
    if opened:
        record(Verb.ACCOUNT_OPENED, by=by, about=about, detail={"roles": after})
    elif set(before) != set(after):
        record(Verb.ROLES_CHANGED, by=by, about=about, detail={"before": before, "after": after, **detail})
    elif fields:
        record(Verb.ACCOUNT_EDITED, by=by, about=about, detail=detail)
