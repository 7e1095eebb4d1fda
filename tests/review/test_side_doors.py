"""What a stock admin tells of a hidden entry, and the desk does not: to the same person, asked in the same way."""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType

from memorial.base.admin import ChildRows, DeskAdmin
from memorial.models import Household, IntroductionSource, Kinship, LedgerLine, Memorial, Person, Place, Testimony, User
from memorial.review.admin import EntryAdmin
from memorial.review.models import Entry
from memorial.review.status import Status
from tests.conftest import signed_in
from tests.factories import make_household, make_person, make_place, make_source, make_testimony
from tests.review.filling import address, filled
from tests.review.stock_admin import Visit, stock, tells, with_stock_rights

pytestmark = pytest.mark.urls("tests.review.stock_admin")

HIDDEN: dict[str, dict[str, Any]] = {
    "withdrawn": {"status": Status.WITHDRAWN},
    "restricted": {"status": Status.DRAFT, "restricted": True},
}


@pytest.fixture(params=list(HIDDEN))
def how(request: pytest.FixtureRequest) -> dict[str, Any]:
    """How the entry is hidden from the person who asks."""
    return HIDDEN[request.param]


@pytest.fixture
def insider(contributor: User) -> User:
    """A contributor who has, besides, every permission that a stock admin asks for."""
    return with_stock_rights(contributor)


@pytest.fixture
def visit(insider: User) -> Visit:
    """The same person at both sites."""
    return Visit(signed_in(insider))


def draft_person(**fields: Any) -> Person:
    """Make a draft that the person who asks may see and change."""
    return make_person(given="Visible", **{"status": Status.DRAFT, **fields})


def test_no_admin_goes_around_the_one_base() -> None:
    for model, desk in admin.site._registry.items():
        assert isinstance(desk, DeskAdmin), model
        assert isinstance(desk, EntryAdmin) or not issubclass(model, Entry), model
        for inline in desk.inlines:
            assert issubclass(inline, ChildRows), inline
            assert not (inline.raw_id_fields or inline.autocomplete_fields), inline
        assert not (desk.raw_id_fields or desk.autocomplete_fields or desk.date_hierarchy), model
        columns = [one for one in desk.list_filter if isinstance(one, str)]
        assert not any("__" in name or desk.opts.get_field(name).is_relation for name in columns), model


def test_desk_offers_no_stock_deletion_of_many(visit: Visit) -> None:
    assert "delete_selected" in [name for name, _action in stock.actions]
    assert "delete_selected" not in [name for name, _action in admin.site.actions]


def test_choices_of_a_form(visit: Visit, how: dict[str, Any]) -> None:
    hidden = make_place("Unsaid", **how)
    assert tells(visit.stock(Person, "add/"), hidden)
    assert not tells(visit.desk(Person, "add/"), hidden)


def test_reference_that_the_address_fills_in(visit: Visit, how: dict[str, Any]) -> None:
    hidden = make_place("Unsaid", **how)
    for name in ("residence", "birthplace"):
        asked = {name: hidden.pk}
        assert tells(visit.stock(Person, "add/", asked), hidden)
        words = visit.desk(Person, "add/", asked)
        assert not tells(words, hidden)
        assert "(not open to you)" not in words
    narrator = make_person(given="Unsaid", **how)
    assert "(not open to you)" not in visit.desk(Testimony, "add/", {"people": narrator.pk})


def test_filters_of_a_list(visit: Visit, how: dict[str, Any]) -> None:
    hidden = make_place("Unsaid", **how)
    make_person(residence=hidden)
    make_person(residence=make_place())
    assert tells(visit.stock(Person, ""), hidden)
    assert not tells(visit.desk(Person, ""), hidden)


def test_columns_of_a_list(visit: Visit, how: dict[str, Any]) -> None:
    hidden = make_place("Unsaid", **how)
    draft_person(residence=hidden)
    assert tells(visit.stock(Person, ""), hidden)
    words = visit.desk(Person, "")
    assert not tells(words, hidden)
    assert "(not open to you)" in words


def test_order_of_a_list(visit: Visit, how: dict[str, Any]) -> None:
    hidden, known = make_place("Unsaid", **how), make_place("Middle")
    one, other = draft_person(residence=hidden), draft_person(residence=known)
    found: dict[str, set[Any]] = {"stock": set(), "desk": set()}
    for name in ("Aaa Unsaid", "Zzz Unsaid"):
        Place.objects.filter(pk=hidden.pk).update(label=name)
        hidden.translations.update(name=name)
        for column in range(1, 8):
            for site, ask in (("stock", visit.stock), ("desk", visit.desk)):
                words = ask(Person, "", {"o": column})
                first = words.index(f"/person/{one.pk}/change/") < words.index(f"/person/{other.pk}/change/")
                found[site].add((column, first))
    assert len(found["desk"]) == 7
    assert len(found["stock"]) > 7


