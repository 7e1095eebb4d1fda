"""Hidden entries: who may know of them, and that to everybody else they do not exist."""

import re
from typing import Any

import pytest
from django.test import Client

from memorial.accounts.roles import Role
from memorial.models import DeskRow, Kinship, LedgerLine, Person, Place, Testimony, User
from memorial.review.actions import open_copy
from memorial.review.acts import ACTS
from memorial.review.models import Entry
from memorial.review.status import Status
from memorial.review.withdrawal import withdraw
from tests.conftest import signed_in, staff
from tests.factories import MAKERS, keep_version, make_person, make_place, make_source, make_testimony
from tests.review.filling import address, messages_of, send
from tests.review.stock_admin import Visit, tells, with_stock_rights

pytestmark = pytest.mark.urls("tests.review.stock_admin")

C, U, K, S = Role.CONTRIBUTOR, Role.CURATOR, Role.KEEPER, Role.STEWARD
PARTS: list[tuple[Role, ...]] = [(), (C,), (U,), (K,), (S,), (C, K), (U, K), (K, S), (C, U, K, S)]
#: How an entry can stand; of the entry itself, and (where there is one) of the entry that it is a copy of.
STANDS: dict[str, tuple[dict[str, Any], dict[str, Any] | None]] = {
    "draft": ({"status": Status.DRAFT}, None),
    "in review": ({"status": Status.IN_REVIEW}, None),
    "published": ({"status": Status.PUBLISHED}, None),
    "withdrawn": ({"status": Status.WITHDRAWN}, None),
    "restricted draft": ({"status": Status.DRAFT, "restricted": True}, None),
    "restricted in review": ({"status": Status.IN_REVIEW, "restricted": True}, None),
    "restricted withdrawn": ({"status": Status.WITHDRAWN, "restricted": True}, None),
    "copy of published": ({"status": Status.DRAFT}, {"status": Status.PUBLISHED}),
    "copy of withdrawn": ({"status": Status.DRAFT}, {"status": Status.WITHDRAWN}),
    "copy of restricted": ({"status": Status.IN_REVIEW}, {"status": Status.DRAFT, "restricted": True}),
}
OPEN = {"draft", "in review", "published", "copy of published"}
WITHDRAWN = {"withdrawn", "copy of withdrawn"}
RESTRICTED = {"restricted draft", "restricted in review", "copy of restricted"}


def expected(roles: tuple[Role, ...]) -> set[str]:
    """Return which entries somebody with these roles may know of."""
    known = set(OPEN) if roles else set()
    known |= WITHDRAWN if {U, S} & set(roles) else set()
    known |= RESTRICTED if K in roles else set()
    return known | ({"restricted withdrawn"} if K in roles and {U, S} & set(roles) else set())


def stand(model: type[Any]) -> dict[str, Entry]:
    """Make an entry of a kind for each way in which one can stand."""
    make: Any = MAKERS[model]
    made = {}
    for name, (fields, live) in STANDS.items():
        more = {"copy_of": make(**live)} if live else {}
        made[name] = make(**fields, **more)
        made[name].refresh()
    return made


@pytest.mark.every_case
@pytest.mark.usefixtures("memorial")
@pytest.mark.parametrize("model", MAKERS, ids=lambda model: model.__name__)
def test_rule_says_the_same_of_rows_of_one_entry_and_on_the_desk(model: type[Any]) -> None:
    made = stand(model)
    keys = {entry.pk: name for name, entry in made.items()}
    for roles in PARTS:
        user = staff("-".join(roles) or "nobody", *roles)
        rows = {keys[key] for key in model.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True)}
        one_by_one = {name for name, entry in made.items() if entry.is_visible_to(user)}
        kind = DeskRow.objects.visible_to(user).filter(kind=model._meta.model_name, object_id__in=keys)
        on_the_desk = {keys[key] for key in kind.values_list("object_id", flat=True)}
        assert rows == one_by_one == on_the_desk == expected(roles), roles


