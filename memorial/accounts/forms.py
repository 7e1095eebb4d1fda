"""The forms by which accounts are opened and changed, and their passwords set."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.forms import AdminPasswordChangeForm, PasswordChangeForm, UserChangeForm, UserCreationForm
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from memorial.accounts.actions import is_last_steward, set_password
from memorial.accounts.models import User
from memorial.accounts.roles import Role, rights_of, roles_among

if TYPE_CHECKING:
    PasswordFormForOthers = AdminPasswordChangeForm[User]
    StockAccountForm = UserChangeForm[User]
    StockNewAccountForm = UserCreationForm[User]
else:
    PasswordFormForOthers, StockAccountForm = AdminPasswordChangeForm, UserChangeForm
    StockNewAccountForm = UserCreationForm


class SignInForm(AdminAuthenticationForm):
    """The door of the desk."""

    error_messages = {
        **AdminAuthenticationForm.error_messages,
        "invalid_login": gettext_lazy(
            "This name and this password do not open the desk. Write both again; capital letters count. "
            "If you have forgotten the password, the person who looks after the accounts can give you a new one."
        ),
    }


class NewPasswordForm(PasswordChangeForm):
    """A person's own new password."""

    def clean_new_password1(self) -> str:
        password: str = self.cleaned_data["new_password1"]
        if self.user.check_password(password):
            raise ValidationError(_("This is the password you have now. Choose another one."), code="same_password")
        return password

    def validate_password_for_user(self, user: User, password_field_name: str = "new_password1") -> None:  # noqa: S107  # a field's name
        # What is wrong with a password is said where it is first typed, not at its repetition.
        super().validate_password_for_user(user, "new_password1")

    def save(self, commit: bool = True) -> Any:
        return set_password(user=self.user, password=self.cleaned_data["new_password1"])


class OneTimePasswordForm(PasswordFormForOthers):
    """A password given to somebody by another person; it opens the desk once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # There is no other way to sign in: an account that is to stay shut is closed, not left without a password.
        self.fields.pop("usable_password", None)
        for field in self.fields.values():
            field.required = True

    def save(self, commit: bool = True) -> Any:
        return set_password(user=self.user, password=self.cleaned_data["password1"], one_time=True)


def role_choices() -> list[tuple[str, str]]:
    """Return the roles to choose from, each with what it may do in the words of the table."""
    return [
        (role.value, format_html("<b>{}</b>: {}", role.label, "; ".join(str(right.label) for right in rights_of(role))))
        for role in Role
    ]


class RolesField(forms.MultipleChoiceField):
    """The roles of an account, as boxes to tick."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self) -> None:
        super().__init__(label=gettext_lazy("Roles"), required=False, choices=role_choices, initial=list)


class NewAccountForm(StockNewAccountForm):
    """An account that is opened for somebody, with a password that opens the desk once."""

    roles = RolesField()


class AccountForm(StockAccountForm):
    """An account as a steward changes it; nobody changes what they may do themselves."""

    #: Who fills in the form.
    person: User | None = None
    #: What somebody else must change.
    not_ones_own = ("roles", "is_active", "is_staff")

    roles = RolesField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = (group.name for group in self.instance.groups.all())
        self.initial["roles"] = [role.value for role in roles_among(names)]
        if self.instance == self.person:
            for name in self.not_ones_own:
                self.fields[name].disabled = True

    def clean(self) -> dict[str, Any]:
        row: dict[str, Any] = super().clean() or self.cleaned_data
        stays = row.get("is_active") and row.get("is_staff") and Role.STEWARD in row.get("roles", ())
        if not stays and is_last_steward(self.instance):
            raise ValidationError(
                _("Nobody else could look after the accounts then. Make somebody else a steward first."),
                code="last_steward",
            )
        return row
