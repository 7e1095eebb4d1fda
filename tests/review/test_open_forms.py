"""Open forms: each form that can be saved is noted when it is opened, and colleagues see who has it open."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from memorial.models import Memorial, OpenForm, Person, SentMail, User
from memorial.review.saving import WatchedAdmin
from memorial.review.status import Status
from tests.factories import MAKERS, add_name, make_person, make_source
from tests.review.filling import address, filled, problems, send


@pytest.fixture
def person(memorial: Memorial) -> Person:
    return make_person(status=Status.DRAFT)


def form_of(entry: Any) -> str:
    return address(type(entry), "change", entry.pk)


def test_every_form_of_the_desk_is_watched() -> None:
    ours = [one for one in admin.site._registry.values() if one.model._meta.app_label == "memorial"]
    # A mail that was kept is only read.
    changed = [one for one in ours if one.model is not SentMail]
    assert len(changed) >= len(MAKERS) + 2
    assert [one for one in changed if not isinstance(one, WatchedAdmin)] == []


@pytest.mark.parametrize("model", MAKERS, ids=lambda model: model.__name__)
def test_opened_form_remembers_what_it_would_send(curator_browser: Client, model: type[Any]) -> None:
    make: Any = MAKERS[model]
    page = curator_browser.get(form_of(make(status=Status.DRAFT)))
    shown = {name: values for name, values in OpenForm.objects.get().shown.items() if any(values)}
    sent = {name: value for name, value in filled(page).items() if name != "open_form" and value not in ("", [])}
    lists = {name: value if isinstance(value, list) else [value] for name, value in sent.items()}
    assert {name: values for name, values in shown.items() if "__prefix__" not in name and name != "_about"} == {
        name: [str(value) for value in values] for name, values in lists.items()
    }


def test_form_carries_its_token(curator_browser: Client, person: Person) -> None:
    page = curator_browser.get(form_of(person))
    assert f'name="open_form" value="{OpenForm.objects.get().token}"' in page.content.decode()


def test_form_that_is_only_read_is_not_noted(contributor_browser: Client) -> None:
    contributor_browser.get(form_of(make_person(status=Status.IN_REVIEW)))
    assert not OpenForm.objects.exists()


def test_colleagues_see_who_has_it_open(
    curator_browser: Client, second_curator_browser: Client, person: Person, second_curator: User
) -> None:
    second_curator_browser.get(form_of(person))
    assert "has this open" not in second_curator_browser.get(form_of(person)).content.decode()
    for page in (form_of(person), address(Person, "review", person.pk)):
        assert f"{second_curator.known_as} has this open since" in curator_browser.get(page).content.decode()


def test_who_has_saved_has_it_open_no_more(
    curator_browser: Client, second_curator_browser: Client, person: Person
) -> None:
    second_curator_browser.get(form_of(person))
    assert send(second_curator_browser, form_of(person), birth="1951").status_code == 302
    assert "has this open" not in curator_browser.get(form_of(person)).content.decode()


def test_form_opened_long_ago_is_nobodys_work(
    curator_browser: Client, second_curator_browser: Client, person: Person
) -> None:
    second_curator_browser.get(form_of(person))
    OpenForm.objects.update(opened_at=timezone.now() - timedelta(hours=9))
    assert "has this open" not in curator_browser.get(form_of(person)).content.decode()


def test_notes_of_last_week_are_cleared_on_the_way(curator_browser: Client, person: Person) -> None:
    curator_browser.get(form_of(person))
    OpenForm.objects.update(opened_at=timezone.now() - timedelta(days=8))
    curator_browser.get(form_of(person))
    assert OpenForm.objects.count() == 1


def test_password_is_never_noted(steward_browser: Client, curator: User) -> None:
    steward_browser.get(address(User, "change", curator.pk))
    steward_browser.get(address(User, "add"))
    assert not [
        row for row in OpenForm.objects.all() if "password" in str(row.shown).replace("must_change_password", "")
    ]
    assert curator.password not in str(list(OpenForm.objects.values()))


def queries_of(browser: Client, person: Person) -> tuple[int, int]:
    """Return what opening and saving a form of a person costs in questions that are about open forms."""
    with CaptureQueriesContext(
        connection,
    ) as opening:
        data = filled(browser.get(form_of(person)))
    with CaptureQueriesContext(connection) as saving:
        answer = browser.post(form_of(person), data | {"birth": "1951"})
    assert answer.status_code == 302, problems(answer)
    return tuple(sum("openform" in one["sql"] for one in asked) for asked in (opening, saving))  # type: ignore[return-value]


def test_watching_costs_the_same_however_much_stands_on_the_form(curator_browser: Client) -> None:
    costs, numbers = [], []
    for rows in (1, 3):
        person = make_person(status=Status.DRAFT)
        for number in range(rows):
            add_name(person, given=f"More {number}", family="Synthetic", preferred=False)
            person.citations.create(fact="birth", source=make_source(), says="Synthetic")
        costs.append(queries_of(curator_browser, person))
        with CaptureQueriesContext(connection) as asked:
            curator_browser.get(form_of(person))
        numbers.append(len(asked))
    assert costs[0] == costs[1]
    assert numbers[0] == numbers[1]
