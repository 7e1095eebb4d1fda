"""Names of lists: parted by the form of their column, in the words that somebody wrote."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memorial.exchange.lists.capitals import ordinary_case
from memorial.exchange.lists.names import NameForm, form_of, split_name

PARTED = [
    # text, form, given, patronymic, family
    ("SINTETIKA  MARTA ESTER", NameForm.FAMILY_GIVEN, "MARTA ESTER", "", "SINTETIKA"),
    ("VACA SINTETIKA  MIGUEL", NameForm.FAMILY_GIVEN, "MIGUEL", "", "VACA SINTETIKA"),
    ("SINTETIKA MARTA ESTER", NameForm.FAMILY_GIVEN, "MARTA ESTER", "", "SINTETIKA"),
    ("DE LA SINTETIKA ELENA", NameForm.FAMILY_GIVEN, "ELENA", "", "DE LA SINTETIKA"),
    ("Sintetika, Marta Ester", NameForm.FAMILY_COMMA_GIVEN, "Marta Ester", "", "Sintetika"),
    ("Marta de la Sintetika", NameForm.GIVEN_FAMILY, "Marta", "", "de la Sintetika"),
    ("Sintetikov Əli Vəli oğlu", NameForm.FAMILY_GIVEN_PATRONYMIC, "Əli", "Vəli oğlu", "Sintetikov"),
    ("Sintetikov Əli Rza Vəli oğlu", NameForm.FAMILY_GIVEN_PATRONYMIC, "Əli Rza", "Vəli oğlu", "Sintetikov"),
    ("Əli Vəli oğlu Sintetikov", NameForm.GIVEN_PATRONYMIC_FAMILY, "Əli", "Vəli oğlu", "Sintetikov"),
    ("Leyla Həsən-qızı Sintetikova", NameForm.GIVEN_PATRONYMIC_FAMILY, "Leyla", "Həsən-qızı", "Sintetikova"),
    ("Синтетикова Лейла Гасан кызы", NameForm.FAMILY_GIVEN_PATRONYMIC, "Лейла", "Гасан кызы", "Синтетикова"),
    ("Синтетикова Анна Петровна", NameForm.FAMILY_GIVEN_PATRONYMIC, "Анна", "Петровна", "Синтетикова"),
    ("Анна Петровна Синтетикова", NameForm.GIVEN_PATRONYMIC_FAMILY, "Анна", "Петровна", "Синтетикова"),
    ("Sintetikov Ə. V.", NameForm.FAMILY_GIVEN_PATRONYMIC, "Ə.", "V.", "Sintetikov"),
    ("Sintetikov Əli", NameForm.FAMILY_GIVEN_PATRONYMIC, "Əli", "", "Sintetikov"),
    ("Sintetika Marta", NameForm.AS_WRITTEN, "", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "form", "given", "patronymic", "family"), PARTED)
def test_name_is_parted_by_its_form(text: str, form: NameForm, given: str, patronymic: str, family: str) -> None:
    parts = split_name(text, form)
    assert (parts.given, parts.patronymic, parts.family) == (given, patronymic, family)
    assert parts.full == " ".join(text.split())
    assert parts.doubt == ""


def test_name_with_a_family_name_of_two_words_is_parted_as_the_mapping_says() -> None:
    parts = split_name("VACA SINTETIKA MIGUEL", NameForm.FAMILY_GIVEN, family_words=2)
    assert (parts.family, parts.given) == ("VACA SINTETIKA", "MIGUEL")


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Sintetika", NameForm.GIVEN_FAMILY),
        ("Sintetika Marta", NameForm.FAMILY_COMMA_GIVEN),
        ("Sintetika", NameForm.FAMILY_GIVEN),
        ("Əli Vəli oğlu Sintetikov", NameForm.FAMILY_GIVEN_PATRONYMIC),
    ],
)
def test_name_that_cannot_be_parted_is_kept_in_full_with_a_doubt(text: str, form: NameForm) -> None:
    parts = split_name(text, form)
    assert (parts.full, parts.given, parts.family) == (text, "", "")
    assert parts.doubt.endswith(".")


@pytest.mark.parametrize(
    ("text", "full", "other"),
    [
        ("Sintetika, Juan (Lobito)", "Sintetika, Juan", (("nickname", "Lobito"),)),
        ("Sintetika, Juan (h)", "Sintetika, Juan", (("suffix", "h"),)),
        ("Anna “Mimi” Sintetika", "Anna Sintetika", (("nickname", "Mimi"),)),
        ("Анна Синтетикова (урожд. Пробная)", "Анна Синтетикова", (("birth", "Пробная"),)),
        ("Sintetika (née Probe)", "Sintetika", (("birth", "Probe"),)),
        ("Sintetika (esposa de Probo)", "Sintetika", (("married", "Probo"),)),
        ("Sintetika 'Lobo' Juan", "Sintetika Juan", (("nickname", "Lobo"),)),
        ("D'Sintetika, Juan", "D'Sintetika, Juan", ()),
        ("Sintetika, Juan (1930)", "Sintetika, Juan", (("note", "1930"),)),
        ("(Bala)", "(Bala)", ()),
        ("Sintetika (open", "Sintetika (open", ()),
    ],
)
def test_what_stands_beside_a_name_is_told_apart(text: str, full: str, other: tuple[tuple[str, str], ...]) -> None:
    parts = split_name(text, NameForm.AS_WRITTEN)
    assert (parts.full, parts.other) == (full, other)


def test_bracket_beside_a_family_name_does_not_hide_the_double_space() -> None:
    parts = split_name("SINTETIKA (LOBO)  MARTA ESTER", NameForm.FAMILY_GIVEN)
    assert (parts.family, parts.given) == ("SINTETIKA", "MARTA ESTER")


def test_mothers_name_after_a_comma_is_kept_as_it_is() -> None:
    parts = split_name("SINTETIKA  MARTA, PROBO", NameForm.FAMILY_GIVEN_MOTHER)
    assert (parts.full, parts.family, parts.other) == ("SINTETIKA MARTA", "SINTETIKA", (("mother", "PROBO"),))


@pytest.mark.parametrize(
    ("samples", "form"),
    [
        (["SINTETIKA  MARTA", "PROBO  JUAN", "-"], NameForm.FAMILY_GIVEN),
        (["SINTETIKA  MARTA, X", "PROBO  JUAN, Y"], NameForm.FAMILY_GIVEN_MOTHER),
        (["Sintetika, Marta", "Probo, Juan"], NameForm.FAMILY_COMMA_GIVEN),
        (["Sintetikov Əli Vəli oğlu", "Sintetikova Leyla Vəli qızı"], NameForm.FAMILY_GIVEN_PATRONYMIC),
        (["Анна Петровна Синтетикова"], NameForm.GIVEN_PATRONYMIC_FAMILY),
        (["Sintetika Marta", "Probo Juan"], NameForm.AS_WRITTEN),
        ([], NameForm.AS_WRITTEN),
    ],
)
def test_form_of_a_column_is_found_only_where_it_shows(samples: list[str], form: NameForm) -> None:
    assert form_of(samples) == form


@given(st.text(max_size=60), st.sampled_from(NameForm), st.integers(0, 4))
def test_name_loses_no_letter(text: str, form: NameForm, words: int) -> None:
    parts = split_name(text, form, family_words=words)
    if parts.full and parts.family and form != NameForm.AS_WRITTEN:
        kept = sorted("".join((parts.given, parts.patronymic, parts.family)).replace(" ", "").replace(",", ""))
        assert kept == sorted("".join(parts.full.split()).replace(",", ""))


@pytest.mark.parametrize(
    ("text", "language", "ordinary"),
    [
        ("İBRAHİM SINTETIKOV VƏLİ OĞLU", "az", "İbrahim Sıntetıkov Vəli oğlu"),
        ("AYDIN SENTETİK", "tr", "Aydın Sentetik"),
        ("ELENA DE LA SINTETIKA", "es", "Elena de la Sintetika"),
        ("LA ROSA D'SINTETIKA-O'PROBO", "es", "La Rosa D'Sintetika-O'Probo"),
        ("MCSYNTHETIC", "en", "McSynthetic"),
        ("J. M. SYNTHETIC III", "en", "J. M. Synthetic III"),
        ("СИНТЕТИКОВА-ПРОБНАЯ АЛИ КЫЗЫ", "ru", "Синтетикова-Пробная Али кызы"),
        ("VON SYNTHETISCH", "de", "von Synthetisch"),
        ("Already Written van der Probe", "nl", "Already Written van der Probe"),
        ("", "az", ""),
    ],
)
def test_capitals_become_ordinary_by_the_rules_of_the_language(text: str, language: str, ordinary: str) -> None:
    assert ordinary_case(text, language) == ordinary
