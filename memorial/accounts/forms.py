"""The forms by which accounts are entered and their passwords set."""

from typing import TYPE_CHECKING, Any

from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.forms import AdminPasswordChangeForm, PasswordChangeForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from memorial.accounts.actions import set_password
from memorial.accounts.models import User

if TYPE_CHECKING:
    PasswordFormForOthers = AdminPasswordChangeForm[User]
else:
    PasswordFormForOthers = AdminPasswordChangeForm


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

    def save(self, commit: bool = True) -> Any:
        if not self.cleaned_data["set_usable_password"]:
            return super().save(commit)
        return set_password(user=self.user, password=self.cleaned_data["password1"], one_time=True)
