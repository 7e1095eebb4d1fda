"""Sources on the desk."""

from typing import Any

import pytest
from django.test import Client

from memorial.models import Source, User
from memorial.review.actions import open_copy
from memorial.review.status import Status
from tests.factories import keep_version, make_asset, make_person, make_source
from tests.review.filling import address, problems, send


def test_new_source_is_named_by_title_publisher_and_date(curator_browser: Client) -> None:
    answer = send(
        curator_browser,
        address(Source, "add"),
        kind="report",
        title="Synthetic report",
        publisher="Synthetic house",
        published="March 1993",
        url="example.org/report",
    )
    assert answer.status_code == 302, problems(answer)
    source = Source.objects.get()
    assert source.label == "Synthetic report, Synthetic house, 1993-03"
    assert source.url == "https://example.org/report"


def test_source_without_title_and_publisher_is_refused_with_a_sentence(curator_browser: Client) -> None:
    page = send(curator_browser, address(Source, "add"), kind="report")
    assert "Give the source a title or a publisher" in problems(page)


def test_citation_offers_the_facts_of_its_own_kind(curator_browser: Client) -> None:
    person = make_person(status=Status.DRAFT)
    page = curator_browser.get(address(type(person), "change", person.pk))
    citations = next(one for one in page.context["inline_admin_formsets"] if one.formset.prefix == "citations")
    offered = [fact for fact, _name in citations.formset.empty_form.fields["fact"].choices]
    assert offered == ["", *person.facts]
    source = make_source(status=Status.DRAFT)
    page = curator_browser.get(address(Source, "change", source.pk))
    assert 'value="publisher"' in page.content.decode()
    assert 'value="birth"' not in page.content.decode()


def test_language_that_is_no_tag_is_refused_with_an_example(curator_browser: Client) -> None:
    page = send(curator_browser, address(Source, "add"), kind="report", title="Synthetic", language="Russian")
    assert "Write for example az, ru, fa or az-Cyrl." in problems(page)


def test_source_known_through_itself_is_refused_with_a_sentence(curator: User, curator_browser: Client) -> None:
    draft, public = make_source(status=Status.DRAFT), keep_version(make_source())
    copy = open_copy(entry=public, by=curator)
    for form, itself in ((draft, draft), (copy, public)):
        page = send(curator_browser, address(Source, "change", form.pk), citations__0__source=itself.pk)
        assert "A source cannot be known through itself." in problems(page)
    assert not copy.citations.exists()  # type: ignore[attr-defined]  # a source


@pytest.mark.django_db
def test_citation_says_nothing_of_its_source_by_itself() -> None:
    source = make_source(title="Unsaid")
    citations = [make_person().citations.create(source=source, locator=where) for where in ("page 12", "")]
    assert [str(citation) for citation in citations] == ["page 12", "citation"]


def test_address_that_is_a_script_is_refused(curator_browser: Client) -> None:
    page = send(curator_browser, address(Source, "add"), kind="report", title="S", url="javascript:alert(1)")
    assert "Enter a valid URL." in problems(page)


def test_form_lists_the_scans_in_order_as_far_as_one_may_know(contributor_browser: Client) -> None:
    source = make_source(status=Status.DRAFT)
    for place, caption in ((2, "Synthetic page two"), (1, "Synthetic page one")):
        make_asset(source=source, source_position=place, texts={"en": {"caption": caption}})
    make_asset(source=source, status=Status.WITHDRAWN, texts={"en": {"caption": "Synthetic secret page"}})
    page = contributor_browser.get(address(Source, "change", source.pk))
    assert [name for name, _url in page.context["scans"]] == ["Synthetic page one", "Synthetic page two"]
    body = page.content.decode()
    assert body.index("Synthetic page one") < body.index("Synthetic page two")
    assert "Synthetic secret page" not in body


def test_working_copy_of_a_source_lists_the_scans_of_the_source(curator: User, curator_browser: Client) -> None:
    source = make_source()
    make_asset(source=source, texts={"en": {"caption": "Synthetic page"}})
    copy = open_copy(entry=source, by=curator)
    page = curator_browser.get(address(Source, "change", copy.pk))
    assert [name for name, _url in page.context["scans"]] == ["Synthetic page"]
    assert not copy.assets.exists()  # type: ignore[attr-defined]


@pytest.mark.parametrize("rows", [1, 3])
def test_form_costs_the_same_for_one_scan_as_for_many(
    curator_browser: Client, rows: int, django_assert_num_queries: Any
) -> None:
    source = make_source(status=Status.DRAFT)
    for _number in range(rows):
        make_asset(source=source)
    curator_browser.get(address(Source, "change", source.pk))
    with django_assert_num_queries(21):
        curator_browser.get(address(Source, "change", source.pk))