HIDDEN: dict[str, dict[str, Any]] = {
    "withdrawn": {"status": Status.WITHDRAWN},
    "restricted": {"status": Status.DRAFT, "restricted": True},
}
THERE, MISSING = 555555, 777777


@pytest.fixture(params=list(HIDDEN))
def how(request: pytest.FixtureRequest) -> dict[str, Any]:
    """How the entry is hidden from a contributor."""
    return HIDDEN[request.param]


@pytest.fixture
def visit(contributor: User) -> Visit:
    """A contributor with all that a stock admin asks for."""
    return Visit(signed_in(with_stock_rights(contributor)))


def same(words: str, key: int) -> str:
    """Return an answer with one key as any other."""
    return re.sub(rf"\b{key}\b", "KEY", words)


@pytest.mark.parametrize("model", [Person, Place, Testimony], ids=lambda model: model.__name__)
@pytest.mark.parametrize("what", ["change", "review", "edit", "history", "delete"])
@pytest.mark.parametrize("post", [False, True])
def test_address_of_a_hidden_entry_answers_like_one_that_does_not_exist(
    visit: Visit, how: dict[str, Any], model: type[Any], what: str, post: bool
) -> None:
    make: Any = MAKERS[model]
    hidden = make(pk=THERE, **how)
    if what in ("change", "history") and not post:
        assert tells(visit.stock(model, f"{hidden.pk}/{what}/"), hidden)
    words, nothing = (visit.desk(model, f"{key}/{what}/", {"post": "yes"}, post=post) for key in (THERE, MISSING))
    assert same(words, THERE) == same(nothing, MISSING)
    assert not tells(words, hidden)
    assert model.objects.filter(pk=THERE).exists()
    assert not LedgerLine.objects.exists()


@pytest.mark.every_case
@pytest.mark.parametrize("act", ACTS)
def test_act_on_a_hidden_entry_answers_like_one_that_does_not_exist(
    visit: Visit, how: dict[str, Any], act: str
) -> None:
    make_person(pk=THERE, given="Unsaid", **how)
    sent = {"note": "Synthetic note", "reason": "privacy", "version": "1", "seen": "0"}
    words, nothing = (visit.desk(Person, f"{key}/acts/{act}/", sent, post=True) for key in (THERE, MISSING))
    assert same(words, THERE) == same(nothing, MISSING)
    assert "Synthetic note" in words or "404" in words[:4]
    assert not LedgerLine.objects.exists()


@pytest.mark.every_case
@pytest.mark.parametrize("action", ["submit", "withdraw", "put_back", "take", "hand_over", "delete_selected"])
def test_list_act_on_a_hidden_entry_answers_like_one_that_does_not_exist(
    visit: Visit, how: dict[str, Any], action: str
) -> None:
    hidden = make_person(pk=THERE, given="Unsaid", **how)
    known = make_person(given="Known", status=Status.DRAFT)
    for keys in ([], [known.pk]):
        words, nothing = (
            visit.desk(Person, "", {"action": action, "_selected_action": [*keys, key]}, post=True)
            for key in (THERE, MISSING)
        )
        assert not tells(words, hidden)
        assert same(words, THERE) == same(nothing, MISSING)
    assert not LedgerLine.objects.exists()


def test_preview_of_a_hidden_entry_answers_like_one_that_does_not_exist(visit: Visit, how: dict[str, Any]) -> None:
    hidden = make_person(given="Unsaid", **how)
    words = visit.ask(f"/en/preview/person/{hidden.public_id}/")
    nothing = visit.ask("/en/preview/person/000000000000/")
    assert words.replace(hidden.public_id, "000000000000") == nothing


