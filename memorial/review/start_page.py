"""The start page of the desk: what is there, what waits, and where everything is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from memorial.review.models import Entry
from memorial.review.status import Status

#: The kinds of the record in the groups in which a curator looks for them.
GROUPS: Sequence[tuple[str | Promise, Sequence[str]]] = (
    (_("People"), ("Person", "Household")),
    (_("Testimonies"), ("Testimony",)),
    (_("Events, places and figures"), ("Event", "Place", "Figure")),
    (_("Commemorations and recognitions"), ("Commemoration", "Recognition")),
    (_("Sources and media"), ("Source", "Asset")),
    (_("The memorial"), ("Memorial",)),
    (_("Accounts"), ("User", "Group")),
)


@dataclass
class StatusCount:
    """How many entries of one kind have one status, and where they are listed."""

    status: Status
    number: int
    url: str


@dataclass
class Kind:
    """One kind of thing on the start page."""

    name: str
    url: str | None
    add_url: str | None
    counts: list[StatusCount] = field(default_factory=list)


@dataclass
class Waiting:
    """What waits for somebody: a status, with the kinds that have entries in it."""

    label: str | Promise
    empty: str | Promise
    kinds: list[tuple[Kind, StatusCount]]


def grouped(models: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the stock list of models in our groups, in our order; what no group names stands at the end."""
    by_name = {model["object_name"]: model for model in models}
    groups = [(name, [by_name.pop(kind) for kind in kinds if kind in by_name]) for name, kinds in GROUPS]
    groups.append((_("Other"), list(by_name.values())))
    return [
        {
            "name": name,
            "app_label": f"group-{place}",
            "app_url": "",
            "has_module_perms": True,
            "models": members,
        }
        for place, (name, members) in enumerate(groups)
        if members
    ]


def kind_of(model: dict[str, Any]) -> Kind:
    """Return one kind with its counts by status: one query for a kind of entry, none for any other."""
    kind = Kind(name=str(model["name"]), url=model.get("admin_url"), add_url=model.get("add_url"))
    if issubclass(model["model"], Entry):
        rows = model["model"]._base_manager.order_by().values_list("status").annotate(Count("pk"))
        numbers = dict(rows)
        kind.counts = [
            StatusCount(status, numbers.get(status, 0), f"{kind.url}?status__exact={status}") for status in Status
        ]
    return kind


def start_page(app_list: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Return what the start page shows, of what this person may see: one query for each kind of entry."""
    groups = [(group["name"], [kind_of(model) for model in group["models"]]) for group in app_list]
    kinds = [kind for _name, members in groups for kind in members]
    return {
        "groups": groups,
        "statuses": list(Status),
        "waiting": [
            Waiting(_("Waiting for review"), _("Nothing waits for review."), with_status(kinds, Status.IN_REVIEW)),
            Waiting(_("Drafts"), _("There are no drafts."), with_status(kinds, Status.DRAFT)),
        ],
    }


def with_status(kinds: Iterable[Kind], status: Status) -> list[tuple[Kind, StatusCount]]:
    """Return the kinds of which some entries have a status."""
    return [(kind, count) for kind in kinds for count in kind.counts if count.status == status and count.number]
