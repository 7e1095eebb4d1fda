"""The cast of the tests: each test says who acts."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Permission
from django.core.cache import cache
from django.test import Client
from django.utils import translation

from memorial.models import Memorial, MemorialTranslation, User


@pytest.fixture(autouse=True)
def plain_start() -> Iterator[None]:
    """Begin each test in English and with nothing kept."""
    cache.clear()
    with translation.override("en"):
        yield


@pytest.fixture
def memorial(db: None) -> Memorial:
    """A memorial with its day; synthetic."""
    row = Memorial.objects.create(day_of_remembrance="--02-26", occurred="1992-02-26")
    MemorialTranslation.objects.create(entry=row, language="en", title="Synthetic Memorial", subtitle="For tests")
    return row


def staff(username: str, *verbs: str) -> User:
    """Return a member of staff who may do these things with every kind of entry."""
    user = User.objects.create_user(username=username, password="synthetic pass phrase", is_staff=True)
    permissions = Permission.objects.filter(content_type__app_label="memorial").exclude(content_type__model="user")
    for verb in verbs:
        user.user_permissions.add(*permissions.filter(codename__startswith=f"{verb}_"))
    return user


def signed_in(user: User) -> Client:
    """Return a browser in which a person has signed in."""
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def visitor(memorial: Memorial) -> Client:
    """Somebody who reads: no account, no cookie."""
    return Client()


@pytest.fixture
def relative(memorial: Memorial) -> Client:
    """Somebody whose family is in the record: no account either."""
    return Client()


@pytest.fixture
def contributor(memorial: Memorial) -> User:
    """Writes drafts and submits them; publishes nothing."""
    return staff("contributor", "add", "change", "view")


@pytest.fixture
def curator(memorial: Memorial) -> User:
    """Reviews, publishes, withdraws."""
    return staff("curator", "add", "change", "view", "delete", "publish")


@pytest.fixture
def steward(memorial: Memorial) -> User:
    """Looks after accounts and settings."""
    return User.objects.create_superuser(username="steward", password="synthetic pass phrase")


@pytest.fixture
def contributor_browser(contributor: User) -> Client:
    return signed_in(contributor)


@pytest.fixture
def curator_browser(curator: User) -> Client:
    return signed_in(curator)


@pytest.fixture
def steward_browser(steward: User) -> Client:
    return signed_in(steward)