def test_search_finds_nothing_of_a_hidden_entry(visit: Visit, how: dict[str, Any]) -> None:
    hidden = make_person(given="Unsaid", **how)
    for asked in ("Unsaid", hidden.public_id, str(hidden.pk)):
        words = visit.desk(Person, "", {"q": asked})
        assert not tells(words.replace(asked, ""), hidden)
        assert "/change/" not in words
    assert tells(visit.stock(Person, "", {"q": "Unsaid"}), hidden)


@pytest.mark.every_case
@pytest.mark.parametrize(
    "question",
    [
        {"label__startswith": "%s"},
        {"withdrawal_reason__startswith": "%s"},
        {"residence__label__startswith": "%s"},
        {"created_by__password__startswith": "%s"},
        {"residence": "%s"},
        {"residence__id__exact": "%s"},
        {"id__exact": "%s"},
        {"status__startswith": "%s"},
    ],
    ids=lambda question: next(iter(question)),
)
def test_question_in_an_address_is_answered_by_no_list(visit: Visit, question: dict[str, str]) -> None:
    draft = make_person(given="Visible", status=Status.DRAFT, withdrawal_reason="privacy")
    asked = [dict.fromkeys(question, guess) for guess in ("S", "X", "1", str(draft.pk))]
    answers = {visit.desk(Person, "", one)[:3] for one in asked}
    assert answers == {"400"}
    if "label__startswith" in question:
        right, wrong = (visit.stock(Person, "", {"label__startswith": guess}) for guess in ("Synthetic, V", "X"))
        assert ("Visible" in right, "Visible" in wrong) == (True, False)


def test_questions_that_ride_along_are_not_asked(visit: Visit, how: dict[str, Any]) -> None:
    hidden = make_place("Unsaid", **how)
    draft = make_person(given="Visible", residence=hidden, status=Status.DRAFT)
    for carried in ("residence__label__startswith=U", "residence__label__startswith=X"):
        words = visit.desk(Person, f"{draft.pk}/change/", {"_changelist_filters": carried})
        assert words.startswith("200")
        assert not tells(words, hidden)
    assert "Visible" in visit.desk(Person, "", {"e": "1"})


@pytest.mark.parametrize("field", ["label", "status", "narrator_name", "nothing"])
def test_form_is_reached_by_the_key_alone(visit: Visit, field: str) -> None:
    testimony = make_testimony(narrator_name="Unsaid", status=Status.DRAFT)
    asked = {"_to_field": field, "_popup": "1"}
    for what in (f"{testimony.pk}/change/", f"{testimony.pk}/delete/", "add/"):
        words = visit.desk(Testimony, what, asked)
        assert words.startswith(("400", "403")), what
        assert not tells(words, testimony)
    assert send(visit.browser, address(Testimony, "change", testimony.pk), **asked).status_code == 400


def test_answer_of_a_small_window_names_no_testimony(visit: Visit) -> None:
    testimony = make_testimony(narrator_name="Unsaid", status=Status.DRAFT)
    form = address(Testimony, "change", testimony.pk)
    answer = send(visit.browser, form, _popup="1")
    assert "unsaid" not in answer.content.decode().lower()
    assert testimony.public_id in answer.content.decode()


def test_hidden_entry_stands_in_no_small_window(visit: Visit, how: dict[str, Any]) -> None:
    hidden = make_place("Unsaid", **how)
    assert tells(visit.stock(Place, "", {"_popup": "1"}), hidden)
    assert not tells(visit.desk(Place, "", {"_popup": "1"}), hidden)


