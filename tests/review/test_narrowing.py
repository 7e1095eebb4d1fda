"""Narrowing: the rows of a list of the desk are asked anew as its address says, or the person is told why not."""

import pytest
from django.contrib import admin
from django.http import QueryDict

from memorial.accounts.models import User
from memorial.people.models import Person
from memorial.review.narrowing import LONGEST, NarrowingRefused, narrowed_rows, narrowing_of
from tests.factories import make_person


def test_narrowing_leaves_out_how_a_list_is_drawn() -> None:
    assert narrowing_of(QueryDict("q=abc&p=3&o=-1&page=2&_popup=1&status__exact=draft")) == "q=abc&status__exact=draft"


def test_list_is_narrowed_as_its_address_says(curator: User) -> None:
    draft, _public = make_person(status="draft"), make_person()
    assert list(narrowed_rows(admin.site, Person, "status__exact=draft", curator)) == [draft]


@pytest.mark.parametrize("narrowed", ["q=%00", "status__exact=%00", "no=such", "pk__in=1", "q=" + "x" * LONGEST])
def test_list_that_cannot_be_narrowed_so_is_refused_with_a_sentence(curator: User, narrowed: str) -> None:
    with pytest.raises(NarrowingRefused, match=r"\.$"):
        narrowed_rows(admin.site, Person, narrowed, curator)
