"""How what a row says of an age and a fate agrees with what is said here."""

from typing import Any

import pytest
from django.utils import translation

from memorial.exchange.imports.reasons import sentences_of
from memorial.models import Memorial, User
from tests.exchange.imports import checked, row_of
from tests.factories import make_person

pytestmark = pytest.mark.django_db


def reasons(curator: User, header: str, row: str, **here: Any) -> tuple[str, set[str]]:
    """Return what becomes of a row beside somebody of the same name, and what speaks against one person."""
    make_person(given="Samir", family="Sintetikov", **here)
    found = row_of(checked(f"family,given,{header}", [f"Sintetikov,Samir,{row}"], curator), 0)
    return found.outcome, {sentence for sentence, against in sentences_of(found.reasons) if against}


@pytest.mark.parametrize("here", ["killed", "died_of_cold", "missing", "captive", "wounded", "survived", "unknown"])
@pytest.mark.parametrize("there", ["killed", "died_of_cold", "missing", "captive", "wounded", "survived", "unknown"])
def test_fate_differs_where_one_has_died_and_the_other_has_lived(
    memorial: Memorial, curator: User, here: str, there: str
) -> None:
    died, lived = {"killed", "died_of_cold"}, {"survived", "wounded"}
    outcome, against = reasons(curator, "born,fate", f"1950,{there}", birth="1950", fate=here)
    differs = (here in died and there in lived) or (here in lived and there in died)
    assert (outcome, len(against)) == (("maybe", 1) if differs else ("same", 0))


@pytest.mark.parametrize(
    ("here", "age", "differs"),
    [
        ({"age_low": 40}, "40", False),
        ({"age_low": 40}, "41", False),
        ({"age_low": 40}, "42", True),
        ({"age_low": 40, "age_high": 45}, "46", False),
        ({"age_low": 40, "age_high": 45}, "47", True),
        ({"age_low": 40, "age_about": True}, "45", False),
        ({"age_low": 40, "age_about": True}, "47", True),
        ({"age_low": 40}, "", False),
        ({}, "40", False),
        # By the dates, where no age is stated: the memorial says when it happened.
        ({"birth": "1950"}, "42", False),
        ({"birth": "1950"}, "30", True),
        ({"birth": "1950~"}, "46", False),
        ({"birth": "1950", "death": "1970", "fate": "killed"}, "20", False),
    ],
)
def test_age_differs_where_it_cannot_be_counted_so(
    memorial: Memorial, curator: User, here: Any, age: str, differs: bool
) -> None:
    Memorial.objects.update(occurred="1992-02-25/1992-02-26")
    outcome, against = reasons(curator, "age", age, **here)
    assert (outcome, len(against)) == ("maybe", int(differs))


def test_births_that_agree_outweigh_how_a_list_counts_years(memorial: Memorial, curator: User) -> None:
    assert reasons(curator, "born,age", "1950,47", birth="1950") == ("same", set())
    assert reasons(curator, "born,age", "1960,47", birth="1960", age_low=30)[0] == "maybe"


@pytest.mark.parametrize(
    ("language", "age", "fate"),
    [
        ("en", "The age differs: aged 40 here, aged about 60 in", "The fate differs: “killed” here, “survived” in"),
        (
            "az",
            "Yaş fərqlidir: burada 40 yaşında, siyahıda təxminən 60",
            "Taleyi fərqlidir: burada “öldürülüb”",
        ),
        (
            "ru",
            "Возраст расходится: здесь 40 лет, в списке около 60",
            "Судьба расходится: здесь «среди убитых»",
        ),
        ("tr", "Yaş farklı: burada 40 yaşında, listede yaklaşık 60", "Akıbet farklı: burada “öldürüldü”, listede"),
    ],
)
def test_what_differs_is_told_in_the_language_of_the_reader(
    memorial: Memorial, curator: User, language: str, age: str, fate: str
) -> None:
    with translation.override(language):
        _outcome, against = reasons(curator, "age,fate", "~60,survived", age_low=40, fate="killed")
    told = " ".join(sorted(against))
    assert age in told and fate in told, told
