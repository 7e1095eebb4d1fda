"""Text rows: the index keeps what visitors can read, and nothing else, from the moment at which they can."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from memorial.models import Asset, Event, Memorial, Person, Testimony
from memorial.review.clock import note_time
from memorial.review.entry_watchers import entries_changed
from memorial.review.status import Status
from memorial.search.models import TABLES, Edition
from memorial.search.text_rows import KINDS, text_rows_of
from memorial.search.texts import index_texts
from memorial.testimonies.recordings import Recording
from tests.factories import (
    add_name,
    add_picture,
    consent_to,
    make_asset,
    make_commemoration,
    make_event,
    make_figure,
    make_household,
    make_person,
    make_place,
    make_recognition,
    make_source,
    make_testimony,
)
from tests.search.test_texts import TRANSCRIPT, find, found

pytestmark = pytest.mark.usefixtures("memorial")


@pytest.mark.every_case
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_not_public_is_in_no_public_row(kind: str) -> None:
    makers: dict[str, Callable[..., Any]] = {
        "person": lambda **how: make_person(texts={"en": {"story": "heron"}}, **how),
        "testimony": lambda **how: make_testimony("heron", **how),
        "event": lambda **how: make_event("heron", **how),
        "source": lambda **how: make_source(title="heron", **how),
        "place": lambda **how: make_place("heron", **how),
        "figure": lambda **how: make_figure("heron", **how),
        "commemoration": lambda **how: make_commemoration("heron", **how),
        "recognition": lambda **how: make_recognition("heron", **how),
        "household": lambda **how: make_household("heron", **how),
        "asset": lambda **how: make_asset(texts={"en": {"caption": "heron"}}, **how),
    }
    make = makers[kind]
    shown = make()
    make(status=Status.DRAFT)
    make(status=Status.WITHDRAWN)
    make(restricted=True, status=Status.DRAFT)
    rows = TABLES[Edition.PUBLIC].texts.objects.filter(tokens__contains="heron")
    assert list(rows.values_list("kind", "object_id")) == [(kind, shown.pk)]
    assert TABLES[Edition.DESK].texts.objects.filter(tokens__contains="heron").count() == 4
    assert [hit.entry for hit in find("heron")[kind].hits] == [shown]
    type(shown).objects.filter(pk=shown.pk).update(status=Status.WITHDRAWN, withdrawn_at="2026-01-01T00:00Z")
    # Even before its rows are made anew, the gate is asked.
    assert find("heron") == {}
    shown.refresh_from_db()
    entries_changed([shown])
    assert not rows.exists()


def test_name_of_a_narrator_is_in_no_row() -> None:
    narrator = make_person(given="Secretname", family="Synthetic")
    make_testimony(texts={"en": {"role": "nurse", "text": "words"}}, narrator=narrator)
    make_testimony(texts={"en": {"role": "guide", "text": "words"}}, narrator_name="Secretname Other")
    for tables in TABLES.values():
        assert not tables.texts.objects.filter(tokens__icontains="secretname").exists()
    hits = find("words")["testimony"].hits
    assert [str(hit.title) for hit in hits] == ["nurse", "guide"]


def test_testimony_is_found_as_long_as_its_consent_stands() -> None:
    told = make_testimony("heron", basis=Testimony.Basis.CONSENT, narrator_name="Synthetic")
    assert found("heron") == []
    consent = consent_to(told)
    entries_changed([told])
    assert found("heron") == [told]
    consent.given = False
    consent.save()
    assert found("heron") == []
    entries_changed([told])
    assert not TABLES[Edition.PUBLIC].texts.objects.filter(kind="testimony").exists()


def test_recording_is_found_as_long_as_its_testimony_may_be_shown() -> None:
    told = make_testimony("heron", basis=Testimony.Basis.CONSENT, narrator_name="Synthetic")
    consent = consent_to(told)
    voice = make_asset(kind="audio", texts={"en": {"caption": "Voice", "transcript": TRANSCRIPT}})
    add_picture(told, voice)
    index_texts(Testimony, [told.pk])
    assert Recording.objects.count() == 1 and found("lantern") == [voice]
    consent.given = False
    consent.save()
    index_texts(Testimony, [told.pk])
    assert not TABLES[Edition.PUBLIC].texts.objects.filter(kind="asset").exists()


def test_recording_that_is_taken_out_of_a_testimony_that_has_yet_to_open_is_found() -> None:
    note_time()
    told = make_testimony("heron", opens_at=timezone.now() + timedelta(days=2))
    voice = make_asset(kind="audio", texts={"en": {"transcript": TRANSCRIPT}})
    add_picture(told, voice)
    entries_changed([told])
    assert found("lantern") == []
    told.pictures.all().delete()
    entries_changed([told])
    assert found("lantern") == [voice]


def tokens(entry: Any, edition: Edition = Edition.PUBLIC) -> str:
    """Return all that an edition keeps of the texts of an entry."""
    return " ".join(text_rows_of(type(entry), [entry.pk], edition).values())


def test_nothing_is_kept_that_no_page_shows() -> None:
    named = make_person(texts={"en": {"description": "heron", "occupation": "egret"}})
    add_name(named, given="Also", family="Named")
    assert "heron" not in tokens(named) and "egret" in tokens(named)
    behind = make_testimony(texts={"en": {"summary": "heron", "text": "egret", "content_note": "bittern"}})
    assert "heron" not in tokens(behind) and "egret" in tokens(behind) and "bittern" not in tokens(behind)
    picture = make_asset(
        decorative=True,
        supplied_by="heron",
        terms="heron",
        received_as="heron.jpg",
        texts={"en": {"caption": "egret", "alternative_text": "heron", "transcript": TRANSCRIPT}},
    )
    assert "heron" not in tokens(picture) and "lantern" not in tokens(picture) and "egret" in tokens(picture)
    linked = make_person(texts={"en": {"story": "[egret](https://heron.example/) <i>bittern</i>"}})
    assert "heron" not in tokens(linked) and "egret" in tokens(linked)
    voice = make_asset(kind="audio", texts={"en": {"transcript": TRANSCRIPT}})
    assert "remark" not in tokens(voice) and "lantern" in tokens(voice)


def test_text_in_a_language_that_is_not_offered_is_kept_where_there_is_no_other(memorial: Memorial) -> None:
    memorial.languages = ["en"]
    memorial.save()
    event = make_event(texts={"en": {"title": "egret"}, "fa": {"title": "heron", "summary": "bittern"}})
    assert "heron" not in tokens(event) and "bittern" in tokens(event)
    assert "heron" in tokens(event, Edition.DESK)


def test_what_is_the_same_is_not_written_again(django_assert_num_queries: Any) -> None:
    event = make_event("Synthetic heron")
    before = list(TABLES[Edition.PUBLIC].texts.objects.values_list())
    with CaptureQueriesContext(
        connection,
    ) as asked:
        index_texts(Event, [event.pk])
    assert not [query for query in asked if query["sql"].split()[0] in {"INSERT", "UPDATE", "DELETE"}]
    assert list(TABLES[Edition.PUBLIC].texts.objects.values_list()) == before
    event.translations.update(title="Synthetic egret")
    index_texts(Event, [event.pk])
    assert found("heron") == [] and found("egret") == [event]


def test_very_long_text_is_kept(settings: Any) -> None:
    long = make_testimony(texts={"ru": {"text": " ".join(f"слово{number}" for number in range(60_000)), "role": "гид"}})
    assert found("слово7") == [long]
    assert len(tokens(long)) <= 200_010


def test_all_kinds_are_read_with_a_fixed_number_of_queries() -> None:
    def read() -> int:
        with CaptureQueriesContext(connection) as asked:
            for model in KINDS.values():
                keys = list(model._default_manager.values_list("pk", flat=True))
                text_rows_of(model, keys, Edition.PUBLIC)
        return len(asked)

    for _each in range(2):
        make_person(texts={"en": {"story": "heron"}})
        make_event("heron")
    first = read()
    make_person(texts={"en": {"story": "heron"}, "ru": {"story": "цапля"}})
    make_event("heron")
    assert read() == first
    assert Person.objects.count() == 3 and Asset.objects.count() == 0
