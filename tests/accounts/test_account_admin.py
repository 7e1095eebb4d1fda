"""Accounts on the desk: roles as boxes, each act with one line in the ledger, and doors that stay shut."""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse

from memorial.accounts.actions import create_first_curator
from memorial.accounts.roles import Role
from memorial.models import LedgerLine, Memorial, Person, User
from memorial.review.hands import curators
from tests.conftest import signed_in, staff
from tests.review.filling import address, filled, problems, send

PASSWORD = "synthetic one-time words"


@pytest.fixture
def second_steward(memorial: Memorial) -> User:
    """Another steward: nobody changes their own roles."""
    return staff("second-steward", Role.STEWARD)


@pytest.fixture
def superuser(memorial: Memorial) -> User:
    """Somebody above all roles; daily work needs nobody of the kind."""
    return User.objects.create_superuser(username="above", password=PASSWORD)


def roles_of(user: User) -> set[str]:
    return set(user.groups.values_list("name", flat=True))


def lines() -> list[tuple[str, str, Any]]:
    """Return what the ledger says: verb, whom it is about, details."""
    return [(line.verb, line.entry, line.detail) for line in LedgerLine.objects.all()]


def form_of(user: User) -> str:
    return address(User, "change", user.pk)


def test_account_is_opened_with_roles_and_one_line(steward_browser: Client) -> None:
    answer = send(
        steward_browser,
        address(User, "add"),
        username="newcomer",
        first_name="Synthetic",
        password1=PASSWORD,
        password2=PASSWORD,
        roles=["contributor", "keeper"],
    )
    assert answer.status_code == 302, problems(answer)
    user = User.objects.get(username="newcomer")
    assert user.is_staff
    assert user.must_change_password
    assert roles_of(user) == {"contributor", "keeper"}
    assert lines() == [("account_opened", str(user.pk), {"roles": ["contributor", "keeper"]})]


def test_roles_are_changed_with_one_line_that_says_both(steward_browser: Client, contributor: User) -> None:
    send(steward_browser, form_of(contributor), roles=["contributor", "keeper"], first_name="Synthetic")
    assert roles_of(contributor) == {"contributor", "keeper"}
    detail = {"before": ["contributor"], "after": ["contributor", "keeper"], "fields": ["first_name"]}
    assert lines() == [("roles_changed", str(contributor.pk), detail)]


def test_other_fields_are_changed_with_one_line_and_nothing_with_none(
    steward_browser: Client, contributor: User
) -> None:
    send(steward_browser, form_of(contributor))
    assert lines() == []
    send(steward_browser, form_of(contributor), email="synthetic@example.org")
    assert lines() == [("account_edited", str(contributor.pk), {"fields": ["email"]})]


def test_closing_takes_effect_at_the_next_step(steward_browser: Client, curator: User, curator_browser: Client) -> None:
    assert curator_browser.get(address(Person, "changelist")).status_code == 200
    send(steward_browser, form_of(curator), is_active="")
    assert curator_browser.get(address(Person, "changelist")).status_code == 302
    assert lines() == [("account_edited", str(curator.pk), {"fields": ["is_active"], "is_active": False})]


def test_role_that_is_taken_away_is_gone_at_the_next_step(
    steward_browser: Client, curator: User, curator_browser: Client
) -> None:
    assert curator_browser.get(address(Person, "add")).status_code == 200
    send(steward_browser, form_of(curator), roles=["keeper"])
    assert curator_browser.get(address(Person, "add")).status_code == 403
    assert curator_browser.get(address(Person, "changelist")).status_code == 200
    assert lines() == [("roles_changed", str(curator.pk), {"before": ["curator"], "after": ["keeper"]})]


@pytest.mark.parametrize("change", [{"roles": ["curator"]}, {"roles": []}, {"is_active": ""}, {"is_staff": ""}])
@pytest.mark.usefixtures("second_steward")
def test_nobody_changes_what_they_may_do_themselves(
    steward_browser: Client, steward: User, change: dict[str, Any]
) -> None:
    url = form_of(steward)
    assert "are changed by another steward" in steward_browser.get(url).content.decode()
    data = {**filled(steward_browser.get(url)), "roles": ["steward"], "is_active": "on", "is_staff": "on"}
    steward_browser.post(url, {key: value for key, value in (data | change).items() if value != ""})
    steward.refresh_from_db()
    assert steward.is_active
    assert steward.is_staff
    assert roles_of(steward) == {"steward"}
    assert lines() == []


def test_another_steward_changes_them(steward: User, second_steward: User) -> None:
    send(signed_in(second_steward), form_of(steward), roles=["steward", "curator"])
    assert roles_of(steward) == {"steward", "curator"}


@pytest.mark.parametrize("change", [{"roles": ["curator"]}, {"is_active": ""}, {"is_staff": ""}])
def test_last_steward_stays(steward: User, superuser: User, change: dict[str, Any]) -> None:
    page = send(signed_in(superuser), form_of(steward), **change)
    assert "Make somebody else a steward first" in problems(page)
    steward.refresh_from_db()
    assert steward.is_active
    assert roles_of(steward) == {"steward"}
    assert lines() == []


