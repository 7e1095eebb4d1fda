"""Accepted corrections: cited in the working copy of the entry, where a curator weighs them."""

from pathlib import Path
from typing import Any

import pytest

from memorial.contributions.acceptance import accept
from memorial.contributions.models import Contribution, Kind
from memorial.models import (
    LedgerLine,
    Memorial,
    Person,
    Source,
    User,
)
from memorial.review.actions import TransitionRefused, submit
from memorial.review.status import Status
from tests.contributions.given import folders, given
from tests.contributions.keys import use_keys
from tests.factories import keep_version, make_asset, make_person, make_source


@pytest.fixture(autouse=True)
def own_folders(settings: Any, tmp_path: Path, media_folders: Path, memorial: Memorial) -> None:
    use_keys(settings, tmp_path)
    folders(settings, tmp_path)


def verbs() -> list[str]:
    return list(LedgerLine.objects.order_by("number").values_list("verb", flat=True))


def correction(entry: Any, **fields: Any) -> Contribution:
    about = {"about_kind": entry._meta.model_name, "about": entry.public_id}
    fields.setdefault("details", {"fact": "birth", "known": "From a synthetic paper."})
    return given(Kind.CORRECTION, **about, **{"words": "Born in 1950", **fields})


def test_correction_is_cited_in_the_working_copy(curator: User) -> None:
    person = keep_version(make_person(birth="1954"))
    copy: Any = accept(contribution=correction(person), by=curator)
    assert copy.copy_of == person
    assert copy.birth == "1954"
    citation = copy.citations.get()
    assert (citation.fact, citation.source.kind) == ("birth", "communication")
    row = Contribution.objects.get()
    assert (row.made_kind, row.made) == ("person", person.public_id)
    assert verbs() == ["copied", "created", "edited", "c_accepted"]


def test_words_of_a_correction_stand_in_no_entry_so_that_they_can_be_taken_back(curator: User) -> None:
    copy: Any = accept(contribution=correction(keep_version(make_person()), words="Zqwords"), by=curator)
    for rows in (copy.citations, copy.translations, copy.names, Source.objects):
        assert "Zqwords" not in str(list(rows.values()))


def test_correction_joins_the_copy_that_is_open(curator: User, second_curator: User) -> None:
    person = keep_version(make_person(birth="1954"))
    first = accept(contribution=correction(person), by=curator)
    second: Any = accept(contribution=correction(person, details={"fact": "else"}), by=second_curator)
    assert second == first
    latest = second.citations.order_by("pk").last()
    assert (latest.fact, second.citations.count()) == ("", 2)
    assert Person.objects.get(pk=person.pk).citations.count() == 0


def test_correction_to_what_has_no_citations_opens_the_copy(curator: User) -> None:
    asset = keep_version(make_asset())
    copy: Any = accept(contribution=correction(asset), by=curator)
    assert copy.copy_of == asset
    assert not Source.objects.exists()
    assert verbs() == ["copied", "c_accepted"]


def test_correction_to_what_was_withdrawn_is_refused_in_a_sentence(curator: User) -> None:
    source = keep_version(make_source(status=Status.WITHDRAWN))
    with pytest.raises(TransitionRefused, match="Only a published entry"):
        accept(contribution=correction(source), by=curator)
    with pytest.raises(TransitionRefused, match="no longer there"):
        accept(contribution=given(Kind.CORRECTION, about_kind="person", about="0" * 12), by=curator)


def test_copy_that_was_approved_has_to_be_looked_at_again(curator: User, second_curator: User) -> None:
    person = keep_version(make_person(birth="1954"))
    copy: Any = accept(contribution=correction(person), by=curator)
    submit(entry=copy, by=curator, note="Synthetic")
    accept(contribution=correction(person, details={"fact": "death"}, words="Other"), by=second_curator)
    assert Person.objects.get(pk=copy.pk).status == Status.IN_REVIEW
    assert copy.citations.count() == 2
