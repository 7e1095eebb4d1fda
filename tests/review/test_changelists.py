"""The desk's lists: each costs the same however many rows it has."""

from typing import Any

import pytest
from django.contrib import admin
from django.db.models import Model
from django.test import Client

from memorial.base.paging import CappedPaginator
from memorial.models import Asset, Event, Person, Source, Testimony, User
from memorial.review.admin import EntryAdmin
from memorial.review.models import Entry
from tests.conftest import signed_in
from tests.factories import MAKERS, make_event, make_household, make_person, make_place
from tests.review.filling import address

#: Session, person, their two kinds of permission, the memorial's clock, how many (to 1,000), and the rows with what
#: they refer to.
QUERIES = 7
#: At most, to find people by a name: its words and their keys, the people who have them, and their names.
SEARCHED = 12
#: For the small pictures in the list: their texts and what is shown.
MORE: dict[type[Entry], int] = {Asset: 2}


def make(model: type[Any]) -> Any:
    """Make a row that refers to as much as its list shows."""
    if model is Person:
        return make_person(residence=make_place())
    if model is Event:
        return make_event(place=make_place())
    maker: Any = MAKERS[model]
    return maker()


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("model", MAKERS, ids=lambda model: model.__name__)
def test_list_of_entries_costs_the_same(
    curator_browser: Client, model: type[Entry], rows: int, django_assert_num_queries: Any
) -> None:
    for _row in range(rows):
        make(model)
    url = address(model, "changelist")
    curator_browser.get(url)
    with django_assert_num_queries(QUERIES + MORE.get(model, 0)):
        page = curator_browser.get(url)
    assert len(page.context["cl"].result_list) >= rows


@pytest.mark.parametrize("rows", [1, 3])
def test_list_of_accounts_costs_the_same(steward: User, rows: int, django_assert_num_queries: Any) -> None:
    for row in range(rows):
        User.objects.create_user(username=f"synthetic-{row}", password="synthetic pass phrase")
    browser = signed_in(steward)
    # Session, person, the memorial's clock, two kinds of permission, how many, the accounts, their roles.
    with django_assert_num_queries(8):
        browser.get(address(User, "changelist"))


@pytest.mark.parametrize("rows", [1, 3])
def test_search_of_people_costs_little_and_scans_no_table(
    curator_browser: Client, rows: int, django_assert_max_num_queries: Any
) -> None:
    for _row in range(rows):
        make_person(family="Synthetic-Searched")
    with django_assert_max_num_queries(QUERIES + SEARCHED) as asked:
        page = curator_browser.get(address(Person, "changelist"), {"q": "Searched"})
    # A comparison with every row would cost more the more people there are.
    assert not [one["sql"] for one in asked.captured_queries if " LIKE " in one["sql"]]
    assert len(page.context["cl"].result_list) == rows


def test_search_finds_every_spelling_and_the_permanent_id(curator_browser: Client) -> None:
    person = make_person(given="Synthetic", family="Spelling")
    person.names.create(full="Синтетика", language="ru", script="Cyrl")
    person.refresh()
    make_person()
    for asked in ("Spelling", "Синтетика", person.public_id):
        page = curator_browser.get(address(Person, "changelist"), {"q": asked})
        assert list(page.context["cl"].result_list) == [person]


@pytest.mark.parametrize(
    "asked", ["əlif", "ƏLİF", "sınaqov", "sinaqov", "SINAQOV", "сынагов", "СЫНАГОВ", "əlif сынагов"]
)
def test_search_takes_capitals_and_small_letters_of_every_alphabet(curator_browser: Client, asked: str) -> None:
    person = make_person(given="Əlif", family="Sınaqov")
    person.names.update(full="Əlif Sınaqov Сынагов")
    page = curator_browser.get(address(Person, "changelist"), {"q": asked})
    assert list(page.context["cl"].result_list) == [person]


