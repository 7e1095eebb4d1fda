"""Kinds: which entries are harvested, and what each kind is called there: the sets of OAI-PMH, and part of each id."""

from collections.abc import Mapping

from memorial.exchange.representations.kinds import KINDS
from memorial.review.models import Entry

#: The sets, by their names: the kinds that leave the memorial as data.
SETS: Mapping[str, type[Entry]] = {name: kind.model for name, kind in KINDS.items()}
#: The name of the set of a kind, as a header knows it.
SET_OF: Mapping[str, str] = {str(model._meta.model_name): name for name, model in SETS.items()}
