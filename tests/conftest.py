"""The cast of the tests: each test says who acts."""

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection, transaction
from django.template import Context, Engine, Template
from django.test import Client
from django.test.signals import template_rendered
from django.utils import translation
from django.utils.safestring import SafeString
from hypothesis import settings as hypothesis_settings
from pytest_django.plugin import DjangoDbBlocker

from memorial.accounts.roles import Role, make_roles
from memorial.models import Memorial, MemorialTranslation, User
from tests import empty_database, samples
from tests.media.files import use_folders

# Whole pages are made and thrown away again: looking for circles among them less often saves a seventh of the time.
gc.set_threshold(100_000, 50, 50)

# How long an example takes says how busy the machine is, and nothing of the code. Each run tries others.
hypothesis_settings.register_profile("suite", deadline=None, max_examples=50)
hypothesis_settings.load_profile("suite")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Try a sample of the many cases of a test in every run, and all of them in the slow suite."""
    samples.leave_to_the_slow_suite(items)
    for item in items:
        # A database is made only where a test says that it asks one.
        if isinstance(item, pytest.Function) and "standing" in item.fixturenames:
            item.add_marker(pytest.mark.django_db)


def pytest_collection_finish() -> None:
    """Look no more for circles among what stands until the end: modules, and thousands of tests that were collected."""
    gc.freeze()


def render_told(template: Template, context: Context) -> SafeString:
    """Render a template, and tell the test what it was rendered with if it is a whole page."""
    if context.template is template and template.engine is Engine.get_default():
        template_rendered.send(sender=template, template=template, context=context)
    return template.nodelist.render(context)


@pytest.fixture(scope="session", autouse=True)
def told_pages(django_test_environment: None) -> None:
    """Keep what whole pages were rendered with, and not what each part and each field of a form was."""
    Template._render = render_told  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def plain_start() -> Iterator[None]:
    """Begin each test in English and with nothing kept."""
    cache.clear()
    with translation.override("en"):
        yield


@pytest.fixture
def media_folders(tmp_path: Path, settings: Any) -> Path:
    """A folder of the test's own for all files: ``originals``, ``derivatives``, ``incoming`` lie in it."""
    return use_folders(settings, tmp_path)


@pytest.fixture
def memorial(db: None) -> Memorial:
    """A memorial with its day; synthetic."""
    return make_memorial()


def make_memorial() -> Memorial:
    """Make a memorial with its day; synthetic."""
    row = Memorial.objects.create(day_of_remembrance="--02-26", occurred="1992-02-26")
    MemorialTranslation.objects.create(entry=row, language="en", title="Synthetic Memorial", subtitle="For tests")
    return row


@pytest.fixture(scope="session")
def kept_database(request: pytest.FixtureRequest) -> Path | None:
    """Where an empty database is kept that all migrations have made; a server has none."""
    if connection.vendor != "sqlite":
        return None
    return empty_database.kept_in(request.config.cache.mkdir("empty_database"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None, kept_database: Path | None) -> None:
    """Let no migration run where its outcome is kept: they take ten seconds of each process."""
    if kept_database and kept_database.exists():
        connection.settings_dict["TEST"]["MIGRATE"] = False


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, kept_database: Path | None, django_db_blocker: DjangoDbBlocker) -> None:
    """Make the roles once for all tests, as every installation does when it is prepared."""
    with django_db_blocker.unblock():
        if kept_database and connection.settings_dict["TEST"]["MIGRATE"]:
            empty_database.keep(connection.connection, kept_database)
        elif kept_database:
            empty_database.fill(connection.connection, kept_database)
            ContentType.objects.clear_cache()
        make_roles()


@pytest.fixture(scope="module")
def standing(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A transaction around the tests of a module: what its own fixtures make stands for all of them, who only read."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


#: The guards of an SQLite database while they are taken away.
TAKEN_AWAY: list[str] = []


def set_guards(*, hold: bool) -> None:
    """Let the guards of the database hold, or not: what a test has kept is cleared away after it, all."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"SET session_replication_role = {'DEFAULT' if hold else 'replica'}")
        elif hold:
            while TAKEN_AWAY:
                cursor.execute(TAKEN_AWAY.pop())
        else:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'memorial_%%'")
            for name, made in cursor.fetchall():
                TAKEN_AWAY.append(made)
                cursor.execute(f'DROP TRIGGER "{name}"')


@pytest.fixture
def guards(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Have the guards hold again once everything is cleared away."""
    yield
    with django_db_blocker.unblock():
        set_guards(hold=True)


@pytest.fixture
def transactional_db(guards: None, transactional_db: None) -> Iterator[None]:
    """A database to which tests really commit; what they have written into the ledger can be cleared away too."""
    yield
    set_guards(hold=False)


def staff(username: str, *roles: Role) -> User:
    """Return a member of staff with these roles."""
    user = User.objects.create_user(username=username, password="synthetic pass phrase", is_staff=True)
    user.groups.set(Group.objects.filter(name__in=roles))
    return User.objects.get(pk=user.pk)


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
    return staff("contributor", Role.CONTRIBUTOR)


@pytest.fixture
def curator(memorial: Memorial) -> User:
    """Reviews, publishes, withdraws."""
    return staff("curator", Role.CURATOR)


@pytest.fixture
def second_curator(memorial: Memorial) -> User:
    """Another curator: nobody publishes alone what they have written."""
    return staff("second-curator", Role.CURATOR)


@pytest.fixture
def keeper(memorial: Memorial) -> User:
    """May open the confidential compartment, and writes."""
    return staff("keeper", Role.KEEPER, Role.CONTRIBUTOR)


@pytest.fixture
def steward(memorial: Memorial) -> User:
    """Looks after accounts and settings."""
    return staff("steward", Role.STEWARD)


@pytest.fixture
def contributor_browser(contributor: User) -> Client:
    return signed_in(contributor)


@pytest.fixture
def curator_browser(curator: User) -> Client:
    return signed_in(curator)


@pytest.fixture
def second_curator_browser(second_curator: User) -> Client:
    return signed_in(second_curator)


@pytest.fixture
def keeper_browser(keeper: User) -> Client:
    return signed_in(keeper)


@pytest.fixture
def steward_browser(steward: User) -> Client:
    return signed_in(steward)