def test_testimony_is_named_in_its_list_alone(curator_browser: Client, contributor: User) -> None:
    testimony = keep_version(make_testimony(narrator_name="Unsaid", given="1992"))
    visit, row = Visit(curator_browser), f"{testimony.pk}/"
    assert "Unsaid" in visit.desk(Testimony, "")
    review = visit.desk(Testimony, f"{row}review/")
    heading = review[: review.index('id="content-main"')]
    assert "Unsaid" not in heading
    assert testimony.public_id in heading
    page = curator_browser.post(address(Testimony, "acts", testimony.pk, "note"), {"note": "Words"}, follow=True)
    assert messages_of(page)
    assert "Unsaid" not in " ".join(messages_of(page))
    draft = make_testimony(narrator_name="Unsaid", status=Status.DRAFT, created_by=contributor)
    deletion = Visit(signed_in(contributor)).desk(Testimony, f"{draft.pk}/delete/")
    assert "Unsaid" not in deletion
    form = signed_in(contributor).get(address(Testimony, "change", draft.pk)).content.decode()
    assert "Unsaid" not in form[: form.index("<form")]
    page = signed_in(contributor).post(address(Testimony, "delete", draft.pk), {"post": "yes"}, follow=True)
    assert "Unsaid" not in " ".join(messages_of(page))


def test_label_of_a_testimony_does_not_keep_the_name_of_a_hidden_narrator(
    curator: User, contributor_browser: Client
) -> None:
    narrator = make_person(given="Unsaid")
    testimony = make_testimony(narrator=narrator, status=Status.DRAFT)
    assert "Unsaid" in testimony.label
    withdraw(entry=narrator, by=curator, reason="privacy", note="Synthetic note")
    visit = Visit(contributor_browser)
    assert not tells(visit.desk(Testimony, ""), narrator) or narrator.public_id in visit.desk(Testimony, "")
    assert "Unsaid" not in visit.desk(Testimony, "")
    assert f"/{testimony.pk}/change/" not in visit.desk(Testimony, "", {"q": "Unsaid"})


def test_start_page_names_nothing_hidden(contributor: User, how: dict[str, Any]) -> None:
    hidden = [make(in_charge=contributor, created_by=contributor, **how) for make in (make_person, make_source)]
    for entry in hidden:
        entry.refresh()
    words = Visit(signed_in(contributor)).desk(None, "")
    assert not any(tells(words, entry) for entry in hidden)


def test_copy_of_what_was_withdrawn_is_hidden_with_it(contributor: User, curator: User, visit: Visit) -> None:
    person = keep_version(make_person(pk=THERE, given="Unsaid"))
    copy = open_copy(entry=person, by=contributor)
    assert tells(visit.desk(Person, f"{copy.pk}/change/"), copy)
    withdraw(entry=person, by=curator, reason="privacy", note="Synthetic note")
    nothing = same(visit.desk(Person, f"{MISSING}/change/"), MISSING)
    assert same(visit.desk(Person, f"{copy.pk}/change/"), copy.pk) == nothing
    assert not tells(visit.desk(None, ""), copy)
    assert tells(Visit(signed_in(curator)).desk(Person, f"{copy.pk}/change/"), copy)


def test_page_of_a_visible_entry_does_not_name_its_hidden_relatives(visit: Visit, how: dict[str, Any]) -> None:
    hidden, place = make_person(given="Unsaid", **how), make_place("Unheard", **how)
    source = make_source(title="Unwritten", **how)
    person = make_person(given="Visible", residence=place)
    Kinship.objects.create(person=person, kind="parent", relative=hidden)
    person.citations.create(source=source, fact="birth", locator="page 1")
    person.names.update(source=source)
    keep_version(person)
    copy: Any = open_copy(entry=person, by=User.objects.get(username="contributor"))
    send(visit.browser, address(Person, "change", copy.pk), birth="1954", kin__0__detail="other words")
    for key in (person.pk, copy.pk):
        for what in ("review", "history", "change"):
            words = visit.desk(Person, f"{key}/{what}/")
            for entry in (hidden, place, source):
                assert not tells(words, entry), what


def test_helpers_of_the_forms_say_nothing_of_any_entry(visit: Visit, how: dict[str, Any]) -> None:
    hidden = make_person(given="Unsaid", **how)
    for address_ in ("jsi18n/", "dates/?text=1954", f"dates/?text={hidden.pk}"):
        assert not tells(visit.desk(None, address_), hidden)
