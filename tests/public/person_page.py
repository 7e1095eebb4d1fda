"""What the tests of a person's page ask with: the page in a language, its words, and a citation."""

import re
from typing import Any

from django.test import Client
from django.utils import translation

from memorial.models import Person, PersonCitation, Source
from tests.factories import make_source


def page(visitor: Client, person: Person, language: str = "en") -> str:
    """Return the HTML of a person's page."""
    with translation.override(language):
        response = visitor.get(person.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def cite(person: Person, fact: str = "", **fields: Any) -> Source:
    """Cite a source, a new one unless it is given, for a fact of a person, and return it."""
    source = fields.pop("source", None) or make_source()
    PersonCitation.objects.create(entry=person, fact=fact, source=source, **fields)
    return source


def plain(html: str) -> str:
    """Return the words of a page's own part, as a reader meets them."""
    main = html[html.index("<main") : html.index("</main>")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", main))