@pytest.mark.every_case
@pytest.mark.parametrize("term", ["unsaid", "id", "", "pk"])
def test_answers_to_what_is_typed_into_a_reference(visit: Visit, how: dict[str, Any], term: str) -> None:
    hidden = make_place("Unsaid", **how)
    asked = {"app_label": "memorial", "model_name": "person", "field_name": "residence"}
    asked["term"] = {"id": hidden.public_id, "pk": str(hidden.pk)}.get(term, term)
    if term != "pk":
        assert tells(visit.stock(None, "autocomplete/", asked), hidden)
    words = visit.desk(None, "autocomplete/", asked)
    assert not tells(words, hidden)
    assert "results" in words
    nothing = visit.desk(None, "autocomplete/", asked | {"term": "no such place"})
    assert term == "" or words.replace(asked["term"], "") == nothing.replace("no such place", "")


def test_pages_of_what_is_typed_into_a_reference(visit: Visit, how: dict[str, Any]) -> None:
    hidden = [make_place(f"Unsaid {number}", **how) for number in range(3)]
    for number in range(20):
        make_place(f"Known {number}")
    asked = {"app_label": "memorial", "model_name": "person", "field_name": "residence", "term": ""}
    assert '"more": true' in visit.stock(None, "autocomplete/", asked)
    words = visit.desk(None, "autocomplete/", asked)
    assert '"more": false' in words
    assert not any(tells(words, one) for one in hidden)
    assert visit.browser.get("/admin/autocomplete/", asked | {"page": "2"}).status_code == 404


def test_label_beside_a_raw_key(visit: Visit, how: dict[str, Any]) -> None:
    hidden = make_place("Unsaid", **how)
    form = f"{draft_person(birthplace=hidden).pk}/change/"
    assert tells(visit.stock(Person, form), hidden)
    words = visit.desk(Person, form)
    assert not tells(words, hidden)
    assert "(not open to you)" in words


def test_confirmation_of_a_deletion_that_others_stand_against(visit: Visit, insider: User, how: dict[str, Any]) -> None:
    place = make_place("Visible", status=Status.DRAFT, created_by=insider)
    hidden = make_person(given="Unsaid", residence=place, **how)
    assert tells(visit.stock(Place, f"{place.pk}/delete/"), hidden)
    for post in (False, True):
        words = visit.desk(Place, f"{place.pk}/delete/", {"post": "yes"}, post=post)
        assert not tells(words, hidden)
        assert "other entries that refer to it" in words


