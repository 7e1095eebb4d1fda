"""How a version is cited: in words on its page, and as files that the programs of researchers can read."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from memorial.models import Memorial, Person
from memorial.public.citation import bibtex, one_line
from tests.factories import make_figure, make_person, make_source, make_testimony
from tests.public.person_page import plain
from tests.public.version_page import publish_again, version_page, version_url

#: Letters that programs have garbled, a name written from the right, and signs that mean something to a format.
NAMES = ["Əlif Hacıyev oğlu", "Ğülşən Şıxəliyeva", "علی حاجی‌یف", "Алиф Гаджиев", 'O\'Neill "Sintetik"']


def reference(visitor: Client, entry: Any, form: str, number: int = 1, language: str = "en") -> str:
    """Return the reference to a version in one form."""
    response = visitor.get(version_url(entry, number, language, form))
    assert response.status_code == 200
    return response.content.decode()


def named(name: str, language: str = "az", **fields: Any) -> Person:
    """Return a person of this name alone, published once."""
    person = make_person(family="", **fields)
    person.names.create(full=name, language=language, preferred=True, script="Arab" if language == "fa" else "Latn")
    person.refresh()
    return publish_again(person)


def fields_of(text: str) -> dict[str, str]:
    """Return the fields of an entry of BibTeX, each of which must be whole on its line."""
    found = re.findall(r"^  (\w+) = \{(.*)\},$", text, re.MULTILINE)
    assert len(found) == len(text.splitlines()) - 2
    return dict(found)


@pytest.mark.parametrize("name", NAMES)
def test_name_is_written_as_it_is_in_every_form(visitor: Client, name: str) -> None:
    person = named(name)
    assert fields_of(reference(visitor, person, "bib"))["title"] == f"{{{name}}}"
    assert f"TI  - {name}\r\n" in reference(visitor, person, "ris")


def test_reference_says_what_when_and_where(visitor: Client, memorial: Memorial) -> None:
    Memorial.objects.update(time_zone="Asia/Baku")
    person = publish_again(publish_again(make_person(given="Synthetic", family="Name", birth="1950", death="1992")))
    fields = fields_of(reference(visitor, person, "bib", number=2))
    assert fields["title"] == "{Synthetic Name, 1950 – 1992}"
    assert fields["howpublished"] == "Synthetic Memorial"
    assert fields["version"] == "2"
    assert fields["note"].startswith("Version 2, published ")
    assert fields["url"] == f"http://testserver{version_url(person, 2)}"
    lines = reference(visitor, person, "ris", number=2).split("\r\n")
    assert lines[0] == "TY  - ELEC"
    assert lines[-2:] == ["ER  - ", ""]
    assert f"UR  - http://testserver{version_url(person, 2)}" in lines
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines[:-1])


def test_key_stays_the_same_in_every_language_and_tells_versions_apart(visitor: Client) -> None:
    person = publish_again(publish_again(make_person()))
    keys = [reference(visitor, person, "bib", 1, language).split("{")[1].split(",")[0] for language in ("az", "en")]
    assert keys == [f"memorial-{person.public_id}-v1"] * 2
    assert f"memorial-{person.public_id}-v2," in reference(visitor, person, "bib", 2)


@pytest.mark.parametrize(
    ("form", "kind"), [("bib", "application/x-bibtex"), ("ris", "application/x-research-info-systems")]
)
def test_reference_is_a_file_of_its_kind(visitor: Client, form: str, kind: str) -> None:
    person = publish_again(make_person())
    response = visitor.get(version_url(person, 1, form=form))
    assert response["Content-Type"] == f"{kind}; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="memorial-{person.public_id}-v1.{form}"'
    assert "Cookie" not in response.get("Vary", "")
    assert "Last-Modified" not in response.headers


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("100 % of A & B, no_1 #2 $3", r"100 \% of A \& B, no\_1 \#2 \$3"),
        ("a {brace", r"a \textbraceleft{}brace"),
        ("brace} \\ ^ ~", r"brace\textbraceright{} \textbackslash{} \textasciicircum{} \textasciitilde{}"),
        ("two\r\nlines\u2028three\x0bfour\tfive", "two lines three four five"),
        ("@misc{evil,", r"@misc\textbraceleft{}evil,"),
        ("bell\x07 and \x9c", "bell and "),
    ],
)
def test_signs_that_mean_something_to_bibtex_are_said_otherwise(text: str, written: str) -> None:
    assert bibtex(text) == written
    assert written.count("{") == written.count("}")


def test_value_of_ris_begins_no_field_of_its_own() -> None:
    assert one_line("Title\r\nER  - \r\nTY  - BOOK") == "Title ER - TY - BOOK"


def test_title_with_line_breaks_and_braces_stays_one_field(visitor: Client) -> None:
    source = publish_again(make_source(title="A {title}\nER  - \n% of two lines }"))
    assert reference(visitor, source, "ris").count("\r\nER  - ") == 1
    assert "title" in fields_of(reference(visitor, source, "bib"))


def test_person_without_a_name_is_cited_by_the_description(visitor: Client) -> None:
    texts = {"az": {"description": "Adı məlum olmayan qadın"}}
    described, bare = publish_again(make_person(family="", texts=texts)), publish_again(make_person(family=""))
    assert "TI  - Adı məlum olmayan qadın\r\n" in reference(visitor, described, "ris", language="az")
    assert "TI  - Unnamed person\r\n" in reference(visitor, bare, "ris")


def test_version_is_cited_by_the_name_of_then(visitor: Client) -> None:
    person = publish_again(make_person(given="Synthetic", family="Before"))
    person.names.update(full="Synthetic After")
    publish_again(person)
    assert "Synthetic Before" in reference(visitor, person, "bib", 1)
    assert "Synthetic After" in reference(visitor, person, "bib", 2)


def test_page_gives_the_citation_in_words_and_marks_the_language_of_a_name(visitor: Client) -> None:
    person = named("علی حاجی‌یف", "fa")
    html = version_page(visitor, person)
    assert '<span lang="fa" dir="rtl">علی حاجی‌یف</span>. Synthetic Memorial, version 1, published' in html
    assert f"http://testserver{version_url(person, 1)}" in plain(html)
    assert version_url(person, 1, form="bib") in html
    assert version_url(person, 1, form="ris") in html


@pytest.mark.parametrize("maker", [make_person, make_source, make_testimony])
def test_page_of_an_entry_offers_the_citation_of_its_present_version(visitor: Client, maker: Any) -> None:
    entry = publish_again(publish_again(maker()))
    with translation.override("en"):
        html = visitor.get(entry.get_absolute_url()).content.decode()
    assert "Cite this page" in html
    assert f"http://testserver{version_url(entry, 2)}</bdi>" in html
    assert version_url(entry, 2, form="bib") in html


def test_figure_is_cited_with_its_number_and_who_states_it(visitor: Client) -> None:
    figure = publish_again(make_figure(subject="killed", low=161, qualifier="at_least"))
    assert "TI  - killed, at least 161, Synthetic body\r\n" in reference(visitor, figure, "ris")
