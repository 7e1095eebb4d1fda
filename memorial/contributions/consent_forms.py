"""What is asked of those who entrust something to the memorial: their words or files, and what may be done with them.

No answer is chosen beforehand. A question that is not answered counts as no.
"""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from memorial.base.initials import initials
from memorial.contributions.forms import MOST_LINE, MOST_NAME, Choice, ContactForm, Words, language_field
from memorial.contributions.intake import Sent
from memorial.contributions.models import Contribution, Kind
from memorial.review.gate import Audience, Naming, Purpose
from memorial.testimonies.consent import Consent

YES, NO = "yes", "no"
YES_OR_NO = [(YES, _("Yes")), (NO, _("No"))]

NAMINGS = [
    (Naming.FULL, _("With my full name")),
    (Naming.INITIALS, _("With my initials")),
    (Naming.PSEUDONYM, _("With another name")),
    (Naming.ANONYMOUS, _("Not at all")),
]
AUDIENCES = [
    (Audience.PUBLIC, _("Everyone, on the internet")),
    (Audience.RESEARCHERS, _("Researchers, if they ask for it")),
    (Audience.CURATORS, _("Only the curators")),
]
GIVERS = [
    (Consent.Giver.SELF, _("For myself")),
    (Consent.Giver.GUARDIAN, _("As a parent or guardian, for somebody who cannot decide alone")),
    (Consent.Giver.HEIR, _("As an heir, for somebody who has died")),
    (Consent.Giver.INTERVIEWER, _("As the one who wrote down or recorded it, and was asked to send it")),
]


def yes_or_no(label: Any, help_text: Any) -> Choice:
    """Return a question of consent."""
    return Choice(label=label, help_text=help_text, choices=YES_OR_NO)


class ConsentForm(ContactForm):
    """A form that asks for which purposes something may be used."""

    purposes: tuple[Purpose, ...] = ()
    keep = yes_or_no(
        _("May we keep it in the archive?"),
        _("The curators can then read it, and nobody else. The other uses need this one."),
    )
    publish = yes_or_no(_("May we publish it here?"), _("On the pages of this memorial, after a curator has read it."))

    def clean(self) -> dict[str, Any]:
        """Say when something may be used that may not be kept."""
        said = self.cleaned_data
        used = any(said.get(purpose) == YES for purpose in self.purposes if purpose != Purpose.KEEP)
        if used and said.get(Purpose.KEEP) != YES:
            self.add_error(
                Purpose.KEEP,
                _("You said yes to another use below. For that we have to keep it: please say yes here, or no there."),
            )
        return said

    def answers(self) -> dict[str, bool]:
        """Return what was said to each purpose; one that was left open is not among them."""
        said = {str(purpose): self.answer(purpose) for purpose in self.purposes}
        return {purpose: answer == YES for purpose, answer in said.items() if answer}

    def sent(self, once: str, *, finished: bool, **more: Any) -> Sent:
        return super().sent(once, finished=finished, answers=self.answers(), **more)

    @classmethod
    def filled_again(cls, contribution: Contribution) -> dict[str, str]:
        answers = {purpose: YES if given else NO for purpose, given in contribution.answers.items()}
        return {**super().filled_again(contribution), **answers}


