"""How a translation comes to be out of date, and how it is current again."""

from typing import Any

import pytest
from django.test import Client

from memorial.models import Place, TextRow, User
from memorial.review.actions import open_copy, submit
from memorial.review.checks import findings
from memorial.review.models import Entry
from memorial.review.publication import Publication, publish
from memorial.review.snapshots import content_hash, snapshot, whole
from memorial.review.status import Status
from tests.factories import keep_version
from tests.review.filling import filled, send
from tests.review.test_board import bilingual, block, form_of


def write(browser: Client, place: Place, **words: Any) -> Any:
    """Write names by language through the form; ``still_same`` names the languages in which that is ticked."""
    page = browser.get(form_of(place))
    data = filled(page)
    for language in words.pop("still_same", []):
        data[f"{block(page, language)}-still_same"] = "on"
    data |= {f"{block(page, language)}-name": name for language, name in words.items()}
    return browser.post(form_of(place), data)


def states(place: Entry) -> dict[str, str]:
    """Return how the board sees the texts of an entry."""
    rows = TextRow.objects.filter(kind=place._meta.model_name, object_id=place.pk)
    return dict(rows.values_list("language", "state"))


def test_change_of_the_original_makes_the_others_out_of_date(curator_browser: Client) -> None:
    place = bilingual(status=Status.DRAFT)
    assert states(place)["ru"] == "current"
    write(curator_browser, place, en="Synthetic harbour, new")
    assert states(place) == {"az": "missing", "en": "current", "ru": "outdated", "tr": "missing"}


def test_form_that_changes_no_text_leaves_every_translation_as_it_is(curator_browser: Client) -> None:
    place = bilingual(status=Status.DRAFT)
    send(curator_browser, form_of(place), other_names="Synthetic alias")
    assert set(place.translations.values_list("made_from", flat=True)) == {""}
    before = content_hash(place)
    write(curator_browser, place)
    assert content_hash(place) == before


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ({"ru": "Новая гавань"}, "current"),
        ({"still_same": ["ru"]}, "current"),
        ({"tr": "Sentetik liman"}, "outdated"),
        ({"en": "Synthetic harbour, again"}, "outdated"),
        ({"en": "Synthetic harbour, again", "ru": "Новая гавань"}, "current"),
        ({"en": "Synthetic harbour, again", "still_same": ["ru"]}, "current"),
    ],
)
def test_translation_is_current_again_once_it_was_compared(
    curator_browser: Client, words: dict[str, Any], state: str
) -> None:
    place = bilingual(status=Status.DRAFT)
    write(curator_browser, place, en="Synthetic harbour, new")
    write(curator_browser, place, **words)
    assert states(place)["ru"] == state


def test_new_translation_is_a_draft_until_it_is_reviewed_and_out_of_date_after_that(curator_browser: Client) -> None:
    place = bilingual(status=Status.DRAFT)
    write(curator_browser, place, tr="Sentetik liman")
    assert states(place)["tr"] == "draft"
    page = curator_browser.get(form_of(place))
    curator_browser.post(form_of(place), filled(page) | {f"{block(page, 'tr')}-state": "reviewed"})
    assert states(place)["tr"] == "current"
    write(curator_browser, place, en="Synthetic harbour, new")
    assert states(place)["tr"] == "outdated"


def test_original_that_says_again_what_it_said_makes_translations_current(curator_browser: Client) -> None:
    place = bilingual(status=Status.DRAFT)
    write(curator_browser, place, en="Synthetic harbour, new")
    write(curator_browser, place, en="Synthetic harbour")
    assert states(place)["ru"] == "current"


def test_question_whether_it_says_the_same_is_asked_of_outdated_translations_alone(curator_browser: Client) -> None:
    place = bilingual(status=Status.DRAFT)
    assert "still_same" not in curator_browser.get(form_of(place)).content.decode()
    write(curator_browser, place, en="Synthetic harbour, new")
    page = curator_browser.get(form_of(place))
    assert page.content.decode().count("The original was changed after") == 1
    assert f'name="{block(page, "ru")}-still_same"' in page.content.decode()


def test_comparison_survives_the_working_copy_and_its_publication(
    curator: User, curator_browser: Client, second_curator: User
) -> None:
    place = keep_version(bilingual())
    copy = open_copy(entry=place, by=curator)
    write(curator_browser, copy, en="Synthetic harbour, new")  # type: ignore[arg-type]
    assert states(place)["ru"] == "current"
    published(copy, curator, second_curator)
    assert states(place)["ru"] == "outdated"
    copy = open_copy(entry=place, by=curator)
    write(curator_browser, copy, still_same=["ru"])  # type: ignore[arg-type]
    published(copy, curator, second_curator)
    assert states(place)["ru"] == "current"
    assert whole(Place, pk=place.pk).version == 3


def published(copy: Any, author: User, reviewer: User) -> None:
    """Submit and publish a working copy."""
    submit(entry=copy, by=author, note="Synthetic")
    copy = Place.objects.get(pk=copy.pk)
    warnings = [finding.name for finding in findings(whole(Place, pk=copy.pk))]
    how = Publication(seen=content_hash(copy), seen_live=content_hash(copy.copy_of), acknowledged=warnings)
    publish(entry=copy, by=reviewer, how=how)


def test_made_from_is_kept_with_the_content(curator_browser: Client) -> None:
    place = bilingual(status=Status.DRAFT)
    write(curator_browser, place, en="Synthetic harbour, new")
    texts = snapshot(whole(Place, pk=place.pk))["parts"]["translations"]
    assert {text["language"]: bool(text["made_from"]) for text in texts} == {"en": False, "ru": True}
