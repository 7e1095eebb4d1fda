"""Entries: the list of each kind, and each entry by its permanent id."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.db.models import Exists, OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from rest_framework.request import Request

from memorial.api.answers import UNKEPT, ApiView
from memorial.api.cursors import CURSOR, Cursor, cursor_of
from memorial.api.described import described, entry_operation, list_operation
from memorial.api.expanding import Tie, expand, ties_of
from memorial.api.filters import Filters, parameters_of
from memorial.api.kind_parameters import list_parameters, told_parameters
from memorial.api.orders import Order, orders_of, rows_in
from memorial.api.pages import Listed, Page, page_of
from memorial.api.parameters import asked_of, limit_of, one_of, words_in
from memorial.exchange.representations.fields import Kind, Reader, Said, Sort
from memorial.exchange.representations.kinds import KINDS
from memorial.people.merged import kept_of
from memorial.people.models import Person
from memorial.people.register import RegisterRow
from memorial.public.finding import Gone, find_public
from memorial.review.gate import Channel

READER = Reader(Channel.API)


class KindView(ApiView):
    """What the addresses of one kind have in common."""

    #: Given where the address is mapped.
    kind: ClassVar[Kind] = KINDS["people"]

    def tell(self, request: HttpRequest, entries: Sequence[Any], asked: Mapping[str, str]) -> list[Said]:
        """Return what is said of some entries, with what is asked of them, their addresses in full."""
        kind, ties = self.kind, ties_of(self.kind)
        names = [*(field.name for field in kind.fields), *(part.name for part in kind.parts)]
        only = words_in("fields", asked["fields"], names) if "fields" in asked else ()
        within = words_in("expand", asked["expand"], list(ties)) if "expand" in asked else ()
        told = [kind.represent(entry, only) for entry in entries]
        expand([ties[name] for name in within if shown(ties[name], only)], told, READER)
        in_full(told, request)
        return told


def shown(tie: Tie, only: Sequence[str]) -> bool:
    """Return whether a field that is to be expanded is among what is told."""
    return not only or (tie.part or tie.field.name) in only


def in_full(told: Any, request: HttpRequest) -> None:
    """Make every path of a page of ours, however deep it stands, the whole address."""
    if isinstance(told, dict):
        for name, value in told.items():
            if name in ADDRESSES and isinstance(value, str) and value.startswith("/"):
                told[name] = request.build_absolute_uri(value)
            elif isinstance(value, dict | list):
                in_full(value, request)
    elif isinstance(told, list):
        for each in told:
            in_full(each, request)


#: The fields of all kinds that hold an address.
ADDRESSES = frozenset(
    field.name
    for kind in KINDS.values()
    for fields in (kind.fields, *(part.fields for part in kind.parts))
    for field in fields
    if field.sort == Sort.ADDRESS
)


class EntryList(KindView):
    """The entries of one kind, a page at a time."""

    schema = described(list_operation)

    def answer(self, request: Request, **address: Any) -> Mapping[str, Any]:
        """Return one page of the list."""
        http = request._request
        languages = self.memorial.languages
        asked = asked_of(http, [each.name for each in list_parameters(self.kind, languages)])
        orders = orders_of(self.kind)
        order = orders[one_of("ordering", asked.get("ordering", "id"), list(orders))]
        limit = limit_of(asked)
        begin = cursor_of(asked[CURSOR], order.name, order.sorts) if CURSOR in asked else None
        page = page_of(self.listed(order, asked), begin=begin, size=limit)
        # In no order of the database, and by what it has an index of all public ones: else it would walk through these.
        rows: Any = self.kind.rows(READER).order_by().filter(public_id__in=page.ids)
        entries = {entry.public_id: entry for entry in rows}
        # What was withdrawn since the page was found is missing in it.
        told = self.tell(http, [entries[each] for each in page.ids if each in entries], asked)
        return {"results": told, **links(http, page)}

    def listed(self, order: Order, asked: Mapping[str, str]) -> Listed:
        """Return the list that is asked for, in its order."""
        rows: Any = self.kind.model.objects.public(Channel.API)  # type: ignore[attr-defined]  # an EntryManager
        names = {each.name for each in parameters_of(self.kind)} & set(asked)
        wanted = Filters.narrowed(self.kind, rows, {name: asked[name] for name in names})
        languages = self.memorial.languages
        # Of people it is the alphabet of a register, of other kinds a filter like others.
        own = one_of("language", asked.get("language", languages[0]), languages) if self.kind.model is Person else ""
        if order.in_register:
            person = rows.filter(pk=OuterRef("person")).values("public_id")
            register = RegisterRow.objects.public(Channel.API).filter(language=own).annotate(public_id=Subquery(person))
            chosen = register.filter(Exists(wanted.filter(pk=OuterRef("person")))) if names else register
            return Listed(register, chosen, order, narrowed=bool(names))
        return Listed(rows_in(order, rows), rows_in(order, wanted), order, narrowed=bool(names))


def links(request: HttpRequest, page: Page) -> dict[str, str | None]:
    """Return the addresses of the pages on both sides, with all else that is asked."""
    return {name: link(request, cursor) for name, cursor in (("next", page.next), ("previous", page.previous))}


def link(request: HttpRequest, cursor: Cursor | None) -> str | None:
    """Return the address of the same list from another place on."""
    if cursor is None:
        return None
    query = request.GET.copy()
    query[CURSOR] = cursor.written()
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


class EntryDetail(KindView):
    """One entry by its permanent id."""

    schema = described(entry_operation)

    def answer(self, request: Request, **address: Any) -> Mapping[str, Any]:
        """Return the entry, or say that it was withdrawn."""
        http = request._request
        asked = asked_of(http, [each.name for each in told_parameters(self.kind)])
        rows: Any = self.kind.rows(READER)
        entry = find_public(self.kind.model, address["public_id"], rows)
        return self.tell(http, [entry], asked)[0]

    def get(self, request: Request, **address: Any) -> HttpResponse:
        """Answer, or lead from somebody who was merged into another to the one who is kept."""
        try:
            return super().get(request, **address)
        except (Gone, Http404):
            kept = kept_of(address["public_id"], Channel.API) if self.kind.model is Person else None
            if kept is None:
                raise
            query = request._request.META.get("QUERY_STRING", "")
            # Not for ever: a merge can be undone.
            response = HttpResponseRedirect(address_of(self.kind, kept.public_id) + (f"?{query}" if query else ""))
            response.headers["Cache-Control"] = UNKEPT
            return response


def address_of(kind: Kind, public_id: str = "") -> str:
    """Return the path of the list of a kind, or of one of its entries."""
    if public_id:
        return reverse(f"api_{kind.name}_entry", kwargs={"public_id": public_id})
    return reverse(f"api_{kind.name}")
