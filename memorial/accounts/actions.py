"""What may be done with accounts."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import Group
from django.db import transaction

from memorial.accounts.models import User
from memorial.accounts.roles import Role, make_roles
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
    """Open the first account and return it with its one-time password; nothing when there is an account already.

    It has every role and is no superuser: what it does is bound by the same rules as everybody's work after it.
    """
    if User.objects.exists():
        return None
    if Group.objects.filter(name__in=Role.values).count() < len(Role):
        make_roles()
    curator = User(username="curator", is_staff=True, must_change_password=True)
    password = one_time_password()
    curator.set_password(password)
    curator.full_clean()
    curator.save()
    give_roles(user=curator, roles=Role.values)
    return FirstCurator(curator.username, password)


@transaction.atomic
def set_password(*, user: User, password: str, one_time: bool = False) -> User:
    """Set a password and return the account; a one-time password must be changed at the next sign-in."""
    user.set_password(password)
    user.must_change_password = one_time
    user.full_clean()
    user.save(update_fields=["password", "must_change_password"])
    return user


@transaction.atomic
def give_roles(*, user: User, roles: Iterable[str]) -> User:
    """Give an account these roles and no other, and return it; they hold from its next request on."""
    user.groups.set(Group.objects.filter(name__in=[Role(role).value for role in roles]))
    return user


def is_last_steward(user: User) -> bool:
    """Return whether nobody else could look after the accounts; to be asked in the transaction that changes them."""
    # Held, so that of two stewards who close each other's accounts at one time the second is told.
    Group.objects.select_for_update().filter(name=Role.STEWARD).first()
    stewards = User.objects.filter(groups__name=Role.STEWARD, is_active=True, is_staff=True)
    return list(stewards.values_list("pk", flat=True)[:2]) == [user.pk]
