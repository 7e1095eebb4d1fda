"""Contributing: pages that ask little, and store what was sent once and safely."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from memorial.contributions.attachments import Attachment
from memorial.contributions.contacts import contact_of
from memorial.contributions.links import find_by_link, token_for
from memorial.contributions.models import Contribution, Kind, State
from tests.addresses import LANGUAGES
from tests.contributions.keys import use_keys
from tests.factories import make_person
from tests.media.files import pdf
from tests.public.giving import FORMS, WORDS, about, address, fields_of, give, jpeg, said_in, send_again, stored


@pytest.fixture(autouse=True)
def folders(settings: Any, tmp_path: Path, media_folders: Path) -> None:
    """Keep keys and files below the test's own folder."""
    use_keys(settings, tmp_path)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", FORMS)
def test_page_opens_in_every_language_without_a_cookie(visitor: Client, kind: str, language: str) -> None:
    with override(language):
        page = visitor.get(address(kind))
    assert page.status_code == 200
    assert not page.cookies
    assert page.headers["Cache-Control"] == "private, no-cache"
    assert len(page.content) < 60_000
    assert f'lang="{language}"' in page.content.decode()


def test_choice_leads_to_every_form(visitor: Client) -> None:
    page = visitor.get(reverse("contribute")).content.decode()
    for kind in FORMS:
        assert address(kind) in page


@pytest.mark.parametrize("kind", FORMS)
def test_nothing_is_chosen_beforehand(visitor: Client, kind: str) -> None:
    page = visitor.get(address(kind))
    chosen = {name for name, values in fields_of(page).said.items() if any(values)}
    assert chosen <= {"token", "wording", "language"}
    assert b"checked" not in page.content


def test_two_openings_have_keys_of_their_own(visitor: Client) -> None:
    first, second = (said_in(visitor.get(address("message")))["token"] for _ in range(2))
    assert first != second


def test_testimony_is_stored_with_what_was_answered(visitor: Client) -> None:
    with override("az"):
        answer = give(
            visitor, address("testimony"), words=WORDS, naming="initials", name="Zqəlif Zqhacı oğlu Zqkərimov",
            mail="zq@example.org", publish="yes", keep="yes", court="no", audience="public", given_by="self",
        )  # fmt: skip
    assert answer.status_code == 303
    row = stored()
    assert (row.kind, row.state, row.language) == (Kind.TESTIMONY, State.NEW, "az")
    assert row.words == WORDS
    assert row.answers == {"keep": True, "publish": True, "court": False}
    assert (row.naming, row.shown_name) == ("initials", "Z. Z. Z.")
    assert (row.audience, row.given_by) == ("public", "self")
    assert (row.wording_version, row.wording_language) == ("1", "az")
    assert contact_of(row) == {"name": "Zqəlif Zqhacı oğlu Zqkərimov", "mail": "zq@example.org"}
    assert "Zqəlif" not in str([row.words, row.details, row.answers, row.shown_name])


def test_sending_leads_to_the_private_link(visitor: Client) -> None:
    answer = give(visitor, address("message"), words=WORDS)
    row = stored()
    assert answer.headers["Location"] == f"{reverse('yours', args=[token_for(row.once)])}?sent"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert find_by_link(token_for(row.once)) == row


@pytest.mark.every_case
@pytest.mark.parametrize(
    ("naming", "shown"),
    [("full", "Zqname Zqfamily"), ("initials", "Z. Z."), ("pseudonym", "Zqother"), ("anonymous", ""), ("", "")],
)
def test_only_the_chosen_name_is_shown(visitor: Client, naming: str, shown: str) -> None:
    written = {"naming": naming, "name": "Zqname Zqfamily", "pseudonym": "Zqother"}
    give(visitor, address("testimony"), words=WORDS, **written)
    row = stored()
    assert (row.naming, row.shown_name) == (naming, shown)
    assert "Zqother" not in str(row.details)
    assert contact_of(row) == {"name": "Zqname Zqfamily"}


def test_picture_needs_a_file_or_words(visitor: Client) -> None:
    assert give(visitor, address("picture")).status_code == 422
    answer = give(visitor, address("picture"), shows="Zq three people", taken="about 1985", living="refused")
    assert answer.status_code == 303
    assert stored().details == {"shows": "Zq three people", "taken": "about 1985", "living": "refused"}


def test_picture_of_somebody_says_of_whom(visitor: Client) -> None:
    person = make_person()
    give(visitor, about(person, "picture"), files=[jpeg()])
    assert (stored().about_kind, stored().about) == ("person", person.public_id)


def test_document_comes_with_a_testimony(visitor: Client) -> None:
    give(visitor, address("testimony"), words=WORDS, files=[SimpleUploadedFile("zq.pdf", pdf(), "application/pdf")])
    assert stored().attachments.get().media_type == "application/pdf"


def test_double_click_makes_one_contribution(visitor: Client) -> None:
    url = address("testimony")
    said = said_in(visitor.get(url)) | {"words": WORDS}
    first = visitor.post(url, said | {"files": [jpeg()]})
    second = visitor.post(url, said | {"files": [jpeg()]})
    assert first.headers["Location"] == second.headers["Location"]
    assert Contribution.objects.count() == Attachment.objects.count() == 1


def test_form_that_was_sent_and_changed_since_loses_nothing(visitor: Client) -> None:
    url = address("testimony")
    said = said_in(visitor.get(url))
    visitor.post(url, said | {"words": WORDS})
    page = visitor.post(url, said | {"words": "Zq more", "files": [jpeg("zq-late.jpg")]})
    assert page.status_code == 422
    assert stored().words == WORDS
    assert stored().reference in page.content.decode()
    assert send_again(visitor, url, page).status_code == 303
    later = Contribution.objects.get(words="Zq more")
    assert [each.name for each in later.attachments.all()] == ["zq-late.jpg"]
