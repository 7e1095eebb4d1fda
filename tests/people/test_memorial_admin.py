"""The memorial's own form on the desk."""

from django.test import Client

from memorial.models import Memorial, RegisterRow, TextRow, User
from memorial.people.actions import remake_register
from tests.factories import make_person, make_place, make_source
from tests.review.filling import address, messages_of, problems, send

FORM = "/admin/memorial/memorial/1/change/"


def test_memorial_is_one_and_stays(steward_browser: Client, memorial: Memorial) -> None:
    assert steward_browser.get(address(Memorial, "add")).status_code == 403
    assert steward_browser.get(address(Memorial, "delete", memorial.pk)).status_code == 403


def test_memorial_can_be_made_where_there_is_none(steward_browser: Client, memorial: Memorial) -> None:
    memorial.delete()
    answer = send(
        steward_browser,
        address(Memorial, "add"),
        day_of_remembrance="26 February",
        occurred="26 February 1992",
        languages="en, az",
        time_zone="Asia/Baku",
        translations__1__title="Synthetic Memorial",
    )
    assert answer.status_code == 302, problems(answer)
    made = Memorial.objects.get()
    assert (made.day_of_remembrance, made.occurred, made.languages) == ("--02-26", "1992-02-26", ["en", "az"])


def test_languages_are_an_ordered_list_that_is_checked(steward_browser: Client, memorial: Memorial) -> None:
    page = send(steward_browser, FORM, languages="az, xx")
    assert "chosen from: az, en, ru, tr" in problems(page)
    page = send(steward_browser, FORM, languages="az az")
    assert "without repetition" in problems(page)
    send(steward_browser, FORM, languages="ru az\nen")
    memorial.refresh_from_db()
    assert memorial.languages == ["ru", "az", "en"]


def test_time_zone_and_day_are_checked(steward_browser: Client) -> None:
    page = send(steward_browser, FORM, time_zone="Baku", day_of_remembrance="1992")
    assert "Asia/Baku" in problems(page)
    assert "Write a month and a day" in problems(page)


def test_register_is_made_anew_when_the_languages_change(steward_browser: Client, memorial: Memorial) -> None:
    people = [make_person() for _one in range(2)]
    answer = send(steward_browser, FORM, languages="tr, en")
    page = steward_browser.get(answer["Location"])
    assert any("made anew: 2 people" in sentence for sentence in messages_of(page))
    assert set(RegisterRow.objects.values_list("language", "person")) == {
        (language, person.pk) for language in ("tr", "en") for person in people
    }


def test_register_is_left_alone_when_only_words_change(steward_browser: Client, memorial: Memorial) -> None:
    make_person()
    before = set(RegisterRow.objects.values_list("pk", flat=True))
    send(steward_browser, FORM, contact="Synthetic contact")
    assert set(RegisterRow.objects.values_list("pk", flat=True)) == before


def test_register_follows_the_time_of_what_happened(memorial: Memorial) -> None:
    person = make_person(birth="1980", fate="survived")
    assert set(RegisterRow.objects.values_list("age_group", flat=True)) == {"child"}
    Memorial.objects.update(occurred="2010")
    assert remake_register() == 1
    assert set(RegisterRow.objects.filter(person=person).values_list("age_group", flat=True)) == {"adult"}


def test_sources_of_the_introduction_stand_on_the_form(steward_browser: Client, memorial: Memorial) -> None:
    source = make_source()
    answer = send(steward_browser, FORM, introduction_sources__0__source=source.pk)
    assert answer.status_code == 302, problems(answer)
    assert [row.source for row in memorial.introduction_sources.all()] == [source]


def test_list_of_grave_words_stands_on_the_form(steward_browser: Client, memorial: Memorial) -> None:
    answer = send(steward_browser, FORM, grave_words="synthetic\n-synthetically")
    assert answer.status_code == 302, problems(answer)
    memorial.refresh_from_db()
    assert memorial.grave_words.split() == ["synthetic", "-synthetically"]


def test_one_hand_is_only_for_a_single_curator(
    steward_browser: Client, memorial: Memorial, curator: User, second_curator: User
) -> None:
    page = send(steward_browser, FORM, one_hand="on", contact="Synthetic contact")
    assert "single curator; here there are 2" in problems(page)
    assert "Synthetic contact" in page.content.decode()
    User.objects.filter(pk=second_curator.pk).update(is_active=False)
    assert send(steward_browser, FORM, one_hand="on").status_code == 302
    memorial.refresh_from_db()
    assert memorial.one_hand


def test_other_settings_can_be_saved_when_a_second_curator_has_come(
    steward_browser: Client, memorial: Memorial, curator: User, second_curator: User
) -> None:
    Memorial.objects.update(one_hand=True)
    assert send(steward_browser, FORM, contact="Synthetic contact").status_code == 302
    memorial.refresh_from_db()
    assert memorial.contact == "Synthetic contact"
    assert send(steward_browser, FORM, one_hand="").status_code == 302


def test_new_language_stands_on_the_translation_board_at_once(steward_browser: Client, memorial: Memorial) -> None:
    memorial.languages = ["en"]
    memorial.save()
    place = make_place("Synthetic town")
    send(steward_browser, FORM, languages="en, az")
    rows = TextRow.objects.filter(kind="place", object_id=place.pk)
    assert dict(rows.values_list("language", "state")) == {"en": "current", "az": "missing"}


def test_start_page_asks_for_an_address_until_there_is_one(
    memorial: Memorial, steward_browser: Client, contributor_browser: Client
) -> None:
    Memorial.objects.update(contact="")
    asked = "Visitors who want to reach the curators find no address yet."
    assert asked in steward_browser.get("/admin/").content.decode()
    assert asked not in contributor_browser.get("/admin/").content.decode()
    Memorial.objects.update(contact="curators@example.org")
    assert asked not in steward_browser.get("/admin/").content.decode()
