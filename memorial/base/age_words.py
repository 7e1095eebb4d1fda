"""An age in words, in the language of the page."""

from collections.abc import Mapping

from memorial.base.ages import AgeRange
from memorial.base.languages import active_language
from memorial.base.number_endings import russian_years, russian_years_genitive

# "exact" for one age, "two" for neighbouring ones, "between" for more, "most" where the least is birth itself, "infant"
# before the first birthday; and the same where a date behind the age is in doubt.
_AGES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "exact": "aged {high}",
        "two": "aged {low} or {high}",
        "between": "aged between {low} and {high}",
        "most": "aged {high} or younger",
        "infant": "less than one year old",
        "about_exact": "aged about {high}",
        "about_two": "aged about {low} or {high}",
        "about_between": "aged between about {low} and {high}",
        "about_most": "aged about {high} or younger",
        "about_infant": "about one year old or younger",
    },
    "az": {
        "exact": "{high} yaşında",
        "two": "{low} və ya {high} yaşında",
        "between": "{low} ilə {high} yaş arasında",
        "most": "ən çoxu {high} yaşında",
        "infant": "bir yaşına çatmamış",
        "about_exact": "təxminən {high} yaşında",
        "about_two": "təxminən {low} və ya {high} yaşında",
        "about_between": "təxminən {low} ilə {high} yaş arasında",
        "about_most": "ən çoxu təxminən {high} yaşında",
        "about_infant": "ən çoxu təxminən bir yaşında",
    },
    "ru": {
        "exact": "{high} {years}",
        "two": "{low} или {high} {years}",
        "between": "от {low} до {high} {years_of}",
        "most": "не старше {high} {years_of}",
        "infant": "менее одного года",
        "about_exact": "около {high} {years_of}",
        "about_two": "около {low} или {high} {years_of}",
        "about_between": "примерно от {low} до {high} {years_of}",
        "about_most": "примерно не старше {high} {years_of}",
        "about_infant": "примерно не старше одного года",
    },
    "tr": {
        "exact": "{high} yaşında",
        "two": "{low} veya {high} yaşında",
        "between": "{low} ile {high} yaş arasında",
        "most": "en fazla {high} yaşında",
        "infant": "bir yaşından küçük",
        "about_exact": "yaklaşık {high} yaşında",
        "about_two": "yaklaşık {low} veya {high} yaşında",
        "about_between": "yaklaşık {low} ile {high} yaş arasında",
        "about_most": "en fazla yaklaşık {high} yaşında",
        "about_infant": "en fazla yaklaşık bir yaşında",
    },
}


def age_words(age: AgeRange) -> str:
    """Say an age, or the range of ages that the dates allow, in the active language."""
    phrases = _AGES.get(active_language().split("-")[0], _AGES["en"])
    return phrases[("about_" if age.about else "") + _shape(age)].format(
        low=age.low,
        high=age.high,
        years=russian_years(age.high),
        years_of=russian_years_genitive(age.high),
    )


def _shape(age: AgeRange) -> str:
    if age.high == 0:
        return "infant"
    if age.low == age.high:
        return "exact"
    if age.low == 0:
        return "most"
    return "two" if age.high - age.low == 1 else "between"
