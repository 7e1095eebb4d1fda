"""Files on the desk: the form by which one comes in, what the form and the list show of it, and whom they show it."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signing import Signer
from django.test import Client
from django.urls import reverse

from memorial.media.receiving import SENTENCES
from memorial.models import Asset, LedgerLine, NearDuplicate, Original, User
from memorial.review.actions import open_copy
from memorial.review.status import Status
from tests.conftest import signed_in
from tests.factories import keep_version, make_asset, make_original
from tests.media.files import pdf, picture, received, sent
from tests.review.filling import address, filled, messages_of, problems, send

pytestmark = pytest.mark.usefixtures("media_folders")

ADD = "admin:memorial_asset_add"


def upload(browser: Client, file: SimpleUploadedFile, **words: Any) -> Any:
    return send(browser, reverse(ADD), file=file, credit="Synthetic credit", **words)


def test_file_comes_in_with_its_words_and_one_line(contributor_browser: Client, contributor: User) -> None:
    content = pdf()
    answer = upload(contributor_browser, sent(content, "Synthetic scan.PDF"), terms="Synthetic terms")
    assert answer.status_code == 302, problems(answer)
    asset = Asset.objects.get()
    assert (asset.kind, asset.received_as, asset.terms) == ("document", "Synthetic scan.PDF", "Synthetic terms")
    with asset.original.open() as kept:
        assert kept.read() == content
    line = LedgerLine.objects.get()
    assert (line.verb, line.detail) == ("created", {"sha256": asset.original.sha256, "size": len(content)})
    assert asset.original.received_by == contributor


def test_refused_file_says_why_beside_its_field_and_keeps_every_word(contributor_browser: Client) -> None:
    page = upload(contributor_browser, sent(b"<svg/>", "synthetic.jpg"), terms="Kept")
    assert page.context["adminform"].form["file"].errors == [SENTENCES["not-taken"]]
    assert (filled(page)["terms"], filled(page)["credit"]) == ("Kept", "Synthetic credit")
    assert not Asset.objects.exists()
    assert not LedgerLine.objects.exists()


def test_form_without_a_file_asks_for_one(contributor_browser: Client) -> None:
    assert "Choose a file." in problems(send(contributor_browser, reverse(ADD), credit="Synthetic credit"))


def test_form_refused_for_another_reason_keeps_the_file(contributor_browser: Client) -> None:
    page = upload(contributor_browser, sent(pdf(), "kept.pdf"), taken="no such day")
    assert problems(page)
    assert "“kept.pdf” is kept here and need not be chosen again." in page.content.decode()
    answer = contributor_browser.post(reverse(ADD), filled(page) | {"taken": "1992"})
    assert answer.status_code == 302, problems(answer)
    asset = Asset.objects.get()
    assert (asset.received_as, asset.taken) == ("kept.pdf", "1992")
    assert [line.verb for line in LedgerLine.objects.all()] == ["created"]


def test_kept_file_comes_back_through_the_door(contributor: User, contributor_browser: Client) -> None:
    """Somebody who was signed out between two attempts finds the words and the file again."""
    page = upload(contributor_browser, sent(pdf(), "kept.pdf"), taken="no such day")
    contributor_browser.logout()
    door = contributor_browser.post(reverse(ADD), filled(page) | {"taken": "1992"})
    assert door.status_code == 403
    said = {"username": contributor.username, "password": "synthetic pass phrase"}
    form = contributor_browser.post(reverse("admin:login"), said | {"kept_words": door.context["kept_words"]})
    assert filled(form)["credit"] == "Synthetic credit"
    answer = contributor_browser.post(reverse(ADD), filled(form))
    assert answer.status_code == 302, problems(answer)
    assert Asset.objects.get().received_as == "kept.pdf"


@pytest.mark.parametrize(
    "token",
    ["", "1:other.pdf", "nonsense", Signer(salt="another").sign("1:other.pdf")],
    ids=["none", "unsigned", "nonsense", "signed for another purpose"],
)
def test_file_is_not_named_by_guessing(contributor_browser: Client, token: str) -> None:
    received(pdf())
    answer = send(contributor_browser, reverse(ADD), credit="Synthetic credit", received=token)
    assert "Choose a file." in problems(answer)


def test_same_file_in_another_entry_is_said_to_whom_may_know_of_it(
    contributor_browser: Client, keeper: User, keeper_browser: Client
) -> None:
    original = received(pdf(), keeper)
    make_asset(original=original, status=Status.DRAFT, restricted=True, credit="Hidden credit")
    answer = contributor_browser.get(upload(contributor_browser, sent(pdf())).url)
    assert not any("same file" in message for message in messages_of(answer))
    answer = keeper_browser.get(upload(keeper_browser, sent(pdf())).url)
    assert any("The same file is here already" in message for message in messages_of(answer))


def test_form_says_what_the_file_is_and_offers_no_other(contributor_browser: Client, contributor: User) -> None:
    original = make_original(size=2048, received_by=contributor)
    asset = make_asset(original=original, received_as="synthetic name.jpg", status=Status.DRAFT)
    page = contributor_browser.get(address(Asset, "change", asset.pk))
    assert not {"file", "received"} & set(page.context["adminform"].form.fields)
    facts = dict(page.context["panel"]["facts"])
    assert (facts["Media type"], facts["Points"], facts["SHA-256"]) == ("image/jpeg", "640 × 480", original.sha256)
    assert facts["Received"].endswith("by contributor")
    for value in facts.values():
        assert value in page.content.decode()


def test_received_first_for_what_is_hidden_says_nothing_of_that(keeper: User, contributor_browser: Client) -> None:
    """When and by whom the same file came in for a restricted entry is nobody's business."""
    original = make_original(received_by=keeper)
    make_asset(original=original, status=Status.DRAFT, restricted=True)
    asset = make_asset(original=original, status=Status.DRAFT)
    page = contributor_browser.get(address(Asset, "change", asset.pk))
    assert "keeper" not in dict(page.context["panel"]["facts"])["Received"]


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_with_its_pictures(
    curator_browser: Client, rows: int, django_assert_num_queries: Any
) -> None:
    for _row in range(rows):
        make_asset()
    curator_browser.get(address(Asset, "changelist"))
    # As other lists, and two more: the texts, and what is shown.
    with django_assert_num_queries(9):
        page = curator_browser.get(address(Asset, "changelist"))
    assert page.content.decode().count('class="small-picture"') == rows


