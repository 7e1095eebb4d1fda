"""The files of an asset on the desk: who gets which, under what headers, what is noted, and what is made again."""

from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from memorial.media.derivatives import Derivative
from memorial.media.storage import SealedFiles
from memorial.models import Asset, LedgerLine, Original, User
from memorial.review.status import Status
from tests.conftest import signed_in
from tests.factories import keep_version, make_asset
from tests.media.files import asset_with_files, made, mp3, pdf, picture
from tests.review.filling import address, filled, messages_of

pytestmark = pytest.mark.usefixtures("media_folders", "memorial")


def body_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def file_url(asset: Asset, row: Derivative | None = None) -> str:
    row = row or asset.original.derivatives.all()[0]
    return reverse("admin:asset_file", args=[asset.pk, row.sha256, row.format])


@pytest.fixture
def asset() -> Asset:
    return asset_with_files(picture(60, 40), status=Status.DRAFT, grade="")


def test_staff_see_what_is_shown_of_a_draft_and_nobody_keeps_it(asset: Asset, steward_browser: Client) -> None:
    for row in asset.original.derivatives.all():
        answer = steward_browser.get(file_url(asset, row))
        assert (answer.status_code, answer["Content-Type"], len(body_of(answer))) == (200, row.media_type, row.size)
        assert {"no-store", "private"} <= set(answer["Cache-Control"].split(", "))
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert not LedgerLine.objects.exists()


def test_stranger_gets_no_file_of_the_desk(asset: Asset) -> None:
    for url in (file_url(asset), reverse("admin:asset_original", args=[asset.pk])):
        answer: Any = Client().get(url)
        assert (answer.status_code, answer.url.split("?")[0]) == (302, reverse("admin:login"))


@pytest.mark.parametrize("name", ["asset_file", "asset_original"])
def test_hidden_asset_has_no_files(name: str, curator_browser: Client, contributor_browser: Client) -> None:
    hidden = asset_with_files(pdf("hidden"), status=Status.DRAFT, restricted=True)
    withdrawn = asset_with_files(pdf("withdrawn"), status=Status.WITHDRAWN)
    more = {row.pk: [row.original.sha256, "pdf"] if name == "asset_file" else [] for row in (hidden, withdrawn)}
    for row, browser in ((hidden, curator_browser), (hidden, contributor_browser), (withdrawn, contributor_browser)):
        assert browser.get(reverse(f"admin:{name}", args=[row.pk, *more[row.pk]])).status_code in (302, 404)
    for key in (999999, 10**30, "x"):
        assert curator_browser.get(reverse("admin:asset_original", args=[key])).status_code == 404


def test_file_of_another_asset_is_not_found_under_this_one(asset: Asset, curator_browser: Client) -> None:
    other = make_asset(original=made(pdf()))
    row = other.original.derivatives.get()
    assert curator_browser.get(file_url(asset, row)).status_code == 404
    # Nor is the square around the focal point of an entry that may be hidden.
    strange = row.original.derivatives.create(recipe="square-10-20-128", format="jpg", sha256="a" * 64, size=10)
    assert curator_browser.get(file_url(other, strange)).status_code == 404


def test_each_file_of_a_restricted_asset_is_an_opening_and_comes_whole(keeper: User) -> None:
    asset = asset_with_files(mp3(), status=Status.DRAFT, restricted=True)
    browser = signed_in(keeper)
    answers = [browser.get(file_url(asset), headers={"Range": "bytes=100-"})]
    answers += [browser.get(reverse("admin:asset_original", args=[asset.pk]))]
    assert [(answer.status_code, len(body_of(answer))) for answer in answers] == [(200, 1040), (200, 1040)]
    lines = LedgerLine.objects.order_by("number")
    assert [(line.verb, line.entry, line.actor) for line in lines] == [("opened", asset.public_id, keeper)] * 2


def test_recording_can_be_heard_from_any_place(curator_browser: Client) -> None:
    asset = asset_with_files(mp3(), status=Status.DRAFT)
    answer = curator_browser.get(file_url(asset), headers={"Range": "bytes=1000-"})
    assert (answer.status_code, answer["Content-Range"]) == (206, "bytes 1000-1039/1040")
    assert len(body_of(answer)) == 40
    assert answer["Content-Disposition"].startswith("attachment")
    page = curator_browser.get(address(Asset, "review", asset.pk)).content.decode()
    assert f'<audio controls preload="none" src="{file_url(asset)}">' in page


def test_archivist_gets_the_original_as_it_was_received(contributor_browser: Client, keeper: User) -> None:
    content = picture(30, 20)
    asset = asset_with_files(content, status=Status.DRAFT, received_as="photo.exe")
    url = reverse("admin:asset_original", args=[asset.pk])
    answer = contributor_browser.get(url)
    name = f"{asset.public_id}-{asset.original.sha256[:12]}.jpg"
    assert (answer.status_code, answer["Content-Disposition"]) == (200, f'attachment; filename="{name}"')
    assert body_of(answer) == content
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    keeper.groups.set(keeper.groups.filter(name="keeper"))
    assert signed_in(keeper).get(url).status_code == 403
    assert contributor_browser.post(url).status_code == 405


