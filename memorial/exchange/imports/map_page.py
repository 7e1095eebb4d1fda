"""The desk's page on which somebody says how a list is read and what its columns hold."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from memorial.accounts.models import User
from memorial.base.memorial import Memorial
from memorial.base.references import is_key
from memorial.exchange.imports.actions import (
    CHOICES,
    ImportRefused,
    look_again,
    read_otherwise,
    save_mapping,
    start_check,
)
from memorial.exchange.imports.list_pages import allowed_person, import_at, page
from memorial.exchange.imports.mapping_forms import ColumnForm, ListForms, ReadingForm, forms_for
from memorial.exchange.imports.models import ListImport, SavedMapping
from memorial.exchange.imports.previews import PreviewRow, different_values, preview
from memorial.exchange.lists.columns import suggest
from memorial.exchange.lists.mappings import Mapping, suggest_mapping
from memorial.exchange.lists.private_columns import REASONS
from memorial.exchange.lists.readings import Look
from memorial.exchange.lists.refusals import ListRefused
from memorial.exchange.lists.spoken import language_of
from memorial.exchange.lists.targets import CHOICES as CHOICE_TARGETS
from memorial.people.names import script_of
from memorial.review.desk_pages import DeskPages, desk_page
from memorial.review.status import Status
from memorial.sources.models import Source

#: So many values of a column are shown beside what it holds.
SHOWN_VALUES = 4
State = ListImport.State


class ColumnLine(NamedTuple):
    """One column as the page draws it: its header, some of its values, and the questions about it."""

    header: str
    values: list[str]
    form: ColumnForm
    #: Why it is left out, where it looks private.
    private: str


@desk_page("lists/<int:key>/map/", "list_mapping")
def list_mapping(desk: DeskPages, request: HttpRequest, key: int) -> HttpResponse:
    """Show how a list is read and what its columns hold; keep it, show a preview of it, or have the list checked."""
    person, brought = allowed_person(request), import_at(key)
    if brought.state not in (State.TAKEN_IN, State.CHECKED, State.REFUSED) or not brought.kept_as:
        return HttpResponseRedirect(reverse("admin:list_import", args=[key]))
    try:
        look = look_again(brought)
        if request.method == "POST" and "read" in request.POST:
            return read_anew(desk, request, brought, look, person)
        return mapped(desk, request, brought, look, person)
    except ListRefused as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(reverse("admin:lists"))


def read_anew(desk: DeskPages, request: HttpRequest, brought: ListImport, look: Look, person: User) -> HttpResponse:
    """Read the file otherwise, as somebody asks; what cannot be read so is told, and stays as it was."""
    form = ReadingForm(look, request.POST, auto_id="reading_%s")
    problem = ""
    if form.is_valid():
        try:
            read_otherwise(brought=brought, reading=form.reading(), by=person)
        except (ListRefused, ImportRefused) as refusal:
            problem = str(refusal)
        else:
            return HttpResponseRedirect(reverse("admin:list_mapping", args=[brought.pk]))
    forms, mapping = list_forms(request, brought, look, person, data=None)
    return shown(desk, request, Shown(brought, look, forms, mapping, form, problem), status=422)


def mapped(desk: DeskPages, request: HttpRequest, brought: ListImport, look: Look, person: User) -> HttpResponse:
    """Show the forms, or what comes of them: a preview, a mapping that is kept, a check that begins."""
    data = request.POST if request.method == "POST" else None
    forms, mapping = list_forms(request, brought, look, person, data=data)
    found = Shown(brought, look, forms, mapping)
    if data is None:
        return shown(desk, request, found)
    if not forms.is_valid():
        return shown(desk, request, found._replace(problem=_("Correct what is marked below.")), status=422)
    mapping = forms.mapping(data.get("save_as", "").strip() or mapping.name)
    try:
        if "save_as" in data and data["save_as"].strip():
            save_mapping(mapping=mapping, name=data["save_as"], by=person)
        if "check" in data:
            source = forms.whole.cleaned_data["source"]
            start_check(brought=brought, mapping=mapping, source=source, by=person)
            return HttpResponseRedirect(reverse("admin:list_import", args=[brought.pk]))
    except (ImportRefused, ListRefused) as refusal:
        return shown(desk, request, found._replace(problem=str(refusal)), status=422)
    # Asked anew: a column that holds choices now has values that are to be decided.
    values = values_of(brought, look, [form.chosen_target() for form in forms.columns])
    forms = forms_for(mapping, look, sources=sources_for(person), source=None, values=values, data=data)
    forms.is_valid()
    first = look.reading.header_row + 1
    return shown(desk, request, found._replace(forms=forms, preview=preview(mapping, look, first)))


class Shown(NamedTuple):
    """What the page shows: the list, the forms, what is wrong, and a preview."""

    brought: ListImport
    look: Look
    forms: ListForms
    mapping: Mapping
    reading: ReadingForm | None = None
    problem: str = ""
    preview: Sequence[PreviewRow] = ()


def shown(desk: DeskPages, request: HttpRequest, found: Shown, status: int = 200) -> HttpResponse:
    """Return the page."""
    context = {
        "title": found.brought.name,
        "brought": found.brought,
        "look": found.look,
        "reading": found.reading or ReadingForm(found.look, auto_id="reading_%s"),
        "forms": found.forms,
        "columns": column_lines(found),
        "saved": SavedMapping.objects.values_list("pk", "name"),
        "save_as": request.POST.get("save_as", ""),
        "preview": found.preview,
        "problem": found.problem or found.brought.problem,
    }
    return page(desk, request, "map", context, status=status)


def column_lines(found: Shown) -> list[ColumnLine]:
    """Return the columns as the page draws them."""
    header, first = found.look.header, found.look.first
    hints = suggest(header, first, language=found.mapping.language)
    lines = []
    for number, (title, form, hint) in enumerate(zip(header, found.forms.columns, hints, strict=True)):
        values = list(dict.fromkeys(row[number].strip()[:60] for row in first if row[number].strip()))
        private = hint.reason if hint.reason in {str(reason) for reason in REASONS.values()} else ""
        lines.append(ColumnLine(title, values[:SHOWN_VALUES], form, private))
    return lines


def list_forms(
    request: HttpRequest, brought: ListImport, look: Look, person: User, *, data: Any
) -> tuple[ListForms, Mapping]:
    """Return the forms of a list, begun with the mapping that was kept, chosen, or is suggested by the header."""
    mapping = begun_with(request, brought, look)
    known = {column.header.strip(): column.target for column in mapping.columns}
    targets = [
        str((data or {}).get(f"c{number}-target", "") or known.get(title.strip(), ""))
        for number, title in enumerate(look.header)
    ]
    values = values_of(brought, look, targets)
    forms = forms_for(mapping, look, sources=sources_for(person), source=brought.source, values=values, data=data)
    return forms, mapping


def begun_with(request: HttpRequest, brought: ListImport, look: Look) -> Mapping:
    """Return the mapping with which the forms begin."""
    chosen = request.GET.get("mapping", "")
    saved = SavedMapping.objects.filter(pk=chosen).first() if is_key(chosen) else None
    if saved is not None:
        return Mapping.from_json(saved.mapping)
    if brought.mapping:
        return Mapping.from_json(brought.mapping)
    text = "".join(cell for row in look.first for cell in row)
    scripts = [script for word in text.split() if (script := script_of(word))]
    script = max(set(scripts), key=scripts.count) if scripts else "Latn"
    language = language_of(look.header, look.first, own=Memorial.current().own_language)
    return suggest_mapping(brought.name, look.header, look.first, language=language, script=script, choices=CHOICES)


def values_of(brought: ListImport, look: Look, targets: Sequence[str]) -> dict[str, list[str]]:
    """Return the different values of the columns that hold choices."""
    headers = [title for title, target in zip(look.header, targets, strict=True) if target in CHOICE_TARGETS]
    return different_values(brought, headers, look.header)


def sources_for(person: User) -> Any:
    """Return the sources from which a list may be said to be."""
    return Source.objects.visible_to(person).of_record().exclude(status=Status.WITHDRAWN).order_by("label", "pk")
