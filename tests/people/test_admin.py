"""People and households on the desk."""

from typing import Any

import pytest
from django.test import Client

from memorial.models import Kinship, Person, PersonName
from memorial.review.status import Status
from tests.factories import add_name, make_household, make_person, make_source
from tests.review.filling import address, filled, problems, send
from tests.review.meeting import settle


def form_of(person: Person) -> str:
    return address(Person, "change", person.pk)


def saved(answer: Any) -> bool:
    """Whether the form was saved; where not, the test shows why."""
    assert not problems(answer)
    return bool(answer.status_code == 302)


def test_new_person_gets_name_label_and_places_in_the_register(curator_browser: Client) -> None:
    answer = send(
        curator_browser,
        address(Person, "add"),
        names__0__full="Synthetic Person",
        names__0__family="Synthetic",
        names__0__given="Person",
        names__0__language="en",
        names__0__preferred="on",
        birth="before 1960",
    )
    assert saved(answer)
    person = Person.objects.get()
    assert (person.label, person.birth) == ("Synthetic, Person", "../1959")


def test_unnamed_person_is_entered_by_a_description(curator_browser: Client) -> None:
    answer = send(curator_browser, address(Person, "add"), translations__1__description="Synthetic unnamed person")
    assert saved(answer)
    person = Person.objects.get()
    assert person.label == "Synthetic unnamed person"
    assert not person.names.exists()


def test_preference_passes_from_one_name_to_another_in_one_save(curator_browser: Client) -> None:
    person = make_person(status=Status.DRAFT)
    second = add_name(person, given="Second", family="Synthetic", preferred=False)
    answer = send(curator_browser, form_of(person), names__0__preferred="", names__1__preferred="on")
    assert saved(answer)
    assert PersonName.objects.get(preferred=True) == second


def test_two_preferred_names_of_one_language_are_refused_with_a_sentence(curator_browser: Client) -> None:
    person = make_person(status=Status.DRAFT)
    add_name(person, given="Second", family="Synthetic", preferred=False)
    page = send(curator_browser, form_of(person), names__1__preferred="on")
    assert "Only one name can be preferred in each language." in problems(page)


def test_same_spelling_from_one_source_is_refused_with_a_sentence(curator_browser: Client) -> None:
    person = make_person(given="Synthetic", family="Twice", status=Status.DRAFT)
    source = make_source()
    person.names.update(source=source)
    page = send(
        curator_browser,
        form_of(person),
        names__TOTAL_FORMS=2,
        names__1__full="Synthetic Twice",
        names__1__language="en",
        names__1__script="Latn",
        names__1__kind="as_written",
        names__1__source=source.pk,
    )
    assert page.status_code == 200
    assert problems(page)
    assert person.names.count() == 1


def tie(browser: Client, at: Person, side: str, **row: Any) -> Any:
    """Enter one tie on one side of a person's form."""
    changes = {f"{side}-TOTAL_FORMS": 1, **{f"{side}-0-{name}": value for name, value in row.items()}}
    return send(browser, form_of(at), **changes)


def test_tie_entered_once_stands_on_both_forms(curator_browser: Client) -> None:
    mother, child = make_person(given="Mother", status=Status.DRAFT), make_person(given="Child", status=Status.DRAFT)
    assert saved(tie(curator_browser, mother, "kin", kind="parent", relative=child.pk))
    assert Kinship.objects.get().kind_of_other(child) == "parent"
    page = curator_browser.get(form_of(child))
    sides = {str(one.formset.prefix): one.formset.initial_form_count() for one in page.context["inline_admin_formsets"]}
    assert (sides["kin"], sides["kin_of"]) == (0, 1)
    assert "Synthetic, Mother" in page.content.decode()


def test_tie_can_be_entered_from_the_other_side(curator_browser: Client) -> None:
    mother, child = make_person(given="Mother", status=Status.DRAFT), make_person(given="Child", status=Status.DRAFT)
    assert saved(tie(curator_browser, child, "kin_of", kind="parent", person=mother.pk))
    kept = Kinship.objects.get()
    assert (kept.person, kept.relative) == (mother, child)


def test_second_tie_of_two_people_is_refused_with_a_sentence(curator_browser: Client) -> None:
    one, other = make_person(status=Status.DRAFT), make_person(status=Status.DRAFT)
    Kinship.objects.create(person=one, kind="sibling", relative=other)
    page = tie(curator_browser, other, "kin", kind="sibling", relative=one.pk)
    assert "already tied to each other" in problems(page)


def test_tie_entered_on_both_sides_at_once_is_refused_with_a_sentence(curator_browser: Client) -> None:
    one, other = make_person(status=Status.DRAFT), make_person(status=Status.DRAFT)
    page = send(
        curator_browser,
        form_of(one),
        kin__0__kind="sibling",
        kin__0__relative=other.pk,
        kin_of__TOTAL_FORMS=1,
        kin_of__0__kind="sibling",
        kin_of__0__person=other.pk,
    )
    assert "already tied to each other" in problems(page)
    assert not Kinship.objects.exists()


def test_tie_entered_twice_in_one_table_is_refused_with_a_sentence(curator_browser: Client) -> None:
    one, other = make_person(status=Status.DRAFT), make_person(status=Status.DRAFT)
    rows = {
        f"kin__{row}__{name}": value for row in (0, 1) for name, value in (("kind", "sibling"), ("relative", other.pk))
    }
    page = send(curator_browser, form_of(one), kin__TOTAL_FORMS=2, **rows)
    assert "already tied to each other" in problems(page)


