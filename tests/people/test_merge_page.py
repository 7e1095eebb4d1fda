"""The pages on which two people are merged: what they show, whom they do not show, what comes of them; synthetic."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from memorial.models import Merge, Person, User
from memorial.people.merged import Step
from memorial.review.actions import copy_of_entry
from memorial.review.status import Status
from tests.factories import add_name, keep_version, make_person, make_source, make_testimony
from tests.review.acting import page_of
from tests.review.filling import messages_of

pytestmark = pytest.mark.django_db


def both(*people: Person) -> str:
    return reverse("admin:merge_people", args=[person.pk for person in people])


def sent(page: Any) -> dict[str, str]:
    """Return what the form of the page sends."""
    form = page.context["form"]
    return {"keep": str(page.context["kept"].pk), "seen": str(form["seen"].value()), "note": "Synthetic note"}


def test_page_tells_dates_and_choices_in_the_words_of_whoever_reads(curator_browser: Client) -> None:
    source = make_source(title="Synthetic list")
    kept = make_person(given="Sevda", family="Sintetikova", birth="1953~", status=Status.DRAFT)
    merged = make_person(given="Sevda", birth="1960-04", fate="missing", sex="female", status=Status.DRAFT)
    merged.citations.create(fact="birth", source=source)
    page = curator_browser.get(both(kept, merged), {"keep": kept.pk}, headers={"accept-language": "ru"})
    gained = {one.kind: one.name for one in page.context["gained"]}
    assert (gained["Судьба"], gained["Пол"]) == ("среди пропавших без вести", "женский")
    (birth,) = page.context["differing"]
    assert (birth.kept, birth.merged) == ("около 1953 года", "апрель 1960 года")
    assert '<td dir="auto">около 1953 года</td><td dir="auto">апрель 1960 года</td>' in page.content.decode()


def test_page_shows_what_is_gained_and_where_they_differ(
    curator_browser: Client, second_curator_browser: Client
) -> None:
    kept = keep_version(make_person(given="Sevda", family="Sintetikova", birth="1953"))
    merged = make_person(given="Sevda", family="Sintetik", birth="1954", fate="missing", status=Status.DRAFT)
    merged.citations.create(fact="birth", source=make_source(title="Synthetic list"))
    hidden = make_testimony(status=Status.DRAFT, restricted=True, texts={"en": {"summary": "Synthetic secret"}})
    hidden.people.add(merged)
    told = make_testimony(status=Status.DRAFT)
    told.people.add(merged)
    choice = curator_browser.get(reverse("admin:choose_merge", args=[merged.pk]))
    assert both(merged, kept) in choice.content.decode()
    page = curator_browser.get(both(merged, kept))
    text = page.content.decode()
    # Whoever is public is kept, in whichever order the two are given.
    assert page.context["kept"] == kept
    assert [one.label for one in page.context["gains"].differing] == ["Born"]
    assert "differs: 1954" in text and "Synthetic list" in text
    assert (told.public_id in text, hidden.public_id in text, "Synthetic secret" in text) == (True, False, False)
    assert page.context["waits"] and "Sintetik" in text
    answer = curator_browser.post(both(merged, kept), sent(page), follow=True)
    assert answer.status_code == 200 and "working copy" in messages_of(answer)[0]
    made = Merge.objects.get()
    assert (made.kept, made.merged, made.step, made.note) == (kept, merged, Step.PREPARED, "Synthetic note")
    copy: Any = copy_of_entry(kept)
    for entry in (kept, copy, merged):
        seen = second_curator_browser.get(page_of(entry)).content.decode()
        assert both(kept, merged) in seen
    undone = curator_browser.post(reverse("admin:undo_merge", args=[made.pk]), follow=True)
    assert "as they were" in messages_of(undone)[0]
    assert (copy_of_entry(kept), Person.objects.get(pk=merged.pk).status) == (None, Status.DRAFT)


def test_page_keeps_the_other_one_if_asked_and_refuses_what_was_not_seen(curator_browser: Client) -> None:
    one, other = make_person(status=Status.DRAFT), make_person(status=Status.DRAFT)
    page = curator_browser.get(both(one, other) + f"?keep={other.pk}")
    assert page.context["kept"] == other
    data = sent(page)
    add_name(one, given="Synthetic", family="Meanwhile")
    answer = curator_browser.post(both(one, other), data)
    assert (answer.status_code, Merge.objects.count()) == (422, 0)
    assert "Synthetic note" in answer.content.decode()
    again = curator_browser.post(both(one, other), sent(answer))
    assert (again.status_code, Merge.objects.get().kept) == (302, other)
    # An address that was kept open shows what has become of it, and does it no second time.
    shown = curator_browser.get(both(one, other))
    assert "Undo the merge" in shown.content.decode()
    assert curator_browser.post(both(one, other), data).status_code == 422


def test_hidden_or_unknown_person_is_not_there(curator_browser: Client, curator: User) -> None:
    person = make_person(status=Status.DRAFT)
    hidden = make_person(status=Status.DRAFT, restricted=True, given="Hidden", family="Sintetikova")
    for key in (hidden.pk, 10**9, 10**30):
        url = f"/admin/memorial/person/{person.pk}/merge/{key}/"
        assert (curator_browser.get(url).status_code, curator_browser.post(url).status_code) == (404, 404)
    choice = reverse("admin:choose_merge", args=[person.pk])
    assert curator_browser.get(f"{choice}?q=Hidden").context["others"] == []
    for odd in ("%00", "x" * 5000, "'\"<script>"):
        assert curator_browser.get(f"{choice}?q={odd}").status_code == 200
    other = make_person(status=Status.DRAFT)
    for data in ({}, {"keep": "x"}, {"keep": "9" * 40, "seen": "\0", "note": "\0"}):
        assert curator_browser.post(both(person, other), data).status_code == 422
    assert curator_browser.get(both(person, person)).status_code == 200
    assert curator_browser.post("/admin/memorial/merges/99999999999999999999999/undo/").status_code == 404


def test_pages_ask_as_much_for_three_as_for_one(curator_browser: Client) -> None:
    def number_of(people: int) -> tuple[int, int]:
        kept, merged = make_person(status=Status.DRAFT), make_person(status=Status.DRAFT)
        for _turn in range(people):
            add_name(merged, given="Synthetic", family="Sintetik", source=make_source())
            merged.citations.create(fact="names", source=make_source())
            make_testimony(status=Status.DRAFT).people.add(merged)
            make_person(family="Sintetik", status=Status.DRAFT)
        found = []
        for url in (both(kept, merged), reverse("admin:choose_merge", args=[kept.pk]) + "?q=Sintetik"):
            curator_browser.get(url)
            with CaptureQueriesContext(connection) as queries:
                assert curator_browser.get(url).status_code == 200
            found.append(len(queries))
        return found[0], found[1]

    few, many = number_of(1), number_of(3)
    assert many[0] <= few[0] and many[1] <= few[1]
