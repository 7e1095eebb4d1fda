"""What is told in Dublin Core: names as pages have them, and nothing that a page would keep back."""

import pytest

from memorial.models import Memorial
from tests.exchange.harvest.headers import words_of
from tests.factories import (
    add_name,
    consent_to,
    make_asset,
    make_figure,
    make_person,
    make_place,
    make_source,
    make_testimony,
)
from tests.permanent_ids import words_beside_ids

pytestmark = pytest.mark.django_db


def test_person_is_told_with_all_spellings_and_the_span_of_the_life(memorial: Memorial) -> None:
    texts = {"en": {"summary": "Synthetic summary"}, "ru": {"summary": "Unreviewed", "state": "unreviewed"}}
    person = make_person(given="Synthetic", family="One", birth="1953-06-24", death="1992-02-26", texts=texts)
    add_name(person, given="Синтетическая", family="Один", language="ru", script="Cyrl")
    assert words_of(person) == [
        ("title", "Synthetic One"),
        ("title", "Синтетическая Один"),
        ("type", "Text"),
        ("type", "Person"),
        ("description", "Synthetic summary"),
        ("coverage", "1953-06-24/1992-02-26"),
        ("language", "en"),
    ]


def test_living_person_is_told_as_lists_do(memorial: Memorial) -> None:
    person = make_person(given="Synthetic", family="Alive", birth="1953-06-24", living="yes", fate="survived")
    add_name(person, given="Other", family="Spelling", language="az")
    assert words_of(person) == [("title", "Synthetic Alive"), ("type", "Text"), ("type", "Person")]


@pytest.mark.parametrize(("birth", "death"), [("1950/1952", "1992"), ("1950", "1992-02-25/1992-02-27"), ("1950", "")])
def test_life_whose_ends_are_not_plain_has_no_span(memorial: Memorial, birth: str, death: str) -> None:
    assert "coverage" not in dict(words_of(make_person(birth=birth, death=death)))


def test_what_stands_behind_a_note_in_one_language_is_told_in_none(memorial: Memorial) -> None:
    texts = {"en": {"summary": "Zqsummary", "content_note": "Synthetic note"}, "az": {"summary": "Zqxülasə"}}
    for entry in (make_person(texts=texts), make_testimony(texts=texts), make_source(texts=texts)):
        assert "zq" not in words_beside_ids(str(words_of(entry)))
    shown = {"en": {"caption": "Synthetic caption", "shown": "Zqshown"}}
    assert "Zqshown" not in str(words_of(make_asset(grade="distressing", texts=shown)))
    assert ("description", "Zqshown") in words_of(make_asset(texts=shown))


@pytest.mark.parametrize(
    ("naming", "told"),
    [("full", "Zqname Vqfamily"), ("initials", "Z. V."), ("pseudonym", "Swallow"), ("anonymous", "")],
)
def test_narrator_is_named_as_the_strictest_consent_allows(memorial: Memorial, naming: str, told: str) -> None:
    texts = {"en": {"role": "Synthetic nurse", "summary": "Synthetic summary"}}
    testimony = make_testimony(basis="consent", narrator_name="Zqname Vqfamily", texts=texts)
    consent_to(testimony)
    consent_to(testimony, purpose="research", naming=naming, pseudonym="Swallow")
    source = make_source(title="Zqname tells")
    testimony.citations.create(source=source, fact="narrator")
    words = dict(words_of(testimony))
    assert words.get("creator", "") == told
    assert words["title"] == (told or "Synthetic nurse")
    assert naming == "full" or "Zqname" not in str(words)


def test_source_that_is_not_public_is_not_named(memorial: Memorial) -> None:
    shown, hidden = make_source(title="Synthetic source"), make_source(title="Zqsource", status="draft")
    testimony = make_testimony()
    for source in (shown, hidden):
        testimony.citations.create(source=source)
    scan = make_asset(source=hidden, received_as="zqfile.jpg", supplied_by="Zqgiver", terms="Zqterms")
    assert [value for name, value in words_of(testimony) if name == "source"] == ["Synthetic source"]
    assert "zq" not in words_beside_ids(str(words_of(scan)))


def test_number_is_told_with_its_limit_and_who_states_it(memorial: Memorial) -> None:
    texts = {"en": {"subject": "killed", "stated_by": "Synthetic body"}, "ka": {"subject": "sub", "stated_by": "body"}}
    told = words_of(make_figure(low=161, qualifier="at_least", stated="1993", texts=texts))
    assert ("description", "killed: at least 161") in told and ("creator", "Synthetic body") in told
    assert ("description", "sub: at least 161") in told and ("date", "1993") in told


def test_place_is_told_with_its_point_and_asset_with_its_rights(memorial: Memorial) -> None:
    told = words_of(make_place("Synthetic town", latitude="39.9", longitude="46.8", other_names="One; Two"))
    assert ("coverage", "east=46.8000; north=39.9000") in told and ("title", "Two") in told
    rights = "https://creativecommons.org/licenses/by/4.0/"
    assert dict(words_of(make_asset(rights=rights, kind="audio")))["rights"] == rights
