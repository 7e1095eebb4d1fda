"""Several files at once: each becomes a draft of its own, what happens to one changes nothing for another."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from memorial.media import upload_page
from memorial.media.actions import create_asset
from memorial.models import Asset, LedgerLine, Original, User
from memorial.review.status import Status
from tests.conftest import signed_in
from tests.factories import make_asset, make_source
from tests.media.files import made, pdf, picture, received, sent

pytestmark = pytest.mark.usefixtures("media_folders", "memorial")

#: What a form sends in which nobody has chosen anything.
PLAIN = {"rights": "http://rightsstatements.org/vocab/CNE/1.0/", "grade": "", "living": "", "supplied": ""}
WORDS = {"supplied_by": "Synthetic family", "terms": "Synthetic terms", "supplied": "May 1992", "grade": "distressing"}


def url() -> str:
    return reverse("admin:memorial_asset_upload")


def upload(browser: Client, *files: Any, **words: Any) -> Any:
    return browser.post(url(), PLAIN | words | {"uploads": list(files)})


def by_script(browser: Client, *files: Any, **words: Any) -> Any:
    return browser.post(url(), PLAIN | words | {"uploads": list(files)}, headers={"Accept": "application/json"})


def outcomes(page: Any) -> list[tuple[str, str]]:
    return [(one["result"].name, str(one["result"].outcome)) for one in page.context["results"]]


def test_nothing_is_chosen_beforehand(contributor_browser: Client, keeper_browser: Client) -> None:
    page = contributor_browser.get(url())
    form = page.context["form"]
    assert (form["grade"].value(), form["living"].value()) == ("", "")
    assert "restricted" not in form.fields
    assert "restricted" in keeper_browser.get(url()).context["form"].fields
    assert "at most 50 files" in page.content.decode()


def test_each_file_becomes_a_draft_in_the_order_in_which_it_was_sent(
    contributor_browser: Client, contributor: User
) -> None:
    source = make_source()
    make_asset(source=source, source_position=4)
    names = ["third.pdf", "first.pdf", "second.pdf"]
    page = upload(contributor_browser, *(sent(pdf(name), name) for name in names), source=source.pk, **WORDS)
    assert outcomes(page) == [(name, "taken") for name in names]
    drafts = Asset.objects.filter(status=Status.DRAFT).order_by("pk")
    assert [(draft.received_as, draft.source_position) for draft in drafts] == list(zip(names, (5, 6, 7), strict=True))
    for draft, line in zip(drafts, LedgerLine.objects.order_by("number"), strict=True):
        assert (draft.created_by, draft.in_charge, draft.source) == (contributor, contributor, source)
        assert (draft.supplied_by, draft.terms, draft.supplied, draft.grade) == (
            "Synthetic family", "Synthetic terms", "1992-05", "distressing",
        )  # fmt: skip
        assert (line.verb, line.entry, line.actor) == ("created", draft.public_id, contributor)
        assert line.detail == {"sha256": draft.original.sha256, "size": draft.original.size}
        assert reverse("admin:memorial_asset_change", args=[draft.pk]) in page.content.decode()


def test_refused_file_hurts_no_other(contributor_browser: Client) -> None:
    bad = sent(b"<svg/>", "bad.svg"), sent(b"", "empty.jpg")
    page = upload(contributor_browser, sent(pdf(), "good.pdf"), *bad, sent(picture(20, 20), "good.jpg"))
    assert outcomes(page) == [
        ("good.pdf", "taken"), ("bad.svg", "refused"), ("empty.jpg", "refused"), ("good.jpg", "taken"),
    ]  # fmt: skip
    for sentence in ("Files of this kind are not taken.", "This file is empty."):
        assert sentence in page.content.decode()
    assert Asset.objects.count() == LedgerLine.objects.count() == 2


def test_same_file_is_one_original_and_asks_before_there_are_two_entries(contributor_browser: Client) -> None:
    page = upload(contributor_browser, sent(pdf(), "one.pdf"), sent(pdf(), "again.pdf"))
    assert outcomes(page) == [("one.pdf", "taken"), ("again.pdf", "here")]
    (asset,) = Asset.objects.all()
    assert [look.asset for look in page.context["results"][1]["same"]] == [asset]
    assert reverse("admin:memorial_asset_review", args=[asset.pk]) in page.content.decode()
    token = page.context["results"][1]["result"].arrival.token
    page = contributor_browser.post(url(), PLAIN | {"another": token, "credit": "The other one"})
    assert outcomes(page) == [("again.pdf", "taken")]
    assert (Asset.objects.count(), Original.objects.count()) == (2, 1)
    assert Asset.objects.latest("pk").credit == "The other one"


def test_hidden_entry_of_the_same_file_is_not_told(contributor_browser: Client, keeper_browser: Client) -> None:
    make_asset(original=received(pdf()), restricted=True, status=Status.DRAFT, credit="Hidden credit")
    page = upload(contributor_browser, sent(pdf(), "mine.pdf"))
    assert outcomes(page) == [("mine.pdf", "taken")]
    assert "Hidden" not in page.content.decode()
    assert outcomes(upload(keeper_browser, sent(pdf(), "mine.pdf"))) == [("mine.pdf", "here")]


def test_what_looks_nearly_like_another_is_shown_beside_it_under_its_cover(
    contributor_browser: Client, keeper_browser: Client
) -> None:
    seen = make_asset(original=made(picture(90, 60, seed=2)), grade="graphic", credit="Seen before")
    make_asset(original=received(picture(90, 60, seed=2, quality=40)), restricted=True, status=Status.DRAFT)
    page = upload(contributor_browser, sent(picture(90, 60, seed=2, quality=60)))
    assert [look.asset for look in page.context["results"][0]["alike"]] == [seen]
    body = page.content.decode()
    assert "It looks nearly like what is here already" in body
    assert body.count('<details class="cover">') == body.count('class="greyed"') == 1
    page = upload(keeper_browser, sent(picture(90, 60, seed=2, quality=50)))
    assert len(page.context["results"][0]["alike"]) == 3


def test_form_that_must_be_mended_keeps_the_files_and_every_word(contributor_browser: Client) -> None:
    page = upload(contributor_browser, sent(pdf(), "kept.pdf"), sent(b"x", "bad.gif"), supplied="no day", terms="Kept")
    assert page.status_code == 422
    assert outcomes(page) == [("kept.pdf", "kept"), ("bad.gif", "refused")]
    assert page.context["form"].errors.keys() == {"supplied"}
    assert 'value="no day"' in page.content.decode()
    assert not Asset.objects.exists()
    kept = [arrival.token for arrival in page.context["kept"]]
    assert all(f'name="received" value="{token}"' in page.content.decode() for token in kept)
    page = contributor_browser.post(url(), PLAIN | {"received": kept, "terms": "Kept"})
    assert outcomes(page) == [("kept.pdf", "taken")]
    assert Asset.objects.get().terms == "Kept"


def test_form_without_files_is_sent_back_with_its_words(contributor_browser: Client) -> None:
    page = contributor_browser.post(
        url(), PLAIN | {"terms": "Synthetic terms", "received": "1:guessed", "another": "x"}
    )
    assert page.status_code == 422
    assert "Choose at least one file." in page.content.decode()
    assert "Synthetic terms" in page.content.decode()
    assert not Asset.objects.exists()


def test_more_files_than_are_looked_at_are_named(contributor_browser: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(upload_page, "MOST_AT_ONCE", 2)
    page = upload(contributor_browser, *(sent(pdf(name), name) for name in ("a.pdf", "b.pdf", "c.pdf")))
    assert outcomes(page) == [("a.pdf", "taken"), ("b.pdf", "taken"), ("c.pdf", "refused")]
    assert "At most 2 files are looked at at once. Please send this one again." in page.content.decode()


def test_far_too_many_files_get_a_sentence(contributor_browser: Client, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 2
    contributor_browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    answer = upload(contributor_browser, *(sent(pdf(name), name) for name in "abc"))
    assert answer.status_code == 400
    assert "send fewer files at once" in answer.content.decode()
    assert "At most 50 files are taken at once." in answer.content.decode()
    elsewhere = contributor_browser.post(
        reverse("admin:memorial_asset_add"), {"a": [sent(b"x", name) for name in "abc"]}
    )
    assert elsewhere.status_code == 400
    assert "At most 50 files" not in elsewhere.content.decode()
    assert not Asset.objects.exists()


def test_script_learns_of_each_file_by_itself(contributor_browser: Client) -> None:
    answer = by_script(contributor_browser, sent(pdf(), "<b>.pdf"), **WORDS).json()
    assert [result["outcome"] for result in answer["results"]] == ["taken"]
    assert "&lt;b&gt;.pdf" in answer["results"][0]["html"]
    assert "Taken in as a draft." in answer["results"][0]["html"]
    refused = by_script(contributor_browser, sent(b"GIF89a", "moving.gif")).json()["results"]
    assert refused[0]["outcome"] == "refused"
    assert "Files of this kind are not taken." in refused[0]["html"]
    # A connection that broke after the file was taken: to send it again makes no second entry.
    assert by_script(contributor_browser, sent(pdf(), "<b>.pdf")).json()["results"][0]["outcome"] == "here"
    assert Asset.objects.count() == 1


def test_script_is_told_what_to_mend_before_a_file_is_received(contributor_browser: Client) -> None:
    answer = by_script(contributor_browser, sent(pdf()), supplied="no day")
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["supplied"])
    assert by_script(contributor_browser).status_code == 422
    assert not Original.objects.exists()


def test_words_come_back_to_somebody_who_was_signed_out(contributor: User, contributor_browser: Client) -> None:
    contributor_browser.logout()
    door = upload(contributor_browser, sent(pdf(), "lost.pdf"), **WORDS)
    assert door.status_code == 403
    said = {"username": contributor.username, "password": "synthetic pass phrase"}
    page = contributor_browser.post(reverse("admin:login"), said | {"kept_words": door.context["kept_words"]})
    assert page.context["form"]["terms"].value() == "Synthetic terms"
    assert "Choose these files again: lost.pdf." in page.content.decode()
    assert not Original.objects.exists()


def test_form_of_another_site_brings_nothing_in(contributor: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(contributor)
    assert upload(strict, sent(pdf())).status_code == 403
    assert by_script(strict, sent(pdf())).status_code == 403
    assert not Original.objects.exists()


def test_who_may_not_add_assets_uploads_none(steward: User, keeper: User) -> None:
    keeper.groups.set(keeper.groups.filter(name="keeper"))
    for person in (steward, keeper):
        browser = signed_in(person)
        assert browser.get(url()).status_code == 403
        assert upload(browser, sent(pdf())).status_code == 403
        with pytest.raises(PermissionDenied):
            create_asset(original=received(pdf()), by=User.objects.get(pk=person.pk))
    assert not Asset.objects.exists()
    assert Original.objects.count() == 1


def test_keeper_restricts_what_comes_in(keeper_browser: Client, contributor_browser: Client) -> None:
    upload(contributor_browser, sent(pdf("open")), restricted="on")
    upload(keeper_browser, sent(pdf("closed")), restricted="on")
    assert [asset.restricted for asset in Asset.objects.order_by("pk")] == [False, True]
    assert [line.detail.get("restricted") for line in LedgerLine.objects.order_by("number")] == [None, True]


def test_hidden_source_is_refused_as_if_it_did_not_exist(contributor_browser: Client) -> None:
    hidden = make_source(restricted=True, status=Status.DRAFT)
    page = upload(contributor_browser, sent(pdf()), source=hidden.pk)
    assert page.context["form"].errors["source"] == [
        "Select a valid choice. That choice is not one of the available choices."
    ]


@pytest.mark.parametrize("name", ["admin:index", "admin:memorial_asset_changelist"])
def test_way_to_the_page_is_shown_to_those_who_may_go(
    contributor_browser: Client, steward_browser: Client, name: str
) -> None:
    assert url() in contributor_browser.get(reverse(name)).content.decode()
    assert url() not in steward_browser.get(reverse(name)).content.decode()
