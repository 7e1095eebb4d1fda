"""Synthetic names: people who never lived, for trials."""

from collections import Counter

from memorial.people.names import script_of
from memorial.search.evaluation.scratch import SEED
from memorial.search.synthetic import SOURCE, synthetic_names


def test_synthetic_names_are_the_same_for_a_seed() -> None:
    once, again = list(synthetic_names(50, SEED)), list(synthetic_names(50, SEED))
    assert once == again
    assert once != list(synthetic_names(50, SEED + 1))
    assert len(once) == 50


def test_synthetic_person_has_three_spellings_in_two_scripts() -> None:
    for names in synthetic_names(300, SEED):
        assert [name.language for name in names][:2] == ["az", "ru"]
        assert names[2].language in {"en", "tr"}
        assert all(script_of(name.full) == name.script for name in names)
        assert all(name.given in name.full and name.family in name.full for name in names)


def test_synthetic_family_names_are_common_and_rare() -> None:
    families = Counter(names[0].family.removesuffix("a") for names in synthetic_names(20_000, SEED))
    assert 0.04 < families.most_common(1)[0][1] / 20_000 < 0.06
    assert len(families) > 3000
    assert sum(1 for number in families.values() if number == 1) > 500


def test_synthetic_women_have_names_of_women() -> None:
    women = [names for place, names in enumerate(synthetic_names(200, SEED)) if place % 2]
    assert all(name[0].patronymic.endswith("qızı") for name in women)
    assert not any(name[0].family.endswith(("ov", "yev")) for name in women)


def test_synthetic_source_says_what_it_is() -> None:
    assert SOURCE.startswith("Synthetic")
