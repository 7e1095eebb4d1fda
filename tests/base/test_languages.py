"""Names of languages, in each language of the pages."""

import pytest

from memorial.base.languages import interface_languages, name_in
from memorial.contributions.forms import FURTHER


@pytest.mark.parametrize("page", interface_languages())
def test_each_language_that_may_be_written_in_has_a_name(page: str) -> None:
    assert [tag for tag in FURTHER if name_in(tag, page) == tag] == []


@pytest.mark.parametrize(
    ("tag", "page", "name"),
    [
        ("lez", "ru", "лезгинский"),
        ("tly", "az", "talış"),
        ("tly", "en", "Talysh"),
        ("az-Cyrl", "en", "Azerbaijani (Cyrillic)"),
    ],
)
def test_language_is_named_as_the_page_names_it(tag: str, page: str, name: str) -> None:
    assert name_in(tag, page) == name


def test_language_that_nobody_knows_is_called_by_its_tag() -> None:
    assert name_in("qaa", "en") == "qaa"
