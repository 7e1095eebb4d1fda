"""Parameters of kinds: what may be asked of the list of each kind, and of one of its entries."""

from collections.abc import Sequence

from memorial.api.cursors import CURSOR
from memorial.api.expanding import ties_of
from memorial.api.filters import parameters_of
from memorial.api.orders import orders_of
from memorial.api.parameters import LIMIT, Parameter
from memorial.exchange.representations.fields import Kind
from memorial.people.models import Person


def told_parameters(kind: Kind) -> list[Parameter]:
    """Return the parameters that say what is told of an entry."""
    names = [*(field.name for field in kind.fields), *(part.name for part in kind.parts)]
    ties = list(ties_of(kind))
    words = {"type": "array", "minItems": 1}
    fields = Parameter(
        "fields", "Tell these fields and parts alone.", {**words, "items": {"type": "string", "enum": names}}, names[:1]
    )
    within = Parameter(
        "expand",
        "Tell entries in place of their ids in these fields, one step far, up to 500 in one answer.",
        {**words, "items": {"type": "string", "enum": ties}},
        ties[:1],
    )
    return [fields, within] if ties else [fields]


def list_parameters(kind: Kind, languages: Sequence[str]) -> list[Parameter]:
    """Return all parameters of the list of a kind."""
    orders = orders_of(kind)
    told = " ".join(f"`{order.name}`: {order.meaning}" for order in orders.values() if not order.falling)
    found = [
        *parameters_of(kind),
        Parameter(
            "ordering",
            f"In which order; with `-` from the other end. {told}",
            {"type": "string", "enum": list(orders), "default": "id"},
            "changed",
        ),
        LIMIT,
        Parameter(
            CURSOR,
            "Where to go on, from the links `next` and `previous`.",
            {"type": "string", "pattern": "^[A-Za-z0-9_-]+$"},
        ),
        *told_parameters(kind),
    ]
    if kind.model is Person:
        found.append(
            Parameter(
                "language",
                "Whose alphabet the order `name` follows; without it that of the memorial's own language.",
                {"type": "string", "enum": list(languages)},
                languages[0],
            )
        )
    return found
