"""Testimonies name their narrator as far as they may, and stand behind their content note."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from memorial.base.initials import initials
from memorial.models import Consent, Person, Testimony, TestimonyCitation
from memorial.public import testimonies
from memorial.review.status import Status
from tests.factories import (
    add_picture,
    make_event,
    make_household,
    make_person,
    make_place,
    make_source,
    make_testimony,
)

HIDDEN = [Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN]
GRAVE = {"en": {"summary": "A grave summary", "text": "A grave text", "content_note": "a synthetic death"}}


def listing(visitor: Client, query: str = "", language: str = "en") -> str:
    response = visitor.get(f"/{language}/testimonies/{query}")
    assert response.status_code == 200
    return response.content.decode()


def page(visitor: Client, testimony: Testimony, language: str = "en") -> str:
    response = visitor.get(f"/{language}/testimonies/{testimony.public_id}/")
    assert response.status_code == 200
    return response.content.decode()


def test_list_shows_narrator_form_date_and_summary(visitor: Client) -> None:
    make_testimony(
        narrator_name="Synthetic Narrator", given="1992-03", texts={"en": {"summary": "A summary", "role": "nurse"}}
    )
    html = listing(visitor)
    for words in ("Synthetic Narrator", "nurse", "published account", "March 1992", "A summary"):
        assert words in html


def test_summary_behind_a_content_note_is_not_in_the_list(visitor: Client) -> None:
    make_testimony(texts=GRAVE)
    html = listing(visitor)
    assert "a synthetic death" in html
    assert "A grave" not in html


def test_content_note_of_another_language_still_guards(visitor: Client) -> None:
    texts = {"en": {"content_note": "a synthetic death"}, "az": {"summary": "Qrave xülasə"}}
    testimony = make_testimony(texts=texts)
    assert "Qrave" not in listing(visitor, language="az")
    html = page(visitor, testimony, "az")
    assert html.index("a synthetic death") < html.index("Qrave")


@pytest.mark.parametrize("status", HIDDEN)
def test_testimony_that_is_not_public_is_not_shown(visitor: Client, status: Status) -> None:
    testimony = make_testimony(narrator_name="Synthetic Hidden", status=status)
    assert "Synthetic Hidden" not in listing(visitor)
    response = visitor.get(testimony.get_absolute_url())
    assert response.status_code == (410 if status == Status.WITHDRAWN else 404)
    assert "Synthetic Hidden" not in response.content.decode()


def test_narrator_of_the_record_is_linked_only_when_public(visitor: Client) -> None:
    shown, hidden = make_person(given="Shown"), make_person(given="Hiddenperson", status=Status.DRAFT)
    first, second = make_testimony(narrator=shown), make_testimony(narrator=hidden)
    assert f'href="{shown.get_absolute_url()}"' in page(visitor, first)
    html = page(visitor, second) + listing(visitor)
    assert "Hiddenperson" not in html
    assert "anonymous" in html


def test_role_stands_for_a_narrator_without_a_name(visitor: Client) -> None:
    testimony = make_testimony(anonymous=True, texts={"en": {"role": "Synthetic nurse", "summary": "x"}})
    assert '<h1 class="name" lang="en" dir="ltr">Synthetic nurse</h1>' in page(visitor, testimony)


def test_testimony_that_was_given_here_is_not_said_to_lack_a_source(visitor: Client) -> None:
    assert "No source is recorded" in page(visitor, make_testimony())
    assert "No source is recorded" not in page(visitor, consented("full"))


def consented(naming: str, **fields: Any) -> Testimony:
    testimony = make_testimony(narrator_name="Synthetic Full Name", basis=Testimony.Basis.CONSENT)
    given: dict[str, Any] = {"purpose": "publish", "given": True, "audience": "public", "naming": naming}
    Consent.objects.create(testimony=testimony, **(given | fields))
    return testimony


@pytest.mark.parametrize(
    ("naming", "fields", "shown"),
    [
        ("full", {}, "Synthetic Full Name"),
        ("initials", {}, "S. F. N."),
        ("pseudonym", {"pseudonym": "Synthetic Swallow"}, "Synthetic Swallow"),
        ("anonymous", {}, "anonymous"),
    ],
)
def test_narrator_is_named_as_the_consent_says(
    visitor: Client, naming: str, fields: dict[str, Any], shown: str
) -> None:
    html = page(visitor, consented(naming, **fields)) + listing(visitor)
    assert shown in html
    assert ("Full Name" in html) == (shown == "Synthetic Full Name")


@pytest.mark.every_case
@pytest.mark.parametrize(
    "fields",
    [
        {"given": None},
        {"given": False},
        {"audience": "curators"},
        {"audience": "researchers"},
        {"withdrawn_at": timezone.now()},
        {"paused_at": timezone.now()},
        {"valid_from": "2999"},
        {"valid_until": "1999"},
        {"purpose": "research"},
    ],
)
def test_testimony_without_a_consent_that_stands_is_shown_nowhere(visitor: Client, fields: dict[str, Any]) -> None:
    testimony = consented("full", **fields)
    assert visitor.get(testimony.get_absolute_url()).status_code == 404
    assert testimony.public_id not in listing(visitor)
    assert not testimony.is_public


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Synthetic Full Name", "S. F. N."),
        ("Zaxarov Anar Elşad oğlu", "Z. A. E."),
        ("Əliyeva Günel İsa QIZI", "Ə. G. İ."),
        ("Синтетов Анвар Мамед оглы", "С. А. М."),
        ("Synthetic-Hyphen Xatirə", "S.-H. X."),
        ("(Anvar) “Zaur” O'Name", "A. Z. O."),
        ("I\u0307sa 2", "İ."),
        ("оглы", ""),
    ],
)
def test_initials_are_the_first_letters_of_a_name_in_any_script(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_name_of_initials_alone_that_has_no_letters_is_not_told(visitor: Client) -> None:
    testimony = consented("initials")
    Testimony.objects.filter(pk=testimony.pk).update(narrator_name="2 -")
    assert '<h1 class="name" lang="en" dir="ltr">anonymous</h1>' in page(visitor, testimony)


def test_source_of_a_name_that_is_not_told_is_not_told_either(visitor: Client) -> None:
    testimony = consented("initials")
    TestimonyCitation.objects.create(entry=testimony, fact="narrator", source=make_source(title="Zqnames them"))
    assert "Zqnames" not in page(visitor, testimony)
    testimony.consents.update(naming="full")
    assert "Zqnames" in page(visitor, testimony)


def test_content_note_stands_before_the_text(visitor: Client) -> None:
    html = page(visitor, make_testimony(texts=GRAVE))
    assert html.index("a synthetic death") < html.index("<details>") < html.index("A grave text")
    assert 'href="#past"' in html
    assert "A grave summary" not in html
    assert "A grave" not in html[: html.index("<body")]


def test_text_without_a_note_stands_open(visitor: Client) -> None:
    html = page(visitor, make_testimony(texts={"en": {"text": "A *synthetic* text"}}, language="ru"))
    assert "<p>A <em>synthetic</em> text</p>" in html
    assert 'class="grave"' not in html
    assert "Russian" in html


def test_summary_alone_is_called_a_summary(visitor: Client) -> None:
    html = page(visitor, make_testimony("A synthetic summary"))
    assert "Summary of the testimony" in html
    assert "The full text is not kept here." in html


def test_page_names_what_it_speaks_of_and_only_what_is_public(visitor: Client) -> None:
    testimony = make_testimony(given="1992", given_place=make_place("Given here"))
    for status, word in ((Status.PUBLISHED, "Shown"), (Status.DRAFT, "Secret")):
        testimony.people.add(make_person(given=word, status=status))
        testimony.places.add(make_place(f"{word} place", status=status))
        testimony.events.add(make_event(f"{word} event", status=status))
    html = page(visitor, testimony)
    for words in ("Shown Synthetic", "Shown place", "Shown event", "Given here"):
        assert words in html
    assert "Secret" not in html


def test_page_names_its_sources(visitor: Client) -> None:
    testimony = make_testimony()
    source = make_source(title="Synthetic book")
    for fact in ("", "narrator", "given", "text"):
        TestimonyCitation.objects.create(entry=testimony, fact=fact, source=source, locator="p. 5")
    html = page(visitor, testimony)
    assert "Synthetic book" in html
    assert "p. 5" in html
    assert 'href="#ref-1-narrator"' in html
    assert 'href="#ref-1-given"' not in html


def test_pages_lead_through_all_testimonies(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(testimonies, "PAGE_SIZE", 1)
    first = make_testimony(narrator_name="Synthetic A")
    make_testimony(narrator_name="Synthetic B")
    assert "Synthetic B" not in listing(visitor)
    assert "Synthetic A" not in listing(visitor, f"?after={first.public_id}")


def test_empty_list_is_said(visitor: Client) -> None:
    assert "No testimony has been published yet." in listing(visitor)


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_however_many_rows(
    visitor: Client, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(rows):
        make_testimony(narrator=make_person())
    with django_assert_num_queries(4):
        listing(visitor)


@pytest.mark.parametrize("rows", [1, 3])
def test_page_costs_the_same_however_much_it_speaks_of(
    visitor: Client, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    testimony = make_testimony(narrator=make_person(), given_place=make_place())
    for _ in range(rows):
        person = make_person()
        testimony.people.add(person)
        testimony.places.add(make_place())
        testimony.events.add(make_event())
        TestimonyCitation.objects.create(entry=testimony, source=make_source())
        for one in (person, testimony):
            add_picture(one)
    with django_assert_num_queries(11):
        page(visitor, testimony)


@pytest.mark.parametrize("language", ["az", "en", "ru", "tr"])
def test_testimonies_render_in_every_language(visitor: Client, language: str) -> None:
    testimony = make_testimony(texts=GRAVE)
    assert f'<html lang="{language}"' in page(visitor, testimony, language)
    assert f'<html lang="{language}"' in listing(visitor, language=language)


def test_pages_set_no_cookie_and_do_not_vary_by_one(visitor: Client) -> None:
    person: Person = make_person()
    make_household(members=(person,))
    testimony = make_testimony()
    paths = ["/en/", "/en/people/", person.get_absolute_url(), "/en/families/", "/en/testimonies/"]
    for path in [*paths, testimony.get_absolute_url()]:
        response = visitor.get(path)
        assert response.status_code == 200
        assert not response.cookies
        assert "Cookie" not in response.headers.get("Vary", "")
        assert response.content.decode().count("<script src=") == 1, "the one file that helps with the search"


def test_words_of_another_language_are_marked_and_said_so(visitor: Client) -> None:
    words = {"role": "ممرضة", "content_note": "ملاحظة", "text": "نص تجريبي"}
    testimony = make_testimony(narrator_name="Synthetic Narrator", texts={"ar": words})
    html = page(visitor, testimony)
    assert 'In this text: <span lang="ar" dir="rtl">ملاحظة</span>.' in html
    assert html.index("ملاحظة") < html.index("In Arabic; there is no English text yet.") < html.index("<details>")
    assert "Some of these words are in another language: Arabic." in html
    assert "In Arabic; there is no English text yet." in listing(visitor)


def test_translation_of_a_note_says_that_it_is_not_reviewed(visitor: Client) -> None:
    testimony = make_testimony(texts=GRAVE)
    testimony.translations.update(state="unreviewed")
    assert listing(visitor).count("Translation not yet reviewed.") == 1
    assert page(visitor, testimony).count("Translation not yet reviewed.") == 2