def test_missing_original_is_said_in_a_sentence(curator_browser: Client) -> None:
    asset = make_asset(status=Status.DRAFT)
    answer = curator_browser.get(reverse("admin:asset_original", args=[asset.pk]), follow=True)
    assert messages_of(answer) == ["The original cannot be read where it was put. Please tell a steward."]
    assert curator_browser.get(file_url(asset)).status_code == 404


class Signing(SealedFiles):
    """A storage that gives short signed addresses."""

    def url(self, name: str | None) -> str:
        return f"https://files.example/{name}?signature=short"


class Unsigned(SealedFiles):
    """A storage of which every address would be open to anybody."""

    def url(self, name: str | None) -> str:
        return FileSystemStorage(base_url="/open/").url(name)


def test_storage_that_signs_addresses_hands_the_original_out_itself(asset: Asset, settings: Any, curator: User) -> None:
    def kept_in(kind: type[SealedFiles]) -> Any:
        originals = settings.STORAGES["originals"] | {"BACKEND": f"{kind.__module__}.{kind.__name__}"}
        settings.STORAGES = settings.STORAGES | {"originals": originals}
        return signed_in(curator).get(reverse("admin:asset_original", args=[asset.pk]))

    answer = kept_in(Signing)
    assert (answer.status_code, "no-store" in answer["Cache-Control"]) == (302, True)
    assert answer.url == f"https://files.example/{asset.original.name}?signature=short"
    answer = kept_in(Unsigned)
    assert (answer.status_code, len(body_of(answer))) == (200, asset.original.size)


def broken(**fields: Any) -> Asset:
    """Return an asset whose derivatives could not be made."""
    asset = make_asset(status=Status.DRAFT, **fields)
    asset.original.derivatives.all().delete()
    Original.objects.filter(pk=asset.original.pk).update(work="failed", attempts=5, failure="Synthetic reason.")
    return asset


def again_url(asset: Asset) -> str:
    return reverse("admin:memorial_asset_make_again", args=[asset.pk])


@pytest.mark.parametrize("way", ["change", "review"])
def test_failure_is_shown_with_its_reason_and_a_button(contributor_browser: Client, way: str) -> None:
    body = contributor_browser.get(address(Asset, way, broken().pk)).content.decode()
    for words in ("What is shown could not be made.", "Synthetic reason.", "Make again"):
        assert words in body
    whole = make_asset(status=Status.DRAFT)
    assert "Make again" not in contributor_browser.get(address(Asset, way, whole.pk)).content.decode()


def test_what_failed_is_made_again_without_a_line(contributor_browser: Client) -> None:
    asset = broken()
    answer = contributor_browser.post(again_url(asset), follow=True)
    assert messages_of(answer) == ["What is shown is being made again. Look at it in a moment."]
    original = Original.objects.get()
    assert (original.work, original.attempts, original.failure) == ("waiting", 0, "")
    assert [job.args_kwargs["args"] for job in DBTaskResult.objects.all()] == [[original.pk]]
    assert messages_of(contributor_browser.post(again_url(asset), follow=True)) == [
        "Nothing had failed, so nothing is made again."
    ]
    assert not LedgerLine.objects.exists()


def test_what_failed_of_a_published_asset_is_made_again(curator_browser: Client) -> None:
    asset = broken()
    Asset.objects.filter(pk=asset.pk).update(status=Status.PUBLISHED, version=1)
    keep_version(Asset.objects.get())
    curator_browser.post(again_url(asset))
    assert Original.objects.get().work == "waiting"


def test_words_that_were_being_written_stay_when_it_is_made_again(contributor_browser: Client) -> None:
    asset = broken()
    form = contributor_browser.get(address(Asset, "change", asset.pk))
    page = contributor_browser.post(again_url(asset), filled(form) | {"credit": "Words not saved yet"})
    assert filled(page)["credit"] == "Words not saved yet"
    assert Original.objects.get().work == "waiting"
    assert Asset.objects.get().credit == "Synthetic credit"
    answer = contributor_browser.post(address(Asset, "change", asset.pk), filled(page))
    assert (answer.status_code, Asset.objects.get().credit) == (302, "Words not saved yet")


def test_only_who_may_change_it_has_it_made_again(steward_browser: Client, curator_browser: Client) -> None:
    hidden = broken(restricted=True)
    assert curator_browser.post(again_url(hidden)).status_code == 404
    assert steward_browser.post(again_url(broken())).status_code == 403
    assert curator_browser.get(again_url(broken())).status_code == 405
    assert not Original.objects.exclude(work="failed").exists()
