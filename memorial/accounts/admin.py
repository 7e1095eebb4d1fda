"""The desk's forms for accounts: one for each person, with what they may do given by groups."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as StockUserAdmin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from memorial.accounts.forms import OneTimePasswordForm
from memorial.accounts.models import User
from memorial.base.admin import DeskAdmin
from memorial.base.forms import RowForm

if TYPE_CHECKING:
    StockAccountAdmin = StockUserAdmin[User]
else:
    StockAccountAdmin = StockUserAdmin


@admin.register(User)
class AccountAdmin(DeskAdmin, StockAccountAdmin):
    """An account: who, and what they may do."""

    change_password_form = OneTimePasswordForm
    fieldsets = (
        (None, {"fields": ("username", "password", "must_change_password")}),
        (_("Who it is"), {"fields": (("first_name", "last_name"), "email")}),
        (
            _("What they may do"),
            {
                "fields": ("is_active", "is_staff", "groups", "is_superuser"),
                "description": _("Only staff can sign in. What they may do is said by their groups."),
            },
        ),
        (_("When"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (
            None,
            {
                "classes": ("wide",),
                "fields": ("username", "password1", "password2"),
                "description": _("The password opens the desk once; then the person sets one that only they know."),
            },
        ),
    )
    list_display = ("username", "first_name", "last_name", "is_staff", "is_active", "last_login")
    list_filter = ("is_staff", "is_active")
    sortable_by = ("username",)
    ordering = ("username",)
    search_help_text = _("By name or e-mail address.")
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")

    def save_model(self, request: HttpRequest, obj: User, form: RowForm, change: bool) -> None:
        if not change:
            obj.must_change_password = True
        super().save_model(request, obj, form, change)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # What somebody has entered and decided keeps its author: an account is closed, not deleted.
        return False