def test_tie_to_oneself_is_refused_with_a_sentence(curator_browser: Client) -> None:
    person = make_person(status=Status.DRAFT)
    page = tie(curator_browser, person, "kin", kind="sibling", relative=person.pk)
    assert "Nobody is their own relative" in problems(page)


def test_citation_of_a_fact_is_entered_with_the_person(curator_browser: Client) -> None:
    person, source = make_person(status=Status.DRAFT), make_source()
    answer = send(
        curator_browser,
        form_of(person),
        citations__0__fact="birth",
        citations__0__source=source.pk,
        citations__0__stance="differs",
        citations__0__value="1955",
    )
    assert saved(answer)
    assert [(row.fact, row.source, row.value) for row in person.citations.all()] == [("birth", source, "1955")]


def test_source_that_differs_must_say_what_it_states(curator_browser: Client) -> None:
    person, source = make_person(status=Status.DRAFT), make_source()
    page = send(
        curator_browser,
        form_of(person),
        citations__0__fact="birth",
        citations__0__source=source.pk,
        citations__0__stance="differs",
    )
    assert "When a source differs, write what it states instead." in problems(page)


def test_contradiction_is_refused_with_its_sentence(curator_browser: Client) -> None:
    person = make_person(status=Status.DRAFT)
    page = send(curator_browser, form_of(person), living="yes", fate="killed")
    assert "A person who was killed or died of cold is not living." in problems(page)


def test_member_is_added_to_a_household_once(curator_browser: Client) -> None:
    person = make_person()
    household = make_household(status=Status.DRAFT)
    url = address(type(household), "change", household.pk)
    assert saved(send(curator_browser, url, memberships__0__person=person.pk))
    page = send(curator_browser, url, memberships__1__person=person.pk)
    assert page.status_code == 200
    assert problems(page)
    assert list(household.members.all()) == [person]


def test_script_of_a_name_is_read_from_its_letters(curator_browser: Client) -> None:
    row = {"names__0__full": "Синтетик Нүмунә", "names__0__language": "az-Cyrl"}
    assert saved(send(curator_browser, address(Person, "add"), **row))
    assert PersonName.objects.get().script == "Cyrl"


def test_script_that_was_chosen_is_kept(curator_browser: Client) -> None:
    row = {"names__0__full": "Synthetic", "names__0__language": "en", "names__0__script": "Zyyy"}
    assert saved(send(curator_browser, address(Person, "add"), **row))
    assert PersonName.objects.get().script == "Zyyy"


def test_death_before_the_birth_is_refused_with_a_sentence(curator_browser: Client) -> None:
    form = form_of(make_person(status=Status.DRAFT))
    assert "earlier than the birth" in problems(send(curator_browser, form, birth="1954", death="24.06.1953"))
    assert saved(send(curator_browser, form, birth="about 1954", death="24.06.1953"))
    assert saved(send(curator_browser, form, birth="1953", death="1953"))


def test_refused_form_leads_to_each_place(curator_browser: Client) -> None:
    page = send(
        curator_browser,
        address(Person, "add"),
        birth="45",
        names__0__full="Synthetic",
        citations__0__source=make_source().pk,
        citations__0__stance="differs",
    ).content.decode()
    for place in ("#id_birth", "#id_names-0-language", "#citations-0"):
        assert f'<a href="{place}">' in page


def test_preferred_name_that_somebody_else_has_added_meanwhile_is_refused_with_a_sentence(
    curator_browser: Client,
) -> None:
    person = make_person(family="", status=Status.DRAFT)
    opened = filled(curator_browser.get(form_of(person)))
    add_name(person, given="Earlier", family="Synthetic")
    typed = {"names-0-full": "Later Synthetic", "names-0-language": "en", "names-0-preferred": "on"}
    page = settle(curator_browser, curator_browser.post(form_of(person), opened | typed))
    assert "Only one name can be preferred in each language." in problems(page)
    assert person.names.count() == 1


def test_spelling_without_a_source_is_recorded_once(curator_browser: Client) -> None:
    person = make_person(given="Person", status=Status.DRAFT)
    add_name(person, given="Second", family="Synthetic", preferred=False)
    page = send(curator_browser, form_of(person), names__1__full="Person Synthetic")
    assert "This spelling is already recorded from this source." in problems(page)


def test_tie_on_both_sides_is_refused_however_its_key_is_written(curator_browser: Client) -> None:
    one, other = make_person(status=Status.DRAFT), make_person(status=Status.DRAFT)
    rows: dict[str, Any] = {"kin__0__kind": "sibling", "kin__0__relative": f"0{other.pk}"}
    rows |= {"kin_of__TOTAL_FORMS": 1, "kin_of__0__kind": "sibling", "kin_of__0__person": f"0{other.pk}"}
    page = send(curator_browser, form_of(one), **rows)
    assert "already tied to each other" in problems(page)
    assert not Kinship.objects.exists()


@pytest.mark.parametrize("rows", [pytest.param("9" * 12, marks=pytest.mark.slow), "9" * 5000, "rows"])
def test_number_of_ties_that_a_form_cannot_have_is_no_work(curator_browser: Client, rows: str) -> None:
    person = make_person(status=Status.DRAFT)
    assert send(curator_browser, form_of(person), kin_of__TOTAL_FORMS=rows).status_code == 200


def test_invisible_sign_that_turns_the_writing_round_is_refused(curator_browser: Client) -> None:
    person = make_person(status=Status.DRAFT)
    for changes in ({"names__0__full": "Synthetic \u202ename"}, {"translations__1__story": "Synthetic \u202dwords"}):
        assert "turns round the direction of writing" in problems(send(curator_browser, form_of(person), **changes))
