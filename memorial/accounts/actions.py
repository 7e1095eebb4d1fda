"""What may be done with accounts."""

import secrets
from dataclasses import dataclass

from django.db import transaction

from memorial.accounts.models import User
from memorial.base.public_ids import LETTERS


@dataclass(frozen=True)
class FirstCurator:
    """The account that a new installation opens with; the password is known here and nowhere else."""

    username: str
    one_time_password: str


def one_time_password() -> str:
    """Return a password to be typed once: 16 random letters (80 bits) in groups that are easily read out."""
    groups = ["".join(secrets.choice(LETTERS) for _letter in range(4)) for _group in range(4)]
    return "-".join(groups)


@transaction.atomic
def create_first_curator() -> FirstCurator | None:
    """Open the first account and return it with its one-time password; nothing when there is an account already."""
    if User.objects.exists():
        return None
    curator = User(username="curator", is_staff=True, is_superuser=True, must_change_password=True)
    password = one_time_password()
    curator.set_password(password)
    curator.full_clean()
    curator.save()
    return FirstCurator(curator.username, password)


@transaction.atomic
def set_password(*, user: User, password: str, one_time: bool = False) -> User:
    """Set a password and return the account; a one-time password must be changed at the next sign-in."""
    user.set_password(password)
    user.must_change_password = one_time
    user.full_clean()
    user.save(update_fields=["password", "must_change_password"])
    return user
