"""What a curator is told of a contribution, where they work on the entry that was made of it."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from memorial.contributions.acceptance import accept
from memorial.contributions.models import Contribution, Kind
from memorial.models import Asset, Memorial, Person, Testimony, User
from tests.conftest import signed_in
from tests.contributions.given import folders, given, told
from tests.contributions.keys import use_keys
from tests.factories import keep_version, make_person, make_testimony
from tests.media.files import picture
from tests.review.filling import address


@pytest.fixture(autouse=True)
def own_folders(settings: Any, tmp_path: Path, media_folders: Path, memorial: Memorial) -> None:
    use_keys(settings, tmp_path)
    folders(settings, tmp_path)


def pages(browser: Client, entry: Any) -> list[str]:
    """Return the form and the review page of an entry."""
    urls = [address(type(entry), way, entry.pk) for way in ("change", "review")]
    return [browser.get(url).content.decode() for url in urls]


def test_testimony_names_its_contribution_and_letters_to_those_who_moderate(curator: User, contributor: User) -> None:
    row = told()
    row.letters.create(words="Zqletter of the sender", at=timezone.now())
    testimony: Any = accept(contribution=row, by=curator)
    for page in pages(signed_in(curator), testimony):
        assert f"Given by way of contribution {row.reference}" in page
        assert f"/contributions/{row.reference}/" in page
        assert "Zqletter" in page
    for page in pages(signed_in(contributor), testimony):
        assert row.reference not in page
        assert "Zqletter" not in page


def test_correction_stands_beside_the_copy_and_not_beside_the_entry(curator: User) -> None:
    person = keep_version(make_person(birth="1954"))
    details = {"fact": "birth", "known": "Zqknown from a paper."}
    row = given(Kind.CORRECTION, about_kind="person", about=person.public_id, details=details, words="Zqborn in 1950")
    copy: Any = accept(contribution=row, by=curator)
    browser = signed_in(curator)
    for page in pages(browser, copy):
        assert f"This copy answers to the correction {row.reference}" in page
        assert "Zqborn in 1950" in page
        assert "Zqknown from a paper." in page
        assert f"{Person.fact_label('birth').capitalize()}:" in page
    assert row.reference not in browser.get(address(Person, "review", person.pk)).content.decode()


def test_pictures_of_one_contribution_all_name_it(curator: User) -> None:
    row = given(Kind.PICTURE, (picture(), "a.jpg"), (picture(seed=1), "b.jpg"), about_kind="person", about="0" * 12)
    accept(contribution=row, by=curator)
    Contribution.objects.update(changed_at=timezone.now(), paused_at=timezone.now())
    for asset in Asset.objects.all():
        for page in pages(signed_in(curator), asset):
            assert f"Given by way of contribution {row.reference}" in page
            assert "Paused by its sender." in page
            assert "Its sender has changed something since." in page
            assert "said on the person" in page


def test_entry_of_the_memorial_itself_has_no_notice(curator: User) -> None:
    browser = signed_in(curator)
    for page in pages(browser, keep_version(make_testimony())):
        assert "Given by way of contribution" not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_notice_costs_the_same(curator: User, rows: int, django_assert_max_num_queries: Any) -> None:
    person = keep_version(make_person(birth="1954"))
    for _row in range(rows):
        row = given(Kind.CORRECTION, about_kind="person", about=person.public_id)
        row.letters.create(words="Synthetic", ours=True, by=curator, at=timezone.now())
        copy: Any = accept(contribution=row, by=curator)
    browser = signed_in(curator)
    with django_assert_max_num_queries(200) as asked:
        browser.get(address(Person, "review", copy.pk))
    about = [query["sql"] for query in asked.captured_queries if "memorial_contribution" in query["sql"]]
    letters = [query["sql"] for query in asked.captured_queries if "memorial_letter" in query["sql"]]
    assert (len(about), len(letters)) == (1, 1)
    assert Testimony.objects.count() == 0
