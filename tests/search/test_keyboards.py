"""Keyboards: what was typed on another layout is understood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memorial.search.keyboards import TYPED_AND_MEANT, other_layouts


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Ufcfyjd", "гасанов"),
        ("Ufcfyjd Fkb", "гасанов али"),
        ("Щкчфт", "orxan"),
        ("Рфышв", "hasıd"),
        ("h's'nov", "həsənov"),
        ("'liyev", "əliyev"),
    ],
)
def test_a_text_typed_on_another_layout_is_understood(typed: str, meant: str) -> None:
    assert meant in other_layouts(typed)


def test_both_directions_lead_back() -> None:
    for typed, meant in (("hacı", "рфсд"), ("qalib", "йфдши")):
        assert any(typed in other_layouts(text) for text in [meant, *other_layouts(typed)])


def test_layouts_have_as_many_keys_as_each_other_needs() -> None:
    assert all(len(set(typed)) == len(typed) for typed, _meant in TYPED_AND_MEANT)


def test_a_text_of_no_layout_has_no_other() -> None:
    assert other_layouts("حسن") == []
    assert other_layouts("") == []
    assert other_layouts("1953") == []


@given(st.text())
def test_any_text_has_other_layouts_or_none(text: str) -> None:
    assert text not in other_layouts(text)