class TestimonyForm(ConsentForm):
    """A testimony, written or with files, and what its narrator allows."""

    kind = Kind.TESTIMONY
    takes_files = True
    field_order = ("words", "language", "naming", "pseudonym", *Purpose, "audience", "given_by")
    purposes = tuple(Purpose)
    words = Words(
        label=_("Your words"),
        rows=14,
        required=True,
        help_text=_("As much or as little as you wish, in any language, in any order. You need not tell of violence."),
        error_messages={"required": _("Please write something: a sentence about what you send is enough.")},
    )
    language = language_field()
    naming = Choice(
        label=_("How do you wish to be named?"),
        choices=NAMINGS,
        help_text=_("It holds everywhere, also in titles and addresses. If you choose nothing, you are not named."),
    )
    pseudonym = Words(
        label=_("The other name"), most=MOST_NAME, help_text=_("Only if you wish to be named with another name.")
    )
    research = yes_or_no(
        _("May it be used in research?"), _("People who study what happened may then read it and quote it.")
    )
    teaching = yes_or_no(_("May it be used in teaching?"), _("In lessons, lectures and teaching materials."))
    court = yes_or_no(
        _("May we pass it to a court?"), _("To a court, or to an official investigation, that asks us for it.")
    )
    audience = Choice(
        label=_("Who may read it?"),
        choices=AUDIENCES,
        help_text=_("If you choose nothing, only the curators read it."),
    )
    given_by = Choice(label=_("For whom do you speak?"), choices=GIVERS)

    def clean(self) -> dict[str, Any]:
        """Say which name is missing for what was chosen."""
        said = super().clean()
        naming = said.get("naming")
        if naming in {Naming.FULL, Naming.INITIALS} and not self.real_name() and not self.has_error("name"):
            self.add_error("name", _("Please write your name here, or choose above not to be named."))
        if naming == Naming.PSEUDONYM and not self.answer("pseudonym"):
            self.add_error("pseudonym", _("Please write the other name, or choose above not to be named."))
        return said

    def real_name(self) -> str:
        """Return the name that is locked away, or will be."""
        return self.locked_away().get("name", "")

    def shown_name(self) -> str:
        naming = self.answer("naming")
        if naming == Naming.PSEUDONYM:
            return self.answer("pseudonym")
        if naming == Naming.INITIALS:
            return initials(self.real_name())
        return self.real_name() if naming == Naming.FULL else ""

    def sent(self, once: str, *, finished: bool, **more: Any) -> Sent:
        chosen = {name: self.answer(name) for name in ("naming", "audience", "given_by")}
        sent = super().sent(once, finished=finished, **chosen, **more)
        # Of a form that is finished, a name that was not chosen is kept nowhere.
        if finished or not self.answer("pseudonym"):
            return sent
        return replace(sent, details={**sent.details, "pseudonym": self.answer("pseudonym")})

    @classmethod
    def filled_again(cls, contribution: Contribution) -> dict[str, str]:
        chosen = {name: str(getattr(contribution, name)) for name in ("naming", "audience", "given_by")}
        return {**super().filled_again(contribution), **chosen}


LIVING = [
    ("nobody", _("No living person is shown")),
    ("agreed", _("Yes, and they have agreed")),
    ("refused", _("Yes, and they have not agreed")),
    ("unknown", _("I do not know")),
]


class PictureForm(ConsentForm):
    """A photograph, a document or a recording, with what is known of it."""

    kind = Kind.PICTURE
    takes_files = True
    field_order = ("shows", "taken", "place", "taken_by", "rights", "living", "words", "language")
    purposes = (Purpose.KEEP, Purpose.PUBLISH)
    details = ("shows", "taken", "place", "taken_by", "rights", "living")
    shows = Words(label=_("Whom or what does it show?"), most=MOST_LINE, rows=3)
    taken = Words(
        label=_("When was it made?"),
        most=MOST_LINE,
        help_text=_("A year is enough, or “before the war”, or “about 1985”."),
    )
    place = Words(label=_("Where?"), most=MOST_LINE)
    taken_by = Words(label=_("Who made it?"), most=MOST_LINE)
    rights = Words(
        label=_("Who holds the rights?"),
        most=MOST_LINE,
        help_text=_("Often the one who took the photograph, or their family. If you do not know, leave it empty."),
    )
    living = Choice(label=_("Are living people shown?"), choices=LIVING)
    words = Words(label=_("Anything else that you wish to tell"), rows=6)
    language = language_field()

    def clean(self) -> dict[str, Any]:
        """Say when there is neither a file nor a word."""
        said = super().clean()
        told = self.answer("words") or self.answer("shows")
        if not told and not self.has_files and not self.has_error("words"):
            self.add_error("shows", _("Please choose a file, or write in words what you have."))
        return said
