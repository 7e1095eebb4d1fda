"""What a visitor may ask of the search, as a form that needs no script: words, and what narrows them."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from memorial.base.languages import language_name
from memorial.events.places import Place
from memorial.public.forms import ANY, PlainSelect, RegisterForm, place_choices
from memorial.search.engines import Groups
from memorial.search.tokens import age_token, born_token, fate_token, place_token

#: What is not looked for any more: no name and no sentence that somebody remembers is longer.
LONGEST = 200
#: The years of birth that can be asked for, and the furthest page of one kind.
FIRST_YEAR, LAST_YEAR = 1800, 2100
LAST_PAGE = 10
PEOPLE = "people"
#: Every kind that can be looked through, by its section, in the order in which the page shows them.
KINDS = {
    PEOPLE: _("People"),
    "families": _("Families"),
    "testimonies": _("Testimonies"),
    "events": _("Events"),
    "places": _("Places"),
    "figures": _("How many?"),
    "sources": _("Sources"),
    "recognitions": _("Recognition"),
    "commemorations": _("Commemorations"),
    "collection": _("Photographs, documents and recordings"),
}
#: What narrows people alone, and has no meaning for any other kind.
OF_PEOPLE = ("fate", "age", "born_from", "born_to", "place")


def year_field(label: Any) -> forms.IntegerField:
    """Return the field of a year of birth."""
    sentence = _("This year of birth was left aside. Write it with four digits: 1953.")
    messages = dict.fromkeys(("invalid", "min_value", "max_value"), sentence)
    shown = forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 4, "size": 4, "autocomplete": "off"})
    return forms.IntegerField(
        label=label, required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR, widget=shown, error_messages=messages
    )


@dataclass(frozen=True)
class Asked:
    """What somebody looks for: the words, what narrows them, and which page of one kind."""

    words: str
    cut: bool = False
    kind: str = ""
    language: str = ""
    page: int = 1
    #: What narrows people, by field, as it stands in the address; and the same as tokens of the index.
    people: Mapping[str, str] = field(default_factory=dict)
    groups: Groups = ()
    #: The key of the place, where people are narrowed by one.
    place: int = 0

    @property
    def is_narrowed(self) -> bool:
        return bool(self.kind or self.language or self.people)

    @property
    def is_plain(self) -> bool:
        """Whether it is asked for in words alone."""
        return not self.is_narrowed and self.page == 1

    @property
    def unnarrowed(self) -> str:
        """The query of the same words in everything."""
        return Asked(self.words).address()

    def address(self, **changed: Any) -> str:
        """Return the query of this search with some of it changed; what is empty, and the first page, is left out."""
        own = {"q": self.words, "kind": self.kind, **self.people, "language": self.language, "page": self.page}
        query = QueryDict(mutable=True)
        query.update({name: str(value) for name, value in {**own, **changed}.items() if value and value != 1})
        return f"?{query.urlencode()}" if query else ""


class SearchForm(forms.Form):
    """Narrows a search; what it does not know it leaves aside, and of a year that is none it says so."""

    kind = forms.ChoiceField(
        label=_("What to look through"),
        required=False,
        choices=[("", _("everything")), *KINDS.items()],
        widget=PlainSelect,
    )
    fate = RegisterForm.base_fields["fate"]
    age = RegisterForm.base_fields["age"]
    born_from = year_field(_("Born in or after the year"))
    born_to = year_field(_("Born in or before the year"))
    place = RegisterForm.base_fields["place"]
    language = forms.ChoiceField(label=_("Language of the texts"), required=False, widget=PlainSelect)

    def __init__(self, asked: QueryDict, *, places: Iterable[Place], languages: Sequence[str]) -> None:
        super().__init__(asked, label_suffix="", auto_id="search-%s")
        self.places = list(places)
        choices = {"place": place_choices(self.places), "language": [(tag, language_name(tag)) for tag in languages]}
        for name, known in choices.items():
            self.fields[name].choices = [ANY, *known]  # type: ignore[attr-defined]  # a field of choices

    def clean(self) -> dict[str, Any]:
        """Leave aside a range of years that ends before it begins, and say so."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("born_from"), cleaned.get("born_to")
        if first and last and first > last:
            self.add_error("born_to", _("The years of birth were left aside: the second is earlier than the first."))
            cleaned.pop("born_from", None)
        return cleaned

    @cached_property
    def asked(self) -> Asked:
        """What is asked for, as far as it can be answered."""
        self.is_valid()
        typed = one_line(self.data.get("q", ""))
        known = {name: str(value) for name, value in self.cleaned_data.items() if value}
        kind, language = known.get("kind", ""), known.get("language", "")
        people = {name: known[name] for name in OF_PEOPLE if name in known} if kind in {"", PEOPLE} else {}
        keys = {each.public_id: each.pk for each in self.places}
        place = keys[people["place"]] if "place" in people else 0
        return Asked(
            words=typed[:LONGEST].strip(),
            cut=len(typed) > LONGEST,
            kind=kind,
            language=language,
            page=page_number(self.data.get("page", "")) if kind else 1,
            people=people,
            groups=groups_of(people, place),
            place=place,
        )


def groups_of(people: Mapping[str, str], place: int) -> Groups:
    """Return the tokens of what narrows people: one of each group must be true of a person."""
    groups = []
    if "fate" in people:
        groups.append([fate_token(people["fate"])])
    if "age" in people:
        groups.append([age_token(people["age"])])
    if "born_from" in people or "born_to" in people:
        first, last = int(people.get("born_from", FIRST_YEAR)), int(people.get("born_to", LAST_YEAR))
        groups.append([born_token(year) for year in range(first, last + 1)])
    if place:
        groups.append([place_token(place)])
    return groups


def one_line(typed: str) -> str:
    """Return what was typed as one line, without signs that no page and no database can carry."""
    kept = "".join(" " if unicodedata.category(sign) in {"Cc", "Cs"} else sign for sign in typed[: 5 * LONGEST])
    return " ".join(kept.split())


def page_number(typed: str) -> int:
    """Return the number of a page as it is asked for; whatever is none is the first."""
    return {str(number): number for number in range(1, LAST_PAGE + 1)}.get(typed, 1)
