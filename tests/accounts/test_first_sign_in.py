"""The first sign-in: a one-time password opens the desk only as far as the form for a new one."""

import pytest
from django.test import Client
from django.urls import reverse

from memorial.accounts.actions import set_password
from memorial.models import Memorial, User
from tests.review.filling import address, messages_of, send

ONE_TIME = "synthetic one-time words"
OWN = "synthetic words of my own"


@pytest.fixture
def newcomer(memorial: Memorial) -> User:
    """A curator who has not signed in yet."""
    user = User.objects.create_superuser(username="newcomer")
    return set_password(user=user, password=ONE_TIME, one_time=True)


def sign_in(browser: Client, password: str) -> str:
    """Sign in through the real page and return the address of the page that opens at last."""
    answer = browser.post(
        "/admin/login/?next=/admin/", {"username": "newcomer", "password": password, "next": "/admin/"}, follow=True
    )
    return answer.redirect_chain[-1][0] if answer.redirect_chain else "/admin/login/"


def change(browser: Client, old: str, new: str) -> object:
    return browser.post(
        reverse("admin:password_change"), {"old_password": old, "new_password1": new, "new_password2": new}
    )


@pytest.mark.usefixtures("newcomer")
def test_first_sign_in_leads_to_a_new_password_and_nowhere_else() -> None:
    browser = Client()
    door = reverse("admin:password_change")
    assert sign_in(browser, ONE_TIME) == door
    for url in ("/admin/", "/admin/memorial/person/", "/admin/memorial/person/add/", "/admin/dates/?text=1954"):
        assert browser.get(url)["Location"] == door
    assert "opens the desk once" in browser.get(door).content.decode()


def test_new_password_opens_the_desk_and_clears_the_flag(newcomer: User) -> None:
    browser = Client()
    sign_in(browser, ONE_TIME)
    change(browser, ONE_TIME, OWN)
    newcomer.refresh_from_db()
    assert not newcomer.must_change_password
    assert newcomer.check_password(OWN)
    assert browser.get("/admin/").status_code == 200
    assert sign_in(Client(), OWN) == "/admin/"


def test_one_time_password_cannot_be_kept(newcomer: User) -> None:
    browser = Client()
    sign_in(browser, ONE_TIME)
    change(browser, ONE_TIME, ONE_TIME)
    newcomer.refresh_from_db()
    assert newcomer.must_change_password
    assert browser.get("/admin/").status_code == 302


def test_newcomer_can_sign_out_again(newcomer: User) -> None:
    browser = Client()
    sign_in(browser, ONE_TIME)
    assert browser.post("/admin/logout/").status_code == 200


def test_password_set_by_somebody_else_opens_the_desk_once(steward_browser: Client, curator: User) -> None:
    url = reverse("admin:auth_user_password_change", args=[curator.pk])
    steward_browser.post(url, {"password1": OWN, "password2": OWN, "usable_password": "true", "set-password": "1"})
    curator.refresh_from_db()
    assert curator.check_password(OWN)
    assert curator.must_change_password


def test_new_account_must_set_its_own_password(steward_browser: Client) -> None:
    send(steward_browser, address(User, "add"), username="synthetic", password1=ONE_TIME, password2=ONE_TIME)
    assert User.objects.get(username="synthetic").must_change_password


def test_account_is_closed_and_not_deleted(steward_browser: Client, curator: User) -> None:
    assert steward_browser.get(address(User, "delete", curator.pk)).status_code == 403
    answer = send(steward_browser, address(User, "change", curator.pk), is_active="")
    assert answer.status_code == 302
    curator.refresh_from_db()
    assert not curator.is_active


def test_accounts_are_not_for_curators(curator_browser: Client) -> None:
    assert curator_browser.get(address(User, "changelist")).status_code == 403


@pytest.mark.usefixtures("newcomer")
def test_new_password_leads_on_to_the_desk() -> None:
    browser = Client()
    sign_in(browser, ONE_TIME)
    fields = {"old_password": ONE_TIME, "new_password1": OWN, "new_password2": OWN}
    page = browser.post(reverse("admin:password_change"), fields, follow=True)
    assert page.redirect_chain[-1][0] == "/admin/"
    assert messages_of(page) == ["Your password was changed."]


@pytest.mark.usefixtures("newcomer")
def test_weak_password_is_refused_where_it_was_first_typed() -> None:
    browser = Client()
    sign_in(browser, ONE_TIME)
    fields = {"old_password": ONE_TIME, "new_password1": "1234", "new_password2": "1234"}
    errors = browser.post(reverse("admin:password_change"), fields).context["form"].errors
    assert list(errors) == ["new_password1"]
    assert any("at least 12 characters" in sentence for sentence in errors["new_password1"])
