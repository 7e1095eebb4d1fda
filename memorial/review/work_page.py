"""The pages of the desk's panels: each in full, narrowed by kind, language and person in charge."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from memorial.accounts.models import User
from memorial.base.languages import language_name
from memorial.base.memorial import Memorial
from memorial.base.paging import CappedPaginator
from memorial.review.acts import ACTS
from memorial.review.clock import believed_time
from memorial.review.list_acts import acts_open
from memorial.review.panels import Panel, Rows, desk_rows, kinds_open, lacking, record_models
from memorial.review.start_page import lines

PER_PAGE = 50
ANYBODY, NOBODY = "anybody", "nobody"


class NarrowForm(forms.Form):
    """By what a list of work is narrowed: the kind of entry, the language that it lacks, the person in charge."""

    kind = forms.ChoiceField(label=gettext_lazy("kind"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("lacks a current text in"), required=False)
    person = forms.ChoiceField(label=gettext_lazy("in charge"), required=False)

    def __init__(self, data: QueryDict, *, user: User, languages: list[str], own: bool = False) -> None:
        super().__init__(data, auto_id="narrow_%s")
        models = record_models()
        kinds = [(kind, str(models[kind]._meta.verbose_name_plural)) for kind in kinds_open(user, "view")]
        people = User.objects.filter(is_active=True, is_staff=True).exclude(pk=user.pk).order_by("username")
        colleagues = [(str(person.pk), person.known_as) for person in people]
        me, anybody = (str(user.pk), _("you")), (ANYBODY, _("anybody"))
        first = ("", me[1]) if own else ("", anybody[1])
        second = anybody if own else me
        self.choose("kind", [("", _("all kinds")), *kinds])
        self.choose("language", [("", _("any language")), *((tag, language_name(tag)) for tag in languages)])
        self.choose("person", [first, second, (NOBODY, _("nobody")), *colleagues])

    def choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        """Offer these choices in one of the fields."""
        field: Any = self.fields[name]
        field.choices = choices

    def chosen(self, name: str) -> str:
        """Return what was chosen in a field, if that is one of its choices."""
        self.is_valid()
        return str(self.cleaned_data.get(name) or "")

    def address(self) -> str:
        """Return what was chosen as it stands in an address."""
        return urlencode({name: self.chosen(name) for name in self.fields if self.chosen(name)})


def work_page(user: User, panel: Panel, asked: QueryDict) -> dict[str, Any]:
    """Return what the page of one panel shows to a person who asked for this part of it."""
    form = NarrowForm(asked, user=user, languages=Memorial.current().languages, own=panel.own)
    page = CappedPaginator(narrowed(user, panel, form), PER_PAGE).get_page(asked.get("page"))
    acts = [ACTS[name] for name in panel.acts if acts_open(name, user)]
    return {
        "panel": panel,
        "form": form,
        "address": form.address(),
        "page": page,
        "lines": lines(panel, page.object_list, user),
        "acts": acts,
    }


def narrowed(user: User, panel: Panel, form: NarrowForm) -> Rows:
    """Return the rows of a panel that were asked for."""
    rows = panel.listed(user, believed_time())
    kind, language, person = form.chosen("kind"), form.chosen("language"), form.chosen("person")
    if panel.name == "changed" and (kind or language or person):
        # Among the latest changes alone: a rare kind would otherwise be looked for in the whole record.
        latest = desk_rows(user).order_by(*panel.order).values("pk")[: CappedPaginator.MOST]
        rows = rows.filter(pk__in=latest)
    if kind:
        rows = rows.filter(kind=kind)
    if language:
        rows = lacking(rows, language)
    return in_charge(rows, person, user if panel.own else None)


def in_charge(rows: Rows, person: str, otherwise: User | None) -> Rows:
    """Return the rows that a person has in charge, or nobody; where none was asked for, those of ``otherwise``."""
    if person == ANYBODY or (not person and otherwise is None):
        return rows
    if person == NOBODY:
        return rows.filter(in_charge=None)
    return rows.filter(in_charge=int(person) if person else otherwise)
