"""Forms for strangers: what they ask, and what of it is stored where."""

import pytest

from memorial.base.initials import initials
from memorial.contributions.consent_forms import PictureForm, TestimonyForm
from memorial.contributions.continuing import FORMS, says_the_same
from memorial.contributions.forms import CorrectionForm, Words, language_choices, readable
from memorial.contributions.intake import contribute
from memorial.contributions.models import Contribution, Kind
from memorial.models import Memorial, Person
from memorial.review.gate import Purpose

ONCE = "c" * 32


def test_every_kind_has_its_form() -> None:
    assert set(FORMS) == set(Kind)
    assert all(form.kind == kind for kind, form in FORMS.items())


@pytest.mark.parametrize("kind", Kind)
def test_nothing_has_to_be_answered_but_words(kind: str) -> None:
    needed = {name for name, field in FORMS[kind](languages=["en"]).fields.items() if field.required}
    assert needed <= {"words", "what"}


@pytest.mark.parametrize("kind", Kind)
def test_nothing_is_cut_off_in_the_browser(kind: str) -> None:
    form = FORMS[kind](languages=["en"])
    assert not any("maxlength" in field.widget.attrs for field in form.fields.values())


@pytest.mark.parametrize("kind", Kind)
def test_what_is_locked_away_stands_nowhere_else(kind: str) -> None:
    form = FORMS[kind]
    assert set(form.contact) & {*form.details, "words", "shown"} == set()
    assert form.contact == () or set(form.contact) == {"name", "mail", "telephone", "other"}


def test_testimony_asks_about_every_purpose() -> None:
    assert set(TestimonyForm.purposes) == set(Purpose)
    assert set(TestimonyForm.purposes) <= set(TestimonyForm.base_fields)
    assert PictureForm.purposes == (Purpose.KEEP, Purpose.PUBLISH)


def test_unanswered_purposes_are_not_given() -> None:
    form = TestimonyForm({"words": "zq", "keep": "yes", "court": "no"}, languages=["en"])
    assert form.is_valid()
    assert form.answers() == {"keep": True, "court": False}


def test_correction_asks_for_the_facts_of_its_entry() -> None:
    facts = [(fact, Person.fact_label(fact)) for fact in Person.facts]
    form = CorrectionForm({"words": "zq", "fact": "else"}, facts=facts)
    assert form.is_valid()
    assert form.sent(ONCE, finished=True).details == {"fact": "else"}


def test_same_form_says_the_same_and_another_does_not(memorial: Memorial) -> None:
    form = TestimonyForm({"words": "zq", "keep": "yes"}, languages=["en"])
    assert form.is_valid()
    sent = form.sent(ONCE, finished=True)
    row = contribute(sent=sent).contribution
    assert says_the_same(Contribution.objects.get(pk=row.pk), sent)
    other = TestimonyForm({"words": "zq", "keep": "no"}, languages=["en"])
    assert other.is_valid()
    assert not says_the_same(row, other.sent(ONCE, finished=True))


def test_languages_of_the_memorial_come_first() -> None:
    tags = [tag for tag, _name in language_choices(["tr", "az"])]
    assert tags[:2] == ["tr", "az"]
    assert tags[-1] == "und"
    assert len(tags) == len(set(tags))


def test_readable_text_keeps_letters_of_every_script() -> None:
    text = "Ə ə İ ı ğ\u200c می‌رود\u200d👩\u200d👧 Հա\n\tქა"
    assert readable(text) == text
    assert readable("a\r\nb\rc\x00\ud800") == "a\nb\nc"


def test_words_are_kept_whole_up_to_their_limit() -> None:
    assert Words(most=3).clean("abc") == "abc"


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Əlif Lətif oğlu Hacıyev", "Ə. L. H."), ("Анна-Мария кызы", "А.-М."), ("", ""), ("123", "")],
)
def test_initials_are_the_first_letters(name: str, letters: str) -> None:
    assert initials(name) == letters