@pytest.mark.parametrize("grade", ["", "distressing", "graphic"])
def test_list_shows_no_picture_that_needs_a_cover(curator_browser: Client, grade: str) -> None:
    make_asset(grade=grade)
    assert "<img" not in curator_browser.get(address(Asset, "changelist")).content.decode()


@pytest.mark.parametrize(("asked", "found"), [("made=failed", ["broken"]), ("grade__exact=graphic", ["hard"])])
def test_list_is_narrowed_by_what_failed_and_by_grade(curator_browser: Client, asked: str, found: list[str]) -> None:
    broken = make_original()
    Original.objects.filter(pk=broken.pk).update(work="failed")
    make_asset(credit="broken", original=broken)
    make_asset(credit="hard", grade="graphic")
    page = curator_browser.get(f"{address(Asset, 'changelist')}?{asked}")
    assert [asset.credit for asset in page.context["cl"].result_list] == found


@pytest.mark.parametrize("way", ["change", "review"])
@pytest.mark.parametrize(("grade", "covers"), [("none", 0), ("", 1), ("distressing", 1), ("graphic", 1)])
def test_curators_see_covered_grey_pictures_first(curator_browser: Client, grade: str, covers: int, way: str) -> None:
    asset = make_asset(grade=grade, status=Status.DRAFT)
    body = curator_browser.get(address(Asset, way, asset.pk)).content.decode()
    assert body.count('<details class="cover">') == body.count('class="greyed"') == covers
    assert body.count("Show it in colour") == covers
    assert "<img" in body
    assert "data:image" not in body
    # What makes it grey comes with every page of the desk.
    assert '<link rel="stylesheet" href="/static/memorial/media.css">' in body


def alike_pair(**fields: Any) -> tuple[Asset, Asset]:
    """Return two assets whose pictures look nearly the same; the fields are those of the later one."""
    first, second = make_asset(credit="First credit", status=Status.DRAFT), make_asset(status=Status.DRAFT, **fields)
    NearDuplicate.objects.create(later=second.original, earlier=first.original, distance=3)
    return first, second


@pytest.mark.parametrize("way", ["change", "review"])
def test_what_looks_nearly_like_it_stands_beside_it(curator_browser: Client, way: str) -> None:
    first, second = alike_pair(credit="Second credit", grade="graphic")
    for asset, other in ((first, "Second credit"), (second, "First credit")):
        page = curator_browser.get(address(Asset, way, asset.pk))
        assert [look.asset.credit for look in page.context["panel"]["alike"]] == [other]
        assert "Looks nearly like" in page.content.decode()
        assert 'class="cover"' in page.content.decode()


@pytest.mark.parametrize("way", ["change", "review"])
def test_what_is_hidden_is_like_nothing(curator_browser: Client, keeper_browser: Client, way: str) -> None:
    first, _second = alike_pair(restricted=True)
    make_asset(original=first.original, restricted=True, status=Status.DRAFT)
    for browser, number in ((curator_browser, 0), (keeper_browser, 1)):
        found = browser.get(address(Asset, way, first.pk)).context["panel"]
        assert (len(found["alike"]), len(found["same"])) == (number, number)


def test_working_copy_is_no_duplicate_of_its_entry(curator: User, curator_browser: Client) -> None:
    asset = keep_version(make_asset())
    copy: Any = open_copy(entry=asset, by=curator)
    for row in (asset, copy):
        found = curator_browser.get(address(Asset, "review", row.pk)).context["panel"]
        assert (found["same"], found["alike"]) == ([], [])


def test_real_picture_of_the_same_view_is_noticed(curator: User, curator_browser: Client) -> None:
    first, second = received(picture(seed=3)), received(picture(seed=3, quality=60))
    asset = make_asset(original=first, credit="Seen before")
    make_asset(original=second)
    page = signed_in(curator).get(address(Asset, "review", Asset.objects.exclude(pk=asset.pk).get().pk))
    assert [look.asset.credit for look in page.context["panel"]["alike"]] == ["Seen before"]
    # Their derivatives are not made yet, and the page says so.
    assert "What is shown is being made." in page.content.decode()