def test_confirmation_of_a_deletion_that_takes_others_along(
    visit: Visit, insider: User, how: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    hidden = make_person(given="Unsaid", **how)
    person = draft_person(created_by=insider)
    Kinship.objects.create(person=person, kind="parent", relative=hidden)
    # A row that names both of its ends, as most models have it.
    monkeypatch.setattr(Kinship, "__str__", lambda tie: f"{tie.person} → {tie.relative}")
    assert tells(visit.stock(Person, f"{person.pk}/delete/"), hidden)
    assert not tells(visit.desk(Person, f"{person.pk}/delete/"), hidden)
    assert not tells(visit.desk(Person, f"{person.pk}/delete/", {"post": "yes"}, post=True), hidden)
    assert not Person.objects.filter(pk=person.pk).exists()


def test_heading_of_a_row_in_a_form(visit: Visit, how: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    hidden = make_person(given="Unsaid", **how)
    person = draft_person()
    Kinship.objects.create(person=person, kind="parent", relative=hidden)
    Kinship.objects.create(person=make_person(given="Unsaid", **how), kind="parent", relative=person)
    household = make_household(status=Status.DRAFT, members=(hidden,))
    assert tells(visit.stock(Person, f"{person.pk}/change/"), hidden)
    assert tells(visit.stock(Household, f"{household.pk}/change/"), hidden)
    for kind, row in ((Person, person), (Household, household)):
        words = visit.desk(kind, f"{row.pk}/change/")
        assert not tells(words, hidden)
        assert "(not open to you)" in words


def test_read_only_rows_of_a_form(contributor: User, memorial: Memorial, how: dict[str, Any]) -> None:
    contributor.user_permissions.add(Permission.objects.get(codename="view_introductionsource"))
    reader = Visit(signed_in(contributor))
    hidden, known = make_source(title="Unsaid", **how), make_source(title="Synthetic known")
    for source in (hidden, known):
        IntroductionSource.objects.create(memorial=memorial, source=source)
    assert tells(reader.stock(Memorial, f"{memorial.pk}/change/"), hidden)
    words = reader.desk(Memorial, f"{memorial.pk}/change/")
    assert not tells(words, hidden)
    assert "Synthetic known" in words


def test_log_of_what_was_done(visit: Visit, insider: User, how: dict[str, Any]) -> None:
    place = make_place("Unsaid", status=Status.DRAFT, created_by=insider)
    visit.stock(Place, f"{place.pk}/change/", {"kind": "town", "other_names": "Changed"}, post=True)
    Place.objects.filter(pk=place.pk).update(**how)
    place.refresh_from_db()
    place.refresh()
    assert LogEntry.objects.get().object_repr == "Unsaid"
    assert tells(visit.stock(None, ""), place)
    assert tells(visit.stock(Place, f"{place.pk}/history/"), place)
    assert not tells(visit.desk(None, ""), place)
    assert not tells(visit.desk(Place, f"{place.pk}/history/"), place)


def test_log_after_a_deletion(visit: Visit, insider: User) -> None:
    one, other = (make_place(name, status=Status.DRAFT, created_by=insider) for name in ("Unsaid", "Unheard"))
    visit.stock(Place, f"{one.pk}/delete/", {"post": "yes"}, post=True)
    assert tells(visit.stock(None, ""), one)
    LogEntry.objects.all().delete()
    visit.desk(Place, f"{other.pk}/delete/", {"post": "yes"}, post=True)
    assert not Place.objects.exists()
    assert not LogEntry.objects.exists()
    assert not tells(visit.desk(None, ""), other)
    assert LedgerLine.objects.get(verb="deleted").entry == other.public_id


def test_desk_writes_nothing_into_the_stock_log(visit: Visit, insider: User, steward: User, curator: User) -> None:
    browser = visit.browser
    browser.post(address(Place, "add"), filled(browser.get(address(Place, "add"))) | {"kind": "town"})
    place = Place.objects.get()
    browser.post(address(Place, "change", place.pk), filled(browser.get(address(Place, "change", place.pk))))
    browser.post(address(Place, "changelist"), {"action": "submit", "_selected_action": [place.pk], "post": "yes"})
    keys = signed_in(steward)
    form = address(User, "change", curator.pk)
    keys.post(form, filled(keys.get(form)) | {"first_name": "Synthetic"})
    curator.refresh_from_db()
    assert curator.first_name == "Synthetic"
    words = {"password1": "synthetic other phrase", "password2": "synthetic other phrase", "usable_password": "true"}
    assert keys.post(f"/admin/memorial/user/{curator.pk}/password/", words).status_code == 302
    own = {"old_password": "synthetic pass phrase"}
    own |= {"new_password1": "synthetic other phrase", "new_password2": "synthetic other phrase"}
    assert browser.post("/admin/password_change/", own).status_code == 302
    assert not LogEntry.objects.exists()


def test_way_to_the_page_of_an_entry(visit: Visit, how: dict[str, Any]) -> None:
    hidden = make_person(given="Unsaid", **how)
    kind = ContentType.objects.get_for_model(Person).pk
    stock_answer = visit.browser.get(f"/admin/stock/r/{kind}/{hidden.pk}/")
    assert "unsaid" in stock_answer["Location"]
    answer = visit.browser.get(f"/admin/r/{kind}/{hidden.pk}/")
    nothing = visit.browser.get(f"/admin/r/{kind}/{hidden.pk + 1000}/")
    assert (answer.status_code, answer.content) == (nothing.status_code, nothing.content) == (404, nothing.content)


def test_names_that_are_a_confidence_stand_in_no_label(visit: Visit) -> None:
    testimony = make_testimony(narrator_name="Unsaid", status=Status.DRAFT)
    consent = testimony.consents.create(purpose="publish")
    place = make_place("Unsaid", status=Status.DRAFT, restricted=True)
    for row in (testimony, consent, place):
        assert "Unsaid" not in str(row)
    assert testimony.public_id in str(testimony)
    assert place.public_id in str(place)
