"""Corrections and requests that are opened from the page of an entry, which has to be public."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from memorial.contributions.models import Contribution
from memorial.models import Person, Testimony
from tests.contributions.keys import use_keys
from tests.factories import make_person, make_testimony
from tests.public.giving import WORDS, about, address, give, stored


@pytest.fixture(autouse=True)
def folders(settings: Any, tmp_path: Path, media_folders: Path) -> None:
    """Keep keys and files below the test's own folder."""
    use_keys(settings, tmp_path)


def test_page_of_a_person_leads_to_the_form_for_its_photographs(visitor: Client) -> None:
    person = make_person()
    page = visitor.get(person.get_absolute_url()).content.decode()
    assert all(f'href="{about(person, kind)}"' in page for kind in ("picture", "correction", "takedown"))


class TestCorrection:
    """The form that is opened from a page."""

    def test_correction_names_the_entry_and_its_facts(self, visitor: Client) -> None:
        person = make_person()
        page = visitor.get(about(person)).content.decode()
        assert person.get_absolute_url() in page
        assert all(f'value="{fact}"' in page for fact in Person.facts)

    def test_correction_is_stored_about_its_entry(self, visitor: Client) -> None:
        person = make_person()
        give(visitor, about(person), fact="birth", words="Zq 1953", known="Zq from his sister")
        row = stored()
        assert (row.about_kind, row.about) == ("person", person.public_id)
        assert row.details == {"fact": "birth", "known": "Zq from his sister"}

    @pytest.mark.parametrize("status", ["draft", "in_review"])
    def test_correction_of_what_is_not_public_does_not_exist(self, visitor: Client, status: str) -> None:
        hidden, never = make_person(status=status), address("correction", "person", "0" * 12)
        assert visitor.get(about(hidden)).status_code == visitor.get(never).status_code == 404
        answers = [visitor.post(url, {"words": WORDS}) for url in (about(hidden), never)]
        assert [answer.status_code for answer in answers] == [404, 404]
        bodies = [answer.content.decode().replace(hidden.public_id, "0" * 12) for answer in answers]
        assert bodies[0] == bodies[1]
        assert "of two paragraphs" in bodies[0]
        assert Contribution.objects.count() == 0

    def test_correction_of_what_was_withdrawn_is_gone(self, visitor: Client) -> None:
        person = make_person(status="withdrawn", withdrawn_at="2024-01-01T00:00:00Z")
        assert visitor.get(about(person)).status_code == 410
        assert b"of two paragraphs" in visitor.post(about(person), {"words": WORDS}).content

    def test_narrator_who_is_not_named_is_not_named_here(self, visitor: Client) -> None:
        testimony = make_testimony(narrator_name="Zqnarrator", anonymous=True)
        assert isinstance(testimony, Testimony)
        for kind in ("correction", "takedown"):
            page = visitor.get(address(kind, "testimony", testimony.public_id))
            assert page.status_code == 200
            assert b"Zqnarrator" not in page.content


def test_takedown_opened_from_a_page_need_not_name_it(visitor: Client) -> None:
    person = make_person()
    assert give(visitor, about(person, "takedown"), words="Zq reason").status_code == 303
    assert stored().about == person.public_id


def test_takedown_without_a_page_says_what(visitor: Client) -> None:
    assert give(visitor, address("takedown"), words="Zq reason").status_code == 422
    person = make_person()
    what = f"http://testserver{person.get_absolute_url()} (the photograph)"
    assert give(visitor, address("takedown"), words="Zq reason", what=what).status_code == 303
    assert (stored().about_kind, stored().about) == ("person", person.public_id)


def test_takedown_of_what_is_not_public_is_taken_in_words_alone(visitor: Client) -> None:
    hidden = make_person(status="draft")
    give(visitor, address("takedown"), words="Zq reason", what=f"/en/people/{hidden.public_id}/zq/")
    assert stored().about == ""
