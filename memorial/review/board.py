"""The translation board: entries by languages, and how the text of each stands: missing, draft, current, out of date.

A page of the board begins after an entry and not at a number, so that the last page costs what the first does; every
question follows the order of an index.
"""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from memorial.accounts.models import User
from memorial.base.languages import language_name
from memorial.base.memorial import Memorial
from memorial.review.desk_rows import TextRow
from memorial.review.list_acts import as_keys
from memorial.review.panels import entry_name, kinds_open, record_models
from memorial.review.start_page import page_of
from memorial.review.status import CHANGEABLE, Status
from memorial.review.work_page import NOBODY, NarrowForm

PER_PAGE = 50
ORDER = ("kind", "label", "object_id")

#: An entry of the board: its kind, its name, its key.
Place = tuple[str, str, int]
Texts = QuerySet[TextRow]


class BoardForm(NarrowForm):
    """By what the board is narrowed: as every list of work, and by the state of a text."""

    state = forms.ChoiceField(
        label=pgettext_lazy("of a text", "state"),
        required=False,
        choices=[("", gettext_lazy("any state")), *TextRow.State.choices],
    )
    field_order = ("kind", "language", "state", "person")

    def __init__(self, data: QueryDict, *, user: User, languages: list[str]) -> None:
        super().__init__(data, user=user, languages=languages)
        self.fields["language"].label = _("language")


@dataclass
class Cell:
    """The text of one entry in one language, and where it is written."""

    language: str
    state: str
    label: str
    #: The form of a draft, with source and translation side by side.
    url: str = ""
    #: The address that opens the working copy of a public entry at this language, by a button.
    edit_url: str = ""

    @property
    def language_name(self) -> str:
        return language_name(self.language)


@dataclass
class BoardRow:
    """One entry with its texts."""

    text: TextRow
    name: str
    kind: str
    url: str
    cells: list[Cell] = field(default_factory=list)


def board(user: User, asked: QueryDict) -> dict[str, Any]:
    """Return what the board shows to a person who asked for this part of it."""
    languages = Memorial.current().languages
    form = BoardForm(asked, user=user, languages=languages)
    shown = [form.chosen("language")] if form.chosen("language") else languages
    after = begun_at(user, asked.get("after", ""))
    places = next_places(narrowed(user, form), shown, form.chosen("state"), after)
    rows = board_rows(user, places[:PER_PAGE], shown)
    more = len(places) > PER_PAGE
    address = form.address()
    last = f"after={places[PER_PAGE - 1][0]}-{places[PER_PAGE - 1][2]}" if more else ""
    return {
        "form": form,
        "address": address,
        "columns": [(tag, language_name(tag)) for tag in shown],
        "rows": rows,
        "is_first": after is None,
        "first_query": f"?{address}",
        "next_query": "?" + "&".join(filter(None, [address, last])) if more else "",
    }


def narrowed(user: User, form: BoardForm) -> Texts:
    """Return the texts that were asked for, of entries of which the person may know and that are not withdrawn."""
    rows: Texts = TextRow.objects.visible_to(user).exclude(status=Status.WITHDRAWN)
    kind, person = form.chosen("kind"), form.chosen("person")
    if kind:
        rows = rows.filter(kind=kind)
    if person:
        rows = rows.filter(in_charge=None if person == NOBODY else int(person))
    return rows


def begun_at(user: User, after: str) -> Place | None:
    """Return the entry after which a page begins; the board begins anew where it is no longer there."""
    kind, _dash, key = after.partition("-")
    if kind not in record_models():
        return None
    rows = TextRow.objects.visible_to(user).filter(kind=kind, object_id__in=as_keys([key]))
    return rows.values_list(*ORDER).first()


def next_places(rows: Texts, languages: list[str], state: str, after: Place | None) -> list[Place]:
    """Return the entries of one page and one more, in the order of the board."""
    if not state:
        return page_after(rows, after)
    found: set[Place] = set()
    for language in languages:
        found |= set(page_after(rows.filter(state=state, language=language), after))
    return in_order(rows, found)


def page_after(rows: Texts, after: Place | None) -> list[Place]:
    """Return the first places of some rows after a place; asked in two steps, each along an index."""
    most = PER_PAGE + 1
    if after is None:
        return list(as_places(rows)[:most])
    kind, label, key = after
    same = rows.filter(kind=kind, label__gte=label).exclude(label=label, object_id__lte=key)
    found = list(as_places(same)[:most])
    return [*found, *as_places(rows.filter(kind__gt=kind))[: most - len(found)]]


def as_places(rows: Texts) -> QuerySet[TextRow, Place]:
    """Return the entries of some texts, each once, in the order of the board."""
    places: Any = rows.order_by(*ORDER).values_list(*ORDER).distinct()
    found: QuerySet[TextRow, Place] = places
    return found


def in_order(rows: Texts, places: set[Place]) -> list[Place]:
    """Return places in the order in which the database keeps names."""
    return list(as_places(rows.filter(of_places(places)))) if places else []


def of_places(places: Any) -> Q:
    """Return the question for the texts of some entries."""
    keys: dict[str, list[int]] = {}
    for kind, _label, key in places:
        keys.setdefault(kind, []).append(key)
    wanted = Q(pk__in=[])
    for kind, its in keys.items():
        wanted |= Q(kind=kind, object_id__in=its)
    return wanted


def board_rows(user: User, places: list[Place], languages: list[str]) -> list[BoardRow]:
    """Return the rows of one page of the board, each with a cell for each language."""
    texts: dict[tuple[str, int], dict[str, TextRow]] = {}
    if places:
        for text in TextRow.objects.visible_to(user).filter(of_places(places)):
            texts.setdefault((text.kind, text.object_id), {})[text.language] = text
    writable = {
        status: kinds_open(user, "change") if status == Status.PUBLISHED else changeable(user, status)
        for status in Status
    }
    rows = []
    for kind, _label, key in places:
        its = texts[kind, key]
        any_text = next(iter(its.values()))
        row = BoardRow(
            any_text,
            entry_name(any_text),
            str(record_models()[kind]._meta.verbose_name),
            page_of(any_text, "review"),
        )
        may_write = kind in writable[Status(any_text.status)]
        row.cells = [cell(its.get(language), language, may_write) for language in languages]
        rows.append(row)
    return rows


def changeable(user: User, status: Status) -> list[str]:
    """Return the kinds whose entries a person may change in place when they have a status."""
    verb = CHANGEABLE.get(status)
    return [kind for kind in kinds_open(user, "change") if kind in kinds_open(user, verb)] if verb else []


def cell(text: TextRow | None, language: str, may_write: bool) -> Cell:
    """Return one cell of the board; a language that was added since the entry was last saved has no row yet."""
    state = TextRow.State(text.state) if text else TextRow.State.MISSING
    drawn = Cell(language, state.value, str(state.label))
    if text is not None and may_write:
        if text.status == Status.PUBLISHED:
            drawn.edit_url = page_of(text, "edit")
        else:
            drawn.url = f"{page_of(text, 'change')}?{urlencode({'language': language})}"
    return drawn
