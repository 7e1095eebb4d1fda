"""Sources on the desk."""

from django.test import Client

from memorial.models import Source
from tests.factories import make_person, make_source
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
    person = make_person()
    page = curator_browser.get(address(type(person), "change", person.pk))
    citations = next(one for one in page.context["inline_admin_formsets"] if one.formset.prefix == "citations")
    offered = [fact for fact, _name in citations.formset.empty_form.fields["fact"].choices]
    assert offered == ["", *person.facts]
    source = make_source()
    page = curator_browser.get(address(Source, "change", source.pk))
    assert 'value="publisher"' in page.content.decode()
    assert 'value="birth"' not in page.content.decode()


def test_language_that_is_no_tag_is_refused_with_an_example(curator_browser: Client) -> None:
    page = send(curator_browser, address(Source, "add"), kind="report", title="Synthetic", language="Russian")
    assert "Write for example az, ru, fa or az-Cyrl." in problems(page)


def test_source_known_through_itself_is_refused_with_a_sentence(curator_browser: Client) -> None:
    source = make_source()
    page = send(curator_browser, address(Source, "change", source.pk), citations__0__source=source.pk)
    assert "A source cannot be known through itself." in problems(page)


def test_address_that_is_a_script_is_refused(curator_browser: Client) -> None:
    page = send(curator_browser, address(Source, "add"), kind="report", title="S", url="javascript:alert(1)")
    assert "Enter a valid URL." in problems(page)
