"""Content notes: what stands before a grave story, a step of the chronology or a report of the press."""

import pytest
from django.test import Client

from memorial.models import Source
from tests.factories import make_event, make_person, make_source

NOTE, WORDS = "a synthetic death", "Synthetic grave words"
LANGUAGES = ["az", "en", "ru", "tr"]


def page(visitor: Client, address: str) -> str:
    response = visitor.get(address)
    assert response.status_code == 200
    html = response.content.decode()
    assert WORDS not in html[: html.index("<main")]
    return html[html.index("<main") : html.index("</main")]


def is_guarded(html: str) -> bool:
    """Whether the note is read first, and the words stand closed below it, where they can be passed by."""
    past = html[html.index('<a class="button" href="#past') :].split('"')[3]
    return (
        html.count(WORDS) == 1
        and html.index(NOTE) < html.index("<details>") < html.index(WORDS) < html.index("</details>")
        and f'id="{past[1:]}"' in html
    )


@pytest.mark.parametrize("fields", [["story"], ["summary"], ["summary", "story"]])
@pytest.mark.parametrize("language", LANGUAGES)
def test_story_of_a_person_stands_behind_its_note(visitor: Client, fields: list[str], language: str) -> None:
    words = {"summary": "Short words", "story": "Long words"} | {fields[-1]: WORDS}
    texts = {"en": {"content_note": NOTE, **{field: words[field] for field in fields}}}
    person = make_person(texts=texts)
    html = page(visitor, f"/{language}/people/{person.public_id}/{person.get_absolute_url().split('/')[-2]}/")
    assert is_guarded(html)
    assert html.count("Short words") == len(fields) - 1
    assert "Short words" not in html[: html.index("<details>")]


def test_note_of_a_person_without_a_story_is_not_shown(visitor: Client) -> None:
    person = make_person(texts={"en": {"content_note": NOTE, "occupation": "synthetic teacher"}})
    assert NOTE not in page(visitor, person.get_absolute_url())


def test_sources_of_a_text_behind_a_note_are_marked(visitor: Client) -> None:
    person = make_person(texts={"en": {"content_note": NOTE, "story": WORDS, "summary": "Short words"}})
    for fact in ("story", "summary"):
        person.citations.create(fact=fact, source=make_source(title=f"Synthetic report of the {fact}"))
    html = page(visitor, person.get_absolute_url())
    assert is_guarded(html)
    for fact in ("story", "summary"):
        assert f"Synthetic report of the {fact}" in html
    assert html.count('href="#note-1"') == html.count('href="#note-2"') == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_step_of_the_chronology_stands_behind_its_note(visitor: Client, language: str) -> None:
    event = make_event(texts={"en": {"title": "Synthetic event", "summary": WORDS, "content_note": NOTE}})
    make_event(texts={"en": {"title": "Another", "summary": "Open words"}})
    html = page(visitor, f"/{language}/events/")
    assert is_guarded(html)
    assert f'id="past-{event.public_id}"' in html
    assert "Open words" not in html[html.index("<details>") : html.index("</details>")]


def test_note_in_another_language_still_guards(visitor: Client) -> None:
    texts = {"en": {"title": "Synthetic", "content_note": NOTE}, "az": {"title": "Sintetik", "summary": WORDS}}
    make_event(texts=texts)
    assert is_guarded(page(visitor, "/az/events/"))


def test_report_of_the_press_shows_its_note_in_the_list_and_its_words_on_its_page(visitor: Client) -> None:
    source = make_source(
        kind=Source.Kind.PRESS_OF_THE_TIME,
        texts={"en": {"summary": WORDS, "content_note": NOTE, "note": "How it was read"}},
    )
    html = page(visitor, "/en/sources/")
    assert NOTE in html
    assert WORDS not in html
    html = page(visitor, source.get_absolute_url())
    assert is_guarded(html)
    assert "How it was read" not in html[html.index("<details>") : html.index("</details>")]


def test_texts_without_a_note_stand_open(visitor: Client) -> None:
    person = make_person(texts={"en": {"story": WORDS}})
    make_event(texts={"en": {"title": "Synthetic", "summary": WORDS}})
    source = make_source(kind=Source.Kind.PRESS_OF_THE_TIME, texts={"en": {"summary": WORDS}})
    for address in (person.get_absolute_url(), "/en/events/", "/en/sources/", source.get_absolute_url()):
        html = page(visitor, address)
        assert WORDS in html
        assert "<details>" not in html