def test_long_list_is_counted_to_a_thousand_and_says_so(
    curator_browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(CappedPaginator, "MOST", 2)
    for _row in range(3):
        make_household()
    page = curator_browser.get("/admin/memorial/household/")
    assert page.context["cl"].result_count == 2
    assert "more than 2 households" in page.content.decode()


ENTRY_ADMINS = [desk for desk in admin.site._registry.values() if issubclass(desk.model, Entry)]


@pytest.mark.parametrize("desk", ENTRY_ADMINS, ids=lambda desk: desk.model.__name__)
def test_kind_of_entry_is_built_on_the_one_base_and_scans_no_table(desk: Any) -> None:
    assert isinstance(desk, EntryAdmin)
    assert desk.date_hierarchy is None
    assert desk.paginator is CappedPaginator
    for name in desk.list_filter:
        assert desk.model._meta.get_field(name).choices


def test_every_kind_of_entry_is_on_the_desk() -> None:
    assert {desk.model for desk in ENTRY_ADMINS} == set(MAKERS)


def references(model: type[Model]) -> set[str]:
    """Return the names of the references of a model that somebody fills in."""
    fields = [*model._meta.fields, *model._meta.many_to_many]
    return {field.name for field in fields if field.is_relation and field.editable}


@pytest.mark.parametrize("model", [Person, Source, Testimony])
def test_every_reference_is_looked_up_by_typing(curator_browser: Client, model: type[Entry]) -> None:
    page = curator_browser.get(address(model, "add"))
    rendered = page.content.decode()
    forms = [page.context["adminform"].form, *(one.formset.empty_form for one in page.context["inline_admin_formsets"])]
    looked_up = 0
    for form in forms:
        for name in references(form._meta.model) & set(form.fields):
            if form.fields[name].widget.is_hidden:
                continue
            looked_up += 1
            assert f'data-field-name="{name}"' in rendered
    assert looked_up


def test_autocomplete_finds_by_label(curator_browser: Client) -> None:
    place = make_place("Synthetic Harbour")
    found = curator_browser.get(
        "/admin/autocomplete/",
        {"app_label": "memorial", "model_name": "person", "field_name": "residence", "term": "harb"},
    ).json()
    assert found["results"] == [{"id": str(place.pk), "text": "Synthetic Harbour (town)"}]


@pytest.mark.parametrize(
    "question", ["label__regex=(", "id__in=99999999999999999999", "created_by__password__startswith=a", "label=x"]
)
def test_list_answers_no_question_but_those_of_its_filters(contributor_browser: Client, question: str) -> None:
    make_person()
    assert contributor_browser.get(f"{address(Person, 'changelist')}?{question}").status_code == 400


def test_list_answers_the_questions_of_its_filters(contributor_browser: Client) -> None:
    person = make_person(fate="missing")
    make_person(fate="killed")
    page = contributor_browser.get(f"{address(Person, 'changelist')}?fate__exact=missing&status__exact=published")
    assert list(page.context["cl"].result_list) == [person]


def test_list_is_narrowed_to_what_one_has_in_charge(contributor: User, contributor_browser: Client) -> None:
    mine = make_person(in_charge=contributor)
    make_person()
    url = address(Person, "changelist")
    assert list(contributor_browser.get(f"{url}?charge=mine").context["cl"].result_list) == [mine]
    assert len(contributor_browser.get(f"{url}?charge=anything").context["cl"].result_list) == 2
    for question in ("in_charge=1", "in_charge__exact=1", "in_charge__username__startswith=a", "charge__in=1"):
        assert contributor_browser.get(f"{url}?{question}").status_code == 400


def test_list_names_no_colleague_to_choose_from(second_curator: User, contributor_browser: Client) -> None:
    make_person(in_charge=second_curator)
    assert second_curator.username not in contributor_browser.get(address(Person, "changelist")).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_list_of_what_one_has_in_charge_costs_the_same(
    curator: User, curator_browser: Client, rows: int, django_assert_num_queries: Any
) -> None:
    for _row in range(rows):
        make_person(in_charge=curator)
    with django_assert_num_queries(QUERIES):
        curator_browser.get(f"{address(Person, 'changelist')}?charge=mine")