def test_steward_who_is_closed_is_no_second_steward(steward: User, superuser: User, second_steward: User) -> None:
    User.objects.filter(pk=second_steward.pk).update(is_active=False)
    page = send(signed_in(superuser), form_of(steward), is_active="")
    assert "Make somebody else a steward first" in problems(page)


def test_only_the_four_roles_are_given(steward_browser: Client, contributor: User) -> None:
    free = Group.objects.create(name="free")
    for choice in (["free"], [str(free.pk)], ["superuser"]):
        page = send(steward_browser, form_of(contributor), roles=choice)
        assert "valid choice" in problems(page)
    assert roles_of(contributor) == {"contributor"}


def test_crafted_fields_give_no_power(steward_browser: Client, contributor: User) -> None:
    permission = Permission.objects.get(codename="publish_person")
    free = Group.objects.create(name="free")
    powers = {"is_superuser": "on", "user_permissions": [permission.pk], "groups": [free.pk], "password": "x"}
    before = User.objects.values("is_superuser", "password").get(pk=contributor.pk)
    send(steward_browser, form_of(contributor), **powers)
    assert User.objects.values("is_superuser", "password").get(pk=contributor.pk) == before
    assert not contributor.user_permissions.exists()
    assert roles_of(contributor) == {"contributor"}
    send(
        steward_browser,
        address(User, "add"),
        username="newcomer",
        password1=PASSWORD,
        password2=PASSWORD,
        usable_password="false",  # noqa: S106  # the name of a choice
        **powers,
    )
    newcomer = User.objects.get(username="newcomer")
    assert not newcomer.is_superuser
    assert newcomer.check_password(PASSWORD)
    assert not roles_of(newcomer)


def test_superuser_is_looked_after_by_superusers_alone(steward_browser: Client, superuser: User) -> None:
    password = reverse("admin:auth_user_password_change", args=[superuser.pk])
    fields = {"password1": PASSWORD + "x", "password2": PASSWORD + "x"}
    assert steward_browser.get(form_of(superuser)).status_code == 403
    assert steward_browser.post(form_of(superuser), {"username": "below"}).status_code == 403
    assert steward_browser.get(password).status_code == 403
    assert steward_browser.post(password, fields).status_code == 403
    superuser.refresh_from_db()
    assert superuser.check_password(PASSWORD)
    assert signed_in(superuser).get(form_of(superuser)).status_code == 200


def test_password_set_for_somebody_and_by_oneself_has_one_line(steward_browser: Client, contributor: User) -> None:
    url = reverse("admin:auth_user_password_change", args=[contributor.pk])
    steward_browser.post(url, {"password1": "1", "password2": "2"})
    assert lines() == []
    steward_browser.post(url, {"password1": PASSWORD, "password2": PASSWORD})
    assert lines() == [("password_set", str(contributor.pk), {"one_time": True})]
    own = "synthetic words of my own"
    fields = {"old_password": PASSWORD, "new_password1": own, "new_password2": own}
    contributor.refresh_from_db()
    signed_in(contributor).post(reverse("admin:password_change"), fields)
    assert lines()[1:] == [("password_set", str(contributor.pk), {})]
    assert LedgerLine.objects.order_by("-number")[0].actor == contributor


def test_account_is_never_left_without_a_password(steward_browser: Client, contributor: User) -> None:
    url = reverse("admin:auth_user_password_change", args=[contributor.pk])
    page = steward_browser.post(url, {"usable_password": "false", "unset-password": "1"})
    assert page.status_code == 200
    contributor.refresh_from_db()
    assert contributor.has_usable_password()


@pytest.mark.parametrize("spelling", ["%s", "0%s"])
def test_own_password_is_set_only_by_whoever_knows_the_present_one(
    steward_browser: Client, steward: User, spelling: str
) -> None:
    url = reverse("admin:auth_user_password_change", args=[spelling % steward.pk])
    answer = steward_browser.post(url, {"password1": PASSWORD, "password2": PASSWORD})
    assert answer["Location"] == reverse("admin:password_change")
    steward.refresh_from_db()
    assert not steward.check_password(PASSWORD)


def test_groups_have_no_form_of_their_own(superuser: User) -> None:
    assert Group not in admin.site._registry
    assert signed_in(superuser).get("/admin/auth/group/").status_code == 404


def test_each_role_says_what_it_may_do(steward_browser: Client, contributor: User) -> None:
    page = steward_browser.get(form_of(contributor)).content.decode()
    assert "<b>keeper</b>: read entries, drafts among them; open the confidential compartment" in page
    assert "is_superuser" not in page
    assert "user_permissions" not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_list_of_accounts_costs_the_same_for_any_number(
    steward_browser: Client, rows: int, django_assert_num_queries: Any
) -> None:
    for number in range(rows):
        staff(f"synthetic-{number}", Role.CURATOR)
    steward_browser.get(address(User, "changelist"))
    with django_assert_num_queries(8):
        page = steward_browser.get(address(User, "changelist"))
    assert "curator" in page.content.decode()


def test_first_account_has_every_role_and_is_no_superuser(memorial: Memorial) -> None:
    Group.objects.all().delete()
    first = create_first_curator()
    assert first
    user = User.objects.get(username=first.username)
    assert not user.is_superuser
    assert roles_of(user) == set(Role.values)
    assert user.has_perms(["memorial.publish_person", "memorial.change_user", "memorial.open_confidential"])
    assert curators() == {user.pk}
