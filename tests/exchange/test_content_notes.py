"""Content notes of a record: beside the texts of people, events and the press, and in each translation."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from memorial.models import EventTranslation, PersonTranslation, SourceTranslation
from tests.exchange.folders import FILES, write_folder

NOTE = "a synthetic death"


@pytest.mark.django_db
def test_content_notes_are_loaded_with_their_translations(tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {
        "events.csv": f"key,date,title,summary,content_note,source\nfire,1901-01-02,Fire,Synthetic,{NOTE},report-a\n",
        "press.csv": f"key,outlet,summary,content_note,source\ngazette,Synthetic Gazette,A fire,{NOTE},report-b\n",
        "people.csv": (
            "key,description,occupation,story,content_note,source\n"
            f"one,Synthetic person,Synthetic teacher,Synthetic,{NOTE},report-a\ntwo,Synthetic person,,,,report-a\n"
        ),
        "citations.csv": None,
        "translations/tr.csv": (
            f"{FILES['translations/tr.csv']!s}events,fire,content_note,sentetik bir ölüm,unreviewed\n"
            "people,one,content_note,sentetik bir ölüm,unreviewed\n"
            "press,gazette,content_note,sentetik bir ölüm,unreviewed\n"
        ),
    }
    call_command("load_record", str(write_folder(tmp_path, files)), stdout=StringIO())
    for model in (EventTranslation, PersonTranslation, SourceTranslation):
        notes = dict(model._base_manager.exclude(content_note="").values_list("language", "content_note"))
        assert notes == {"en": NOTE, "tr": "sentetik bir ölüm"}, model
