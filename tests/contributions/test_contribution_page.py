"""The page of one contribution: all that was sent, under covers; its acts; and who sent it, for keepers alone."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from memorial.accounts.roles import Role
from memorial.contributions.desk_acts import ACTS
from memorial.contributions.models import Contribution, Kind, Letter, State
from memorial.models import LedgerLine, User
from tests.conftest import signed_in, staff
from tests.contributions.keys import use_keys
from tests.contributions.sending import looked_at, sent_in, with_file
from tests.factories import make_person
from tests.review.filling import messages_of


def page_of(row: Contribution) -> str:
    return reverse("admin:contribution", args=[row.reference])


def act_of(row: Contribution, name: str) -> str:
    return reverse("admin:contribution_act", args=[row.reference, name])


def contact_of(row: Contribution) -> str:
    return reverse("admin:contribution_contact", args=[row.reference])


@pytest.fixture
def with_contact(settings: Any, tmp_path: Path, memorial: object) -> Contribution:
    use_keys(settings, tmp_path)
    return sent_in(words="Synthetic words", contact={"name": "Zqname", "mail": "zq@example.org"})


def test_page_shows_what_was_sent_in_its_language(curator_browser: Client) -> None:
    person = make_person(given="Zqgiven")
    row = sent_in(
        Kind.CORRECTION,
        language="fa",
        words="Synthetic words\n\nin two paragraphs",
        details={"fact": "born", "known": "Synthetic knowledge", "no_such": "Synthetic rest"},
        about_kind="person",
        about=person.public_id,
        signs=["links"],
    )
    text = curator_browser.get(page_of(row)).content.decode()
    assert '<div class="words" lang="fa" dir="rtl"><p>Synthetic words</p>' in text
    for words in ("How is this known?", "Synthetic knowledge", "Synthetic rest", "it has many links", "Zqgiven"):
        assert words in text, words
    assert reverse("admin:memorial_person_review", args=[person.pk]) in text
    assert person.get_absolute_url() in text


def test_page_tells_what_the_sender_allows(curator_browser: Client) -> None:
    row = sent_in(
        answers={"keep": True, "publish": False},
        naming="initials",
        shown_name="Z. Q.",
        audience="researchers",
        given_by="heir",
        wording_version="synthetic-1",
    )
    page = curator_browser.get(page_of(row))
    assert [answer for _purpose, answer in page.context["consents"]][:2] == ["yes", "no"]
    assert page.context["consents"][2][1] == "no answer, which counts as no"
    for words in ("initials", "Z. Q.", "researchers, on request", "an heir", "synthetic-1"):
        assert words in page.content.decode()


def test_grave_words_and_files_are_covered(curator_browser: Client) -> None:
    row = sent_in(words="Synthetic words of torture")
    with_file(row, name="Zqname.jpg")
    with_file(row, kind="audio", media_type="audio/ogg")
    with_file(row, kind="video", media_type="video/webm")
    text = curator_browser.get(page_of(row)).content.decode()
    folded = re.search(r"<details class=\"grave\">.*?</details>", text, re.DOTALL)
    assert folded
    assert "Synthetic words of torture" in folded[0]
    assert text.count("Synthetic words of torture") == 1
    assert re.findall(r"<(?:audio|video) [^>]*>", text) == [
        tag for tag in re.findall(r"<(?:audio|video) [^>]*>", text) if "muted" in tag and 'preload="none"' in tag
    ]
    assert text.count('preload="none"') == 2
    assert re.search(r'<details class="cover">.*?<img src="[^?"]*" [^>]*loading="lazy">', text, re.DOTALL)
    assert "<details open" not in text
    assert 'class="cover" open' not in text
    assert "Zqname" not in text


def test_markup_that_was_sent_is_shown_as_words(curator_browser: Client) -> None:
    row = sent_in(words="<script>x</script>", shown_name="<b>", details={"<i>": "<u>"}, language="az")
    text = curator_browser.get(page_of(row)).content.decode()
    for markup in ("<script>x", "<b>&lt;", "<i>", "<u>"):
        assert markup not in text
    assert "&lt;script&gt;x" in text


def test_similar_ones_are_named(curator_browser: Client) -> None:
    row = sent_in(words="Synthetic same words", about_kind="person", about="abcdefabcdef", days=3)
    same = sent_in(words="Synthetic same words", days=9, language="ru")
    about = sent_in(Kind.PICTURE, about_kind="person", about="abcdefabcdef", days=40)
    near, _far, begun = sent_in(days=3), sent_in(days=5), sent_in(days=3, state=State.BEGUN)
    page = curator_browser.get(page_of(row))
    found = {one.contribution.reference: one.why for one in page.context["similar"]}
    assert found == {
        same.reference: "the same words",
        about.reference: "about the same entry",
        near.reference: "sent within ten minutes",
    }
    assert begun.reference not in page.content.decode()


def test_begun_contribution_is_nobodys_to_read(curator_browser: Client, keeper_browser: Client) -> None:
    begun = sent_in(state=State.BEGUN)
    for browser in (curator_browser, keeper_browser):
        assert browser.get(page_of(begun)).status_code == 404
    assert curator_browser.post(act_of(begun, "aside"), {"seen": ""}).status_code == 404
    assert keeper_browser.post(contact_of(begun)).status_code == 404


def test_act_is_done_and_refused_ones_keep_every_word(curator_browser: Client, second_curator: User) -> None:
    row = sent_in()
    said = looked_at(row, words="Synthetic question")
    Contribution.objects.filter(pk=row.pk).update(words="Changed by its sender meanwhile")
    page = curator_browser.post(act_of(row, "ask"), said)
    assert page.status_code == 422
    text = page.content.decode()
    assert "Nothing was done." in text
    assert "This has changed since you looked at it" in text
    assert ">\nSynthetic question</textarea>" in text
    assert "Changed by its sender meanwhile" in text
    assert not Letter.objects.exists()
    answer = curator_browser.post(act_of(row, "ask"), looked_at(row, words="Synthetic question"), follow=True)
    assert messages_of(answer) == [f"{row.reference}: The question waits for the sender behind their private link."]
    assert "Synthetic question" in answer.content.decode()


def test_page_that_was_refused_can_be_sent_again_after_another_look(curator_browser: Client) -> None:
    row = sent_in()
    page = curator_browser.post(act_of(row, "aside"), {"seen": "0" * 64})
    (form,) = [offered.form for offered in page.context["acts"] if offered.is_open]
    curator_browser.post(act_of(row, "aside"), {"seen": form["seen"].value()})
    assert Contribution.objects.get(pk=row.pk).state == State.ASIDE


def test_each_act_is_offered_where_it_can_be_done(curator: User, curator_browser: Client) -> None:
    def offered(**fields: Any) -> set[str]:
        row = sent_in(fields.pop("kind", Kind.TESTIMONY), **fields)
        return {one.act.name for one in curator_browser.get(page_of(row)).context["acts"]}

    at_first = {"accept", "ask", "decline", "merge", "aside", "take", "hand_over"}
    assert offered() == at_first
    assert offered(in_charge=curator) == at_first - {"take"}
    assert offered(kind=Kind.TAKEDOWN) == at_first - {"accept", "decline"}
    assert offered(state=State.ASIDE) == offered(state=State.DECLINED) == offered(state=State.MERGED) == {"back"}
    assert offered(state=State.ACCEPTED) == offered(state=State.WITHDRAWN) == set()
    assert offered(state=State.ACCEPTED, changed_at=sent_in().sent_at) == {"seen"}


def test_message_is_accepted_and_what_was_made_is_named(curator_browser: Client) -> None:
    row = sent_in(Kind.MESSAGE, words="Synthetic message")
    answer = curator_browser.post(act_of(row, "accept"), looked_at(row), follow=True)
    assert messages_of(answer) == [f"{row.reference}: It is accepted."]
    assert "a message of the book" in answer.content.decode()
    again = curator_browser.post(act_of(row, "accept"), looked_at(row))
    assert again.status_code == 422
    assert "Nothing was done" in again.content.decode()


def test_change_after_the_decision_is_noted_once(curator_browser: Client) -> None:
    row = sent_in(state=State.ACCEPTED)
    Contribution.objects.filter(pk=row.pk).update(changed_at=row.sent_at)
    assert "Its sender changed something" in curator_browser.get(page_of(row)).content.decode()
    said = looked_at(row)
    curator_browser.post(act_of(row, "seen"), said)
    assert Contribution.objects.get(pk=row.pk).changed_at is None
    assert curator_browser.post(act_of(row, "seen"), looked_at(row)).status_code == 422
    assert not LedgerLine.objects.exists()


@pytest.mark.parametrize("name", ACTS)
def test_act_sent_with_nothing_or_nonsense_is_no_error(name: str, curator_browser: Client) -> None:
    row = sent_in()
    odd = {"seen": "\0", "words": "\0", "reason": "x", "reference": "\0", "person": "x", "without": "x"}
    for data in ({}, odd):
        assert curator_browser.post(act_of(row, name), data).status_code == 422
    assert curator_browser.get(act_of(row, name)).status_code == 405
    assert Contribution.objects.get(pk=row.pk).state == State.NEW
    assert not LedgerLine.objects.exists()


def test_words_of_a_lost_session_come_back(curator: User, visitor: Client) -> None:
    row = sent_in()
    page = visitor.post(act_of(row, "ask"), looked_at(row, words="Synthetic question"))
    assert page.status_code == 403
    assert "Synthetic question" in page.content.decode()
    assert not Letter.objects.exists()


def test_act_needs_the_token_of_a_form(curator: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(curator)
    row = sent_in()
    assert browser.post(act_of(row, "aside"), looked_at(row)).status_code == 403
    assert Contribution.objects.get(pk=row.pk).state == State.NEW


def test_what_was_withdrawn_is_no_longer_said_to_be_allowed(curator_browser: Client) -> None:
    row = sent_in()
    assert "What the sender allows" in curator_browser.get(page_of(row)).content.decode()
    Contribution.objects.filter(pk=row.pk).update(state=State.WITHDRAWN)
    assert "What the sender allows" not in curator_browser.get(page_of(row)).content.decode()


def test_who_sent_it_is_shown_to_a_keeper_once(with_contact: Contribution, keeper_browser: Client) -> None:
    row = with_contact
    page = keeper_browser.get(page_of(row)).content.decode()
    assert "Open the contact" in page
    assert f"<h1>Testimony {row.reference}</h1>" in page
    assert "Synthetic words" not in page
    assert keeper_browser.get(contact_of(row)).status_code == 405
    shown = keeper_browser.post(contact_of(row))
    assert "Zqname" in shown.content.decode()
    assert "zq@example.org" in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    line = LedgerLine.objects.get()
    assert (line.verb, line.entry) == ("contact_opened", row.reference)
    assert "Zqname" not in keeper_browser.get(page_of(row)).content.decode()


def test_who_sent_it_is_shown_to_nobody_else(
    with_contact: Contribution, curator_browser: Client, contributor_browser: Client, steward_browser: Client
) -> None:
    row = with_contact
    page = curator_browser.get(page_of(row)).content.decode()
    assert "A name or an address is locked away." in page
    assert "Open the contact" not in page
    assert "Zqname" not in page
    for browser in (curator_browser, contributor_browser, steward_browser):
        for each in (row, sent_in()):
            assert browser.post(contact_of(each)).status_code == 403
    assert not LedgerLine.objects.exists()


def test_contact_that_is_not_there_is_not_opened(keeper_browser: Client) -> None:
    row = sent_in()
    answer = keeper_browser.post(contact_of(row), follow=True)
    assert messages_of(answer) == ["There is no contact to be opened."]
    assert "No name and no address were left." in answer.content.decode()
    assert not LedgerLine.objects.exists()


def test_page_is_for_curators(contributor_browser: Client, steward_browser: Client, keeper_browser: Client) -> None:
    row = sent_in()
    for browser in (contributor_browser, steward_browser):
        assert browser.get(page_of(row)).status_code == 403
    for browser in (contributor_browser, steward_browser, keeper_browser):
        assert browser.post(act_of(row, "aside"), looked_at(row)).status_code == 403
    assert Contribution.objects.get(pk=row.pk).state == State.NEW


@pytest.mark.parametrize("rows", [1, 3])
def test_page_asks_the_same_however_much_there_is(rows: int, memorial: object, django_assert_num_queries: Any) -> None:
    person = staff("asking", Role.CURATOR)
    browser = signed_in(person)
    about = make_person()
    row = sent_in(words="Synthetic same words", about_kind="person", about=about.public_id, signs=["watched:1"])
    for place in range(rows):
        with_file(row, sha256=f"{place:064d}")
        Letter.objects.create(contribution=row, ours=True, by=staff(f"by-{place}"), words="Synthetic", at=row.begun_at)
        sent_in(words="Synthetic same words", state=State.MERGED, merged_into=row)
    browser.get(page_of(row))
    with django_assert_num_queries(19):
        browser.get(page_of(row))
