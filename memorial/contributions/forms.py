"""What strangers are asked: a message, a correction, a request to take something down; and what all forms share.

All is optional but the words. A form for strangers cuts nothing off and blames nobody: what is wrong is said in a
sentence, and everything that was written stays in its field.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import QueryDict
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from memorial.base.languages import active_language, language_name
from memorial.contributions.intake import Sent
from memorial.contributions.models import Contribution, Kind

MOST_WORDS = 100_000
#: As much as the record keeps of a name that is shown.
MOST_NAME = 120
MOST_LINE = 2000
TOO_LONG = "too_long"
#: What a letter becomes that was sent in another way of writing letters than the page's.
LOST_LETTER = "\ufffd"
#: Languages in which people may write here, besides those of the memorial.
FURTHER = ["az-Arab", "az-Cyrl", "en", "ru", "tr", "ar", "de", "es", "fa", "fr", "he", "hy", "it", "ka", "kk", "ku"]
FURTHER += ["lez", "tt", "uk", "uz", "tly"]
#: No language that the list knows.
ANOTHER = "und"


class Words(forms.CharField):
    """A field for words of any length up to ``most``, over as many lines as ``rows`` shows; nothing is cut off."""

    def __init__(self, *, most: int = MOST_WORDS, rows: int = 0, required: bool = False, **kwargs: Any) -> None:
        self.most = most
        shape: forms.Widget = forms.Textarea({"rows": rows}) if rows else forms.TextInput()
        shape.attrs["dir"] = "auto"
        super().__init__(required=required, **{"widget": shape, **kwargs})

    def validate(self, value: str) -> None:
        """Say when there is more than can be taken, or when letters were lost on the way."""
        super().validate(value)
        if len(value) > self.most:
            said = ngettext(
                "This is too long to be taken at once: at most %(most)s sign, and it has %(has)s. "
                "Nothing is lost: please shorten it, or send the rest with a second form.",
                "This is too long to be taken at once: at most %(most)s signs, and it has %(has)s. "
                "Nothing is lost: please shorten it, or send the rest with a second form.",
                self.most,
            )
            raise ValidationError(said % {"most": self.most, "has": len(value)}, code=TOO_LONG)
        if LOST_LETTER in value:
            raise ValidationError(
                _("Some letters did not arrive as you wrote them; “%(sign)s” stands in their place. Please mend them."),
                params={"sign": LOST_LETTER},
            )


class Choice(forms.ChoiceField):
    """A question with a few answers, none of them chosen beforehand."""

    def __init__(self, *, label: Any, choices: Any, **kwargs: Any) -> None:
        errors = {"invalid_choice": _("Please choose one of the answers given here.")}
        given = {"widget": forms.RadioSelect, "error_messages": errors, **kwargs}
        super().__init__(label=label, choices=choices, required=False, **given)


def validate_mail(value: str) -> None:
    """Refuse what no mail can be sent to."""
    try:
        validate_email(value)
    except ValidationError as wrong:
        said = _("No mail can be sent to this address. Please look it over, or leave the field empty.")
        raise ValidationError(said) from wrong


def language_choices(offered: Sequence[str]) -> list[tuple[str, str]]:
    """Return the languages in which something may be written: those of the memorial first, the others by name."""
    others = sorted((language_name(tag), tag) for tag in FURTHER if tag not in offered)
    named = [*((tag, language_name(tag)) for tag in offered), *((tag, name) for name, tag in others)]
    return [*named, (ANOTHER, gettext("another language"))]


def language_field() -> forms.ChoiceField:
    """Return the question in which language the words are written."""
    wrong = {"invalid_choice": _("Please choose one of the languages given here.")}
    return forms.ChoiceField(label=_("Language of your words"), required=False, error_messages=wrong)


class StrangersForm(forms.Form):
    """A form that somebody fills in who has no account here."""

    use_required_attribute = False
    #: The order of the page, in which problems are named; what is not listed follows.
    field_order: Sequence[str] = ()
    kind: ClassVar[Kind]
    #: The fields that stand in ``details`` of the contribution, and the ones that are locked away.
    details: ClassVar[Sequence[str]] = ()
    contact: ClassVar[Sequence[str]] = ()
    #: Whether files may come with it.
    takes_files: ClassVar[bool] = False

    def __init__(
        self,
        filled: Mapping[str, str] | None = None,
        *,
        languages: Sequence[str] = (),
        locked: Mapping[str, str] | None = None,
        has_files: bool = False,
        **kwargs: Any,
    ) -> None:
        """``locked`` is what is locked away already of a form that was begun; it is used, and never shown."""
        super().__init__(filled, label_suffix="", **kwargs)
        self.locked = dict(locked or {})
        self.has_files = has_files
        if "language" in self.fields:
            self.fields["language"].choices = language_choices(languages)  # type: ignore[attr-defined]  # of choices
            self.fields["language"].initial = active_language()
        if not self.locked:
            self.fields.pop("forget", None)

    def answer(self, name: str) -> str:
        """Return what was answered to a question; words also where something is to be mended in them."""
        if name not in self.fields or name in self.cleaned_data:
            return str(self.cleaned_data.get(name, ""))
        return str(self.data.get(name, "")) if isinstance(self.fields[name], Words) else ""

    def has_error_of_length(self) -> bool:
        """Return whether anything is too long to be kept at all."""
        return any(self.has_error(name, TOO_LONG) for name in self.fields)

    def is_blank(self) -> bool:
        """Return whether nothing was written or chosen yet, and no file came with it."""
        asked = [name for name in self.fields if name not in {"language", "forget"}]
        return not self.has_files and not any(self.answer(name) for name in asked)

    def shown_name(self) -> str:
        """Return the name as it may be shown: nothing, for most forms."""
        return ""

    def locked_away(self) -> dict[str, str]:
        """Return who sends it: as said now, or where nothing is said, as it was locked away before."""
        before = {} if self.cleaned_data.get("forget") else self.locked
        return {**before, **{name: said for name in self.contact if (said := self.answer(name))}}

    def sent(self, once: str, *, finished: bool, **more: Any) -> Sent:
        """Return what was filled in, to be stored; ``more`` is what the page knows and does not ask."""
        language = self.answer("language") or active_language()
        return Sent(
            kind=self.kind,
            once=once,
            language=language,
            words=self.answer("words"),
            details={name: said for name in self.details if (said := self.answer(name))},
            shown_name=self.shown_name()[:MOST_NAME],
            contact=self.locked_away(),
            **more,
        )

    @classmethod
    def filled_again(cls, contribution: Contribution) -> dict[str, str]:
        """Return what a contribution that was begun says, by the names of the fields; not what is locked away."""
        said = {name: contribution.said(name) for name in contribution.details}
        return {**said, "words": contribution.words, "language": contribution.language}


class ContactForm(StrangersForm):
    """A form that also asks who sends it, and how to reach them; all of this is locked away."""

    contact = ("name", "mail", "telephone", "other")
    name = Words(label=_("Your name"), most=MOST_NAME, widget=forms.TextInput({"dir": "auto", "autocomplete": "name"}))
    mail = Words(
        label=_("Mail address"),
        most=254,
        validators=[validate_mail],
        widget=forms.EmailInput({"autocomplete": "email"}),
        help_text=_("We write to you only about what you send here."),
    )
    telephone = Words(
        label=_("Telephone"), most=MOST_NAME, widget=forms.TextInput({"autocomplete": "tel", "inputmode": "tel"})
    )
    other = Words(label=_("Another way to reach you"), most=MOST_LINE)
    forget = forms.BooleanField(label=_("Delete the name and the contact that I gave before"), required=False)


class MessageForm(StrangersForm):
    """A message for the book of condolence."""

    kind = Kind.MESSAGE
    words = Words(
        label=_("Your message"),
        rows=8,
        required=True,
        error_messages={"required": _("Please write your message.")},
    )
    language = language_field()
    shown = Words(
        label=_("The name to be shown with it"),
        most=MOST_NAME,
        help_text=_("As you wish to be named. Leave it empty and no name is shown."),
    )

    def shown_name(self) -> str:
        return self.answer("shown")

    @classmethod
    def filled_again(cls, contribution: Contribution) -> dict[str, str]:
        return {**super().filled_again(contribution), "shown": contribution.shown_name}


#: What a correction is about that is none of the facts of its entry.
SOMETHING_ELSE = "else"


class CorrectionForm(ContactForm):
    """What is wrong or missing on a page: which fact, what it should say, how it is known."""

    kind = Kind.CORRECTION
    field_order = ("fact", "words", "known")
    details = ("fact", "known")
    fact = Choice(label=_("What is it about?"), choices=())
    words = Words(
        label=_("What should it say?"),
        rows=6,
        required=True,
        error_messages={"required": _("Please write what the page should say.")},
    )
    known = Words(
        label=_("How is this known?"),
        most=MOST_WORDS,
        rows=4,
        help_text=_("From your own life, from your family, from a paper, a book, a grave: whatever it is."),
    )

    def __init__(self, *args: Any, facts: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        """``facts`` are those of the entry, each with what it is called."""
        super().__init__(*args, **kwargs)
        asked = [*facts, (SOMETHING_ELSE, gettext("Something else"))]
        self.fields["fact"].choices = asked  # type: ignore[attr-defined]  # a field of choices


class TakedownForm(ContactForm):
    """A request to take something down: what, why, and in which relation the one stands who asks."""

    kind = Kind.TAKEDOWN
    field_order = ("what", "words", "relation")
    details = ("what", "relation")
    what = Words(
        label=_("What should be taken down?"),
        most=MOST_LINE,
        rows=2,
        help_text=_("The address of the page, or where on the page it stands, in your words."),
    )
    words = Words(
        label=_("Why should it be taken down?"),
        rows=6,
        required=True,
        help_text=_("One sentence is enough. You need not tell what happened."),
        error_messages={"required": _("Please write why it should be taken down. One sentence is enough.")},
    )
    relation = Words(
        label=_("Who are you in relation to it?"),
        most=MOST_LINE,
        help_text=_("For example: it is about me, about my father, I took the photograph."),
    )

    def __init__(self, *args: Any, about_a_page: bool = False, **kwargs: Any) -> None:
        """``about_a_page`` tells whether the request was opened from a page, which then need not be named."""
        super().__init__(*args, **kwargs)
        if about_a_page:
            self.fields["what"].label = _("Which part of the page?")
            self.fields["what"].help_text = _("Leave it empty if you mean the whole page.")
        else:
            self.fields["what"].required = True
            self.fields["what"].error_messages["required"] = _("Please write what should be taken down.")


def filled_in(form: type[StrangersForm], posted: QueryDict) -> dict[str, str]:
    """Return what was sent for the fields of a form, without signs that nobody writes.

    Words that were sent twice under one name are all kept; of answers to choose from, the last one counts.
    """
    said = {}
    for name, field in form.base_fields.items():
        values = [readable(value) for value in posted.getlist(name)]
        several = list(dict.fromkeys(value for value in values if value.strip()))
        said[name] = "\n\n".join(several) if isinstance(field, Words) else (values or [""])[-1]
    return said


def readable(text: str) -> str:
    """Return a text with plain line ends, without control signs and halves of signs."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in plain if sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cs"})
