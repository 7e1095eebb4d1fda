"""The list of photographs, documents and recordings: what is hard to look at stands there by its note alone."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from memorial.models import Asset
from memorial.public import collection as view
from memorial.review.status import Status
from tests.factories import make_asset
from tests.public.person_page import plain

URL = "/en/collection/"


def listed(visitor: Client, query: str = "") -> str:
    response = visitor.get(URL + query)
    assert response.status_code == 200
    return response.content.decode()


def called(caption: str, **fields: Any) -> Asset:
    texts = {"en": {"caption": caption, "content_note": "zqnote", "alternative_text": f"Zqalternative of {caption}"}}
    asset = make_asset(texts=texts, **fields)
    asset.refresh()
    return asset


def test_memorial_without_photographs_says_so(visitor: Client) -> None:
    assert "No photograph, document or recording has been published yet." in listed(visitor)


def test_every_page_leads_to_the_list(visitor: Client) -> None:
    assert 'href="/en/collection/">Photographs</a>' in visitor.get("/en/").content.decode()
    assert 'href="/en/collection/" aria-current="true">Photographs</a>' in listed(visitor)


def test_line_says_what_it_is_when_it_was_made_and_by_whom(visitor: Client) -> None:
    photograph = called("Synthetic street", taken="1991-05", credit="Synthetic photographer")
    called("Synthetic interview", kind="audio")
    page = listed(visitor)
    assert f'href="{photograph.get_absolute_url()}"' in page
    assert "photograph or picture · May 1991 · Synthetic photographer" in plain(page)
    assert "sound recording · Synthetic credit" in plain(page)
    assert "Zqalternative of Synthetic street" in page


@pytest.mark.parametrize("grade", ["distressing", "graphic"])
def test_what_is_hard_to_look_at_has_no_picture_here(visitor: Client, grade: str) -> None:
    called("Synthetic street", grade=grade)
    page = listed(visitor)
    assert f"{grade.capitalize()} picture: zqnote." in plain(page)
    assert not re.search(r"<img|/media/|data:image|Zqalternative", page)


def test_recordings_and_documents_are_not_handed_out_here(visitor: Client) -> None:
    called("Synthetic document", kind="document")
    called("Synthetic film", kind="video")
    assert "/media/" not in listed(visitor)


def test_asset_without_a_caption_is_called_by_its_kind(visitor: Client) -> None:
    asset = make_asset(received_as="zqprivate.jpg", credit="")
    asset.refresh()
    assert asset.label == "zqprivate.jpg"
    page = listed(visitor)
    assert "<bdi>Photograph or picture</bdi>" in page
    assert "zqprivate" not in page


def test_hidden_assets_are_not_listed(visitor: Client) -> None:
    for status in (Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN):
        called(f"Zqhidden {status}", status=status)
    called("Zqhidden copy", copy_of=called("Synthetic street"), status=Status.DRAFT)
    page = listed(visitor)
    assert "Synthetic street" in page
    assert "Zqhidden" not in page


def test_long_list_goes_on_from_the_last_asset(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view, "PAGE_SIZE", 2)
    assets = [called(f"Synthetic {letter}") for letter in "ABC"]
    first = listed(visitor)
    further = f"?after={assets[1].public_id}"
    assert f'<a rel="next" href="{further}">' in first
    second = listed(visitor, further)
    assert "Synthetic C" in second
    assert "Synthetic A" not in second
    assert f'<link rel="canonical" href="http://testserver{URL}{further}">' in second
    assert "Synthetic A" in listed(visitor, "?after=nothing-of-ours")
    assert "Synthetic A" in listed(visitor, f"?before={assets[2].public_id}")


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_number_of_queries(
    visitor: Client, django_assert_num_queries: Callable[[int], Any], rows: int
) -> None:
    for number in range(rows):
        called(f"Synthetic {number}")
        called(f"Synthetic recording {number}", kind="audio", grade="distressing")
    with django_assert_num_queries(3):
        visitor.get(URL)
