"""Two people change the rows of one entry: each row is known by its key, and none is lost, doubled or moved."""

import pytest

from memorial.models import Kinship
from memorial.review.conflicts import Comparison, Side
from memorial.review.status import Status
from tests.factories import add_name, make_person, make_place, make_source
from tests.review.filling import problems
from tests.review.meeting import Two, asked, draft, meet, new_name, settle


def test_translation_that_both_changed_shows_both_texts_with_the_words_marked(two: Two) -> None:
    place = make_place("Synthetic old town", status=Status.DRAFT)
    field = "translations-0-name"
    page = meet(two, place, {field: "Synthetic older town"}, {field: "Synthetic old city"})
    row = place.translations.get()
    assert asked(page) == {f"translations:{row.pk}:name": ""}
    body = page.content.decode()
    assert "<ins>older</ins>" in body
    assert "<ins>city</ins>" in body
    settle(two[0], page, **{f"translations__{row.pk}__name": "mine"})
    row.refresh_from_db()
    assert row.name == "Synthetic older town"


def test_same_language_written_by_both_is_one_text_to_choose(two: Two) -> None:
    place = make_place("Synthetic town", status=Status.DRAFT)
    page = meet(two, place, {"translations-2-name": "Мой город"}, {"translations-2-name": "Их город"})
    row = place.translations.get(language="ru")
    assert asked(page) == {f"translations:{row.pk}:name": ""}
    answer = settle(two[0], page, **{f"translations__{row.pk}__name": "mine"})
    assert answer.status_code == 302, problems(answer)
    assert set(place.translations.values_list("language", "name")) == {("en", "Synthetic town"), ("ru", "Мой город")}


def test_languages_written_by_each_are_both_kept(two: Two) -> None:
    place = make_place("Synthetic town", status=Status.DRAFT)
    page = meet(two, place, {"translations-3-name": "Sentetik"}, {"translations-2-name": "Их город"})
    assert asked(page) == {}
    assert settle(two[0], page).status_code == 302
    assert set(place.translations.values_list("language", flat=True)) == {"en", "ru", "tr"}


def test_name_that_the_other_took_away_and_i_left_alone_stays_away(two: Two) -> None:
    person = draft()
    add_name(person, given="Second", family="Synthetic")
    page = meet(two, person, {"names-1-full": "Changed Synthetic"}, {"names-0-DELETE": "on"})
    second = person.names.get()
    assert asked(page) == {f"names:{second.pk}:full": "mine"}
    answer = settle(two[0], page)
    assert answer.status_code == 302, problems(answer)
    assert [name.full for name in person.names.all()] == ["Changed Synthetic"]


@pytest.mark.parametrize(("side", "left"), [("mine", ["Changed Synthetic"]), ("kept", [])])
def test_name_that_the_other_took_away_and_i_changed_is_chosen(two: Two, side: str, left: list[str]) -> None:
    person = draft()
    name = person.names.get()
    page = meet(two, person, {"names-0-full": "Changed Synthetic"}, {"names-0-DELETE": "on"})
    assert asked(page) == {f"names:{name.pk}": ""}
    answer = settle(two[0], page, **{f"names__{name.pk}": side})
    assert answer.status_code == 302, problems(answer)
    assert [one.full for one in person.names.all()] == left


@pytest.mark.parametrize(("side", "left"), [("mine", []), ("kept", ["Changed Synthetic"])])
def test_name_that_i_took_away_and_the_other_changed_is_chosen(two: Two, side: str, left: list[str]) -> None:
    person = draft()
    name = person.names.get()
    page = meet(two, person, {"names-0-DELETE": "on"}, {"names-0-full": "Changed Synthetic"})
    assert asked(page) == {f"names:{name.pk}": ""}
    assert settle(two[0], page, **{f"names__{name.pk}": side}).status_code == 302
    assert [one.full for one in person.names.all()] == left


def test_name_that_both_took_away_is_gone_without_a_question(two: Two) -> None:
    person = draft()
    add_name(person, given="Second", family="Synthetic")
    page = meet(two, person, {"names-0-DELETE": "on"}, {"names-0-DELETE": "on"})
    assert page.status_code == 302, problems(page)
    assert [one.full for one in person.names.all()] == ["Second Synthetic"]


def test_names_that_both_added_are_both_kept(two: Two) -> None:
    person = draft()
    page = meet(two, person, new_name(person, "Mənim Sintetik"), new_name(person, "Onun Sintetik"))
    assert asked(page) == {}
    answer = settle(two[0], page)
    assert answer.status_code == 302, problems(answer)
    assert {one.full for one in person.names.all()} == {"First Synthetic", "Mənim Sintetik", "Onun Sintetik"}


def test_name_that_both_added_alike_is_kept_once(two: Two) -> None:
    person = draft()
    page = meet(two, person, new_name(person, "Бир Синтетик"), new_name(person, "Бир Синтетик"))
    # The script of the row that is kept was read from its letters.
    assert set(asked(page).values()) == {"kept"}
    assert settle(two[0], page).status_code == 302
    assert person.names.count() == 2


def test_tie_that_both_entered_is_one_to_choose(two: Two) -> None:
    person, other = draft(), make_person(status=Status.DRAFT)
    mine = {"kin-0-kind": "parent", "kin-0-relative": other.pk}
    kinds = [kind for kind in Kinship.Kind.values if kind != "parent"]
    page = meet(two, person, mine, mine | {"kin-0-kind": kinds[0]})
    tie = Kinship.objects.get()
    assert asked(page) == {f"kin:{tie.pk}:kind": ""}
    answer = settle(two[0], page, **{f"kin__{tie.pk}__kind": "mine"})
    assert answer.status_code == 302, problems(answer)
    assert Kinship.objects.get().kind == "parent"


def test_citations_and_many_rows_keep_their_own_words(two: Two) -> None:
    person = draft()
    sources = [make_source() for _number in range(3)]
    for place, source in enumerate(sources):
        person.citations.create(fact="birth", source=source, locator=f"p. {place}", says="Synthetic")
    page = meet(
        two, person, {"citations-2-locator": "p. 22"}, {"citations-0-DELETE": "on", "citations-1-locator": "p. 11"}
    )
    assert set(asked(page).values()) == {"mine", "kept"}
    answer = settle(two[0], page)
    assert answer.status_code == 302, problems(answer)
    assert [one.locator for one in person.citations.order_by("pk")] == ["p. 11", "p. 22"]


def test_merged_form_counts_its_rows_anew() -> None:
    opened = {"names-TOTAL_FORMS": ["2"], "names-INITIAL_FORMS": ["1"], "names-0-id": ["7"], "names-0-full": ["A"]}
    now = opened | {"names-INITIAL_FORMS": ["2"], "names-1-id": ["8"], "names-1-full": ["B"]}
    mine = opened | {"names-1-id": [""], "names-1-full": ["C"]}
    comparison = Comparison(opened=opened, now=now, mine=mine)
    merged = comparison.merged({one.name: Side.MINE for one in comparison.differences})
    rows = [merged.get(f"names-{place}-{field}") for place in range(3) for field in ("id", "full")]
    assert rows == [["7"], ["A"], ["8"], ["B"], [""], ["C"]]
    assert (merged["names-TOTAL_FORMS"], merged["names-INITIAL_FORMS"]) == (["3"], ["2"])
